//! `msstd baseline`: today's findings, so that later only new ones count.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::{
    checking::{Checking, progress},
    destinations::Destinations,
    exit,
    sandbox::Needs,
    to_standard_output, usage,
    whole::{self, Readers, write_whole},
};
use crate::{
    collect::shown,
    decide::{FailOn, baseline, baseline::Entry},
    finding::State,
    report::{model::Found, safe::visible},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd baseline exports --output known.json      the findings of today
  msstd check exports --baseline known.json       only new findings count")]
pub(super) struct Baseline {
    #[command(flatten)]
    checking: Checking,

    /// Where to write it, to be named by `check --baseline` [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Baseline {
    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        Needs { files: self.output.as_deref().into_iter().collect(), ..Needs::default() }
    }

    pub(super) fn run(&self) -> ExitCode {
        let refuse_overwriting = |destinations: Destinations<'_>| match self
            .output
            .as_deref()
            .and_then(|output| destinations.input_at(output))
        {
            Some(input) => Err(format!("--output would overwrite the input {}", shown(input))),
            None => Ok(()),
        };
        // An earlier baseline may be written again.
        let written = Destinations::of(self.output.as_deref()).but_for(self.checking.baseline());
        let (collected, settings, ()) = match self.checking.prepared(FailOn::Never, written, refuse_overwriting) {
            Ok(prepared) => prepared,
            Err(message) => return usage(message),
        };
        whole::note_leftovers(self.output.as_deref());
        let progress = progress(&collected, false);
        let report = crate::check_with(collected.deployments(), &settings, &|| progress.inc(1));
        progress.finish_and_clear();
        // An accepted finding has its own reason and end; a finding about the configuration is fixed there.
        let known = || report.findings.found().filter(|found| found.state != State::Allowed).filter_map(entry);
        let written = match &self.output {
            Some(path) => write_whole(path, Readers::Owner, |out| baseline::write(known(), out)),
            None => to_standard_output(|out| baseline::write(known(), out)),
        };
        let reported = written.and_then(|()| {
            let Some(path) = &self.output else { return Ok(()) };
            let count = known().count();
            to_standard_output(|out| writeln!(out, "{}: {count} findings", visible(&shown(path))))
        });
        match reported {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let name = self.output.as_deref().map_or_else(|| "standard output".to_owned(), shown);
                let _ = writeln!(io::stderr(), "msstd: {}: {error}", visible(&name));
                ExitCode::from(exit::UNWRITTEN)
            }
        }
    }
}

/// A finding of a deployment as the baseline has it.
fn entry(found: Found<'_>) -> Option<Entry> {
    let row = found.row();
    Some(Entry {
        fingerprint: row.fingerprint,
        code: row.code.into_owned(),
        severity: row.severity,
        deployment: row.deployment?,
        path: row.place.path,
        inside: row.place.inside,
        subject: row.subject,
        message: row.message,
    })
}
