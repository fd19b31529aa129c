//! AD002: an answer is not well-formed XML; what could still be read is checked.

use super::*;
use crate::text::keys::ad002::*;

pub(super) static RULE: Rule = Rule::error("AD002", "answer-not-well-formed", "0.1.0", Check::Problem(check))
    .examining(&[Subject::Answers])
    .with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let source = &problem.place.source;
    match &problem.kind {
        ProblemKind::NotWellFormed { detail } => {
            let finding = found.add(MESSAGE, source.shown()).label(problem.place.clone(), LABEL_HERE);
            finding.fact("file", source.shown()).fact("detail", detail).say(&[EFFECT, HELP]);
        }
        ProblemKind::DocumentCut { open } => {
            let finding = found.add(MESSAGE_CUT, source.shown()).label(problem.place.clone(), LABEL_CUT);
            let innermost = open.last().map_or("", String::as_str);
            finding.fact("file", source.shown()).fact("open", innermost).fact("count", open.len());
            finding.say(&[EFFECT, HELP]);
        }
        _ => {}
    }
}
