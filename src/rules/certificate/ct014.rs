//! CT014: a certificate that answers for a server, but whose extKeyUsage does not allow that.

use super::*;
use crate::text::keys::ct014::*;

pub(super) static RULE: Rule =
    Rule::error("CT014", "eku-without-server-auth", "0.1.0", Relations::surviving_renewal(), Check::Certificate(check));

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let Some(usage) = &certificate.extended_key_usage else { return };
    if usage.server_auth || usage.any || matches!(deployed.role, Role::Ca | Role::SetUp) {
        return;
    }
    let endpoint = judgement.covers_endpoint(deployed);
    if endpoint.is_none() && !deployed.is_bound() {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::ExtendedKeyUsage, LABEL_HERE).fact("purposes", usage.purposes.as_slice());
    show_where_it_answers(finding, deployed, certificate, endpoint);
    if deployed.is_bound() {
        finding.say(&[EFFECT, HELP]);
    } else {
        // Another certificate may answer for the host.
        finding.message(MESSAGE_UNBOUND).confidence(Confidence::Medium).say(&[EFFECT, HELP_UNBOUND]);
    }
}
