//! AD008: the Server of an EXPR or EXHTTP is no host.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD008"),
    name: "server-not-a-host",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::RpcHttpProtocol(check),
};

fn check(_: &Judgement<'_>, rpc_http: &RpcHttpProtocol<'_>, found: &mut Findings) {
    let protocol = rpc_http.protocol;
    if protocol.server == Element::Unknown {
        return undecided_by_cut(rpc_http.answer, protocol.span, found);
    }
    let written = protocol.server.spanned();
    let server = written.map_or("", |server| server.value.trim());
    let Err(why) = Host::parse(server) else { return };
    let span = written.map_or(protocol.span, |server| server.span);
    let finding = found.add(server, rpc_http.place(span));
    finding.fact("server", server).fact("protocol", protocol.kind.name()).fact("why", why.key());
    match written {
        None => finding.variant("missing"),
        Some(_) if server.is_empty() => finding.variant("empty"),
        Some(_) => finding,
    };
    finding.say(&["clients", "effect", "help"]);
}
