//! CT017: a server certificate is self-signed. Of one that is bound to the front end EX003 speaks.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT017"),
    name: "self-signed",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(_: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if holder.role != Role::Server || !certificate.self_signed() || holder.is_bound() {
        return;
    }
    let finding = add(holder, certificate, Field::Issuer, found);
    show_bindings(finding, holder);
    finding.say(&["effect", "help"]);
    add_request(finding, holder, certificate);
}
