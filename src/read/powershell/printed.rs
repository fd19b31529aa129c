//! What a console shows or `Out-File` keeps: lists and tables one after another, between prompts and transcript headers.

use std::{borrow::Cow, sync::Arc};

use super::{
    Command, Field, Form, Manner, Output, Record, Value,
    lines::{Found, Line, is_stars, typed},
    list, loose_list, table,
};
use crate::model::{
    file::{Limit, Limits, ProblemKind},
    source::{Span, Spanned},
};

/// How far below its first row of stars the header of a transcript may end.
const TRANSCRIPT_HEADER_LINES: usize = 40;

/// Reads every list and table of the text. A table has more values than what separates them tells.
pub(super) fn read(content: &str, manner: Manner, limits: &Limits) -> Option<Output> {
    let most = limits.values;
    let lines = lines_of(content);
    let in_part = ["&lt;", "&gt;", "&nbsp;", "&#"].iter().any(|reference| content.contains(reference));
    let mut output = Output { manner, in_part, ..Output::new(Form::List) };
    let mut certain = false;
    let mut doubtful: Vec<Record> = Vec::new();
    let mut values = 0;
    let mut command: Option<Arc<Command>> = None;
    let mut refused = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let typed = typed(line.text).or_else(|| echoed(line.text).filter(|_| manner == Manner::Loose));
        if let Some(typed) = typed {
            certain = true;
            let (joined, next) = with_wrapped(&lines, at, typed, manner);
            command = Command::read(joined.trim(), line.end() - typed.trim_start().len()).map(Arc::new);
            at = next;
            if let Some(command) = command.as_ref().filter(|command| command.property.is_some()) {
                let (records, next) = values_alone(&lines, at, command);
                output.records.extend(records);
                at = next;
            }
        } else if is_stars(line.text) {
            at = after_transcript_header(&lines, at);
        } else if let Some((mut found, form)) =
            one_output(&lines, at, most.saturating_sub(values), manner, &mut refused)
        {
            if output.records.is_empty() && doubtful.is_empty() {
                output.form = form;
            }
            values += found.records.iter().map(|record| record.fields.len()).sum::<usize>();
            certain |= found.certain;
            found.records.iter_mut().for_each(|record| record.command.clone_from(&command));
            output.torn.extend(found.torn);
            if found.certain { &mut output.records } else { &mut doubtful }.extend(found.records);
            at = found.next.max(at + 1);
            if most.saturating_sub(values) < table::MAX_COLUMNS && at < lines.len() {
                let rest = Span::new(lines.get(at).map_or(content.len(), |line| line.start), content.len());
                let limit = ProblemKind::LimitReached { limit: Limit::Values, value: most as u64, found: None };
                output.problems.push((limit, rest));
                break;
            }
        } else {
            output.in_part |= !line.is_blank();
            at += 1;
        }
    }
    if certain {
        output.records.append(&mut doubtful);
        output.records.sort_by_key(|record| record.span.start);
    }
    (!output.records.is_empty() || !output.torn.is_empty()).then_some(output)
}

/// Reads the list or table that begins on a line. Up to `refused`, lines are no list as PowerShell writes it.
fn one_output(
    lines: &[Line<'_>],
    at: usize,
    budget: usize,
    manner: Manner,
    refused: &mut usize,
) -> Option<(Found, Form)> {
    let as_table = |found| (found, Form::Table);
    let as_list = |found| (found, Form::List);
    if let Some(table) = table::read(lines, at, budget) {
        return Some(as_table(table));
    }
    let list = if at < *refused { None } else { list::read(lines, at) };
    if manner == Manner::Exact {
        return list.map(as_list);
    }
    let ends = |next: usize| lines.get(next).is_none_or(|line| line.is_blank() || line.is_border());
    let end = list.as_ref().map_or(0, |found| found.next);
    let exact = list.filter(|found| found.certain && ends(found.next));
    if exact.is_none() {
        *refused = end.max(*refused);
    }
    exact
        .map(as_list)
        .or_else(|| table::read_torn(lines, at).map(as_table))
        .or_else(|| table::read_tabs(lines, at, budget).map(as_table))
        .or_else(|| loose_list::read(lines, at).map(as_list))
}

/// A cmdlet at the beginning of its line, as the console repeats it without its prompt.
fn echoed(line: &str) -> Option<&str> {
    let begins = |word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    (["Get-", "(Get-"].iter().any(|word| begins(word)) && !line.trim_end().ends_with(['.', ':', '?'])).then_some(line)
}

/// A command with what a mail wrapped of it onto the lines below, and the line after it.
fn with_wrapped<'t>(lines: &[Line<'t>], at: usize, typed: &'t str, manner: Manner) -> (Cow<'t, str>, usize) {
    let mut whole = Cow::Borrowed(typed);
    let mut next = at + 1;
    let goes_on = |line: &&Line<'_>| !line.is_blank() && !line.is_border();
    let prints_values = Command::read(typed.trim(), 0).is_some_and(|command| command.property.is_some());
    while let (Manner::Loose, false, Some(line)) = (manner, prints_values, lines.get(next).filter(goes_on))
        && !line.text.contains(" : ")
        && !loose_list::begins(*line)
        && one_output(lines, next, table::MAX_COLUMNS, Manner::Exact, &mut 0).is_none()
    {
        whole.to_mut().push_str(line.text);
        next += 1;
    }
    (whole, next)
}

/// The values that a command prints alone, a line each. Where the next prompt is right below, there is none.
fn values_alone(lines: &[Line<'_>], at: usize, command: &Arc<Command>) -> (Vec<Record>, usize) {
    let Some(name) = &command.property else { return (Vec::new(), at) };
    let record = |value: Value| Record {
        command: Some(Arc::clone(command)),
        ..Record::new(value.span(), vec![Field { name: name.clone(), value }])
    };
    let value = |line: &Line<'_>| {
        let written = line.text.trim();
        let start = line.start + (line.text.len() - line.text.trim_start().len());
        Value::Text(Spanned::new(written.to_owned(), Span::new(start, start + written.len())))
    };
    // A paragraph below is somebody's, not PowerShell's.
    let blanks = lines.iter().skip(at).take_while(|line| line.is_blank()).count();
    let begun = at + blanks;
    let goes_on = |line: &&Line<'_>| !line.is_blank() && !line.is_border() && echoed(line.text).is_none();
    let mut records: Vec<Record> =
        lines.iter().skip(begun).take_while(goes_on).map(|line| record(value(line))).collect();
    if records.is_empty() {
        if lines.get(begun).is_some() {
            records.push(record(Value::Null(Span { start: command.span.end, end: command.span.end })));
        }
        return (records, at);
    }
    let next = begun + records.len();
    (records, next)
}

/// The header of a transcript is between two rows of stars.
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
