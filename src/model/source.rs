//! Where a value stands: a source, its decoded text, and places within it.

use std::{
    fmt::{self, Write as _},
    iter,
    sync::Arc,
};

use memchr::memchr2_iter;

use super::edited::Edited;

/// One file, or one entry of an archive, as it was read.
pub struct Source {
    /// Path relative to the deployment's root, with `/`; bytes that are not UTF-8 as `\xNN`; `-` for standard input.
    pub path: String,
    /// The entries within archives that lead to it, outermost first.
    pub inside: Vec<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes; `None` where they could not be read.
    pub sha256: Option<[u8; 32]>,
    /// `utf-8`, `utf-16le`, `utf-16be` or a WHATWG label; `None` for binary.
    pub encoding: Option<&'static str>,
    /// The decoded text, kept for configuration; `None` for certificates and binary files.
    pub text: Option<Box<Text>>,
}

impl Source {
    /// The last component of the path, as a person would name the file.
    pub fn file_name(&self) -> &str {
        let path = self.inside.last().unwrap_or(&self.path);
        path.rsplit('/').next().unwrap_or(path)
    }

    /// Whether it is our own configuration.
    pub fn is_configuration(&self) -> bool {
        self.file_name().eq_ignore_ascii_case("msstd.toml")
    }

    /// Whether it is what stands beside exports by custom: our own configuration, and what people write about the folder.
    pub fn is_about_the_folder(&self) -> bool {
        let name = self.file_name().to_ascii_lowercase();
        let is_markdown = name.rsplit_once('.').is_some_and(|(_, extension)| extension == "md");
        self.is_configuration() || name.starts_with("readme") || is_markdown
    }

    /// The path as it is shown: `export.zip!folder/file`.
    pub fn shown(&self) -> String {
        let mut shown = self.path.clone();
        for entry in &self.inside {
            shown.push('!');
            shown.push_str(entry);
        }
        shown
    }
}

impl Source {
    /// Where in the file stands what is read of its decoded text at a span.
    pub fn place(&self, span: Span) -> At {
        At::Text(self.text.as_ref().map_or(span, |text| text.place(span)))
    }

    /// The same in whole lines, for what is shown without its text.
    pub fn lines(&self, span: Span) -> At {
        let Some(text) = &self.text else { return At::File };
        let span = text.place(span);
        let (first, last) = (text.position(span.start), text.position(span.end));
        At::Lines { first: first.line, last: last.line, columns: (first.column, last.column), span }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.shown())
    }
}

/// A half-open byte range: of the decoded text as UTF-8, or of the file for a binary one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Offsets above `u32::MAX` are held at it: texts are limited to 64 MiB.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and where it stands in its source's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// Decoded text without a BOM, and where its lines begin. `\n`, `\r\n` and a lone `\r` end a line.
///
/// Of a text that came through a mail or a web page, what is read is not what the file has. Spans of values are in what
/// is read, places are in the file: [`Text::place`] makes the one the other.
pub struct Text {
    /// What the file has.
    content: String,
    /// What is read of it, where that is not the same.
    edited: Option<Edited>,
    line_starts: Box<[u32]>,
    /// How many characters begin before each stretch of [`STRETCH`] bytes: a text may be one long line. `None` where each
    /// character is a byte.
    begun: Option<Box<[u32]>>,
}

/// Bytes of a stretch whose characters are counted once.
const STRETCH: usize = 4096;

impl Text {
    /// Indexes the lines of a decoded text.
    pub fn new(content: String) -> Text {
        let (line_starts, begun) = (line_starts(content.as_bytes()), begun_before(&content));
        Text { content, edited: None, line_starts, begun }
    }

    /// A text of which something else is read than the file has.
    pub fn edited(content: String, edited: Edited) -> Text {
        Text { edited: Some(edited), ..Text::new(content) }
    }

