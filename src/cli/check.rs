//! `msstd check`: the main job.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    WHAT_TO_EXPORT,
    checking::{Checking, progress},
    complain, exit, out,
    out::{Output, Place},
    sandbox::Needs,
    source_tree,
    standard_output::{self, StandardOutput},
    to_standard_output, usage,
    whole::{Readers, Whole},
    written,
};
use crate::{
    collect::Collected,
    decide::{FailOn, Settings},
    finding::State,
    parallel, read,
    report::{self, Format, human, listing, model::Report},
};

#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Check {
    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    output: Output,

    /// List the files that would be read, each with what it holds, and check nothing
    #[arg(long, conflicts_with_all = ["format", "file", "report", "statistics"], help_heading = "Output")]
    show_files: bool,

    /// What makes the exit code 1
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = levels(), help_heading = "Output")]
    fail_on: FailOn,

    /// Leave mail addresses, LegacyDNs and user names out of every report: for one that leaves the site
    #[arg(long, help_heading = "Output")]
    redact: bool,
}

const AFTER_HELP: &str = "\
Examples:
  msstd check exports                              one folder, one deployment
  msstd check boston berlin --format short         two deployments, one line for each finding
  msstd check mail.cer --principal msstd:mail.contoso.com
  msstd check . --exclude drafts --exclude '*.log'
  msstd check exports --report html=report.html --report fixes=fix.ps1
  msstd check exports --select PN,AD --fail-on warning

What can be read:
  certificates (PEM, DER, PKCS#7, PKCS#12)
  saved Autodiscover responses
  output of Exchange cmdlets: Get-OutlookProvider, Get-ExchangeCertificate and others
  LDIF and CSVDE, Outlook profiles (.reg, .prf), reports of the Remote Connectivity Analyzer
  ZIP archives of these

The folders .git, .hg and .svn are not read.

Exit codes:
  0  no finding at or above --fail-on
  1  findings at or above it
  2  wrong usage or configuration
  3  nothing recognised
  4  a report could not be written";

/// Reads a level by its name.
pub(super) fn levels() -> impl TypedValueParser<Value = FailOn> {
    let values = [
        PossibleValue::new("error").help("An error"),
        PossibleValue::new("warning").help("A warning or an error"),
        PossibleValue::new("note").help("Any finding that is not inconclusive"),
        PossibleValue::new("inconclusive").help("An error, or a finding that could not be determined"),
        PossibleValue::new("never").help("Nothing: the exit code of findings is 0"),
    ];
    PossibleValuesParser::new(values).try_map(|name| FailOn::named(&name).ok_or("not a level"))
}

impl Check {
    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        self.output.needs()
    }

    pub(super) fn run(&self) -> ExitCode {
        match self
            .checking
            .prepared(self.fail_on, self.output.files(), |destinations| self.output.reports(true, &destinations))
        {
            Ok((collected, settings, _)) if self.show_files => show_files(collected, &settings),
            Ok((collected, mut settings, reports)) => {
                settings.redact = self.redact;
                settings.options.push(("redact", self.redact.into()));
                self.check(collected, &settings, reports)
            }
            Err(message) => usage(message),
        }
    }

    fn check(&self, collected: Collected, settings: &Settings, reports: Vec<out::Report>) -> ExitCode {
        let progress = progress(&collected, self.output.is_quiet());
        let (streamed, kept): (Vec<_>, Vec<_>) =
            reports.into_iter().partition(|report| report.format == Format::Ndjson);
        let mut streams: Vec<Stream> = streamed.iter().map(|report| Stream::new(&report.place)).collect();
        let is_kept = !kept.is_empty() || self.output.has_statistics();
        let mut whole: Option<Report> = None;
        let (mut fails, mut files, mut recognised) = (false, 0, 0);
        let mut hints = Vec::new();
        crate::check_each(collected.deployments(), settings, &|| progress.inc(1), &mut |report| {
            let mut found = report.findings.found();
            fails |=
                found.any(|found| found.state == State::New && settings.fail_on.fails(found.severity, found.outcome));
            drop(found);
            files += report.summary.files;
            recognised += report.summary.artifacts;
            if !self.checking.excludes() {
                hints.extend(report.deployments.iter().filter_map(source_tree::hint));
            }
            for stream in &mut streams {
                stream.write(&report);
            }
            match &mut whole {
                _ if !is_kept => {}
                Some(whole) => whole.absorb(report),
                None => whole = Some(report),
            }
        });
        progress.finish_and_clear();
        let mut unwritten = false;
        let mut note = |name: &str, written: io::Result<()>| {
            if let Err(error) = written {
                complain(&format!("{name}: {error}"));
                unwritten = true;
            }
        };
        for stream in streams {
            let name = stream.name.clone();
            note(&name, stream.finish());
        }
        if let Some(mut report) = whole {
            self.output.write(&mut report, &kept, &mut note);
            // The process ends here: the system takes a large report back faster than piece by piece.
            std::mem::forget(report);
        }
        if !self.output.is_quiet() {
            for hint in &hints {
                complain(hint);
            }
        }
        let code = if unwritten {
            exit::UNWRITTEN
        } else if fails {
            exit::FINDINGS
        } else if recognised == 0 {
            complain(&format!("nothing recognised ({files} files read); {WHAT_TO_EXPORT}"));
            exit::NOTHING
        } else {
            return ExitCode::SUCCESS;
        };
        ExitCode::from(code)
    }
}

/// The files that would be read, by deployment, each with what it holds.
fn show_files(collected: Collected, settings: &Settings) -> ExitCode {
    let reading = settings.reading();
    written(to_standard_output(|out| {
        collected.deployments().try_for_each(|given| {
            let files: Vec<_> =
                parallel::map(given.files, |named| read::read(&named, &reading)).into_iter().flatten().collect();
            listing::write(&given.name, given.root.as_deref(), &files, out)
        })
    }))
}

/// A report that is written deployment by deployment.
struct Stream {
    name: String,
    out: io::Result<Box<dyn Target>>,
}

/// Where a stream goes.
trait Target: Write {
    fn finish(self: Box<Self>) -> io::Result<()>;
}

impl Target for StandardOutput {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()
    }
}

impl Target for Whole {
    fn finish(self: Box<Self>) -> io::Result<()> {
        Whole::finish(*self)
    }
}

impl Stream {
    fn new(place: &Place) -> Stream {
        let out = match place.file() {
            None => standard_output::open().map(|out| Box::new(out) as Box<dyn Target>),
            Some(path) => Whole::create(path, Readers::Owner).map(|whole| Box::new(whole) as Box<dyn Target>),
        };
        Stream { name: place.name(), out }
    }

    fn write(&mut self, report: &Report) {
        if let Ok(out) = &mut self.out {
            let written =
                report::write(report, Format::Ndjson, human::Style::default(), out).and_then(|()| out.flush());
            if let Err(error) = written {
                self.out = Err(error);
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self.out.and_then(Target::finish) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            finished => finished,
        }
    }
}
