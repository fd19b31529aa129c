//! Plain old XML, [MS-OXDSCLI]: what is where in an answer.
//!
//! Elements are known by their local names alone, as the EWS Managed API's reader knows them. Of an element that is
//! twice the last counts: that reader writes each over the one before (ews-managed-api,
//! `Autodiscover/ConfigurationSettings/Outlook/OutlookProtocol.cs`, `LoadFromXml`).

use std::{borrow::Cow, sync::Arc};

use memchr::memchr2;

use super::{Elements, follow, is_absolute, is_named_url};
use crate::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol, ProtocolType, Url},
        host::HostsOfUrls,
        source::{Source, Spanned},
    },
    read::xml::{Damage, Reader, Start},
};

/// Elements of a Protocol that hold a URL.
const URLS: [&str; 14] = [
    "ASUrl",
    "EwsUrl",
    "EmwsUrl",
    "EwsPartnerUrl",
    "SharingUrl",
    "EcpUrl",
    "OOFUrl",
    "OABUrl",
    "UMUrl",
    "OWAUrl",
    "ExchangeRpcUrl",
    "SiteMailboxCreationURL",
    "InternalUrl",
    "ExternalUrl",
];

/// Elements of a Protocol that are on or off.
const BOOLEANS: [&str; 4] = ["SPA", "AuthRequired", "DomainRequired", "ServerExclusiveConnect"];

/// Reads the rest of a document whose root is `Autodiscover`.
pub(super) fn read(source: &Arc<Source>, root: &Start<'_>, events: Reader<'_>) -> (Vec<Answer>, Vec<Damage>) {
    let mut document = Document::new(root);
    let (damages, cut) = follow(root, events, &mut document);
    (vec![document.finish(source, cut)], damages)
}

/// Reads the rest of a part of an answer that was sent alone: its `Response`, `Account` or a `Protocol`. `None` where it has
/// no Protocol of Autodiscover's. What is not in it is elsewhere.
pub(super) fn read_part(
    source: &Arc<Source>,
    root: &Start<'_>,
    events: Reader<'_>,
) -> Option<(Vec<Answer>, Vec<Damage>)> {
    let mut document = Document::new(root);
    let place = match root.local() {
        "Protocol" => Place::Account,
        "Account" => Place::Response,
        _ => Place::Root,
    };
    document.open = vec![(place, None)];
    document.start("", root);
    let (damages, _) = follow(root, events, &mut document);
    let answer = document.finish(source, true);
    let is_ours = |protocol: &Protocol| !matches!(protocol.kind, ProtocolType::Missing | ProtocolType::Other(_));
    answer
        .protocols
        .iter()
        .any(is_ours)
        .then(|| (vec![Answer { body: Body::Settings, is_part: true, ..answer }], damages))
}

/// Reads the rest of a document that is no answer, for what is wrong with it and whether it was truncated.
pub(super) fn read_other(
    source: &Arc<Source>,
    root: &Start<'_>,
    events: Reader<'_>,
    kind: OtherKind,
) -> (Vec<Answer>, Vec<Damage>) {
    let mut document = Document::new(root);
    let (damages, cut) = follow(root, events, &mut document);
    let answer = Answer::new(source, AnswerForm::Pox, root.span, Body::Other(kind));
    (vec![Answer { root_namespace: document.namespace(root), cut, ..answer }], damages)
}

/// Where an element is, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Request,
    Response,
    User,
    Account,
    Error,
    /// A Protocol directly under Account.
    Protocol,
    /// Anywhere below such a Protocol.
    Within {
        /// It is a direct child.
        direct: bool,
        internal: bool,
        external: bool,
    },
    Elsewhere,
}

impl Place {
    /// The place of an element of this name that is here.
    fn below(self, name: &str) -> Place {
        let (was_internal, was_external) = match self {
            Place::Within { internal, external, .. } => (internal, external),
            _ => (false, false),
        };
        match (self, name) {
            (Place::Root, "Request") => Place::Request,
            (Place::Root, "Response") => Place::Response,
            (Place::Root | Place::Response, "Error") => Place::Error,
            (Place::Response, "User") => Place::User,
            (Place::Response, "Account") => Place::Account,
            (Place::Account, "Protocol") => Place::Protocol,
            (Place::Protocol | Place::Within { .. }, _) => Place::Within {
                direct: self == Place::Protocol,
                internal: was_internal || matches!(name, "Internal" | "InternalUrl"),
                external: was_external || matches!(name, "External" | "ExternalUrl"),
            },
            _ => Place::Elsewhere,
        }
    }
}

/// An answer as it is gathered.
struct Document<'r, 't> {
    root: &'r Start<'t>,
    /// The elements that have begun and not ended: where they are, and their `AuthenticationMethod`.
    open: Vec<(Place, Option<Box<Spanned<String>>>)>,
    response_namespace: Option<Spanned<String>>,
    has_request: bool,
    has_response: bool,
    has_account: bool,
    has_mobile_action: bool,
    error: Option<Failure>,
    action: Option<Spanned<String>>,
    redirect_url: Option<Spanned<String>>,
    redirect_addr: Option<Spanned<String>>,
    auto_discover_smtp_address: Option<Spanned<String>>,
    email_address: Option<Spanned<String>>,
    microsoft_online: Option<Spanned<String>>,
    protocol: Option<Protocol>,
    protocols: Vec<Protocol>,
    hosts: HostsOfUrls,
}

