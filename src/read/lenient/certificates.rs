//! Certificates within other text: quoted, in strings of JSON and of programs, behind comment signs, in base64 once more.

use std::{ops::Range, sync::LazyLock};

use ::base64::{Engine as _, engine::general_purpose::STANDARD};
use regex::Regex;

use super::*;
use crate::{
    model::file::Content,
    read::certificate::{self, pem},
};

/// How much base64 a block has at least: borders that somebody only mentions have none.
const LEAST_BASE64: usize = 64;

static BEGIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"-----BEGIN ([A-Z0-9][A-Z0-9 #]{0,62})-----").ok());
/// A line break as programs and JSON write it.
static WRITTEN_BREAK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\\r\\n|\\n|\\r").ok());
/// The base64 of `-----BEGIN `.
static IN_BASE64: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"LS0tLS1CRUdJTi[A-Za-z0-9+/=\r\n]{200,}").ok());

/// What was read, and where in the text it is.
pub(super) struct Found {
    pub(super) reading: certificate::Reading,
    pub(super) parts: Vec<Range<usize>>,
}

/// Reads the certificates, keys and lists of a text. `edited` is the text so far.
pub(super) fn read(source: &Arc<Source>, edited: &Edited, options: &ReadOptions) -> Option<Found> {
    let written = source.text.as_ref()?.in_file();
    let text = edited.as_str();
    let blocks = blocks(text);
    let mut alone = edited.clone();
    let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let from = index.checked_sub(1).and_then(|before| blocks.get(before)).map_or(0, |before| before.whole.end);
        let to = blocks.get(index + 1).map_or(text.len(), |next| next.whole.start);
        edits.extend(decorations(text, block, from..to));
    }
    alone.replace(edits);
    let mut reading = certificate::Reading::default();
    if !blocks.is_empty() {
        let source = with_text(source, Text::edited(written.to_owned(), alone));
        let content = source.text.as_ref()?.as_str();
        if let Some(found) = pem::read(&source, content, options) {
            reading.extend(found);
        }
        let place = |at: At| relocated(&source, at);
        reading.move_to(&source, place);
    }
    let mut parts: Vec<Range<usize>> = blocks.into_iter().map(|block| block.whole).collect();
    let once_more = IN_BASE64.as_ref().map(|pattern| pattern.find_iter(text).collect::<Vec<_>>());
    for found in once_more.into_iter().flatten() {
        if let Some(mut inner) = in_base64(source, found.as_str(), &options.after(reading.rounds)) {
            let place = source.lines(Span::new(found.start(), found.end()));
            inner.move_to(source, |_| place);
            reading.extend(inner);
            parts.push(found.range());
        }
    }
    let something = !reading.contents.is_empty() || !reading.kinds.is_empty();
    something.then_some(Found { reading, parts })
}

/// A block with its borders.
struct Block {
    /// From the BEGIN border to the end of the END border.
    whole: Range<usize>,
    /// What is between the borders.
    body: Range<usize>,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let Some(begin) = BEGIN.as_ref() else { return found };
    for border in begin.captures_iter(text) {
        let (Some(whole), Some(label)) = (border.get(0), border.get(1)) else { continue };
        let is_within = found.last().is_some_and(|last| whole.start() < last.whole.end);
        let end = format!("-----END {}-----", label.as_str());
        let rest = text.get(whole.end()..).unwrap_or("");
        // Another block that begins first leaves this one open.
        let next = rest.find("-----BEGIN ").unwrap_or(rest.len());
        let Some(length) = rest.get(..next).and_then(|rest| rest.find(&end)) else { continue };
        let base64 = rest.get(..length).unwrap_or("").bytes().filter(u8::is_ascii_alphanumeric).count();
        if !is_within && base64 >= LEAST_BASE64 {
            let body = whole.end()..whole.end() + length;
            found.push(Block { whole: whole.start()..body.end + end.len(), body });
        }
    }
    found
}

