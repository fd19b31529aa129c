//! `--format github`: commands of a GitHub workflow, which shows them as annotations at the lines of a pull request.
//!
//! GitHub shows ten errors, ten warnings and ten notices a step, the first of each; all others stand in the step's log.
//! So what was examined and whose configuration took effect comes first, and the findings keep the report's order. Only
//! findings that count are annotations; those that are accepted are counted.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{
    model::{Deployment, Finding, Report},
    parts::Part,
    range,
    sentences::Sentences,
    short,
};
use crate::{
    finding::{Outcome, Severity, State},
    text::keys::report as keys,
};

/// How many things that could not be decided are listed.
const ENOUGH: usize = 10;

/// Writes the report as workflow commands, one a line.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let words = Sentences::new("en");
    let mut made = words.made(report);
    made.push(words.summary(&report.summary));
    notice(&words.say(keys::GITHUB_MADE), &made, &mut buffered)?;
    for part in report.parts() {
        if let Some(deployment) = part.deployment {
            write_examined(deployment, &words, &mut buffered)?;
        }
        write_accepted(part, &words, &mut buffered)?;
        let root = part.deployment.and_then(|deployment| deployment.root.as_deref());
        for (_, found) in part.findings().filter(|(_, found)| found.state == State::New && found.is_shown()) {
            write_finding(&found.row(), root, &words, &mut buffered)?;
        }
    }
    buffered.flush()
}

/// A notice of what was examined, with the answer, and one of what could not be decided.
fn write_examined(deployment: &Deployment, words: &Sentences, out: &mut impl Write) -> io::Result<()> {
    let mut lines = words.answer_lines(deployment);
    lines.push(words.read(deployment));
    let compared = deployment.principals.iter().map(|principal| words.compared(principal));
    listed(compared, deployment.principals.len(), words, &mut lines);
    notice(&deployment.name, &lines, out)?;
    if deployment.undecided.is_empty() {
        return Ok(());
    }
    let mut lines = Vec::new();
    let undecided = deployment.undecided.iter().map(|row| words.undecided(row));
    listed(undecided, deployment.undecided.len(), words, &mut lines);
    notice(&format!("{}: {}", deployment.name, words.say(keys::HEADING_UNDECIDED)), &lines, out)
}

/// The first of many lines, and how many more there are.
fn listed(all: impl Iterator<Item = String>, count: usize, words: &Sentences, lines: &mut Vec<String>) {
    lines.extend(all.take(ENOUGH));
    if let Some(more) = count.checked_sub(ENOUGH).filter(|more| *more > 0) {
        lines.push(words.count(keys::AND_MORE, more));
    }
}

/// How many findings are accepted: they are no annotations.
fn write_accepted(part: Part<'_>, words: &Sentences, out: &mut impl Write) -> io::Result<()> {
    let summary = part.summary();
    if (summary.allowed, summary.baselined) == (0, 0) {
        return Ok(());
    }
    let values = [("allowed", summary.allowed.into()), ("baselined", summary.baselined.into())];
    let title = part.deployment.map_or_else(|| words.say(keys::JUNIT_CONFIGURATION), |one| one.name.clone());
    notice(&title, &[words.tell(keys::GITHUB_ACCEPTED, &values)], out)
}

fn write_finding(row: &Finding, root: Option<&str>, words: &Sentences, out: &mut impl Write) -> io::Result<()> {
    let level = match (row.outcome, row.severity) {
        (Outcome::Inconclusive, _) | (_, Severity::Warning) => "warning",
        (_, Severity::Error) => "error",
        (_, Severity::Note) => "notice",
    };
    let title = format!("{} {}", row.code, row.name);
    let title = match row.outcome {
        Outcome::Inconclusive => words.tell(keys::JUNIT_NOT_DECIDED, &[("message", title.as_str().into())]),
        Outcome::Fail | Outcome::Info => title,
    };
    let place = match row.labels.first() {
        Some(primary) => range::of_label(primary, root, words),
        None => range::of_place(&row.place, root, words),
    };
    let mut message = format!("{place}: {}", row.message);
    for paragraph in &row.help.0 {
        let _ = write!(message, "\n{paragraph}");
    }
    if let Some((_, step)) = row.ways.steps().next() {
        let _ = write!(message, "\n{} {}", words.lead(false), step.shown_in_line());
    }
    writeln!(out, "::{level} {}title={}::{}", at(row, root), property(&title), data(&message))
}

/// Where it is, as far as GitHub can show it: a file of the repository and lines in it. An entry of an archive has lines
/// that the archive has not, and columns are for places within one line.
fn at(row: &Finding, root: Option<&str>) -> String {
    let place = &row.place;
    if place.path.is_empty() || place.is_option() || (root.is_none() && place.path == "-") {
        return String::new();
    }
    let mut at = format!("file={},", property(&short::from_root(&place.path, root)));
    let mut add = |name: &str, value: Option<u32>| {
        if let Some(value) = value.filter(|_| place.inside.is_empty()) {
            let _ = write!(at, "{name}={value},");
        }
    };
    let in_one_line = place.line == place.end_line;
    add("line", place.line);
    add("col", place.column.filter(|_| in_one_line));
    add("endLine", place.end_line);
    add("endColumn", place.end_column.filter(|_| in_one_line));
    at
}

fn notice(title: &str, lines: &[String], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "::notice title={}::{}", property(title), data(&lines.join("\n")))
}

/// What a command says: no line break ends it, and nothing in it is read as an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which a comma or a colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_command_but_its_line() {
        assert_eq!(data("50% of\r\na::b"), "50%25 of%0D%0Aa::b");
        assert_eq!(property("a,b::error title=x%0A"), "a%2Cb%3A%3Aerror title=x%250A");
    }
}
