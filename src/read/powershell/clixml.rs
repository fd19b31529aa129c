//! `Export-Clixml`. What a damaged document still holds is kept; a document type is refused.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use base64::{Engine, prelude::BASE64_STANDARD};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{Field, Form, Object, Output, Record, Value};
use crate::model::{
    file::{Limit, Limits, ProblemKind},
    source::{Span, Spanned},
};

/// How PowerShell introduces CLIXML on a stream.
pub(super) const PREFIX: &str = "#< CLIXML";

const FORM: &str = "CLIXML";

/// How many damaged values of one text are told of.
const MAX_PROBLEMS: usize = 64;

/// Reads a CLIXML text; `None` if its root is another.
pub(super) fn read(content: &str, limits: &Limits) -> Option<Output> {
    let xml = content.trim_start();
    let xml = xml.strip_prefix(PREFIX).unwrap_or(xml);
    let offset = content.len() - xml.len();
    let mut document = Document::new(content, limits);
    let mut reader = Reader::from_str(xml);
    loop {
        let start = offset + place(reader.buffer_position());
        let event = reader.read_event();
        let span = Span::new(start, offset + place(reader.buffer_position()));
        match event {
            Ok(Event::Eof) => {
                document.end_of_text(content.len());
                break;
            }
            Ok(event) => {
                if !document.take(&event, span)? {
                    break;
                }
            }
            Err(error) => {
                let at = offset + place(reader.error_position());
                document.damaged(error.to_string(), Span::new(at, at.max(span.end as usize)));
                break;
            }
        }
    }
    document.finish()
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
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
}

/// An element that is open.
struct Open {
    part: Part,
    name: Option<Spanned<Arc<str>>>,
    reference: Option<String>,
    start: u32,
    text: String,
    text_span: Option<Span>,
    type_names: Vec<String>,
    shared_types: Option<Arc<[String]>>,
    to_string: Option<Spanned<String>>,
    fields: Vec<Field>,
    items: Option<(Vec<Spanned<String>>, bool)>,
    items_span: Span,
}

impl Open {
    fn new(part: Part, start: u32) -> Open {
        Open {
            part,
            name: None,
            reference: None,
            start,
            text: String::new(),
            text_span: None,
            type_names: Vec::new(),
            shared_types: None,
            to_string: None,
            fields: Vec::new(),
            items: None,
            items_span: Span::default(),
        }
    }

    fn spanned_text(&mut self, end_of_start_tag: Span) -> Spanned<String> {
        Spanned::new(unescape(&std::mem::take(&mut self.text)), self.text_span.unwrap_or(end_of_start_tag))
    }
}

struct Document<'t> {
    content: &'t str,
    limits: &'t Limits,
    stack: Vec<Open>,
    rooted: bool,
    refused: bool,
    types: HashMap<String, Arc<[String]>>,
    /// What objects show of themselves, for references to them.
    shown: HashMap<String, Spanned<String>>,
    /// How many bytes references may still copy: no small text may grow large.
    copies_left: usize,
    records: Vec<Record>,
    problems: Vec<(ProblemKind, Span)>,
}

