//! EX013: the Auth certificate that Get-AuthConfig names is missing or expired.

use super::*;
use crate::text::keys::ex013::*;

pub(super) static RULE: Rule = Rule::error("EX013", "auth-certificate", "0.1.0", Check::Deployment(check))
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for config in &judgement.deployment.auth_configs {
        let (span, thumbprint) = match &config.current {
            Property::NotExported => continue,
            Property::Empty(span) => (*span, None),
            Property::Value(value) if is_thumbprint(&value.value) => (value.span, Some(value.value.as_str())),
            Property::Value(value) | Property::Cut(value) => {
                found.undecided(Place::text(&config.source, value.span), Reason::new(reasons::UNDECIDED_VALUE_CUT));
                continue;
            }
        };
        let place = Place::text(&config.source, span);
        let stored = stored(judgement, &[]);
        let count = stored.len();
        let deployed = thumbprint.and_then(|thumbprint| deployed_of(judgement, thumbprint));
        if !is_unusable(judgement, deployed, thumbprint.is_none() || tells_thumbprints(&stored), &place, found) {
            continue;
        }
        let shown = thumbprint.unwrap_or_default().to_ascii_uppercase();
        let finding = found.add(MESSAGE, About::UsedCertificate(shown.clone())).label(place, LABEL_HERE);
        finding.fact("thumbprint", &shown).fact("count", count);
        if let Some(deployed) = deployed {
            finding.fact("not_after", deployed.end().unwrap_or_default().1);
            show(finding, deployed, Field::Validity, LABEL_EXPIRED);
        } else {
            finding.message(if thumbprint.is_some() { MESSAGE_MISSING } else { MESSAGE_NONE });
            if count == 1 {
                finding.confidence(Confidence::Medium);
            }
        }
        finding.say(&[EFFECT]);
        let next = config.next.value().and_then(|next| deployed_of(judgement, next));
        publish(finding, next.filter(|next| next.valid_at(judgement.options.at)));
    }
}

/// Publishes the next certificate if a valid one is staged, else a new one.
fn publish(finding: &mut Finding, next: Option<&DeployedCertificate<'_>>) {
    let thumbprint = match next {
        Some(next) => {
            finding.fact("next", next.shown()).say(&[HELP_NEXT]);
            thumbprint_of(next).parse().ok()
        }
        None => {
            finding.say(&[HELP]);
            finding.fix(Command::NewAuthCertificate);
            None
        }
    };
    finding.fix(Command::StageAuthCertificate { thumbprint, days: 0 });
    finding.fix(Command::PublishAuthCertificate).fix(Command::ClearPreviousAuthCertificate);
}
