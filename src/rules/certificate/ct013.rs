//! CT013: the common name of a server certificate is no host.

use super::*;
use crate::text::keys::ct013::*;

pub(super) static RULE: Rule = Rule::warning("CT013", "cn-not-a-host", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    // One that is meant as a host, well-formed or not, is left to the rules about the form of names.
    let is_host = |name: &ListedName| stands_for_host(name) || name.parsed().is_ok();
    let names = &certificate.common_names;
    if certificate.deployed.role != Role::Server || names.iter().any(is_host) {
        return;
    }
    let written = names.iter().find(|name| !name.trim().is_empty());
    let Some(Err(why)) = written.map(ListedName::parsed) else { return };
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::CommonName, certificate, found);
    finding.fact("common_names", names.as_slice()).fact("why", why.key());
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