    /// How many characters begin between two bytes.
    fn begun_between(&self, start: usize, end: usize) -> u32 {
        let bytes = self.content.as_bytes();
        let (start, end) = (start.min(bytes.len()), end.min(bytes.len()));
        let Some(begun) = &self.begun else { return u32::try_from(end.saturating_sub(start)).unwrap_or(u32::MAX) };
        if end.saturating_sub(start) <= STRETCH {
            return begun_in(bytes.get(start..end).unwrap_or_default());
        }
        let before = |offset: usize| {
            let stretch = offset / STRETCH;
            let rest = bytes.get(stretch * STRETCH..offset).unwrap_or_default();
            begun.get(stretch).copied().unwrap_or_default() + begun_in(rest)
        };
        before(end).saturating_sub(before(start))
    }

    /// The whole text, as it is read.
    pub fn as_str(&self) -> &str {
        self.edited.as_ref().map_or(&self.content, Edited::as_str)
    }

    /// The whole text, as the file has it.
    pub fn in_file(&self) -> &str {
        &self.content
    }

    /// What is read at a span; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.as_str().get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where in the file stands what is read at a span.
    pub fn place(&self, span: Span) -> Span {
        let Some(edited) = &self.edited else { return span };
        let place = edited.place(span.start as usize..span.end as usize);
        Span::new(place.start, place.end)
    }

    /// The line of the file in which a place begins, in three parts: before it, what of it is in the line, after it.
    pub fn line_around(&self, place: Span) -> Option<[&str; 3]> {
        let whole = self.line_span(self.position(place.start).line)?;
        let start = place.start.min(whole.end);
        let end = place.end.clamp(place.start, whole.end.max(place.start)).min(whole.end);
        let part = |start: u32, end: u32| self.content.get(start as usize..end as usize).unwrap_or("");
        Some([part(whole.start, start), part(start, end), part(end, whole.end)])
    }

    /// Line and column of a byte of the file, both 1-based; columns count characters.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.begun_between(start as usize, offset as usize);
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), column: before + 1 }
    }

    /// How many lines there are; an empty text has one.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.line_starts.len()).unwrap_or(u32::MAX)
    }

    /// The place of a 1-based line in the file, without its line break; `None` past the end.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.line_starts.get(index)? as usize;
        let end = self.line_starts.get(index + 1).map_or(self.content.len(), |next| *next as usize);
        let content = self.content.get(start..end)?;
        Some(Span::new(start, start + content.trim_end_matches(['\n', '\r']).len()))
    }
}

/// Where lines begin.
fn line_starts(bytes: &[u8]) -> Box<[u32]> {
    let ends = memchr2_iter(b'\n', b'\r', bytes);
    let ends = ends.filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'));
    iter::once(0).chain(ends.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX))).collect()
}

/// How many characters begin before each stretch, and before the end where a whole stretch is last; `None` where each is a
/// byte.
fn begun_before(content: &str) -> Option<Box<[u32]>> {
    if content.is_ascii() {
        return None;
    }
    let counts = content.as_bytes().chunks_exact(STRETCH).map(begun_in);
    let sums = counts.scan(0, |sum: &mut u32, count| {
        *sum = sum.saturating_add(count);
        Some(*sum)
    });
    Some(iter::once(0).chain(sums).collect())
}

/// How many characters begin in UTF-8 bytes.
fn begun_in(bytes: &[u8]) -> u32 {
    let continues = |byte: u8| byte & 0xc0 == 0x80;
    u32::try_from(bytes.iter().filter(|byte| !continues(**byte)).count()).unwrap_or(u32::MAX)
}

/// A 1-based line and column; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

/// A place that a finding can point at.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Where in the file.
    pub at: At,
    /// Which certificate of the file, from 1.
    pub index: Option<u32>,
}

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The file as a whole.
    File,
    /// A range of its decoded text as the file has it, which is kept.
    Text(Span),
    /// Whole lines of a text that is not kept: a PEM block from its BEGIN line.
    Lines {
        /// First line, from 1.
        first: u32,
        /// Last line, from 1.
        last: u32,
        /// Column of the first character in the first line, and the one after the last character in the last.
        columns: (u32, u32),
        /// Byte range in the decoded text.
        span: Span,
    },
    /// A byte range of a binary file.
    Bytes(Span),
}

impl Place {
    /// The file as a whole.
    pub fn file(source: &Arc<Source>) -> Place {
        Place { source: Arc::clone(source), at: At::File, index: None }
    }

