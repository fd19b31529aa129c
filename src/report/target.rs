//! What the controls of each framework came to in all deployments together, for tools whose file is about one target, and in
//! words.

use std::sync::LazyLock;

use super::{
    model::{Control, Deployment, Framework, Report},
    sentences::Sentences,
};
use crate::{
    controls::{self, Status, Xccdf},
    text::keys::controls as words,
};

/// A framework with its controls.
pub(super) struct TargetFramework<'r> {
    pub(super) row: &'r Framework,
    pub(super) controls: Vec<TargetControl<'r>>,
}

/// A control in all deployments.
pub(super) struct TargetControl<'r> {
    /// What it came to: *not a finding* only where every deployment that it is for meets it.
    pub(super) status: Status,
    /// Its row in each deployment.
    pub(super) rows: Vec<(&'r Deployment, &'r Control)>,
    /// The row that says what it asks.
    pub(super) row: &'r Control,
}

impl Report {
    /// Every framework of the deployments, in the order of the report. A deployment without an export that a control is about
    /// says nothing beside others.
    pub(super) fn target_frameworks(&self) -> Vec<TargetFramework<'_>> {
        let is_alone = self.deployments.iter().all(|deployment| deployment.controls.is_empty());
        let mut frameworks: Vec<TargetFramework<'_>> = Vec::new();
        for deployment in self.deployments.iter().filter(|one| is_alone || !one.controls.is_empty()) {
            let (rows, controls) = deployment.assessed();
            for row in rows {
                let at = frameworks.iter().position(|known| known.row.framework == row.framework);
                let at = at.unwrap_or_else(|| {
                    frameworks.push(TargetFramework { row, controls: Vec::new() });
                    frameworks.len() - 1
                });
                if let Some(framework) = frameworks.get_mut(at) {
                    framework.take(deployment, controls);
                }
            }
        }
        frameworks
    }
}

impl Deployment {
    /// Its frameworks and controls; without an export that a control is about, all that are known, and none reviewed.
    pub(super) fn assessed(&self) -> (&[Framework], &[Control]) {
        if self.controls.is_empty() { (&UNASSESSED.0, &UNASSESSED.1) } else { (&self.frameworks, &self.controls) }
    }
}

/// What a deployment without an export comes to.
static UNASSESSED: LazyLock<(Vec<Framework>, Vec<Control>)> = LazyLock::new(|| {
    let reason = Sentences::new("en").say(words::NO_EXPORT);
    let framework = |own: &'static controls::Framework| Framework {
        framework: own.id.as_str().into(),
        title: own.title.as_str().into(),
        version: own.version.as_deref().map(Into::into),
        date: own.date.as_str().into(),
        source: own.source.as_str().into(),
        open: 0,
        not_a_finding: 0,
        not_reviewed: own.controls.len() as u64,
        not_applicable: 0,
        reviewed: 0,
        score: None,
    };
    let control = |(framework, own): (&'static controls::Framework, &'static controls::Control)| Control {
        framework: framework.id.as_str().into(),
        id: own.id.as_str().into(),
        title: own.title.as_str().into(),
        severity: own.severity,
        status: Status::NotReviewed,
        reason: reason.clone(),
        evidence: Vec::new(),
        more_evidence: 0,
        findings: Vec::new(),
        missing: Vec::new(),
        question: own.question.as_deref().map(Into::into),
    };
    (controls::frameworks().iter().map(framework).collect(), controls::all().map(control).collect())
});

impl<'r> TargetFramework<'r> {
    /// Takes up what its controls came to in a deployment.
    fn take(&mut self, deployment: &'r Deployment, controls: &'r [Control]) {
        for row in controls.iter().filter(|row| row.framework == self.row.framework) {
            match self.controls.iter_mut().find(|known| known.row.id == row.id) {
                Some(known) => {
                    known.status = worse(known.status, row.status);
                    known.rows.push((deployment, row));
                }
                None => self.controls.push(TargetControl { status: row.status, rows: vec![(deployment, row)], row }),
            }
        }
    }

    /// Whether none of its controls is for the servers here.
    pub(super) fn is_for_another_product(&self) -> bool {
        self.controls.iter().all(|control| control.status == Status::NotApplicable)
    }