/// The `Error` of an answer.
#[derive(Default)]
struct Failure {
    code: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
}

impl<'r, 't> Document<'r, 't> {
    fn new(root: &'r Start<'t>) -> Document<'r, 't> {
        Document {
            root,
            open: vec![(Place::Root, None)],
            response_namespace: None,
            has_request: false,
            has_response: false,
            has_account: false,
            has_mobile_action: false,
            error: None,
            action: None,
            redirect_url: None,
            redirect_addr: None,
            auto_discover_smtp_address: None,
            email_address: None,
            microsoft_online: None,
            protocol: None,
            protocols: Vec::new(),
            hosts: HostsOfUrls::default(),
        }
    }

    fn place(&self) -> Place {
        self.open.last().map_or(Place::Elsewhere, |(place, _)| *place)
    }

    /// The namespace of the root or of an element right below it: its own declaration, else the root's.
    fn namespace(&self, element: &Start<'t>) -> Option<Spanned<String>> {
        let prefix = element.prefix();
        let declared = element.namespace(prefix).or_else(|| self.root.namespace(prefix));
        declared.map(|namespace| Spanned::new(unwrapped(namespace.value.clone()), namespace.span))
    }

    /// What was gathered, as an answer.
    fn finish(mut self, source: &Arc<Source>, cut: bool) -> Answer {
        if let Some(mut protocol) = self.protocol.take() {
            leave_unknown(&mut protocol);
            self.protocols.push(protocol);
        }
        let root_namespace = self.namespace(self.root);
        let body = self.body(root_namespace.as_ref(), cut);
        Answer {
            root_namespace,
            response_namespace: self.response_namespace,
            auto_discover_smtp_address: self.auto_discover_smtp_address,
            email_address: self.email_address,
            microsoft_online: self.microsoft_online,
            protocols: self.protocols,
            cut,
            ..Answer::new(source, AnswerForm::Pox, self.root.span, body)
        }
    }

    /// What the answer says. Where it was truncated before it said so, settings are supposed: nothing is held against
    /// it.
    fn body(&mut self, root_namespace: Option<&Spanned<String>>, cut: bool) -> Body {
        let speaks_of = |namespace: Option<&Spanned<String>>, schema: &str| {
            namespace.is_some_and(|namespace| namespace.value.to_ascii_lowercase().contains(schema))
        };
        let asks = self.has_request || (!self.has_response && speaks_of(root_namespace, "requestschema"));
        let is_mobile = self.has_mobile_action || speaks_of(self.response_namespace.as_ref(), "mobilesync");
        if asks {
            Body::Other(OtherKind::Request)
        } else if self.has_account {
            self.account()
        } else if let Some(Failure { code, message }) = self.error.take() {
            Body::Error { code, message }
        } else if is_mobile {
            Body::Other(OtherKind::MobileSync)
        } else if self.has_response || cut {
            Body::Settings
        } else {
            Body::Other(OtherKind::NoResponse)
        }
    }

    /// What the Account says: its Action decides; without one, where it sends the client, unless it has settings.
    fn account(&mut self) -> Body {
        let is_redirect = |action: &str| match &self.action {
            Some(written) => written.value.trim().eq_ignore_ascii_case(action),
            None => false,
        };
        let has_settings = self.action.is_some() || !self.protocols.is_empty();
        if is_redirect("redirectUrl") || (!has_settings && self.redirect_url.is_some()) {
            Body::RedirectUrl(self.redirect_url.take())
        } else if is_redirect("redirectAddr") || (!has_settings && self.redirect_addr.is_some()) {
            Body::RedirectAddr(self.redirect_addr.take())
        } else {
            Body::Settings
        }
    }
}

impl<'t> Elements<'t> for Document<'_, 't> {
    fn start(&mut self, _: &str, start: &Start<'t>) {
        let parent = self.place();
        let place = parent.below(start.local());
        match place {
            Place::Request => self.has_request = true,
            Place::Response => {
                self.has_response = true;
                self.response_namespace = self.namespace(start);
            }
            Place::Account => self.has_account = true,
            Place::Error => {
                self.error.get_or_insert_default();
            }
            Place::Protocol => self.protocol = Some(begin_protocol(start)),
            Place::Elsewhere if parent == Place::Response && start.local() == "Action" => {
                self.has_mobile_action = true;
            }
            Place::Root | Place::User | Place::Within { .. } | Place::Elsewhere => {}
        }
        let authentication_method = start.attribute("AuthenticationMethod").map(|own| Box::new(own.spanned()));
        self.open.push((place, authentication_method));
    }

