//! What becomes of what the rules found: its severity, its order, its cause, its fingerprint, and whether an earlier
//! decision of the user accepts it.

pub mod baseline;
pub mod config;
pub mod decisions;
mod identity;
pub(crate) mod redact;
mod related;
mod settings;

pub use identity::Fingerprint;
pub use settings::{AtSource, ConfigFile, FAMILIES, FailOn, Selector, Settings};

use std::{cmp::Ordering, mem};

use decisions::{Decisions, Within};
use identity::Fingerprints;
use redact::Redactor;

use crate::{
    finding::{Finding, State, Undecided},
    judge::judgement::Judgement,
    model::{policy::Allowance, source::Source},
    report::safe::visible,
    rules::{Rule, Run},
};

/// What was decided of one deployment, or of the configuration.
pub struct Decided<'s> {
    /// The findings, in the order of the report.
    pub findings: Vec<DecidedFinding<'s>>,
    /// What could not be decided and has no finding, in the order of the report.
    pub undecided: Vec<Undecided>,
    /// What each rule that ran came to.
    pub counts: Vec<Count>,
    /// Takes what names users out of every text, where the report is redacted. Findings are redacted, but for the places
    /// that they point at.
    pub(crate) redactor: Option<Redactor>,
}

/// A finding and what was decided of it.
#[derive(Debug)]
pub struct DecidedFinding<'s> {
    /// Its rule.
    pub rule: &'static Rule,
    /// The finding.
    pub finding: Finding,
    /// What makes it the same finding in another run.
    pub fingerprint: Fingerprint,
    /// Index of the finding that this one follows from.
    pub cause: Option<usize>,
    /// Whether it counts.
    pub state: State,
    /// The allowance that accepts it.
    pub allowance: Option<&'s Allowance>,
}

/// What a rule came to.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    /// The rule.
    pub rule: &'static Rule,
    /// How many things it looked at.
    pub examined: u64,
    /// How many failed.
    pub failed: u64,
    /// How many could not be decided.
    pub inconclusive: u64,
}

impl<'s> Decisions<'s> {
    /// Decides what the rules found in a deployment.
    pub fn of_deployment(&mut self, judgement: &Judgement<'_>, runs: Vec<Run>) -> Decided<'s> {
        let deployment = judgement.deployment;
        let redactor = self.settings.redact.then(|| Redactor::of(judgement));
        self.users.extend(redactor.iter().flat_map(Redactor::names).cloned());
        let name = visible(&deployment.name);
        let within = Within { name: &name, root: deployment.root.as_deref(), at: judgement.options.at };
        self.enter(&within, || deployment.files.iter().map(|(source, _)| named(source)).collect());
        let mut decided = self.sorted(within.root, runs);
        let mut fingerprints = Fingerprints::new(&name, None);
        for found in &mut decided.findings {
            found.fingerprint = fingerprints.next(found.rule, &found.finding);
            (found.state, found.allowance) = self.accept(&within, found);
        }
        decided.redacted(redactor, &deployment.name)
    }

    /// Decides what the rules found in the configuration, when all deployments are done.
    pub fn of_configuration(&self, runs: Vec<Run>) -> Decided<'s> {
        let mut decided = self.sorted(None, runs);
        let mut fingerprints = Fingerprints::new("", None);
        for found in &mut decided.findings {
            found.fingerprint = fingerprints.next(found.rule, &found.finding);
        }
        decided.redacted(self.settings.redact.then(|| Redactor::knowing(&self.users)), "")
    }

