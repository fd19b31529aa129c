//! EX026: the two halves of a hybrid name different certificates for their mail.
//!
//! On premises the hybrid configuration and the connectors name a certificate by issuer and subject; Exchange Online's
//! connectors name a host that it has to contain.

use super::*;
use crate::{
    model::exchange::{CloudConnector, HybridConfiguration},
    text::keys::ex026::*,
};

pub(super) static RULE: Rule = Rule::error("EX026", "hybrid-tls-names-disagree", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::TlsCertificateNames])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let configuration = judgement.deployment.hybrid_configurations.first();
    let hybrid = configuration.and_then(|own| Naming::of_hybrid(judgement, own));
    let is_used = |own: &Connector| configuration.is_none_or(|hybrid| takes_part(hybrid, own));
    let enabled = || judgement.deployment.connectors.iter().filter(|own| own.is_enabled());
    let naming = |own| Naming::of_connector(judgement, own);
    let senders: Vec<Naming<'_>> = enabled().filter(|own| own.sends_to_own_cloud()).filter_map(naming).collect();
    let receivers = enabled().filter(|own| own.takes_from_own_cloud() && is_used(own));
    let receivers: Vec<Naming<'_>> = receivers.filter_map(naming).collect();
    if let Some(first) = hybrid.or(senders.first().copied()) {
        for other in senders.iter().chain(&receivers).filter(|other| disagrees(&first, other, &senders)) {
            report_names(&first, other, found);
        }
    }
    // Where no connector names one, the hybrid's is presented.
    let or_hybrid = |named: Vec<_>| if named.is_empty() { hybrid.into_iter().collect() } else { named };
    check_cloud(judgement, &or_hybrid(senders), &INBOUND, found);
    check_cloud(judgement, &or_hybrid(receivers), &OUTBOUND, found);
}

/// Where on premises a certificate is named for the mail of the hybrid: in the hybrid configuration, else in a connector.
#[derive(Clone, Copy)]
struct Naming<'j> {
    source: &'j Arc<Source>,
    name: &'j Spanned<TlsCertificateName>,
    connector: Option<&'j Connector>,
}

impl<'j> Naming<'j> {
    fn of_hybrid(judgement: &Judgement<'_>, own: &'j HybridConfiguration) -> Option<Naming<'j>> {
        let listed = [
            &own.sending_transport_servers,
            &own.receiving_transport_servers,
            &own.transport_servers,
            &own.edge_transport_servers,
        ];
        let servers: Vec<String> = listed.into_iter().filter_map(Property::value).flatten().cloned().collect();
        let naming = Naming { source: &own.source, name: own.tls_certificate_name.spanned()?, connector: None };
        naming.if_there(judgement, &servers)
    }

    fn of_connector(judgement: &Judgement<'_>, own: &'j Connector) -> Option<Naming<'j>> {
        let naming = Naming { source: &own.source, name: own.tls_certificate_name.spanned()?, connector: Some(own) };
        naming.if_there(judgement, &own.servers())
    }

    /// A name that no certificate has is reported by EX011, EX012 or EX016.
    fn if_there(self, judgement: &Judgement<'_>, servers: &[String]) -> Option<Naming<'j>> {
        let is_whole = self.name.value.issuer.is_some();
        let may_be_there = || matches!(asked(judgement, &self.name.value, servers), Asked::There | Asked::Open(_));
        (is_whole && may_be_there()).then_some(self)
    }

    fn place(&self) -> Place {
        Place::text(self.source, self.name.span)
    }

    fn called(&self) -> &'j str {
        self.connector.map_or("Get-HybridConfiguration", connector_called)
    }

    fn is_same(&self, other: &Naming<'_>) -> bool {
        is_same_certificate(&self.name.value, &other.name.value)
    }
}

fn is_same_certificate(one: &TlsCertificateName, other: &TlsCertificateName) -> bool {
    let is_one = |own: &Option<String>, other: &Option<String>| {
        own.as_deref().zip(other.as_deref()).is_some_and(|(own, other)| x500::same_name(own, other))
    };
    is_one(&one.issuer, &other.issuer) && is_one(&one.subject, &other.subject)
}

