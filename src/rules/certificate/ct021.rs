//! CT021: a DNS name of a server certificate is no host name.

use super::*;
use crate::text::keys::ct021::*;

pub(super) static RULE: Rule =
    Rule::error("CT021", "dns-name-malformed", "0.1.0", Relations::surviving_renewal(), Check::Certificate(check));

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_malformed = |flaw| matches!(flaw, Flaw::Malformed(_));
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_malformed) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
