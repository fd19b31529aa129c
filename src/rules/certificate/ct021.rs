//! CT021: a DNS name of a server certificate is no host name.

use super::*;
use crate::text::keys::ct021::*;

pub(super) static RULE: Rule = Rule::error("CT021", "dns-name-malformed", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    report_flawed(judgement, [MESSAGE, LABEL_HERE], [EFFECT, HELP], certificate, found, |flaw| {
        matches!(flaw, Flaw::Malformed(_))
    });
}
