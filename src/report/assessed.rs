//! From what was assessed of controls to their rows.

use std::{collections::HashMap, sync::Arc};

use super::{
    controls::{Control, Evidence, Framework},
    excerpt::Excerpt,
    model::Deployment,
    rows::{ControlReference, Name},
    sanitize::Sanitizer,
};
use crate::{
    controls::{self, Absent, Assessed, Line, Status},
    decide::Decided,
    finding::{Reason, View},
    text::{Value, Words, keys::controls as keys},
};

/// The rows of what was assessed, and those of its frameworks.
pub(super) fn rows(
    assessed: Vec<Assessed>,
    decided: &Decided<'_>,
    sanitizer: &Sanitizer,
    words: &Words,
) -> (Vec<Control>, Vec<Framework>) {
    let row = |assessed| control(assessed, decided, sanitizer, words);
    let controls: Vec<Control> = assessed.into_iter().map(row).collect();
    let frameworks = controls::frameworks().iter().filter_map(|own| Framework::of(own, &controls)).collect();
    (controls, frameworks)
}

fn control(assessed: Assessed, decided: &Decided<'_>, sanitizer: &Sanitizer, words: &Words) -> Control {
    let Assessed { framework, control, mut status, mut reason, lines, findings, absent, mut question } = assessed;
    let evidence: Vec<Evidence> = lines.first.iter().filter_map(|line| evidence(line, sanitizer)).collect();
    // What no line can be quoted for is not met.
    if status == Status::NotAFinding && evidence.is_empty() {
        (status, reason, question) = (Status::NotReviewed, Reason::new(keys::NO_LINE), control.question.as_deref());
    }
    let fingerprint = |index: &usize| decided.findings.get(*index).map(|found| found.fingerprint.to_string());
    Control {
        framework: framework.id.as_str().into(),
        id: control.id.as_str().into(),
        title: control.title.as_str().into(),
        severity: control.severity,
        status,
        reason: sanitizer.reason(words, &reason),
        more_evidence: lines.count.saturating_sub(evidence.len()) as u64,
        evidence,
        findings: findings.iter().filter_map(fingerprint).collect(),
        missing: absent.into_iter().map(|absent| called(absent, words)).collect(),
        question: question.map(Into::into),
    }
}

fn evidence(line: &Line, sanitizer: &Sanitizer) -> Option<Evidence> {
    let excerpt = match &line.view {
        View::Certificate(certificate, field) => Excerpt::decoded(&sanitizer.certificate(certificate, None), *field),
        View::Source | View::Nothing => Excerpt::of(&line.place, sanitizer.redactor())?,
    };
    let source = &line.place.source;
    Some(Evidence {
        path: sanitizer.text(&source.path),
        inside: sanitizer.texts(&source.inside),
        line: line.place.start().map(|start| start.line),
        text: excerpt.text().trim().to_owned(),
    })
    .filter(|evidence| !evidence.text.is_empty())
}

/// What people call something that is absent.
fn called(absent: Absent, words: &Words) -> Name {
    match absent {
        Absent::Cmdlet(noun) => format!("Get-{noun}").into(),
        Absent::Property(noun, property) => {
            let values = [("property", Value::from(property)), ("cmdlet", Value::Text(format!("Get-{noun}")))];
            words.say(keys::ABSENT_PROPERTY, &values).into()
        }
        Absent::Certificate => words.say(keys::ABSENT_CERTIFICATE, &[]).into(),
        Absent::Issuer => words.say(keys::ABSENT_ISSUER, &[]).into(),
        Absent::Export(export) => {
            let [name, _] = export.keys();
            words.say(name, &[]).into()
        }
    }
}

impl Framework {
    /// Its counts over the controls of a deployment; `None` where none of these is its own.
    fn of(framework: &'static controls::Framework, all: &[Control]) -> Option<Framework> {
        let count = |wanted: Status| {
            let own = all.iter().filter(|row| row.framework == framework.id && row.status == wanted);
            own.count() as u64
        };
        let (open, met) = (count(Status::Open), count(Status::NotAFinding));
        let row = Framework {
            framework: framework.id.as_str().into(),
            title: framework.title.as_str().into(),
            version: framework.version.as_deref().map(Into::into),
            date: framework.date.as_str().into(),
            source: framework.source.as_str().into(),
            open,
            not_a_finding: met,
            not_reviewed: count(Status::NotReviewed),
            not_applicable: count(Status::NotApplicable),
            reviewed: open + met,
            score: (met * 100).checked_div(open + met),
        };
        (row.open + row.not_a_finding + row.not_reviewed + row.not_applicable > 0).then_some(row)
    }
}

/// The controls that a rule decides in a deployment: those for its products.
pub(super) struct References(HashMap<&'static str, Arc<[ControlReference]>>);

impl References {
    pub(super) fn of(assessed: &[Assessed]) -> References {
        let mut by_code: HashMap<&'static str, Vec<ControlReference>> = HashMap::new();
        for own in assessed.iter().filter(|own| own.status != Status::NotApplicable) {
            for code in &own.control.rules {
                let reference = ControlReference {
                    framework: own.framework.id.as_str().into(),
                    id: own.control.id.as_str().into(),
                };
                by_code.entry(code).or_default().push(reference);
            }
        }
        References(by_code.into_iter().map(|(code, references)| (code, references.into())).collect())
    }

    pub(super) fn of_code(&self, code: &str) -> Option<Arc<[ControlReference]>> {
        self.0.get(code).map(Arc::clone)
    }
}

impl Deployment {
    /// The controls of a framework.
    pub fn controls_of<'d>(&'d self, framework: &'d Framework) -> impl Iterator<Item = &'d Control> {
        self.controls.iter().filter(|control| control.framework == framework.framework)
    }
}
