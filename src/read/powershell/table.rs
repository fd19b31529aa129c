//! `Format-Table`: a header, a line of dashes under it that tells the columns, and rows.

use std::{ops::Range, sync::Arc};

use unicode_width::UnicodeWidthChar;

use super::{
    Field, Record, is_identifier,
    lines::{Found, Line},
    loose_list,
    pieces::Pieces,
};
use crate::model::source::{Span, Spanned};

/// More columns than any table on a screen has.
pub(super) const MAX_COLUMNS: usize = 256;

struct Column {
    name: Spanned<Arc<str>>,
    /// Where its dashes are, in cells of the screen.
    dashes: Range<usize>,
}

/// One line of a row, split into its cells: byte ranges of the whole text.
type Cells = Vec<Range<usize>>;

/// Reads the table whose header is this line.
pub(super) fn read(lines: &[Line<'_>], at: usize, budget: usize) -> Option<Found> {
    let header = *lines.get(at)?;
    // Pasted through a web page, every line has a blank one after it.
    let spaced = lines.get(at + 1)?.is_blank();
    let dashes = at + 1 + usize::from(spaced);
    let columns = columns(header, *lines.get(dashes)?)?;
    let mut rows: Vec<(Line<'_>, Cells)> = Vec::new();
    let mut next = dashes + 1;
    while let Some(line) = lines.get(next) {
        let gap = usize::from(spaced && line.is_blank());
        let Some(line) = lines.get(next + gap) else { break };
        if line.is_blank() || line.is_border() || (rows.len() + 1).saturating_mul(columns.len()) > budget {
            break;
        }
        rows.push((*line, cells(*line, &columns)));
        next += gap + 1;
    }
    if let [(first, _), ..] = rows.as_slice()
        && is_collapsed(header, &columns, &rows)
    {
        let last = rows.last().map_or(*first, |(line, _)| *line);
        return Some(Found::torn(header.start, last.end(), next));
    }
    Some(Found { records: records(&columns, &rows), next, certain: true, torn: None })
}

/// Whether the blanks of a table were collapsed, so that which value is under which label can't be known.
fn is_collapsed(header: Line<'_>, columns: &[Column], rows: &[(Line<'_>, Cells)]) -> bool {
    let is_spread = |line: Line<'_>| line.text.trim().contains("  ");
    if is_spread(header) || rows.iter().any(|(line, _)| is_spread(*line)) {
        return false;
    }
    let words = |line: Line<'_>| line.text.split_whitespace().count();
    let is_ambiguous = |line: Line<'_>| columns.len() >= 3 && (2..columns.len()).contains(&words(line));
    rows.iter().any(|(line, _)| is_ambiguous(*line) || straddles(*line, columns))
}

/// Whether a word that is no number is across the beginning of a column.
fn straddles(line: Line<'_>, columns: &[Column]) -> bool {
    let mut words: Vec<(Range<usize>, bool)> = Vec::new();
    let mut after_space = true;
    for (_, column, c) in located(line) {
        match words.last_mut() {
            Some((word, number)) if !after_space && c != ' ' => {
                word.end = column + 1;
                *number &= c.is_numeric();
            }
            _ if c != ' ' => words.push((column..column + 1, c.is_numeric())),
            _ => {}
        }
        after_space = c == ' ';
    }
    let begins_within = |word: &Range<usize>| {
        columns.iter().any(|column| word.contains(&column.dashes.start) && word.start < column.dashes.start)
    };
    words.iter().any(|(word, number)| !number && begins_within(word))
}

