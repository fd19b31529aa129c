//! AD009: a host of an answer that is ours is covered by no server certificate.

use std::collections::HashSet;

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD009"),
    name: "host-not-in-certificate",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    // Where Exchange's own settings name the host too, EX004, EX008 and EX009 speak of it.
    let settings: HashSet<&Host> = case
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.origin != EndpointOrigin::Answer && case.is_uncovered(endpoint))
        .map(|endpoint| &endpoint.host)
        .collect();
    let told_by_another = |case: &Case<'_>, host: &Host| settings.contains(host) || case.principal_reports(host);
    let mut uncovered = ByHost::new();
    for endpoint in &case.endpoints {
        let is_answers = endpoint.origin == EndpointOrigin::Answer;
        if is_answers && case.is_uncovered(endpoint) && !told_by_another(case, &endpoint.host) {
            let (element, place) = (endpoint.element.clone(), endpoint.place.clone());
            let naming = Naming { element, written: endpoint.host.to_string(), place };
            uncovered.entry(endpoint.host.clone()).or_default().push(naming);
        }
    }
    for (host, places) in &uncovered {
        if !case.has_servers() {
            let reason = Reason::new("undecided-no-server-certificate").with("host", host.as_str());
            places.iter().take(1).for_each(|naming| found.undecided(naming.place.clone(), reason.clone()));
            continue;
        }
        let Some(finding) = add_host(host, places, found) else { continue };
        let certificate = case.servers().next().map(Holder::shown).unwrap_or_default();
        finding.fact("certificate", certificate).fact("count", case.coverage.servers.len());
        if case.coverage.cut {
            finding.variant("cut").inconclusive().say(&["help-cut"]);
        } else if case.coverage.servers.len() == 1 {
            finding.variant("one");
        }
        show_nearest_certificates(case, host, finding);
        finding.say(&["effect", if host.is_internal() { "help-internal" } else { "help" }]);
    }
}
