//! CH002: the key of the authority that a certificate names did not make its signature.

use super::*;
use crate::text::keys::ch002::*;

pub(super) static RULE: Rule = Rule::error("CH002", "signature-wrong", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let chains = &judgement.chains;
    match chains.link(certificate.deployed.index) {
        Some(Link::Wrong { by, sure }) => {
            let Some(issuer) = chains.authority(*by) else { return };
            let finding = add_at([MESSAGE, LABEL_HERE], Field::Signature, certificate, found);
            finding.fact("issuer", called(judgement, issuer));
            finding.certificate(&issuer.certificate, Field::Key, LABEL_ISSUER);
            if *sure {
                finding.say(&[EFFECT, HELP]);
            } else {
                finding.message(MESSAGE_NAMESAKE).confidence(Confidence::Medium).say(&[EFFECT, HELP_NAMESAKE]);
            }
        }
        Some(Link::SelfSigned) if chains.self_signature_wrong.binary_search(&certificate.deployed.index).is_ok() => {
            let finding = add_at([MESSAGE, LABEL_HERE], Field::Signature, certificate, found);
            if certificate.says_own_key() {
                finding.message(MESSAGE_SELF).say(&[EFFECT, HELP]);
            } else {
                finding.message(MESSAGE_SELF_NAMESAKE).confidence(Confidence::Medium).say(&[EFFECT, HELP_NAMESAKE]);
            }
        }
        Some(Link::Assumed(by)) => {
            let Some(issuer) = chains.authority(*by) else { return };
            let reason = Reason::new(reasons::UNDECIDED_SIGNATURE).with("algorithm", &certificate.signature.name);
            found.undecided_certificate(certificate, reason.with("key", issuer.certificate.key.algorithm.shown()));
        }
        _ => {}
    }
}
