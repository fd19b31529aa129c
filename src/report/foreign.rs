//! Foreign text on its way into a report: made harmless, and redacted where that is asked for.

use std::{collections::HashMap, sync::Arc};

use super::{
    kept::{Kept, Shows},
    redact::{Redactor, UNKNOWN},
    row::{Allowance, Place},
    safe::visible,
    words,
};
use crate::{
    finding::{Fact, Reason},
    judge::deployed::Role,
    model::{certificate::Certificate, source::Source},
    text::Words,
};

/// What is done to foreign text.
pub(super) struct Foreign(Option<Redactor>);

impl Foreign {
    pub(super) fn new(redactor: Option<Redactor>) -> Foreign {
        Foreign(redactor)
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
    pub(super) fn texts(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    /// A value of an option.
    pub(super) fn value(&self, value: &serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::String(text) if self.0.is_some() => self.text(text).into(),
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

    /// A place whose texts are harmless already.
    pub(super) fn place(&self, mut place: Place) -> Place {
        if let Some(redactor) = &self.0 {
            place.path = redactor.text(&place.path);
            place.inside.iter_mut().for_each(|entry| *entry = redactor.text(entry));
        }
        place
    }

    /// A file.
    pub(super) fn source(&self, source: Arc<Source>) -> Arc<Source> {
        match &self.0 {
            None => source,
            Some(redactor) => redactor.source(&source),
        }
    }

    /// A certificate.
    pub(super) fn certificate(&self, certificate: &Arc<Certificate>, role: Role) -> Arc<Certificate> {
        match &self.0 {
            None => Arc::clone(certificate),
            Some(redactor) => redactor.certificate(certificate, Some(role)),
        }
    }
}

/// Files and certificates without what names users, each made once and held beside the original.
#[derive(Default)]
pub(super) struct Redacted {
    sources: HashMap<*const Source, Both<Source>>,
    certificates: HashMap<*const Certificate, Both<Certificate>>,
}

struct Both<T> {
    /// As long as it is held, nothing else can stand at its address.
    _original: Arc<T>,
    redacted: Arc<T>,
}

impl<T> Both<T> {
    fn new(original: &Arc<T>, redacted: Arc<T>) -> Both<T> {
        Both { _original: Arc::clone(original), redacted }
    }
}

/// Takes out what a baseline says of an earlier run: nothing here tells whom that names.
pub(super) fn forget(kept: &mut Kept) {
    UNKNOWN.clone_into(&mut kept.finding.subject);
    for (name, fact) in &mut kept.finding.facts {
        if matches!(*name, "subject" | "path" | "deployment" | "fingerprint") {
            *fact = Fact::from(UNKNOWN);
        }
    }
    for label in &mut kept.labels {
        label.shows = Shows::Nothing;
    }
}

impl Redacted {
    /// Takes what names users out of a finding; its windows were made without.
    pub(super) fn finding(&mut self, kept: &mut Kept, redactor: &Redactor) {
        if let Some(allowance) = &kept.allowance {
            let reason = redactor.text(&allowance.reason);
            kept.allowance = Some(Arc::new(Allowance { reason, until: allowance.until.clone() }));
        }
        let finding = &mut kept.finding;
        finding.subject = redactor.text(&finding.subject);
        redactor.facts(&mut finding.facts);
        for fix in &mut finding.fixes {
            fix.old = fix.old.as_deref().map(|old| redactor.text(old));
            fix.command = redactor.text(&fix.command);
        }
        for label in &mut kept.labels {
            redactor.facts(&mut label.facts);
            let source = &mut label.spot.source;
            let made = self.sources.entry(Arc::as_ptr(source));
            let made = made.or_insert_with(|| Both::new(source, redactor.source(source)));
            *source = Arc::clone(&made.redacted);
            match &mut label.shows {
                Shows::Certificate(certificate, _) => {
                    let made = self.certificates.entry(Arc::as_ptr(certificate));
                    let made = made.or_insert_with(|| Both::new(certificate, redactor.certificate(certificate, None)));
                    *certificate = Arc::clone(&made.redacted);
                }
                Shows::Line(window) => window.name = visible(&source.shown()).into_owned(),
                Shows::Nothing => {}
            }
        }
    }
}
