//! CT030: a certificate does not tell by which key it was signed, or a CA does not tell which key is its own.

use super::*;
use crate::text::keys::ct030::*;

pub(super) static RULE: Rule =
    Rule::note("CT030", "identifiers-missing", "0.1.0", Check::Certificate(check)).with(Relations::surviving_renewal());

fn check(_: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    // Extensions came with version 3: CT018 reports others.
    if certificate.version < 3 || certificate.deployed.role == Role::SetUp {
        return;
    }
    let is_ca = certificate.is_ca();
    let (missing, field, extension) = if is_ca {
        let missing = certificate.subject_key_identifier.is_none();
        (missing, Field::SubjectKeyIdentifier, "subjectKeyIdentifier")
    } else {
        // Who signs himself need not say by which key.
        let missing = certificate.authority_key_identifier.is_none() && !certificate.self_signed();
        (missing, Field::AuthorityKeyIdentifier, "authorityKeyIdentifier")
    };
    if !missing || undecided_if_unread(certificate, extension, found) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], field, certificate, found);
    if is_ca {
        finding.message(MESSAGE_CA);
    } else {
        finding.fact("issuer", &*certificate.issuer);
    }
    finding.say(&[EFFECT, if is_ca { HELP_CA } else { HELP }]);
}
