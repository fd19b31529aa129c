//! CT025: a certificate has an extension more than once.

use super::*;
use crate::text::keys::ct025::*;

pub(super) static RULE: Rule = Rule::error("CT025", "extension-duplicate", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let Some(unusual) = certificate.unusual.as_ref().filter(|unusual| !unusual.repeated_extensions.is_empty()) else {
        return;
    };
    let repeated = &unusual.repeated_extensions;
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Extensions, certificate, found);
    finding.fact("count", repeated.len()).fact("extensions", repeated.as_slice());
    finding.say(&[EFFECT, if certificate.deployed.role == Role::Ca { HELP_CA } else { HELP }]);
    add_request(finding, judgement, certificate);
}
