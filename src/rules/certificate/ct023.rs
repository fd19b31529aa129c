//! CT023: a DNS name of a server certificate is an IP address. A common name may be one (CT013 speaks of it).

use super::*;
use crate::text::keys::ct023::*;

pub(super) static RULE: Rule = Rule::warning("CT023", "ip-as-dns-name", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    report_flawed(judgement, [MESSAGE, LABEL_HERE], [EFFECT, HELP], certificate, found, |flaw| flaw == Flaw::Address);
}
