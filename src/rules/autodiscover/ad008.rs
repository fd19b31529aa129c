//! AD008: the Server of an EXPR or EXHTTP is no host.

use super::*;
use crate::text::keys::ad008::*;

pub(super) static RULE: Rule =
    Rule::error("AD008", "server-not-a-host", "0.1.0", Check::RpcHttpProtocol(check)).with(Relations::none());

fn check(_: &Judgement<'_>, rpc_http: &RpcHttpProtocol<'_>, found: &mut Findings) {
    let protocol = rpc_http.protocol;
    // What nobody asked for is not missing.
    if protocol.server == Element::Unknown && rpc_http.answer.form == AnswerForm::Soap && !rpc_http.answer.cut {
        return;
    }
    if protocol.server == Element::Unknown {
        return undecided_by_cut(rpc_http.answer, protocol.span, found);
    }
    let written = protocol.server.spanned();
    let server = written.map_or("", |server| server.value.trim());
    let Err(why) = Host::parse(server) else { return };
    let span = written.map_or(protocol.span, |server| server.span);
    let finding = found.add(MESSAGE, server).label(rpc_http.place(span), LABEL_HERE);
    finding.fact("server", server).fact("protocol", protocol.kind.name()).fact("why", why.key());
    match written {
        None => finding.message(MESSAGE_MISSING),
        Some(_) if server.is_empty() => finding.message(MESSAGE_EMPTY),
        Some(_) => finding,
    };
    finding.say(&[CLIENTS, EFFECT, HELP]);
}
