//! AD001: a file is named like an Autodiscover answer, and no reader recognises it.

use super::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code("AD001"),
    name: "answer-not-autodiscover",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::NotRecognised { looks_like } = &problem.kind else { return };
    let source = &problem.place.source;
    if !is_named_like_an_answer(source) {
        return;
    }
    let finding = found.add(source.shown(), problem.place.clone());
    finding.fact("file", source.shown());
    match looks_like {
        LooksLike::Html => finding.variant("html").say(&["help-page"]),
        LooksLike::Url => finding.variant("url").say(&["help-url"]),
        LooksLike::Json => finding.variant("json").say(&["help"]),
        // It is an answer, but one that is not read yet: nothing is known of it.
        LooksLike::Soap => finding.variant("soap").inconclusive().say(&["help-soap"]),
        LooksLike::Xml => finding.variant("xml").say(&["help"]),
        _ => finding.say(&["help"]),
    };
}
