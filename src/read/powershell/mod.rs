//! Output of PowerShell, whatever cmdlet it came from: `Format-List`, `Format-Table`, CSV, JSON and CLIXML become
//! records of named values, each with its place in the text.

mod clixml;
mod command;
mod csv;
mod json;
mod lines;
mod list;
mod loose_list;
mod pieces;
mod printed;
mod table;

use std::sync::Arc;

use crate::model::{
    file::{Limits, ProblemKind},
    source::{Span, Spanned, Text},
};

pub use self::command::Command;

/// What PowerShell wrote.
#[derive(Debug)]
pub struct Output {
    /// The form; of several in one text, the first one's.
    pub form: Form,
    /// The objects, in the order of the text.
    pub records: Vec<Record>,
    /// Objects within these that are exported on their own too, by what they have: certificates, and what a collector puts
    /// together.
    pub inner: Vec<Record>,
    /// What was wrong, with the place.
    pub problems: Vec<(ProblemKind, Span)>,
    /// Tables whose values can no longer be distinguished.
    pub torn: Vec<Span>,
    /// How the text was taken.
    pub manner: Manner,
    /// There are lines of it that were not read.
    pub in_part: bool,
}

impl Output {
    /// Nothing yet.
    pub(super) fn new(form: Form) -> Output {
        Output {
            form,
            records: Vec::new(),
            inner: Vec::new(),
            problems: Vec::new(),
            torn: Vec::new(),
            manner: Manner::Exact,
            in_part: false,
        }
    }
}

/// The forms in which PowerShell writes objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `Format-List`.
    List,
    /// `Format-Table`.
    Table,
    /// `Export-Csv`, `ConvertTo-Csv`.
    Csv,
    /// `ConvertTo-Json`.
    Json,
    /// `Export-Clixml`.
    Clixml,
    /// No form of PowerShell's: LDIF, whose entries are records too.
    Ldif,
}

/// One object.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Its .NET types, the most derived first; empty where the form does not tell.
    pub type_names: Arc<[String]>,
    /// The whole object.
    pub span: Span,
    /// Its properties, in the order of the text.
    pub fields: Vec<Field>,
    /// The command that printed it, where that is above it.
    pub command: Option<Arc<Command>>,
}

impl Record {
    /// An object of which no type and no command is known.
    pub(super) fn new(span: Span, fields: Vec<Field>) -> Record {
        Record { span, fields, ..Record::default() }
    }

    /// The property of this name, without regard to case.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.value.eq_ignore_ascii_case(name))
    }

    /// Whether it has a property of this name, without regard to case.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// Whether it has one of these properties, without regard to case.
    pub fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// The value of the property of this name, without regard to case.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.field(name).map(|field| &field.value)
    }

    /// The text of the property of this name, if it has a whole one.
    pub fn text(&self, name: &str) -> Option<&Spanned<String>> {
        self.value(name).and_then(Value::text)
    }
}

/// One property.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name; in a table or CSV its place is the header's.
    pub name: Spanned<Arc<str>>,
    /// Its value.
    pub value: Value,
}

/// A value. Numbers, dates and booleans are text, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing is here.
    Null(Span),
    /// A whole text; empty where the form tells an empty text from nothing.
    Text(Spanned<String>),
    /// What a table left of a text, without the truncation mark.
    Cut(Spanned<String>),
    /// A collection.
    List {
        /// Its visible items.
        items: Vec<Spanned<String>>,
        /// Whether there are more, or some that the form does not show.
        cut: bool,
        /// The whole collection.
        span: Span,
    },
    /// An object within the object.
    Object(Box<Object>),
    /// Bytes, decoded.
    Bytes(Spanned<Vec<u8>>),
}

impl Value {
    /// The text of a whole text, or what an object calls itself.
    pub fn text(&self) -> Option<&Spanned<String>> {
        match self {
            Value::Text(text) => Some(text),
            Value::Object(object) => object.text.as_ref(),
            Value::Null(_) | Value::Cut(_) | Value::List { .. } | Value::Bytes(_) => None,
        }
    }

    /// Where it is.
    pub fn span(&self) -> Span {
        match self {
            Value::Null(span) | Value::List { span, .. } => *span,
            Value::Text(text) | Value::Cut(text) => text.span,
            Value::Object(object) => object.span,
            Value::Bytes(bytes) => bytes.span,
        }
    }
}

/// An object within an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What its `ToString` gave: an enum's words, a wrapped value.
    pub text: Option<Spanned<String>>,
    /// The whole object.
    pub span: Span,
    /// Its simple properties.
    pub properties: Vec<(Spanned<Arc<str>>, Spanned<String>)>,
}

/// Reads what PowerShell wrote; `None` if the text is no output of PowerShell.
pub fn read(text: &Text, limits: &Limits) -> Option<Output> {
    let content = text.as_str();
    let trimmed = content.trim_start();
    if trimmed.starts_with('<') || trimmed.starts_with(clixml::PREFIX) {
        return clixml::read(content, limits);
    }
    let begins_json = trimmed.starts_with(['{', '[']) && !trimmed.lines().next().is_some_and(lines::is_prompt);
    if begins_json {
        return read_json(content, limits);
    }
    csv::read(content).or_else(|| printed::read(content, Manner::Exact, limits))
}

/// Reads JSON; `None` if it holds no objects.
pub(super) fn read_json(content: &str, limits: &Limits) -> Option<Output> {
    json::read(content, limits)
}

/// Reads what PowerShell wrote and people sent: other text around it, blanks collapsed, values wrapped.
pub(super) fn read_loosely(content: &str, limits: &Limits) -> Option<Output> {
    csv::read(content).or_else(|| printed::read(content, Manner::Loose, limits))
}

/// How the text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As PowerShell writes it.
    Exact,
    /// As people send it.
    Loose,
}

/// The computer that an object came from, as remote sessions name it.
fn computer(named: &Field) -> Field {
    Field { name: Spanned::new(Arc::from("PSComputerName"), named.name.span), value: named.value.clone() }
}

/// Whether a value is only the name of its .NET type: the export says nothing about it.
fn is_type_name(value: &str) -> bool {
    let rooted = ["System.", "Microsoft.", "Deserialized."].iter().any(|root| value.starts_with(root));
    let generic = value.contains('`') || value.ends_with("[]");
    rooted
        && value.matches('.').count() >= if generic { 1 } else { 2 }
        && (generic || value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '_')))
        && !value.contains("://")
}

/// Whether it is how a property is named.
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && name.len() <= 128
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