/// Whether a connector should name the same certificate as another object, and does not. A connector to a further tenant has
/// its own.
fn disagrees(first: &Naming<'_>, other: &Naming<'_>, senders: &[Naming<'_>]) -> bool {
    let Some(connector) = other.connector.filter(|_| !first.is_same(other)) else { return false };
    let tenants = |own: &Connector| own.address_domains().map(str::to_ascii_lowercase).collect::<BTreeSet<_>>();
    let mut agreeing = senders.iter().filter(|own| own.is_same(first)).filter_map(|own| own.connector);
    let is_of_further_tenant =
        connector.direction == Direction::Send && agreeing.any(|own| tenants(own).is_disjoint(&tenants(connector)));
    !is_of_further_tenant
}

/// Whether the mail of a hybrid may come in by a connector: by a server that the hybrid uses.
fn takes_part(hybrid: &HybridConfiguration, connector: &Connector) -> bool {
    let listed = [&hybrid.receiving_transport_servers, &hybrid.transport_servers, &hybrid.edge_transport_servers];
    let mut servers = listed.into_iter().filter_map(Property::value).flatten().peekable();
    let Some(server) = connector.server.as_ref().filter(|_| servers.peek().is_some()) else { return true };
    servers.any(|own| server_label(own) == server_label(&server.value))
}

fn report_names(first: &Naming<'_>, other: &Naming<'_>, found: &mut Findings) {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let finding = found.add(MESSAGE, other.called()).label(other.place(), LABEL_HERE);
    finding.label_with(first.place(), LABEL_OTHER, [("called", Fact::from(first.called()))]);
    finding.fact("connector", other.called()).fact("other", first.called());
    finding.fact("subject", text(&other.name.value.subject)).fact("issuer", text(&other.name.value.issuer));
    finding.fact("other_subject", text(&first.name.value.subject));
    finding.fact("other_issuer", text(&first.name.value.issuer));
    finding.say(&[EFFECT, HELP]);
}

/// What one direction of Exchange Online's connectors requires.
struct CloudDirection {
    is_inbound: bool,
    message: Key,
    label: Key,
    effect: Key,
}

const INBOUND: CloudDirection =
    CloudDirection { is_inbound: true, message: MESSAGE_INBOUND, label: LABEL_INBOUND, effect: EFFECT_INBOUND };

const OUTBOUND: CloudDirection =
    CloudDirection { is_inbound: false, message: MESSAGE_OUTBOUND, label: LABEL_OUTBOUND, effect: EFFECT_OUTBOUND };

/// Compares the names that Exchange Online requires of the organization's own servers with the certificates that these
/// present. Connectors may be for other devices too, so that one that matches is enough.
fn check_cloud(judgement: &Judgement<'_>, namings: &[Naming<'_>], direction: &CloudDirection, found: &mut Findings) {
    let cloud = judgement.deployment.cloud_connectors.iter();
    let own: Vec<&CloudConnector> =
        cloud.filter(|own| own.is_inbound == direction.is_inbound && is_ours(own)).collect();
    let required: Vec<_> = own.iter().filter_map(|own| Some((*own, required_by(own)?))).collect();
    // One without a name recognises the servers by their addresses.
    let (Some((connector, name)), Some(first)) = (required.first(), namings.first()) else { return };
    if required.len() < own.len() {
        return;
    }
    let place = Place::text(&connector.source, name.span);
    let matching = |naming: &Naming<'_>| {
        let each = required.iter().map(|(_, name)| matches_name(judgement, &name.value, &naming.name.value));
        each.collect::<Vec<Option<bool>>>()
    };
    let matched: Vec<Option<bool>> = namings.iter().flat_map(matching).collect();
    if matched.contains(&Some(true)) {
        return;
    }
    if matched.contains(&None) {
        return found.undecided(place, Reason::new(reasons::UNDECIDED_HYBRID_CERTIFICATE));
    }
    let called = connector.identity.as_ref().map_or("", |identity| identity.value.as_str());
    let finding = found.add(direction.message, called).label(place, direction.label);
    finding.fact("connector", called).fact("required", name.value.as_str()).fact("other", first.called());
    finding.fact("subject", first.name.value.subject.as_deref().unwrap_or_default());
    finding.label_with(first.place(), LABEL_PRESENTED, [("called", Fact::from(first.called()))]);
    if let Some(deployed) = presented(judgement, &first.name.value) {
        show(finding, deployed, Field::SubjectAltName, LABEL_NAMES);
    }
    finding.say(&[direction.effect, HELP_CLOUD]);
}

