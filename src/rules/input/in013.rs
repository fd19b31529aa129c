//! IN013: a symbolic link, or what is no regular file, was not opened.

use super::*;
use crate::text::keys::in013::*;

pub(super) static RULE: Rule =
    Rule::note("IN013", "link-not-followed", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::LinkNotFollowed { target } => {
            add_problem(MESSAGE, LABEL_HERE, problem, found).fact("target", target).say(&[HELP]);
        }
        ProblemKind::NotAFile { what } => {
            let finding = add_problem(MESSAGE_NOT_A_FILE, LABEL_HERE, problem, found);
            finding.fact("what", *what).say(&[HELP_NOT_A_FILE]);
        }
        _ => {}
    }
}
