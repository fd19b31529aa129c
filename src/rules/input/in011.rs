//! IN011: a file is larger or deeper than is read, or a rule found more than is kept; what was left out is said.

use super::*;
use crate::model::file::Limit;
use crate::text::keys::in011::*;

pub(in crate::rules) static RULE: Rule =
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

/// Reports that a rule found more than is kept.
pub(in crate::rules) fn add_rule(rule: &Rule, most: usize, first: Place, found: &mut Findings) {
    let limit = Limit::Findings;
    let problem = Problem::new(ProblemKind::LimitReached { limit, value: most as u64, found: None }, first);
    let finding = add_problem(MESSAGE_RULE, LABEL_LEFT_OUT, &problem, found);
    finding.fact("limit", limit.key()).fact("value", most).fact("rule", rule.code.0).say(&[HELP]);
}
