//! AD001: a file is named like an Autodiscover answer, and no reader recognises it.

use super::*;
use crate::text::keys::ad001::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("AD001", "answer-not-autodiscover", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::NotRecognised { looks_like } = &problem.kind else { return };
    let source = &problem.place.source;
    if !is_named_like_an_answer(source) {
        return;
    }
    let finding = found.add(MESSAGE, source.shown()).label(problem.place.clone(), LABEL_HERE);
    finding.fact("file", source.shown());
    match looks_like {
        LooksLike::Html => finding.message(MESSAGE_HTML).say(&[HELP_PAGE]),
        LooksLike::Url => finding.message(MESSAGE_URL).say(&[HELP_URL]),
        LooksLike::Json => finding.message(MESSAGE_JSON).say(&[HELP]),
        // It is an answer, but one that is not read yet: nothing is known of it.
        LooksLike::Soap => finding.message(MESSAGE_SOAP).inconclusive().say(&[HELP_SOAP]),
        LooksLike::Xml => finding.message(MESSAGE_XML).say(&[HELP]),
        _ => finding.say(&[HELP]),
    };
}
