//! XML as events with places, tolerant of damage. It knows no document type: what the elements mean is its caller's.
//!
//! What is read before corrupt text is kept. A reference that means nothing (`&nbsp;`, a lone `&`) stays in the text
//! as it is
//! written and reading goes on; anything else that is wrong ends it. A document type ends it too: nothing is expanded.
//! Values are as written but for their references: line ends and white space are left alone, so that a value can be
//! found again in the text. Comments are not checked for `--`, nor text for control characters.
//!
//! What is no document, or too corrupt for one, is read in [`pieces`].

use std::{
    borrow::Cow,
    collections::{HashSet, VecDeque},
    ops::Range,
    sync::Arc,
};

use memchr::memchr2;
use quick_xml::{
    Error,
    errors::{IllFormedError, SyntaxError},
    escape::resolve_xml_entity,
    events::Event as Raw,
};

use crate::model::{
    file::{Limit, Problem, ProblemKind},
    source::{Place, Source, Span, Spanned},
};

/// White space as XML has it.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Attributes that one start tag may have: more are no document but an attack on memory.
const ATTRIBUTES: usize = 1024;

/// What is in a document, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'t> {
    /// An element begins. One without content, `<Server/>`, gives a start and an end.
    Start(Start<'t>),
    /// An element ends.
    End(End<'t>),
    /// The whole text between two tags, whatever comments and sections it is broken by; blank text too.
    Text(Text<'t>),
    /// Something is wrong. But for a reference, it is the last event.
    Damage(Damage),
}

/// The start tag of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start<'t> {
    /// The name as written, with its prefix.
    pub name: &'t str,
    /// The whole tag, from `<` to `>`.
    pub span: Span,
    /// All attributes, namespace declarations among them, in order.
    pub attributes: Vec<Attribute<'t>>,
}

impl<'t> Start<'t> {
    /// The name without its prefix.
    pub fn local(&self) -> &'t str {
        local(self.name)
    }

    /// The prefix of the name.
    pub fn prefix(&self) -> Option<&'t str> {
        self.name.split_once(':').map(|(prefix, _)| prefix)
    }

    /// The attribute of this local name that is no namespace declaration.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|attribute| !attribute.declares_namespace() && attribute.local() == name)
    }

    /// The declaration of a prefix, or of the default namespace, on this very element.
    pub fn namespace(&self, prefix: Option<&str>) -> Option<&Attribute<'t>> {
        self.attributes.iter().find(|attribute| match prefix {
            None => attribute.name == "xmlns",
            Some(prefix) => attribute.name.strip_prefix("xmlns:") == Some(prefix),
        })
    }
}

/// An attribute of a start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// The name as written, with its prefix.
    pub name: &'t str,
    /// The value, references resolved.
    pub value: Cow<'t, str>,
    /// The value's place, without the quotes.
    pub span: Span,
}

impl<'t> Attribute<'t> {
    /// The name without its prefix.
    pub fn local(&self) -> &'t str {
        local(self.name)
    }

    /// `xmlns` or `xmlns:…`.
    pub fn declares_namespace(&self) -> bool {
        self.name == "xmlns" || self.name.starts_with("xmlns:")
    }

    /// The value with its place.
    pub fn spanned(&self) -> Spanned<String> {
        Spanned::new(self.value.to_string(), self.span)
    }
}

/// The end of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End<'t> {
    /// The name as written, with its prefix.
    pub name: &'t str,
    /// The end tag; empty, behind the tag, for an element without content.
    pub span: Span,
}

impl<'t> End<'t> {
    /// The name without its prefix.
    pub fn local(&self) -> &'t str {
        local(self.name)
    }
}

/// The text between two tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'t> {
    /// The text, references resolved.
    pub value: Cow<'t, str>,
    /// From its first to its last character; within a `CDATA` section, without the section's own marks.
    pub span: Span,
    /// What lies between the white space at its ends, in the value and in the document.
    content: Option<(Range<usize>, Range<usize>)>,
}

