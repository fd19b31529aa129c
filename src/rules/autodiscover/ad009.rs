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
    report_uncovered(
        case,
        found,
        |endpoint| endpoint.origin == EndpointOrigin::Answer && !told_by_another(case, &endpoint.host),
        |_, _| {},
    );
}
