//! The evidence: what made the report and how, the rules run, and every input with its size and digest.

use askama::{Template, filters::HtmlSafe};
use serde_json::{Map, Value};

use super::shared::{self, Shared};
use crate::report::{
    model::{Artifact, Deployment},
    rows::shown_place,
};
use crate::text::keys::report as keys;

/// The evidence.
#[derive(Template)]
#[template(path = "evidence.html")]
pub(super) struct Evidence<'r> {
    shared: &'r Shared<'r>,
}

impl HtmlSafe for Evidence<'_> {}

/// One file with all its kinds of content.
struct Input {
    path: String,
    kinds: String,
    encoding: String,
    bytes: u64,
    sha256: Option<String>,
}

impl<'r> Evidence<'r> {
    pub(super) fn new(shared: &'r Shared<'r>) -> Evidence<'r> {
        Evidence { shared }
    }

    fn made(&self) -> Vec<String> {
        self.shared.words.made(self.shared.report)
    }

    /// Options with their values as texts.
    fn options(&self, options: &Map<String, Value>) -> Vec<(String, String)> {
        options.iter().map(|(name, value)| (name.clone(), self.value(value))).collect()
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Null => self.shared.say(keys::HTML_NONE),
            Value::Array(all) if all.is_empty() => self.shared.say(keys::HTML_NONE),
            Value::Array(all) => all.iter().map(|one| self.value(one)).collect::<Vec<_>>().join(", "),
            Value::String(text) => text.clone(),
            Value::Bool(true) => self.shared.say(keys::HTML_YES),
            Value::Bool(false) => self.shared.say(keys::HTML_NO),
            other => other.to_string(),
        }
    }

    fn deployments(&self) -> impl Iterator<Item = (String, &'r Deployment)> {
        let all = self.shared.report.deployments.iter().enumerate();
        all.map(|(index, deployment)| (shared::anchor(Some(index)), deployment))
    }

    /// The files, each once, whatever it holds.
    fn inputs(&self, deployment: &'r Deployment) -> impl Iterator<Item = Input> {
        let binary = self.shared.say(keys::HTML_BINARY);
        let mut artifacts = deployment.artifacts.iter().peekable();
        std::iter::from_fn(move || {
            let Artifact { path, inside, kind, encoding, bytes, sha256 } = artifacts.next()?;
            let mut kinds = kind;
            while let Some(more) = artifacts.next_if(|next| next.path == path && next.inside == inside) {
                kinds.push_str(", ");
                kinds.push_str(&more.kind);
            }
            let encoding = encoding.map_or_else(|| binary.clone(), std::borrow::Cow::into_owned);
            Some(Input { path: shown_place(&path, &inside, None), kinds, encoding, bytes, sha256 })
        })
    }
}
