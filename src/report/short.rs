//! `--format short`: one line a finding that counts, `path:line:column: severity[CODE] message`. Lines that begin with `#`
//! say what else there is: what could not be decided, what was examined, and how.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    model::{Finding, Place, Report},
    rows::shown_place,
    sentences::Sentences,
};
use crate::finding::{Outcome, Severity, State};

/// Writes one line for each finding that counts, and lines that begin with `#`.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_findings(report, out)?;
    write_rest(report, out)
}

/// Writes one line for each finding that counts.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_findings(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for found in report.findings.shown().filter(|found| found.state == State::New) {
        let root = found.deployment().and_then(|index| report.deployments.get(index)?.root.as_deref());
        let level = level_of(found.outcome, found.severity);
        let place = shown(&found.place(), root);
        // A path may begin as the lines do that are no findings.
        let here = if place.starts_with('#') { "./" } else { "" };
        writeln!(out, "{here}{place}: {level}[{}] {}", found.code, found.message())?;
    }
    for deployment in &report.deployments {
        for notice in deployment.rehearsal.iter().flat_map(|rehearsal| &rehearsal.notices) {
            let (path, inside) = (notice.path.clone().unwrap_or_default(), notice.inside.clone());
            let place = Place { path, inside, line: notice.line, ..Place::default() };
            let place = notice.path.as_ref().map(|_| shown(&place, deployment.root.as_deref()) + ": ");
            writeln!(out, "{}{}: {}", place.unwrap_or_default(), notice.level(), notice.text)?;
        }
    }
    Ok(())
}

/// What is no finding: what could not be decided, what was examined, the counts.
fn write_rest(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    for part in report.parts() {
        let Some(deployment) = part.deployment else { continue };
        for row in &deployment.undecided {
            writeln!(out, "# {}: {}", deployment.name, words.undecided(row))?;
        }
        for sentence in words.chain_not_checked(part).into_iter().chain(words.not_exported(deployment)) {
            writeln!(out, "# {}: {sentence}", deployment.name)?;
        }
    }
    for deployment in &report.deployments {
        writeln!(out, "# {}: {}", deployment.name, words.read(deployment))?;
        for line in words.answer_lines(deployment) {
            writeln!(out, "# {}: {line}", deployment.name)?;
        }
    }
    for sentence in words.made(report) {
        writeln!(out, "# {sentence}")?;
    }
    writeln!(out, "# {}", words.summary(&report.summary))
}

/// `inconclusive` where it can't be decided, else the severity.
pub fn level(finding: &Finding) -> &'static str {
    level_of(finding.outcome, finding.severity)
}

pub(super) fn level_of(outcome: Outcome, severity: Severity) -> &'static str {
    match outcome {
        Outcome::Inconclusive => "inconclusive",
        _ => severity.name(),
    }
}

/// The place as editors and people read it: from the working directory, with `#N` for a certificate of a bundle.
pub fn place(finding: &Finding, root: Option<&str>) -> String {
    shown(&finding.place, root)
}

/// The same of any place.
pub(super) fn shown(place: &Place, root: Option<&str>) -> String {
    let root = root.filter(|_| !place.is_option());
    let mut shown = from_root(&shown_place(&place.path, &place.inside, place.index), root);
    if let (Some(line), Some(column)) = (place.line, place.column) {
        let _ = write!(shown, ":{line}:{column}");
    }
    shown
}

/// A path below a deployment's folder, from the working directory.
pub(super) fn from_root(path: &str, root: Option<&str>) -> String {
    match root {
        Some("." | "") | None => path.to_owned(),
        Some(root) => format!("{}/{path}", root.trim_end_matches('/')),
    }
}
