//! How a saved response differs from the predicted one.

use std::sync::Arc;

use super::response::{Client, Protocol, Response, Side, Value};
use crate::model::{
    autodiscover::{Answer, AnswerForm, Body, Element, Protocol as Saved, ProtocolType},
    host::Host,
    principal::Principal,
    source::{Place, Source, Span},
};

/// A saved response and the predicted one that is nearest to it.
#[derive(Debug)]
pub struct Compared<'r> {
    /// The file of the saved one.
    pub source: Arc<Source>,
    /// Where it begins.
    pub place: Place,
    /// The predicted one: of those for such a client, the one with the fewest differences.
    pub response: &'r Response,
    /// What differs; nothing where they agree.
    pub differences: Vec<Difference<'r>>,
}

/// One value that differs.
#[derive(Debug)]
pub struct Difference<'r> {
    /// The Protocol.
    pub kind: ProtocolType,
    /// The element; empty where the whole Protocol is not in the saved response.
    pub element: &'static str,
    /// The predicted value; `None` for a whole Protocol.
    pub predicted: Option<&'r Value>,
    /// The saved one, empty where it is not given.
    pub saved: String,
    /// Where that is, or the Protocol that lacks it.
    pub place: Option<Place>,
    /// The server for which this very value is predicted.
    pub other_server: Option<&'r str>,
}

/// Compares every saved response with the predicted ones. Those of Exchange Online are not of these servers.
pub fn compare<'r>(responses: &'r [Response], answers: &[Answer]) -> Vec<Compared<'r>> {
    answers.iter().filter(|answer| is_comparable(answer)).filter_map(|answer| nearest(responses, answer)).collect()
}

fn is_comparable(answer: &Answer) -> bool {
    let is_microsofts = |protocol: &Saved| {
        protocol
            .server
            .text()
            .and_then(|server| Host::parse(server.trim()).ok())
            .is_some_and(|host| host.is_microsofts())
    };
    matches!(answer.body, Body::Settings)
        && matches!(answer.form, AnswerForm::Pox | AnswerForm::OutlookTest)
        && !answer.protocols.is_empty()
        && !answer.protocols.iter().any(is_microsofts)
}

fn nearest<'r>(responses: &'r [Response], answer: &Answer) -> Option<Compared<'r>> {
    let has = |kind: ProtocolType| answer.protocols.iter().any(|protocol| protocol.kind == kind);
    let client = if has(ProtocolType::MapiHttp) {
        Client::MapiHttp
    } else if has(ProtocolType::ExHttp) {
        Client::ExHttp
    } else {
        Client::RpcHttp
    };
    let alike: Vec<&Response> = responses.iter().filter(|response| response.client == client).collect();
    let compared = alike.iter().map(|response| (*response, differences(response, answer, &alike)));
    let (response, differences) = compared.min_by_key(|(_, differences)| differences.len())?;
    Some(Compared { source: Arc::clone(&answer.source), place: answer.place(answer.span), response, differences })
}

fn differences<'r>(response: &'r Response, answer: &Answer, alike: &[&'r Response]) -> Vec<Difference<'r>> {
    let mut differences = Vec::new();
    let mut ex_http = answer.protocols.iter().filter(|saved| saved.kind == ProtocolType::ExHttp);
    for protocol in &response.protocols {
        let saved = match protocol.kind {
            ProtocolType::ExHttp => ex_http.next(),
            _ => answer.protocols.iter().find(|saved| saved.kind == protocol.kind),
        };
        let Some(saved) = saved else {
            // What is not saved whole may lack a Protocol.
            let is_whole = answer.form == AnswerForm::Pox && !answer.cut && !answer.is_part;
            let is_told = matches!(protocol.kind, ProtocolType::Expr | ProtocolType::ExHttp | ProtocolType::MapiHttp);
            if is_whole && is_told {
                let (kind, place) = (protocol.kind.clone(), Some(answer.place(answer.span)));
                let whole =
                    Difference { kind, element: "", predicted: None, saved: String::new(), place, other_server: None };
                differences.push(whole);
            }
            continue;
        };
        for value in &protocol.values {
            let Some((text, span)) = saved_value(saved, value, protocol) else { continue };
            if agrees(value, &text) {
                continue;
            }
            let gives_it = |other: &&&Response| {
                let same = |own: &&Protocol| own.kind == protocol.kind && own.side == protocol.side;
                let mut values = other.protocols.iter().filter(same).filter_map(|own| own.value(value.element));
                other.server != response.server && values.any(|own| agrees(own, &text))
            };
            differences.push(Difference {
                kind: protocol.kind.clone(),
                element: value.element,
                predicted: Some(value),
                place: Some(answer.place(span)),
                other_server: alike.iter().find(gives_it).map(|other| other.server.as_str()),
                saved: text,
            });
        }
    }
    differences
}

/// What a saved Protocol has for a predicted value, and where; `None` where it does not tell.
fn saved_value(saved: &Saved, value: &Value, protocol: &Protocol) -> Option<(String, Span)> {
    let told = |element: &Element| element.spanned().map(|told| (told.value.trim().to_owned(), told.span));
    match value.element {
        "Server" => told(&saved.server),
        "AuthPackage" => told(&saved.auth_package),
        "TTL" => told(&saved.ttl),
        // What is not given is on, and `msstd:` and the Server.
        "SSL" => told(&saved.ssl).or_else(|| (saved.ssl == Element::Absent).then(|| ("On".to_owned(), saved.span))),
        "CertPrincipalName" => told(&saved.cert_principal_name).or_else(|| {
            let is_on = !saved.ssl.text().is_some_and(|ssl| ssl.trim().eq_ignore_ascii_case("off"));
            let server = saved.server.text().filter(|_| is_on && saved.cert_principal_name == Element::Absent)?;
            Some((format!("msstd:{}", server.trim()), saved.span))
        }),
        element => saved_url(saved, element, protocol),
    }
}

fn saved_url(saved: &Saved, element: &str, protocol: &Protocol) -> Option<(String, Span)> {
    let (parents, name) = element.rsplit_once('/').unwrap_or(("", element));
    let side = match parents.split('/').next() {
        Some("Internal") => Some(Side::Inside),
        Some("External") => Some(Side::Outside),
        _ => None,
    };
    let endpoint = match parents {
        "MailStore" => "/emsmdb",
        "AddressBook" => "/nspi",
        _ => "",
    };
    let is_it = |url: &&crate::model::autodiscover::Url| {
        let is_of_side = match side {
            Some(Side::Inside) => url.internal,
            Some(Side::Outside) => url.external,
            None => protocol.kind == ProtocolType::MapiHttp || !url.internal && !url.external,
        };
        url.element == name && is_of_side && url.value.value.to_ascii_lowercase().contains(endpoint)
    };
    saved.urls.iter().find(is_it).map(|url| (url.value.value.trim().to_owned(), url.value.span))
}

/// Whether both mean the same: hosts, methods and URLs without regard to case, principals by the name that they require. What
/// a mailbox adds to a URL does not count.
fn agrees(value: &Value, saved: &str) -> bool {
    if value.element == "CertPrincipalName" {
        let (own, saved) = (Principal::parse(&value.text), Principal::parse(saved));
        return own.zip(saved).is_some_and(|(own, saved)| own.requires_same(&saved));
    }
    let plain = |text: &str| {
        let text = text.split('?').next().unwrap_or_default().trim_end_matches('/');
        text.to_ascii_lowercase()
    };
    plain(&value.text) == plain(saved)
}