    fn end(&mut self, _: &str, name: &'t str, value: Spanned<Cow<'t, str>>) {
        let Some((place, authentication_method)) = self.open.pop() else { return };
        let parent = self.place();
        if parent == Place::Elsewhere || parent == Place::Root {
            return;
        }
        let value = value.map(unwrapped);
        match (parent, name) {
            (Place::User, "AutoDiscoverSMTPAddress") => self.auto_discover_smtp_address = Some(value),
            (Place::User, "EMailAddress") => self.email_address = Some(value),
            (Place::Account, "Action") => self.action = Some(value),
            (Place::Account, "RedirectUrl") => self.redirect_url = Some(value),
            (Place::Account, "RedirectAddr") => self.redirect_addr = Some(value),
            (Place::Account, "MicrosoftOnline") => self.microsoft_online = Some(value),
            (Place::Account, "Protocol") => {
                if let Some(mut protocol) = self.protocol.take() {
                    // There may be very many responses.
                    protocol.urls.shrink_to_fit();
                    self.protocols.push(protocol);
                }
            }
            (Place::Error, "ErrorCode") => self.error.get_or_insert_default().code = Some(value),
            (Place::Error, "Message") => self.error.get_or_insert_default().message = Some(value),
            _ => {
                if let (Some(protocol), Place::Within { direct, internal, external }) = (&mut self.protocol, place) {
                    if is_url(name, &value.value) {
                        let url = Url::new(element_of_url(name), value, &mut self.hosts);
                        protocol.urls.push(Url { internal, external, authentication_method, ..url });
                    } else if direct {
                        add_element(protocol, name, value);
                    }
                }
            }
        }
    }
}

/// A Protocol of which nothing is known but an attribute: `<Protocol Type="mapiHttp" Version="1">`.
fn begin_protocol(start: &Start<'_>) -> Protocol {
    let mut protocol = Protocol::new(ProtocolType::Missing, start.span, &Element::Absent);
    if let Some(kind) = start.attribute("Type") {
        set_kind(&mut protocol, &kind.spanned());
    }
    protocol
}

fn set_kind(protocol: &mut Protocol, written: &Spanned<String>) {
    let known =
        [ProtocolType::Exch, ProtocolType::Expr, ProtocolType::ExHttp, ProtocolType::Web, ProtocolType::MapiHttp];
    let name = written.value.trim();
    if name.is_empty() {
        return;
    }
    let kind = known.into_iter().find(|known| known.name().eq_ignore_ascii_case(name));
    protocol.kind = kind.unwrap_or_else(|| ProtocolType::Other(written.value.clone()));
    protocol.span = written.span;
}

fn add_element(protocol: &mut Protocol, name: &str, value: Spanned<String>) {
    let element = match name {
        "Type" => return set_kind(protocol, &value),
        "Server" => &mut protocol.server,
        "SSL" => &mut protocol.ssl,
        "CertPrincipalName" => &mut protocol.cert_principal_name,
        "AuthPackage" => &mut protocol.auth_package,
        "TTL" => &mut protocol.ttl,
        "ServerVersion" => &mut protocol.server_version,
        _ => return set_boolean(protocol, name, value),
    };
    *element = Element::Present(value);
}

fn set_boolean(protocol: &mut Protocol, name: &str, value: Spanned<String>) {
    if let Some(name) = BOOLEANS.into_iter().find(|boolean| *boolean == name) {
        protocol.booleans.retain(|(written, _)| *written != name);
        protocol.booleans.push((name, value));
    }
}

/// A word that a mail broke at the end of a line, whole again: no answer has a line break within one.
fn unwrapped(value: Cow<'_, str>) -> String {
    if memchr2(b'\n', b'\r', value.as_bytes()).is_none() {
        return value.into_owned();
    }
    let whole = value.trim();
    let mut lines = whole.split(['\n', '\r']).filter(|line| !line.is_empty());
    let begins_within = |line: &str| line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/'));
    let is_broken_word = lines.next().is_some_and(|first| first.len() < whole.len())
        && !whole.contains([' ', '\t'])
        && lines.all(begins_within);
    if is_broken_word { whole.replace(['\n', '\r'], "") } else { value.into_owned() }
}

/// The name of an element that holds a URL.
fn element_of_url(name: &str) -> Cow<'static, str> {
    let known = URLS.into_iter().find(|known| *known == name);
    known.map_or_else(|| Cow::Owned(name.to_owned()), Cow::Borrowed)
}

/// A URL that may have a host: an element known to hold one, or one named like them with an absolute URL. What
/// `EcpUrl-um` and its like hold is a fragment of a URL.
fn is_url(name: &str, value: &str) -> bool {
    let is_named_so = || is_named_url(name) && !name.contains('-');
    !value.trim().is_empty() && (URLS.contains(&name) || is_named_so() && is_absolute(value))
}

/// The document broke off within this Protocol: what it has not said so far it may have said later.
fn leave_unknown(protocol: &mut Protocol) {
    let elements = [
        &mut protocol.server,
        &mut protocol.ssl,
        &mut protocol.cert_principal_name,
        &mut protocol.auth_package,
        &mut protocol.ttl,
        &mut protocol.server_version,
    ];
    for element in elements {
        if *element == Element::Absent {
            *element = Element::Unknown;
        }
    }
}
