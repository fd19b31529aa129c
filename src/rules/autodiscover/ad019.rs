//! AD019: within one answer, EXPR and EXHTTP on one client side have no principal in common.

use super::*;
use crate::text::keys::ad019::*;

pub(super) static RULE: Rule =
    Rule::note("AD019", "protocols-disagree", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    for side in [ClientSide::Inside, ClientSide::Outside] {
        let of = |kind: ProtocolType| {
            let is_meant = move |rpc_http: &&RpcHttpProtocol<'_>| {
                rpc_http.protocol.kind == kind && rpc_http.side == side && rpc_http.ssl_on() && !rpc_http.not_ours
            };
            let principals =
                judgement.rpc_http_of(answer).filter(is_meant).filter_map(|rpc_http| judgement.principal_of(rpc_http));
            principals.collect::<Vec<_>>()
        };
        let (expr, ex_http) = (of(ProtocolType::Expr), of(ProtocolType::ExHttp));
        let agrees =
            |one: &&JudgedPrincipal<'_>| ex_http.iter().any(|other| one.principal.requires_same(&other.principal));
        if expr.iter().any(agrees) {
            continue;
        }
        let (Some(one), Some(other)) = (expr.first(), ex_http.first()) else { continue };
        let (Some(place), Some(other_place)) = (&one.place, &other.place) else { continue };
        let finding = found.add(MESSAGE, one.shown()).label(place.clone(), LABEL_HERE);
        finding.fact("principal", one.shown()).fact("other", other.shown()).fact("vantage", side.name());
        finding.label(other_place.clone(), LABEL_OTHER).say(&[CLIENTS, HELP]);
    }
}
