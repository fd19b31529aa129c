//! IN006: a certificate, a container of certificates or a revocation list of which a field can't be read.

use super::*;
use crate::text::keys::in006::*;

pub(super) static RULE: Rule =
    Rule::error("IN006", "certificate-damaged", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::CertificateDamaged { field, offset, reason } => {
            let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
            finding.fact("field", field).fact("offset", *offset).fact("reason", reason);
            finding.say(&[HELP]);
        }
        ProblemKind::ContainerDamaged { container, field, offset, reason } => {
            let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
            finding.fact("field", field).fact("offset", *offset).fact("reason", reason);
            if *container == LooksLike::Crl {
                finding.message(MESSAGE_CRL).say(&[HELP_CRL]);
            } else {
                finding.message(MESSAGE_CONTAINER).fact("container", container.key()).say(&[HELP_CONTAINER]);
            }
        }
        _ => {}
    }
}
