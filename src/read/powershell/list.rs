//! `Format-List`: one property a line, the colons of an object in one column, what did not fit indented below.

use std::{collections::HashSet, sync::Arc};

use unicode_width::UnicodeWidthStr;

use super::{
    Field, Record, is_identifier,
    lines::{Found, Line},
    pieces::Pieces,
};
use crate::model::source::{Span, Spanned};

/// A line that begins a property.
struct Property<'t> {
    name: &'t str,
    name_start: usize,
    /// Bytes before the colon in its line; all of them are ASCII.
    colon: usize,
    value: &'t str,
    value_start: usize,
}

/// One object while it is read.
struct Reading {
    colon: usize,
    names: HashSet<String>,
    fields: Vec<(Spanned<Arc<str>>, Pieces)>,
    span: Span,
    /// Web pages put a blank line after every property.
    spaced: Option<bool>,
}

/// Reads one object that begins on this line.
pub(super) fn read(lines: &[Line<'_>], at: usize) -> Option<Found> {
    let first = property(*lines.get(at)?)?;
    let mut reading = Reading::begin(&first);
    let mut next = at + 1;
    let mut blanks = 0;
    while let Some(line) = lines.get(next) {
        if line.is_blank() {
            blanks += 1;
        } else if line.is_border() || !reading.take(*line, blanks, lines.get(next + 1).copied()) {
            break;
        } else {
            blanks = 0;
        }
        next += 1;
    }
    let certain = reading.fields.len() >= 2;
    Some(Found { records: vec![reading.finish()], next, certain, torn: None })
}

impl Reading {
    fn begin(first: &Property<'_>) -> Reading {
        let mut reading = Reading {
            colon: first.colon,
            names: HashSet::new(),
            fields: Vec::new(),
            span: Span::new(first.name_start, first.value_start),
            spaced: None,
        };
        reading.add(first);
        reading
    }

    fn add(&mut self, property: &Property<'_>) {
        self.names.insert(property.name.to_ascii_lowercase());
        let name_span = Span::new(property.name_start, property.name_start + property.name.len());
        let mut pieces = Pieces::new(property.value_start);
        pieces.push(property.value, property.value_start);
        self.extend_to(property.value_start + property.value.trim_end().len());
        self.fields.push((Spanned::new(Arc::from(property.name), name_span), pieces));
    }

    /// Takes the line into the object; false if the object ended before it.
    fn take(&mut self, line: Line<'_>, blanks: usize, below: Option<Line<'_>>) -> bool {
        match property(line) {
            Some(next) if next.colon == self.colon => {
                let repeated = self.names.contains(&next.name.to_ascii_lowercase());
                // Where lines follow without one, a blank line ends the object above it.
                let is_close = || below.and_then(property).is_some();
                let spaced = *self.spaced.get_or_insert_with(|| blanks > 0 && !is_close());
                if repeated || (blanks > 0 && !spaced) {
                    return false;
                }
                self.add(&next);
                true
            }
            _ => self.take_continuation(line, blanks) || self.is_calculated(line, blanks),
        }
    }

    fn take_continuation(&mut self, line: Line<'_>, blanks: usize) -> bool {
        let piece = line.text.trim_start();
        let indent = line.text.len() - piece.len();
        let indent_width = line.text.get(..indent).unwrap_or("").width();
        if indent_width < self.colon + 2 || (blanks > 0 && self.spaced != Some(true)) {
            return false;
        }
        let Some((_, pieces)) = self.fields.last_mut() else { return false };
        // Indentation beyond the value's column belongs to the value.
        let only_spaces = line.text.get(..indent).is_some_and(|indent| indent.bytes().all(|byte| byte == b' '));
        let skipped = if only_spaces { self.colon + 2 } else { indent };
        pieces.push(line.text.get(skipped..).unwrap_or(""), line.start + skipped);
        self.extend_to(line.start + line.text.trim_end().len());
        true
    }

    /// A calculated property whose name is no identifier: it is not read, and does not end the object.
    fn is_calculated(&self, line: Line<'_>, blanks: usize) -> bool {
        let colon = line.text.as_bytes().get(self.colon) == Some(&b':');
        let spaces = line.text.as_bytes().get(self.colon.wrapping_sub(1)) == Some(&b' ');
        colon && spaces && (blanks == 0 || self.spaced == Some(true))
    }

    fn extend_to(&mut self, end: usize) {
        self.span = self.span.to(Span::new(end, end));
    }

    fn finish(self) -> Record {
        let fields = self.fields.into_iter().map(|(name, pieces)| Field { name, value: pieces.into_value() });
        Record::new(self.span, fields.collect())
    }
}

/// `Name      : value`: an identifier, padded, a colon, a space or nothing more.
fn property(line: Line<'_>) -> Option<Property<'_>> {
    let indented = line.text.trim_start_matches([' ', '\t']);
    let indent = line.text.len() - indented.len();
    let (name, rest) = indented.split_once(' ')?;
    if !is_identifier(name) {
        return None;
    }
    let from_colon = rest.trim_start_matches(' ');
    let value = from_colon.strip_prefix(':')?;
    let colon = line.text.len() - from_colon.len();
    let value = match value.strip_prefix(' ') {
        Some(value) => value,
        None if value.is_empty() => value,
        None => return None,
    };
    let value_start = line.end() - value.len();
    Some(Property { name, name_start: line.start + indent, colon, value, value_start })
}