impl<'t> Text<'t> {
    /// The text without layout: white space at an end goes where it has a line break. Plain spaces stay, and so does
    /// what is written as a reference.
    pub fn without_layout(&self) -> Spanned<Cow<'t, str>> {
        let value: &str = &self.value;
        let is_layout = |space: &str| memchr2(b'\n', b'\r', space.as_bytes()).is_some();
        let (begin, end) = (self.span.start as usize, self.span.end as usize);
        let Some((inner, place)) = &self.content else {
            let kept = if is_layout(value) { (Cow::Borrowed(""), begin) } else { (self.value.clone(), end) };
            return Spanned::new(kept.0, Span::new(begin, kept.1));
        };
        let (mut from, mut to) = ((0, begin), (value.len(), end));
        if is_layout(value.get(..inner.start).unwrap_or_default()) {
            from = (inner.start, place.start);
        }
        if is_layout(value.get(inner.end..).unwrap_or_default()) {
            to = (inner.end, place.end);
        }
        let kept = match &self.value {
            Cow::Borrowed(value) => Cow::Borrowed(value.get(from.0..to.0).unwrap_or_default()),
            Cow::Owned(value) => Cow::Owned(value.get(from.0..to.0).unwrap_or_default().to_owned()),
        };
        Spanned::new(kept, Span::new(from.1, to.1))
    }

    /// Nothing but white space that is not written as a reference.
    pub fn is_blank(&self) -> bool {
        self.content.is_none()
    }
}

/// Something wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What.
    pub kind: DamageKind,
    /// Where.
    pub span: Span,
}

/// What can be wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DamageKind {
    /// A reference that means nothing. It stays as written, and reading goes on; one is reported for each text.
    Reference {
        /// What was expected, or what is wrong.
        detail: String,
    },
    /// The document is not well-formed from here.
    NotWellFormed {
        /// What was expected, or what is wrong.
        detail: String,
    },
    /// The text ends before the document does.
    Cut {
        /// The elements left open, outermost first.
        open: Vec<String>,
    },
    /// A document type or another declaration of its kind.
    DocumentType,
    /// Elements are nested deeper than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
}

impl Damage {
    /// Nothing after it was read, but by a reader that tolerates tags.
    pub fn ends_reading(&self) -> bool {
        !matches!(self.kind, DamageKind::Reference { .. })
    }

    /// The same as a problem of a file.
    pub fn into_problem(self, source: &Arc<Source>) -> Problem {
        Problem::new(self.kind.into(), Place::text(source, self.span))
    }
}

impl From<DamageKind> for ProblemKind {
    fn from(kind: DamageKind) -> ProblemKind {
        match kind {
            DamageKind::Reference { detail } | DamageKind::NotWellFormed { detail } => {
                ProblemKind::NotWellFormed { detail }
            }
            DamageKind::Cut { open } => ProblemKind::DocumentCut { open },
            DamageKind::DocumentType => ProblemKind::DocumentType,
            DamageKind::TooDeep { limit } => {
                ProblemKind::LimitReached { limit: Limit::Depth, value: limit as u64, found: None }
            }
        }
    }
}

/// The name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Reads a text to its end or to what ends reading, one event at a time.
pub struct Reader<'t> {
    text: &'t str,
    /// Bytes before what the parser counts from: byte order marks, which it does not count.
    base: usize,
    parser: quick_xml::Reader<&'t [u8]>,
    depth: usize,
    tolerates_tags: bool,
    open: Vec<&'t str>,
    root_ended: bool,
    run: Option<Run<'t>>,
    ready: VecDeque<Event<'t>>,
    done: bool,
}

