//! CT005: the signature uses a hash that is broken. A self-signed certificate's own signature proves nothing anyway.

use super::*;
use crate::text::keys::ct005::*;

pub(super) static RULE: Rule =
    Rule::error("CT005", "signature-weak", "0.1.0", Relations::ending_at_renewal(), Check::Certificate(check));

fn check(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    certificate: &Arc<Certificate>,
    found: &mut Findings,
) {
    let Some(hash) = certificate.signature.weak_hash else { return };
    if certificate.self_signed() || judgement.told_by_exchange(deployed) || judgement.told_by_chain(deployed) {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Signature, LABEL_HERE);
    finding.fact("hash", hash).fact("signature", &certificate.signature.name).fact("issuer", &*certificate.issuer);
    finding.say(&[EFFECT, if deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, deployed, certificate);
}
