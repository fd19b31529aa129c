//! Documents within other text: what `curl -i` prints before one, Outlook's log, the text of its XML tab.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{Reading, document};
use crate::model::{
    autodiscover::Body,
    file::{Kind, Limit, Limits, Problem, ProblemKind},
    source::{Place, Source, Span},
};

/// Reads every document that begins a line. What a log says was asked is read only where nothing was answered.
pub(super) fn read(source: &Arc<Source>, text: &str, limits: &Limits) -> Option<Reading> {
    let found = documents(text, limits);
    if found.is_empty() || is_markdown(text) {
        return None;
    }
    let reading = read_all(source, text, &found, limits)?;
    Some(Reading { in_part: has_more(text, &found), ..reading })
}

/// Whether anything that may be an export is beside the documents.
fn has_more(text: &str, documents: &[Range<usize>]) -> bool {
    let mut from = 0;
    let ends = documents.iter().map(|document| (document.start, document.end)).chain([(text.len(), text.len())]);
    ends.into_iter().any(|(start, end)| {
        let beside = text.get(from..start).unwrap_or_default();
        from = end;
        beside.lines().any(|line| line.contains(" :") || line.contains(": "))
    })
}

/// Reads the documents at these places of a text.
pub(super) fn read_all(source: &Arc<Source>, text: &str, found: &[Range<usize>], limits: &Limits) -> Option<Reading> {
    let (found, more) = found.split_at_checked(limits.documents).unwrap_or((found, &[]));
    let readings: Vec<Reading> =
        found.iter().filter_map(|place| document(source, text.get(..place.end)?, place.start, limits)).collect();
    let is_answer = |reading: &Reading| !matches!(reading.kind, Kind::AutodiscoverRequest);
    let any_answer = readings.iter().any(is_answer);
    let mut kept = readings.into_iter().filter(|reading| !any_answer || is_answer(reading));
    let mut whole = kept.next()?;
    for more in kept {
        // Protocols that were sent behind one another are of one answer.
        match (whole.answers.last_mut(), more.answers.as_slice()) {
            (Some(last), [part]) if last.is_part && part.is_part => {
                last.protocols.extend(more.answers.into_iter().flat_map(|answer| answer.protocols));
            }
            _ => whole.answers.extend(more.answers),
        }
        whole.problems.extend(more.problems);
    }
    if let Some(first) = more.first() {
        let limit = ProblemKind::LimitReached { limit: Limit::Documents, value: limits.documents as u64, found: None };
        let place = Place::text(source, Span::new(first.start, first.start));
        whole.problems.push(Problem::new(limit, place));
    }
    // Settings are worth more than what led to them.
    if whole.answers.iter().any(|answer| matches!(answer.body, Body::Settings)) {
        whole.kind = Kind::Autodiscover;
    }
    Some(whole)
}

/// Where documents begin and end, as many as are read and one more.
fn documents(text: &str, limits: &Limits) -> Vec<Range<usize>> {
    roots(text, &["Autodiscover", "Envelope"], limits.documents)
}

/// Where documents begin and end, and parts of them that were sent alone.
pub(super) fn documents_and_parts(text: &str, limits: &Limits) -> Vec<Range<usize>> {
    roots(text, &["Autodiscover", "Envelope", "Response", "Account", "Protocol"], limits.documents)
}

/// Where elements of these names begin and end that begin a line.
fn roots(text: &str, names: &[&str], most: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut begun = 0;
    // Where the next end tag of a name is, if there is one: many elements may begin before it.
    let mut ends: HashMap<&str, Option<usize>> = HashMap::new();
    // An XML declaration within a line that goes on with the document in the next one.
    let mut declared_within = false;
    for line in text.split_inclusive(['\n', '\r']) {
        let start = begun + first_element(line).unwrap_or(0);
        begun += line.len();
        let begins_within = declared_within;
        if !line.trim().is_empty() {
            declared_within = line.trim_end().ends_with("?>") && !line.trim_start().starts_with("<?xml");
        }
        let is_read = found.last().is_some_and(|last| start < last.end);
        if is_read || begins_within || found.len() > most {
            continue;
        }
        let Some(name) = root_name(text, start, names) else { continue };
        let closing = format!("</{name}>");
        let rest = text.get(start..).unwrap_or_default();
        let next = rest.match_indices(&format!("<{name}")).nth(1).map(|(at, _)| at);
        let find = || rest.find(&closing).map(|at| start + at);
        let end = ends.entry(name).or_insert_with(find);
        if end.is_some_and(|end| end < start) {
            *end = find();
        }
        let end = end.map(|end| end - start);
        let length = match (end.map(|at| at + closing.len()), next) {
            (Some(end), Some(next)) if next < end => next,
            (Some(end), _) => end,
            // What breaks off goes as far as the next one.
            (None, next) => next.unwrap_or(rest.len()),
        };
        found.push(start..start + length);
    }
    found
}

/// Where the first element of a line begins, if nothing but white space and an XML declaration is before it.
fn first_element(line: &str) -> Option<usize> {
    let trimmed = line.trim_start();
    let behind = match trimmed.strip_prefix("<?xml") {
        Some(declaration) => declaration.split_once("?>")?.1.trim_start(),
        None => trimmed,
    };
    behind.starts_with('<').then(|| line.len() - behind.len())
}

/// The name of the element that begins here, if it is one of these.
fn root_name<'t>(text: &'t str, start: usize, names: &[&str]) -> Option<&'t str> {
    let rest = text.get(start..)?.strip_prefix('<')?;
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    let local = name.rsplit(':').next()?;
    names.contains(&local).then_some(name)
}

/// Markdown, in which a document is an example: a heading at the top, or a fence.
fn is_markdown(text: &str) -> bool {
    let fence = |line: &str| ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
    text.trim_start().starts_with("# ") || text.lines().any(fence)
}
