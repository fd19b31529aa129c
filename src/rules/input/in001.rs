//! IN001: the system would not give a file.

use super::*;
use crate::text::keys::in001::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN001"),
    name: "unreadable",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::Unreadable { reason } = &problem.kind else { return };
    add_problem(MESSAGE, LABEL_HERE, problem, found).fact("reason", reason).say(&[HELP]);
}
