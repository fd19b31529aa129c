//! CT005: the signature uses a hash that is broken. A self-signed certificate's own signature proves nothing anyway.

use super::*;
use crate::text::keys::ct005::*;

pub(super) static RULE: Rule =
    Rule::error("CT005", "signature-weak", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(hash) = certificate.signature.weak_hash else { return };
    if certificate.self_signed()
        || judgement.told_by_exchange(certificate.deployed)
        || judgement.told_by_chain(certificate.deployed)
    {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Signature, certificate, found);
    finding.fact("hash", hash).fact("signature", &certificate.signature.name).fact("issuer", &*certificate.issuer);
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
