//! AD006: an Exchange answer offers neither Outlook Anywhere nor MAPI over HTTP.

use super::*;
use crate::text::keys::ad006::*;

pub(super) static RULE: Rule =
    Rule::warning("AD006", "expr-missing", "0.1.0", Check::Answer(check)).with(Relations::none());

fn check(_: &Judgement<'_>, answer: &Answer, found: &mut Findings) {
    if answer.form != AnswerForm::Pox {
        return;
    }
    let for_clients_outside = [ProtocolType::Expr, ProtocolType::ExHttp, ProtocolType::MapiHttp];
    if !matches!(answer.body, Body::Settings) || offers(answer, &for_clients_outside) {
        return;
    }
    let Some(marked) = answer.protocols.iter().find(|protocol| is_exchange(protocol)) else { return };
    if answer.cut {
        return undecided_by_cut(answer, marked.span, found);
    }
    let mut offered: Vec<String> = Vec::new();
    for name in answer.protocols.iter().map(|protocol| protocol.kind.name().to_owned()) {
        if !name.is_empty() && !offered.contains(&name) {
            offered.push(name);
        }
    }
    let finding = found.add(MESSAGE, marked.kind.name()).label(answer.place(marked.span), LABEL_HERE);
    finding.fact("offered", offered).say(&[CLIENTS, EFFECT, HELP]);
}

/// A Protocol that Exchange sends, and no hoster of IMAP and SMTP does.
fn is_exchange(protocol: &Protocol) -> bool {
    let of_exchange = |url: &Url| matches!(&*url.element, "ASUrl" | "EwsUrl" | "EcpUrl" | "OABUrl");
    matches!(protocol.kind, ProtocolType::Exch | ProtocolType::Web)
        || protocol.server_version.text().is_some()
        || protocol.urls.iter().any(of_exchange)
}
