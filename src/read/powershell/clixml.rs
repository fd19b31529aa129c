//! `Export-Clixml`. What a corrupt document still holds is kept; a document type is refused.

use std::{collections::HashMap, sync::Arc};

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{Field, Form, Object, Output, Record, Value};
use crate::{
    model::{
        file::{Limits, ProblemKind},
        source::{Span, Spanned},
    },
    read::xml::{Damage, DamageKind, Event, Reader, Start, Text},
};

/// How PowerShell introduces CLIXML on a stream.
pub(super) const PREFIX: &str = "#< CLIXML";

const FORM: &str = "CLIXML";

/// How many corrupt values of one text are reported.
const MAX_PROBLEMS: usize = 64;

/// Reads a CLIXML text; `None` if its root is another.
pub(super) fn read(content: &str, limits: &Limits) -> Option<Output> {
    let xml = content.trim_start();
    let xml = xml.strip_prefix(PREFIX).unwrap_or(xml);
    let mut events = Reader::starting_at(content, content.len() - xml.len(), limits.depth).tolerating_tags();
    let root = events.find_map(|event| match event {
        Event::Start(root) => Some(Ok(root)),
        Event::Damage(damage) if damage.ends_reading() => Some(Err(damage)),
        _ => None,
    });
    let mut document = Document::new(content.len());
    match root? {
        Ok(root) if root.local() == "Objs" => document.stack.push(Open::new(Part::Root, root.span)),
        // Nothing after a document type is read: the root is looked for in the text.
        Err(damage) if damage.kind == DamageKind::DocumentType && xml.contains("<Objs") => document.note(damage),
        _ => return None,
    }
    let mut end = content.len();
    for event in events {
        match event {
            Event::Start(start) => document.open(&start),
            Event::Text(text) => document.text(&text),
            Event::End(ended) => document.close(ended.span),
            Event::Damage(damage) => {
                end = damage.span.start as usize;
                document.note(damage);
            }
        }
    }
    document.keep_what_is_open(end);
    Some(Output {
        records: document.records,
        inner: document.inner,
        problems: document.problems,
        ..Output::new(Form::Clixml)
    })
}

/// What an element is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Root,
    Object,
    TypeNames,
    TypeName,
    ToString,
    /// `Props`, `MS` and whatever else only groups.
    Group,
    List,
    /// A dictionary's entry shows its key.
    Entry,
    Nil,
    Bytes,
    Leaf,
}

impl Part {
    fn of(element: &str, below_object: bool) -> Part {
        match element {
            "Obj" => Part::Object,
            "TN" => Part::TypeNames,
            "T" => Part::TypeName,
            "ToString" if below_object => Part::ToString,
            "Props" | "MS" => Part::Group,
            "LST" | "IE" | "STK" | "QUE" | "DCT" => Part::List,
            "En" => Part::Entry,
            "Nil" => Part::Nil,
            "BA" => Part::Bytes,
            _ => Part::Leaf,
        }
    }

    fn has_text(self) -> bool {
        matches!(self, Part::Leaf | Part::Bytes | Part::TypeName | Part::ToString)
    }
}

/// An element that is open.
struct Open {
    part: Part,
    name: Option<Spanned<Arc<str>>>,
    reference: Option<String>,
    tag: Span,
    /// Its text so far; at first an empty one behind the start tag.
    text: Spanned<String>,
    type_names: Vec<String>,
    shared_types: Option<Arc<[String]>>,
    to_string: Option<Spanned<String>>,
    fields: Vec<Field>,
    items: Option<(Vec<Spanned<String>>, bool)>,
    items_span: Span,
}

impl Open {
    fn new(part: Part, tag: Span) -> Open {
        let behind = Span { start: tag.end, end: tag.end };
        Open {
            part,
            name: None,
            reference: None,
            tag,
            text: Spanned::new(String::new(), behind),
            type_names: Vec::new(),
            shared_types: None,
            to_string: None,
            fields: Vec::new(),
            items: None,
            items_span: behind,
        }
    }

    fn text(&self) -> Spanned<String> {
        Spanned::new(unescape(&self.text.value), self.text.span)
    }
}

