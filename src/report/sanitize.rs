//! Sanitizer text on its way into a report: made harmless, and redacted where that is asked for.

use std::sync::Arc;

use super::{safe::visible, words};
use crate::{
    decide::redact::Redactor,
    finding::Reason,
    judge::deployed::Role,
    model::{certificate::Certificate, source::Source},
    text::Words,
};

/// What is done to foreign text.
pub(super) struct Sanitizer(Option<Redactor>);

impl Sanitizer {
    pub(super) fn new(redactor: Option<Redactor>) -> Sanitizer {
        Sanitizer(redactor)
    }

    pub(super) fn redactor(&self) -> Option<&Redactor> {
        self.0.as_ref()
    }

    /// A text.
    pub(super) fn text(&self, text: &str) -> String {
        match &self.0 {
            None => visible(text).into_owned(),
            Some(redactor) => visible(&redactor.text(text)).into_owned(),
        }
    }

    /// A list of texts.
    pub(super) fn texts(&self, texts: &[impl AsRef<str>]) -> Vec<String> {
        texts.iter().map(|text| self.text(text.as_ref())).collect()
    }

    /// A value of an option.
    pub(super) fn value(&self, value: &serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::String(text) => self.text(text).into(),
            serde_json::Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            other => other.clone(),
        }
    }

    /// A reason in words.
    pub(super) fn reason(&self, words: &Words, reason: &Reason) -> String {
        match &self.0 {
            None => words::reason(words, reason),
            Some(redactor) => words::reason(words, &redactor.reason(reason)),
        }
    }

    /// A file.
    pub(super) fn source(&self, source: Arc<Source>) -> Arc<Source> {
        match &self.0 {
            None => source,
            Some(redactor) => redactor.source(&source),
        }
    }

    /// A certificate; whether it is a person's is told by its role, where that is known.
    pub(super) fn certificate(&self, certificate: &Arc<Certificate>, role: Option<Role>) -> Arc<Certificate> {
        match &self.0 {
            None => Arc::clone(certificate),
            Some(redactor) => redactor.certificate(certificate, role),
        }
    }
}
