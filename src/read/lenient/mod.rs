//! What people paste and send: text that no exact reader takes, or takes only in part.
//!
//! The text is cleaned first; what is read stands for a place of the file all the same, by its [`Text`]. Then every part of
//! it is read for what it is: certificates, documents, JSON, and what is left as printed lists and tables.

mod certificates;
mod cleaned;

use std::{ops::Range, sync::Arc};

use super::{Reading, analyzer, autodiscover, exchange, powershell};
use crate::model::{
    autodiscover::{Answer, Body},
    edited::Edited,
    file::{Content, Kind, Limit, Part, Problem, ProblemKind, ReadOptions},
    source::{At, Place, Source, Span, Text},
};

/// How many values of JSON within one text are read.
const MAX_JSON: usize = 8;

/// Reads a text leniently; `None` if nothing of it is known.
pub(super) fn read(source: &Arc<Source>, options: &ReadOptions) -> Option<Reading> {
    // Documents show examples.
    let written = source.text.as_ref().filter(|_| !source.is_about_the_folder())?.as_str();
    let edited = cleaned::cleaned(written);
    let mut rest = edited.as_str().to_owned();
    let source = &with_text(source, Text::edited(written.to_owned(), edited.clone()));
    let text = source.text.as_ref()?.as_str();
    let mut reading = Reading::of(Arc::clone(source));
    for folded in cleaned::folded(written) {
        let at = At::Text(Span::new(folded.start, folded.end));
        reading.problems.push(not_read(Part::Folded, Place { source: Arc::clone(source), at, index: None }));
    }
    if let Some(found) = certificates::read(source, &edited, options) {
        found.parts.iter().for_each(|part| blank_out(&mut rest, part));
        reading.takes_certificates(found.reading);
    }
    if let Some(within) = analyzer::read_within(source) {
        within.parts.iter().for_each(|part| blank_out(&mut rest, part));
        reading.reports(within);
    }
    if let Some(answer) = autodiscover::read_within(source, text, &options.limits) {
        answer.documents.iter().for_each(|document| blank_out(&mut rest, document));
        reading.answers(answer.reading);
    }
    if let Some(test) = autodiscover::outlook_test::read(source, &rest) {
        test.parts.iter().for_each(|part| blank_out(&mut rest, part));
        take_test(&mut reading, test.answers);
        if test.has_more {
            let value = autodiscover::outlook_test::MOST as u64;
            let limit = ProblemKind::LimitReached { limit: Limit::Documents, value, found: None };
            reading.problems.push(Problem::new(limit, Place::file(source)));
        }
    }
    let mut json = json_within(&rest);
    if json.len() > MAX_JSON {
        let more = json.split_off(MAX_JSON);
        let place = more.first().map(|first| Place::text(source, Span::new(first.start, first.end)));
        reading.problems.extend(place.map(|place| not_read(Part::MoreJson, place)));
    }
    for part in json {
        let alone = only(&rest, &part);
        if let Some(answer) = autodiscover::read_json(source, &alone, &options.limits) {
            reading.answers(answer);
            blank_out(&mut rest, &part);
        } else if let Some(output) = powershell::read_json(&alone, &options.limits) {
            reading.takes(exchange::read(source, &output, options));
            blank_out(&mut rest, &part);
        }
    }
    if let Some(output) = powershell::read_loosely(&rest, &options.limits) {
        reading.takes(exchange::read(source, &output, options));
    }
    (!reading.contents.is_empty() || !reading.problems.is_empty()).then_some(reading)
}

/// That a part is not read, with its lines.
fn not_read(part: Part, place: Place) -> Problem {
    let lines = [place.start(), place.end()].map(|position| position.map_or(0, |position| position.line));
    Problem::new(ProblemKind::PartNotRead { part, lines }, place)
}

/// Takes what Outlook's test showed: of a log, that it is one, where there is no answer.
fn take_test(reading: &mut Reading, answers: Vec<Answer>) {
    let any_answer = reading.contents.iter().any(|content| matches!(content, Content::Answer(_)));
    let is_log = |answer: &Answer| matches!(answer.body, Body::Other(_));
    for answer in answers.into_iter().filter(|answer| !any_answer || !is_log(answer)) {
        reading.contents.push(Content::Answer(Box::new(answer)));
        if !reading.kinds.contains(&Kind::Autodiscover) {
            reading.kinds.push(Kind::Autodiscover);
        }
    }
}

/// The same file with another text.
fn with_text(source: &Source, text: Text) -> Arc<Source> {
    Arc::new(Source {
        path: source.path.clone(),
        inside: source.inside.clone(),
        bytes: source.bytes,
        sha256: source.sha256,
        encoding: source.encoding,
        text: Some(text.into()),
    })
}

/// Puts blanks for a part of a text, so that all else is where it was.
fn blank_out(text: &mut String, part: &Range<usize>) {
    if let Some(written) = text.get(part.clone()) {
        let blanks = blanks_for(written);
        text.replace_range(part.clone(), &blanks);
    }
}

/// A part of a text alone, where it is.
fn only(text: &str, part: &Range<usize>) -> String {
    let before = text.get(..part.start).map(blanks_for).unwrap_or_default();
    before + text.get(part.clone()).unwrap_or("")
}

fn blanks_for(text: &str) -> String {
    text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }).collect()
}

/// Where values of JSON are that begin a line, one more than are read at most. What looks like one and ends in
/// something else is looked at again from
/// its next line, but not without end.
fn json_within(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut in_vain = text.len().saturating_mul(MAX_JSON);
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        let begins = line.trim_start().starts_with(['{', '[']) && found.last().is_none_or(|last| last.end <= at);
        if !begins || found.len() > MAX_JSON || in_vain == 0 {
            continue;
        }
        let mut values =
            serde_json::Deserializer::from_str(text.get(at..).unwrap_or("")).into_iter::<serde::de::IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => found.push(at..at + values.byte_offset()),
            Some(Err(error)) => {
                let read = lines.iter().skip(number).take(error.line()).map(|line| line.len()).sum();
                in_vain = in_vain.saturating_sub(read);
            }
            None => {}
        }
    }
    found
}
