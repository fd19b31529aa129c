//! EX035: a hybrid deployment still uses the service principal that it shares with Exchange Online.

use super::*;
use crate::model::exchange::{AuthServer, IntraOrganizationConnector, OrganizationRelationship};
use crate::text::keys::ex035::*;

pub(super) static RULE: Rule = Rule::warning("EX035", "hybrid-application-shared", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::AuthServers])
    .with(Relations::none());

/// Office 365 Exchange Online.
const SHARED: &str = "00000002-0000-0ff1-ce00-000000000000";

/// The last day on which Exchange Online let it ask for what hybrid features need (Microsoft, "Deploy dedicated Exchange hybrid
/// app").
const LAST_DAY: &str = "2025-10-31";

/// What of a hybrid configuration asks Exchange Online for data.
const ASKING: [&str; 3] = ["FreeBusy", "Mailtips", "Photos"];

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let deployment = judgement.deployment;
    if lifecycle::lasts(LAST_DAY, judgement.options.at) || !is_hybrid(judgement) || asks_nothing(judgement) {
        return;
    }
    let servers: Vec<&AuthServer> = deployment.auth_servers.iter().filter(|server| is_of_cloud(server)).collect();
    let is_shared = |application: &String| application.trim().eq_ignore_ascii_case(SHARED);
    let has_own = |server: &&AuthServer| server.application_identifier.visible().is_some_and(|own| !is_shared(own));
    if servers.iter().any(has_own) {
        return;
    }
    let told = servers.iter().find_map(|server| Some((*server, server.application_identifier.span()?)));
    let Some((server, span)) = told else {
        if let Some(server) = servers.first() {
            let span = server.identity.as_ref().map_or(server.span, |identity| identity.span);
            found.undecided(Place::text(&server.source, span), Reason::new(reasons::UNDECIDED_APPLICATION));
        }
        return;
    };
    let called = server.identity.as_ref().map_or("", |identity| &identity.value);
    let finding = found.add(MESSAGE, called).label(Place::text(&server.source, span), LABEL_HERE);
    finding.fact("server", called).fact("last_day", LAST_DAY);
    let hybrid = deployment.hybrid_configurations.iter().find_map(|own| Some((own, own.features.span()?)));
    if let Some((hybrid, span)) = hybrid {
        finding.label(Place::text(&hybrid.source, span), LABEL_HYBRID);
    }
    let asking = deployment.intra_organization_connectors.iter().find(|own| asks_cloud(own));
    if let Some((connector, span)) = asking.and_then(|own| Some((own, own.discovery_endpoint.span()?))) {
        finding.label(Place::text(&connector.source, span), LABEL_CONNECTOR);
    }
    finding.say(&[EFFECT, HELP]);
}

/// Something shows that mailboxes are here and in Exchange Online.
fn is_hybrid(judgement: &Judgement<'_>) -> bool {
    let deployment = judgement.deployment;
    let is_with_cloud = |relationship: &OrganizationRelationship| {
        let target = relationship.target_application_uri.value();
        target.is_some_and(|target| target.trim().eq_ignore_ascii_case("outlook.com"))
    };
    !deployment.hybrid_configurations.is_empty()
        || !deployment.cloud_connectors.is_empty()
        || !deployment.on_premises_organizations.is_empty()
        || deployment.relationships.iter().any(is_with_cloud)
        || deployment.intra_organization_connectors.iter().any(asks_cloud)
}

/// By this connector the servers ask Exchange Online for data, with OAuth.
fn asks_cloud(connector: &IntraOrganizationConnector) -> bool {
    connector.enabled.value() != Some(&false)
        && connector.discovery_endpoint.url_host().is_some_and(|host| host.is_microsofts())
}

/// Every hybrid configuration lists its features, and none of these asks Exchange Online for data.
fn asks_nothing(judgement: &Judgement<'_>) -> bool {
    let asks = |feature: &String| ASKING.iter().any(|own| feature.trim().eq_ignore_ascii_case(own));
    let configurations = &judgement.deployment.hybrid_configurations;
    let lists_none =
        |features: &Property<Vec<String>>| features.value().is_some_and(|features| !features.iter().any(asks));
    !configurations.is_empty() && configurations.iter().all(|own| lists_none(&own.features))
}

/// The server that tokens for Exchange Online come from: the wizard calls it EvoSTS, with the tenant behind it where there are
/// several.
fn is_of_cloud(server: &AuthServer) -> bool {
    let is_evo_sts = |name: &str| name.trim().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("EvoSTS"));
    let named_so = server.identity.as_ref().is_some_and(|identity| is_evo_sts(&identity.value));
    let typed_so = server.server_type.value().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("AzureAD"));
    (named_so || typed_so) && server.enabled.value() != Some(&false)
}