    /// What was found, with the severities that the user wants, in order, each with its cause.
    fn sorted(&self, root: Option<&str>, mut runs: Vec<Run>) -> Decided<'s> {
        let mut decided = Decided { findings: Vec::new(), undecided: Vec::new(), counts: Vec::new(), redactor: None };
        related::keep_silent(&mut runs);
        for mut run in runs {
            let rule = run.rule;
            run.findings.found.iter_mut().for_each(|finding| self.settings.set_severity(root, finding));
            decided.counts.push(Count {
                rule,
                examined: run.examined,
                failed: run.failed(),
                inconclusive: run.inconclusive(),
            });
            decided.findings.reserve_exact(run.findings.found.len());
            decided.findings.extend(run.findings.found.into_iter().map(|finding| DecidedFinding::new(rule, finding)));
            decided.undecided.append(&mut run.findings.undecided);
        }
        sort(&mut decided.findings);
        for (index, cause) in related::causes(&decided.findings) {
            if let Some(found) = decided.findings.get_mut(index) {
                found.cause = Some(cause);
            }
        }
        decided
    }
}

impl Decided<'_> {
    /// Takes out what names users. A hash of a mail address gives it away: what leaves is a hash of what is left.
    fn redacted(mut self, redactor: Option<Redactor>, deployment: &str) -> Self {
        if let Some(redactor) = &redactor {
            let name = redactor.text(deployment);
            let name = visible(&name);
            let mut fingerprints = Fingerprints::new(&name, Some(redactor));
            for found in &mut self.findings {
                redactor.finding(&mut found.finding);
                found.fingerprint = fingerprints.next(found.rule, &found.finding);
            }
        }
        let text = |text: &str| redactor.as_ref().map_or_else(|| text.to_owned(), |redactor| redactor.text(text));
        self.undecided.sort_by_cached_key(|undecided| {
            let place = &undecided.place;
            let (path, inside) = named(&place.source);
            let inside: Vec<String> = inside.iter().map(|entry| text(entry)).collect();
            let (line, column) = place.start().map_or((None, None), |start| (Some(start.line), Some(start.column)));
            (text(&path), inside, line, column, undecided.code)
        });
        self.redactor = redactor;
        self
    }
}

impl DecidedFinding<'_> {
    fn new(rule: &'static Rule, finding: Finding) -> Self {
        let fingerprint = Fingerprint::default();
        DecidedFinding { rule, finding, fingerprint, cause: None, state: State::New, allowance: None }
    }
}

/// A file as rows and decisions name it: its path, and the entries within archives.
fn named(source: &Source) -> (String, Vec<String>) {
    (visible(&source.path).into_owned(), source.inside.iter().map(|entry| visible(entry).into_owned()).collect())
}

/// Sorts findings; equal ones keep their order. Their numbers are sorted and then followed: findings are large, and a sort
/// that keeps order needs room for half as many again.
fn sort(findings: &mut [DecidedFinding<'_>]) {
    let mut sorted: Vec<usize> = (0..findings.len()).collect();
    sorted.sort_by(|a, b| match (findings.get(*a), findings.get(*b)) {
        (Some(a), Some(b)) => order(&a.finding, &b.finding),
        (a, b) => a.is_some().cmp(&b.is_some()),
    });
    arrange(findings, sorted);
}

/// Puts items where `from` says for each place which of them comes there.
fn arrange<T>(items: &mut [T], mut from: Vec<usize>) {
    for first in 0..from.len() {
        // Round each circle of places once: what is done comes from itself.
        let mut place = first;
        while let Some(next) = from.get_mut(place).map(|from| mem::replace(from, place)).filter(|next| *next != first) {
            items.swap(place, next);
            place = next;
        }
    }
}

/// The order of findings within a deployment.
fn order<'f>(one: &'f Finding, other: &'f Finding) -> Ordering {
    let place = |finding: &'f Finding| finding.labels.first().map(|label| label.place.order());
    // Most differ in their places, and a subject may have to be made.
    let subject = |finding: &'f Finding| finding.about.subject();
    place(one).cmp(&place(other)).then(one.code.cmp(&other.code)).then_with(|| subject(one).cmp(&subject(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_put_where_they_belong() {
        let mut random = fastrand::Rng::with_seed(1);
        for count in 0..60 {
            let mut from: Vec<usize> = (0..count).collect();
            random.shuffle(&mut from);
            let mut items: Vec<usize> = (0..count).collect();
            arrange(&mut items, from.clone());
            assert_eq!(items, from);
        }
    }
}
