//! CT006: the RSA or DSA key is shorter than 2048 bits.

use super::*;
use crate::text::keys::ct006::*;

const LEAST: u32 = 2048;

pub(super) static RULE: Rule =
    Rule::error("CT006", "rsa-key-short", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let (KeyAlgorithm::Rsa { bits } | KeyAlgorithm::Dsa { bits: Some(bits) }) = certificate.key.algorithm else {
        return;
    };
    if bits >= LEAST
        || judgement.told_by_exchange(certificate.deployed)
        || judgement.told_by_chain(certificate.deployed)
    {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, certificate, found);
    finding.fact("bits", bits).fact("least", LEAST);
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
