//! CH004: a certificate above a valid one, up to its trust anchor, is expired or not valid yet, and no other chain leads
//! around it.

use super::*;
use crate::text::keys::ch004::*;

pub(super) static RULE: Rule = Rule::error("CH004", "intermediate-not-valid", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if let Some(anchor) = judgement.chains.expired_anchor_above(certificate.deployed.index) {
        return report_anchor(judgement, anchor, certificate, found);
    }
    let is_valid = certificate.valid_at(judgement.options.at);
    if is_valid || !judgement.told_by_chain(certificate.deployed) {
        return;
    }
    let texts = [MESSAGE, LABEL_HERE, LABEL_ISSUED];
    let finding = add_issuer(texts, Field::Validity, judgement, certificate, found);
    if certificate.not_after < judgement.options.at {
        finding.fact("days", time::days_between(certificate.not_after, judgement.options.at));
        finding.fact("not_after", certificate.not_after);
    } else {
        finding.message(MESSAGE_NOT_YET).fact("days", time::days_between(judgement.options.at, certificate.not_before));
        finding.fact("not_before", certificate.not_before);
    }
    finding.say(&[EFFECT, HELP]);
}

/// The chain of a certificate ends in a trust anchor from elsewhere (`--trust-anchors`) that is not valid at the time.
fn report_anchor(
    judgement: &Judgement<'_>,
    anchor: &Certificate,
    certificate: &CertificateFile<'_>,
    found: &mut Findings,
) {
    let finding = add_at([MESSAGE_ANCHOR, LABEL_ANCHOR], Field::Issuer, certificate, found);
    finding.fact("anchor", &anchor.subject).fact("not_after", anchor.not_after).fact("not_before", anchor.not_before);
    if anchor.not_after >= judgement.options.at {
        finding.message(MESSAGE_ANCHOR_NOT_YET);
    }
    finding.say(&[EFFECT, HELP_ANCHOR]);
}
