//! IN005: a PEM text with a broken border, bad base64, a wrong label, or text lost.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN005"),
    name: "pem-damaged",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::PemDamaged(damage) = &problem.kind else { return };
    let finding = add(problem, found);
    match damage {
        PemDamage::NoEnd { label } => finding.variant("no-end").fact("label", label).say(&["help"]),
        PemDamage::NoBegin { label } => finding.variant("no-begin").fact("label", label).say(&["help"]),
        PemDamage::OtherEnd { begin, end } => {
            finding.variant("other-end").fact("begin", begin).fact("end", end).say(&["help-label"])
        }
        PemDamage::BrokenBorder => finding.variant("broken-border").say(&["help-border"]),
        PemDamage::BadBase64 { detail } => finding.fact("detail", detail).say(&["help"]),
        PemDamage::WrongLabel { label, holds } => {
            finding.variant("wrong-label").fact("label", label).fact("holds", holds.key()).say(&["help-label"])
        }
        PemDamage::UnknownLabel { label } => finding.variant("unknown-label").fact("label", label).say(&["help-label"]),
        PemDamage::EmptyBlock { label } => finding.variant("empty-block").fact("label", label).say(&["help"]),
    };
}