/// What is to be taken out around and within a block, in the order of the text: what is before its first border in the
/// line, the same before and behind each of its lines, what follows its last border. `between` is what lies between the
/// blocks around it.
fn decorations<'t>(text: &'t str, block: &Block, between: Range<usize>) -> Vec<(Range<usize>, &'t str)> {
    let before = text.get(between.start..block.whole.start).unwrap_or("");
    let line_start = between.start + before.rfind('\n').map_or(0, |at| at + 1);
    let prefix = text.get(line_start..block.whole.start).unwrap_or("");
    let body = text.get(block.body.clone()).unwrap_or("");
    let first_line = body.lines().next().unwrap_or("");
    let is_one_line = first_line.bytes().filter(u8::is_ascii_alphanumeric).count() >= LEAST_BASE64;
    let suffix = if is_one_line { "" } else { first_line.trim_end() };
    let line_end = text.get(block.whole.end..between.end).and_then(|rest| rest.find(['\n', '\r']));
    // Of two blocks on one line the second cuts off what is before it.
    let end = line_end.map_or(block.whole.end, |at| block.whole.end + at);
    let end = if between.end == text.len() && line_end.is_none() { text.len() } else { end };
    let mut edits = vec![(line_start..block.whole.start, "")];
    let mut start = block.body.start;
    for (number, line) in body.split_inclusive('\n').enumerate() {
        let content = line.trim_end_matches(['\n', '\r']);
        let mut inner = start..start + content.len();
        start += line.len();
        if number > 0 {
            let own = [prefix, prefix.trim()].into_iter().find(|own| !own.is_empty() && content.starts_with(*own));
            let before = own.map_or(0, str::len);
            edits.push((inner.start..inner.start + before, ""));
            inner.start += before;
        }
        let content = text.get(inner.clone()).unwrap_or("");
        let behind = if !suffix.is_empty() && content.trim_end().ends_with(suffix) {
            content.len() - (content.trim_end().len() - suffix.len())
        } else {
            0
        };
        inner.end -= behind;
        let content = text.get(inner.clone()).unwrap_or("");
        let breaks = WRITTEN_BREAK.as_ref().into_iter().flat_map(|pattern| pattern.find_iter(content));
        edits.extend(breaks.map(|found| (inner.start + found.start()..inner.start + found.end(), "\n")));
        edits.push((inner.end..inner.end + behind, ""));
    }
    edits.push((block.whole.end..end, ""));
    edits.retain(|(part, _)| !part.is_empty());
    edits
}

/// Reads PEM that was encoded in base64 once more.
fn in_base64(source: &Arc<Source>, written: &str, options: &ReadOptions) -> Option<certificate::Reading> {
    let mut encoded: Vec<u8> = written.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let padding = encoded.iter().position(|byte| *byte == b'=').map_or(encoded.len(), |at| at.div_ceil(4) * 4);
    encoded.truncate(padding.min(encoded.len()) / 4 * 4);
    let decoded = STANDARD.decode(encoded).ok()?;
    pem::read(source, std::str::from_utf8(&decoded).ok()?, options)
}

/// A place in the lines of what is read as one in those of the file.
fn relocated(source: &Source, at: At) -> At {
    match at {
        At::Lines { span, .. } | At::Text(span) => source.lines(span),
        At::File | At::Bytes(_) => at,
    }
}

impl certificate::Reading {
    /// Adds what was read elsewhere.
    fn extend(&mut self, other: certificate::Reading) {
        self.kinds.extend(other.kinds);
        self.contents.extend(other.contents);
        self.problems.extend(other.problems);
        self.rounds += other.rounds;
    }

    /// Puts everything to other places of the file.
    fn move_to(&mut self, source: &Arc<Source>, place: impl Fn(At) -> At) {
        let places = self.contents.iter_mut().filter_map(|content| match content {
            Content::Certificate(certificate, _) => {
                Arc::get_mut(certificate).map(|certificate| &mut certificate.places)
            }
            _ => None,
        });
        let moved = places.flatten().chain(self.problems.iter_mut().map(|problem| &mut problem.place));
        for moved in moved {
            moved.source = Arc::clone(source);
            moved.at = place(moved.at);
        }
    }
}
