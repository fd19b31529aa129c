//! What all parts of the page share: the report, its words, and how places and certificates are called.

use std::{borrow::Borrow, cmp::Reverse};

use crate::{
    report::{
        model::{Certificate, Principal, Report, Summary},
        parts::Part,
        sentences::{Sentences, Standing, standing_of},
    },
    text::{Key, keys::report as keys},
};

/// The report and its words.
pub(super) struct Shared<'r> {
    pub(super) report: &'r Report,
    pub(super) words: Sentences,
    /// The deployments, the worst first, and last what was found about the configuration.
    pub(super) parts: Vec<Part<'r>>,
}

impl<'r> Shared<'r> {
    pub(super) fn new(report: &'r Report) -> Shared<'r> {
        let mut parts: Vec<Part<'r>> = report.parts().collect();
        parts.sort_by_cached_key(|part| {
            let Summary { errors, warnings, .. } = part.summary();
            let verdict = part.deployment.map(|deployment| deployment.answer.verdict);
            (verdict.is_none(), Reverse((verdict, errors, warnings)))
        });
        Shared { report, words: Sentences::new("en"), parts }
    }

    /// The sections of a deployment that others point to.
    pub(super) fn sections(&self, anchor: &str) -> Vec<(String, String)> {
        let sections = [
            ("findings", keys::HTML_FINDINGS),
            ("map-h", keys::HTML_MAP),
            ("matrix-h", keys::HTML_MATRIX),
            ("time-h", keys::HTML_TIMELINE),
        ];
        sections.into_iter().map(|(id, key)| (format!("{anchor}-{id}"), self.say(key))).collect()
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

    /// How a name compares with a certificate that has expired, whatever its names.
    pub(super) fn expired(&self) -> Compared {
        Compared { sign: "✗", class: Standing::Fails.name(), words: self.say(keys::HTML_EXPIRED) }
    }

    /// The clients that a vantage is of.
    pub(super) fn vantage(&self, vantage: &str) -> String {
        match vantage {
            "inside" => self.say(keys::HTML_INSIDE),
            "outside" => self.say(keys::HTML_OUTSIDE),
            other => other.to_owned(),
        }
    }

    /// What a principal's origin is called.
    pub(super) fn origin(&self, principal: &Principal) -> String {
        let key = match &*principal.origin {
            "autodiscover" => keys::HTML_ORIGIN_AUTODISCOVER,
            "autodiscover-default" => keys::HTML_ORIGIN_AUTODISCOVER_DEFAULT,
            "outlook-provider" => keys::HTML_ORIGIN_OUTLOOK_PROVIDER,
            "provider-default" => keys::HTML_ORIGIN_PROVIDER_DEFAULT,
            "predicted" => keys::HTML_ORIGIN_PREDICTED,
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

/// The anchor of a deployment: `d1`.
pub(super) fn anchor(index: Option<usize>) -> String {
    index.map_or_else(|| "configuration".to_owned(), |index| format!("d{}", index + 1))
}

/// The anchor of a finding in its deployment, by its fingerprint: it stays the same when lines move.
pub(super) fn anchor_of(deployment: &str, fingerprint: &str) -> String {
    let plain: String = fingerprint.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{deployment}-{plain}")
}
