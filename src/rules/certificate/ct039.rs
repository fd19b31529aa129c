//! CT039: the key of a server certificate is of a type that neither Exchange nor Windows' TLS uses.

use super::*;
use crate::text::keys::ct039::*;

pub(super) static RULE: Rule = Rule::error("CT039", "key-type-unusable", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let usable = matches!(&certificate.key.algorithm, KeyAlgorithm::Rsa { .. } | KeyAlgorithm::Ec { .. });
    // An RSA key that can't be read is damaged, not unusable.
    let unreadable = matches!(&certificate.key.algorithm, KeyAlgorithm::Other { name } if name == "RSA");
    if usable || unreadable || certificate.deployed.role != Role::Server {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, certificate, found);
    finding.fact("key", certificate.key.algorithm.shown());
    show_services(finding, certificate.deployed);
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
