//! An explanation for people: what it most likely is, what finds it, and the first step.

use std::io::{self, Write};

use super::{exports::rows, summary_of};
use crate::{
    report::human::Style,
    rules::Rule,
    symptoms::{Cause, Explanation, Reading},
};

const INDENT: usize = 2;

/// Columns of a command that is shown.
const LONGEST: usize = 200;

/// The rules of a family.
pub(super) fn family(rules: &[&Rule], style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "These rules cover it; msstd explain CODE shows the page:\n")?;
    rules.iter().try_for_each(|rule| writeln!(out, "{}  {}", style.code(rule.code.0), rule.name))
}

/// The causes of a message.
pub(super) fn message(explanation: &Explanation, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Explanation { title, is_sure, causes, exports, first, readings, others, .. } = explanation;
    let lead = if *is_sure { "Most likely" } else { "This may be it" };
    filled(&format!("{lead}: {title}."), 0, style, out)?;
    for reading in readings {
        self::reading(reading, readings.len() == 1, style, out)?;
    }
    writeln!(out, "\nCauses, the likeliest first:")?;
    causes.iter().try_for_each(|cause| self::cause(cause, style, out))?;
    writeln!(out, "\nFirst step:")?;
    filled(first, INDENT, style, out)?;
    if !exports.is_empty() {
        writeln!(out, "\nTo be sure, export these into a folder, and run `msstd check` on it:")?;
        for export in rows(exports) {
            filled(&format!("{}: {}", export.name, export.settles), INDENT, style, out)?;
            // A command is copied as it is. A longer one is a script, which the README has.
            let command = export.command.filter(|command| command.len() <= LONGEST);
            command.iter().try_for_each(|command| writeln!(out, "    {command}"))?;
        }
    }
    if !others.is_empty() {
        writeln!(out, "\nOr it may be:")?;
        for (title, rule) in others {
            filled(&format!("{title} ({})", rule.code.0), INDENT, style, out)?;
        }
    }
    let code = causes.first().map_or("CODE", |cause| cause.rule.code.0);
    writeln!(out, "\nThe page of a rule: msstd explain {code}")
}

/// What the number of a message says; how it is written matters only where there are two readings.
fn reading(reading: &Reading, is_one: bool, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let notation = match reading.number.starts_with("0x") {
        _ if is_one => "",
        true => " as hexadecimal",
        false => " as decimal",
    };
    let flags: Vec<String> =
        reading.flags.iter().map(|flag| format!("{} (0x{:x}), {}", flag.name, flag.bit, flag.meaning)).collect();
    let number = &reading.number;
    filled(&format!("The number{notation}, {number}: {}", flags.join("; ")), INDENT, style, out)
}

fn cause(cause: &Cause, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Cause { rule, when } = cause;
    writeln!(out, "  {}  {}", style.code(rule.code.0), rule.name)?;
    let when = when.as_ref().map(|when| format!(" Likely if {when}.")).unwrap_or_default();
    filled(&(summary_of(rule) + &when), INDENT + 7, style, out)
}

pub(super) fn filled(text: &str, indent: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let blanks = " ".repeat(indent);
    let options = textwrap::Options::new(style.width)
        .initial_indent(&blanks)
        .subsequent_indent(&blanks)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    writeln!(out, "{}", textwrap::fill(text, options))
}
