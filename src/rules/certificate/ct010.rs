//! CT010: the common name of a server certificate is a host that its subjectAltName does not list.

use super::*;
use crate::text::keys::ct010::*;

pub(super) static RULE: Rule = Rule::warning("CT010", "cn-not-in-san", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal().rests_on(&["common_name", "wildcard"]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if !certificate.has_san || certificate.deployed.role != Role::Server {
        return;
    }
    if undecided_if_unread(certificate, "subjectAltName", found) {
        return;
    }
    let Some((written, name)) = certificate.common_names.iter().find_map(|name| unlisted(name, certificate)) else {
        return;
    };
    let dns_names = &certificate.dns_names;
    if names_left_out(certificate, found) {
        return;
    }
    let covered = name.host().and_then(|host| dns_names.iter().find(|own| own.covers(host)));
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::CommonName, certificate, found);
    finding.fact("common_name", written).fact("count", dns_names.len());
    finding.certificate(certificate, Field::SubjectAltName, LABEL_NAMES);
    match covered {
        Some(wildcard) => finding.fact("wildcard", wildcard).message(MESSAGE_WILDCARD).say(&[HELP]),
        None => finding.say(&[EFFECT, HELP]),
    };
    add_request(finding, judgement, certificate);
}

/// A common name that is a host or a wildcard, as written and parsed, unless the subjectAltName lists it.
fn unlisted<'c>(written: &'c ListedName, certificate: &Certificate) -> Option<(&'c ListedName, &'c CertificateName)> {
    let name = written.parsed().ok()?;
    let is_listed = certificate.dns_names.iter().any(|own| own.is(name));
    (!is_listed).then_some((written, name))
}
