//! Documents within other text: what `curl -i` prints before one, Outlook's log, the text of its XML tab.

use std::{ops::Range, sync::Arc};

use super::{Reading, document};
use crate::model::{
    autodiscover::Body,
    file::{Kind, Limits},
    source::Source,
};

/// How many documents of one text are read.
const MAX_DOCUMENTS: usize = 1000;

/// Reads every document that begins a line. What a log says was asked is read only where nothing was answered.
pub(super) fn read(source: &Arc<Source>, text: &str, limits: &Limits) -> Option<Reading> {
    let found = documents(text);
    if found.is_empty() || is_markdown(text) {
        return None;
    }
    let readings: Vec<Reading> =
        found.into_iter().filter_map(|place| document(source, text.get(..place.end)?, place.start, limits)).collect();
    let is_answer = |reading: &Reading| !matches!(reading.kind, Kind::AutodiscoverRequest);
    let any_answer = readings.iter().any(is_answer);
    let mut kept = readings.into_iter().filter(|reading| !any_answer || is_answer(reading));
    let mut whole = kept.next()?;
    for more in kept {
        whole.answers.extend(more.answers);
        whole.problems.extend(more.problems);
    }
    // Settings are worth more than what led to them.
    if whole.answers.iter().any(|answer| matches!(answer.body, Body::Settings)) {
        whole.kind = Kind::Autodiscover;
    }
    Some(whole)
}

/// Where documents begin and end.
fn documents(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        from = start + 1;
        if found.len() == MAX_DOCUMENTS || !begins_line(text, start) {
            continue;
        }
        let Some(name) = root_name(text, start) else { continue };
        let closing = format!("</{name}>");
        let rest = text.get(start..).unwrap_or_default();
        let next = rest.match_indices(&format!("<{name}")).nth(1).map(|(at, _)| at);
        let end = rest.find(&closing).map(|at| at + closing.len());
        let length = match (end, next) {
            (Some(end), Some(next)) if next < end => next,
            (Some(end), _) => end,
            // What breaks off goes as far as the next one.
            (None, next) => next.unwrap_or(rest.len()),
        };
        found.push(start..start + length);
        from = start + length;
    }
    found
}

/// The name of a document's first element, if it is one of Autodiscover's.
fn root_name(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start + 1..)?;
    let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    let local = name.rsplit(':').next()?;
    matches!(local, "Autodiscover" | "Envelope").then_some(name)
}

/// Nothing but white space stands before it in its line, nor before the XML declaration that may precede it.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let declared = before.trim_end().strip_suffix("?>").and_then(|rest| rest.rfind("<?xml"));
    let before = declared.and_then(|at| text.get(..at)).unwrap_or(before);
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    before.get(line..).is_some_and(|beside| beside.trim().is_empty())
}

/// Markdown, in which a document is an example: a heading at the top, or a fence.
fn is_markdown(text: &str) -> bool {
    let fence = |line: &str| ["```", "~~~"].iter().any(|fence| line.trim_start().starts_with(fence));
    text.trim_start().starts_with("# ") || text.lines().any(fence)
}
