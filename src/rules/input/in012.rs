//! IN012: an archive, or an entry of one, that is not unpacked.

use super::*;
use crate::text::keys::in012::*;

pub(super) static RULE: Rule =
    Rule::error("IN012", "archive-refused", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::ArchiveRefused(refusal) = &problem.kind else { return };
    let (message, help) = match refusal {
        ArchiveRefusal::Escapes => (MESSAGE_ESCAPES, HELP_HOSTILE),
        ArchiveRefusal::Encrypted => (MESSAGE_ENCRYPTED, HELP_ENCRYPTED),
        ArchiveRefusal::Overlaps => (MESSAGE_OVERLAPS, HELP_HOSTILE),
        ArchiveRefusal::SamePath => (MESSAGE_SAME_PATH, HELP_HOSTILE),
        ArchiveRefusal::Damaged { .. } => (MESSAGE_DAMAGED, HELP_DAMAGED),
    };
    let finding = add_problem(message, LABEL_HERE, problem, found).say(&[help]);
    if let ArchiveRefusal::Damaged { reason } = refusal {
        finding.fact("reason", reason);
    }
}
