//! CT014: a certificate that answers for a server, but whose extKeyUsage does not allow that.

use super::*;
use crate::text::keys::ct014::*;

pub(super) static RULE: Rule = Rule::error("CT014", "eku-without-server-auth", "0.1.0", Check::Certificate(check))
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(usage) = &certificate.extended_key_usage else { return };
    if usage.server_auth || usage.any || matches!(certificate.deployed.role, Role::Ca | Role::SetUp) {
        return;
    }
    let endpoint = judgement.covers_endpoint(certificate.deployed);
    if endpoint.is_none() && !certificate.deployed.is_bound() {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::ExtendedKeyUsage, certificate, found);
    finding.fact("purposes", usage.purposes.as_slice());
    finding.say(&[EFFECT]);
    show_where_it_answers(finding, judgement, certificate, endpoint, HELP, [MESSAGE_UNBOUND, HELP_UNBOUND]);
}
