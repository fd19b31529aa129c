//! Predicted responses, as one model for people and for programs.

mod human;
mod xml;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Serializer;

pub use self::{human::write as write_human, xml::write as write_xml};

use super::{json::Lines, model::Tool, rows};
use crate::{
    model::{deployment::Deployment, source::Place},
    predict::{
        compare::{self, Compared},
        ground::Reason,
        response::{Protocol, Response, Value},
    },
    text::{Key, Words, keys::predict as keys},
};

/// The predicted responses of all deployments. Strings are raw: each form makes them harmless where they are written.
#[derive(Debug, Serialize)]
pub struct Predicted {
    /// Version of the schema.
    pub schema: u32,
    /// What made it.
    pub tool: Tool,
    /// The deployments, in their order.
    pub deployments: Vec<OfDeployment>,
}

/// The predicted responses of one deployment.
#[derive(Debug, Serialize)]
pub struct OfDeployment {
    /// Its name.
    pub name: String,
    /// The responses.
    pub responses: Vec<ResponseRow>,
    /// The saved responses, each beside the predicted one that is nearest to it.
    pub compared: Vec<ComparedRow>,
}

/// One response.
#[derive(Debug, Serialize)]
pub struct ResponseRow {
    /// The server; empty where no export has its name.
    pub server: String,
    /// Its version; null where no export has it.
    pub version: Option<String>,
    /// `inside`, `outside`, or both.
    pub sides: Vec<&'static str>,
    /// `mapi-http`, `ex-http` or `rpc-http`.
    pub client: &'static str,
    /// The Protocols.
    pub protocols: Vec<ProtocolRow>,
    /// What is left out.
    pub left_out: Vec<LeftOutRow>,
}

/// One Protocol.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ProtocolRow {
    /// `EXCH`, `EXPR`, `EXHTTP`, `WEB` or `mapiHttp`.
    pub r#type: String,
    /// For which clients an EXHTTP Protocol is; null for others.
    pub side: Option<&'static str>,
    /// Its values.
    pub values: Vec<ValueRow>,
}

/// One value.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ValueRow {
    /// The element, after those that it is in.
    pub element: &'static str,
    /// The value.
    pub value: String,
    /// `AuthenticationMethod` of an `OWAUrl`; null for others.
    pub authentication_method: Option<String>,
    /// The lines of the exports that it comes from.
    pub from: Vec<PlaceRow>,
    /// Why it is so.
    pub ground: &'static str,
    /// The document that says so.
    pub reference: &'static str,
    /// No export shows it, and it is what Exchange Setup leaves.
    pub assumed: bool,
}

/// A line of an export.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PlaceRow {
    /// The path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// The line; null for a file as a whole.
    pub line: Option<u32>,
}

/// Elements that are left out.
#[derive(Debug, Serialize)]
pub struct LeftOutRow {
    /// The Protocol.
    pub r#type: String,
    /// The elements; none for the whole Protocol.
    pub elements: Vec<&'static str>,
    /// Why.
    pub reason: &'static str,
    /// The same in words.
    pub text: String,
}

/// A saved response beside a predicted one.
#[derive(Debug, Serialize)]
pub struct ComparedRow {
    /// Where it is saved.
    pub saved: PlaceRow,
    /// The server of the predicted one.
    pub server: String,
    /// For which sides that is.
    pub sides: Vec<&'static str>,
    /// For which client that is.
    pub client: &'static str,
    /// What differs.
    pub differences: Vec<DifferenceRow>,
}

/// A value that differs.
#[derive(Debug, Serialize)]
pub struct DifferenceRow {
    /// The Protocol.
    pub r#type: String,
    /// The element; empty where one of the two lacks the whole Protocol.
    pub element: &'static str,
    /// The predicted value; null for a whole Protocol.
    pub predicted: Option<String>,
    /// The lines of the exports that it comes from.
    pub from: Vec<PlaceRow>,
    /// The saved value; null where the saved response lacks the Protocol.
    pub saved: Option<String>,
    /// Where that is.
    pub saved_at: Option<PlaceRow>,
    /// The server for which the saved value is predicted; null where there is none.
    pub other_server: Option<String>,
}

impl Predicted {
    /// Nothing yet.
    pub fn new() -> Predicted {
        Predicted { schema: 1, tool: Tool::this(), deployments: Vec::new() }
    }

