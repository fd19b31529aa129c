//! `msstd replay`: the Remote Connectivity Analyzer's tests, without a connection.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    WHAT_TO_EXPORT,
    checking::{Checking, progress},
    destinations::Destinations,
    exit,
    sandbox::Needs,
    style, to_standard_output, unread, usage,
};
use crate::{
    collect::Collected,
    decide::{FailOn, Settings},
    finding::Severity,
    judge::options::Client,
    replay::Outcome,
    report::{
        build,
        human::Style,
        model::Report,
        replay::{human, json},
    },
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd replay exports                                  the tests, as the Analyzer would show them
  msstd replay exports --principal msstd:mail.contoso.com
  msstd replay exports --client legacy                  what Windows before Vista SP1 makes of the name
  msstd replay exports --trust-anchors root.cer         go on where the root is a private one
  msstd replay exports --format json

✓ passed, ! warning, ✗ failed, ? not determined: no export shows it

Exit codes:
  0  no test fails
  1  a test fails
  2  wrong usage or configuration
  3  nothing recognised
  4  the output could not be written")]
pub(super) struct Replay {
    #[command(flatten)]
    checking: Checking,

    /// How it is written to standard output
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = "Output")]
    format: Format,

    /// Show only how each test ends, and the steps that fail or warn
    #[arg(short, long, help_heading = "Output")]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a tree, with the sign of each step's outcome
    Human,
    /// As JSON (docs/replay.md)
    Json,
}

impl Replay {
    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        Needs { quiet: self.quiet, ..Needs::default() }
    }

    pub(super) fn run(&self) -> ExitCode {
        match self.checking.prepared(FailOn::Severity(Severity::Error), Destinations::default(), |_| Ok(())) {
            Ok((collected, settings, ())) => self.replay(collected, &settings),
            Err(message) => usage(message),
        }
    }

    fn replay(&self, collected: Collected, settings: &Settings) -> ExitCode {
        let progress = progress(&collected, self.quiet);
        let mut whole = build::of_nothing(settings);
        crate::check_each(collected.deployments(), settings, &|| progress.inc(1), &mut |report| whole.absorb(report));
        progress.finish_and_clear();
        let clients = self.checking.client().map_or(Client::ALL.to_vec(), |client| vec![client]);
        let wrote = to_standard_output(|out| match self.format {
            Format::Human => human::write(&whole, &clients, Style { quiet: self.quiet, ..style() }, out),
            Format::Json => json::write(&whole, out),
        });
        unread::name_those_of_report(&whole);
        ExitCode::from(code(&whole, wrote))
    }
}

fn code(report: &Report, written: io::Result<()>) -> u8 {
    if let Err(error) = written {
        // Nothing is to be done where even this can't be written.
        let _ = writeln!(io::stderr(), "msstd: standard output: {error}");
        return exit::UNWRITTEN;
    }
    let mut tests = report.deployments.iter().flat_map(|deployment| &deployment.replay.tests);
    if tests.any(|test| test.root.outcome == Outcome::Failed) {
        exit::FINDINGS
    } else if report.summary.artifacts == 0 {
        let _ = writeln!(io::stderr(), "msstd: nothing recognised; {WHAT_TO_EXPORT}");
        exit::NOTHING
    } else {
        0
    }
}