impl<'t> Reader<'t> {
    /// Reads a decoded text. Elements nested deeper than `depth` end the reading.
    pub fn new(text: &'t str, depth: usize) -> Reader<'t> {
        Reader::starting_at(text, 0, depth)
    }

    /// Reads a document that begins within a text, and ends with it.
    pub fn starting_at(text: &'t str, start: usize, depth: usize) -> Reader<'t> {
        let document = text.get(start..).unwrap_or_default().trim_start_matches('\u{feff}');
        let mut parser = quick_xml::Reader::from_str(document);
        parser.config_mut().allow_dangling_amp = true;
        Reader {
            text,
            base: text.len() - document.len(),
            parser,
            depth,
            tolerates_tags: false,
            open: Vec::new(),
            root_ended: false,
            run: None,
            ready: VecDeque::new(),
            done: false,
        }
    }

    /// The same reader, which goes on after a tag whose attributes are corrupt.
    #[must_use]
    pub fn tolerating_tags(self) -> Reader<'t> {
        Reader { tolerates_tags: true, ..self }
    }

    /// Reads what the parser gives next and makes ready what it means.
    fn advance(&mut self) {
        let from = self.offset();
        let read = self.parser.read_event();
        let place = from..self.offset();
        match read {
            Ok(Raw::Text(_)) => self.characters(place),
            Ok(Raw::CData(_)) => self.literal(place.start + "<![CDATA[".len()..place.end.saturating_sub("]]>".len())),
            Ok(Raw::GeneralRef(_)) => self.reference(place),
            Ok(Raw::Comment(_) | Raw::PI(_) | Raw::Decl(_)) => {}
            Ok(Raw::Start(_)) => self.start(place, false),
            Ok(Raw::Empty(_)) => self.start(place, true),
            Ok(Raw::End(_)) => self.end(place),
            Ok(Raw::DocType(_)) => self.document_type(place.start),
            Ok(Raw::Eof) => self.end_of_text(),
            Err(error) => self.error(&error, place),
        }
    }

    /// Where the parser is in the text.
    fn offset(&self) -> usize {
        let counted = usize::try_from(self.parser.buffer_position()).unwrap_or(usize::MAX);
        self.base.saturating_add(counted).min(self.text.len())
    }

    fn written(&self, place: Range<usize>) -> &'t str {
        self.text.get(place).unwrap_or_default()
    }

    /// Characters; the parser gives a lone `&` as the first of them.
    fn characters(&mut self, place: Range<usize>) {
        let is_lone = self.written(place.clone()).starts_with('&') && place.end < self.text.len();
        let at = place.start;
        self.literal(place);
        if is_lone {
            self.bad_reference("expected `&amp;`, found `&`".to_owned(), Span::new(at, at + 1));
        }
    }

    /// Characters that mean themselves.
    fn literal(&mut self, place: Range<usize>) {
        let piece = self.written(place.clone());
        let run = self.run.get_or_insert_with(|| Run::new(place.start));
        run.add_literal(piece, place);
    }

    fn reference(&mut self, place: Range<usize>) {
        let written = self.written(place.clone());
        let character = resolve(written);
        let run = self.run.get_or_insert_with(|| Run::new(place.start));
        if let Some(character) = character {
            run.add_reference(character.encode_utf8(&mut [0; 4]), place);
        } else {
            run.add_reference(written, place.clone());
            self.bad_reference(undefined(written), Span::new(place.start, place.end));
        }
    }

    fn bad_reference(&mut self, detail: String, span: Span) {
        if let Some(run) = &mut self.run
            && run.damage.is_none()
        {
            run.damage = Some(Damage { kind: DamageKind::Reference { detail }, span });
        }
    }

