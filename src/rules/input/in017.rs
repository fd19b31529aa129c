//! IN017: msstd failed on a file, or a rule failed on what was read. What was not checked must not look like a pass.

use super::*;
use crate::{border::Failure, model::file::Work, rules::Failed, text::keys::in017::*};

pub(in crate::rules) static RULE: Rule =
    Rule::error("IN017", "reader-failed", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::Failed { work, failure } = &problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    if *work == Work::Evaluation {
        finding.message(MESSAGE_DEPLOYMENT);
    }
    add_failure(failure, finding);
    finding.say(&[if *work == Work::Evaluation { HELP_DEPLOYMENT } else { HELP }]);
}

/// Reports that a rule failed.
pub(in crate::rules) fn add_rule(rule: &Rule, failed: &Failed, found: &mut Findings) {
    let problem = Problem::new(
        ProblemKind::Failed { work: Work::Evaluation, failure: failed.failure.clone() },
        failed.place.clone(),
    );
    let finding = add_problem(MESSAGE_RULE, LABEL_HERE, &problem, found);
    finding.fact("rule", rule.code.0).fact("count", failed.count);
    add_failure(&failed.failure, finding);
    finding.say(&[HELP_RULE]);
}

fn add_failure(failure: &Failure, finding: &mut Finding) {
    let Failure { part, reason, place } = failure;
    finding.fact("reader", part.unwrap_or("unknown")).fact("reason", reason);
    finding.fact("at", place.as_deref().unwrap_or("unknown"));
}
