//! Which files a command that writes no findings did not read, or not to their end: on standard error, so that nothing is
//! left out in silence.

use std::collections::BTreeSet;

use super::complain;
use crate::{
    model::{
        deployment::Deployment,
        file::{Problem, ProblemKind},
    },
    report::model::{Found, Report},
};

/// The findings about a file of which something was not read.
const CODES: [&str; 10] = ["AD002", "AD017", "IN001", "IN004", "IN005", "IN006", "IN010", "IN011", "IN012", "IN017"];

/// Names the files of a report of which something was not read.
pub(super) fn name_those_of_report(report: &Report) {
    let is_about_one = |found: &Found<'_>| CODES.contains(&&*found.code);
    let places = report.findings.found().filter(is_about_one).map(Found::place);
    name(places.map(|place| [vec![place.path], place.inside].concat().join("!")).collect());
}

/// Names the files of deployments of which something was not read.
pub(super) fn name_those_of<'d>(deployments: impl IntoIterator<Item = &'d Deployment>) {
    let problems = deployments.into_iter().flat_map(|deployment| &deployment.problems).filter(|own| is_about_one(own));
    name(problems.map(|problem| problem.place.source.shown()).collect());
}

fn is_about_one(problem: &Problem) -> bool {
    match problem.kind {
        ProblemKind::Unreadable { .. }
        | ProblemKind::TextDamaged { .. }
        | ProblemKind::MixedEncodings { .. }
        | ProblemKind::PemDamaged(_)
        | ProblemKind::CertificateDamaged { .. }
        | ProblemKind::ContainerDamaged { .. }
        | ProblemKind::ContainerLocked(_)
        | ProblemKind::LimitReached { .. }
        | ProblemKind::ArchiveRefused(_)
        | ProblemKind::Failed { .. }
        | ProblemKind::NotWellFormed { .. }
        | ProblemKind::DocumentCut { .. }
        | ProblemKind::DocumentType
        | ProblemKind::ExportDamaged { .. } => true,
        ProblemKind::NotRecognised { .. }
        | ProblemKind::PartNotRead { .. }
        | ProblemKind::Empty { .. }
        | ProblemKind::TrailingData { .. }
        | ProblemKind::SecretInClear(_)
        | ProblemKind::LinkNotFollowed { .. }
        | ProblemKind::NotAFile { .. }
        | ProblemKind::ExtensionMisleads { .. } => false,
    }
}

fn name(files: BTreeSet<String>) {
    const ENOUGH: usize = 10;
    if files.is_empty() {
        return;
    }
    let more = match files.len().saturating_sub(ENOUGH) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let files: Vec<String> = files.into_iter().take(ENOUGH).collect();
    complain(&format!("not read, or only in part: {}{more}; msstd check says why", files.join(", ")));
}
