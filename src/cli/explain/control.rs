//! A control for people: what it asks, what decides it, and what no export shows.

use std::io::{self, Write};

use super::super::rules::called;
use crate::{
    controls::{Control, Framework, Severity},
    report::human::Style,
    rules,
};

/// The control in each framework that has its number.
pub(super) fn write(own: &[(&Framework, &Control)], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, (framework, control)) in own.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let severity = control.severity.map(|severity| format!(" ({})", words(severity))).unwrap_or_default();
        filled(&format!("{}{severity}: {}", control.id, control.title), 0, style, out)?;
        filled(&format!("{}. Source: {}", called(framework), framework.source), 0, style, out)?;
        if let Some(xccdf) = &control.xccdf {
            filled(&format!("{}, {}, {}", xccdf.version, xccdf.rule, xccdf.group), 0, style, out)?;
        }
        writeln!(out, "\nDecided by:")?;
        for rule in control.rules.iter().filter_map(|code| rules::named(code)) {
            writeln!(out, "  {}  {}", style.code(rule.code.0), rule.name)?;
        }
        for export in control.exports() {
            filled(&export, 2, style, out)?;
        }
        let more = [
            ("Title and check contradict each other, so that neither decides it", &control.contradiction),
            ("No export shows", &control.question),
            ("Where it is open", &control.exception),
        ];
        for (lead, text) in more.iter().filter_map(|(lead, text)| Some((lead, text.as_ref()?))) {
            writeln!(out)?;
            filled(&format!("{lead}: {text}"), 0, style, out)?;
        }
    }
    Ok(())
}

fn words(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "high, CAT I",
        Severity::Medium => "medium, CAT II",
        Severity::Low => "low, CAT III",
    }
}

fn filled(text: &str, indent: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    super::human::filled(text, indent, style, out)
}
