//! CT037: the EC key of a server certificate is on another curve than P-256, P-384 and P-521.

use super::*;
use crate::text::keys::ct037::*;

pub(super) static RULE: Rule = Rule::warning("CT037", "ec-curve-unusual", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let KeyAlgorithm::Ec { curve } = &certificate.key.algorithm else { return };
    if certificate.deployed.role != Role::Server || matches!(&**curve, "P-256" | "P-384" | "P-521") {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, certificate, found);
    match &**curve {
        "explicit" => finding.message(MESSAGE_EXPLICIT),
        "implicit" => finding.message(MESSAGE_IMPLICIT),
        _ => finding.fact("curve", curve),
    };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, judgement, certificate);
}
