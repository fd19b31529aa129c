//! Several reports as one.

use std::collections::BTreeMap;

use super::{
    model::{Merged, Report, RuleRun, Run, Summary, Tool},
    rows::Name,
    store::{Findings, Stored},
};

/// Reports that do not judge alike can't be one report.
#[derive(Debug, thiserror::Error)]
#[error("it was judged for client {other}, an earlier one for client {first}: these can't be one report")]
pub struct MergeError {
    /// Client of the first.
    pub first: String,
    /// Client of the one that differs.
    pub other: String,
}

impl Report {
    /// Adds what another report says.
    ///
    /// # Errors
    /// The reports were judged for different clients.
    pub fn merge(&mut self, other: Report) -> Result<(), MergeError> {
        if other.run.client != self.run.client {
            return Err(MergeError { first: self.run.client.to_string(), other: other.run.client.to_string() });
        }
        self.absorb(other);
        Ok(())
    }

    /// Adds what another report for the same client says. Its deployments come after those that are here; findings about
    /// the configuration stay last.
    pub fn absorb(&mut self, other: Report) {
        let Report { schema: _, tool, run, deployments, findings, summary } = other;
        self.run.merged = merged((&self.tool, &self.run), (&tool, &run));
        if run.at > self.run.at {
            (self.run.at, self.run.at_source) = (run.at, run.at_source);
        }
        if self.run.config_known.is_empty() {
            self.run.config_known.extend(self.run.config.iter().cloned());
        }
        for file in run.config {
            if self.run.config_known.insert(file.clone()) {
                self.run.config.push(file);
            }
        }
        self.run.rules = added(std::mem::take(&mut self.run.rules), run.rules);
        let first = self.deployments.len();
        self.deployments.extend(deployments);
        self.findings.append(findings, first);
        self.summary = self.summary.and(summary);
    }
}

/// The runs of two reports, each once; none where they are alike.
fn merged(own: (&Tool, &Run), other: (&Tool, &Run)) -> Vec<Merged> {
    let all = |(tool, run): (&Tool, &Run)| match run.merged.as_slice() {
        [] => vec![Merged::of(tool, run)],
        several => several.to_vec(),
    };
    let mut runs = all(own);
    for run in all(other) {
        if !runs.contains(&run) {
            runs.push(run);
        }
    }
    if runs.len() > 1 { runs } else { Vec::new() }
}

/// The counts of two runs, a row a rule.
fn added(mut rows: Vec<RuleRun>, other: Vec<RuleRun>) -> Vec<RuleRun> {
    let mut at: BTreeMap<Name, usize> = rows.iter().enumerate().map(|(at, row)| (row.code.clone(), at)).collect();
    for row in other {
        match at.get(&row.code).and_then(|at| rows.get_mut(*at)) {
            Some(known) => {
                known.examined = known.examined.saturating_add(row.examined);
                known.failed = known.failed.saturating_add(row.failed);
                known.inconclusive = known.inconclusive.saturating_add(row.inconclusive);
            }
            None => {
                at.insert(row.code.clone(), rows.len());
                rows.push(row);
            }
        }
    }
    rows
}

impl Summary {
    fn and(self, other: Summary) -> Summary {
        Summary {
            files: self.files.saturating_add(other.files),
            artifacts: self.artifacts.saturating_add(other.artifacts),
            certificates: self.certificates.saturating_add(other.certificates),
            errors: self.errors.saturating_add(other.errors),
            warnings: self.warnings.saturating_add(other.warnings),
            notes: self.notes.saturating_add(other.notes),
            inconclusive: self.inconclusive.saturating_add(other.inconclusive),
            allowed: self.allowed.saturating_add(other.allowed),
            baselined: self.baselined.saturating_add(other.baselined),
            unchanged: self.unchanged.saturating_add(other.unchanged),
        }
    }
}

impl Findings {
    /// Adds those of another report, whose deployments begin at an index here. Findings about the configuration belong to no
    /// deployment and stand last.
    fn append(&mut self, mut other: Findings, first_deployment: usize) {
        let moved = |index: Option<u32>, by: usize| index.and_then(|index| u32::try_from(index as usize + by).ok());
        self.deployments.append(&mut other.deployments);
        let mut last = self.all.split_off(first_of_configuration(&self.all));
        let mut other_last = other.all.split_off(first_of_configuration(&other.all));
        let before = self.all.len();
        for Stored { head, .. } in &mut other.all {
            head.deployment = moved(head.deployment, first_deployment);
            // Causes are within the same deployment, before or after.
            head.cause = moved(head.cause, before);
        }
        if before == 0 {
            self.all = other.all;
        } else {
            self.all.append(&mut other.all);
        }
        self.all.append(&mut last);
        self.all.append(&mut other_last);
    }
}

/// Where the findings about the configuration begin. They are few, and stand last.
fn first_of_configuration(all: &[Stored]) -> usize {
    all.iter().rposition(|one| one.head.deployment.is_some()).map_or(0, |last| last + 1)
}
