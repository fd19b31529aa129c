//! CT009: a server certificate has no subjectAltName.

use super::*;
use crate::text::keys::ct009::*;

pub(super) static RULE: Rule =
    Rule::error("CT009", "san-missing", "0.1.0", Relations::surviving_renewal(), Check::Certificate(check));

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if certificate.has_san || deployed.role != Role::Server {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::SubjectAltName, LABEL_HERE).say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
