//! CT033: what a certificate says of being a CA contradicts itself, or is not critical.

use super::*;
use crate::text::keys::ct033::*;

pub(super) static RULE: Rule =
    Rule::error("CT033", "basic-constraints", "0.1.0", Check::Certificate(check)).with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let signs = certificate.key_usage.map(|usage| usage.key_cert_sign);
    let (fault, help) = match certificate.basic_constraints {
        None if signs != Some(true) || undecided_if_unread(certificate, "basicConstraints", found) => return,
        None => ("missing", HELP_SIGNS),
        Some(constraints) if !constraints.ca && signs == Some(true) => ("denied", HELP_SIGNS),
        Some(constraints) if !constraints.ca && constraints.path_len.is_some() => ("path-len", HELP),
        // A CA whose key signs no certificates need not mark it critical (RFC 5280, section 4.2.1.9).
        // What is trusted is trusted as it is (RFC 5280, section 6.1.1 (d)).
        Some(constraints)
            if constraints.ca && !constraints.critical && signs != Some(false) && !is_trust_anchor(certificate) =>
        {
            ("not-critical", HELP_CA)
        }
        _ => return,
    };
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::BasicConstraints, certificate, found);
    finding.fact("fault", fault).say(&[EFFECT, help]);
    add_request(finding, judgement, certificate);
}

/// The certificate of an authority that signed itself: a root.
fn is_trust_anchor(certificate: &CertificateFile<'_>) -> bool {
    certificate.deployed.role == Role::Ca && certificate.self_signed()
}
