//! CH004: a certificate between a valid one and its root is expired or not valid yet, and no other chain leads around it.

use super::*;
use crate::text::keys::ch004::*;

pub(super) static RULE: Rule = Rule::error("CH004", "intermediate-not-valid", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Trust]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let is_valid = certificate.valid_at(judgement.options.at);
    if is_valid || certificate.self_signed() || !judgement.told_by_chain(certificate.deployed) {
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
