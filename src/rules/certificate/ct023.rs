//! CT023: a DNS name of a server certificate is an IP address. A common name may be one (CT013 speaks of it).

use super::*;
use crate::text::keys::ct023::*;

pub(super) static RULE: Rule =
    Rule::warning("CT023", "ip-as-dns-name", "0.1.0", Relations::surviving_renewal(), Check::Certificate(check));

fn check(_: &Judgement<'_>, deployed: &DeployedCertificate<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let is_address = |flaw| flaw == Flaw::Address;
    let Some(finding) = add_flawed(MESSAGE, LABEL_HERE, deployed, certificate, found, is_address) else { return };
    finding.say(&[EFFECT, HELP]);
    add_request(finding, deployed, certificate);
}
