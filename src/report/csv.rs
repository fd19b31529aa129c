//! `--format csv`: the report as one table, for Excel and scripts.
//!
//! RFC 4180: commas, quotes doubled, CRLF, every row of as many cells as the first. UTF-8 with a byte order mark, without
//! which Excel reads a file as of the system's code page. No cell holds a line break, so that a row is a line for scripts
//! too. Formulas are defused: see `defused`.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    crop::held,
    model::{Deployment, Finding, Missing, Place, Report, Undecided},
    parts::Part,
    sentences::Sentences,
};
use crate::finding::{Confidence, Outcome, Step};

/// A finding, or what else a row tells. What a kind of row has nothing to say about is left empty.
const COLUMNS: [&str; 28] = [
    "record",
    "deployment",
    "code",
    "name",
    "severity",
    "outcome",
    "confidence",
    "state",
    "reason",
    "until",
    "path",
    "inside",
    "index",
    "line",
    "column",
    "end_line",
    "end_column",
    "subject",
    "message",
    "help",
    "command",
    "old",
    "alternatives",
    "cause",
    "fingerprint",
    "client",
    "at",
    "controls",
];

/// Writes the findings a row each, then, a deployment, what was not decided and what was examined, and last how the report
/// was made.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    let mut table = Table::new(&COLUMNS, out)?;
    for part in report.parts() {
        for (_, found) in part.findings() {
            table.row(finding(&found.row()))?;
        }
        if let Some(deployment) = part.deployment {
            table.examined(report, part, deployment, &words)?;
        }
    }
    table.end(report, &words)
}

fn finding(row: &Finding) -> Vec<(&'static str, Cell<'_>)> {
    let (steps, others) = row.ways.split();
    let command = Step::shown_in_line;
    let mut cells = vec![
        ("record", text("finding")),
        ("deployment", text(row.deployment.as_deref().unwrap_or_default())),
        ("code", text(&row.code)),
        ("name", text(&row.name)),
        ("severity", text(row.severity.name())),
        ("outcome", text(outcome(row.outcome))),
        ("confidence", text(confidence(row.confidence))),
        ("state", text(row.state.name())),
        ("subject", text(&row.subject)),
        ("message", text(&row.message)),
        // A paragraph each.
        ("help", text(&row.help.joined(" | "))),
        ("command", text(&steps.iter().map(command).collect::<Vec<_>>().join("; "))),
        ("old", text(steps.iter().find_map(|fix| fix.old.as_deref()).unwrap_or_default())),
        ("alternatives", text(&others.map(command).collect::<Vec<_>>().join(" # or: "))),
        ("cause", text(row.cause.as_deref().unwrap_or_default())),
        ("fingerprint", text(&row.fingerprint)),
    ];
    if let Some(allowance) = &row.allowance {
        cells.extend([("reason", text(&allowance.reason)), ("until", text(&allowance.until))]);
    }
    cells.extend(place_of(&row.place));
    cells.push(("controls", list(row.controls.iter().map(|control| &*control.id))));
    cells
}

fn place_of(place: &Place) -> [(&'static str, Cell<'_>); 7] {
    [
        ("path", text(&place.path)),
        ("inside", list(&place.inside)),
        ("index", number(place.index)),
        ("line", number(place.line)),
        ("column", number(place.column)),
        ("end_line", number(place.end_line)),
        ("end_column", number(place.end_column)),
    ]
}

fn undecided<'r>(deployment: &'r Deployment, row: &'r Undecided) -> [(&'static str, Cell<'r>); 8] {
    [
        ("record", text("undecided")),
        ("deployment", text(&deployment.name)),
        ("code", text(&row.code)),
        ("path", text(&row.path)),
        ("inside", list(&row.inside)),
        ("line", number(row.line)),
        ("column", number(row.column)),
        ("message", text(&row.reason)),
    ]
}

/// An export that is missing, what it would settle, and the command that makes it.
fn missing<'r>(
    deployment: &'r Deployment,
    row: &Missing,
    command: &str,
    words: &Sentences,
) -> [(&'static str, Cell<'r>); 3] {
    let message = format!("{} | {command}", words.missing(row));
    [("record", text("missing")), ("deployment", text(&deployment.name)), ("message", text(&message))]
}

/// What was read, and the answer about the name.
fn examined<'r>(
    report: &'r Report,
    part: Part<'r>,
    deployment: &'r Deployment,
    words: &Sentences,
) -> [(&'static str, Cell<'r>); 6] {
    let read = words.read(deployment);
    let answer = words.answer_lines(deployment).join(" | ");
    let counts = words.summary(&part.summary());
    [
        ("record", text("examined")),
        ("deployment", text(&deployment.name)),
        ("path", text(deployment.root.as_deref().unwrap_or_default())),
        ("message", text(&format!("{answer} | {read} | {counts}"))),
        ("client", text(&report.run.client)),
        ("at", text(&deployment.at)),
    ]
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "fail",
        Outcome::Inconclusive => "inconclusive",
        Outcome::Info => "info",
    }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
    }
}

