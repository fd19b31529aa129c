//! The first screen: the answer, what was not checked, what was, and what was accepted; of many deployments a table.

use std::collections::{BTreeMap, BTreeSet};

use askama::{Template, filters::HtmlSafe};

use super::{
    answer::{self, AnswerView},
    not_checked::NotChecked,
    shared::{self, Shared},
};
use crate::{finding::State, report::model::Allowance, text::keys::report as keys};

/// The first screen.
#[derive(Template)]
#[template(path = "front.html")]
pub(super) struct Front<'r> {
    shared: &'r Shared<'r>,
    accepted: Accepted<'r>,
}

impl HtmlSafe for Front<'_> {}

/// A deployment in the table of all.
struct Row<'r> {
    anchor: String,
    name: &'r str,
    root: Option<&'r str>,
    answer: AnswerView<'r>,
    errors: u64,
    warnings: u64,
}

/// What the configuration accepts, by its reason and end; each with the rules and how many findings.
#[derive(Default)]
struct Accepted<'r> {
    by_allowance: BTreeMap<(String, String), (BTreeSet<&'r str>, usize)>,
    without: usize,
    baselined: usize,
    unchanged: usize,
}

impl<'r> Front<'r> {
    pub(super) fn new(shared: &'r Shared<'r>) -> Front<'r> {
        let mut accepted = Accepted::default();
        for found in shared.report.findings.found() {
            match (found.state, found.allowance()) {
                (State::Allowed, Some(Allowance { reason, until })) => {
                    let (codes, count) = accepted.by_allowance.entry((until, reason)).or_default();
                    codes.insert(&found.head.code);
                    *count += 1;
                }
                (State::Allowed, None) => accepted.without += 1,
                (State::Baselined, _) => accepted.baselined += 1,
                (State::Unchanged, _) => accepted.unchanged += 1,
                (State::New, _) => {}
            }
        }
        Front { shared, accepted }
    }

    fn title(&self) -> String {
        self.shared.count(keys::HTML_TITLE, self.shared.report.deployments.len())
    }

    /// The answer of the only deployment.
    fn single(&self) -> Option<AnswerView<'r>> {
        let part = self.shared.parts.first().filter(|_| self.is_single())?;
        Some(AnswerView::new(self.shared, *part, part.deployment?))
    }

    fn rows(&self) -> impl Iterator<Item = Row<'r>> {
        self.shared.parts.iter().filter_map(|part| {
            let deployment = part.deployment?;
            let summary = part.summary();
            Some(Row {
                anchor: shared::anchor(part.index),
                name: &deployment.name,
                root: answer::root(deployment),
                answer: AnswerView::new(self.shared, *part, deployment),
                errors: summary.errors,
                warnings: summary.warnings,
            })
        })
    }

    fn has_configuration(&self) -> bool {
        self.shared.parts.iter().any(|part| part.deployment.is_none())
    }

    fn is_single(&self) -> bool {
        self.shared.report.deployments.len() == 1
    }

    /// The inputs, the names checked, and the rules run.
    fn checked(&self) -> Vec<String> {
        let report = self.shared.report;
        let mut checked = Vec::new();
        match report.deployments.as_slice() {
            [one] => checked.push(self.shared.words.read(one)),
            all => checked.push(self.shared.count(keys::HTML_CHECKED_DEPLOYMENTS, all.len())),
        }
        if !self.is_single() {
            checked.push(self.shared.words.summary(&report.summary));
        }
        let places: usize = report.deployments.iter().map(|deployment| deployment.principals.len()).sum();
        let names: BTreeSet<(usize, &str)> = report
            .deployments
            .iter()
            .zip(0..)
            .flat_map(|(one, index)| one.principals.iter().map(move |principal| (index, principal.value.as_str())))
            .collect();
        let values = [("count", names.len().into()), ("places", places.into())];
        checked.push(self.shared.words.tell(keys::HTML_CHECKED_NAMES, &values));
        let run = report.run.rules.iter().filter(|rule| rule.examined > 0).count();
        let values = [("count", run.into()), ("all", report.run.rules.len().into())];
        checked.push(self.shared.words.tell(keys::HTML_CHECKED_RULES, &values));
        if report.run.options.get("redact") == Some(&true.into()) {
            checked.push(self.shared.say(keys::REDACTED));
        }
        checked
    }

    fn not_checked(&self) -> NotChecked {
        NotChecked::of_run(self.shared)
    }

    /// What is accepted: the rules, how many findings, why and until when.
    fn accepted(&self) -> Vec<String> {
        let accepted = &self.accepted;
        let groups = accepted.by_allowance.iter().map(|((until, reason), (codes, count))| {
            let allowance = Allowance { reason: reason.clone(), until: until.clone() };
            let codes = codes.iter().copied().collect::<Vec<_>>().join(", ");
            let accepted = self.shared.words.accepted(&allowance);
            let values =
                [("codes", codes.as_str().into()), ("count", (*count).into()), ("accepted", accepted.as_str().into())];
            self.shared.words.tell(keys::HTML_FRONT_ACCEPTED, &values)
        });
        let mut lines: Vec<String> = groups.collect();
        if accepted.without > 0 {
            lines.push(self.shared.count(keys::HTML_FRONT_ACCEPTED_WITHOUT, accepted.without));
        }
        if accepted.baselined > 0 {
            lines.push(self.shared.count(keys::HTML_FRONT_BASELINED, accepted.baselined));
        }
        if accepted.unchanged > 0 {
            lines.push(self.shared.count(keys::HTML_FRONT_UNCHANGED, accepted.unchanged));
        }
        if lines.is_empty() {
            lines.push(self.shared.say(keys::HTML_FRONT_NOTHING_ACCEPTED));
        }
        lines
    }
}
