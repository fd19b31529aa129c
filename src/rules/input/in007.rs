//! IN007: bytes follow the certificate.

use super::*;
use crate::text::keys::in007::*;

pub(super) static RULE: Rule =
    Rule::warning("IN007", "trailing-data", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::TrailingData { count } = problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    finding.fact("count", count).say(&[HELP]);
}
