//! EX026: the two halves of a hybrid name different certificates for their mail.
//!
//! On premises the hybrid configuration and the connectors name a certificate by issuer and subject; Exchange Online's
//! connectors name a host that it has to contain.

use std::collections::{HashMap, hash_map::Entry};

use super::{
    halves::{Flow, required_names, show_required},
    *,
};
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
    let senders: Vec<&Connector> = enabled().filter(|own| own.sends_to_own_cloud()).collect();
    let receivers: Vec<&Connector> = enabled().filter(|own| own.takes_from_own_cloud() && is_used(own)).collect();
    let sending = namings(judgement, &senders);
    let first = hybrid.or(sending.first().copied());
    let agreeing_senders: Vec<Naming<'_>> =
        sending.iter().filter(|own| first.is_some_and(|first| own.is_same(&first))).copied().collect();
    for (flow, connectors) in [(Flow::ToCloud, &senders), (Flow::FromCloud, &receivers)] {
        let naming = namings(judgement, connectors);
        let is_other = |own: &&Naming<'_>| first.is_some_and(|first| disagrees(&first, own, &agreeing_senders));
        let (others, agreeing): (Vec<_>, Vec<_>) = naming.iter().partition(is_other);
        if let Some(first) = first {
            report_names(judgement, &first, &others, flow, found);
        }
        for connector in connectors.iter().filter(|own| matches!(own.tls_certificate_name, Property::Empty(_))) {
            check_unnamed(judgement, connector, first, flow, found);
        }
        if connectors.is_empty() && configuration.is_none() {
            leave_open(judgement, flow, found);
        }
        // Where no connector names one, the hybrid's is presented.
        let presenting = if agreeing.is_empty() { hybrid.iter().collect() } else { agreeing };
        check_cloud(judgement, &presenting, flow, found);
    }
}

