//! IN012: an archive, or an entry of one, that is not unpacked.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN012"),
    name: "archive-refused",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::ArchiveRefused(refusal) = &problem.kind else { return };
    let finding = add(problem, found);
    match refusal {
        ArchiveRefusal::Escapes => finding.variant("escapes").say(&["effect", "help-hostile"]),
        ArchiveRefusal::Encrypted => finding.variant("encrypted").say(&["effect", "help-encrypted"]),
        ArchiveRefusal::Overlaps => finding.variant("overlaps").say(&["effect", "help-hostile"]),
        ArchiveRefusal::SamePath => finding.variant("same-path").say(&["effect", "help-hostile"]),
        ArchiveRefusal::Damaged { reason } => {
            finding.variant("damaged").fact("reason", reason).say(&["effect", "help-damaged"])
        }
    };
}
