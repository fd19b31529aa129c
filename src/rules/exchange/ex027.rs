//! EX027: anybody may have mail relayed: by an accepted domain for all, or by a receive connector that is open to all.

use super::*;
use crate::{model::exchange::AdPermission, text::keys::ex027::*};

pub(super) static RULE: Rule = Rule::error("EX027", "open-relay-domain", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::RelaySettings])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let deployment = judgement.deployment;
    for domain in deployment.accepted_domains.iter().filter(|domain| domain.domain_name.value.trim() == "*") {
        let place = Place::text(&domain.source, domain.domain_name.span);
        found.add(MESSAGE, "*").label(place, LABEL_HERE).say(&[EFFECT, HELP]);
    }
    for connector in deployment.connectors.iter().filter(|own| own.direction == Direction::Receive && own.is_enabled())
    {
        trusts_everybody(connector, found);
    }
    for permission in deployment.permissions.iter().filter(|permission| lets_relay(permission)) {
        check_permission(judgement, permission, found);
    }
}

/// A connector that takes every host for one of the organization's own: it relays for all of them.
fn trusts_everybody(connector: &Connector, found: &mut Findings) {
    let Some(mechanisms) = connector.auth_mechanism.spanned() else { return };
    if !has_word(&mechanisms.value, "ExternalAuthoritative") || !is_open_to_all(connector) {
        return;
    }
    let finding = found.add(MESSAGE_TRUSTED, connector_called(connector));
    finding.label(connector.place(mechanisms.span), LABEL_TRUSTED).fact("connector", connector_called(connector));
    show_range(finding, connector);
    finding.say(&[EFFECT, HELP_CONNECTOR]);
}

/// A permission of anonymous hosts to relay by a connector; for few hosts this is how applications send.
fn check_permission(judgement: &Judgement<'_>, permission: &AdPermission, found: &mut Findings) {
    let place = Place::text(&permission.source, permission.extended_rights.span().unwrap_or(permission.span));
    let is_it = |own: &&Connector| {
        let identity = own.identity.as_ref().map(|identity| identity.value.trim());
        own.direction == Direction::Receive
            && identity.is_some_and(|identity| identity.eq_ignore_ascii_case(permission.identity.value.trim()))
    };
    let Some(connector) = judgement.deployment.connectors.iter().find(is_it) else {
        return found.undecided(place, Reason::new(reasons::UNDECIDED_CONNECTOR));
    };
    let lets_submit = connector
        .permission_groups
        .visible()
        .is_none_or(|groups| has_word(groups, "AnonymousUsers") || has_word(groups, "Custom"));
    if !connector.is_enabled() || !lets_submit {
        return;
    }
    if let Reach::Open(why) = reach(connector) {
        return found.undecided(place, Reason::new(why));
    }
    if is_open_to_all(connector) {
        let finding = found.add(MESSAGE_PERMISSION, connector_called(connector)).label(place, LABEL_PERMISSION);
        finding.fact("connector", connector_called(connector));
        show_range(finding, connector);
        finding.say(&[EFFECT, HELP_CONNECTOR]);
    }
}

/// It lets anonymous hosts send to any recipient.
fn lets_relay(permission: &AdPermission) -> bool {
    let is_right = |right: &String| right.trim().eq_ignore_ascii_case("ms-Exch-SMTP-Accept-Any-Recipient");
    let is_anonymous = |user: &String| {
        let user = user.trim().to_ascii_uppercase();
        user.ends_with("ANONYMOUS LOGON") || user == "S-1-5-7"
    };
    permission.deny.value() != Some(&true)
        && permission.user.value().is_some_and(is_anonymous)
        && permission.extended_rights.visible().is_some_and(|rights| rights.iter().any(is_right))
}

/// Every host of the Internet may connect.
fn is_open_to_all(connector: &Connector) -> bool {
    matches!(reach(connector), Reach::Outside(_, range) if range.is_internet())
}

fn show_range(finding: &mut Finding, connector: &Connector) {
    if let Some(span) = connector.remote_ip_ranges.span() {
        finding.label(connector.place(span), LABEL_RANGE);
    }
}