    /// Adds a deployment: those of its responses that are asked for, and all of its saved ones.
    pub fn add(&mut self, deployment: &Deployment, all: &[Response], is_wanted: impl Fn(&Response) -> bool) {
        let words = Words::new("en");
        let compared = compare::compare(all, &deployment.answers);
        self.deployments.push(OfDeployment {
            name: deployment.name.clone(),
            responses: all.iter().filter(|response| is_wanted(response)).map(|one| response(one, &words)).collect(),
            compared: compared.iter().map(compared_row).collect(),
        });
    }

    /// Whether no deployment has a response.
    pub fn is_empty(&self) -> bool {
        self.deployments.iter().all(|deployment| deployment.responses.is_empty())
    }

    /// Writes one JSON document.
    ///
    /// # Errors
    ///
    /// Fails where `out` does.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        /// Down to the values of a Protocol, each on a line of its own.
        const DEEPEST: usize = 8;
        self.serialize(&mut Serializer::with_formatter(&mut *out, Lines::harmless(DEEPEST)))?;
        writeln!(out)
    }
}

impl Default for Predicted {
    fn default() -> Predicted {
        Predicted::new()
    }
}

/// What is said where there is nothing to predict from.
pub const TO_EXPORT: Key = keys::TO_EXPORT;

/// A sentence without values.
pub fn say(key: Key) -> String {
    Words::new("en").say(key, &[])
}

fn response(response: &Response, words: &Words) -> ResponseRow {
    let left_out = response.left_out.iter().map(|left| LeftOutRow {
        r#type: left.kind.name().to_owned(),
        elements: left.elements.clone(),
        reason: left.why.name(),
        text: words.say(reason(left.why), &[("about", left.why.about().into())]),
    });
    ResponseRow {
        server: response.server.clone(),
        version: response.version.map(crate::model::exchange::Version::shown),
        sides: response.sides.iter().map(|side| side.name()).collect(),
        client: response.client.name(),
        protocols: response.protocols.iter().map(protocol).collect(),
        left_out: left_out.collect(),
    }
}

fn protocol(protocol: &Protocol) -> ProtocolRow {
    let value = |value: &Value| ValueRow {
        element: value.element,
        value: value.text.clone(),
        authentication_method: value.authentication_method.clone(),
        from: value.from.iter().map(place).collect(),
        ground: value.ground.name(),
        reference: value.ground.reference(),
        assumed: value.is_assumed,
    };
    ProtocolRow {
        r#type: protocol.kind.name().to_owned(),
        side: protocol.side.map(crate::predict::response::Side::name),
        values: protocol.values.iter().map(value).collect(),
    }
}

fn compared_row(compared: &Compared<'_>) -> ComparedRow {
    let differences = compared.differences.iter().map(|difference| DifferenceRow {
        r#type: difference.kind.name().to_owned(),
        element: difference.element,
        predicted: difference.predicted.map(|value| value.text.clone()),
        from: difference.predicted.into_iter().flat_map(|value| &value.from).map(place).collect(),
        saved: difference.saved.clone(),
        saved_at: difference.place.as_ref().map(place),
        other_server: difference.other_server.map(str::to_owned),
    });
    ComparedRow {
        saved: place(&compared.place),
        server: compared.response.server.clone(),
        sides: compared.response.sides.iter().map(|side| side.name()).collect(),
        client: compared.response.client.name(),
        differences: differences.collect(),
    }
}

fn place(place: &Place) -> PlaceRow {
    PlaceRow {
        path: place.source.path.clone(),
        inside: place.source.inside.clone(),
        line: place.start().map(|start| start.line),
    }
}

impl PlaceRow {
    /// The file.
    fn path(&self) -> String {
        rows::shown_place(&self.path, &self.inside, None)
    }

    /// `file:line`.
    fn shown(&self) -> String {
        let path = self.path();
        self.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"))
    }
}

fn reason(why: Reason) -> Key {
    match why {
        Reason::Mailbox => keys::REASON_MAILBOX,
        Reason::NotExported(_) => keys::REASON_NOT_EXPORTED,
        Reason::Empty(_) => keys::REASON_EMPTY,
        Reason::NotDocumented => keys::REASON_NOT_DOCUMENTED,
        Reason::Version => keys::REASON_VERSION,
        Reason::TooOld => keys::REASON_TOO_OLD,
        Reason::MapiHttpOff => keys::REASON_MAPI_HTTP_OFF,
    }
}
