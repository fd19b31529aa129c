//! Several reports as one.

use std::collections::BTreeMap;

use super::{
    model::{Merged, Report, RuleRun, Run, Summary, Tool},
    rows::{Name, Place},
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

/// Reports of several runs, or of the parts of one, on their way to one report: deployments stay in the order given, and the
/// findings about the configuration come last, in theirs.
#[derive(Default)]
pub struct Merging {
    whole: Option<Report>,
    /// Whatever is added moves the findings about the configuration behind its own: those of other parts are added last.
    without_deployments: Vec<Report>,
    is_of_several: bool,
}

impl Merging {
    /// Adds a report.
    ///
    /// # Errors
    /// It was judged for another client than the first.
    pub fn add(&mut self, report: Report) -> Result<(), MergeError> {
        let Some(whole) = &mut self.whole else {
            self.whole = Some(report);
            return Ok(());
        };
        if report.run.client != whole.run.client {
            return Err(MergeError { first: whole.run.client.to_string(), other: report.run.client.to_string() });
        }
        self.is_of_several = true;
        if report.deployments.is_empty() {
            self.without_deployments.push(report);
        } else {
            whole.absorb(report);
        }
        Ok(())
    }

    /// The one report; nothing where none was added.
    pub fn finish(self) -> Option<Report> {
        let mut whole = self.whole?;
        self.without_deployments.into_iter().for_each(|report| whole.absorb(report));
        if self.is_of_several {
            whole.findings.sort_configuration();
        }
        Some(whole)
    }
}

impl Report {
    /// Adds what another report for the same client says. Its deployments come after those that are here; findings about
    /// the configuration stay last.
    pub fn absorb(&mut self, other: Report) {
        let Report { schema: _, tool, run, deployments, findings, summary } = other;
        let runs = ((&self.tool, &self.run), (&tool, &run));
        if !are_alike(runs.0, runs.1) {
            self.run.merged = merged(runs.0, runs.1);
        }
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

/// Whether two reports, each of one run, were made alike. There may be a million of these to compare.
fn are_alike(own: (&Tool, &Run), other: (&Tool, &Run)) -> bool {
    let is_one = |run: &Run| run.merged.is_empty();
    let (run, other_run) = (own.1, other.1);
    is_one(run)
        && is_one(other_run)
        && own.0 == other.0
        && (&run.at, &run.at_source, &run.client) == (&other_run.at, &other_run.at_source, &other_run.client)
        && (&run.options, &run.trust) == (&other_run.options, &other_run.trust)
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
    if other.is_empty() {
        return rows;
    }
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
        for Stored { head, .. } in &mut last {
            head.cause = moved(head.cause, other.all.len());
        }
        for Stored { head, .. } in &mut other_last {
            head.cause = moved(head.cause, before + last.len());
        }
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

impl Findings {
    /// Sorts the findings about the configuration as those of one deployment are.
    pub(super) fn sort_configuration(&mut self) {
        let first = first_of_configuration(&self.all);
        let key = |at: usize| {
            let found = self.get(at)?;
            let Place { path, inside, index, line, start, end, .. } = found.place();
            Some((path, inside, index, line.is_some(), start, end, found.code.clone(), found.subject().into_owned()))
        };
        let mut sorted: Vec<usize> = (first..self.all.len()).collect();
        sorted.sort_by_cached_key(|at| key(*at));
        let moved: BTreeMap<usize, usize> = sorted.iter().copied().zip(first..).collect();
        let mut last: Vec<(usize, Stored)> = (first..).zip(self.all.drain(first..)).collect();
        last.sort_by_key(|(at, _)| moved.get(at).copied());
        self.all.extend(last.into_iter().map(|(_, mut one)| {
            let cause = one.head.cause().and_then(|at| moved.get(&at));
            one.head.cause = cause.and_then(|at| u32::try_from(*at).ok());
            one
        }));
    }
}

/// Where the findings about the configuration begin. They are few, and stand last.
fn first_of_configuration(all: &[Stored]) -> usize {
    all.iter().rposition(|one| one.head.deployment.is_some()).map_or(0, |last| last + 1)
}
