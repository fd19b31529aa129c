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

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    // Where Exchange's own settings name the host too, EX004, EX008 and EX009 speak of it.
    let settings: HashSet<&Host> = judgement
        .endpoints
        .iter()
        .filter(|endpoint| endpoint.origin != EndpointOrigin::Answer && judgement.is_uncovered(endpoint))
        .map(|endpoint| &endpoint.host)
        .collect();
    let told_by_another =
        |judgement: &Judgement<'_>, host: &Host| settings.contains(host) || judgement.principal_reports(host);
    report_uncovered(
        judgement,
        found,
        |endpoint| endpoint.origin == EndpointOrigin::Answer && !told_by_another(judgement, &endpoint.host),
        |_, _| {},
    );
}