/// A table that was wrapped or otherwise torn: its line of dashes is here or below, under no labels.
pub(super) fn read_torn(lines: &[Line<'_>], at: usize) -> Option<Found> {
    let height = lines.iter().skip(at).take(MOST_TORN).take_while(|line| !line.is_blank() && !line.is_border());
    let dashes = height.clone().position(|line| {
        line.text.bytes().all(|byte| matches!(byte, b'-' | b' ')) && runs_of_dashes(line.text).len() >= 2
    })?;
    let begins_with_labels = height.clone().take(dashes).all(|line| line.text.split_whitespace().all(is_identifier));
    let is_divider = lines.get(at + dashes).is_none_or(|line| line.text.split(' ').all(|run| run.len() < 2))
        || lines.get(at + dashes + 1).is_some_and(|line| loose_list::begins(*line));
    if !begins_with_labels || is_divider {
        return None;
    }
    let below = lines.iter().skip(at + dashes).take_while(|line| !line.is_blank() && !line.is_border()).count();
    let (first, last) = (lines.get(at)?, lines.get(at + dashes + below - 1)?);
    Some(Found::torn(first.start, last.end(), at + dashes + below))
}

/// How many lines the labels of a wrapped table take at most.
const MOST_TORN: usize = 8;

/// A table whose columns are between tabs, as a spreadsheet copies it.
pub(super) fn read_tabs(lines: &[Line<'_>], at: usize, budget: usize) -> Option<Found> {
    let header = *lines.get(at)?;
    let names: Vec<Spanned<Arc<str>>> = between_tabs(header).map(|label| label.map(Arc::from)).collect();
    if !(2..=MAX_COLUMNS).contains(&names.len()) || !names.iter().all(|name| is_identifier(&name.value)) {
        return None;
    }
    let rows = lines.iter().skip(at + 1).take(budget / names.len());
    let rows =
        rows.take_while(|line| !line.is_blank() && !line.is_border() && between_tabs(**line).count() == names.len());
    let record = |line: &Line<'_>| {
        let cell = |(name, cell): (&Spanned<Arc<str>>, Spanned<&str>)| {
            let mut pieces = Pieces::new(cell.span.start as usize);
            pieces.push(cell.value, cell.span.start as usize);
            Field { name: name.clone(), value: pieces.into_value() }
        };
        Record::new(Span::new(line.start, line.end()), names.iter().zip(between_tabs(*line)).map(cell).collect())
    };
    let records: Vec<Record> = rows.map(record).collect();
    let next = at + 1 + records.len();
    (!records.is_empty()).then_some(Found { records, next, certain: true, torn: None })
}

/// What is between the tabs of a line.
fn between_tabs(line: Line<'_>) -> impl Iterator<Item = Spanned<&str>> {
    let mut start = line.start;
    line.text.split('\t').map(move |cell| {
        let trimmed = cell.trim();
        let begin = start + (cell.len() - cell.trim_start().len());
        start += cell.len() + 1;
        Spanned::new(trimmed, Span::new(begin, begin + trimmed.len()))
    })
}

/// The columns, if each run of dashes is exactly under a label.
fn columns(header: Line<'_>, dashes: Line<'_>) -> Option<Vec<Column>> {
    if !dashes.text.bytes().all(|byte| matches!(byte, b'-' | b' ')) {
        return None;
    }
    let runs = runs_of_dashes(dashes.text);
    if runs.len() < 2 || runs.len() > MAX_COLUMNS {
        return None;
    }
    let mut columns = Vec::with_capacity(runs.len());
    let mut chars = located(header).peekable();
    for run in runs {
        let before = std::iter::from_fn(|| chars.next_if(|(_, column, _)| *column < run.start));
        if !before.into_iter().all(|(_, _, c)| c == ' ') {
            return None;
        }
        let label: Vec<(usize, char)> = std::iter::from_fn(|| chars.next_if(|(_, column, _)| *column < run.end))
            .map(|(at, _, c)| (at, c))
            .collect();
        let (first, last) = (label.first()?, label.last()?);
        if first.1.is_whitespace() || last.1.is_whitespace() {
            return None;
        }
        let name: String = label.iter().map(|(_, c)| c).collect();
        let span = Span::new(first.0, last.0 + last.1.len_utf8());
        columns.push(Column { name: Spanned::new(Arc::from(name), span), dashes: run });
    }
    chars.all(|(_, _, c)| c.is_whitespace()).then_some(columns)
}

fn runs_of_dashes(dashes: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, byte) in dashes.bytes().chain([b' ']).enumerate() {
        match (byte, start) {
            (b'-', None) => start = Some(at),
            (b' ', Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// Each character with its place in the text and its column on the screen.
fn located(line: Line<'_>) -> impl Iterator<Item = (usize, usize, char)> {
    let mut column = 0;
    line.text.char_indices().map(move |(at, c)| {
        let here = column;
        column += c.width().unwrap_or(0);
        (line.start + at, here, c)
    })
}

/// The same, where each character counts as one column: how older hosts count.
fn located_by_characters(line: Line<'_>) -> impl Iterator<Item = (usize, usize, char)> {
    line.text.char_indices().enumerate().map(move |(column, (at, c))| (line.start + at, column, c))
}

fn cells(line: Line<'_>, columns: &[Column]) -> Cells {
    let (cells, clean) = cut_at_columns(line, located(line), columns);
    if clean || line.text.is_ascii() {
        return cells;
    }
    let (by_characters, clean) = cut_at_columns(line, located_by_characters(line), columns);
    if clean { by_characters } else { cells }
}

/// Cuts a line where the columns begin; `clean` tells that every border was a space.
fn cut_at_columns(
    line: Line<'_>,
    chars: impl Iterator<Item = (usize, usize, char)>,
    columns: &[Column],
) -> (Cells, bool) {
    let mut borders = vec![line.start];
    let mut clean = true;
    let mut after_last_space = line.start;
    let mut after_space = true;
    for (at, column, c) in chars {
        while let Some(next) = columns.get(borders.len())
            && column >= next.dashes.start
        {
            let aligned_left = after_space || c == ' ';
            clean &= aligned_left;
            // A number wider than its label reaches out to the left of it.
            let floor = borders.last().copied().unwrap_or(line.start);
            borders.push(if aligned_left { at } else { after_last_space.max(floor) });
        }
        after_space = c == ' ';
        if after_space {
            after_last_space = at + 1;
        }
    }
    borders.resize(columns.len() + 1, line.end());
    let cells = borders.windows(2).map(|pair| match pair {
        [start, end] => *start..*end,
        _ => line.end()..line.end(),
    });
    (cells.collect(), clean)
}

fn records(columns: &[Column], rows: &[(Line<'_>, Cells)]) -> Vec<Record> {
    let widths = widths(columns, rows);
    let mut records = Vec::new();
    let mut open: Option<Vec<&(Line<'_>, Cells)>> = None;
    for row in rows {
        match &mut open {
            Some(begun) if begun.last().is_some_and(|above| goes_on(above, row, &widths)) => begun.push(row),
            _ => records.extend(open.replace(vec![row]).map(|begun| record(columns, &widths, &begun))),
        }
    }
    records.extend(open.map(|begun| record(columns, &widths, &begun)));
    records
}

/// How many cells of the screen each column has for its values.
fn widths(columns: &[Column], rows: &[(Line<'_>, Cells)]) -> Vec<usize> {
    let between = columns.windows(2).map(|pair| match pair {
        [this, next] => next.dashes.start.saturating_sub(this.dashes.start + 1),
        _ => 0,
    });
    let label = columns.last().map_or(0, |last| last.dashes.len());
    let last = rows.iter().filter_map(|(line, cells)| Some(width(content(*line, cells.last()?)))).max();
    between.chain([last.unwrap_or(0).max(label)]).collect()
}

/// Whether a line continues the row above it (`-Wrap`): its first cell is empty, and each other one that is not
/// goes on with one above that had no more room.
fn goes_on(above: &(Line<'_>, Cells), row: &(Line<'_>, Cells), widths: &[usize]) -> bool {
    let mut cells = row.1.iter().zip(&above.1).zip(widths);
    let first_is_empty = cells.next().is_some_and(|((cell, _), _)| content(row.0, cell).is_empty());
    first_is_empty
        && cells.all(|((cell, cell_above), room)| {
            let here = content(row.0, cell);
            let begun = content(above.0, cell_above);
            let word = here.split(' ').next().unwrap_or(here);
            here.is_empty() || (!begun.is_empty() && width(begun) + 1 + width(word) > *room)
        })
}

fn record(columns: &[Column], widths: &[usize], lines: &[&(Line<'_>, Cells)]) -> Record {
    let start = lines.first().map_or(0, |(line, _)| line.start + (line.text.len() - line.text.trim_start().len()));
    let end = lines.last().map_or(start, |(line, _)| line.start + line.text.trim_end().len());
    let fields = columns.iter().zip(widths).enumerate().map(|(index, (column, room))| {
        let cells = || lines.iter().filter_map(|(line, cells)| Some((line, cells.get(index)?)));
        let mut pieces = Pieces::new(cells().next().map_or(start, |(_, cell)| cell.start));
        let mut last_width = 0;
        for (line, cell) in cells() {
            last_width = width(content(*line, cell)).max(if pieces.as_str().is_empty() { 0 } else { last_width });
            push_trimmed(&mut pieces, *line, cell, *room);
        }
        Field { name: column.name.clone(), value: pieces.into_cell(last_width >= *room) }
    });
    Record::new(Span::new(start, end), fields.collect())
}

/// Adds a cell without its padding; a space after its last word belongs to the value where it goes on below.
fn push_trimmed(pieces: &mut Pieces, line: Line<'_>, cell: &Range<usize>, room: usize) {
    let whole = line.text.get(cell.start - line.start..cell.end - line.start).unwrap_or("");
    let indent = whole.len() - whole.trim_start().len();
    let trimmed = whole.trim();
    let with_space = whole.get(indent..indent + trimmed.len() + 1).filter(|_| width(trimmed) < room);
    pieces.push(with_space.unwrap_or(trimmed), cell.start + indent);
}

fn content<'t>(line: Line<'t>, cell: &Range<usize>) -> &'t str {
    line.text.get(cell.start.saturating_sub(line.start)..cell.end.saturating_sub(line.start)).unwrap_or("").trim()
}

fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
