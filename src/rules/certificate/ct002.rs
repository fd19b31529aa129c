//! CT002: the certificate is not valid yet.

use super::*;
use crate::text::keys::ct002::*;

pub(super) static RULE: Rule = Rule::error("CT002", "not-yet-valid", "0.1.0", Check::Certificate(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let at = judgement.options.at;
    if certificate.not_before <= at || judgement.dates_told(certificate.deployed) {
        return;
    }
    let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Validity, certificate, found);
    finding.fact("not_before", certificate.not_before).fact("at", at);
    finding.fact("days", time::days_between(at, certificate.not_before));
    show_services(finding, certificate.deployed);
    let is_unneeded = is_unneeded_authority(certificate);
    if is_unneeded {
        finding.severity(Severity::Note);
    }
    let effect = if is_unneeded { EFFECT_UNNEEDED } else { EFFECT };
    let replacement = replacement(judgement, certificate, at);
    if let Some(other) = replacement {
        let bind = bind_instead(finding, certificate.deployed, other, LABEL_REPLACEMENT);
        let until_then = |step: Step| step.only_if(conditions::ONLY_UNTIL_VALID);
        finding.ways.extend(bind.map(|bind| bind.into_iter().map(until_then).collect()));
    }
    finding.say(&[effect, if replacement.is_some() { HELP_REPLACEMENT } else { HELP }]);
}
