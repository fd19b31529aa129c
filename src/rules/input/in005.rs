//! IN005: a PEM text with a broken border, bad base64, a wrong label, or text lost.

use super::*;
use crate::text::keys::in005::*;

pub(super) static RULE: Rule =
    Rule::error("IN005", "pem-damaged", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::PemDamaged(damage) = &problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    match damage {
        PemDamage::NoEnd { label } => finding.message(MESSAGE_NO_END).fact("label", label).say(&[HELP]),
        PemDamage::NoBegin { label } => finding.message(MESSAGE_NO_BEGIN).fact("label", label).say(&[HELP]),
        PemDamage::OtherEnd { begin, end } => {
            finding.message(MESSAGE_OTHER_END).fact("begin", begin).fact("end", end).say(&[HELP_LABEL])
        }
        PemDamage::BrokenBorder => finding.message(MESSAGE_BROKEN_BORDER).say(&[HELP_BORDER]),
        PemDamage::BadBase64 { detail } => finding.fact("detail", detail).say(&[HELP]),
        PemDamage::WrongLabel { label, holds } => {
            finding.message(MESSAGE_WRONG_LABEL).fact("label", label).fact("holds", holds.key()).say(&[HELP_LABEL])
        }
        PemDamage::UnknownLabel { label } => {
            finding.message(MESSAGE_UNKNOWN_LABEL).fact("label", label).say(&[HELP_LABEL])
        }
        PemDamage::EmptyBlock { label } => finding.message(MESSAGE_EMPTY_BLOCK).fact("label", label).say(&[HELP]),
    };
}
