//! CT017: a server certificate is self-signed. Of one that is bound to the front end EX003 speaks.

use super::*;
use crate::text::keys::ct017::*;

pub(super) static RULE: Rule = Rule::warning("CT017", "self-signed", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.deployed.role != Role::Server || !certificate.self_signed() || certificate.deployed.is_bound() {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Issuer, certificate, found);
    show_services(finding, certificate.deployed);
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
