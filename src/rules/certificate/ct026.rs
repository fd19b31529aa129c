//! CT026: a certificate has a critical extension that nobody knows.

use super::*;
use crate::text::keys::ct026::*;

pub(super) static RULE: Rule = Rule::warning("CT026", "extension-unknown-critical", "0.1.0", Check::Certificate(check))
    .with(Relations::surviving_renewal());

/// What makes a precertificate unusable (RFC 6962, section 3.1).
const POISON: &str = "1.3.6.1.4.1.11129.2.4.3";

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(unusual) = certificate.unusual.as_ref().filter(|unusual| !unusual.unknown_critical.is_empty()) else {
        return;
    };
    let unknown = &unusual.unknown_critical;
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Extensions, certificate, found);
    finding.fact("count", unknown.len()).fact("extensions", unknown.as_slice());
    if unknown.iter().any(|oid| oid == POISON) {
        finding.message(MESSAGE_PRECERTIFICATE).say(&[HELP_PRECERTIFICATE]);
        return;
    }
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
