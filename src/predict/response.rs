//! A predicted response: Protocols of values, each with the lines of the exports that it comes from.

use super::ground::{Ground, Reason};
use crate::model::{autodiscover::ProtocolType, exchange::Version, source::Place};

/// From where a client connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Side {
    /// Within the company's network.
    Inside,
    /// From anywhere.
    Outside,
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Inside, Side::Outside];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a client says that it can do, by the headers of its request (Microsoft, "POX Autodiscover request for Exchange").
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum Client {
    /// MAPI over HTTP (`X-MapiHttpCapability: 1`), EXHTTP and Negotiate (`X-ClientCanHandle`): current Outlook.
    MapiHttp,
    /// EXHTTP and Negotiate, but not MAPI over HTTP.
    ExHttp,
    /// None of these: RPC over HTTP by EXPR.
    RpcHttp,
}

impl Client {
    /// All of them, the most capable first.
    pub const ALL: [Client; 3] = [Client::MapiHttp, Client::ExHttp, Client::RpcHttp];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What one server tells one kind of client.
#[derive(Debug)]
pub struct Response {
    /// The server's name, empty where no export has it.
    pub server: String,
    /// Its version, if an export tells it.
    pub version: Option<Version>,
    /// From where the client connects: both where it is told the same.
    pub sides: Vec<Side>,
    /// What the client can do.
    pub client: Client,
    /// The Protocols, in the order of the response.
    pub protocols: Vec<Protocol>,
    /// What is left out.
    pub left_out: Vec<LeftOut>,
}

impl Response {
    /// Whether both have the same values and leave out the same.
    pub(super) fn says_the_same(&self, other: &Response) -> bool {
        let same = |one: &Protocol, other: &Protocol| {
            let values = one.values.iter().zip(&other.values);
            let mut differing = values.filter(|(one, other)| one.element != other.element || one.text != other.text);
            one.kind == other.kind && one.values.len() == other.values.len() && differing.next().is_none()
        };
        self.left_out == other.left_out
            && self.protocols.len() == other.protocols.len()
            && self.protocols.iter().zip(&other.protocols).all(|(one, other)| same(one, other))
    }
}

/// One Protocol.
#[derive(Debug)]
pub struct Protocol {
    /// Its type.
    pub kind: ProtocolType,
    /// For which clients it is, where one response has it for both.
    pub side: Option<Side>,
    /// Its values.
    pub values: Vec<Value>,
}

impl Protocol {
    /// A Protocol without values.
    pub fn new(kind: ProtocolType) -> Protocol {
        Protocol { kind, side: None, values: Vec::new() }
    }

    /// The value of an element.
    pub fn value(&self, element: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.element == element)
    }
}

/// The value of one element.
#[derive(Debug)]
pub struct Value {
    /// The element, after those that it is in: `Server`, `Internal/OWAUrl`, `MailStore/InternalUrl`.
    pub element: &'static str,
    /// The value as Exchange writes it.
    pub text: String,
    /// `AuthenticationMethod` of an `OWAUrl`.
    pub authentication_method: Option<String>,
    /// Where in the exports it comes from.
    pub from: Vec<Place>,
    /// Why.
    pub ground: Ground,
    /// An export that is missing would show otherwise, and this is what Exchange Setup leaves.
    pub is_assumed: bool,
}

impl Value {
    /// A value that an export shows.
    pub fn new(element: &'static str, text: impl Into<String>, from: Vec<Place>, ground: Ground) -> Value {
        Value { element, text: text.into(), authentication_method: None, from, ground, is_assumed: false }
    }
}

/// An element that is left out, or a whole Protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The Protocol.
    pub kind: ProtocolType,
    /// The elements; none for the whole Protocol.
    pub elements: Vec<&'static str>,
    /// Why.
    pub why: Reason,
}
