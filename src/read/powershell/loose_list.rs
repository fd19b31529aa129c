//! `Format-List` as people send it: the blanks collapsed, the colons in no column, values wrapped to the first column.

use std::{collections::HashSet, sync::Arc};

use super::{
    Field, Record, Value, is_identifier,
    lines::{Found, Line},
    pieces::Pieces,
};
use crate::model::source::{Span, Spanned};

/// How many lines of one value are looked at.
const MOST_LINES: usize = 200;

const THUMBPRINT_DIGITS: usize = 40;

/// Words before a colon that begin a value, not a property.
const BEGIN_VALUES: [&str; 6] = ["msstd", "http", "https", "smtp", "sip", "ldap"];

/// A line that begins a property.
struct Property<'t> {
    name: &'t str,
    name_start: usize,
    value: &'t str,
    value_start: usize,
}

/// One property while it is read.
struct Open<'t> {
    name: Spanned<Arc<str>>,
    pieces: Pieces,
    /// The last line of it.
    last: Line<'t>,
    /// What follows may belong to it, or not.
    doubtful: bool,
    /// Whether a brace closes the collection that it begins.
    is_closed: bool,
}

/// One object while it is read.
struct Reading<'l, 't> {
    lines: &'l [Line<'t>],
    fields: Vec<Open<'t>>,
    names: HashSet<String>,
    /// Web pages put a blank line after every property.
    spaced: Option<bool>,
    /// How wide the widest lines are, and how many of them there are; counted where a line goes on.
    widest: Option<(usize, usize)>,
    /// The object's first line.
    first: usize,
    ahead: Ahead,
}

/// What was seen below the line that is read, so that no line is looked at again for each one above it.
#[derive(Default)]
struct Ahead {
    /// The first line that was not looked at.
    seen: usize,
    /// The line that ends what may be one value, and whether a property begins there.
    end: Option<(usize, bool)>,
}

