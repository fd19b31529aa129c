//! EX013: the Auth certificate that Get-AuthConfig names is missing, on all servers or on some, or expired.

use super::*;
use crate::text::keys::{ex013::*, records};

pub(super) static RULE: Rule = Rule::error("EX013", "auth-certificate", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::AuthConfigs, Subject::CertificateRecords])
    .with(Relations::ending_at_renewal().reproduces(&[CheckOf::Date]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    if judgement.deployment.auth_configs.is_empty() {
        leave_open(judgement, found);
    }
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
            if let Some(deployed) = deployed {
                check_each_server(judgement, deployed, place, found);
            }
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
        let is_valid = |next: &&DeployedCertificate<'_>| next.valid_at(judgement.options.at);
        let next = config.next.value().and_then(|next| deployed_of(judgement, next)).filter(is_valid);
        let other = || valid_auth_certificate(judgement, thumbprint.unwrap_or_default());
        publish(finding, next.map(|next| (next, HELP_NEXT)).or_else(|| other().map(|other| (other, HELP_OTHER))));
        remove_unused(finding, deployed);
    }
}

/// Reports servers whose Get-ExchangeCertificate does not list a certificate that another server has. Edge servers and
/// Exchange 2010 need none.
fn check_each_server(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    place: Place,
    found: &mut Findings,
) {
    let needs_one = |server: &str| {
        !is_edge(judgement, server) && judgement.servers.version_is(Some(server), Version::is_before_2013) != Some(true)
    };
    let lacking = lacking(judgement, deployed, needs_one);
    if lacking.is_empty() {
        return;
    }
    let finding = found.add(MESSAGE_ON_SERVER, About::UsedCertificate(thumbprint_of(deployed)));
    finding.label(place, LABEL_HERE).fact("thumbprint", thumbprint_of(deployed));
    show_lacking(finding, &lacking, LABEL_LACKS);
    finding.say(&[EFFECT_ON_SERVER, HELP_ON_SERVER]);
}

/// Publishes a valid certificate that is there, else a new one.
fn publish(finding: &mut Finding, there: Option<(&DeployedCertificate<'_>, Key)>) {
    let thumbprint = match there {
        Some((next, help)) => {
            finding.fact("next", next.shown()).say(&[help]);
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

/// Auth certificates that have ended by their records: without Get-AuthConfig nothing says whether one of them is the current one.
fn leave_open(judgement: &Judgement<'_>, found: &mut Findings) {
    for deployed in judgement.deployed_certificates.iter().filter(|deployed| judgement.has_expired(deployed)) {
        let Known::Record(record) = deployed.known else { continue };
        let is_auth = deployed.common_names().is_some_and(|names| names.iter().any(|name| **name == *AUTH));
        if let Some((_, end)) = deployed.end().filter(|_| is_auth) {
            let reason = Reason::new(records::UNDECIDED_AUTH).with("not_after", time::day(end));
            found.undecided(record.place(record.not_after.span()), reason);
        }
    }
}
