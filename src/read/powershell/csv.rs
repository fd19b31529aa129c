//! `Export-Csv`: with and without `#TYPE`, with `,`, `;` or a tab between the fields.

use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{Field, Form, Output, Record, Value, is_identifier, is_type_name};
use crate::model::{
    file::{Limit, ProblemKind},
    source::{Span, Spanned},
};

const TYPE_MARK: &str = "#TYPE ";

/// More than any object has properties.
const MAX_COLUMNS: usize = 4096;

/// Reads a CSV text; `None` if its first line is no header that PowerShell writes.
pub(super) fn read(content: &str) -> Option<Output> {
    let (type_names, body) = type_line(content);
    let typed = !type_names.is_empty();
    let delimiter = delimiter_of(content.get(body..)?.trim_start().lines().next()?, typed)?;
    let mut rows = Rows::new(content, body, delimiter);
    let header: Vec<(Spanned<Arc<str>>, bool)> =
        rows.next_row()?.into_iter().map(|cell| (cell.text.map(Arc::from), cell.quoted)).collect();
    let quoted = header.iter().all(|(_, quoted)| *quoted);
    if header.len() > MAX_COLUMNS && (quoted || typed) {
        let mut output = Output::new(Form::Csv);
        let (value, found) = (MAX_COLUMNS as u64, Some(header.len() as u64));
        let limit = ProblemKind::LimitReached { limit: Limit::Columns, value, found };
        output.problems.push((limit, Span::new(body, content.len())));
        return Some(output);
    }
    if !looks_like_header(&header, quoted, typed) {
        return None;
    }
    let mut output = Output::new(Form::Csv);
    let mut ragged = None;
    while let Some(row) = rows.next_row() {
        let span = span_of(&row);
        if row.len() != header.len() && ragged.is_none() {
            ragged = Some((row.len(), span));
        }
        if let Some(open) = row.last().filter(|cell| cell.open) {
            damaged(&mut output, "a quoted value is not closed".to_owned(), open.text.span);
        }
        let fields = header.iter().zip(row).filter_map(|((name, _), cell)| field(name, cell)).collect();
        output.records.push(Record { type_names: Arc::clone(&type_names), ..Record::new(span, fields) });
    }
    if !quoted && !typed && (output.records.is_empty() || ragged.is_some()) {
        return None;
    }
    if let Some((found, span)) = ragged {
        damaged(&mut output, format!("{found} values under {} names", header.len()), span);
    }
    Some(output)
}

fn damaged(output: &mut Output, detail: String, span: Span) {
    output.problems.push((ProblemKind::ExportDamaged { form: "CSV", detail }, span));
}

/// The types of `#TYPE`, and where the header begins.
fn type_line(content: &str) -> (Arc<[String]>, usize) {
    let blank = content.len() - content.trim_start().len();
    let Some(rest) = content.get(blank..).and_then(|text| text.strip_prefix(TYPE_MARK)) else {
        return (Arc::default(), blank);
    };
    let line = rest.lines().next().unwrap_or("");
    (Arc::from([line.trim().trim_matches('"').to_owned()]), blank + TYPE_MARK.len() + line.len())
}

fn delimiter_of(header: &str, typed: bool) -> Option<u8> {
    let most = [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| {
        let count = header.bytes().filter(|byte| byte == delimiter).count();
        (count, *delimiter == b',')
    })?;
    (typed || header.as_bytes().contains(&most)).then_some(most)
}

/// A header has several different names; without quotes they must be identifiers.
fn looks_like_header(header: &[(Spanned<Arc<str>>, bool)], quoted: bool, typed: bool) -> bool {
    let well_named = |name: &str| {
        if quoted || typed { !name.is_empty() && !name.contains(['\n', '\r']) } else { is_identifier(name) }
    };
    (header.len() >= 2 || typed)
        && header.len() <= MAX_COLUMNS
        && header.iter().all(|(name, _)| well_named(&name.value))
        && header.iter().any(|(name, _)| is_identifier(&name.value))
}

/// A value that is only the name of a .NET type says nothing: the property is not exported.
fn field(name: &Spanned<Arc<str>>, cell: Cell) -> Option<Field> {
    if cell.open || is_type_name(&cell.text.value) {
        return None;
    }
    let value = if cell.text.value.is_empty() { Value::Null(cell.text.span) } else { Value::Text(cell.text) };
    Some(Field { name: name.clone(), value })
}

fn span_of(row: &[Cell]) -> Span {
    match row {
        [first, .., last] => first.text.span.to(last.text.span),
        [only] => only.text.span,
        [] => Span::default(),
    }
}

/// One field of a row.
struct Cell {
    /// Its value, and its place without the quotes.
    text: Spanned<String>,
    quoted: bool,
    /// The text ends before the closing quote.
    open: bool,
}

/// Rows of fields with their places: the reader tells how many bytes it took for each field.
struct Rows<'t> {
    content: &'t str,
    at: usize,
    delimiter: u8,
    reader: Reader,
    buffer: Vec<u8>,
    done: bool,
}

impl<'t> Rows<'t> {
    fn new(content: &'t str, at: usize, delimiter: u8) -> Rows<'t> {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Rows { content, at, delimiter, reader, buffer: vec![0; 4096], done: false }
    }

    fn next_row(&mut self) -> Option<Vec<Cell>> {
        let mut row = Vec::new();
        while !self.done {
            let Some((cell, record_end)) = self.next_cell(row.is_empty()) else { break };
            row.push(cell);
            if record_end {
                return Some(row);
            }
        }
        (!row.is_empty()).then_some(row)
    }

    fn next_cell(&mut self, first_of_row: bool) -> Option<(Cell, bool)> {
        let start = self.at;
        let mut written = 0;
        loop {
            let input = self.content.as_bytes().get(self.at..).unwrap_or_default();
            let room = self.buffer.get_mut(written..).unwrap_or_default();
            let (result, read, wrote) = self.reader.read_field(input, room);
            self.at += read;
            written += wrote;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => self.buffer.resize(self.buffer.len() * 2, 0),
                ReadFieldResult::Field { record_end } => {
                    let bytes = self.buffer.get(..written).unwrap_or_default();
                    let value = String::from_utf8_lossy(bytes).into_owned();
                    return Some((self.cell(value, start, first_of_row), record_end));
                }
                ReadFieldResult::End => {
                    self.done = true;
                    return None;
                }
            }
        }
    }

    /// The place of a field within the bytes that the reader took for it.
    fn cell(&self, value: String, start: usize, first_of_row: bool) -> Cell {
        let taken = self.content.get(start..self.at).unwrap_or("");
        let raw = if first_of_row { taken.trim_start_matches(['\n', '\r']) } else { taken };
        let start = start + (taken.len() - raw.len());
        let at_end = self.at >= self.content.len();
        let ends = |c: char| matches!(c, '\n' | '\r') || c == char::from(self.delimiter);
        let whole = raw.strip_suffix(ends).unwrap_or(raw);
        let Some(inner) = whole.strip_prefix('"') else {
            let span = Span::new(start, start + whole.len());
            return Cell { text: Spanned::new(value, span), quoted: false, open: false };
        };
        let closed = inner.strip_suffix('"');
        let span = Span::new(start + 1, start + 1 + closed.unwrap_or(inner).len());
        Cell { text: Spanned::new(value, span), quoted: true, open: closed.is_none() && at_end }
    }
}
