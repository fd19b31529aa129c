//! `msstd rules`: the list of rules, or of the controls that they and exports decide.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{style, to_standard_output, written};
use crate::{
    controls::{self, Control, Framework},
    rules::{self, Rule},
    text::Page,
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd rules
  msstd rules --controls           the controls of STIG, CIS, BSI and CISA, with the rules that decide them
  msstd rules --format json")]
pub(super) struct Rules {
    /// List the controls of security frameworks instead, each with the rules and the exports that decide it
    #[arg(long)]
    controls: bool,

    /// How the list is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One line for each rule
    Human,
    /// JSON
    Json,
}

impl Rules {
    pub(super) fn run(&self) -> ExitCode {
        written(to_standard_output(|out| match self.format {
            Format::Human if self.controls => frameworks(out),
            Format::Json if self.controls => {
                let rows: Vec<_> =
                    controls::all().map(|(framework, control)| control_row(framework, control)).collect();
                serde_json::to_writer_pretty(&mut *out, &rows)?;
                writeln!(out)
            }
            Format::Human => rules::all().try_for_each(|rule| {
                writeln!(out, "{}  {:<7}  {}", style().code(rule.code.0), rule.severity.name(), rule.name)
            }),
            Format::Json => {
                let rows: Vec<_> = rules::all().map(row).collect();
                serde_json::to_writer_pretty(&mut *out, &rows)?;
                writeln!(out)
            }
        }))
    }
}

fn row(rule: &Rule) -> serde_json::Value {
    let finds = Page::of("en", rule.code.0).and_then(|page| page.section("What it checks"));
    json!({
        "code": rule.code.0,
        "name": rule.name,
        "severity": rule.severity.name(),
        "since": rule.since,
        "finds": finds,
    })
}

/// Every framework with a line for each of its controls.
fn frameworks(out: &mut dyn Write) -> io::Result<()> {
    for (index, framework) in controls::frameworks().iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", called(framework))?;
        let width = framework.controls.iter().map(|control| control.id.len()).max().unwrap_or_default();
        for control in &framework.controls {
            let severity = control.severity.map_or("", controls::Severity::name);
            let decided = control.decided_by().join(", ");
            writeln!(out, "{:<width$}  {severity:<6}  {}: {decided}", control.id, control.title)?;
        }
    }
    Ok(())
}

/// A framework with its version and date.
pub(super) fn called(framework: &Framework) -> String {
    let version = framework.version.as_ref().map_or(String::new(), |version| format!(" {version}"));
    format!("{}{version} ({})", framework.title, framework.date)
}

pub(super) fn control_row(framework: &Framework, control: &Control) -> serde_json::Value {
    json!({
        "framework": framework.id,
        "framework_title": framework.title,
        "version": framework.version,
        "date": framework.date,
        "source": framework.source,
        "id": control.id,
        "title": control.title,
        "severity": control.severity,
        "rules": control.rules,
        "exports": control.exports(),
        "question": control.question,
        "exception": control.exception,
        "contradiction": control.contradiction,
    })
}
