//! CT019: a wildcard of a server certificate is not a whole first label.

use super::*;
use crate::text::keys::ct019::*;

pub(super) static RULE: Rule = Rule::error("CT019", "wildcard-malformed", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    report_flawed(judgement, [MESSAGE, LABEL_HERE], [EFFECT, HELP], certificate, found, |flaw| flaw == Flaw::Wildcard);
}
