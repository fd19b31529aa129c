//! AD: what an Autodiscover server answered.

use super::{hosts::*, lifecycle, prelude::*};

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

/// Whether a file calls itself an answer: then AD001 speaks where no reader knows it, not IN002 or IN014. Certificates
/// and keys are called after the host `autodiscover.contoso.com` too, and exports after the cmdlet.
pub(super) fn is_named_like_an_answer(source: &Source) -> bool {
    const OTHERS: &[&str] = &[
        "cer", "clixml", "crl", "crt", "csr", "csv", "der", "key", "md", "p12", "p7b", "p7c", "pem", "pfx", "prf",
        "ps1", "reg", "req", "zip",
    ];
    let name = source.file_name().to_ascii_lowercase();
    let is_other = name.rsplit_once('.').is_some_and(|(_, extension)| OTHERS.contains(&extension));
    let is_export = name.contains("virtualdirector") || name.contains("get-") || name.starts_with("readme");
    name.contains("autod") && !is_other && !is_export
}

/// Whether an `ErrorCode` is 600, Invalid Request ([MS-OXDSCLI] 2.2.4.1.1.3.2).
fn is_invalid_request(code: Option<&Spanned<String>>) -> bool {
    code.is_some_and(|code| code.value.trim() == "600")
}

/// Whether an answer offers a way to the mailbox of one of these kinds.
fn offers(answer: &Answer, kinds: &[ProtocolType]) -> bool {
    answer.protocols.iter().any(|protocol| kinds.contains(&protocol.kind))
}

/// Says that a cut document leaves something open.
fn undecided_by_cut(answer: &Answer, span: Span, found: &mut Findings) {
    found.undecided(answer.place(span), Reason::new(reasons::UNDECIDED_CUT));
}

/// Every URL of the answers with its host, but for those of protocols that are Microsoft's. `accept` chooses by the
/// protocol's client side (none beside EXPR and EXHTTP), the URL, its scheme and its host.
fn urls_by_host(judgement: &Judgement<'_>, accept: impl Fn(Option<ClientSide>, &Url, &str, &Host) -> bool) -> ByHost {
    let mut by_host = ByHost::new();
    for answer in &judgement.deployment.answers {
        for protocol in &answer.protocols {
            let rpc_http = judgement.rpc_http_of(answer).find(|rpc_http| std::ptr::eq(rpc_http.protocol, protocol));
            if rpc_http.is_some_and(|rpc_http| rpc_http.not_ours) {
                continue;
            }
            for url in &protocol.urls {
                let Some((scheme, Ok(host))) = Host::of_url(url.value.value.trim()) else { continue };
                if accept(rpc_http.map(|rpc_http| rpc_http.side), url, &scheme, &host) {
                    let place = answer.place(url.value.span);
                    let naming = Naming { element: url.element.clone(), written: url.value.value.clone(), place };
                    by_host.entry(host).or_default().push(naming);
                }
            }
        }
    }
    by_host
}
