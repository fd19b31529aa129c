//! A saved report of the Analyzer beside a replayed test: which step they have in common, and where they first differ.

use super::{
    Test, Tested,
    step::{Outcome, Step},
};
use crate::{
    judge::judgement::Judgement,
    model::{
        analyzer::{self, AnalyzerReport, ReportedStep},
        source::Place,
    },
};

/// The steps of the Outlook Anywhere test, by what every wording of them has; the first that a description has counts.
const KINDS: [&[&str]; 14] = [
    &["resolve the host name"],
    &["tcp port"],
    &["obtain the ssl certificate"],
    &["testing the ssl certificate", "testing ssl certificate"],
    &["validating the certificate name", "validating certificate name"],
    &["certificate trust is being validated", "validating certificate trust"],
    &["build certificate chains"],
    &["analyzing intermediate certificates"],
    &["testing the certificate date", "testing certificate date"],
    &["iis configuration for client certificate"],
    &["http authentication methods"],
    &["ssl mutual authentication"],
    &["ping rpc proxy"],
    &["rpc/http connectivity", "rpc over http connectivity"],
];

/// Which of them names the host that the following ones are about.
const RESOLVING: usize = 0;

/// A saved report beside a test.
#[derive(Debug)]
pub struct Beside {
    /// Where the report begins.
    pub place: Place,
    /// The steps of both, in their order.
    pub rows: Vec<Row>,
    /// The first row in which they differ: what consists of other steps differs because of these.
    pub first_difference: Option<usize>,
}

/// A step of the test, of the report, or of both.
#[derive(Debug)]
pub struct Row {
    /// What it does.
    pub description: String,
    /// How it ends as replayed; `None` where it is not among the steps.
    pub replayed: Option<Outcome>,
    /// How it ended in the report; `None` where it is not among its steps, or not known.
    pub saved: Option<Outcome>,
    /// Where the report has it.
    pub place: Option<Place>,
    is_leaf: bool,
}

impl Row {
    fn differs(&self) -> bool {
        let is_known = |outcome: Option<Outcome>| outcome.filter(|outcome| *outcome != Outcome::NotDetermined);
        matches!((is_known(self.replayed), is_known(self.saved)), (Some(own), Some(saved)) if own != saved)
    }
}

/// The saved report of a test, if there is one: with its name, else of its host.
pub(super) fn beside(test: &Test, judgement: &Judgement<'_>) -> Option<Beside> {
    let Tested::OutlookAnywhere { host, principal } = &test.of else { return None };
    let is_same = |own: &str, other: &str| own.trim().eq_ignore_ascii_case(other.trim());
    let of_name = |report: &&AnalyzerReport| {
        let own = principal.as_deref();
        own.is_some_and(|own| report.principals.iter().any(|principal| is_same(&principal.value, own)))
    };
    let of_host = |report: &&AnalyzerReport| {
        let own = host.as_deref();
        report.principals.is_empty() && own.is_some_and(|own| report.hosts.iter().any(|host| is_same(&host.value, own)))
    };
    let reports = || judgement.deployment.reports.iter();
    let report = reports().find(of_name).or_else(|| reports().find(of_host))?;
    let steps = own_steps(report, host.as_deref());
    if steps.is_empty() {
        return None;
    }
    let mut replayed = Vec::new();
    flatten(&test.root, &mut replayed);
    let rows = rows(&replayed, &steps, report);
    let by = |leaf: bool| rows.iter().position(|row| row.differs() && row.is_leaf == leaf);
    let first_difference = by(true).or_else(|| by(false));
    Some(Beside { place: report.place(report.span), rows, first_difference })
}

/// The steps of a report that are about a host, or about the one whose name is compared.
fn own_steps<'r>(report: &'r AnalyzerReport, host: Option<&str>) -> Vec<(usize, &'r ReportedStep)> {
    let mut is_own = true;
    let mut own = Vec::new();
    for step in &report.steps {
        let Some(kind) = kind(&step.description.value) else { continue };
        if kind == RESOLVING {
            let lower = step.description.value.to_ascii_lowercase();
            is_own = host.is_none_or(|host| lower.contains(&host.to_ascii_lowercase()));
        }
        if is_own {
            own.push((kind, step));
        }
    }
    own
}

fn kind(description: &str) -> Option<usize> {
    let lower = description.to_ascii_lowercase();
    KINDS.iter().position(|words| words.iter().any(|words| lower.contains(words)))
}

fn flatten<'s>(step: &'s Step, all: &mut Vec<(usize, &'s Step)>) {
    all.extend(kind(&step.description).map(|kind| (kind, step)));
    step.steps.iter().for_each(|step| flatten(step, all));
}

/// Both in one order: a step of the report is beside the next of its kind.
fn rows(replayed: &[(usize, &Step)], reported: &[(usize, &ReportedStep)], report: &AnalyzerReport) -> Vec<Row> {
    let own = |step: &Step| Row {
        description: step.description.clone(),
        replayed: Some(step.outcome),
        saved: None,
        place: None,
        is_leaf: step.steps.is_empty(),
    };
    let mut rows = Vec::new();
    let mut rest = replayed;
    for (kind, step) in reported {
        let place = Some(report.place(step.description.span));
        let saved = step.outcome.map(outcome);
        match rest.iter().position(|(own, _)| own == kind) {
            Some(at) => {
                let (before, from) = rest.split_at(at);
                rows.extend(before.iter().map(|(_, step)| own(step)));
                if let Some(((_, step), after)) = from.split_first() {
                    rows.push(Row { saved, place, ..own(step) });
                    rest = after;
                }
            }
            None => {
                let description = step.description.value.clone();
                rows.push(Row { description, replayed: None, saved, place, is_leaf: true });
            }
        }
    }
    rows.extend(rest.iter().map(|(_, step)| own(step)));
    rows
}

fn outcome(saved: analyzer::Outcome) -> Outcome {
    match saved {
        analyzer::Outcome::Passed => Outcome::Passed,
        analyzer::Outcome::Warned => Outcome::Warning,
        analyzer::Outcome::Failed => Outcome::Failed,
    }
}