/// Reads one object that begins on this line.
pub(super) fn read(lines: &[Line<'_>], at: usize) -> Option<Found> {
    let (first, height) = property_over_lines(lines, at)?;
    let mut reading = Reading {
        lines,
        fields: Vec::new(),
        names: HashSet::new(),
        spaced: None,
        widest: None,
        first: at,
        ahead: Ahead::default(),
    };
    reading.begin(&first, *lines.get(at + height - 1)?);
    let mut next = at + height;
    let mut end = next;
    let mut blanks = 0;
    while let Some(line) = lines.get(next).filter(|line| !line.is_border()) {
        next += 1;
        if line.is_blank() {
            blanks += 1;
            continue;
        }
        match reading.take(next - 1, blanks) {
            Taken::Yes(more) => {
                next += more;
                end = next;
            }
            Taken::Skipped => {}
            Taken::No => break,
        }
        blanks = 0;
    }
    let certain = reading.fields.len() >= 2;
    Some(Found { records: vec![reading.finish()], next: end, certain, torn: None })
}

/// Whether a line went into an object.
enum Taken {
    /// It did, and so did as many lines below it.
    Yes(usize),
    /// It is none of the object's, which goes on after it.
    Skipped,
    No,
}

impl<'t> Reading<'_, 't> {
    fn begin(&mut self, property: &Property<'t>, line: Line<'t>) {
        self.names.insert(property.name.to_ascii_lowercase());
        let name_span = Span::new(property.name_start, property.name_start + property.name.len());
        let mut pieces = Pieces::new(property.value_start);
        pieces.push(property.value, property.value_start);
        let name = Spanned::new(Arc::from(property.name), name_span);
        let is_closed = property.value.contains('}');
        self.fields.push(Open { name, pieces, last: line, doubtful: false, is_closed });
    }

    /// Takes the line into the object; `blanks` are the blank lines above it.
    fn take(&mut self, at: usize, blanks: usize) -> Taken {
        let Some(&line) = self.lines.get(at) else { return Taken::No };
        let indented = self.fields.last().is_some_and(|open| is_indented(line, open));
        if let Some((next, height)) = property_over_lines(self.lines, at).filter(|_| !indented) {
            // Where lines follow without one, a blank line ends the object above it.
            let is_close = self.lines.get(at + height).is_some_and(|below| property(*below).is_some());
            let spaced = *self.spaced.get_or_insert(blanks > 0 && !is_close);
            if self.names.contains(&next.name.to_ascii_lowercase()) || (blanks > 0 && (!spaced || is_close)) {
                return Taken::No;
            }
            self.begin(&next, self.lines.get(at + height - 1).copied().unwrap_or(line));
            return Taken::Yes(height - 1);
        }
        if blanks > 0 && self.spaced != Some(true) || is_rule(line.text) {
            return Taken::No;
        }
        self.take_continuation(at, line, blanks > 0 || indented)
    }

    /// Takes a line that begins no property into the value above it, where it surely goes on there.
    fn take_continuation(&mut self, at: usize, line: Line<'t>, apart: bool) -> Taken {
        let goes_on = self.goes_on_below(at);
        let lines = self.lines.get(self.first..).unwrap_or_default();
        let (widest, count) = *self.widest.get_or_insert_with(|| widest(lines));
        let is_hard_wrapped = count >= 2 || goes_on;
        let Some(open) = self.fields.last_mut() else { return Taken::No };
        let text = line.text.trim();
        let word = text.split_whitespace().next().unwrap_or(text);
        let is_one_word = word.len() == text.len();
        let width = width(open.last.text);
        let begun = open.pieces.as_str();
        // The last words of a distinguished name look like a sentence's too.
        let fits = is_one_word || !is_name(begun) && (!is_sentence(text) || begun.contains('='));
        let cut_by_width = width == widest && fits && (is_hard_wrapped || (is_one_word && is_value(word)));
        let had_no_room = fits && width >= 40 && width + 1 + self::width(word) > widest && goes_on;
        let is_open = begun.trim_start().starts_with('{') && !open.is_closed || begun.trim_end().ends_with(',');
        let empty = begun.trim().is_empty();
        let fills_empty = empty && fits && (goes_on || (is_one_word && is_value(word)));
        let rest_of_digits =
            begun.trim().len() + text.len() == THUMBPRINT_DIGITS && is_hexadecimal(begun) && is_hexadecimal(text);
        if is_indented(line, open)
            || (!apart && (is_open || cut_by_width || had_no_room || fills_empty || rest_of_digits))
            || (apart && is_open)
        {
            open.goes_on(line, is_open || (had_no_room && !cut_by_width && !empty));
            return Taken::Yes(0);
        }
        open.doubtful |= empty && !apart;
        if goes_on && !introduces(text) { Taken::Skipped } else { Taken::No }
    }

    /// Whether another property of the same object follows, with nothing but its own lines and this value's between.
    fn goes_on_below(&mut self, at: usize) -> bool {
        let below = at + 1;
        if below > self.ahead.seen || self.ahead.end.is_some_and(|(end, _)| end < below) {
            self.ahead = Ahead { seen: below, end: None };
        }
        while self.ahead.end.is_none() && self.ahead.seen < below + MOST_LINES {
            let line = self.lines.get(self.ahead.seen).filter(|line| !line.is_blank() && !line.is_border());
            let begins = line.is_some_and(|line| property(*line).is_some());
            self.ahead.end = (line.is_none() || begins).then_some((self.ahead.seen, begins));
            self.ahead.seen += 1;
        }
        let next = self.ahead.end.filter(|(end, begins)| *begins && *end < below + MOST_LINES);
        let next = next.and_then(|(end, _)| property(*self.lines.get(end)?));
        next.is_some_and(|next| !self.names.contains(&next.name.to_ascii_lowercase()))
    }

    fn finish(self) -> Record {
        let start = self.fields.first().map_or(0, |open| open.name.span.start as usize);
        let end = self.fields.last().map_or(start, |open| open.last.start + open.last.text.trim_end().len());
        let fields = self.fields.into_iter().map(Open::finish);
        Record::new(Span::new(start, end), fields.collect())
    }
}

impl<'t> Open<'t> {
    /// Adds a line to the value; the blank at which a mail broke the line is not there any more.
    fn goes_on(&mut self, line: Line<'t>, at_a_blank: bool) {
        let piece = line.text.trim();
        let ends_in_blank = self.pieces.as_str().ends_with(' ');
        if at_a_blank && !ends_in_blank {
            self.pieces.push(" ", self.last.end());
        }
        self.pieces.push(piece, line.start + (line.text.len() - line.text.trim_start().len()));
        self.is_closed |= piece.contains('}');
        self.last = line;
    }

