//! IN006: a certificate of which a field can't be read.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN006"),
    name: "certificate-damaged",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Problem(check),
};

fn check(_: &Case<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::CertificateDamaged { field, offset, reason } = &problem.kind else { return };
    let finding = add(problem, found);
    finding.fact("field", field).fact("offset", *offset).fact("reason", reason);
    finding.say(&["help"]);
}
