//! `--statistics`: how many findings each rule has, a line each, the most frequent first.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{human::Style, model::Report, sentences::Sentences, short};
use crate::finding::State;

/// Writes a line for each rule that has findings that count, and the counts of the whole.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for found in report.findings.shown().filter(|found| found.state == State::New) {
        *counts
            .entry((&found.head.code, short::level_of(found.outcome, found.severity), &found.head.name))
            .or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| usize::MAX - count);
    for ((code, level, name), count) in rows {
        writeln!(out, "{count:>6}  {level:<12}  {}  {name}", style.code(code))?;
    }
    writeln!(out, "{}", Sentences::new("en").summary(&report.summary))
}
