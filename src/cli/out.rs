//! Which reports are written and where: to standard output, and to files.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    destinations::Destinations,
    sandbox::Needs,
    style as terminal, to_standard_output,
    whole::{self, Readers, write_whole},
};
use crate::{
    collect::{same_file, shown},
    finding::Severity,
    report::{self, Format, human, model},
    text::similar,
};

/// Which reports are written, where, and how much they show.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// How the report is written to standard output, or to --output [default: human]
    #[arg(long, value_parser = formats(), help_heading = "Output")]
    format: Option<Format>,

    /// Write the report to this file instead of standard output; without --format its extension chooses the format
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    file: Option<PathBuf>,

    /// Also write the report in another format: html=report.html; `json=-` writes to standard output, instead of the
    /// human report; may be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = format_and_place, help_heading = "Output")]
    report: Vec<Report>,

    /// Show only the answers and the counts (human), or only the findings (short)
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    quiet: bool,

    /// Show everything that is abridged by default: every place, whole lists, digests of configuration files
    #[arg(short, long, help_heading = "Output")]
    verbose: bool,

    /// Show every finding in full, also those that have the same cause as another
    #[arg(long, help_heading = "Output")]
    no_fold: bool,

    /// Show findings from this severity on in the human, short, markdown, github and html formats. All findings are
    /// still evaluated and counted, and --fail-on decides the exit code
    #[arg(long, value_name = "SEVERITY", value_parser = severities(), help_heading = "Output")]
    min_severity: Option<Severity>,

    /// Show how many findings each rule has, instead of the findings
    #[arg(long, conflicts_with_all = ["format", "file"], help_heading = "Output")]
    statistics: bool,
}

/// A report that is to be written.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) format: Format,
    pub(super) place: Place,
}

/// Where a report goes.
#[derive(Debug, Clone)]
pub(super) enum Place {
    StandardOutput,
    File(PathBuf),
}

impl Place {
    fn named(path: impl Into<PathBuf>) -> Place {
        let path = path.into();
        if path.as_os_str() == "-" { Place::StandardOutput } else { Place::File(path) }
    }

    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Place::StandardOutput => None,
            Place::File(path) => Some(path),
        }
    }

    pub(super) fn name(&self) -> String {
        self.file().map_or_else(|| "standard output".to_owned(), shown)
    }

    /// Writes to it.
    pub(super) fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match self {
            Place::StandardOutput => to_standard_output(write),
            Place::File(path) => write_whole(path, Readers::Owner, write),
        }
    }
}

impl Output {
    /// The files that reports are written to, none of which may be an input.
    pub(super) fn files(&self) -> Destinations<'_> {
        Destinations::of(self.paths())
    }

    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        Needs { files: self.paths().collect(), quiet: self.quiet }
    }

    fn paths(&self) -> impl Iterator<Item = &Path> {
        let places = self.report.iter().filter_map(|report| report.place.file());
        places.chain(self.file.as_deref().filter(|path| path.as_os_str() != "-"))
    }

    /// The reports that are asked for, those into files first. `always` is a report for people beside those of --report.
    ///
    /// # Errors
    /// A report would overwrite what is read, or another report.
    pub(super) fn reports(&self, always: bool, destinations: &Destinations<'_>) -> Result<Vec<Report>, String> {
        let is_taken = self.statistics || self.report.iter().any(|report| report.place.file().is_none());
        let otherwise = (!is_taken && (always || self.report.is_empty())).then_some(Format::Human);
        let place = self.file.as_ref().map_or(Place::StandardOutput, Place::named);
        let by_name = place.file().map(|path| of_extension(path).unwrap_or(Format::Human));
        let main = self.format.or(by_name).or(otherwise).map(|format| Report { format, place });
        let mut reports: Vec<Report> = self.report.iter().cloned().chain(main).collect();
        refuse_overwriting(&reports, destinations)?;
        whole::note_leftovers(reports.iter().filter_map(|report| report.place.file()));
        reports.sort_by_key(|report| report.place.file().is_none());
        Ok(reports)
    }

    /// How a report is written to a place.
    pub(super) fn style(&self, place: &Place) -> human::Style {
        let style = if place.file().is_some() { human::Style::default() } else { terminal() };
        human::Style { fold: !self.no_fold && !self.verbose, verbose: self.verbose, quiet: self.quiet, ..style }
    }

    /// Whether counts by rule are asked for.
    pub(super) fn has_statistics(&self) -> bool {
        self.statistics
    }

    /// Whether only what is asked for is said.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes the reports that are asked for; `done` gets the name of each place and how it went.
    pub(super) fn write(
        &self,
        report: &mut model::Report,
        reports: &[Report],
        done: &mut dyn FnMut(&str, io::Result<()>),
    ) {
        report.findings.show_from(self.min_severity.unwrap_or_default());
        for Report { format, place } in reports {
            let style = self.style(place);
            done(&place.name(), place.write(|out| report::write(report, *format, style, out)));
        }
        if self.statistics {
            let place = Place::StandardOutput;
            let style = self.style(&place);
            done(&place.name(), place.write(|out| report::statistics::write(report, style, out)));
        }
    }
}

/// Reads a format by its name.
fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

/// Reads a severity by its name.
fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["error", "warning", "note"]).try_map(|name| name.parse::<Severity>())
}

/// The format that a file of this name holds.
fn of_extension(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "html" | "htm" => Format::Html,
        "json" => Format::Json,
        "ndjson" | "jsonl" => Format::Ndjson,
        "sarif" => Format::Sarif,
        "xml" => Format::Junit,
        "md" => Format::Markdown,
        "csv" => Format::Csv,
        "ps1" => Format::Fixes,
        _ => return None,
    })
}

/// Reads `FORMAT=FILE`.
fn format_and_place(text: &str) -> Result<Report, String> {
    let (name, path) = text.split_once('=').ok_or("write FORMAT=FILE, such as html=report.html")?;
    let names = Format::ALL.map(Format::name);
    let unknown = |_| match similar(name, names) {
        Some(meant) => format!("`{name}` is not a format; did you mean `{meant}`?"),
        None => format!("`{name}` is not a format: {}", names.join(", ")),
    };
    let format = name.parse().map_err(unknown)?;
    if path.is_empty() {
        return Err("the path is missing".to_owned());
    }
    Ok(Report { format, place: Place::named(path) })
}

/// Refuses reports that would overwrite what is read, or another report.
fn refuse_overwriting(reports: &[Report], destinations: &Destinations<'_>) -> Result<(), String> {
    if reports.iter().filter(|report| report.place.file().is_none()).count() > 1 {
        return Err("two reports would be written to standard output".to_owned());
    }
    let files: Vec<&Path> = reports.iter().filter_map(|report| report.place.file()).collect();
    for (index, path) in files.iter().enumerate() {
        if let Some(input) = destinations.input_at(path) {
            return Err(format!("a report would overwrite the input {}", shown(input)));
        }
        let is_kept = fs::metadata(path).map_or(true, |kind| kind.is_file());
        if is_kept && files.iter().skip(index + 1).any(|other| same_file(other, path)) {
            return Err(format!("two reports would be written to {}", shown(path)));
        }
    }
    Ok(())
}
