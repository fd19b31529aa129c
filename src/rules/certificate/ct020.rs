//! CT020: a wildcard of a server certificate stands for every domain that others register below a suffix.

use super::*;
use crate::text::keys::ct020::*;

pub(super) static RULE: Rule = Rule::error("CT020", "wildcard-on-public-suffix", "0.1.0", Check::Certificate(check))
    .examining(&[Subject::ServerCertificates])
    .with(Relations::surviving_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    report_flawed(judgement, [MESSAGE, LABEL_HERE], [EFFECT, HELP], certificate, found, |flaw| {
        flaw == Flaw::PublicSuffix
    });
}