struct Document {
    stack: Vec<Open>,
    types: HashMap<String, Arc<[String]>>,
    /// What objects call themselves, for references to them.
    texts: HashMap<String, Spanned<String>>,
    /// How many bytes references may still copy: no small text may grow large.
    copies_left: usize,
    records: Vec<Record>,
    inner: Vec<Record>,
    problems: Vec<(ProblemKind, Span)>,
}

impl Document {
    fn new(length: usize) -> Document {
        Document {
            stack: Vec::new(),
            types: HashMap::new(),
            texts: HashMap::new(),
            copies_left: length,
            records: Vec::new(),
            inner: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn note(&mut self, Damage { kind, span }: Damage) {
        self.problem(
            match kind.into() {
                ProblemKind::NotWellFormed { detail } => damaged(detail),
                ProblemKind::DocumentCut { .. } => damaged("the document ends before its root element does".to_owned()),
                other => other,
            },
            span,
        );
    }

    fn problem(&mut self, kind: ProblemKind, span: Span) {
        let is_of_one_value = matches!(kind, ProblemKind::ExportDamaged { .. });
        match self.problems.len() {
            listed if listed < MAX_PROBLEMS || !is_of_one_value => self.problems.push((kind, span)),
            MAX_PROBLEMS => self.problems.push((ProblemKind::too_many_problems(MAX_PROBLEMS), span)),
            _ => {}
        }
    }

    fn open(&mut self, start: &Start<'_>) {
        let element = start.local();
        let below_object = self.stack.last().is_some_and(|open| open.part == Part::Object);
        let mut open = Open::new(Part::of(element, below_object), start.span);
        open.name = start.attribute("N").map(|name| Spanned::new(Arc::from(unescape(&name.value)), name.span));
        open.reference = start.attribute("RefId").map(|id| id.value.to_string());
        if let Some(parent) = self.stack.last_mut()
            && element == "TNRef"
        {
            parent.shared_types = open.reference.as_ref().and_then(|id| self.types.get(id)).cloned();
        }
        if element == "Ref"
            && let Some(target) = open.reference.take().and_then(|id| self.texts.get(&id))
            && target.value.len() <= self.copies_left
        {
            self.copies_left -= target.value.len();
            open.to_string = Some(target.clone());
        }
        self.stack.push(open);
    }

    fn text(&mut self, text: &Text<'_>) {
        let Some(open) = self.stack.last_mut().filter(|open| open.part.has_text()) else { return };
        let span = if open.text.value.is_empty() { text.span } else { open.text.span.to(text.span) };
        open.text.value.push_str(&text.value);
        open.text.span = span;
    }

    /// Takes what is complete of the open elements; a value that breaks off is dropped.
    fn keep_what_is_open(&mut self, end: usize) {
        let end = Span::new(end, end);
        while let Some(open) = self.stack.last_mut() {
            if open.part.has_text() || open.part == Part::Nil {
                self.stack.pop();
                continue;
            }
            if let Some((_, cut)) = &mut open.items {
                *cut = true;
            } else if open.part == Part::List {
                open.items = Some((Vec::new(), true));
            }
            self.close(end);
        }
    }

    /// Hands what the innermost element held to the one around it.
    fn close(&mut self, end: Span) {
        let Some(open) = self.stack.pop() else { return };
        let Some(parent) = self.stack.last_mut() else { return };
        let span = open.tag.to(end);
        match open.part {
            Part::Root => {}
            Part::TypeName => parent.type_names.push(open.text().value),
            Part::TypeNames => {
                let names: Arc<[String]> = Arc::from(open.type_names);
                if let Some(id) = open.reference {
                    self.types.insert(id, Arc::clone(&names));
                }
                parent.shared_types = Some(names);
            }
            Part::ToString => parent.to_string = Some(open.text()),
            // What a group holds belongs to the object around it.
            Part::Group => parent.fields.extend(open.fields),
            Part::Entry => {
                let key = open.fields.into_iter().find(|field| field.name.value.eq_ignore_ascii_case("Key"));
                self.give(None, key.map_or(Value::Null(span), |field| field.value));
            }
            Part::List => {
                parent.items = Some(open.items.unwrap_or_default());
                parent.items_span = span;
            }
            Part::Object => self.close_object(open, span),
            Part::Nil => self.give(open.name, Value::Null(span)),
            Part::Bytes => {
                let text = open.text();
                let compact: String = text.value.split_ascii_whitespace().collect();
                match BASE64_STANDARD.decode(compact) {
                    Ok(bytes) => self.give(open.name, Value::Bytes(Spanned::new(bytes, text.span))),
                    Err(error) => self.problem(damaged(error.to_string()), text.span),
                }
            }
            Part::Leaf => {
                let text = open.to_string.clone().unwrap_or_else(|| open.text());
                self.give(open.name, Value::Text(text));
            }
        }
    }

    fn close_object(&mut self, mut open: Open, span: Span) {
        if let (Some(id), Some(text)) = (&open.reference, &open.to_string) {
            self.texts.insert(id.clone(), text.clone());
        }
        let parts: Vec<Part> = self.stack.iter().map(|open| open.part).take(4).collect();
        match parts.as_slice() {
            // An exported collection: its items are the records.
            [Part::Root] if open.items.is_some() => return,
            [Part::Root] | [Part::Root, Part::Object, Part::List] => {
                let type_names = open.shared_types.unwrap_or_default();
                return self.records.push(Record { type_names, ..Record::new(span, open.fields) });
            }
            _ => {}
        }
        let value = match open.items.take() {
            Some((items, cut)) => Value::List { items, cut, span: open.items_span },
            None => Value::Object(Box::new(Object {
                text: open.to_string,
                span,
                properties: if is_of_its_own(&open.fields) {
                    let properties = open.fields.iter().filter_map(|field| simple(field.clone())).collect();
                    self.keep_inner(open.shared_types.unwrap_or_default(), open.fields, span);
                    properties
                } else {
                    open.fields.into_iter().filter_map(simple).collect()
                },
            })),
        };
        self.give(open.name, value);
    }

    /// Keeps an object within another, with the server that one of those around it names.
    fn keep_inner(&mut self, type_names: Arc<[String]>, mut fields: Vec<Field>, span: Span) {
        let around = || self.stack.iter().rev().flat_map(|open| &open.fields);
        let server = around().find(|field| field.name.value.eq_ignore_ascii_case("ServerName"));
        fields.extend(server.map(super::computer));
        self.inner.push(Record { type_names, ..Record::new(span, fields) });
    }

    /// Gives a value to the element around it: as a property, or as an item of a list.
    fn give(&mut self, name: Option<Spanned<Arc<str>>>, value: Value) {
        let Some(parent) = self.stack.last_mut() else { return };
        match (parent.part, name) {
            (Part::Group | Part::Entry, Some(name)) => parent.fields.push(Field { name, value }),
            (Part::List, _) => {
                let (items, cut) = parent.items.get_or_insert_default();
                match value.text() {
                    Some(text) => items.push(text.clone()),
                    None => *cut = true,
                }
            }
            // The number behind an enum, the text behind a wrapped string.
            (Part::Object, _) if parent.to_string.is_none() => {
                if let Value::Text(text) = value {
                    parent.to_string = Some(text);
                }
            }
            _ => {}
        }
    }
}

/// Whether an object is one that is exported on its own too: a certificate, or one of many properties.
fn is_of_its_own(fields: &[Field]) -> bool {
    const MANY: usize = 20;
    let is_certificates = |field: &Field| ["RawData", "Thumbprint"].contains(&&*field.name.value);
    fields.len() >= MANY || fields.iter().any(is_certificates)
}

fn simple(field: Field) -> Option<(Spanned<Arc<str>>, Spanned<String>)> {
    match field.value {
        Value::Text(text) => Some((field.name, text)),
        Value::Object(object) => Some((field.name, object.text?)),
        _ => None,
    }
}

fn damaged(detail: String) -> ProblemKind {
    ProblemKind::ExportDamaged { form: FORM, detail }
}

/// `_x000D__x000A_` is a line break: UTF-16 units that XML can't hold, or that PowerShell escapes.
fn unescape(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        units.extend(before.encode_utf16());
        let digits = escape.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit =
            digits.filter(|_| escape.get(6..7) == Some("_")).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let taken = if unit.is_some() { 7 } else { 2 };
        let kept = if unit.is_some() { "" } else { "_x" };
        units.extend(unit);
        units.extend(kept.encode_utf16());
        rest = escape.get(taken..).unwrap_or("");
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}
