//! SOAP, [MS-OXWSADISC]: the settings that somebody asked for, by name.
//!
//! The names are those of the EWS Managed API (`Enumerations/UserSettingName.cs`).

use std::{borrow::Cow, sync::Arc};

use super::{Elements, follow, is_absolute, is_named_url};
use crate::{
    model::{
        autodiscover::{Answer, AnswerForm, Body, Element, OtherKind, Protocol, ProtocolType, Url},
        host::HostsOfUrls,
        source::{Source, Span, Spanned},
    },
    read::xml::{Attribute, Damage, Reader, Start},
};

/// Reads the rest of a message whose root is `Envelope`; `None` if it is not Autodiscover's.
pub(super) fn read(source: &Arc<Source>, root: &Start<'_>, events: Reader<'_>) -> Option<(Vec<Answer>, Vec<Damage>)> {
    let mut message = Message::default();
    let (damages, cut) = follow(root, events, &mut message);
    Some((message.answers(source, root.span, cut)?, damages))
}

/// What the body holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Request,
    Response,
    Fault,
}

/// A message as it is gathered.
#[derive(Default)]
struct Message {
    what: Option<What>,
    namespace: Option<Spanned<String>>,
    outer: Response,
    responses: Vec<Response>,
}

/// What is said about one user or domain, or of the message as a whole.
#[derive(Default)]
struct Response {
    code: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
    redirect_target: Option<Spanned<String>>,
    settings: Vec<Setting>,
    /// Settings that were asked for and have no value.
    not_available: Vec<String>,
}

/// One `UserSetting` or `DomainSetting`.
#[derive(Default)]
struct Setting {
    name: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
    /// The items of a collection, each by its elements.
    items: Vec<Vec<(String, Spanned<String>)>>,
}