/// What stands in a cell, as it is written.
pub(super) struct Cell<'r>(Cow<'r, str>);

/// A text.
pub(super) fn text<'r>(text: &str) -> Cell<'r> {
    Cell(Cow::Owned(defused(text)))
}

/// A number, which stays one: no sign before it is taken for a formula's.
pub(super) fn number<'r>(number: Option<impl ToString>) -> Cell<'r> {
    Cell(number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string())))
}

/// A list in one cell: `; ` between its items, and `\;` for a semicolon within one, `\\` for a backslash. So no name can
/// pass for two.
pub(super) fn list<'r>(items: impl IntoIterator<Item = impl AsRef<str>>) -> Cell<'r> {
    let escaped = |item: &str| item.replace('\\', "\\\\").replace(';', "\\;");
    let items: Vec<String> = items.into_iter().map(|item| escaped(item.as_ref())).collect();
    Cell(Cow::Owned(defused(&items.join("; "))))
}

/// The longest cell: Excel spills what is longer than 32 767 characters into the next ones.
const LONGEST_CELL: usize = 32_000;

/// What Excel or another program would take for a formula gets an apostrophe before it, which they do not show, and reads
/// as text: at the start of a cell, after white space or quotes too, and the wide forms. Where semicolons are the list
/// separator, a cell may begin after each of them as well.
fn defused(text: &str) -> String {
    let text = &*held(text, LONGEST_CELL);
    let mut out = String::with_capacity(text.len() + 1);
    for (at, piece) in text.split_inclusive(';').enumerate() {
        let begins_formula =
            |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
        let lead = |c: char| (c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n')) || c == '"';
        let start = piece.trim_start_matches(lead);
        if start.starts_with(begins_formula) {
            // Behind a semicolon, right before the sign: an apostrophe in the middle is shown, and shows where.
            let (lead, rest) = if at == 0 { ("", piece) } else { piece.split_at(piece.len() - start.len()) };
            out.extend([lead, "'", rest]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// A table as it is written, row by row.
pub(super) struct Table<'w> {
    columns: &'static [&'static str],
    writer: csv::Writer<&'w mut dyn Write>,
}

impl<'w> Table<'w> {
    /// Begins a table with its first row.
    pub(super) fn new(columns: &'static [&'static str], out: &'w mut dyn Write) -> io::Result<Table<'w>> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1 << 16).from_writer(out);
        writer.write_record(columns)?;
        Ok(Table { columns, writer })
    }

    /// Writes a row; the columns that it does not name stay empty.
    pub(super) fn row<'r>(&mut self, cells: impl IntoIterator<Item = (&'static str, Cell<'r>)>) -> io::Result<()> {
        let mut row: Vec<Cow<'_, str>> = vec![Cow::Borrowed(""); self.columns.len()];
        for (column, Cell(cell)) in cells {
            let place = self.columns.iter().position(|own| *own == column).and_then(|at| row.get_mut(at));
            debug_assert!(place.is_some(), "no column {column}");
            if let Some(place) = place {
                *place = cell;
            }
        }
        self.writer.write_record(row.iter().map(|cell| cell.as_bytes()))?;
        Ok(())
    }

    /// Writes what was not decided of a deployment, which exports are missing, and what was examined.
    pub(super) fn examined(
        &mut self,
        report: &Report,
        part: Part<'_>,
        deployment: &Deployment,
        words: &Sentences,
    ) -> io::Result<()> {
        deployment.undecided.iter().try_for_each(|row| self.row(undecided(deployment, row)))?;
        deployment.to_export().try_for_each(|(row, command)| self.row(missing(deployment, row, command, words)))?;
        self.row(examined(report, part, deployment, words))
    }

    /// Ends the table with how the report was made.
    pub(super) fn end(mut self, report: &Report, words: &Sentences) -> io::Result<()> {
        for sentence in words.made(report) {
            self.row([("record", text("configuration")), ("message", text(&sentence))])?;
        }
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{a0}=1", "\"=1", "＝1", "\t=1", "\r=1"] {
            assert!(defused(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(defused("mail;=1; @b"), "mail;'=1; '@b");
        assert_eq!(defused("mail.contoso.com; a-b"), "mail.contoso.com; a-b");
    }

    #[test]
    fn no_name_of_a_list_passes_for_two() {
        let shown = |items: &[&str]| list(items).0.into_owned();
        assert_eq!(shown(&["a", "b"]), "a; b");
        assert_eq!(shown(&["a; b"]), "a\\; b");
        assert_eq!(shown(&["a\\", "b"]), "a\\\\; b");
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(number(Some(-3)).0, "-3");
        assert_eq!(number(None::<u32>).0, "");
    }
}
