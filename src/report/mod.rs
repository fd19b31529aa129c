//! One report model, and one file a format. A report never decides.

use std::io::{self, Write};

pub mod build;
pub mod html;
pub mod human;
pub mod json;
mod kept;
mod merge;
pub mod model;
mod parts;
mod row;
pub mod safe;
pub mod saved;
pub mod sentences;
pub mod short;
pub mod show;
mod window;
mod words;

pub use parts::Part;

use model::Report;

/// A form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people at a terminal: every finding with its places and what mends it.
    Human,
    /// One line a finding.
    Short,
    /// The whole report as JSON.
    Json,
    /// The whole report as JSON, one line a deployment.
    Ndjson,
    /// One page for a browser and for paper.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 5] = [Format::Human, Format::Short, Format::Json, Format::Ndjson, Format::Html];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Short => "short",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Html => "html",
        }
    }

    /// What it is, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Format::Human => "For people: every finding with its places and what mends it",
            Format::Short => "One line a finding",
            Format::Json => "The whole report as JSON (docs/schema/report-1.json)",
            Format::Ndjson => "The same, one line a deployment, written as each is done",
            Format::Html => "One page for browser and paper: answers, pictures, findings, evidence",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Writes a report. `style` is for the formats that people read at a terminal.
///
/// # Errors
/// The writer's.
pub fn write(report: &Report, format: Format, style: human::Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, style, out),
        Format::Short => short::write(report, out),
        Format::Json => json::write(report, out),
        Format::Ndjson => json::write_lines(report, out),
        Format::Html => html::write(report, out),
    }
}
