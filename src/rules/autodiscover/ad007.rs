//! AD007: an EXPR or EXHTTP for clients outside has SSL off.

use super::*;
use crate::text::keys::ad007::*;
use crate::text::keys::conditions;

pub(super) static RULE: Rule =
    Rule::warning("AD007", "expr-ssl-off", "0.1.0", Check::RpcHttpProtocol(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, rpc_http: &RpcHttpProtocol<'_>, found: &mut Findings) {
    let protocol = rpc_http.protocol;
    if rpc_http.not_ours || rpc_http.side != ClientSide::Outside {
        return;
    }
    // With `none` it is for clients inside, with any other value it is PN017's.
    let principal_unknown = protocol.cert_principal_name == Element::Unknown;
    if protocol.ssl == Element::Unknown || rpc_http.ssl == Ssl::Off && principal_unknown {
        return undecided_by_cut(rpc_http.answer, protocol.span, found);
    }
    let principal = protocol.cert_principal_name.text().and_then(Principal::parse);
    if rpc_http.ssl != Ssl::Off || principal.is_some() {
        return;
    }
    let Some(ssl) = protocol.ssl.spanned() else { return };
    let server = rpc_http.host.as_ref().map_or("", Host::as_str);
    let finding = found.add(MESSAGE, server).label(rpc_http.place(ssl.span), LABEL_HERE);
    finding.fact("protocol", protocol.kind.name()).fact("ssl", ssl.value.trim()).fact("server", server);
    if server.is_empty() {
        finding.message(MESSAGE_NO_SERVER);
    } else if let Some(server) = protocol.server.spanned() {
        finding.label(rpc_http.place(server.span), LABEL_SERVER);
    }
    let told = is_before_2013(judgement, rpc_http.answer);
    finding.say(&[EFFECT, if told.is_none() { HELP_ANY_VERSION } else { HELP }]);
    // Exchange 2010 has no such setting.
    if told == Some(true) {
        return;
    }
    let set = vec![AnywhereSetting::ExternalClientsRequireSsl];
    let step = Step::from(Command::SetOutlookAnywhere { identity: None, set }).replacing(Some(ssl.value.trim()));
    finding.fix(step.only_if(told.is_none().then_some(conditions::ONLY_SINCE_2013)));
}
