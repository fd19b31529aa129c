//! IN010: a PKCS#12 container, or a part of it, that no password opens.

use super::*;
use crate::text::keys::in010::*;

pub(super) static RULE: Rule =
    Rule::warning("IN010", "container-locked", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::ContainerLocked(lock) = &problem.kind else { return };
    let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
    match lock {
        Lock::NoPassword { tried } => finding.fact("tried", *tried).say(&[HELP]),
        Lock::Unsupported { algorithm } => {
            finding.message(MESSAGE_UNSUPPORTED).fact("algorithm", algorithm).say(&[HELP_UNSUPPORTED])
        }
    };
}
