//! Saved Autodiscover answers, and the documents that are mistaken for them.

mod embedded;
mod json;
pub(super) mod outlook_test;
mod pox;
mod soap;

use std::{borrow::Cow, ops::Range, sync::Arc};

use super::xml::{Damage, DamageKind, Event, Reader, Start};
use crate::model::{
    autodiscover::{Answer, Body, OtherKind},
    file::{Kind, Limits, Problem},
    source::{Source, Span, Spanned},
};

/// What was read from a text.
#[derive(Debug)]
pub struct Reading {
    /// What the text is; of several documents the first one's.
    pub kind: Kind,
    /// What it says, an answer for each user or domain and for each document. None where a document type is before
    /// the first element: nothing after that is read.
    pub answers: Vec<Answer>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// There is more beside the documents.
    pub in_part: bool,
}

/// Reads a text that is or holds a document whose first element is `Autodiscover` (whatever its namespace), a SOAP
/// message of Autodiscover's, Thunderbird's `clientConfig`, or the JSON of version 2. `None` for any other text.
pub fn read(source: &Arc<Source>, limits: &Limits) -> Option<Reading> {
    let text = source.text.as_ref()?;
    let begin = text.as_str().trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    match begin.chars().next()? {
        '<' => document(source, text.as_str(), 0, limits).filter(|reading| !reading.is_of_parts()),
        '{' => json::read(source, text.as_str(), limits),
        _ => embedded::read(source, text.as_str(), limits),
    }
}

impl Reading {
    /// Only parts of an answer were found: there may be more of them behind one another.
    fn is_of_parts(&self) -> bool {
        self.answers.iter().any(|answer| answer.is_part)
    }
}

/// What was read from documents within other text.
pub(super) struct Within {
    pub(super) reading: Reading,
    /// Where the documents are.
    pub(super) documents: Vec<Range<usize>>,
}

/// Reads the documents that are in a text beside other things.
pub(super) fn read_within(source: &Arc<Source>, text: &str, limits: &Limits) -> Option<Within> {
    let documents = embedded::documents_and_parts(text, limits);
    let reading = embedded::read_all(source, text, &documents, limits)?;
    Some(Within { reading, documents })
}

/// Reads an answer of version 2, which is JSON.
pub(super) fn read_json(source: &Arc<Source>, text: &str, limits: &Limits) -> Option<Reading> {
    json::read(source, text, limits)
}

/// Reads a document that begins within a text and ends with it.
fn document(source: &Arc<Source>, text: &str, start: usize, limits: &Limits) -> Option<Reading> {
    let mut events = Reader::starting_at(text, start, limits.depth);
    let root = match first(&mut events)? {
        First::Element(root) => root,
        First::DocumentType(damage) => {
            return mentions_autodiscover(text, damage.span).then(|| refused(source, damage));
        }
    };
    let (answers, damages) = match root.local() {
        "Autodiscover" => pox::read(source, &root, events),
        "Response" | "Account" | "Protocol" => pox::read_part(source, &root, events)?,
        "clientConfig" => pox::read_other(source, &root, events, OtherKind::ClientConfig),
        // A fault of another service looks the same but for this word.
        "Envelope" if text.contains("utodiscover") => soap::read(source, &root, events)?,
        _ => return None,
    };
    let problems = damages.into_iter().map(|damage| damage.into_problem(source)).collect();
    Some(Reading { kind: kind_of(&answers.first()?.body), answers, problems, in_part: false })
}

/// What takes up the elements of a document as they begin and end, each with the name of the element around it.
trait Elements<'t> {
    fn start(&mut self, parent: &str, start: &Start<'t>);
    /// `value` is the first text in the element that is more than layout; an empty one behind its start tag if there is none.
    fn end(&mut self, parent: &str, name: &'t str, value: Spanned<Cow<'t, str>>);
}

/// Hands on what follows a root, and keeps what is wrong: what ended the reading, and the first of what did not. Tells
/// whether the document was truncated, too.
fn follow<'t>(root: &Start<'t>, events: Reader<'t>, document: &mut impl Elements<'t>) -> (Vec<Damage>, bool) {
    let begun = |start: &Start<'t>| {
        let behind = Span { start: start.span.end, end: start.span.end };
        (start.local(), Spanned::new(Cow::Borrowed(""), behind))
    };
    let mut open = vec![begun(root)];
    let mut damages: Vec<Damage> = Vec::new();
    for event in events {
        match event {
            Event::Start(start) => {
                document.start(open.last().map_or("", |(name, _)| name), &start);
                open.push(begun(&start));
            }
            Event::Text(text) => {
                let text = text.without_layout();
                if let Some((_, value)) = open.last_mut()
                    && value.value.is_empty()
                    && !text.value.is_empty()
                {
                    *value = text;
                }
            }
            Event::End(_) => {
                if let Some((name, value)) = open.pop() {
                    document.end(open.last().map_or("", |(name, _)| name), name, value);
                }
            }
            Event::Damage(damage) if damage.ends_reading() || damages.is_empty() => damages.push(damage),
            Event::Damage(_) => {}
        }
    }
    (damages, !open.is_empty())
}

/// What a document begins with.
enum First<'t> {
    Element(Start<'t>),
    DocumentType(Damage),
}

fn first<'t>(events: &mut Reader<'t>) -> Option<First<'t>> {
    events.find_map(|event| match event {
        Event::Start(root) => Some(First::Element(root)),
        Event::Damage(damage) if damage.kind == DamageKind::DocumentType => Some(First::DocumentType(damage)),
        _ => None,
    })
}

/// A document type hides the first element, since nothing after it is read. The page of a browser declares `html`; a
/// document that is ours has the name of its root somewhere.
fn mentions_autodiscover(text: &str, declaration: Span) -> bool {
    let rest = text.get(declaration.start as usize..).unwrap_or_default();
    let declared = rest.split_whitespace().nth(1).unwrap_or_default();
    let name = declared.split(['>', '[']).next().unwrap_or_default();
    !name.eq_ignore_ascii_case("html") && rest.contains("Autodiscover")
}

fn refused(source: &Arc<Source>, declaration: Damage) -> Reading {
    Reading {
        kind: Kind::Unknown,
        answers: Vec::new(),
        problems: vec![declaration.into_problem(source)],
        in_part: false,
    }
}

fn kind_of(body: &Body) -> Kind {
    match body {
        Body::Error { .. } => Kind::AutodiscoverError,
        Body::RedirectUrl(_) | Body::RedirectAddr(_) => Kind::AutodiscoverRedirect,
        Body::Other(OtherKind::Request) => Kind::AutodiscoverRequest,
        Body::Settings | Body::Other(_) => Kind::Autodiscover,
    }
}

/// Whether an element or a setting is named as those that hold URLs are.
fn is_named_url(name: &str) -> bool {
    let end = name.len().checked_sub("url".len()).and_then(|start| name.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("url"))
}

/// A URL with a scheme that clients connect by.
fn is_absolute(value: &str) -> bool {
    let value = value.trim_start();
    let begins = |scheme: &str| value.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}
