//! The pieces of a report that hold whole sentences, in its order.

use std::{borrow::Cow, ops::Range};

use super::structure;
use crate::{
    model::{
        analyzer::ReportForm,
        source::{Span, Spanned},
    },
    read::xml::{self, Piece, Start},
};

/// The attributes of a step that hold sentences.
const SENTENCES: [&str; 3] = ["testdescription", "resultdescription", "additionaldetails"];

/// A sentence of several lines is no longer than this.
const LONGEST: u32 = 1000;

/// How many lines a mail may break a sentence into, but for the first.
const BREAKS: usize = 3;

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassageKind<'t> {
    /// Words.
    Words,
    /// What a step that did not pass says about its end.
    Failure,
    /// How a step ended: `Error`.
    Status,
    /// The value of a parameter of this name.
    Parameter(&'t str),
}

/// A piece of the report that holds whole sentences.
#[derive(Debug)]
pub(super) struct Passage<'t> {
    pub(super) text: Cow<'t, str>,
    /// The same in lower case; bytes are where they were.
    pub(super) lower: String,
    pub(super) span: Span,
    pub(super) kind: PassageKind<'t>,
    /// It was broken into several lines.
    is_joined: bool,
}

impl<'t> Passage<'t> {
    fn new(raw: &'t str, at: usize, is_markup: bool) -> Option<Passage<'t>> {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = at + (raw.len() - raw.trim_start().len());
        let text = if is_markup { unescaped(trimmed) } else { Cow::Borrowed(trimmed) };
        let lower = text.to_ascii_lowercase();
        let span = Span::new(start, start + trimmed.len());
        Some(Passage { text, lower, span, kind: PassageKind::Words, is_joined: false })
    }

    /// What is in a range of the text, with its place where no reference was resolved before.
    pub(super) fn part(&self, range: Range<usize>) -> Option<Spanned<String>> {
        let written = self.text.get(range.clone())?;
        let value = written.trim();
        if value.is_empty() {
            return None;
        }
        let is_exact = self.text.len() == (self.span.end - self.span.start) as usize;
        let start = self.span.start as usize + range.start + (written.len() - written.trim_start().len());
        let span = if is_exact { Span::new(start, start + value.len()) } else { self.span };
        Some(Spanned::new(value.to_owned(), span))
    }

    /// A principal that is in a range of the text: where a line was broken after the colon, the blank is not its own.
    pub(super) fn principal(&self, range: Range<usize>) -> Option<Spanned<String>> {
        let mut principal = self.part(range)?;
        if self.is_joined {
            principal.value.retain(|c| !c.is_whitespace());
        }
        Some(principal)
    }

    /// What is between two pieces of a sentence; with nothing behind, up to the end of the sentence.
    pub(super) fn between(&self, before: &str, behind: &str) -> Option<Range<usize>> {
        let start = self.lower.find(before)? + before.len();
        let rest = self.lower.get(start..)?;
        let length = if behind.is_empty() { rest.trim_end_matches(['.', ' ']).len() } else { rest.find(behind)? };
        Some(start..start + length)
    }
}

/// References of XML and of pages; one that means nothing stays as written.
fn unescaped(raw: &str) -> Cow<'_, str> {
    xml::resolve_with(raw, |reference, _| match reference {
        "&nbsp;" => Some(' '),
        "&rsquo;" => Some('\''),
        _ => None,
    })
}

/// The passages of a text: of XML the telling attributes of each `testresult` and the parameters, of a page what is between
/// its tags, else its lines. XML may have other text around it.
pub(super) fn passages(text: &str) -> (ReportForm, Vec<Passage<'_>>) {
    let begin = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    if begin.starts_with('<') || text.contains("<testresult") {
        let (of_xml, of_page) = of_markup(text);
        if !of_xml.is_empty() {
            return (ReportForm::Xml, of_xml);
        }
        if begin.starts_with('<') {
            return (ReportForm::Html, with_parameters(of_page));
        }
    }
    (ReportForm::Text, with_parameters(joined(text, lines(text, 0, false).collect())))
}

/// The passages of XML, none where no step of a report is among them, and of a page. Real reports lack a space between
/// attributes here and there.
fn of_markup(text: &str) -> (Vec<Passage<'_>>, Vec<Passage<'_>>) {
    let (mut of_xml, mut of_page) = (Vec::new(), Vec::new());
    let mut any_step = false;
    let mut parameter = None;
    for piece in xml::pieces(text) {
        match piece {
            Piece::Tag(tag) if tag.name == "testresult" => {
                parameter = None;
                any_step |= add_step(text, &tag, &mut of_xml);
            }
            Piece::Tag(tag) => parameter = parameter_of(text, &tag, &mut of_xml),
            Piece::Text(written, at) => {
                if let Some(name) = parameter.take_if(|_| !written.trim().is_empty()) {
                    of_xml.extend(with_kind(Passage::new(written, at, true), PassageKind::Parameter(name)));
                }
                of_page.extend(lines(written, at, true));
            }
        }
    }
    (if any_step { of_xml } else { Vec::new() }, of_page)
}

/// Adds what a step says; tells whether it says anything.
fn add_step<'t>(text: &'t str, tag: &Start<'t>, to: &mut Vec<Passage<'t>>) -> bool {
    let failed = tag.attribute("status").is_some_and(|status| !status.value.eq_ignore_ascii_case("success"));
    let mut any_sentence = false;
    for attribute in &tag.attributes {
        let kind = match attribute.name {
            "status" => PassageKind::Status,
            "resultdescription" | "additionaldetails" if failed => PassageKind::Failure,
            name if SENTENCES.contains(&name) => PassageKind::Words,
            name if structure::is_parameter(name) => PassageKind::Parameter(name),
            _ => continue,
        };
        any_sentence |= SENTENCES.contains(&attribute.name);
        to.extend(with_kind(value_of(text, attribute.span), kind));
    }
    any_sentence
}

