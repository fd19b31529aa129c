//! `msstd rules`: the list of rules.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{style, to_standard_output, written};
use crate::{
    rules::{self, Rule},
    text::Page,
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd rules
  msstd rules --format json")]
pub(super) struct Rules {
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
