//! CT020: a wildcard of a server certificate stands for every domain that others register below a suffix.

use super::*;
use crate::text::keys::ct020::*;

pub(super) static RULE: Rule = Rule::error(
    "CT020",
    "wildcard-on-public-suffix",
    "0.1.0",
    Relations::surviving_renewal(),
    Check::Certificate(check),
);

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_public_suffix = |flaw| flaw == Flaw::PublicSuffix;
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_public_suffix) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
