//! IN001: the system would not give a file.

use super::*;
use crate::text::keys::in001::*;

pub(super) static RULE: Rule =
    Rule::error("IN001", "unreadable", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::Unreadable { reason } = &problem.kind else { return };
    add_problem(MESSAGE, LABEL_HERE, problem, found).fact("reason", reason).say(&[HELP]);
}
