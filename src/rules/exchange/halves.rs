//! What Exchange Online requires of the servers of a hybrid.

use super::*;
use crate::{model::exchange::CloudConnector, text::keys::halves::*};

/// A direction of the mail between the two halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// To Exchange Online: by a send connector, to an inbound connector.
    ToCloud,
    /// To the servers: by an outbound connector, to a receive connector.
    FromCloud,
}

impl Flow {
    /// The direction in which a connector's mail crosses to the other half; `None` where it does not.
    pub(super) fn of(connector: &Connector) -> Option<Flow> {
        let is = |crosses: bool, flow| crosses.then_some(flow);
        is(connector.sends_to_own_cloud(), Flow::ToCloud)
            .or_else(|| is(connector.takes_from_own_cloud(), Flow::FromCloud))
    }

    fn is_inbound(self) -> bool {
        self == Flow::ToCloud
    }

    /// The label of a name that the servers' certificate has to contain.
    pub(super) fn label(self) -> Key {
        match self {
            Flow::ToCloud => LABEL_SENDER,
            Flow::FromCloud => LABEL_RECEIVER,
        }
    }
}

/// Exchange Online's connectors for the organization's own servers that are on: those that the hybrid has, else those that
/// the wizard made, else all.
pub(super) fn cloud_connectors<'j>(judgement: &'j Judgement<'_>, flow: Flow) -> Vec<&'j CloudConnector> {
    let deployment = judgement.deployment;
    let organizations = deployment.on_premises_organizations.iter();
    let named: Vec<&str> =
        organizations.filter_map(|own| own.connector(flow.is_inbound()).value()).map(|name| bare(name)).collect();
    let is_named = |own: &&CloudConnector| {
        own.identity.as_ref().is_some_and(|own| named.iter().any(|name| name.eq_ignore_ascii_case(bare(&own.value))))
    };
    let is_of_wizard = |own: &&CloudConnector| {
        own.connector_source.value().is_some_and(|source| source.trim().eq_ignore_ascii_case("HybridWizard"))
    };
    let all = deployment.cloud_connectors.iter();
    let all: Vec<&CloudConnector> =
        all.filter(|own| own.is_inbound == flow.is_inbound() && is_for_own_servers(own)).collect();
    let chosen = |is: &dyn Fn(&&CloudConnector) -> bool| all.iter().copied().filter(is).collect::<Vec<_>>();
    [chosen(&is_named), chosen(&is_of_wizard)].into_iter().find(|own| !own.is_empty()).unwrap_or(all)
}

/// The names that the servers' certificate has to contain, each with its connector; none where a connector recognises the
/// servers by something else.
pub(super) fn required_names<'j>(
    judgement: &'j Judgement<'_>,
    flow: Flow,
) -> Vec<(&'j CloudConnector, &'j Spanned<String>)> {
    let all = cloud_connectors(judgement, flow).into_iter().map(|own| Some((own, required_by(own)?)));
    all.collect::<Option<_>>().unwrap_or_default()
}

/// Labels the name that the servers' certificate has to contain.
pub(super) fn show_required(finding: &mut Finding, judgement: &Judgement<'_>, flow: Flow) {
    if let Some((connector, name)) = required_names(judgement, flow).first() {
        finding.label(Place::text(&connector.source, name.span), flow.label());
    }
}

/// Labels that TLS is required of the servers.
pub(super) fn show_tls(finding: &mut Finding, judgement: &Judgement<'_>, flow: Flow) {
    let required = |own: &&CloudConnector| match flow {
        Flow::ToCloud => own.require_tls.spanned().filter(|requires| requires.value).map(|requires| requires.span),
        Flow::FromCloud => own.tls_settings.spanned().map(|settings| settings.span),
    };
    let connectors = cloud_connectors(judgement, flow);
    if let Some((connector, span)) = connectors.iter().find_map(|own| Some((own, required(own)?))) {
        finding.label(Place::text(&connector.source, span), LABEL_TLS);
    }
}

/// A connector for the organization's own servers that is on.
fn is_for_own_servers(connector: &CloudConnector) -> bool {
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

/// A name without the tenant before it: `contoso.onmicrosoft.com\Inbound from …`.
fn bare(name: &str) -> &str {
    name.rsplit(['\\', '/']).next().unwrap_or(name).trim()
}