fn namings<'j>(judgement: &Judgement<'_>, connectors: &[&'j Connector]) -> Vec<Naming<'j>> {
    connectors.iter().filter_map(|own| Naming::of_connector(judgement, own)).collect()
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

    /// Issuer and subject in the form in which names are compared.
    fn compared(&self) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let values = |part: &Option<String>| part.as_deref().map(x500::values);
        (values(&self.name.value.issuer), values(&self.name.value.subject))
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
/// its own: one to no tenant of the senders that agree.
fn disagrees(first: &Naming<'_>, other: &Naming<'_>, agreeing: &[Naming<'_>]) -> bool {
    let Some(connector) = other.connector.filter(|_| !first.is_same(other)) else { return false };
    let tenants = |own: &Connector| own.address_domains().map(str::to_ascii_lowercase).collect::<BTreeSet<_>>();
    let mut agreeing = agreeing.iter().filter_map(|own| own.connector);
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

/// Reports connectors that name another certificate than the first, together where they name the same one.
fn report_names(
    judgement: &Judgement<'_>,
    first: &Naming<'_>,
    others: &[&Naming<'_>],
    flow: Flow,
    found: &mut Findings,
) {
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let mut alike: Vec<Vec<&Naming<'_>>> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for other in others {
        match known.entry(other.compared()) {
            Entry::Occupied(entry) => alike.get_mut(*entry.get()).into_iter().for_each(|own| own.push(other)),
            Entry::Vacant(entry) => {
                entry.insert(alike.len());
                alike.push(vec![other]);
            }
        }
    }
    for (other, same) in alike.iter().filter_map(|alike| alike.split_first()) {
        let finding = found.add(MESSAGE, other.called()).label(other.place(), LABEL_HERE);
        for same in same {
            finding.label_with(same.place(), LABEL_ALSO, [("further", Fact::from(same.called()))]);
        }
        finding.label_with(first.place(), LABEL_OTHER, [("called", Fact::from(first.called()))]);
        show_required(finding, judgement, flow);
        finding.fact("connector", other.called()).fact("other", first.called());
        finding.fact("subject", text(&other.name.value.subject)).fact("issuer", text(&other.name.value.issuer));
        finding.fact("other_subject", text(&first.name.value.subject));
        finding.fact("other_issuer", text(&first.name.value.issuer));
        finding.say(&[EFFECT, HELP]);
    }
}

/// Reports a connector that names no certificate where none that Exchange selects by its name lists what Exchange Online
/// requires.
fn check_unnamed(
    judgement: &Judgement<'_>,
    connector: &Connector,
    first: Option<Naming<'_>>,
    flow: Flow,
    found: &mut Findings,
) {
    let required = required_names(judgement, flow);
    let (Some((_, name)), Some(span)) = (required.first(), connector.tls_certificate_name.span()) else { return };
    let place = connector.place(span);
    let selected = match selected_by_name(judgement, connector) {
        Ok(selected) => selected,
        Err(why) => return found.undecided(place, Reason::new(why)),
    };
    let is_required = |deployed: &&&DeployedCertificate<'_>| {
        deployed.names().any(|own| required.iter().any(|(_, name)| is_for(&name.value, own)))
    };
    if selected.iter().any(|deployed| is_required(&deployed)) {
        return;
    }
    if selected.iter().any(|deployed| deployed.names_cut()) {
        return found.undecided(place, Reason::new(reasons::UNDECIDED_SELECTED));
    }
    let finding = found.add(MESSAGE_UNNAMED, connector_called(connector)).label(place, LABEL_UNNAMED);
    if let Some(span) = connector.fqdn.span() {
        let is_empty = matches!(connector.fqdn, Property::Empty(_));
        finding.label(connector.place(span), if is_empty { LABEL_FQDN_EMPTY } else { LABEL_FQDN });
    }
    show_required(finding, judgement, flow);
    finding.fact("connector", connector_called(connector)).fact("required", name.value.as_str());
    if connector.direction == Direction::Send {
        // Microsoft documents how a send connector selects for Exchange 2010 alone.
        finding.confidence(Confidence::Medium);
    }
    finding.say(&[effect(flow), HELP]);
    if let Some(deployed) = first.and_then(|first| presented(judgement, &first.name.value)) {
        use_certificate(finding, connector, deployed);
    }
}

/// The certificates that Exchange may present for a connector that names none: those that are bound to SMTP on its servers and
/// cover its Fqdn, else the names of the servers.
fn selected_by_name<'c, 'a>(
    judgement: &'c Judgement<'a>,
    connector: &Connector,
) -> Result<Vec<&'c DeployedCertificate<'a>>, Key> {
    let servers = connector.servers();
    let bound = Bindings::new(judgement, |services| services.smtp).on(&servers)?;
    let names: Vec<Host> = match &connector.fqdn {
        Property::Value(fqdn) => Host::parse(fqdn.value.trim()).into_iter().collect(),
        Property::Empty(_) => {
            let all = judgement.deployment.servers.iter();
            let own = all.filter(|own| servers.iter().any(|name| server_label(name) == first_label(own.called())));
            own.filter_map(|own| own.fqdn.host()).collect()
        }
        Property::NotExported | Property::Cut(_) => Vec::new(),
    };
    if names.is_empty() {
        return Err(reasons::UNDECIDED_SELECTED);
    }
    let covers = |deployed: &&DeployedCertificate<'_>| {
        deployed.names_cut() || names.iter().any(|name| crate::judge::coverage::covers(deployed, name))
    };
    Ok(bound.certificates.iter().copied().filter(covers).collect())
}

/// What the servers present is not exported.
fn leave_open(judgement: &Judgement<'_>, flow: Flow, found: &mut Findings) {
    if let Some((connector, name)) = required_names(judgement, flow).first() {
        found.undecided(Place::text(&connector.source, name.span), Reason::new(reasons::UNDECIDED_PRESENTED));
    }
}

fn effect(flow: Flow) -> Key {
    match flow {
        Flow::ToCloud => EFFECT_INBOUND,
        Flow::FromCloud => EFFECT_OUTBOUND,
    }
}

/// Compares the names that Exchange Online requires of the organization's own servers with the certificates that these
/// present. Connectors may be for other devices too, so that one that matches is enough.
fn check_cloud(judgement: &Judgement<'_>, namings: &[&Naming<'_>], flow: Flow, found: &mut Findings) {
    let required = required_names(judgement, flow);
    let (Some((connector, name)), Some(first)) = (required.first(), namings.first()) else { return };
    let place = Place::text(&connector.source, name.span);
    let mut is_open = false;
    for (naming, (_, required)) in namings.iter().flat_map(|own| required.iter().map(move |name| (own, name))) {
        match matches_name(judgement, &required.value, &naming.name.value) {
            Some(true) => return,
            Some(false) => {}
            None => is_open = true,
        }
    }
    if is_open {
        return found.undecided(place, Reason::new(reasons::UNDECIDED_HYBRID_CERTIFICATE));
    }
    let message = match flow {
        Flow::ToCloud => MESSAGE_INBOUND,
        Flow::FromCloud => MESSAGE_OUTBOUND,
    };
    let called = cloud_called(connector);
    let finding = found.add(message, called).label(place, flow.label());
    finding.fact("connector", called).fact("required", name.value.as_str()).fact("other", first.called());
    finding.fact("subject", first.name.value.subject.as_deref().unwrap_or_default());
    finding.label_with(first.place(), LABEL_PRESENTED, [("called", Fact::from(first.called()))]);
    if let Some(deployed) = presented(judgement, &first.name.value) {
        show(finding, deployed, Field::SubjectAltName, LABEL_NAMES);
    }
    finding.say(&[effect(flow), HELP_CLOUD]);
}

/// How a connector of Exchange Online is called.
fn cloud_called(connector: &CloudConnector) -> &str {
    connector.identity.as_ref().map_or("", |identity| identity.value.as_str())
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
