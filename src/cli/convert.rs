//! `msstd convert`: a saved report in another format.

use std::{
    fs,
    io::{self, Read, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{
    exit,
    out::{format_and_path, formats, refuse_overwriting, write_whole},
    style, to_standard_output, usage,
};
use crate::{
    collect::shown,
    report::{self, Format, human, load, model::Report, safe::visible},
};

#[derive(Debug, Args)]
pub(super) struct Convert {
    /// JSON reports, as --format json or ndjson writes them; several become one; `-` reads standard input
    #[arg(required = true)]
    reports: Vec<PathBuf>,

    /// How the report is written to standard output [default: human, unless --report is given]
    #[arg(long, value_parser = formats())]
    format: Option<Format>,

    /// Write the report to a file: html=report.html; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = format_and_path)]
    report: Vec<(Format, PathBuf)>,

    /// Show every finding in full, those too that follow from another
    #[arg(long)]
    no_fold: bool,
}

impl Convert {
    pub(super) fn run(&self) -> ExitCode {
        match self.read() {
            Ok(report) => self.write(&report),
            Err(message) => usage(message),
        }
    }

    fn read(&self) -> Result<Report, String> {
        refuse_overwriting(&self.report, &self.reports.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
        let mut whole: Option<Report> = None;
        for path in &self.reports {
            let failed = |what: String| format!("{}: {what}", shown(path));
            let from: Box<dyn Read> = if path.as_os_str() == "-" {
                Box::new(io::stdin().lock())
            } else {
                Box::new(fs::File::open(path).map_err(|error| failed(error.to_string()))?)
            };
            let report = load::read(from).map_err(|error| failed(error.to_string()))?;
            match &mut whole {
                Some(whole) => whole.merge(report).map_err(|error| failed(error.to_string()))?,
                None => whole = Some(report),
            }
        }
        whole.ok_or_else(|| "name a report".to_owned())
    }

    fn write(&self, report: &Report) -> ExitCode {
        let fold = !self.no_fold;
        let mut code = ExitCode::SUCCESS;
        let mut tell = |name: &str, written: io::Result<()>| {
            if let Err(error) = written {
                let _ = writeln!(io::stderr(), "msstd: {}: {error}", visible(name));
                code = ExitCode::from(exit::UNWRITTEN);
            }
        };
        for (format, path) in &self.report {
            let style = human::Style { fold, ..human::Style::default() };
            tell(&shown(path), write_whole(path, |out| report::write(report, *format, style, out)));
        }
        let format = self.format.or(self.report.is_empty().then_some(Format::Human));
        if let Some(format) = format {
            let style = human::Style { fold, ..style() };
            tell("standard output", to_standard_output(|out| report::write(report, format, style, out)));
        }
        code
    }
}
