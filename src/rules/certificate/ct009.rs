//! CT009: a server certificate has no subjectAltName.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT009"),
    name: "san-missing",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(_: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if certificate.has_san || holder.role != Role::Server {
        return;
    }
    let finding = add(holder, certificate, Field::SubjectAltName, found);
    finding.say(&["effect", "help"]);
    add_request(finding, holder, certificate);
}
