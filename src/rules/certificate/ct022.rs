//! CT022: a public authority issued a server certificate for an internal name.

use jiff::{
    civil::{Date, date},
    tz::TimeZone,
};

use super::*;
use crate::text::keys::ct022::*;

pub(super) static RULE: Rule = Rule::error("CT022", "internal-name", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let is_internal = |name: &ListedName| name.parsed().is_ok_and(CertificateName::is_internal);
    let in_san = certificate.dns_names.iter().position(is_internal);
    let in_subject = certificate.common_names.iter().any(is_internal);
    if certificate.deployed.role != Role::Server || in_san.is_none() && !in_subject || !was_forbidden(certificate) {
        return;
    }
    let Some(by) = judgement.public_by(certificate.deployed) else { return };
    let mut names: Vec<String> = Vec::new();
    for name in certificate.dns_names.iter().chain(&certificate.common_names).filter(|name| is_internal(name)) {
        if !names.iter().any(|own| **own == **name) {
            names.push(name.to_string());
        }
    }
    let finding =
        add_certificate([MESSAGE, LABEL_HERE], in_san.map_or(Field::CommonName, Field::DnsName), certificate, found);
    finding.fact("count", names.len()).fact("names", names);
    say_public(finding, &by);
    finding.say(&[EFFECT, HELP]);
}

/// Baseline Requirements, section 7.1.4.2.1 of the time: what is issued since then may not last beyond the first of these
/// days; what was issued before is revoked on the second.
fn was_forbidden(certificate: &Certificate) -> bool {
    const SINCE: Date = date(2012, 7, 1);
    const LAST: Date = date(2015, 11, 1);
    const REVOKED: Date = date(2016, 10, 1);
    let day = |moment| TimeZone::UTC.to_datetime(moment).date();
    let last = if day(certificate.not_before) >= SINCE { LAST } else { REVOKED };
    day(certificate.not_after) > last
}