    /// The text that was gathered is complete.
    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let (damage, text) = run.finish();
        if self.open.is_empty() {
            if !text.is_blank() {
                self.outside_root(first_line(self.text, text.without_layout().span));
            }
            return;
        }
        self.ready.extend(damage.map(Event::Damage));
        self.ready.push_back(Event::Text(text));
    }

    fn outside_root(&mut self, span: Span) {
        let detail = if self.root_ended {
            "expected the end of the document after its root element"
        } else {
            "expected the root element"
        };
        self.not_well_formed(detail.to_owned(), span);
    }

    fn start(&mut self, place: Range<usize>, is_empty: bool) {
        self.end_run();
        let span = Span::new(place.start, place.end);
        if self.done {
            return;
        }
        if self.root_ended {
            return self.outside_root(span);
        }
        if self.open.len() >= self.depth {
            return self.stop(DamageKind::TooDeep { limit: self.depth }, span);
        }
        let (start, damage) = read_tag(self.text, place);
        if let Some(damage) = damage.clone().filter(Damage::ends_reading)
            && !self.tolerates_tags
        {
            return self.stop(damage.kind, damage.span);
        }
        let name = start.name;
        self.ready.extend(damage.map(Event::Damage));
        self.ready.push_back(Event::Start(start));
        self.open.push(name);
        if is_empty {
            self.close(name, Span { start: span.end, end: span.end });
        }
    }

    fn end(&mut self, place: Range<usize>) {
        self.end_run();
        if let Some(name) = self.open.last().copied()
            && !self.done
        {
            self.close(name, Span::new(place.start, place.end));
        }
    }

    fn close(&mut self, name: &'t str, span: Span) {
        self.open.pop();
        self.root_ended = self.open.is_empty();
        self.ready.push_back(Event::End(End { name, span }));
    }

    fn document_type(&mut self, at: usize) {
        self.end_run();
        let declared = self.written(at..self.text.len());
        let length = declared.find(['[', '>', '\r', '\n']).unwrap_or(declared.len());
        self.stop(DamageKind::DocumentType, Span::new(at, at + length));
    }

    fn end_of_text(&mut self) {
        self.end_run();
        if self.root_ended {
            self.done = true;
        } else {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let open = self.open.iter().map(|name| (*name).to_owned()).collect();
        let end = self.text.trim_end_matches(SPACE).len();
        self.stop(DamageKind::Cut { open }, Span::new(end, end));
    }

    /// The parser can't go on. Its own words are for programmers; ours say what was expected.
    fn error(&mut self, error: &Error, place: Range<usize>) {
        self.end_run();
        let rest = self.written(place.start..self.text.len());
        let found = rest.get(1..).unwrap_or_default();
        let end = if place.is_empty() { self.text.len() } else { place.end };
        let line = first_line(self.text, Span::new(place.start, end));
        match error {
            _ if declares_type(rest) => self.document_type(place.start),
            Error::Syntax(
                SyntaxError::UnclosedTag
                | SyntaxError::UnclosedSingleQuotedAttributeValue
                | SyntaxError::UnclosedDoubleQuotedAttributeValue,
            ) if found.contains('<') => {
                let (detail, span) = match read_tag_content(self.text, place, found).1 {
                    Some(Damage { kind: DamageKind::NotWellFormed { detail }, span }) => (detail, span),
                    _ => ("expected `>` at the end of the tag".to_owned(), line),
                };
                self.not_well_formed(detail, span);
            }
            Error::Syntax(SyntaxError::InvalidBangMarkup) if !begins_markup(rest) => {
                self.not_well_formed("expected a comment or a `CDATA` section after `<!`".to_owned(), line);
            }
            Error::Syntax(_) => self.cut(),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                let detail = format!("expected `</{}>`, found `</{}>`", clip(expected), clip(found));
                self.not_well_formed(detail, line);
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => self.outside_root(line),
            other => self.not_well_formed(other.to_string(), line),
        }
    }

    fn not_well_formed(&mut self, detail: String, span: Span) {
        self.stop(DamageKind::NotWellFormed { detail }, span);
    }

    /// Tells what is wrong and ends reading; the first such counts.
    fn stop(&mut self, kind: DamageKind, span: Span) {
        if !self.done {
            self.done = true;
            self.ready.push_back(Event::Damage(Damage { kind, span }));
        }
    }
}

impl<'t> Iterator for Reader<'t> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        while self.ready.is_empty() && !self.done {
            self.advance();
        }
        self.ready.pop_front()
    }
}

/// A text as it is gathered from what the parser splits it into.
struct Run<'t> {
    value: Cow<'t, str>,
    place: Range<usize>,
    content: Option<(Range<usize>, Range<usize>)>,
    damage: Option<Damage>,
}

