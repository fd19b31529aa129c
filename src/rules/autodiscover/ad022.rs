//! AD022: a document of Autodiscover, or of its like, that is no answer for Outlook.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD022"),
    name: "answer-of-another-kind",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Answer(check),
};

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    let Body::Other(kind) = answer.body else { return };
    let file = answer.source.shown();
    let finding = found.add(&file, Place::text(&answer.source, answer.span));
    finding.fact("file", file).say(&["help"]);
    match kind {
        OtherKind::Request => finding,
        OtherKind::ClientConfig => finding.variant("client-config"),
        OtherKind::MobileSync => finding.variant("mobile"),
        OtherKind::NoResponse => finding.variant("no-response"),
    };
}
