//! What was not checked: chains that end open, and the exports that are missing, with what they would settle.

use strum::IntoEnumIterator;

use super::{
    model::{Deployment, Missing, Name},
    parts::Part,
    sentences::Sentences,
};
use crate::{
    decide::Count,
    finding::State,
    judge::{exports::Export, judgement::Judgement, subjects::Subject},
    rules::{Check, Rule},
    text::{Words, keys::report as keys},
};

/// The exports that a deployment lacks, what settles most first.
pub(super) fn missing(judgement: &Judgement<'_>, rules: &[&'static Rule], words: &Words) -> Vec<Missing> {
    let absent: Vec<Subject> = Subject::iter().filter(|subject| subject.count(judgement) == 0).collect();
    let row = |export: Export| {
        let is_partial = export.is_partial(judgement);
        let needs = |rule: &&&Rule| {
            let mut subjects = rule.subjects().iter().filter(|subject| subject.exports().contains(&export));
            subjects.any(|subject| is_partial || absent.contains(subject))
        };
        let rules: Vec<Name> = rules.iter().filter(needs).map(|rule| rule.code.0.into()).collect();
        let [name, settles] = export.keys();
        (!rules.is_empty()).then(|| Missing {
            export: export.name().into(),
            name: words.say(name, &[]),
            command: export.command(judgement),
            settles: vec![words.say(settles, &[])],
            rules,
        })
    };
    Export::iter().filter_map(row).collect()
}

/// The codes of rules that had nothing to look at.
pub(super) fn not_examined(counts: &[Count]) -> Vec<Name> {
    let of_deployments = counts.iter().filter(|count| !matches!(count.rule.check, Check::Policy(..)));
    of_deployments.filter(|count| count.examined == 0).map(|count| count.rule.code.0.into()).collect()
}

impl Deployment {
    /// The exports that are missing and that a command makes, what settles most first.
    pub fn to_export(&self) -> impl Iterator<Item = (&Missing, &str)> {
        self.missing.iter().filter_map(|missing| Some((missing, missing.command.as_deref()?)))
    }

    /// What people call the exports that a rule lacks here; `None` where it looked at something.
    pub(super) fn lacks(&self, code: &str) -> Option<Vec<&str>> {
        let is_it = |own: &Name| **own == *code;
        let lacking = self.missing.iter().filter(|missing| missing.rules.iter().any(is_it));
        self.not_examined.iter().any(is_it).then(|| lacking.map(|missing| &*missing.name).collect())
    }
}

/// The rule that finds an issuer that is not exported.
pub(super) const ISSUER_NOT_EXPORTED: &str = "CH001";

/// How many issuers the line names.
const NAMED: usize = 3;

impl Sentences {
    /// An export that is missing, and the question that it would settle.
    pub fn missing(&self, missing: &Missing) -> String {
        let settles = missing.settles.join("; ");
        self.tell(keys::MISSING, &[("export", missing.name.as_str().into()), ("settles", settles.as_str().into())])
    }

    /// The exports that are missing, in one line.
    pub fn not_exported(&self, deployment: &Deployment) -> Option<String> {
        let exports: Vec<&str> = deployment.to_export().map(|(missing, _)| &*missing.name).collect();
        let list = exports.join(", ");
        (!exports.is_empty()).then(|| self.tell(keys::NOT_EXPORTED, &[("exports", list.as_str().into())]))
    }

    /// The first of the exports that are missing, and how many more there are.
    pub(super) fn first_missing(&self, deployment: &Deployment) -> Option<String> {
        let exports: Vec<&str> = deployment.to_export().map(|(missing, _)| &*missing.name).collect();
        let (first, more) = exports.split_at_checked(NAMED).unwrap_or((&exports, &[]));
        let values = [("exports", first.join(", ").as_str().into()), ("more", more.len().into())];
        (!exports.is_empty()).then(|| self.tell(keys::FIRST_MISSING, &values))
    }

    /// That chains could not be followed, since the issuers that it names are not exported: CH001's findings in one line.
    pub fn chain_not_checked(&self, part: Part<'_>) -> Option<String> {
        let missing = part.findings().map(|(_, found)| found);
        let missing = missing.filter(|found| &*found.code == ISSUER_NOT_EXPORTED && found.state == State::New);
        let mut issuers: Vec<String> = missing.map(|found| issuer(&found.row().facts)).collect();
        issuers.sort_unstable();
        issuers.dedup();
        let (named, more) = issuers.split_at_checked(NAMED).unwrap_or((&issuers, &[]));
        let values = [
            ("issuers", named.join(", ").as_str().into()),
            ("count", issuers.len().into()),
            ("more", more.len().into()),
        ];
        (!issuers.is_empty()).then(|| self.tell(keys::CHAIN_NOT_CHECKED, &values))
    }
}

/// How an issuer is called; a saved report of an earlier version has its whole name alone.
fn issuer(facts: &serde_json::Map<String, serde_json::Value>) -> String {
    let text = |name: &str| facts.get(name).and_then(serde_json::Value::as_str);
    text("name").or_else(|| text("issuer")).unwrap_or_default().to_owned()
}
