//! CT016: a CA's certificate answers for a server.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT016"),
    name: "ca-as-server",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    if deployed.role != Role::Ca {
        return;
    }
    // The common name of a CA is a title, even where it looks like a host: the SAN alone counts.
    let endpoint = if certificate.has_san { judgement.covers_endpoint(deployed) } else { None };
    if endpoint.is_none() && !deployed.is_bound() {
        return;
    }
    let finding = add(deployed, certificate, Field::BasicConstraints, found);
    finding.fact("why", deployed.role_why.key);
    tell_where_it_answers(finding, deployed, certificate, endpoint);
}
