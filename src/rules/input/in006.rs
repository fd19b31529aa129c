//! IN006: a certificate, a container of certificates or a revocation list of which a field can't be read.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN006"),
    name: "certificate-damaged",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::CertificateDamaged { field, offset, reason } => {
            let finding = add(problem, found);
            finding.fact("field", field).fact("offset", *offset).fact("reason", reason);
            finding.say(&["help"]);
        }
        ProblemKind::ContainerDamaged { container, field, offset, reason } => {
            let finding = add(problem, found);
            finding.fact("field", field).fact("offset", *offset).fact("reason", reason);
            if *container == LooksLike::Crl {
                finding.variant("crl").say(&["help-crl"]);
            } else {
                finding.variant("container").fact("container", container.key()).say(&["help-container"]);
            }
        }
        _ => {}
    }
}