/// A connector for the organization's own servers that is on.
fn is_ours(connector: &CloudConnector) -> bool {
    let is_on_premises = |kind: &String| kind.trim().eq_ignore_ascii_case("OnPremises");
    connector.enabled.value() != Some(&false) && connector.connector_type.value().is_some_and(is_on_premises)
}

/// The name that a certificate has to contain for a connector.
fn required_by(connector: &CloudConnector) -> Option<&Spanned<String>> {
    if connector.is_inbound {
        return connector.tls_sender_certificate_name.spanned();
    }
    let is_compared = |settings: &String| settings.trim().eq_ignore_ascii_case("DomainValidation");
    connector.tls_domain.spanned().filter(|_| connector.tls_settings.value().is_some_and(is_compared))
}

/// Whether the certificate of a `TlsCertificateName` contains a name that Exchange Online requires; `None` where its names are
/// not known.
fn matches_name(judgement: &Judgement<'_>, required: &str, name: &TlsCertificateName) -> Option<bool> {
    if required.trim_start().to_ascii_lowercase().starts_with("<i>") {
        return Some(is_same_certificate(&TlsCertificateName::parse(required.trim()), name));
    }
    let in_subject = name.subject.as_deref().map(x500::common_names).unwrap_or_default();
    if in_subject.iter().any(|own| is_for(required, own)) {
        return Some(true);
    }
    let deployed = presented(judgement, name)?;
    if deployed.names().any(|own| is_for(required, own)) {
        return Some(true);
    }
    (!deployed.names_cut()).then_some(false)
}

/// Whether a name of a certificate may stand for a required one: the same domain, or one below it; `*.contoso.com` stands for
/// whatever is below `contoso.com`. How Exchange Online compares is not documented further: what may match is not reported.
fn is_for(required: &str, name: &str) -> bool {
    let lower = |text: &str| text.trim().to_ascii_lowercase();
    let (required, name) = (lower(required), lower(name));
    let domain = |text: &str| text.strip_prefix("*.").unwrap_or(text).to_owned();
    let is_below = |below: &str, above: &str| below.strip_suffix(above).is_some_and(|rest| rest.ends_with('.'));
    let (required_domain, name_domain) = (domain(&required), domain(&name));
    required_domain == name_domain
        || is_below(&name_domain, &required_domain)
        || name != name_domain && is_below(&required_domain, &name_domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_for_a_required_one() {
        for (required, name, is_it) in [
            ("mail.contoso.com", "mail.contoso.com", true),
            ("mail.contoso.com", "MAIL.contoso.com", true),
            ("*.contoso.com", "mail.contoso.com", true),
            ("*.contoso.com", "*.contoso.com", true),
            ("mail.contoso.com", "*.contoso.com", true),
            ("contoso.com", "mail.contoso.com", true),
            ("mail.contoso.com", "hybrid.contoso.com", false),
            ("mail.contoso.com", "contoso.com", false),
            ("*.contoso.com", "mail.fabrikam.com", false),
            ("*.contoso.com", "mail.xcontoso.com", false),
            ("hybrid.contoso.com", "*.fabrikam.com", false),
        ] {
            assert_eq!(is_for(required, name), is_it, "{required} {name}");
        }
    }
}
