//! CT012: a server certificate has several common names, and nobody says which one Windows takes.

use super::*;
use crate::text::keys::ct012::*;

pub(super) static RULE: Rule = Rule::warning("CT012", "cn-repeated", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some((first, others)) = certificate.common_names.split_first() else { return };
    if certificate.deployed.role != Role::Server || others.iter().all(|other| other.eq_ignore_ascii_case(first)) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Subject, certificate, found);
    finding.fact("count", certificate.common_names.len()).fact("common_names", certificate.common_names.as_slice());
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
