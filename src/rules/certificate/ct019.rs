//! CT019: a wildcard of a server certificate is not a whole first label.

use super::*;
use crate::text::keys::ct019::*;

pub(super) static RULE: Rule =
    Rule::error("CT019", "wildcard-malformed", "0.1.0", Relations::surviving_renewal(), Check::Certificate(check));

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_wildcard = |flaw| flaw == Flaw::Wildcard;
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_wildcard) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
