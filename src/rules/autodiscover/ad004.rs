//! AD004: an answer sends the client elsewhere; the answer to save is the one from there.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD004"),
    name: "answer-is-redirect",
    severity: Severity::Note,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Answer(check),
};

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let (target, variant, help) = match &answer.body {
        Body::RedirectUrl(url) => (url, "url", "help-url"),
        Body::RedirectAddr(address) => (address, "address", "help-address"),
        _ => return,
    };
    match target.as_ref().filter(|target| !target.value.trim().is_empty()) {
        Some(target) => {
            let finding = found.add(target.value.trim(), Place::text(&answer.source, target.span));
            finding.variant(variant).fact("target", target.value.trim()).say(&[help]);
        }
        None => {
            found.add("", Place::text(&answer.source, answer.span)).say(&["help"]);
        }
    }
}
