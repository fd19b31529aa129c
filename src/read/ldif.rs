//! LDIF (RFC 2849), as `ldifde` and `ldapsearch` write it: each entry a record of its attributes.

use std::{collections::HashMap, sync::Arc};

use base64::{Engine, prelude::BASE64_STANDARD};

use super::powershell::{Field, Form, Output, Record, Value};
use crate::model::{
    file::ProblemKind,
    source::{Span, Spanned, Text},
};

const FORM: &str = "LDIF";

/// How many corrupt values of one text are reported.
const MAX_PROBLEMS: usize = 64;

/// Reads an LDIF text; `None` for any other. The first field of a record is its `dn`.
pub fn read(text: &Text) -> Option<Output> {
    let lines = || (1..=text.line_count()).filter_map(|line| text.line_span(line));
    let is_content = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let first = lines().map(|span| text.slice(span)).find(is_content)?;
    if !begins(first, "dn:") && !begins(first, "version:") {
        return None;
    }
    let mut document = Document { output: Output::new(Form::Ldif), record: None, attributes: HashMap::new() };
    let mut unfolded: Option<Unfolded> = None;
    for span in lines() {
        let line = text.slice(span);
        match (&mut unfolded, line.strip_prefix(' ')) {
            (Some(unfolded), Some(rest)) => unfolded.fold(rest, span),
            _ => {
                document.take(unfolded.take());
                if line.trim().is_empty() {
                    document.end_entry();
                } else {
                    unfolded = Some(Unfolded::new(line, span));
                }
            }
        }
    }
    document.take(unfolded);
    document.end_entry();
    (!document.output.records.is_empty()).then_some(document.output)
}

fn begins(line: &str, name: &str) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

/// A line with what was folded onto the lines below it.
struct Unfolded {
    line: String,
    start: usize,
    /// How much of it is in its first line.
    first: usize,
    end: usize,
}

impl Unfolded {
    fn new(line: &str, span: Span) -> Unfolded {
        Unfolded { line: line.to_owned(), start: span.start as usize, first: line.len(), end: span.end as usize }
    }

    fn fold(&mut self, rest: &str, span: Span) {
        self.line.push_str(rest);
        self.end = span.end as usize;
    }

    fn is_folded(&self) -> bool {
        self.line.len() > self.first
    }

    /// The place of what begins at this byte of the line and ends with it. A value that begins on a folded line is
    /// given
    /// by the line as a whole.
    fn span_from(&self, at: usize) -> Span {
        let start = if at < self.first || !self.is_folded() { self.start + at } else { self.start };
        let blank = if self.is_folded() { 0 } else { self.line.len() - self.line.trim_end().len() };
        Span::new(start, (self.end - blank).max(start))
    }
}

struct Document {
    output: Output,
    record: Option<Record>,
    /// The attributes of the record by their names in lower case.
    attributes: HashMap<String, usize>,
}

impl Document {
    fn take(&mut self, line: Option<Unfolded>) {
        let Some(unfolded) = line.filter(|unfolded| !unfolded.line.starts_with('#')) else { return };
        let line = unfolded.line.as_str();
        let Some((name, rest)) = line.split_once(':') else {
            // A change's parts are between single hyphens.
            if line.trim() != "-" {
                self.note("expected `attribute: value`".to_owned(), unfolded.span_from(0));
            }
            return;
        };
        let encoded = rest.strip_prefix(':');
        if encoded.is_none() && rest.starts_with('<') {
            return;
        }
        let value = encoded.unwrap_or(rest);
        let written = value.trim();
        let at = line.len() - value.trim_start().len();
        let span = unfolded.span_from(if written.is_empty() { line.len() } else { at });
        let Some(value) = self.value(written, encoded.is_some(), span) else { return };
        let name_start = unfolded.start;
        // Options such as `;binary` or `;range=0-1499` are no part of the name.
        let plain = name.split(';').next().unwrap_or_default();
        self.add(Spanned::new(Arc::from(plain), Span::new(name_start, name_start + plain.len())), value);
    }

    fn value(&mut self, written: &str, encoded: bool, span: Span) -> Option<Value> {
        if !encoded {
            return Some(if written.is_empty() {
                Value::Null(span)
            } else {
                Value::Text(Spanned::new(written.to_owned(), span))
            });
        }
        match BASE64_STANDARD.decode(written) {
            Ok(bytes) => Some(match String::from_utf8(bytes) {
                Ok(text) => Value::Text(Spanned::new(text, span)),
                Err(error) => Value::Bytes(Spanned::new(error.into_bytes(), span)),
            }),
            Err(error) => {
                self.note(error.to_string(), span);
                None
            }
        }
    }

    /// Adds a value to the entry; an attribute that is more than once is a collection.
    fn add(&mut self, name: Spanned<Arc<str>>, value: Value) {
        let span = name.span.to(value.span());
        let is_dn = name.value.eq_ignore_ascii_case("dn");
        if is_dn {
            self.end_entry();
        }
        let record = match (&mut self.record, is_dn) {
            (Some(record), _) => record,
            (empty, true) => empty.insert(Record::new(span, Vec::new())),
            // `version: 1`.
            (None, false) => return,
        };
        record.span = record.span.to(span);
        let at = *self.attributes.entry(name.value.to_ascii_lowercase()).or_insert(record.fields.len());
        match record.fields.get_mut(at) {
            Some(field) => join(&mut field.value, value),
            None => record.fields.push(Field { name, value }),
        }
    }

    fn end_entry(&mut self) {
        self.attributes.clear();
        self.output.records.extend(self.record.take());
    }

    fn note(&mut self, detail: String, span: Span) {
        match self.output.problems.len() {
            listed if listed < MAX_PROBLEMS => {
                self.output.problems.push((ProblemKind::ExportDamaged { form: FORM, detail }, span));
            }
            MAX_PROBLEMS => self.output.problems.push((ProblemKind::too_many_problems(MAX_PROBLEMS), span)),
            _ => {}
        }
    }
}

/// One more value of an attribute. Bytes are not shown in a collection.
fn join(known: &mut Value, more: Value) {
    let whole = known.span().to(more.span());
    let (mut items, mut cut) = match std::mem::replace(known, Value::Null(whole)) {
        Value::List { items, cut, .. } => (items, cut),
        Value::Text(text) => (vec![text], false),
        Value::Bytes(_) => (Vec::new(), true),
        Value::Null(_) | Value::Cut(_) | Value::Object(_) => (Vec::new(), false),
    };
    match more {
        Value::Text(text) => items.push(text),
        Value::Bytes(_) => cut = true,
        _ => {}
    }
    *known = Value::List { items, cut, span: whole };
}