impl<'t> Document<'t> {
    fn new(content: &'t str, limits: &'t Limits) -> Document<'t> {
        Document {
            content,
            limits,
            stack: Vec::new(),
            rooted: false,
            refused: false,
            types: HashMap::new(),
            shown: HashMap::new(),
            copies_left: content.len(),
            records: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn finish(self) -> Option<Output> {
        self.rooted.then_some(Output { form: Form::Clixml, records: self.records, problems: self.problems })
    }

    /// Notes damage after which nothing can be read.
    fn damaged(&mut self, detail: String, span: Span) {
        self.note(detail, span);
        self.keep_what_is_open(span.start);
    }

    /// Notes damage to one value.
    fn note(&mut self, detail: String, span: Span) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push((ProblemKind::ExportDamaged { form: FORM, detail }, span));
        }
    }

    fn end_of_text(&mut self, end: usize) {
        if !self.stack.is_empty() {
            self.damaged("the document ends before its root element does".to_owned(), Span::new(end, end));
        }
    }

    /// Takes one event: `None` if this is no CLIXML, false if nothing more is to be read.
    fn take(&mut self, event: &Event<'_>, span: Span) -> Option<bool> {
        match event {
            Event::Start(start) => return self.open(start, span),
            Event::Empty(start) => {
                if !self.open(start, span)? {
                    return Some(false);
                }
                self.close(Span::new(span.end as usize, span.end as usize));
            }
            Event::End(_) => self.close(span),
            Event::Text(text) => self.text(&text.xml10_content(), span),
            Event::CData(text) => self.text(&text.xml10_content(), span),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(c)) => Some(c),
                    Ok(None) => predefined(reference),
                    Err(_) => None,
                };
                match character {
                    Some(c) => self.text(c.encode_utf8(&mut [0; 4]), span),
                    None => self.note(format!("unknown entity `{}`", &**reference), span),
                }
            }
            Event::DocType(_) => {
                self.refused = true;
                self.problems.push((ProblemKind::DocumentType, span));
                return Some(!self.rooted);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Some(true)
    }

    fn open(&mut self, start: &BytesStart<'_>, span: Span) -> Option<bool> {
        let element = start.local_name().into_inner();
        if !self.rooted {
            if element != "Objs" {
                return None;
            }
            self.rooted = true;
            self.stack.push(Open::new(Part::Root, span.start));
            return Some(!self.refused);
        }
        if self.stack.len() >= self.limits.depth {
            let value = self.limits.depth as u64;
            self.problems.push((ProblemKind::LimitReached { limit: Limit::Depth, value, found: None }, span));
            self.keep_what_is_open(span.start);
            return Some(false);
        }
        let below_object = self.stack.last().is_some_and(|open| open.part == Part::Object);
        let mut open = Open::new(Part::of(element, below_object), span.start);
        open.items_span = Span::new(span.end as usize, span.end as usize);
        for attribute in start.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => {
                    self.note(error.to_string(), span);
                    break;
                }
            };
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(Cow::Borrowed(""));
            match attribute.key.local_name().into_inner() {
                "N" => {
                    let place = self.span_of(&attribute.value, span);
                    open.name = Some(Spanned::new(Arc::from(unescape(&value)), place));
                }
                "RefId" => open.reference = Some(value.into_owned()),
                _ => {}
            }
        }
        if let Some(parent) = self.stack.last_mut()
            && element == "TNRef"
        {
            parent.shared_types = open.reference.as_ref().and_then(|id| self.types.get(id)).cloned();
        }
        if element == "Ref"
            && let Some(target) = open.reference.take().and_then(|id| self.shown.get(&id))
            && target.value.len() <= self.copies_left
        {
            self.copies_left -= target.value.len();
            open.to_string = Some(target.clone());
        }
        self.stack.push(open);
        Some(true)
    }

    /// Where an attribute's value stands: it is a slice of the text.
    fn span_of(&self, value: &str, event: Span) -> Span {
        let start = value.as_ptr().addr().wrapping_sub(self.content.as_ptr().addr());
        let end = start.saturating_add(value.len());
        if self.content.get(start..end).is_some() { Span::new(start, end) } else { event }
    }

    fn text(&mut self, text: &str, span: Span) {
        let Some(open) = self.stack.last_mut() else { return };
        if matches!(open.part, Part::Leaf | Part::Bytes | Part::TypeName | Part::ToString) {
            open.text.push_str(text);
            open.text_span = Some(open.text_span.map_or(span, |so_far| so_far.to(span)));
        }
    }

    /// Takes what is complete of the open elements; a value that breaks off is dropped.
    fn keep_what_is_open(&mut self, end: u32) {
        let end = Span { start: end, end };
        while let Some(open) = self.stack.last_mut() {
            if matches!(open.part, Part::Leaf | Part::Bytes | Part::TypeName | Part::ToString | Part::Nil) {
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
        let Some(mut open) = self.stack.pop() else { return };
        let span = Span { start: open.start, end: end.end.max(open.start) };
        let at_start = open.items_span;
        match open.part {
            Part::Root => {}
            Part::TypeName => {
                let name = open.spanned_text(at_start).value;
                if let Some(parent) = self.stack.last_mut() {
                    parent.type_names.push(name);
                }
            }
            Part::TypeNames => self.close_type_names(open),
            Part::ToString => {
                let text = open.spanned_text(at_start);
                if let Some(parent) = self.stack.last_mut() {
                    parent.to_string = Some(text);
                }
            }
            Part::Group | Part::Entry => self.close_group(open, span),
            Part::List => {
                if let Some(parent) = self.stack.last_mut() {
                    parent.items = Some(open.items.unwrap_or_default());
                    parent.items_span = span;
                }
            }
            Part::Object => self.close_object(open, span),
            Part::Nil => self.give(open.name, Value::Null(span)),
            Part::Bytes => {
                let text = open.spanned_text(at_start);
                let compact: String = text.value.split_ascii_whitespace().collect();
                match BASE64_STANDARD.decode(compact) {
                    Ok(bytes) => self.give(open.name, Value::Bytes(Spanned::new(bytes, text.span))),
                    Err(error) => self.note(error.to_string(), text.span),
                }
            }
            Part::Leaf => {
                let text = match open.to_string.take() {
                    Some(referred) => referred,
                    None => open.spanned_text(at_start),
                };
                self.give(open.name, Value::Text(text));
            }
        }
    }

    fn close_type_names(&mut self, open: Open) {
        let names: Arc<[String]> = Arc::from(open.type_names);
        if let Some(id) = open.reference {
            self.types.insert(id, Arc::clone(&names));
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.shared_types = Some(names);
        }
    }

    /// What a group holds belongs to the object around it; a dictionary's entry gives its key as an item.
    fn close_group(&mut self, open: Open, span: Span) {
        if open.part == Part::Entry {
            let key = open.fields.into_iter().find(|field| field.name.value.eq_ignore_ascii_case("Key"));
            self.give(None, key.map_or(Value::Null(span), |field| field.value));
        } else if let Some(parent) = self.stack.last_mut() {
            parent.fields.extend(open.fields);
        }
    }

    fn close_object(&mut self, mut open: Open, span: Span) {
        if let (Some(id), Some(text)) = (&open.reference, &open.to_string) {
            self.shown.insert(id.clone(), text.clone());
        }
        let parts: Vec<Part> = self.stack.iter().map(|open| open.part).take(4).collect();
        match parts.as_slice() {
            // An exported collection: its items are the records.
            [Part::Root] if open.items.is_some() => return,
            [Part::Root] | [Part::Root, Part::Object, Part::List] => {
                let type_names = open.shared_types.unwrap_or_default();
                self.records.push(Record { type_names, span, fields: open.fields });
                return;
            }
            _ => {}
        }
        let value = match open.items.take() {
            Some((items, cut)) => Value::List { items, cut, span: open.items_span },
            None => Value::Object(Box::new(Object {
                text: open.to_string,
                span,
                properties: open.fields.into_iter().filter_map(simple).collect(),
            })),
        };
        self.give(open.name, value);
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

fn simple(field: Field) -> Option<(Spanned<Arc<str>>, Spanned<String>)> {
    match field.value {
        Value::Text(text) => Some((field.name, text)),
        Value::Object(object) => Some((field.name, object.text?)),
        _ => None,
    }
}

fn predefined(entity: &str) -> Option<char> {
    match entity {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
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
