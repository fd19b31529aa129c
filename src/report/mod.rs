//! One report model, and one file a format. A report never decides.

use std::io::{self, Write};

pub mod answer;
mod assessed;
mod brief;
pub mod build;
pub mod cklb;
mod control_words;
pub mod controls;
mod crop;
pub mod csv;
pub mod digest;
mod endpoints;
mod examined;
mod excerpt;
pub mod fixes;
pub mod github;
pub mod hdf;
pub mod html;
pub mod human;
mod identifiers;
pub mod inventory;
pub mod json;
pub mod junit;
mod layout;
mod lazy;
pub mod listing;
pub mod load;
pub mod markdown;
pub mod merge;
pub mod model;
mod names;
pub mod oscal;
mod parts;
pub mod predicted;
mod range;
pub mod rehearsal;
mod renewal;
pub mod replay;
mod rows;
pub mod safe;
mod said;
mod sanitize;
mod sanitized_json;
pub mod sarif;
pub mod sentences;
pub mod services;
pub mod short;
pub mod show;
mod signature;
mod standing;
pub mod statistics;
mod store;
mod target;
mod unchecked;
mod words;

pub use parts::Part;

use model::Report;

/// A form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// For people at a terminal: every finding with its places and how to fix it.
    Human,
    /// One line a finding that counts.
    Short,
    /// The whole report as JSON.
    Json,
    /// The whole report as JSON, one line a deployment.
    Ndjson,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML.
    Junit,
    /// Annotations of GitHub's workflows.
    Github,
    /// For tickets: every root cause with its places, and how to fix it.
    Markdown,
    /// A table of all findings.
    Csv,
    /// A table of all certificates.
    Inventory,
    /// Each control of security frameworks, with the lines that show what it came to.
    Controls,
    /// A PowerShell script of the commands that fix what was found.
    Fixes,
    /// One page for a browser and for paper.
    Html,
    /// A checklist for STIG Viewer 3 and STIG Manager.
    Cklb,
    /// Heimdall Data Format.
    Hdf,
    /// Assessment results of OSCAL.
    Oscal,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 16] = [
        Format::Human,
        Format::Short,
        Format::Json,
        Format::Ndjson,
        Format::Html,
        Format::Sarif,
        Format::Junit,
        Format::Markdown,
        Format::Csv,
        Format::Inventory,
        Format::Controls,
        Format::Github,
        Format::Fixes,
        Format::Cklb,
        Format::Hdf,
        Format::Oscal,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it is, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Format::Human => "For people: the answer, every finding with its places, and how to fix it",
            Format::Short => "One line for each finding; lines that begin with # say what was examined",
            Format::Json => "The whole report as JSON (docs/schema/report-1.json)",
            Format::Ndjson => "The same, one line for each deployment, written as each is done",
            Format::Sarif => "SARIF 2.1.0, for code scanning and tools that keep findings",
            Format::Junit => "JUnit XML, for pipelines that show test results",
            Format::Github => "Annotations for a step of a GitHub workflow",
            Format::Markdown => "For tickets: every root cause with its places, and how to fix it",
            Format::Csv => "Findings as a table for Excel",
            Format::Inventory => "Certificates as a table for Excel, with their findings and the days left",
            Format::Controls => "Controls of STIG, CIS, BSI and CISA as Markdown: status, evidence, score",
            Format::Fixes => "A PowerShell script of the fixes: shows each with -WhatIf, runs them with -Apply",
            Format::Cklb => "Controls of DISA STIGs as a checklist for STIG Viewer 3 and STIG Manager",
            Format::Hdf => "Controls for Heimdall (Heimdall Data Format)",
            Format::Oscal => "Controls as OSCAL assessment results",
            Format::Html => "One page for browser and paper: the answer, findings, evidence",
        }
    }
}

/// Writes a report. `style` is for the formats that people read at a terminal.
///
/// # Errors
/// The writer's.
pub fn write(report: &Report, format: Format, style: human::Style, out: &mut dyn Write) -> io::Result<()> {
    #[cfg(feature = "planted-panics")]
    crate::border::planted::in_report(
        report.deployments.iter().flat_map(|one| one.artifacts.iter()).map(|one| one.path),
    );
    match format {
        Format::Human => human::write(report, style, out),
        Format::Short if style.quiet => short::write_findings(report, out),
        Format::Short => short::write(report, out),
        Format::Json => json::write(report, out),
        Format::Ndjson => json::write_lines(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Junit => junit::write(report, out),
        Format::Github => github::write(report, out),
        Format::Markdown => markdown::write(report, out),
        Format::Csv => csv::write(report, out),
        Format::Inventory => inventory::write(report, out),
        Format::Controls => markdown::controls::write(report, out),
        Format::Fixes => fixes::write(report, out),
        Format::Html => html::write(report, out),
        Format::Cklb => cklb::write(report, out),
        Format::Hdf => hdf::write(report, out),
        Format::Oscal => oscal::write(report, out),
    }
}
