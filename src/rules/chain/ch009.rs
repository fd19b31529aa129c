//! CH009: a certificate asks for another key than the one that made its signature.

use super::*;
use crate::model::certificate::hex;
use crate::text::keys::ch009::*;

pub(super) static RULE: Rule = Rule::warning("CH009", "key-identifier-mismatch", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(asked) = &certificate.authority_key_identifier else { return };
    match judgement.chains.link(certificate.deployed.index) {
        Some(Link::SelfSigned) if !certificate.self_signed() => {
            let Some(own) = &certificate.subject_key_identifier else { return };
            let finding = add_at([MESSAGE_SELF, LABEL_HERE], Field::AuthorityKeyIdentifier, certificate, found);
            finding.fact("asked", hex(asked)).fact("own", hex(own)).say(&[EFFECT, HELP]);
        }
        Some(Link::Issued(issuers)) => {
            let issuers: Vec<&Authority> =
                issuers.iter().filter_map(|issuer| judgement.chains.authority(*issuer)).collect();
            // An issuer without an identifier fits any that is asked for.
            let fits = |own: Option<&[u8]>| own.is_none_or(|own| *own == **asked);
            let Some(issuer) = issuers.first() else { return };
            if issuers.iter().any(|issuer| fits(issuer.certificate.subject_key_identifier.as_deref())) {
                return;
            }
            let own = issuer.certificate.subject_key_identifier.as_deref().unwrap_or_default();
            let finding = add_at([MESSAGE, LABEL_HERE], Field::AuthorityKeyIdentifier, certificate, found);
            finding.fact("issuer", called(judgement, issuer));
            finding.fact("asked", hex(asked)).fact("own", hex(own));
            finding.certificate(&issuer.certificate, Field::SubjectKeyIdentifier, LABEL_ISSUER).say(&[EFFECT, HELP]);
        }
        _ => {}
    }
}
