//! AD012: an EXPR or EXHTTP for clients outside asks for Basic authentication.

use super::*;
use crate::text::keys::ad012::*;
use crate::text::keys::conditions;

pub(super) static RULE: Rule =
    Rule::warning("AD012", "auth-basic", "0.1.0", Check::RpcHttpProtocol(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, rpc_http: &RpcHttpProtocol<'_>, found: &mut Findings) {
    let protocol = rpc_http.protocol;
    if rpc_http.not_ours || rpc_http.side != ClientSide::Outside {
        return;
    }
    if protocol.auth_package == Element::Unknown {
        return undecided_by_cut(rpc_http.answer, protocol.span, found);
    }
    let is_basic = |written: &&Spanned<String>| written.value.trim().eq_ignore_ascii_case("basic");
    let Some(written) = protocol.auth_package.spanned().filter(is_basic) else { return };
    let server = rpc_http.host.as_ref().map_or("", Host::as_str);
    let finding = found.add(MESSAGE, server).label(rpc_http.place(written.span), LABEL_HERE);
    finding.fact("package", written.value.trim()).fact("protocol", protocol.kind.name()).fact("server", server);
    if server.is_empty() {
        finding.message(MESSAGE_NO_SERVER);
    }
    let told = is_before_2013(judgement, rpc_http.answer);
    let help = match told {
        Some(true) => HELP_BEFORE_2013,
        Some(false) => HELP,
        None => HELP_ANY_VERSION,
    };
    finding.say(&[EFFECT, help]);
    let set = vec![AnywhereSetting::ExternalClientsNegotiate];
    let set = if told == Some(true) { as_before_2013(set) } else { set };
    let step = Step::from(Command::SetOutlookAnywhere { identity: None, set }).replacing(Some(written.value.trim()));
    finding.fix(step.only_if(conditions::ONLY_IF_NO_PROXY));
}
