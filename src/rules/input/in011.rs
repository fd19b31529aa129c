//! IN011: a file is larger or deeper than is read, and what was left out is said.

use super::*;
use crate::text::keys::in011::*;

pub(super) static RULE: Rule =
    Rule::warning("IN011", "limit-reached", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::LimitReached { limit, value, found: size } = problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    finding.fact("limit", limit.key()).fact("value", value);
    if let Some(size) = size {
        finding.message(MESSAGE_FOUND).fact("found", size);
    }
    finding.say(&[HELP]);
}
