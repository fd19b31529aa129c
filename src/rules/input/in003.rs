//! IN003: a file without content.

use super::*;
use crate::text::keys::in003::*;

pub(super) static RULE: Rule =
    Rule::warning("IN003", "empty-file", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::Empty { blank } = problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    if blank {
        finding.message(MESSAGE_BLANK).fact("bytes", problem.place.source.bytes);
    }
    finding.say(&[HELP]);
}
