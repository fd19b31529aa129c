//! How a saved response differs from the predicted one.

use std::sync::Arc;

use super::{
    ground::Reason,
    response::{Client, LeftOut, Protocol, Response, Side, Value},
};
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
    /// The element; empty where one of the two lacks the whole Protocol.
    pub element: &'static str,
    /// The predicted value; `None` for a whole Protocol.
    pub predicted: Option<&'r Value>,
    /// The saved one; of a whole Protocol that is not predicted, its Server or its first URL. `None` where the saved response
    /// lacks the Protocol.
    pub saved: Option<String>,
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
    for protocol in &response.protocols {
        let Some(saved) = saved_protocol(response, protocol, answer) else {
            // What is not saved whole may lack a Protocol, and who did not ask for EXHTTP has none.
            let is_whole = answer.form == AnswerForm::Pox && !answer.cut && !answer.is_part;
            let is_asked_for = protocol.kind != ProtocolType::ExHttp
                || answer.protocols.iter().any(|saved| saved.kind == protocol.kind);
            if is_whole && is_asked_for && is_told(&protocol.kind) {
                let (kind, place) = (protocol.kind.clone(), Some(answer.place(answer.span)));
                differences.push(whole_protocol(kind, place));
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
                saved: Some(text),
            });
        }
    }
    let is_predicted = |kind: &ProtocolType| response.protocols.iter().any(|protocol| protocol.kind == *kind);
    let is_known = |kind: &ProtocolType| response.left_out.iter().any(|left| left.kind == *kind && is_certain(left));
    for saved in &answer.protocols {
        if is_told(&saved.kind) && !is_predicted(&saved.kind) && is_known(&saved.kind) {
            let first_url = || saved.urls.first().map(|url| url.value.value.as_str());
            let text = saved.server.text().or_else(first_url).unwrap_or_default().trim().to_owned();
            let whole = whole_protocol(saved.kind.clone(), Some(answer.place(saved.span)));
            differences.push(Difference { saved: Some(text), ..whole });
        }
    }
    differences
}

/// The saved Protocol that a predicted one is compared with. EXHTTP is inside first where both have as many of them, else it
/// is the one with the same Server.
fn saved_protocol<'s>(response: &Response, protocol: &Protocol, answer: &'s Answer) -> Option<&'s Saved> {
    let saved: Vec<&Saved> = answer.protocols.iter().filter(|saved| saved.kind == protocol.kind).collect();
    let predicted: Vec<&Protocol> = response.protocols.iter().filter(|own| own.kind == protocol.kind).collect();
    if saved.len() == predicted.len() || protocol.kind != ProtocolType::ExHttp {
        let at = predicted.iter().position(|own| std::ptr::eq(*own, protocol))?;
        return saved.get(at).copied();
    }
    let server = protocol.value("Server")?;
    saved.into_iter().find(|saved| saved.server.text().is_some_and(|text| agrees(server, text.trim())))
}

/// The Protocols by which Outlook connects to the mailbox.
fn is_told(kind: &ProtocolType) -> bool {
    matches!(kind, ProtocolType::Expr | ProtocolType::ExHttp | ProtocolType::MapiHttp)
}

/// The exports say that the whole Protocol is not given.
fn is_certain(left: &LeftOut) -> bool {
    left.elements.is_empty() && matches!(left.why, Reason::Empty(_) | Reason::TooOld | Reason::MapiHttpOff)
}

fn whole_protocol<'r>(kind: ProtocolType, place: Option<Place>) -> Difference<'r> {
    Difference { kind, element: "", predicted: None, saved: None, place, other_server: None }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::ground::Ground;

    #[test]
    fn values_agree_without_regard_to_case_and_to_what_a_mailbox_adds() {
        let agrees = |element, own: &str, saved| agrees(&Value::new(element, own, Vec::new(), Ground::Hostname), saved);
        assert!(agrees("SSL", "On", "on") && agrees("Server", "mail.contoso.com", "MAIL.contoso.com"));
        assert!(agrees("CertPrincipalName", "msstd:mail.contoso.com", "MSSTD:Mail.contoso.com"));
        assert!(!agrees("CertPrincipalName", "msstd:mail.contoso.com", "none"));
        assert!(agrees(
            "MailStore/InternalUrl",
            "https://mail.contoso.com/mapi/emsmdb/",
            "https://mail.contoso.com/mapi/emsmdb/?MailboxId=0@contoso.com"
        ));
        assert!(!agrees("EwsUrl", "https://mail.contoso.com/EWS/Exchange.asmx", "https://mail.contoso.com/EWS/"));
    }
}
