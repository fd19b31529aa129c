//! CT021: a DNS name of a server certificate is no host name.

use super::*;
use crate::text::keys::ct021::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT021"),
    name: "dns-name-malformed",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: true, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_malformed = |flaw| matches!(flaw, Flaw::Malformed(_));
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_malformed) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
