//! CT015: the keyUsage of a server certificate does not allow what TLS does with its key. Without the extension every use is
//! allowed.

use super::*;
use crate::text::keys::ct015::*;

pub(super) static RULE: Rule = Rule::warning("CT015", "key-usage-unfit", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.deployed.role != Role::Server {
        return;
    }
    let Some(usage) = certificate.key_usage else {
        undecided_if_unread(certificate, "keyUsage", found);
        return;
    };
    // The server signs the handshake with its key; before TLS 1.3 it may decrypt (RSA) or agree on a secret (EC) instead.
    let (fits, second) = match certificate.key.algorithm {
        KeyAlgorithm::Rsa { .. } => (usage.digital_signature || usage.key_encipherment, "keyEncipherment"),
        KeyAlgorithm::Ec { .. } => (usage.digital_signature || usage.key_agreement, "keyAgreement"),
        KeyAlgorithm::Dsa { .. } | KeyAlgorithm::Other { .. } => return,
    };
    if fits {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::KeyUsage, certificate, found);
    finding.fact("second", second);
    finding.certificate(certificate, Field::Key, LABEL_KEY).say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
