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
    tell_where_it_answers(finding, holder, certificate, endpoint);
}
