//! CT001: the certificate expired, and it is not one that is merely left over (CT038).

use super::*;
use crate::text::keys::ct001::*;

pub(super) static RULE: Rule = Rule::error("CT001", "expired", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal().yields_to(&[&ct038::RULE]).reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let at = judgement.options.at;
    if certificate.not_after >= at || judgement.dates_told(certificate.deployed) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(certificate.not_after, at));
    let services = bound_services(certificate.deployed);
    if !services.is_empty() {
        finding.message(MESSAGE_BOUND).fact("services", services);
    }
    show_services(finding, certificate.deployed);
    let is_unneeded = is_unneeded_authority(certificate);
    if is_unneeded {
        finding.severity(Severity::Note);
    }
    let effect = if is_unneeded { EFFECT_UNNEEDED } else { EFFECT };
    finding.say(&[effect]);
    let help = help_by_role(certificate, [HELP, HELP_SETUP, HELP_CA, HELP_OTHER]);
    replace_or_renew(finding, judgement, certificate, at, [LABEL_REPLACEMENT, HELP_REPLACEMENT], help);
}
