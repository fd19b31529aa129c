//! CT014: a certificate that answers for a server, but whose extKeyUsage does not allow that.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT014"),
    name: "eku-without-server-auth",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let Some(usage) = &certificate.extended_key_usage else { return };
    if usage.server_auth || usage.any || matches!(holder.role, Role::Ca | Role::SetUp) {
        return;
    }
    let endpoint = case.covers_endpoint(holder);
    if endpoint.is_none() && !holder.is_bound() {
        return;
    }
    let finding = add(holder, certificate, Field::ExtendedKeyUsage, found);
    finding.fact("purposes", usage.purposes.as_slice());
    show_bindings(finding, holder);
    if let Some(endpoint) = endpoint {
        finding.label_with(endpoint.place.clone(), "endpoint", [("host", Fact::from(endpoint.host.as_str()))]);
    }
    if !holder.is_bound() {
        // Another certificate may answer for the host.
        finding.variant("unbound").confidence(Confidence::Medium);
    }
    finding.say(&["effect", if holder.is_bound() { "help" } else { "help-unbound" }]);
    if let Some(command) = request(certificate) {
        finding.fix(Fix { command, old: None, order: 1, alternative: false, certificate: Some(certificate.id()) });
    }
}