impl<'t> Run<'t> {
    fn new(at: usize) -> Run<'t> {
        Run { value: Cow::Borrowed(""), place: at..at, content: None, damage: None }
    }

    fn add_literal(&mut self, piece: &'t str, place: Range<usize>) {
        if piece.is_empty() {
            return;
        }
        let at = self.extend(&place);
        let is_character = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        if let Some(before) = piece.as_bytes().iter().position(is_character) {
            let after = piece.trim_end_matches(SPACE).len();
            self.add_content(at + before..at + after, place.start + before..place.start + after);
        }
        if self.value.is_empty() {
            self.value = Cow::Borrowed(piece);
        } else {
            self.value.to_mut().push_str(piece);
        }
    }

    fn add_reference(&mut self, meaning: &str, place: Range<usize>) {
        let at = self.extend(&place);
        self.add_content(at..at + meaning.len(), place);
        self.value.to_mut().push_str(meaning);
    }

    /// The place runs from its first character to its last; gives where in the value more is added.
    fn extend(&mut self, place: &Range<usize>) -> usize {
        if self.value.is_empty() {
            self.place.start = place.start;
        }
        self.place.end = place.end;
        self.value.len()
    }

    fn add_content(&mut self, value: Range<usize>, place: Range<usize>) {
        match &mut self.content {
            Some((value_so_far, place_so_far)) => {
                value_so_far.end = value.end;
                place_so_far.end = place.end;
            }
            None => self.content = Some((value, place)),
        }
    }

    fn finish(self) -> (Option<Damage>, Text<'t>) {
        let span = Span::new(self.place.start, self.place.end);
        (self.damage, Text { value: self.value, span, content: self.content })
    }
}

/// A piece of markup that need not be a document.
pub enum Piece<'t> {
    /// A start tag.
    Tag(Start<'t>),
    /// What is between two tags, as written, and where it begins.
    Text(&'t str, usize),
}

/// The start tags of a page or of corrupt XML, and the text between tags. Nothing has to be closed, nested or quoted
/// as it
/// should be. Comments, scripts and styles are left out.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let start = at;
            if rest.starts_with("<!--") {
                at += rest.find("-->").map_or(rest.len(), |end| end + 3);
            } else if rest.starts_with('<') {
                at += end_of_tag(rest);
                let (tag, _) = read_tag(text, start..at);
                if is_name(tag.name) {
                    at += hidden_content(tag.name, text.get(at..).unwrap_or_default());
                    return Some(Piece::Tag(tag));
                }
            } else {
                at += rest.find('<').unwrap_or(rest.len());
                return Some(Piece::Text(text.get(start..at)?, start));
            }
        }
    })
}

/// How long a tag is: to the `>` outside of quotes, or to any where a quote is not closed, or to the next tag.
fn end_of_tag(markup: &str) -> usize {
    let most = markup.get(1..).and_then(|rest| rest.find('<')).map_or(markup.len(), |next| next + 1);
    let (mut quote, mut within_quotes) = (None, None);
    for (at, byte) in markup.bytes().take(most).enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(opened), _) if opened == byte => quote = None,
            (Some(_), b'>') => within_quotes = within_quotes.or(Some(at + 1)),
            _ => {}
        }
    }
    within_quotes.unwrap_or(most)
}

/// How much follows a start tag that is not for people.
fn hidden_content(name: &str, rest: &str) -> usize {
    if !["script", "style"].iter().any(|hidden| name.eq_ignore_ascii_case(hidden)) {
        return 0;
    }
    let end = format!("</{name}");
    rest.as_bytes().windows(end.len()).position(|part| part.eq_ignore_ascii_case(end.as_bytes())).unwrap_or(rest.len())
}

