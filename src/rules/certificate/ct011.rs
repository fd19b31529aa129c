//! CT011: a server certificate has no common name, and clients that read nothing else have nothing to compare.

use super::*;
use crate::text::keys::ct011::*;

pub(super) static RULE: Rule = Rule::warning("CT011", "cn-missing", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.deployed.role != Role::Server || certificate.common_names.iter().any(|name| !name.trim().is_empty())
    {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::CommonName, certificate, found);
    finding.say(&[CLIENTS, EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
