//! What a console shows or `Out-File` keeps: lists and tables one after another, between prompts and transcript headers.

use super::{
    Form, Output, Record,
    lines::{Found, Line, is_prompt, is_stars},
    list, table,
};
use crate::model::{file::ProblemKind, source::Span};

/// How far below its first row of stars the header of a transcript may end.
const TRANSCRIPT_HEADER_LINES: usize = 40;

/// Reads every list and table of the text.
pub(super) fn read(content: &str) -> Option<Output> {
    let lines = lines_of(content);
    let mut output = Output { form: Form::List, records: Vec::new(), problems: Vec::new() };
    let mut certain = false;
    let mut doubtful: Vec<Record> = Vec::new();
    let mut values = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if is_prompt(line.text) {
            certain = true;
            at += 1;
        } else if is_stars(line.text) {
            at = after_transcript_header(&lines, at);
        } else if let Some((found, form)) = one_output(&lines, at, super::MAX_VALUES.saturating_sub(values)) {
            if output.records.is_empty() && doubtful.is_empty() {
                output.form = form;
            }
            values += found.records.iter().map(|record| record.fields.len()).sum::<usize>();
            certain |= found.certain;
            if found.certain { &mut output.records } else { &mut doubtful }.extend(found.records);
            at = found.next.max(at + 1);
            if super::MAX_VALUES.saturating_sub(values) < table::MAX_COLUMNS {
                let detail = format!("more than {} values", super::MAX_VALUES);
                let rest = Span::new(lines.get(at).map_or(content.len(), |line| line.start), content.len());
                output.problems.push((ProblemKind::ExportDamaged { form: "text", detail }, rest));
                break;
            }
        } else {
            at += 1;
        }
    }
    if certain {
        output.records.append(&mut doubtful);
        output.records.sort_by_key(|record| record.span.start);
    }
    (!output.records.is_empty()).then_some(output)
}

fn one_output(lines: &[Line<'_>], at: usize, budget: usize) -> Option<(Found, Form)> {
    let table = || table::read(lines, at, budget).map(|found| (found, Form::Table));
    table().or_else(|| list::read(lines, at).map(|found| (found, Form::List)))
}

/// The header of a transcript stands between two rows of stars.
fn after_transcript_header(lines: &[Line<'_>], at: usize) -> usize {
    let below = lines.iter().skip(at + 1).take(TRANSCRIPT_HEADER_LINES);
    let header = below.take_while(|line| !line.is_blank()).position(|line| is_stars(line.text));
    header.map_or(at + 1, |height| at + height + 2)
}

fn lines_of(content: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for piece in content.split_inclusive(['\n', '\r']) {
        let text = piece.trim_end_matches(['\n', '\r']);
        let goes_with_the_last = piece == "\n" && start > 0 && content.as_bytes().get(start - 1) == Some(&b'\r');
        if !goes_with_the_last {
            lines.push(Line { start, text });
        }
        start += piece.len();
    }
    lines
}
