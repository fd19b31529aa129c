//! What all parts of the page share: the report, its words, and how places and certificates are called.

use std::{borrow::Borrow, iter};

use super::prose::Prose;
use crate::{
    report::{
        model::{Certificate, Deployment, Found, Principal, Report, Verdict},
        parts::Part,
        sentences::{Sentences, Standing, standing_of},
    },
    text::{Key, keys::report as keys},
};

/// The report and its words.
pub(super) struct Shared<'r> {
    pub(super) report: &'r Report,
    pub(super) words: Sentences,
}

impl<'r> Shared<'r> {
    pub(super) fn new(report: &'r Report) -> Shared<'r> {
        Shared { report, words: Sentences::new("en") }
    }

    /// A message without values.
    pub(super) fn say(&self, key: Key) -> String {
        self.words.say(key)
    }

    /// A message with a count.
    pub(super) fn count(&self, key: Key, count: impl Borrow<usize>) -> String {
        self.words.count(key, *count.borrow())
    }

    /// A message with texts.
    pub(super) fn tell(&self, key: Key, values: &[(&str, &str)]) -> String {
        self.words.tell(key, &values.iter().map(|(name, text)| (*name, (*text).into())).collect::<Vec<_>>())
    }

    /// How many more places say the same, where there are several.
    pub(super) fn and_places(&self, count: usize) -> String {
        if count > 1 { format!(" {}", self.count(keys::HTML_AND_PLACES, count - 1)) } else { String::new() }
    }

    /// A verdict with its sign, its words and its class.
    pub(super) fn verdict(&self, verdict: &str) -> Compared {
        let standing = standing_of(verdict, &self.report.run.client);
        let (sign, class) = match (verdict, standing) {
            ("not-ours", _) => ("–", "plain"),
            ("disabled", _) => ("–", standing.name()),
            (_, Standing::Fits) => ("✓", standing.name()),
            (_, Standing::Undecided) => ("?", standing.name()),
            (_, Standing::Warns) => ("!", standing.name()),
            (_, Standing::Fails) => ("✗", standing.name()),
        };
        Compared { sign, class, words: self.words.verdict(verdict) }
    }

    /// The verdict of a principal. A check that is off for clients inside alone is as it should be.
    pub(super) fn verdict_of(&self, principal: &Principal) -> Compared {
        let verdict = self.verdict(&principal.verdict);
        let as_it_should = principal.verdict == "disabled" && principal.vantage == "inside";
        Compared { class: if as_it_should { "plain" } else { verdict.class }, ..verdict }
    }

    /// What a principal's origin is called.
    pub(super) fn origin(&self, principal: &Principal) -> String {
        let key = match &*principal.origin {
            "autodiscover" => keys::HTML_ORIGIN_AUTODISCOVER,
            "autodiscover-default" => keys::HTML_ORIGIN_AUTODISCOVER_DEFAULT,
            "outlook-provider" => keys::HTML_ORIGIN_OUTLOOK_PROVIDER,
            "provider-default" => keys::HTML_ORIGIN_PROVIDER_DEFAULT,
            "outlook-profile" => keys::HTML_ORIGIN_OUTLOOK_PROFILE,
            "analyzer-report" => keys::HTML_ORIGIN_ANALYZER_REPORT,
            "directory-export" => keys::HTML_ORIGIN_DIRECTORY_EXPORT,
            "command-line" => keys::HTML_ORIGIN_COMMAND_LINE,
            other => return other.to_owned(),
        };
        self.say(key)
    }
}

/// How a name compares, as a cell shows it: never by colour alone.
pub(super) struct Compared {
    pub(super) sign: &'static str,
    pub(super) class: &'static str,
    pub(super) words: String,
}

/// Whom a certificate is issued to: its common names, else its first DNS name, else its subject.
pub(super) fn issued_to(certificate: &Certificate) -> String {
    if !certificate.common_names.is_empty() {
        return certificate.common_names.join("  +  ");
    }
    certificate.names.first().or(certificate.subject.as_ref()).cloned().unwrap_or_default()
}

/// The answer for a deployment, in one sentence.
pub(super) fn answer(part: Part<'_>, deployment: &Deployment) -> Prose {
    let text = &deployment.answer.text;
    let cause = deployment.answer.cause.as_ref();
    let decides = |found: &Found<'_>| cause.is_some_and(|cause| found.fingerprint() == *cause);
    if let Some(found) = part.findings().map(|(_, found)| found).find(decides) {
        return Prose::quoting(text, &found.row());
    }
    let foreign = deployment
        .principals
        .iter()
        .flat_map(|principal| iter::once(principal.value.as_str()).chain(principal.certificate_shown.as_deref()));
    Prose::new(text, foreign)
}

/// The class of a deployment's answer.
pub(super) fn standing(deployment: &Deployment, part: Part<'_>) -> &'static str {
    let standing = match deployment.answer.verdict {
        Verdict::Fails => Standing::Fails,
        Verdict::NotDetermined => Standing::Undecided,
        Verdict::Passes if part.summary().warnings > 0 => Standing::Warns,
        Verdict::Passes => Standing::Fits,
    };
    standing.name()
}

/// The anchor of a deployment: `d1`.
pub(super) fn anchor(index: Option<usize>) -> String {
    index.map_or_else(|| "configuration".to_owned(), |index| format!("d{}", index + 1))
}

/// The anchor of a finding in its deployment, by its fingerprint: it stays the same when lines move.
pub(super) fn anchor_of(deployment: &str, fingerprint: &str) -> String {
    let plain: String = fingerprint.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{deployment}-{plain}")
}