    /// What is known of it.
    pub(super) fn known(&self) -> Option<&'static controls::Framework> {
        controls::frameworks().iter().find(|known| known.id == self.row.framework)
    }

    /// What XCCDF calls one of its controls. Ids of rules change with the version of a STIG: those of another one are not known.
    pub(super) fn xccdf(&self, control: &TargetControl<'_>) -> Option<&'static Xccdf> {
        let known = self.known().filter(|known| known.version.as_deref() == self.row.version.as_deref())?;
        known.controls.iter().find(|own| own.id == control.row.id)?.xccdf.as_ref()
    }
}

impl TargetControl<'_> {
    /// Why it came to that, and the lines that show it.
    pub(super) fn details(&self, words: &Sentences) -> String {
        let each = self.rows.iter().map(|(deployment, row)| {
            let lines = [self.reason(deployment, row, words)].into_iter().chain(evidence(row, words));
            lines.collect::<Vec<_>>().join("\n")
        });
        each.collect::<Vec<_>>().join("\n\n")
    }

    /// Why it came to that, in one line.
    pub(super) fn reasons(&self, words: &Sentences) -> String {
        let each = self.rows.iter().map(|(deployment, row)| self.reason(deployment, row, words));
        each.collect::<Vec<_>>().join(" ")
    }

    /// The lines that show it.
    pub(super) fn evidence(&self, words: &Sentences) -> String {
        self.rows.iter().flat_map(|(_, row)| evidence(row, words)).collect::<Vec<_>>().join("\n")
    }

    fn reason(&self, deployment: &Deployment, row: &Control, words: &Sentences) -> String {
        match self.rows.len() {
            1 => words.control_reason(row),
            _ => format!("{}, {}: {}", deployment.name, words.status(row.status), words.control_reason(row)),
        }
    }

    /// What somebody has to answer, since no export shows it.
    pub(super) fn question(&self, words: &Sentences) -> Option<String> {
        self.rows.iter().find_map(|(_, row)| words.asked(row))
    }
}

impl Sentences {
    /// Why a control came to what it did.
    pub(super) fn control_reason(&self, row: &Control) -> String {
        self.tell(words::REASON, &[("reason", row.reason.as_str().into())])
    }

    /// What somebody has to answer.
    pub(super) fn asked(&self, row: &Control) -> Option<String> {
        row.question.as_ref().map(|question| self.tell(words::ASKED, &[("question", (&**question).into())]))
    }

    /// How many more lines show what a control came to.
    pub(super) fn more_lines(&self, row: &Control) -> Option<String> {
        (row.more_evidence > 0).then(|| self.tell(words::MORE_LINES, &[("count", row.more_evidence.into())]))
    }

    /// The exports without which a control is not decided.
    pub(super) fn missing_exports(&self, row: &Control) -> Option<String> {
        let exports = row.missing.join(", ");
        (!exports.is_empty()).then(|| self.tell(words::MISSING, &[("exports", exports.as_str().into())]))
    }
}

/// The lines that show what a control came to, each with its place, and what is missing for more.
fn evidence<'w>(row: &'w Control, words: &'w Sentences) -> impl Iterator<Item = String> + 'w {
    let lines = row.evidence.iter().map(|line| format!("{}: {}", line.place(), line.text));
    lines.chain(words.more_lines(row)).chain(words.missing_exports(row))
}

/// What two deployments come to together: one that is open is, and one that nobody reviewed keeps both from being met.
fn worse(one: Status, other: Status) -> Status {
    let rank = |status: Status| match status {
        Status::Open => 3,
        Status::NotReviewed => 2,
        Status::NotAFinding => 1,
        Status::NotApplicable => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn a_control_is_met_only_where_every_deployment_meets_it() {
        for status in Status::iter() {
            assert_eq!(worse(status, Status::Open), Status::Open);
            assert_eq!(worse(Status::NotApplicable, status), status);
            assert_eq!(worse(status, status), status);
        }
        assert_eq!(worse(Status::NotAFinding, Status::NotReviewed), Status::NotReviewed);
        assert_eq!(worse(Status::NotReviewed, Status::NotAFinding), Status::NotReviewed);
    }
}
