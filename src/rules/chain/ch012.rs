//! CH012: above a valid certificate stands one whose signature uses a broken hash or whose RSA key is too short, and no other
//! chain leads around it.

use super::*;
use crate::text::keys::ch012::*;

pub(super) static RULE: Rule = Rule::error("CH012", "intermediate-weak", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if !judgement.told_by_chain(certificate.deployed) {
        return;
    }
    let Some(authority) = judgement.chains.authority_of(certificate.deployed.index) else { return };
    for defect in judgement.chains.defects(authority) {
        match defect {
            Defect::WeakSignature(hash) => {
                let texts = [MESSAGE, LABEL_HERE, LABEL_ISSUED];
                let finding = add_issuer(texts, Field::Signature, judgement, certificate, found);
                finding.fact("hash", hash).fact("signature", &certificate.signature.name).say(&[EFFECT, HELP]);
            }
            Defect::ShortKey(bits) => {
                let texts = [MESSAGE_KEY, LABEL_HERE, LABEL_ISSUED];
                let finding = add_issuer(texts, Field::Key, judgement, certificate, found);
                finding.fact("bits", bits).say(&[EFFECT_KEY, HELP]);
            }
            Defect::NotValid | Defect::NotCa(_) => {}
        }
    }
}