    fn finish(self) -> Field {
        let value = match self.pieces.into_value() {
            Value::Null(span) if self.doubtful => Value::Cut(Spanned::new(String::new(), span)),
            value => value,
        };
        Field { name: self.name, value }
    }
}

/// Whether a property begins on this line.
pub(super) fn begins(line: Line<'_>) -> bool {
    property(line).is_some()
}

/// The property that begins on a line, and how many lines it takes to its value: a narrow console breaks it before the colon.
fn property_over_lines<'t>(lines: &[Line<'t>], at: usize) -> Option<(Property<'t>, usize)> {
    let line = *lines.get(at)?;
    if let Some(property) = property(line) {
        return Some((property, 1));
    }
    let name = line.text.trim();
    let below = *lines.get(at + 1)?;
    let value = below.text.trim_start().strip_prefix(':').filter(|value| value.is_empty() || value.starts_with(' '))?;
    if name.len() < 2 || !is_identifier(name) {
        return None;
    }
    let value = value.trim_start();
    let name_start = line.start + (line.text.len() - line.text.trim_start().len());
    Some((Property { name, name_start, value, value_start: below.end() - value.len() }, 2))
}

/// `Name : value`, `Name: value`: an identifier, a colon, and a blank on one side of it.
fn property(line: Line<'_>) -> Option<Property<'_>> {
    let text = line.text.trim_start();
    let (before, value) = text.split_once(':')?;
    let name = before.trim_end();
    let apart = value.is_empty() || value.starts_with(char::is_whitespace) || name.len() < before.len();
    let begins_value = BEGIN_VALUES.iter().any(|word| name.eq_ignore_ascii_case(word));
    if !apart || begins_value || name.len() < 2 || !is_identifier(name) {
        return None;
    }
    let indent = line.text.len() - text.len();
    let value = value.trim_start();
    let value_start = line.end() - value.len();
    Some(Property { name, name_start: line.start + indent, value, value_start })
}

/// Whether a line is as far to the right as the value above it.
fn is_indented(line: Line<'_>, open: &Open<'_>) -> bool {
    let indent = line.text.len() - line.text.trim_start().len();
    let colon = open.last.text.find(':').filter(|_| open.last.start <= open.name.span.start as usize);
    indent >= 2 && colon.is_none_or(|colon| indent > colon)
}

/// The width of the widest lines up to the next border, and how many are that wide.
fn widest(lines: &[Line<'_>]) -> (usize, usize) {
    let widths = lines.iter().take_while(|line| !line.is_border()).take(MOST_LINES).map(|line| width(line.text));
    widths.fold((0, 0), |(widest, count), width| match width.cmp(&widest) {
        std::cmp::Ordering::Greater => (width, 1),
        std::cmp::Ordering::Equal => (widest, count + 1),
        std::cmp::Ordering::Less => (widest, count),
    })
}

fn width(text: &str) -> usize {
    text.trim_end().chars().count()
}

/// Whether a word is more than a word of a sentence.
fn is_value(word: &str) -> bool {
    let inner = word.trim_end_matches(['.', ',', ':', ';', '!', '?']);
    inner.contains(['.', ':', '/', '\\', '@', '=', '{', '_']) || inner.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a value is a host, a URL or a principal, none of which has blanks.
fn is_name(value: &str) -> bool {
    let value = value.trim();
    value.contains('.') && !value.contains(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '{' | '"'))
}

/// Whether somebody says or asks something.
fn is_sentence(text: &str) -> bool {
    text.contains(' ') && text.ends_with(['.', '?', '!']) && !text.contains(['=', '{', '\\', '@'])
}

/// Whether a line only divides: the mark above a signature, a rule.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 2 && text.bytes().all(|byte| matches!(byte, b'-' | b'_' | b'=' | b'*' | b'~' | b'#' | b' '))
}

/// Whether a line between two properties announces another object: `2. Outlook Anywhere`, `On the other server:`.
fn introduces(text: &str) -> bool {
    let after_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = after_number.len() < text.len() && after_number.starts_with(['.', ')']) && text.contains(' ');
    is_numbered || text.contains(' ') && text.ends_with(':')
}

fn is_hexadecimal(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
