//! AD: what an Autodiscover server answered.

use super::{commands::as_before_2013, hosts::*, lifecycle, prelude::*};
use crate::model::exchange::Version;

pub(super) mod ad001;
mod ad002;
mod ad003;
mod ad004;
mod ad005;
mod ad006;
mod ad007;
mod ad008;
pub(super) mod ad009;
mod ad010;
mod ad011;
mod ad012;
mod ad013;
mod ad014;
mod ad015;
pub(super) mod ad016;
mod ad017;
mod ad018;
mod ad019;
mod ad020;
mod ad021;
mod ad022;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/autodiscover.rules"));

/// Whether a file calls itself a saved answer: by its name, and by an extension that answers are saved with. Certificates and
/// keys are called after the host `autodiscover.contoso.com` too, and exports, logs, pictures and scripts after what they
/// are about.
pub(super) fn is_named_like_an_answer(source: &Source) -> bool {
    const SAVED_AS: [&str; 4] = ["xml", "htm", "html", "txt"];
    let name = source.file_name().to_ascii_lowercase();
    let is_host = || name.starts_with("autodiscover.") && name.matches('.').count() > 1 && !is_of_another_kind(&name);
    let is_saved = name.rsplit_once('.').is_none_or(|(_, extension)| SAVED_AS.contains(&extension)) || is_host();
    let is_export = name.contains("virtualdirector") || name.contains("get-") || name.starts_with("readme");
    name.contains("autod") && is_saved && !is_export
}

/// Whether what follows the last dot of a name is an extension, and not the end of a host's name.
fn is_of_another_kind(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    !["com", "net", "org", "local", "info", "biz", "edu", "gov", "eu"].contains(&end) && end.len() != 2
}

/// Whether AD001 reports a file that no reader knows, or another file than it is named for, not IN002 and IN014.
pub(super) fn is_mistaken_for_an_answer(source: &Source, looks_like: LooksLike) -> bool {
    let answers = matches!(looks_like, LooksLike::Html | LooksLike::Url | LooksLike::Xml | LooksLike::Soap);
    answers && is_named_like_an_answer(source)
}

/// Whether an `ErrorCode` is 600, Invalid Request ([MS-OXDSCLI] 2.2.4.1.1.3.2).
fn is_invalid_request(code: Option<&Spanned<String>>) -> bool {
    code.is_some_and(|code| code.value.trim() == "600")
}

/// Whether Exchange 2010 or an older one answered: by what exports tell of the servers, else by its `ServerVersion`.
fn is_before_2013(judgement: &Judgement<'_>, answer: &Answer) -> Option<bool> {
    let by_answer = || {
        let written = answer.protocols.iter().find_map(|protocol| protocol.server_version.text())?;
        Version::of_answer(written.trim()).map(Version::is_before_2013)
    };
    judgement.servers.version_is(None, Version::is_before_2013).or_else(by_answer)
}

/// Whether an answer offers a way to the mailbox of one of these kinds.
fn offers(answer: &Answer, kinds: &[ProtocolType]) -> bool {
    answer.protocols.iter().any(|protocol| kinds.contains(&protocol.kind))
}

/// Says that a cut document leaves something open, or one of SOAP, which answers what it is asked for.
fn undecided_by_cut(answer: &Answer, span: Span, found: &mut Findings) {
    let is_whole_soap = answer.form == AnswerForm::Soap && !answer.cut;
    let why = if is_whole_soap { reasons::UNDECIDED_NOT_ASKED } else { reasons::UNDECIDED_CUT };
    found.undecided(answer.place(span), Reason::new(why));
}

/// Every URL of the answers with its host, but for those of protocols that are Microsoft's. `is_one` chooses hosts, and
/// `accept` by the protocol's client side (none beside EXPR and EXHTTP) and the URL.
fn urls_by_host(
    judgement: &Judgement<'_>,
    is_one: impl Fn(&Host) -> bool,
    accept: impl Fn(Option<ClientSide>, &Url) -> bool,
) -> ByHost {
    let mut by_host = ByHost::new();
    // URLs behind one another mostly have one host.
    let mut last: Option<(&Arc<Host>, bool)> = None;
    for answer in &judgement.deployment.answers {
        let mut of_answer = judgement.rpc_http_of(answer).peekable();
        for protocol in &answer.protocols {
            let rpc_http = of_answer.next_if(|rpc_http| std::ptr::eq(rpc_http.protocol, protocol));
            if rpc_http.is_some_and(|rpc_http| rpc_http.not_ours) {
                continue;
            }
            for url in &protocol.urls {
                let Some(host) = &url.host else { continue };
                let known = last.filter(|(known, _)| Arc::ptr_eq(known, host));
                let (_, is_chosen) = *last.insert(known.unwrap_or_else(|| (host, is_one(host))));
                if is_chosen && accept(rpc_http.map(|rpc_http| rpc_http.side), url) {
                    let place = answer.place(url.value.span);
                    let naming = Naming { element: url.element.clone(), written: url.value.value.clone(), place };
                    by_host.entry((**host).clone()).or_default().push(naming);
                }
            }
        }
    }
    by_host
}
