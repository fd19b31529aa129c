//! Version 2: one URL a request, in JSON.

use std::sync::Arc;

use super::{Reading, kind_of};
use crate::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, Protocol, ProtocolType, Url},
        file::Limits,
        host::HostsOfUrls,
        source::{Source, Spanned},
    },
    read::powershell,
};

/// What an answer of version 2 has, and no other object.
const FEW: usize = 4;

/// Reads `{"Protocol": "…", "Url": "…"}` or `{"ErrorCode": "…", "ErrorMessage": "…"}`.
pub(super) fn read(source: &Arc<Source>, text: &str, limits: &Limits) -> Option<Reading> {
    let output = powershell::read_json(text, limits)?;
    let [record] = output.records.as_slice() else { return None };
    if record.fields.len() > FEW || !output.problems.is_empty() {
        return None;
    }
    let told = |name: &str| record.text(name).cloned();
    let (body, protocols) = match (told("Protocol"), told("Url"), told("ErrorCode")) {
        (Some(protocol), Some(url), None) if protocol.value.eq_ignore_ascii_case("AutodiscoverV1") => {
            (Body::RedirectUrl(Some(url)), Vec::new())
        }
        (Some(protocol), Some(url), None) => (Body::Settings, vec![offered(&protocol, url)]),
        (None, None, Some(code)) if record.field("ErrorMessage").is_some() => {
            (Body::Error { code: Some(code), message: told("ErrorMessage") }, Vec::new())
        }
        _ => return None,
    };
    let answer = Answer { protocols, ..Answer::new(source, AnswerForm::Json, record.span, body) };
    Some(Reading { kind: kind_of(&answer.body), answers: vec![answer], problems: Vec::new(), in_part: false })
}

/// The one thing that was asked for: `Ews`, `ActiveSync`, `Rest`.
fn offered(protocol: &Spanned<String>, url: Spanned<String>) -> Protocol {
    let url = Url { external: true, ..Url::new("Url", url, &mut HostsOfUrls::default()) };
    let kind = ProtocolType::Other(protocol.value.clone());
    Protocol { urls: vec![url], ..Protocol::new(kind, protocol.span, &Element::Unknown) }
}
