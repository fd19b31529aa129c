//! CT009: a server certificate has no subjectAltName.

use super::*;
use crate::text::keys::ct009::*;

pub(super) static RULE: Rule = Rule::error("CT009", "san-missing", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    if certificate.has_san || certificate.deployed.role != Role::Server {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::SubjectAltName, certificate, found);
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
