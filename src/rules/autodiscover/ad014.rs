//! AD014: this answer, to this client, offers RPC over HTTP alone.

use super::*;
use crate::text::keys::ad014::*;

pub(super) static RULE: Rule =
    Rule::note("AD014", "mapi-over-http-absent", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    if answer.form != AnswerForm::Pox {
        return;
    }
    let for_outside = |rpc_http: &&RpcHttpProtocol<'_>| {
        rpc_http.side == ClientSide::Outside && rpc_http.ssl_on() && !rpc_http.not_ours
    };
    let Some(rpc_http) = judgement.rpc_http_of(answer).find(for_outside) else { return };
    if offers(answer, &[ProtocolType::MapiHttp]) {
        return;
    }
    if answer.cut {
        return undecided_by_cut(answer, rpc_http.protocol.span, found);
    }
    let finding =
        found.add(MESSAGE, rpc_http.protocol.kind.name()).label(rpc_http.place(rpc_http.protocol.span), LABEL_HERE);
    finding.fact("protocol", rpc_http.protocol.kind.name()).say(&[CLIENTS, HELP]);
}
