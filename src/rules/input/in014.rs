//! IN014: the extension says one thing, the content is another. Where it is named like an answer, AD001 reports it.

use super::*;
use crate::text::keys::in014::*;

pub(super) static RULE: Rule =
    Rule::note("IN014", "extension-misleads", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::ExtensionMisleads { extension, holds } = &problem.kind else { return };
    if super::super::autodiscover::is_named_like_an_answer(&problem.place.source) {
        return;
    }
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    finding.fact("extension", extension).fact("holds", holds.key()).say(&[HELP]);
}
