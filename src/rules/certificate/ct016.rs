//! CT016: a CA's certificate answers for a server.

use super::*;
use crate::text::keys::ct016::*;

pub(super) static RULE: Rule =
    Rule::error("CT016", "ca-as-server", "0.1.0", Relations::ending_at_renewal(), Check::Certificate(check));

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
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::BasicConstraints, LABEL_HERE).fact("why", deployed.role_why.key.name());
    show_where_it_answers(finding, deployed, certificate, endpoint);
    if deployed.is_bound() {
        finding.say(&[EFFECT, HELP]);
    } else {
        // Another certificate may answer for the host.
        finding.message(MESSAGE_UNBOUND).confidence(Confidence::Medium).say(&[EFFECT, HELP_UNBOUND]);
    }
}