impl<'t> Elements<'t> for Message {
    fn start(&mut self, parent: &str, start: &Start<'t>) {
        match (parent, start.local()) {
            ("Body", "Fault") => self.what = Some(What::Fault),
            ("Body", name) => {
                const MESSAGES: [&str; 4] = [
                    "GetUserSettings",
                    "GetDomainSettings",
                    "GetFederationInformation",
                    "GetOrganizationRelationshipSettings",
                ];
                let kind = MESSAGES.iter().find_map(|message| name.strip_prefix(message));
                self.what = match kind {
                    Some("RequestMessage") => Some(What::Request),
                    Some("ResponseMessage") => Some(What::Response),
                    _ => self.what,
                };
                self.namespace = start.namespace(start.prefix()).map(Attribute::spanned);
            }
            (_, "UserResponse" | "DomainResponse") => self.responses.push(Response::default()),
            (_, "UserSetting" | "DomainSetting") => self.response().settings.push(Setting::default()),
            (_, "WebClientUrl" | "ProtocolConnection") => {
                if let Some(setting) = self.response().settings.last_mut() {
                    setting.items.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, parent: &str, name: &'t str, value: Spanned<Cow<'t, str>>) {
        let is_error = self.what == Some(What::Fault);
        let value = value.map(Cow::into_owned);
        match (parent, name) {
            ("Response", "ErrorCode") => self.outer.code = Some(value),
            ("Response", "ErrorMessage") => self.outer.message = Some(value),
            ("UserResponse" | "DomainResponse", "ErrorCode") => self.response().code = Some(value),
            ("UserResponse" | "DomainResponse", "ErrorMessage") => self.response().message = Some(value),
            ("UserResponse" | "DomainResponse", "RedirectTarget") => {
                self.response().redirect_target = Some(value).filter(|target| !target.value.is_empty());
            }
            ("UserSettingError" | "DomainSettingError", "SettingName") => {
                self.response().not_available.push(value.value);
            }
            ("UserSetting" | "DomainSetting", name) => {
                let setting = self.response().settings.last_mut();
                match (setting, name) {
                    (Some(setting), "Name") => setting.name = Some(value),
                    (Some(setting), "Value") => setting.value = Some(value),
                    _ => {}
                }
            }
            ("WebClientUrl" | "ProtocolConnection", name) => {
                let item = self.response().settings.last_mut().and_then(|setting| setting.items.last_mut());
                if let Some(item) = item {
                    item.push((name.to_owned(), value));
                }
            }
            (_, "faultcode") | ("Code", "Value") if is_error => self.outer.code = Some(value),
            (_, "faultstring") | ("Reason", "Text") if is_error => self.outer.message = Some(value),
            _ => {}
        }
    }
}

impl Message {
    fn response(&mut self) -> &mut Response {
        self.responses.last_mut().unwrap_or(&mut self.outer)
    }

    /// An answer for each user or domain; `None` if the message is not Autodiscover's.
    fn answers(mut self, source: &Arc<Source>, span: Span, cut: bool) -> Option<Vec<Answer>> {
        let what = self.what?;
        let is_ours = self.namespace.as_ref().is_none_or(|namespace| namespace.value.contains("utodiscover"));
        if !is_ours {
            return None;
        }
        let namespace = self.namespace.take();
        let answer = |body: Body, response: &Response| Answer {
            root_namespace: namespace.clone(),
            auto_discover_smtp_address: response.value("AutoDiscoverSMTPAddress"),
            protocols: response.protocols(),
            cut,
            ..Answer::new(source, AnswerForm::Soap, span, body)
        };
        if what == What::Request {
            return Some(vec![answer(Body::Other(OtherKind::Request), &Response::default())]);
        }
        if self.responses.is_empty() {
            return Some(vec![answer(self.outer.body(), &self.outer)]);
        }
        // What is wrong with the whole message is wrong with each part that says nothing of its own.
        let outer = self.outer;
        let part = |response: &Response| {
            let speaks = response.code.is_some() || !outer.is_error();
            answer(if speaks { response.body() } else { outer.body() }, response)
        };
        Some(self.responses.iter().map(part).collect())
    }
}

impl Response {
    fn is_error(&self) -> bool {
        self.code.as_ref().is_some_and(|code| !code.value.is_empty() && code.value != "NoError")
    }

    fn body(&self) -> Body {
        match self.code.as_ref().map(|code| code.value.as_str()) {
            Some("RedirectAddress") => Body::RedirectAddr(self.redirect_target.clone()),
            Some("RedirectUrl") => Body::RedirectUrl(self.redirect_target.clone()),
            _ if self.is_error() => Body::Error { code: self.code.clone(), message: self.message.clone() },
            _ => Body::Settings,
        }
    }

    fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.is(name))
    }

    fn value(&self, name: &str) -> Option<Spanned<String>> {
        self.setting(name)?.value.clone().filter(|value| !value.value.trim().is_empty())
    }

    /// A setting as an element. One that was not asked for is unknown.
    fn element(&self, name: &str) -> Element {
        match self.value(name) {
            Some(value) => Element::Present(value),
            None if self.setting(name).is_some() || self.not_available.iter().any(|written| written == name) => {
                Element::Absent
            }
            None => Element::Unknown,
        }
    }

    /// `True` and `False` as `On` and `Off`.
    fn on_or_off(&self, name: &str) -> Element {
        match self.element(name) {
            Element::Present(value) if value.value.eq_ignore_ascii_case("true") => on("On", &value),
            Element::Present(value) if value.value.eq_ignore_ascii_case("false") => on("Off", &value),
            told => told,
        }
    }

    fn protocols(&self) -> Vec<Protocol> {
        let mut protocols: Vec<Protocol> = Vec::new();
        let rpc = ["InternalRpcClientServer", "InternalMailboxServer"];
        protocols.extend(rpc.iter().find_map(|name| self.protocol(ProtocolType::Exch, name)));
        let inside = self.protocol(ProtocolType::ExHttp, "InternalRpcHttpServer").map(|protocol| Protocol {
            ssl: self.on_or_off("InternalRpcHttpConnectivityRequiresSsl"),
            auth_package: self.element("InternalRpcHttpAuthenticationMethods"),
            ..protocol
        });
        let outside = self.protocol(ProtocolType::Expr, "ExternalMailboxServer").or_else(|| self.principal_alone());
        let outside = outside.map(|protocol| Protocol {
            ssl: self.on_or_off("ExternalMailboxServerRequiresSSL"),
            cert_principal_name: self.element("CertPrincipalName"),
            auth_package: self.element("ExternalMailboxServerAuthenticationMethods"),
            ..protocol
        });
        protocols.extend(match (inside, outside) {
            (Some(inside), Some(outside)) => vec![inside, Protocol { kind: ProtocolType::ExHttp, ..outside }],
            // Alone it would be taken for one outside.
            (Some(inside), None) => {
                vec![Protocol { kind: ProtocolType::Other("InternalRpcHttpServer".to_owned()), ..inside }]
            }
            (None, outside) => outside.into_iter().collect(),
        });
        let urls: Vec<Url> = self.settings.iter().flat_map(Setting::urls).collect();
        if let Some(first) = urls.first() {
            let span = first.value.span;
            protocols.push(Protocol { urls, ..unknown(ProtocolType::Web, span) });
        }
        protocols.extend(self.settings.iter().flat_map(Setting::connections));
        protocols
    }

    /// A Protocol of which only its principal is known: its server was not asked for, or is given nowhere.
    fn principal_alone(&self) -> Option<Protocol> {
        let principal = self.value("CertPrincipalName")?;
        let span = self.setting("CertPrincipalName")?.name.as_ref().map_or(principal.span, |name| name.span);
        Some(unknown(ProtocolType::Expr, span))
    }

    /// A Protocol of which only its server is known.
    fn protocol(&self, kind: ProtocolType, name: &str) -> Option<Protocol> {
        let server = self.value(name)?;
        let span = self.setting(name)?.name.as_ref().map_or(server.span, |name| name.span);
        Some(Protocol { server: Element::Present(server), ..unknown(kind, span) })
    }
}

fn on(text: &str, written: &Spanned<String>) -> Element {
    Element::Present(Spanned::new(text.to_owned(), written.span))
}

fn unknown(kind: ProtocolType, span: Span) -> Protocol {
    Protocol::new(kind, span, &Element::Unknown)
}

impl Setting {
    fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|written| written.value == name)
    }

    /// URLs by the setting's name, such as `ExternalEwsUrl`, and those of a collection of web clients. Fragments are named
    /// otherwise.
    fn urls(&self) -> Vec<Url> {
        let Some(name) = self.name.as_ref().map(|name| name.value.as_str()) else { return Vec::new() };
        let url = |value: &Spanned<String>, authentication_method| Url {
            internal: name.starts_with("Internal"),
            external: name.contains("External"),
            authentication_method,
            ..Url::new(name.to_owned(), value.clone(), &mut HostsOfUrls::default())
        };
        let own = self.value.iter().filter(|value| is_named_url(name) && is_absolute(&value.value));
        let own = own.map(|value| url(value, None));
        let in_items = self.items.iter().filter_map(|item| {
            let value = of(item, "Url").filter(|value| is_absolute(&value.value))?;
            Some(url(value, of(item, "AuthenticationMethods").cloned().map(Box::new)))
        });
        own.chain(in_items).collect()
    }

    /// `ExternalImap4Connections` and its like, as hosters' Protocols.
    fn connections(&self) -> Vec<Protocol> {
        let name = self.name.as_ref().map_or("", |name| name.value.as_str());
        let services = [("Pop3", "POP3"), ("Imap4", "IMAP"), ("Smtp", "SMTP")];
        let Some((_, service)) = services.iter().find(|(part, _)| name.contains(part)) else { return Vec::new() };
        let connection = |item: &Vec<(String, Spanned<String>)>| {
            let host = of(item, "Hostname")?;
            let kind = ProtocolType::Other((*service).to_owned());
            Some(Protocol { server: Element::Present(host.clone()), ..unknown(kind, host.span) })
        };
        self.items.iter().filter_map(connection).collect()
    }
}

fn of<'i>(item: &'i [(String, Spanned<String>)], name: &str) -> Option<&'i Spanned<String>> {
    item.iter().find(|(written, _)| written == name).map(|(_, value)| value)
}
