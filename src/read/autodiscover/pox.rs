//! Plain old XML, [MS-OXDSCLI]: what stands where in an answer.
//!
//! Elements are known by their local names alone, as the EWS Managed API's reader knows them. Of an element that stands
//! twice the last counts: that reader writes each over the one before (ews-managed-api,
//! `Autodiscover/ConfigurationSettings/Outlook/OutlookProtocol.cs`, `LoadFromXml`).

use std::sync::Arc;

use crate::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol, ProtocolType, Url},
        source::{Source, Span, Spanned},
    },
    read::xml::{Attribute, Damage, Event, Reader, Start, Text},
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
pub(super) fn read(source: &Arc<Source>, root: &Start<'_>, events: Reader<'_>) -> (Answer, Vec<Damage>) {
    let mut document = Document::new(root);
    let damages = follow(events, |event| document.take(event));
    (document.finish(source), damages)
}

/// Reads the rest of a document that is no answer, for what is wrong with it and whether it was cut.
pub(super) fn read_other(
    source: &Arc<Source>,
    root: &Start<'_>,
    events: Reader<'_>,
    kind: OtherKind,
) -> (Answer, Vec<Damage>) {
    let (answer, damages) = read(source, root, events);
    let answer = Answer {
        body: Body::Other(kind),
        response_namespace: None,
        auto_discover_smtp_address: None,
        email_address: None,
        protocols: Vec::new(),
        ..answer
    };
    (answer, damages)
}

/// Hands on what is read and keeps what is wrong: what ended the reading, and the first of what did not.
pub(super) fn follow<'t>(events: Reader<'t>, mut take: impl FnMut(Event<'t>)) -> Vec<Damage> {
    let mut damages: Vec<Damage> = Vec::new();
    for event in events {
        match event {
            Event::Damage(damage) if damage.ends_reading() || damages.is_empty() => damages.push(damage),
            Event::Damage(_) => {}
            event => take(event),
        }
    }
    damages
}

/// Where an element stands, as far as it matters.
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
    /// The place of an element of this name that stands here.
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

/// An element that has begun and not ended.
struct Open<'t> {
    name: &'t str,
    place: Place,
    parent: Place,
    /// The first text in it that is more than layout; until then an empty one behind the start tag.
    value: Spanned<String>,
    authentication_method: Option<Spanned<String>>,
}

impl Open<'_> {
    fn take_text(&mut self, text: &Text<'_>) {
        if self.value.value.is_empty() {
            let value = text.without_layout();
            if !value.value.is_empty() {
                self.value = value;
            }
        }
    }
}

/// An answer as it is gathered.
struct Document<'r, 't> {
    root: &'r Start<'t>,
    open: Vec<Open<'t>>,
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
    protocol: Option<Protocol>,
    protocols: Vec<Protocol>,
}

/// The `Error` of an answer.
#[derive(Default)]
struct Failure {
    code: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
}

impl<'r, 't> Document<'r, 't> {
    fn new(root: &'r Start<'t>) -> Document<'r, 't> {
        let mut document = Document {
            root,
            open: Vec::new(),
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
            protocol: None,
            protocols: Vec::new(),
        };
        document.push(root, Place::Root, Place::Elsewhere);
        document
    }