/// Reads a start tag from `<` to `>`: its name, its attributes, and the first thing that is wrong with it, a reference that
/// means nothing last of all.
fn read_tag(text: &str, place: Range<usize>) -> (Start<'_>, Option<Damage>) {
    let tag = text.get(place.start + 1..place.end).unwrap_or_default();
    let tag = tag.strip_suffix('>').unwrap_or(tag);
    read_tag_content(text, place, tag.strip_suffix('/').unwrap_or(tag))
}

/// The same, of what is between `<` and `>`.
fn read_tag_content<'t>(text: &'t str, place: Range<usize>, tag: &'t str) -> (Start<'t>, Option<Damage>) {
    let mut start = Start { name: tag, span: Span::new(place.start, place.end), attributes: Vec::new() };
    if is_name(tag) {
        return (start, None);
    }
    let end = place.start + 1 + tag.len();
    let mut flaw = None;
    let mut note = |detail: String, rest: &str| {
        flaw.get_or_insert_with(|| {
            let span = first_line(text, Span::new(end - rest.len(), end));
            Damage { kind: DamageKind::NotWellFormed { detail }, span }
        });
    };

    let (name, mut rest) = split_at_first(tag, |c| SPACE.contains(&c));
    if !is_name(name) {
        note("expected the name of an element after `<`; a `<` in text is written `&lt;`".to_owned(), tag);
    }
    start.name = name;
    let mut names = HashSet::new();
    let mut bad_reference = None;
    loop {
        let attribute = rest.trim_start_matches(SPACE);
        if attribute.is_empty() {
            break;
        }
        if attribute.len() == rest.len() {
            note("expected white space before an attribute".to_owned(), rest);
        }
        let (name, written, after, wrong) = read_attribute(attribute);
        if let Some(detail) = wrong {
            note(detail, attribute);
        } else if !names.insert(name) {
            note(format!("the attribute `{}` stands twice", clip(name)), attribute);
        }
        if start.attributes.len() >= ATTRIBUTES {
            note(format!("expected no more than {ATTRIBUTES} attributes"), attribute);
            break;
        }
        let at = end - attribute.len() + (written.as_ptr().addr() - attribute.as_ptr().addr());
        let (value, bad) = resolve_all(written, at);
        bad_reference = bad_reference.or(bad);
        start.attributes.push(Attribute { name, value, span: Span::new(at, at + written.len()) });
        rest = after;
    }
    (start, flaw.or(bad_reference))
}

/// The name and the value of the attribute that a text begins with, what follows it, and what is wrong with it. A value that
/// is not closed goes on to the end.
fn read_attribute(text: &str) -> (&str, &str, &str, Option<String>) {
    let (name, after) = split_at_first(text, |c| c == '=' || SPACE.contains(&c));
    let bad_name = (!is_name(name)).then(|| "expected the name of an attribute or the end of the tag".to_owned());
    let Some(value) = after.trim_start_matches(SPACE).strip_prefix('=') else {
        let none = after.get(..0).unwrap_or_default();
        return (
            name,
            none,
            after,
            bad_name.or_else(|| Some(format!("expected `=` after the attribute `{}`", clip(name)))),
        );
    };
    let value = value.trim_start_matches(SPACE);
    let quoted = ['"', '\''].into_iter().find_map(|quote| Some((value.strip_prefix(quote)?, quote)));
    let closed = quoted.and_then(|(quoted, quote)| quoted.split_once(quote));
    let (written, after) = match (closed, quoted) {
        (Some(closed), _) => closed,
        (None, Some((quoted, _))) => quoted.split_at(quoted.len()),
        (None, None) => split_at_first(value, |c| SPACE.contains(&c)),
    };
    let wrong = match closed {
        None => Some(format!("expected the value of `{}` in quotes", clip(name))),
        Some(_) if written.contains('<') => {
            Some(format!("expected the closing quote of the attribute `{}`", clip(name)))
        }
        Some(_) => None,
    };
    (name, written, after, bad_name.or(wrong))
}

fn split_at_first(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}

