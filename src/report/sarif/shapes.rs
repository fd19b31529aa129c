//! The objects of SARIF 2.1.0 that are used here, with the names that the standard gives them.

use serde::{Serialize, Serializer};

/// A list that is written as it is made: no more than one item is held.
pub(super) struct Each<F>(pub F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A text for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// A text in which nothing is read as an argument (`{0}`; SARIF doubles braces that are meant as such) or as a link
    /// (`[text](target)`).
    pub(super) fn new(text: &str) -> Message {
        Message { text: text.replace('{', "{{").replace('}', "}}").replace("](", "\\](") }
    }
}

/// A text as it is, and with marks.
#[derive(Debug, Serialize)]
pub(super) struct Help {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
}

/// Where a file is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Message>,
}

impl ArtifactLocation {
    /// What a URI names, below a base or by itself.
    pub(super) fn at(uri: String, uri_base_id: Option<String>) -> ArtifactLocation {
        ArtifactLocation { uri: Some(uri), uri_base_id, ..ArtifactLocation::default() }
    }
}

/// A part of a file: lines and columns of a text, or bytes.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_offset: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte_length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Content>,
}

/// A piece of a file.
#[derive(Debug, Serialize)]
pub(super) struct Content {
    pub text: String,
}

/// A file, or a part of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// A place within a certificate.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogicalLocation {
    pub name: String,
    pub fully_qualified_name: String,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Decoded>,
}

/// What stands at a place within a certificate, decoded. It stands in no file in this form.
#[derive(Debug, Serialize)]
pub(super) struct Decoded {
    pub decoded: String,
}

/// A place.
#[derive(Debug, Default, Serialize)]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    #[serde(rename = "physicalLocation", skip_serializing_if = "Option::is_none")]
    pub physical: Option<PhysicalLocation>,
    #[serde(rename = "logicalLocations", skip_serializing_if = "Vec::is_empty")]
    pub logical: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

impl Location {
    /// A place of which nothing is said.
    pub(super) fn bare(place: PhysicalLocation) -> Location {
        Location { physical: Some(place), ..Location::default() }
    }
}

/// Which rule is meant.
#[derive(Debug, Serialize)]
pub(super) struct RuleReference {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
}
