//! CT020: a wildcard of a server certificate stands for every domain that others register below a suffix.

use super::*;
use crate::text::keys::ct020::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT020"),
    name: "wildcard-on-public-suffix",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: true, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Certificate(check),
};

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_public_suffix = |flaw| flaw == Flaw::PublicSuffix;
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_public_suffix) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
