//! CT019: a wildcard of a server certificate is not a whole first label.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT019"),
    name: "wildcard-malformed",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: true, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let Some(finding) = add_flawed(deployed, certificate, found, |flaw| flaw == Flaw::Wildcard) else { return };
    finding.say(&["effect", "help"]);
    add_request(finding, deployed, certificate);
}
