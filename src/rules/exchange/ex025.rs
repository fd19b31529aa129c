//! EX025: a send connector turns TLS off, or does not verify a receiver that it could.

use super::{
    halves::{Flow, show_tls},
    *,
};
use crate::text::keys::ex025::*;

pub(super) static RULE: Rule = Rule::warning("EX025", "send-connector-tls-off", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Connectors])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let connectors = judgement.deployment.connectors.iter();
    for connector in connectors.filter(|own| own.direction == Direction::Send && own.is_enabled()) {
        if connector.ignore_starttls.value() == Some(&true) {
            let ignored = connector.ignore_starttls.span().map(|span| (span, LABEL_IGNORED)).into_iter().collect();
            report(judgement, connector, [MESSAGE, EFFECT, HELP], ignored, Some(SendSetting::OfferedTls), found);
        } else if connector.sends_to_own_cloud() {
            let weak = weak_to_cloud(connector);
            let is_routing = |domain: &str| domain.to_ascii_lowercase().ends_with(".mail.onmicrosoft.com");
            let set = connector.address_domains().all(is_routing).then_some(SendSetting::VerifiedExchangeOnline);
            report(judgement, connector, [MESSAGE_CLOUD, EFFECT_CLOUD, HELP_CLOUD], weak, set, found);
        } else if is_to_partner(connector) {
            let weak = unverified(connector).into_iter().collect();
            report(judgement, connector, [MESSAGE_PARTNER, EFFECT_PARTNER, HELP_PARTNER], weak, None, found);
        }
    }
}

fn report(
    judgement: &Judgement<'_>,
    connector: &Connector,
    [message, effect, help]: [Key; 3],
    labels: Vec<(Span, Key)>,
    set: Option<SendSetting>,
    found: &mut Findings,
) {
    if labels.is_empty() {
        return;
    }
    let finding = found.add(message, connector_called(connector));
    for (span, label) in labels {
        finding.label(connector.place(span), label);
    }
    if connector.sends_to_own_cloud() {
        show_tls(finding, judgement, Flow::ToCloud);
    }
    finding.fact("connector", connector_called(connector)).say(&[effect, help]);
    let identity = argument(connector.identity.as_ref().map(|identity| &identity.value));
    if let (Some(identity), Some(set)) = (identity, set) {
        finding.fix(Command::SetSendConnector { identity, set });
    }
}

/// What of a connector to Exchange Online is weaker than the Hybrid Configuration Wizard sets it.
fn weak_to_cloud(connector: &Connector) -> Vec<(Span, Key)> {
    let not_required = (connector.require_tls.value() == Some(&false)).then(|| connector.require_tls.span()).flatten();
    // Without TlsDomain the certificate is compared with the recipient's domain, which it does not list.
    let is_compared = connector.tls_auth_level.value().is_some_and(|level| is_level(level, "DomainValidation", "3"));
    let without_domain = match connector.tls_domain {
        Property::Empty(span) if is_compared => Some(span),
        _ => None,
    };
    let not_required = not_required.map(|span| (span, LABEL_NOT_REQUIRED));
    let without_domain = without_domain.map(|span| (span, LABEL_NO_DOMAIN));
    not_required.into_iter().chain(unverified(connector)).chain(without_domain).collect()
}

/// Where TlsAuthLevel leaves the receiver's certificate unverified.
fn unverified(connector: &Connector) -> Option<(Span, Key)> {
    match &connector.tls_auth_level {
        Property::Empty(span) => Some((*span, LABEL_NO_LEVEL)),
        Property::Value(level) if is_level(&level.value, "EncryptionOnly", "1") => Some((level.span, LABEL_LEVEL)),
        _ => None,
    }
}

/// Whether a level is written so, as a word or as its number.
fn is_level(written: &str, word: &str, number: &str) -> bool {
    written.trim().eq_ignore_ascii_case(word) || written.trim() == number
}

/// It requires TLS of named domains, none of which is inside.
fn is_to_partner(connector: &Connector) -> bool {
    let is_outside = |domain: &str| {
        let domain = domain.strip_prefix("*.").unwrap_or(domain);
        Host::parse(domain).is_ok_and(|host| !host.is_internal())
    };
    connector.require_tls.value() == Some(&true)
        && matches!(connector.address_spaces, Property::Value(_))
        && connector.address_domains().all(is_outside)
}