/// Nearly the names that XML allows: letters and digits of any script, `_`, `:`, `-`, `.`.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-' | b'.');
    if name.bytes().all(is_plain) {
        return name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':'));
    }
    let begins = |c: char| c.is_alphabetic() || c == '_' || c == ':';
    let goes_on = |c: char| begins(c) || c.is_numeric() || c == '-' || c == '.' || c == '\u{b7}';
    name.starts_with(begins) && name.chars().all(goes_on)
}

/// The value of an attribute, and the first reference in it that means nothing.
fn resolve_all(written: &str, at: usize) -> (Cow<'_, str>, Option<Damage>) {
    let mut damage = None;
    let value = resolve_with(written, |reference, from| {
        damage.get_or_insert_with(|| {
            let kind = DamageKind::Reference { detail: undefined(reference) };
            Damage { kind, span: Span::new(at + from, at + from + reference.len()) }
        });
        None
    });
    (value, damage)
}

/// A text of markup with its references resolved. What XML does not define, `other` resolves, or it stays as written.
pub fn resolve_with(written: &str, mut other: impl FnMut(&str, usize) -> Option<char>) -> Cow<'_, str> {
    if !written.contains('&') {
        return Cow::Borrowed(written);
    }
    let mut value = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, reference)) = rest.find('&').map(|at| rest.split_at(at)) {
        value.push_str(before);
        let tail = reference.get(1..).unwrap_or_default();
        let closed = tail.find([';', '&']).filter(|end| tail.get(*end..).is_some_and(|end| end.starts_with(';')));
        let (name, after) = reference.split_at(closed.map_or(1, |end| end + 2));
        match resolve(name).or_else(|| other(name, written.len() - reference.len())) {
            Some(character) => value.push(character),
            None => value.push_str(name),
        }
        rest = after;
    }
    value.push_str(rest);
    Cow::Owned(value)
}

/// What a reference such as `&amp;` or `&#x2d;` means; nothing that a document declares itself.
fn resolve(reference: &str) -> Option<char> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    let Some(number) = name.strip_prefix('#') else {
        return resolve_xml_entity(name)?.chars().next();
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
    let is_number = digits.chars().all(|digit| digit.is_digit(radix));
    let code = is_number.then(|| u32::from_str_radix(digits, radix).ok()).flatten()?;
    char::from_u32(code).filter(|c| SPACE.contains(c) || *c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}

fn undefined(reference: &str) -> String {
    if reference == "&" {
        return "expected `&amp;`, found `&`".to_owned();
    }
    format!("`{}` is not defined", clip(reference))
}

/// A declaration that belongs to a document type.
fn declares_type(markup: &str) -> bool {
    ["<!DOCTYPE", "<!ENTITY", "<!ELEMENT", "<!ATTLIST", "<!NOTATION"].iter().any(|declaration| {
        markup.get(..declaration.len()).is_some_and(|written| written.eq_ignore_ascii_case(declaration))
    })
}

/// The text ends within `<!--` or `<![CDATA[` or the word that begins a document type.
fn begins_markup(rest: &str) -> bool {
    ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|markup| markup.starts_with(rest) || rest.starts_with(markup))
}

/// The part of a place that is on its first line.
fn first_line(text: &str, span: Span) -> Span {
    let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let length = written.find(['\r', '\n']).unwrap_or(written.len());
    Span::new(span.start as usize, span.start as usize + length)
}

/// A name short enough to be given.
fn clip(name: &str) -> Cow<'_, str> {
    let line = name.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((at, _)) => Cow::Owned(format!("{}…", line.get(..at).unwrap_or_default())),
        None => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_in_ascii_are_told_as_others_are(name in "[a-c0-1_:.\\-\u{e9}\u{b7} \"=/]{0,8}") {
            let begins = |c: char| c.is_alphabetic() || c == '_' || c == ':';
            let goes_on = |c: char| begins(c) || c.is_numeric() || c == '-' || c == '.' || c == '\u{b7}';
            prop_assert_eq!(is_name(&name), name.starts_with(begins) && name.chars().all(goes_on));
        }
    }
}