    /// What is in no file: an option of the command line, a deployment as a whole.
    pub fn option(name: &str) -> Place {
        let path = name.to_owned();
        let source = Source { path, inside: Vec::new(), bytes: 0, sha256: None, encoding: None, text: None };
        Place { source: Arc::new(source), at: At::File, index: None }
    }

    /// Where in the file stands what is read of its decoded text at a span.
    pub fn text(source: &Arc<Source>, span: Span) -> Place {
        Place { source: Arc::clone(source), at: source.place(span), index: None }
    }

    /// Whether it is a range of a text that is kept: of configuration, not of a file of certificates.
    pub fn is_in_kept_text(&self) -> bool {
        matches!(self.at, At::Text(_))
    }

    /// Where the place begins, if it has lines.
    pub fn start(&self) -> Option<Position> {
        match self.at {
            At::File | At::Bytes(_) => None,
            At::Text(span) => self.source.text.as_ref().map(|text| text.position(span.start)),
            At::Lines { first, columns, .. } => Some(Position { line: first, column: columns.0 }),
        }
    }

    /// Where the place ends, if it has lines: the position after its last character.
    pub fn end(&self) -> Option<Position> {
        match self.at {
            At::File | At::Bytes(_) => None,
            At::Text(span) => self.source.text.as_ref().map(|text| text.position(span.end)),
            At::Lines { last, columns, .. } => Some(Position { line: last, column: columns.1 }),
        }
    }

    /// Whether it is the same place.
    pub fn is(&self, other: &Place) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.at == other.at && self.index == other.index
    }

    /// What places are sorted by: file, certificate, then where in the file; a file as a whole comes first.
    pub fn order(&self) -> impl Ord + '_ {
        let has_lines = matches!(self.at, At::Text(_) | At::Lines { .. });
        (&self.source.path, &self.source.inside, self.index, has_lines, self.span())
    }

    /// The byte range, if it is more than the file as a whole.
    pub fn span(&self) -> Option<Span> {
        match self.at {
            At::File => None,
            At::Text(span) | At::Bytes(span) | At::Lines { span, .. } => Some(span),
        }
    }
}

/// Backslash-escapes what is not UTF-8 in a path: `\xNN`.
pub fn path_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn columns_of_a_long_line_count_characters() {
        let content = format!("é\n{}\r\nb", "日a📧".repeat(3_000));
        let text = Text::new(content.clone());
        let mut position = Position { line: 1, column: 1 };
        for (at, c) in content.char_indices() {
            assert_eq!(text.position(u32::try_from(at).unwrap_or_default()), position, "{at}");
            position = match c {
                '\n' => Position { line: position.line + 1, column: 1 },
                _ => Position { column: position.column + 1, ..position },
            };
        }
        let end = u32::try_from(content.len()).unwrap_or_default();
        assert_eq!(text.position(end), Position { line: 3, column: 2 });
    }

    /// Line and column as counted from the beginning, character by character.
    fn counted(content: &str, offset: usize) -> Position {
        let mut position = Position { line: 1, column: 1 };
        for (at, c) in content.char_indices().take_while(|(at, _)| *at < offset) {
            let ends_line = c == '\n' || c == '\r' && !content.get(at + 1..).unwrap_or_default().starts_with('\n');
            position = if ends_line {
                Position { line: position.line + 1, column: 1 }
            } else {
                Position { column: position.column + 1, ..position }
            };
        }
        position
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn positions_are_those_that_are_counted(
            pieces in prop::collection::vec(("[a\u{e9}\u{1f4e7}\r\n]{0,6}", 0..900_usize), 1..8)
        ) {
            let content: String = pieces.iter().map(|(piece, times)| piece.repeat(*times)).collect();
            let text = Text::new(content.clone());
            let step = content.len() / 20 + 1;
            let offsets = content.char_indices().map(|(at, _)| at).step_by(step).chain([content.len()]);
            for offset in offsets {
                let position = text.position(u32::try_from(offset).unwrap_or_default());
                prop_assert_eq!(position, counted(&content, offset), "{}", offset);
            }
        }
    }

    #[test]
    fn paths_keep_their_bytes() {
        assert_eq!(path_text(b"a\xffb"), "a\\xffb");
    }
}
