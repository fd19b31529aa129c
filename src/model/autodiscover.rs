//! A saved Autodiscover answer with every value's place: POX ([MS-OXDSCLI]), SOAP ([MS-OXWSADISC]) or JSON.

use std::{borrow::Cow, sync::Arc};

use super::{
    host::{Host, HostsOfUrls},
    source::{Place, Source, Span, Spanned},
};

/// One document that answers, or should have answered, an Autodiscover request.
#[derive(Debug)]
pub struct Answer {
    /// Its place among the answers of the deployment.
    pub index: usize,
    /// The file it was saved in.
    pub source: Arc<Source>,
    /// Which of the services answered.
    pub form: AnswerForm,
    /// Span of the root element's start tag.
    pub span: Span,
    /// Namespace of the `Autodiscover` element as written; `None` where there is none.
    pub root_namespace: Option<Spanned<String>>,
    /// Namespace of the `Response` element, its own or inherited; `None` where there is none.
    pub response_namespace: Option<Spanned<String>>,
    /// What it says.
    pub body: Body,
    /// `User/AutoDiscoverSMTPAddress`.
    pub auto_discover_smtp_address: Option<Spanned<String>>,
    /// `User/EMailAddress`.
    pub email_address: Option<Spanned<String>>,
    /// `Account/MicrosoftOnline`.
    pub microsoft_online: Option<Spanned<String>>,
    /// Protocols directly under `Account`, in order. Those nested under a WEB protocol are not here.
    pub protocols: Vec<Protocol>,
    /// The document was truncated: an element that is absent from its last protocol is unknown, not absent.
    pub cut: bool,
    /// It is a part of an answer that was sent alone, such as a `Protocol`.
    pub is_part: bool,
}

impl Answer {
    /// A place in its file.
    pub fn place(&self, span: Span) -> Place {
        Place::text(&self.source, span)
    }

    /// An answer that says no more than this.
    pub fn new(source: &Arc<Source>, form: AnswerForm, span: Span, body: Body) -> Answer {
        Answer {
            index: 0,
            source: Arc::clone(source),
            form,
            span,
            root_namespace: None,
            response_namespace: None,
            body,
            auto_discover_smtp_address: None,
            email_address: None,
            microsoft_online: None,
            protocols: Vec::new(),
            cut: false,
            is_part: false,
        }
    }
}

/// The form of an answer. Only POX says what a client gets that asks for everything: SOAP answers what was asked for, and
/// what was not is unknown, not absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnswerForm {
    /// Plain old XML.
    #[default]
    Pox,
    /// `GetUserSettings` or `GetDomainSettings`. Outlook Anywhere's settings are EXHTTP Protocols, the first inside, the
    /// second outside, or an EXPR one where only the outside ones are given; `RequiresSSL` is given as `On` and `Off`.
    /// All
    /// URLs are in a WEB Protocol.
    Soap,
    /// Version 2: one URL. That of `AutodiscoverV1` is a redirect.
    Json,
    /// What Outlook's "Test E-mail AutoConfiguration" shows of an answer: not all of it.
    OutlookTest,
}

/// What an answer says.
#[derive(Debug)]
pub enum Body {
    /// `Account` with settings.
    Settings,
    /// `Error`.
    Error {
        /// `ErrorCode`.
        code: Option<Spanned<String>>,
        /// `Message`.
        message: Option<Spanned<String>>,
    },
    /// `Action` redirectUrl.
    RedirectUrl(Option<Spanned<String>>),
    /// `Action` redirectAddr.
    RedirectAddr(Option<Spanned<String>>),
    /// Another document than an answer for Outlook.
    Other(OtherKind),
}

/// Documents that are mistaken for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherKind {
    /// An Autodiscover request.
    Request,
    /// Thunderbird's `clientConfig`.
    ClientConfig,
    /// An answer for Exchange ActiveSync (`mobilesync`).
    MobileSync,
    /// An `Autodiscover` element without a `Response`.
    NoResponse,
    /// The log of Outlook's "Test E-mail AutoConfiguration".
    OutlookLog,
}

