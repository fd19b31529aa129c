//! CT017: a server certificate is self-signed. Of one that is bound to the front end EX003 speaks.

use super::*;
use crate::text::keys::ct017::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT017"),
    name: "self-signed",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: true,
        rests_on: &[],
        yields_to: &[],
        caused_by: &[],
        reproduces: &[CheckOf::Trust],
    },
    check: Check::Certificate(check),
};

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if deployed.role != Role::Server || !certificate.self_signed() || deployed.is_bound() {
        return;
    }
    let finding = add_certificate(MESSAGE, deployed, certificate, found);
    finding.certificate(certificate, Field::Issuer, LABEL_HERE);
    show_services(finding, deployed);
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
