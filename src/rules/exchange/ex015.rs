//! EX015: a hybrid configuration has servers of Exchange 2010, whose wizard is not supported.

use super::*;
use crate::text::keys::ex015::*;

pub(super) static RULE: Rule = Rule::warning("EX015", "hybrid-wizard-retired", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::HybridConfigurations, Subject::Servers])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for hybrid in &judgement.deployment.hybrid_configurations {
        let servers: Vec<_> =
            judgement.deployment.servers.iter().filter_map(|server| Some((server, server.version?))).collect();
        let mut old = servers.iter().filter(|(_, version)| version.major == 14);
        let Some((server, version)) = old.next() else {
            // Only the wizard of Exchange 2010 lists these.
            let listed = hybrid.client_access_servers.spanned().filter(|_| servers.is_empty());
            if let Some(listed) = listed.filter(|listed| !listed.value.is_empty()) {
                let place = Place::text(&hybrid.source, listed.span);
                found.undecided(place, Reason::new(reasons::UNDECIDED_VERSIONS));
            }
            continue;
        };
        let finding = found.add(MESSAGE, server.called()).label(server.version_place(), LABEL_HERE);
        finding.fact("server", server.called()).fact("version", version.shown());
        for (other, _) in old.take(8) {
            finding.label_with(other.version_place(), LABEL_ALSO, [("further", Fact::from(other.called()))]);
        }
        let properties = [hybrid.features.span(), hybrid.domains.span(), hybrid.client_access_servers.span()];
        if let Some(span) = properties.into_iter().flatten().next() {
            finding.label(Place::text(&hybrid.source, span), LABEL_HYBRID);
        }
        finding.say(&[EFFECT, HELP]);
    }
}