    fn take(&mut self, event: Event<'t>) {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Text(text) => {
                if let Some(open) = self.open.last_mut() {
                    open.take_text(&text);
                }
            }
            Event::End(_) => self.end(),
            Event::Damage(_) => {}
        }
    }

    fn start(&mut self, start: &Start<'t>) {
        let parent = self.open.last().map_or(Place::Elsewhere, |open| open.place);
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
        self.push(start, place, parent);
    }

    fn push(&mut self, start: &Start<'t>, place: Place, parent: Place) {
        self.open.push(Open {
            name: start.local(),
            place,
            parent,
            value: Spanned::new(String::new(), Span { start: start.span.end, end: start.span.end }),
            authentication_method: start.attribute("AuthenticationMethod").map(Attribute::spanned),
        });
    }

    /// The namespace of the root or of an element right below it: its own declaration, else the root's.
    fn namespace(&self, element: &Start<'t>) -> Option<Spanned<String>> {
        let prefix = element.prefix();
        element.namespace(prefix).or_else(|| self.root.namespace(prefix)).map(Attribute::spanned)
    }

    fn end(&mut self) {
        let Some(ended) = self.open.pop() else { return };
        match (ended.parent, ended.name) {
            (Place::User, "AutoDiscoverSMTPAddress") => self.auto_discover_smtp_address = Some(ended.value),
            (Place::User, "EMailAddress") => self.email_address = Some(ended.value),
            (Place::Account, "Action") => self.action = Some(ended.value),
            (Place::Account, "RedirectUrl") => self.redirect_url = Some(ended.value),
            (Place::Account, "RedirectAddr") => self.redirect_addr = Some(ended.value),
            (Place::Account, "Protocol") => self.protocols.extend(self.protocol.take()),
            (Place::Error, "ErrorCode") => self.error.get_or_insert_default().code = Some(ended.value),
            (Place::Error, "Message") => self.error.get_or_insert_default().message = Some(ended.value),
            (Place::Protocol | Place::Within { .. }, _) => {
                if let Some(protocol) = &mut self.protocol {
                    add_element(protocol, ended);
                }
            }
            _ => {}
        }
    }

    /// What was gathered, as an answer. It was cut where its root was not closed.
    fn finish(mut self, source: &Arc<Source>) -> Answer {
        let cut = !self.open.is_empty();
        if let Some(mut protocol) = self.protocol.take() {
            leave_unknown(&mut protocol);
            self.protocols.push(protocol);
        }
        let root_namespace = self.namespace(self.root);
        Answer {
            source: Arc::clone(source),
            form: AnswerForm::Pox,
            span: self.root.span,
            body: self.body(root_namespace.as_ref(), cut),
            root_namespace,
            response_namespace: self.response_namespace,
            auto_discover_smtp_address: self.auto_discover_smtp_address,
            email_address: self.email_address,
            protocols: self.protocols,
            cut,
        }
    }

    /// What the answer says. Where it was cut before it said so, settings are supposed: nothing is held against it.
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

/// A Protocol of which nothing is known but an attribute: `<Protocol Type="mapiHttp" Version="1">`.
fn begin_protocol(start: &Start<'_>) -> Protocol {
    let mut protocol = Protocol {
        kind: ProtocolType::Missing,
        span: start.span,
        server: Element::Absent,
        ssl: Element::Absent,
        cert_principal_name: Element::Absent,
        auth_package: Element::Absent,
        ttl: Element::Absent,
        server_version: Element::Absent,
        booleans: Vec::new(),
        urls: Vec::new(),
    };
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

/// An element of a Protocol has ended: one of its own, or one that is nested in it and may be a URL all the same.
fn add_element(protocol: &mut Protocol, ended: Open<'_>) {
    let Place::Within { direct, internal, external } = ended.place else { return };
    if is_url(ended.name, &ended.value.value) {
        protocol.urls.push(Url {
            element: ended.name.to_owned(),
            internal,
            external,
            authentication_method: ended.authentication_method,
            value: ended.value,
        });
    } else if direct {
        add_own_element(protocol, ended.name, ended.value);
    }
}

fn add_own_element(protocol: &mut Protocol, name: &str, value: Spanned<String>) {
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

/// A URL that may have a host: an element known to hold one, or one named like them with an absolute URL. What
/// `EcpUrl-um` and its like hold is a fragment of a URL.
fn is_url(name: &str, value: &str) -> bool {
    let is_named_so = name.to_ascii_lowercase().ends_with("url") && !name.contains('-');
    let is_absolute = || {
        let value = value.trim_start();
        ["https://", "http://"]
            .iter()
            .any(|scheme| value.get(..scheme.len()).is_some_and(|written| written.eq_ignore_ascii_case(scheme)))
    };
    !value.trim().is_empty() && (URLS.contains(&name) || is_named_so && is_absolute())
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
