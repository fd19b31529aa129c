//! A report by its parts: each deployment with its findings, and those about the configuration.

use super::model::{Deployment, Found, Report, Summary};
use crate::finding::{Outcome, Severity, State};

/// A deployment and its findings; without a deployment, the findings about the configuration.
#[derive(Clone, Copy)]
pub struct Part<'r> {
    report: &'r Report,
    /// The deployment's index among those of the report.
    pub index: Option<usize>,
    /// The deployment.
    pub deployment: Option<&'r Deployment>,
    /// Index of its first finding, and one past its last.
    range: (usize, usize),
}

impl Report {
    /// The parts in their order: every deployment, then the findings about the configuration, if there are any.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let mut from = 0;
        let deployments =
            self.deployments.iter().enumerate().map(|(index, deployment)| (Some(index), Some(deployment)));
        deployments.chain([(None, None)]).filter_map(move |(index, deployment)| {
            let belongs = |at: &usize| self.findings.get(*at).is_some_and(|found| found.deployment() == index);
            let until = (from..self.findings.len()).take_while(belongs).last().map_or(from, |last| last + 1);
            let part = Part { report: self, index, deployment, range: (from, until) };
            from = until;
            (deployment.is_some() || part.range.0 < part.range.1).then_some(part)
        })
    }
}

impl<'r> Part<'r> {
    /// Its findings with their indexes in the report.
    pub fn findings(self) -> impl Iterator<Item = (usize, Found<'r>)> {
        (self.range.0..self.range.1).filter_map(move |index| Some((index, self.report.findings.get(index)?)))
    }

    /// One of its findings by the index in the report; `None` where that is another part's.
    pub fn get(self, index: usize) -> Option<Found<'r>> {
        (self.range.0..self.range.1).contains(&index).then(|| self.report.findings.get(index)).flatten()
    }

    /// Its counts.
    pub fn summary(self) -> Summary {
        let mut summary = Summary::default();
        if let Some(deployment) = self.deployment {
            summary.files = deployment.tally.files as u64;
            summary.artifacts = (deployment.artifacts.len() - deployment.tally.beside()) as u64;
            summary.certificates = deployment.certificates.len() as u64;
        }
        for (_, found) in self.findings() {
            summary.count(found.state, found.outcome, found.severity);
        }
        summary
    }
}

impl Summary {
    /// Counts a finding: an accepted one as that alone, an inconclusive one as that, whatever its severity.
    pub(super) fn count(&mut self, state: State, outcome: Outcome, severity: Severity) {
        *match (state, outcome, severity) {
            (State::Allowed, ..) => &mut self.allowed,
            (State::Baselined, ..) => &mut self.baselined,
            (State::Unchanged, ..) => &mut self.unchanged,
            (_, Outcome::Inconclusive, _) => &mut self.inconclusive,
            (.., Severity::Error) => &mut self.errors,
            (.., Severity::Warning) => &mut self.warnings,
            (.., Severity::Note) => &mut self.notes,
        } += 1;
    }
}
