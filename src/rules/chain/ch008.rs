//! CH008: a certificate has a name that an authority above it may not issue for.

use super::*;
use crate::text::keys::ch008::*;

pub(super) static RULE: Rule = Rule::error("CH008", "name-constraint", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::IssuedCertificates])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let chains = &judgement.chains;
    let index = certificate.deployed.index;
    if let Some(authority) = chains.names_open.get(&index).and_then(|authority| chains.authority(*authority)) {
        let reason = Reason::new(reasons::UNDECIDED_NAME_CONSTRAINTS).with("authority", called(judgement, authority));
        return found.undecided_certificate(certificate, reason);
    }
    let Some(NameViolation { authority, violation }) = chains.violations.get(&index) else { return };
    let Some(authority) = chains.authority(*authority) else { return };
    let why = if violation.excluded { "excluded" } else { "not-permitted" };
    let finding = add_at([MESSAGE, LABEL_HERE], field_of(violation, certificate), certificate, found);
    finding.fact("name", &violation.name).fact("authority", called(judgement, authority)).fact("why", why);
    finding.certificate(&authority.certificate, Field::Subject, LABEL_AUTHORITY).say(&[EFFECT, HELP]);
}

fn field_of(violation: &Violation, certificate: &Certificate) -> Field {
    let is_it = |name: &ListedName| name.trim_end_matches('.').eq_ignore_ascii_case(&violation.name);
    match violation.origin {
        Origin::DnsName => certificate.dns_names.iter().position(is_it).map_or(Field::SubjectAltName, Field::DnsName),
        Origin::SubjectAltName => Field::SubjectAltName,
        Origin::CommonName => Field::CommonName,
        Origin::Subject => Field::Subject,
    }
}
