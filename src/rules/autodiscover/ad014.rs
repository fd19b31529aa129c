//! AD014: this answer, to this client, offers RPC over HTTP alone.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD014"),
    name: "mapi-over-http-absent",
    severity: Severity::Note,
    since: "0.1.0",
    check: Check::Answer(check),
};

fn check(case: &Case<'_>, answer: &Answer, found: &mut Findings) {
    if answer.form != AnswerForm::Pox {
        return;
    }
    let for_outside = |proxy: &&Proxy<'_>| proxy.vantage == Vantage::Outside && proxy.ssl_on() && !proxy.not_ours;
    let Some(proxy) = case.proxies_of(answer).find(for_outside) else { return };
    if offers(answer, &[ProtocolType::MapiHttp]) {
        return;
    }
    if answer.cut {
        return undecided_by_cut(answer, proxy.protocol.span, found);
    }
    let finding = found.add(proxy.protocol.kind.name(), proxy.place(proxy.protocol.span));
    finding.fact("protocol", proxy.protocol.kind.name()).say(&["clients", "help"]);
}
