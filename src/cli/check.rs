//! `msstd check`: the main job.

use std::{
    io::{self, Write},
    iter,
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{
    checking::{Checking, progress},
    exit,
    out::{Whole, format_and_path, formats, refuse_overwriting, write_whole},
    style, to_standard_output, usage,
};
use crate::{
    collect::{Collected, shown},
    decide::{FailOn, Settings},
    finding::State,
    report::{self, Format, human, model::Report, safe::visible},
};

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    checking: Checking,

    /// How the report is written to standard output
    #[arg(long, value_parser = formats(), default_value = "human")]
    format: Format,

    /// Also write the report to a file in one of these formats: html=report.html; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = format_and_path)]
    report: Vec<(Format, PathBuf)>,

    /// What makes the exit code 1: error, warning, note, inconclusive or never
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = fail_on)]
    fail_on: FailOn,

    /// Leave mail addresses, LegacyDNs and user names out of every report: for one that leaves the site
    #[arg(long)]
    redact: bool,

    /// Show every finding in full, those too that follow from another
    #[arg(long)]
    no_fold: bool,
}

fn fail_on(text: &str) -> Result<FailOn, String> {
    FailOn::named(text).ok_or_else(|| "the levels are error, warning, note, inconclusive and never".to_owned())
}

impl Check {
    pub(super) fn run(&self) -> ExitCode {
        match self.checking.prepared(self.fail_on, |inputs| refuse_overwriting(&self.report, inputs)) {
            Ok((collected, mut settings)) => {
                settings.redact = self.redact;
                settings.options.push(("redact", self.redact.into()));
                self.check(collected, &settings)
            }
            Err(message) => usage(message),
        }
    }

    fn folded(&self, style: human::Style) -> human::Style {
        human::Style { fold: !self.no_fold, ..style }
    }

    fn check(&self, collected: Collected, settings: &Settings) -> ExitCode {
        let progress = progress(&collected);
        let mut streams = self.streams();
        let asked = iter::once(self.format).chain(self.report.iter().map(|(format, _)| *format));
        let is_kept = asked.into_iter().any(|format| format != Format::Ndjson);
        let mut whole: Option<Report> = None;
        let (mut fails, mut nothing) = (false, true);
        crate::check_each(collected.given, settings, &|| progress.inc(1), &mut |report| {
            let mut found = report.findings.found();
            fails |=
                found.any(|found| found.state == State::New && settings.fail_on.fails(found.severity, found.outcome));
            nothing &= report.summary.artifacts == 0;
            drop(found);
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
        let mut tell = |name: &str, written: io::Result<()>| {
            if let Err(error) = written {
                let _ = writeln!(io::stderr(), "msstd: {}: {error}", visible(name));
                unwritten = true;
            }
        };
        for stream in streams {
            let name = stream.name.clone();
            tell(&name, stream.finish());
        }
        if let Some(report) = whole {
            for (format, path) in self.report.iter().filter(|(format, _)| *format != Format::Ndjson) {
                let style = self.folded(human::Style::default());
                tell(&shown(path), write_whole(path, |out| report::write(&report, *format, style, out)));
            }
            if self.format != Format::Ndjson {
                let style = self.folded(style());
                let written = to_standard_output(|out| report::write(&report, self.format, style, out));
                tell(STANDARD_OUTPUT, written);
            }
            // The process ends here: the system takes a large report back faster than piece by piece.
            std::mem::forget(report);
        }
        let code = if unwritten {
            exit::UNWRITTEN
        } else if fails {
            exit::FINDINGS
        } else if nothing {
            let _ = writeln!(io::stderr(), "msstd: nothing recognisable to check");
            exit::NOTHING
        } else {
            return ExitCode::SUCCESS;
        };
        ExitCode::from(code)
    }

    /// Where the report of each deployment goes as soon as it is done.
    fn streams(&self) -> Vec<Stream> {
        let own = (self.format == Format::Ndjson)
            .then(|| Stream::new(STANDARD_OUTPUT, Ok(Box::new(io::stdout()) as Box<dyn Target>)));
        let reports = self.report.iter().filter(|(format, _)| *format == Format::Ndjson);
        let files = reports.map(|(_, path)| {
            Stream::new(&shown(path), Whole::create(path).map(|whole| Box::new(whole) as Box<dyn Target>))
        });
        own.into_iter().chain(files).collect()
    }
}

const STANDARD_OUTPUT: &str = "standard output";

/// A report that is written deployment by deployment.
struct Stream {
    name: String,
    out: io::Result<Box<dyn Target>>,
}

/// Where a stream goes.
trait Target: Write {
    fn finish(self: Box<Self>) -> io::Result<()>;
}

impl Target for io::Stdout {
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
    fn new(name: &str, out: io::Result<Box<dyn Target>>) -> Stream {
        Stream { name: name.to_owned(), out }
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