/// Adds the parameter that a tag holds; gives the name of one whose value follows.
fn parameter_of<'t>(text: &'t str, tag: &Start<'t>, to: &mut Vec<Passage<'t>>) -> Option<&'t str> {
    if structure::is_parameter(tag.local()) {
        return Some(tag.local());
    }
    let written = |span: Span| text.get(span.start as usize..span.end as usize);
    let names = tag.attributes.iter().filter_map(|attribute| written(attribute.span));
    let name = names.into_iter().find(|name| structure::is_parameter(name))?;
    let Some(value) = tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case("value")) else {
        return Some(name);
    };
    to.extend(with_kind(value_of(text, value.span), PassageKind::Parameter(name)));
    None
}

fn value_of(text: &str, span: Span) -> Option<Passage<'_>> {
    let start = span.start as usize;
    Passage::new(text.get(start..span.end as usize)?, start, true)
}

fn with_kind<'t>(passage: Option<Passage<'t>>, kind: PassageKind<'t>) -> Option<Passage<'t>> {
    passage.map(|passage| Passage { kind, ..passage })
}

fn lines(text: &str, at: usize, is_markup: bool) -> impl Iterator<Item = Passage<'_>> {
    let mut start = at;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let passage = Passage::new(line, start, is_markup);
        start += line.len();
        passage
    })
}

/// Lines that give parameters as these: `OlaRPCProxyServer: oa.contoso.com`, or the value in the next line or cell.
fn with_parameters(mut passages: Vec<Passage<'_>>) -> Vec<Passage<'_>> {
    let mut named = None;
    for passage in &mut passages {
        let Cow::Borrowed(written) = passage.text else { continue };
        if let Some(name) = named.take() {
            passage.kind = PassageKind::Parameter(name);
        } else if let Some((name, value)) = structure::parameter(written) {
            let at = passage.span.start as usize + value.start;
            let value = written.get(value).and_then(|value| Passage::new(value, at, false));
            match with_kind(value, PassageKind::Parameter(name)) {
                Some(value) => *passage = value,
                None => named = Some(name),
            }
        }
    }
    passages
}

/// Joins the lines of a sentence that holds both names, where a mail broke it.
fn joined<'t>(text: &'t str, passages: Vec<Passage<'t>>) -> Vec<Passage<'t>> {
    let mut sentences: Vec<(Range<usize>, Passage<'t>)> = Vec::new();
    for index in 0..passages.len() {
        let is_free = |lines: &Range<usize>| sentences.last().is_none_or(|(last, _)| last.end <= lines.start);
        if let Some(lines) = broken_sentence(text, &passages, index).filter(is_free)
            && let Some(sentence) = passages.get(lines.clone()).and_then(|lines| one(text, lines))
        {
            sentences.push((lines, sentence));
        }
    }
    let mut sentences = sentences.into_iter().peekable();
    let mut whole = Vec::with_capacity(passages.len());
    for (index, passage) in passages.into_iter().enumerate() {
        match sentences.peek() {
            Some((lines, _)) if index + 1 == lines.end => whole.extend(sentences.next().map(|(_, sentence)| sentence)),
            Some((lines, _)) if lines.contains(&index) => {}
            _ => whole.push(passage),
        }
    }
    whole
}

fn passage_text(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// The lines around the one with a principal that are one sentence, fewest first.
fn broken_sentence(text: &str, passages: &[Passage<'_>], index: usize) -> Option<Range<usize>> {
    let own = passages.get(index).filter(|own| own.lower.contains("msstd:"))?;
    if structure::disagreement(&own.text, &own.lower).is_some() {
        return None;
    }
    let windows = (1..=BREAKS).flat_map(|breaks| {
        (0..=breaks).filter_map(move |before| {
            let start = index.checked_sub(before)?;
            // The name is in the line after the prefix, at most.
            (breaks - before <= 1).then_some(start..index + breaks - before + 1)
        })
    });
    windows.into_iter().find(|window| {
        let sentence = passages.get(window.clone()).and_then(|lines| one(text, lines));
        sentence.is_some_and(|sentence| structure::disagreement(&sentence.text, &sentence.lower).is_some())
    })
}

/// Lines that follow each other as one passage; `None` where something ends between them.
fn one<'t>(text: &'t str, lines: &[Passage<'_>]) -> Option<Passage<'t>> {
    let (first, last) = (lines.first()?, lines.last()?);
    if last.span.end - first.span.start > LONGEST {
        return None;
    }
    let follow = lines.iter().zip(lines.iter().skip(1)).all(|(line, next)| {
        let between = text.get(line.span.end as usize..next.span.start as usize).unwrap_or_default();
        let breaks = between.replace("\r\n", "\n").matches(['\n', '\r']).count();
        breaks == 1 && !line.text.ends_with(['.', '!', '?']) && !line.text.contains(" : ")
    });
    let span = Span::new(first.span.start as usize, last.span.end as usize);
    let written: String =
        passage_text(text, span).chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let lower = written.to_ascii_lowercase();
    follow.then_some(Passage { text: Cow::Owned(written), lower, span, kind: PassageKind::Words, is_joined: true })
}