/// An element that may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Element {
    /// It is not there.
    #[default]
    Absent,
    /// The document was truncated before it could be there.
    Unknown,
    /// It is there; the text is trimmed of layout (white space with a line break around it), entities resolved.
    Present(Spanned<String>),
}

impl Element {
    /// The text, if present.
    pub fn text(&self) -> Option<&str> {
        self.spanned().map(|spanned| spanned.value.as_str())
    }

    /// Text and place, if present.
    pub fn spanned(&self) -> Option<&Spanned<String>> {
        match self {
            Element::Present(spanned) => Some(spanned),
            Element::Absent | Element::Unknown => None,
        }
    }
}

/// The type of a Protocol, compared without regard to case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProtocolType {
    /// RPC.
    Exch,
    /// RPC over HTTP: Outlook Anywhere.
    Expr,
    /// RPC over HTTP for clients that understand it: first inside, then outside.
    ExHttp,
    /// Web access.
    Web,
    /// MAPI over HTTP, an attribute: `<Protocol Type="mapiHttp" Version="1">`.
    MapiHttp,
    /// IMAP, POP3, SMTP, … as written.
    Other(String),
    /// No type.
    Missing,
}

impl ProtocolType {
    /// As Exchange writes it: `EXPR`.
    pub fn name(&self) -> &str {
        match self {
            ProtocolType::Exch => "EXCH",
            ProtocolType::Expr => "EXPR",
            ProtocolType::ExHttp => "EXHTTP",
            ProtocolType::Web => "WEB",
            ProtocolType::MapiHttp => "mapiHttp",
            ProtocolType::Other(name) => name,
            ProtocolType::Missing => "",
        }
    }
}

/// One `Protocol` directly under `Account`.
#[derive(Debug)]
pub struct Protocol {
    /// Its type.
    pub kind: ProtocolType,
    /// Span of the type's text or attribute, else of the start tag.
    pub span: Span,
    /// `Server`.
    pub server: Element,
    /// `SSL`.
    pub ssl: Element,
    /// `CertPrincipalName`.
    pub cert_principal_name: Element,
    /// `AuthPackage`.
    pub auth_package: Element,
    /// `TTL`, in hours.
    pub ttl: Element,
    /// `ServerVersion`.
    pub server_version: Element,
    /// `SPA`, `AuthRequired`, `DomainRequired`, `ServerExclusiveConnect`, as they are.
    pub booleans: Vec<(&'static str, Spanned<String>)>,
    /// URLs with a host, of this Protocol and of what is nested in it; fragments (`EcpUrl-um`) are not here.
    pub urls: Vec<Url>,
}

impl Protocol {
    /// A Protocol without elements: what is not there is absent or unknown.
    pub fn new(kind: ProtocolType, span: Span, missing: &Element) -> Protocol {
        let element = || missing.clone();
        Protocol {
            kind,
            span,
            server: element(),
            ssl: element(),
            cert_principal_name: element(),
            auth_package: element(),
            ttl: element(),
            server_version: element(),
            booleans: Vec::new(),
            urls: Vec::new(),
        }
    }
}

/// One URL element of a Protocol.
#[derive(Debug)]
pub struct Url {
    /// The element's name: `EwsUrl`, `OWAUrl`, `InternalUrl`.
    pub element: Cow<'static, str>,
    /// It is under `Internal` or is an `InternalUrl`: for clients inside.
    pub internal: bool,
    /// It is under `External` or is an `ExternalUrl`: for clients outside.
    pub external: bool,
    /// `AuthenticationMethod` of an `OWAUrl`, as written.
    pub authentication_method: Option<Box<Spanned<String>>>,
    /// The URL as written.
    pub value: Spanned<String>,
    /// It is absolute and of https.
    pub is_https: bool,
    /// Its host, if it is absolute and has one.
    pub host: Option<Arc<Host>>,
}

impl Url {
    /// A URL of no side; `hosts` are those of the same document.
    pub fn new(element: impl Into<Cow<'static, str>>, value: Spanned<String>, hosts: &mut HostsOfUrls) -> Url {
        let (is_https, host) = hosts.of(value.value.trim());
        let element = element.into();
        Url { element, internal: false, external: false, authentication_method: None, value, is_https, host }
    }
}
