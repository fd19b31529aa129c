//! EX019: the Auth certificate ends soon, and no next one is staged.

use super::*;
use crate::text::keys::ex019::*;

pub(super) static RULE: Rule = Rule::warning("EX019", "auth-certificate-not-staged", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::AuthConfigs, Subject::CertificateRecords])
    .with(Relations::ending_at_renewal());

/// Microsoft's script stages the next one when so many days are left.
const DAYS: i64 = 60;

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for config in &judgement.deployment.auth_configs {
        let Some(current) = config.current.spanned() else { continue };
        let Some(deployed) = deployed_of(judgement, &current.value) else { continue };
        let Some(end) = deployed.validity().1 else { continue };
        let left = end.as_second() - judgement.options.at.as_second();
        if judgement.has_expired(deployed) || left >= DAYS * time::DAY {
            continue;
        }
        match &config.next {
            Property::Empty(_) => {}
            Property::Value(next) if next.value == current.value => {}
            Property::Value(_) => continue,
            Property::NotExported | Property::Cut(_) => {
                found.undecided(Place::text(&config.source, current.span), Reason::new(reasons::UNDECIDED_NEXT));
                continue;
            }
        }
        let finding = found
            .add(MESSAGE, About::UsedCertificate(thumbprint_of(deployed)))
            .label(Place::text(&config.source, current.span), LABEL_HERE);
        finding.fact("thumbprint", thumbprint_of(deployed)).fact("not_after", end).fact("days", left / time::DAY);
        if let Some(span) = config.next.span() {
            finding.label(Place::text(&config.source, span), LABEL_NEXT);
        }
        show(finding, deployed, Field::Validity, LABEL_VALIDITY);
        let other = valid_auth_certificate(judgement, &current.value);
        let lasts = |other: &&DeployedCertificate<'_>| {
            other.validity().1.is_some_and(|end| end.as_second() - judgement.options.at.as_second() >= DAYS * time::DAY)
        };
        let thumbprint = match other.filter(lasts) {
            Some(other) => {
                finding.fact("next", other.shown()).say(&[EFFECT, HELP_OTHER]);
                thumbprint_of(other).parse().ok()
            }
            None => {
                finding.say(&[EFFECT, HELP]).fix(Command::NewAuthCertificate);
                None
            }
        };
        finding.fix(Command::StageAuthCertificate { thumbprint, days: 2 });
    }
}
