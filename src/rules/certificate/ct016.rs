//! CT016: a CA's certificate answers for a server.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT016"),
    name: "ca-as-server",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if holder.role != Role::Ca {
        return;
    }
    // The common name of a CA is a title, even where it looks like a host: the SAN alone counts.
    let endpoint = if certificate.has_san { case.covers_endpoint(holder) } else { None };
    if endpoint.is_none() && !holder.is_bound() {
        return;
    }
    let finding = add(holder, certificate, Field::BasicConstraints, found);
    finding.fact("why", holder.role_why.key);
    tell_where_it_answers(finding, holder, certificate, endpoint);
}
