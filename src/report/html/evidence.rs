//! The evidence: every input with its size and digest, the rules run, how the report was made, and a block to sign.

use askama::{Template, filters::HtmlSafe};
use serde_json::{Map, Value};

use super::shared::{self, Shared};
use crate::{
    report::{
        model::{Artifact, Deployment, RuleRun},
        rows::shown_place,
    },
    rules,
    text::keys::report as keys,
};

/// The evidence.
#[derive(Template)]
#[template(path = "evidence.html")]
pub(super) struct Evidence<'r> {
    shared: &'r Shared<'r>,
    /// Of the JSON report of the same run.
    sha256: &'r str,
    /// The rules that examined something.
    rules: Vec<(&'r RuleRun, &'static str)>,
    /// The codes of those that had nothing to examine.
    idle: Vec<&'r str>,
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
    pub(super) fn new(shared: &'r Shared<'r>, sha256: &'r str) -> Evidence<'r> {
        let (run, idle): (Vec<&RuleRun>, Vec<&RuleRun>) =
            shared.report.run.rules.iter().partition(|rule| rule.examined > 0);
        let name = |code: &str| rules::all().find(|rule| rule.code.0 == code).map_or("", |rule| rule.name);
        Evidence {
            shared,
            sha256,
            rules: run.into_iter().map(|rule| (rule, name(&rule.code))).collect(),
            idle: idle.into_iter().map(|rule| &*rule.code).collect(),
        }
    }

    fn made(&self) -> Vec<String> {
        self.shared.words.made(self.shared.report)
    }

    /// Options with their values as texts.
    fn options(&self, options: &Map<String, Value>) -> Vec<(String, String)> {
        let set = options.iter().filter(|(_, value)| !is_off(value));
        set.map(|(name, value)| (name.clone(), self.value(value))).collect()
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Array(all) => all.iter().map(|one| self.value(one)).collect::<Vec<_>>().join(", "),
            Value::String(text) => text.clone(),
            Value::Null => self.shared.say(keys::HTML_NONE),
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

fn is_off(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(all) => all.is_empty(),
        Value::Object(all) => all.is_empty(),
        _ => false,
    }
}

/// The names of the options that are off or empty.
fn off(options: &Map<String, Value>) -> String {
    let off = options.iter().filter(|(_, value)| is_off(value));
    off.map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ")
}
