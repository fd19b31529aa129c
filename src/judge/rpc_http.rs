//! The protocols that Outlook Anywhere reads, each with the client side it is for.

use super::{groundwork::Groundwork, servers::Servers};
use crate::{
    finding::Reason,
    model::{
        autodiscover::{Answer, Element, Protocol, ProtocolType},
        host::Host,
        principal::{Form, Principal},
        source::{Place, Span},
    },
    text::keys::reasons,
};

/// From where a client that reads this connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum ClientSide {
    /// Within the company's network.
    Inside,
    /// From anywhere.
    Outside,
}

impl ClientSide {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What an `SSL` element says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ssl {
    /// On, by its text or by default ([MS-OXDSCLI]: absent means on).
    On,
    /// Off.
    Off,
    /// Neither on nor off; judged as On.
    Misspelt,
}

/// Reads an `SSL` element; case does not matter.
pub fn ssl_of(element: &Element) -> Ssl {
    match element.text().map(str::trim) {
        None | Some("") => Ssl::On,
        Some(text) if text.eq_ignore_ascii_case("on") => Ssl::On,
        Some(text) if text.eq_ignore_ascii_case("off") => Ssl::Off,
        Some(_) => Ssl::Misspelt,
    }
}

/// A top-level EXPR or EXHTTP Protocol of an answer.
#[derive(Debug)]
pub struct RpcHttpProtocol<'a> {
    /// Its place among all of them.
    pub index: usize,
    /// The answer.
    pub answer: &'a Answer,
    /// The Protocol.
    pub protocol: &'a Protocol,
    /// What its `CertPrincipalName` requires, if it has one.
    pub principal: Option<Principal>,
    /// `SSL`.
    pub ssl: Ssl,
    /// The host of `Server`, if it is one.
    pub host: Option<Host>,
    /// Which clients it is for.
    pub side: ClientSide,
    /// Why.
    pub side_why: Reason,
    /// Its Server is Microsoft's, and no certificate here covers it: it is not judged.
    pub not_ours: bool,
}

impl RpcHttpProtocol<'_> {
    /// A saved answer tells with it what external clients receive about servers here.
    pub fn tells_outside(&self) -> bool {
        self.side == ClientSide::Outside && !self.not_ours
    }

    /// A place in the answer's file.
    pub fn place(&self, span: Span) -> Place {
        self.answer.place(span)
    }

    /// SSL is on, by its text, by default or for want of a better reading.
    pub fn ssl_on(&self) -> bool {
        self.ssl != Ssl::Off
    }
}

/// The EXPR and EXHTTP Protocols of all answers, in order.
pub(super) fn rpc_http_protocols<'a>(groundwork: &Groundwork<'a>) -> Vec<RpcHttpProtocol<'a>> {
    let mut rpc_http_protocols = Vec::new();
    for answer in &groundwork.deployment.answers {
        let ex_http = answer.protocols.iter().filter(|protocol| protocol.kind == ProtocolType::ExHttp).count();
        let mut seen_ex_http = 0;
        for protocol in &answer.protocols {
            let is_ex_http = protocol.kind == ProtocolType::ExHttp;
            if !is_ex_http && protocol.kind != ProtocolType::Expr {
                continue;
            }
            seen_ex_http += usize::from(is_ex_http);
            let host = protocol.server.text().and_then(|server| Host::parse(server.trim()).ok());
            let ssl = ssl_of(&protocol.ssl);
            let first_of_two = is_ex_http && seen_ex_http == 1 && ex_http == 2;
            let principal = protocol.cert_principal_name.text().and_then(Principal::parse);
            let is_none = principal.as_ref().is_some_and(|principal| principal.form == Form::None);
            let (side, side_why) = if ssl == Ssl::Off && is_none {
                (ClientSide::Inside, Reason::new(reasons::VANTAGE_SSL_OFF_NONE))
            } else {
                side_of(protocol, host.as_ref(), first_of_two, &groundwork.servers)
            };
            // Where no Server is given, the principal tells whose it is.
            let required = || principal.as_ref()?.name()?.host();
            let not_ours = host.as_ref().or_else(required).is_some_and(|host| groundwork.is_microsofts(host));
            rpc_http_protocols.push(RpcHttpProtocol {
                index: rpc_http_protocols.len(),
                answer,
                protocol,
                principal,
                ssl,
                host,
                side,
                side_why,
                not_ours,
            });
        }
    }
    rpc_http_protocols
}

fn side_of(protocol: &Protocol, host: Option<&Host>, first_of_two: bool, servers: &Servers) -> (ClientSide, Reason) {
    if first_of_two {
        (ClientSide::Inside, Reason::new(reasons::VANTAGE_FIRST_EXHTTP))
    } else if let Some(host) = host.filter(|host| host.is_internal()) {
        (ClientSide::Inside, Reason::new(reasons::VANTAGE_INTERNAL_SERVER).with("host", host.as_str()))
    } else if let Some(host) = host.filter(|host| servers.is_internal_only(host)) {
        (ClientSide::Inside, Reason::new(reasons::VANTAGE_INTERNAL_HOSTNAME).with("host", host.as_str()))
    } else {
        (ClientSide::Outside, Reason::new(reasons::VANTAGE_OUTSIDE).with("protocol", protocol.kind.name()))
    }
}
