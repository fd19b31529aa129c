//! AD019: within one answer, EXPR and EXHTTP of one vantage have no principal in common.

use super::*;
use crate::judge::verdict::same_name;

pub(super) static RULE: Rule = Rule {
    code: Code("AD019"),
    name: "protocols-disagree",
    severity: Severity::Note,
    since: "0.1.0",
    check: Check::Answer(check),
};

fn check(case: &Case<'_>, answer: &Answer, found: &mut Findings) {
    for vantage in [Vantage::Inside, Vantage::Outside] {
        let of = |kind: ProtocolType| {
            let is_meant = move |proxy: &&Proxy<'_>| {
                proxy.protocol.kind == kind && proxy.vantage == vantage && proxy.ssl_on() && !proxy.not_ours
            };
            let principals = case.proxies_of(answer).filter(is_meant).filter_map(|proxy| case.principal_of(proxy));
            principals.collect::<Vec<_>>()
        };
        let (expr, ex_http) = (of(ProtocolType::Expr), of(ProtocolType::ExHttp));
        let agrees = |one: &&Judged<'_>| ex_http.iter().any(|other| same_name(&one.principal, &other.principal));
        if expr.iter().any(agrees) {
            continue;
        }
        let (Some(one), Some(other)) = (expr.first(), ex_http.first()) else { continue };
        let (Some(place), Some(other_place)) = (&one.place, &other.place) else { continue };
        let finding = found.add(one.shown(), place.clone());
        finding.fact("principal", one.shown()).fact("other", other.shown()).fact("vantage", vantage.name());
        finding.label(other_place.clone(), "other").say(&["clients", "help"]);
    }
}
