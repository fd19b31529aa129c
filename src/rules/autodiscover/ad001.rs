//! AD001: a file is named like an Autodiscover answer, and is a page, a URL or XML of another kind.

use super::*;
use crate::text::keys::ad001::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("AD001", "answer-not-autodiscover", "0.1.0", Check::Problem(check))
        .examining(&[Subject::Answers])
        .with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::NotRecognised { looks_like } = &problem.kind else { return };
    let source = &problem.place.source;
    if !is_mistaken_for_an_answer(source, *looks_like) {
        return;
    }
    let message = match looks_like {
        LooksLike::Html => MESSAGE,
        LooksLike::Url => MESSAGE_URL,
        LooksLike::Soap => MESSAGE_SOAP,
        _ => MESSAGE_XML,
    };
    let finding = found.add(message, source.shown()).label(problem.place.clone(), LABEL_HERE);
    finding.fact("file", source.shown());
    match looks_like {
        LooksLike::Html => finding.say(&[HELP_PAGE]),
        LooksLike::Url => finding.say(&[HELP_URL]),
        // It is an answer, but one that is not read yet: nothing is known of it.
        LooksLike::Soap => finding.inconclusive().say(&[HELP_SOAP]),
        _ => finding.say(&[HELP]),
    };
}
