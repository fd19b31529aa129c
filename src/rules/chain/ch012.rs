//! CH012: above a valid certificate stands one whose signature uses a broken hash or whose RSA key is too short, and no other
//! chain leads around it.

use super::*;
use crate::text::keys::ch012::*;

pub(super) static RULE: Rule = Rule::error("CH012", "intermediate-weak", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if !judgement.told_by_chain(certificate.deployed) {
        return;
    }
    let Some(authority) =
        judgement.chains.as_authority(certificate.deployed.index).and_then(|own| judgement.chains.authority(own))
    else {
        return;
    };
    for defect in judgement.chains.defects(authority) {
        match defect {
            Defect::WeakSignature(hash) => {
                let finding = add_issuer(MESSAGE, judgement, certificate, found);
                finding.certificate(certificate, Field::Signature, LABEL_HERE);
                show_first_issued(finding, judgement, certificate, LABEL_ISSUED);
                finding.fact("hash", hash).fact("signature", &certificate.signature.name);
                finding.say(&[EFFECT, HELP]);
            }
            Defect::ShortKey(bits) => {
                let finding = add_issuer(MESSAGE_KEY, judgement, certificate, found);
                finding.certificate(certificate, Field::Key, LABEL_HERE);
                show_first_issued(finding, judgement, certificate, LABEL_ISSUED);
                finding.fact("bits", bits).say(&[EFFECT_KEY, HELP]);
            }
            Defect::NotValid | Defect::NotCa(_) => {}
        }
    }
}
