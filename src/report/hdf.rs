//! `--format hdf`: Heimdall Data Format, the report of InSpec that Heimdall shows.
//!
//! A framework is a profile. A control has one result, for all deployments together: Heimdall calls a control passed where one
//! of several results passed and others were skipped. What is not applicable has no impact, which is how Heimdall tells it.

use std::io::{self, Write};

use ring::digest::{SHA256, digest};
use serde::Serialize;

use super::{
    json::Lines,
    model::Report,
    sentences::Sentences,
    target::{TargetControl, TargetFramework},
};
use crate::{
    controls::{Severity, Status},
    model::certificate::hex,
};

mod shapes;

use shapes::{Control, Evaluation, Group, Nothing, Outcome, Platform, Profile, Reference, Result, Tags};

/// Down to which depth each item has a line of its own: the fields of a control.
const DEEPEST: usize = 6;

/// Writes the report as one evaluation.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let words = Sentences::new("en");
    let evaluation = Hdf { report, words: &words }.evaluation()?;
    evaluation.serialize(&mut serde_json::Serializer::with_formatter(&mut buffered, Lines::new(DEEPEST, false)))?;
    writeln!(buffered)?;
    buffered.flush()
}

struct Hdf<'r> {
    report: &'r Report,
    words: &'r Sentences,
}

impl<'r> Hdf<'r> {
    fn evaluation(&self) -> io::Result<Evaluation<'r>> {
        let names: Vec<&str> = self.report.deployments.iter().map(|deployment| deployment.name.as_str()).collect();
        let frameworks = self.report.target_frameworks();
        Ok(Evaluation {
            platform: Platform {
                name: &self.report.tool.name,
                release: &self.report.tool.version,
                target_id: names.join(", "),
            },
            version: &self.report.tool.version,
            statistics: Nothing {},
            profiles: frameworks.iter().map(|framework| self.profile(framework)).collect::<io::Result<_>>()?,
        })
    }

    fn profile(&self, framework: &TargetFramework<'r>) -> io::Result<Profile<'r>> {
        let row = framework.row;
        Ok(Profile {
            name: &row.framework,
            title: &row.title,
            version: row.version.as_deref(),
            summary: self.words.answered_and_made(self.report).join("\n"),
            sha256: digest_of(framework)?,
            status: "loaded",
            supports: [],
            attributes: [],
            groups: [Group {
                id: &row.framework,
                title: &row.title,
                controls: framework.controls.iter().map(|control| &*control.row.id).collect(),
            }],
            controls: framework.controls.iter().map(|control| self.control(framework, control)).collect(),
        })
    }

    fn control(&self, framework: &TargetFramework<'r>, control: &TargetControl<'r>) -> Control<'r> {
        let row = control.row;
        let xccdf = framework.xccdf(control);
        Control {
            id: &row.id,
            title: &row.title,
            desc: control.question(self.words).unwrap_or_else(|| row.title.to_string()),
            impact: match (control.status, row.severity) {
                (Status::NotApplicable, _) => 0.0,
                (_, Some(Severity::High)) => 0.7,
                (_, Some(Severity::Medium) | None) => 0.5,
                (_, Some(Severity::Low)) => 0.3,
            },
            refs: [Reference { url: &framework.row.source }],
            tags: Tags {
                severity: row.severity.map_or("none", Severity::name),
                status: control.status,
                gid: xccdf.map(|_| &*row.id),
                gtitle: xccdf.map(|xccdf| &*xccdf.group),
                rid: xccdf.map(|xccdf| &*xccdf.rule),
                stig_id: xccdf.map(|xccdf| &*xccdf.version),
                cci: xccdf.map_or(&[], |xccdf| &*xccdf.cci),
            },
            source_location: Nothing {},
            code: "",
            results: [self.result(control)],
        }
    }

    fn result(&self, control: &TargetControl<'r>) -> Result<'r> {
        let outcome = match control.status {
            Status::Open => Outcome::Failed,
            Status::NotAFinding => Outcome::Passed,
            Status::NotReviewed | Status::NotApplicable => Outcome::Skipped,
        };
        let reasons = control.reasons(self.words);
        Result {
            status: outcome,
            code_desc: reasons.clone(),
            message: Some(control.evidence(self.words)).filter(|evidence| !evidence.is_empty()),
            skip_message: Some(reasons).filter(|_| outcome == Outcome::Skipped),
            start_time: &self.report.run.at,
        }
    }
}

/// SHA-256 of what a framework asks, in hexadecimal: Heimdall tells profiles by it.
fn digest_of(framework: &TargetFramework<'_>) -> io::Result<String> {
    let row = framework.row;
    let asks = framework.controls.iter().map(|control| (&control.row.id, &control.row.title));
    let all = (&row.framework, &row.version, &row.date, asks.collect::<Vec<_>>());
    Ok(hex(digest(&SHA256, &serde_json::to_vec(&all)?).as_ref()))
}
