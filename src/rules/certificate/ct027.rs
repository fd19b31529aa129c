//! CT027: a certificate that can be read, but is not encoded as DER and RFC 5280 ask for.

use super::*;
use crate::model::certificate::{EncodingFault, EncodingKind};
use crate::text::keys::ct027::*;

pub(super) static RULE: Rule =
    Rule::warning("CT027", "encoding-not-der", "0.1.0", Check::Certificate(check)).with(Relations::surviving_renewal());

/// How many faults are shown at their place; all that are known are among the facts.
const SHOWN: usize = 4;

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(unusual) = &certificate.unusual else { return };
    let faults: Vec<&EncodingFault> =
        unusual.encoding.iter().filter(|fault| !is_allowed(fault, certificate.deployed)).collect();
    let Some((first, others)) = faults.split_first() else { return };
    let finding = add_certificate([MESSAGE, LABEL_HERE], field(first), certificate, found);
    finding.fact("count", faults.len());
    finding.facts.extend(facts(first));
    let place = |fault: &&EncodingFault| format!("{} {}", fault.field, fault.offset);
    finding.fact("faults", faults.iter().map(place).collect::<Vec<_>>());
    for fault in others.iter().take(SHOWN - 1) {
        finding.certificate_with(certificate, field(fault), LABEL_HERE, facts(fault));
    }
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}

/// An authority may go on with the name it has, in the old string types too (RFC 5280, section 4.1.2.4). What Windows
/// writes for itself on every server, nobody can fix.
fn is_allowed(fault: &EncodingFault, deployed: &DeployedCertificate<'_>) -> bool {
    let old = ["TeletexString", "BMPString", "UniversalString"];
    match fault.kind {
        EncodingKind::StringType { found, .. } => deployed.role == Role::Ca && old.contains(&found),
        EncodingKind::NamedBits => deployed.role == Role::SetUp,
        _ => false,
    }
}

/// What a label says of a fault.
fn facts(fault: &EncodingFault) -> Vec<(&'static str, Fact)> {
    let mut facts: Vec<(&str, Fact)> = match &fault.kind {
        EncodingKind::Time { written } | EncodingKind::TimeForm { written } => vec![("written", written.into())],
        EncodingKind::StringType { attribute, found } | EncodingKind::Characters { attribute, found } => {
            vec![("attribute", (*attribute).into()), ("found", (*found).into())]
        }
        EncodingKind::TooLong { attribute, length, bound } => {
            vec![("attribute", (*attribute).into()), ("length", (*length).into()), ("bound", (*bound).into())]
        }
        _ => Vec::new(),
    };
    facts.extend([
        ("kind", Fact::from(<&str>::from(&fault.kind))),
        ("field", Fact::from(&*fault.field)),
        ("offset", Fact::from(fault.offset)),
    ]);
    facts
}

/// What is shown of the certificate where a fault is.
fn field(fault: &EncodingFault) -> Field {
    match fault.field.strip_prefix("tbsCertificate.").unwrap_or(&fault.field) {
        "serialNumber" => Field::Serial,
        "signature" | "signatureAlgorithm" | "signatureValue" => Field::Signature,
        "issuer" => Field::Issuer,
        "validity" => Field::Validity,
        "subject" => Field::Subject,
        "subjectPublicKeyInfo" => Field::Key,
        "extensions.subjectAltName" => Field::SubjectAltName,
        "extensions.extKeyUsage" => Field::ExtendedKeyUsage,
        "extensions.basicConstraints" => Field::BasicConstraints,
        "extensions.keyUsage" => Field::KeyUsage,
        "extensions.authorityKeyIdentifier" => Field::AuthorityKeyIdentifier,
        "extensions.subjectKeyIdentifier" => Field::SubjectKeyIdentifier,
        other if other.starts_with("extensions") => Field::Extensions,
        _ => Field::Whole,
    }
}
