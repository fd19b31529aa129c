//! `msstd rehearse`: a renewal before it is done.

use std::{io, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    WHAT_TO_EXPORT,
    check::levels,
    checking::{Checking, progress},
    complain,
    destinations::Destinations,
    exit,
    out::{self, Output},
    sandbox::Needs,
    usage,
};
use crate::{
    collect::{Collected, own_bytes, shown},
    decide::{FailOn, Settings},
    finding::State,
    model::command::{NotAnArgument, Thumbprint},
    read::{Bytes, Named},
    rehearse::{Asked, New, rehearse_each},
    report::model::Report,
};

#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Rehearse {
    /// The new certificate: a certificate, a PKCS#12 (.pfx) file or a certificate request
    new: PathBuf,

    #[command(flatten)]
    checking: Checking,

    /// The certificate to replace, by its thumbprint [default: the one bound to IIS, else the one that shares most names]
    #[arg(long, value_name = "THUMBPRINT", value_parser = thumbprint, help_heading = "What is replaced")]
    replaces: Option<Thumbprint>,

    /// Replace it on this server only; may be repeated [default: on every server]
    #[arg(long, value_name = "NAME", help_heading = "What is replaced")]
    server: Vec<String>,

    #[command(flatten)]
    output: Output,

    /// What makes the exit code 1, of what the renewal brings
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = levels(), help_heading = "Output")]
    fail_on: FailOn,
}

const AFTER_HELP: &str = "\
Examples:
  msstd rehearse new.cer exports                   what breaks if new.cer replaces the bound certificate
  msstd rehearse new.pfx exports --server EX01     on one server of several
  msstd rehearse new.req exports                   before the certificate is issued
  msstd rehearse new.cer exports -o renewal.html

Exit codes:
  0  the renewal brings no finding at or above --fail-on
  1  it brings some
  2  wrong usage or configuration, or what is to be replaced is not among the exports
  3  nothing recognised
  4  a report could not be written";

/// Reads a thumbprint, with or without spaces and colons.
fn thumbprint(text: &str) -> Result<Thumbprint, String> {
    let digits: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    digits.parse().map_err(|NotAnArgument| "a thumbprint has 40 hexadecimal digits".to_owned())
}

impl Rehearse {
    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        self.output.needs()
    }

    pub(super) fn run(&self) -> ExitCode {
        let harmless = |mut destinations: Destinations<'_>| {
            destinations.note(&self.new);
            self.output.reports(true, &destinations)
        };
        let prepared = self.checking.prepared(self.fail_on, self.output.files(), harmless);
        let rehearsed = prepared.and_then(|(collected, mut settings, reports)| {
            let new = self.read(&settings)?;
            settings.options.extend(self.options());
            self.rehearse(collected, &new, &settings, &reports)
        });
        rehearsed.unwrap_or_else(usage)
    }

    /// The new certificate, or what is wrong with its file.
    fn read(&self, settings: &Settings) -> Result<New, String> {
        let failed = |what: &dyn std::fmt::Display| format!("{}: {what}", shown(&self.new));
        let bytes = own_bytes(&self.new, settings.limits.text_bytes).map_err(|error| error.to_string())?;
        let named = Named { path: shown(&self.new), bytes: Bytes::Here(bytes) };
        New::read(&named, &settings.reading()).map_err(|error| failed(&error))
    }

    fn options(&self) -> [(&'static str, serde_json::Value); 3] {
        [
            ("new", shown(&self.new).into()),
            ("replaces", self.replaces.as_ref().map(ToString::to_string).into()),
            ("server", self.server.clone().into()),
        ]
    }

    fn rehearse(
        &self,
        collected: Collected,
        new: &New,
        settings: &Settings,
        reports: &[out::Report],
    ) -> Result<ExitCode, String> {
        let progress = progress(&collected, self.output.is_quiet());
        let asked = Asked { replaces: self.replaces.clone(), servers: self.server.clone() };
        let mut whole: Option<Report> = None;
        rehearse_each(collected.deployments(), new, &asked, settings, &|| progress.inc(1), &mut |report| {
            match &mut whole {
                Some(whole) => whole.absorb(report),
                None => whole = Some(report),
            }
        });
        progress.finish_and_clear();
        let Some(mut report) = whole else { return Ok(ExitCode::from(exit::NOTHING)) };
        let is_asked = self.replaces.is_some() || !self.server.is_empty();
        if is_asked && report.deployments.iter().all(replaces_nothing) {
            return Err(format!("{}: no such certificate to replace is among the exports", self.asked()));
        }
        let fails = fails(&report, settings.fail_on);
        let recognised = report.summary.artifacts;
        let mut unwritten = false;
        self.output.write(&mut report, reports, &mut |name: &str, written: io::Result<()>| {
            if let Err(error) = written {
                complain(&format!("{name}: {error}"));
                unwritten = true;
            }
        });
        Ok(match (unwritten, fails, recognised) {
            (true, ..) => ExitCode::from(exit::UNWRITTEN),
            (_, true, _) => ExitCode::from(exit::FINDINGS),
            (.., 0) => {
                complain(&format!("nothing recognised; {WHAT_TO_EXPORT}"));
                ExitCode::from(exit::NOTHING)
            }
            _ => ExitCode::SUCCESS,
        })
    }

    /// What was asked to be replaced, as it was typed.
    fn asked(&self) -> String {
        let replaces = self.replaces.iter().map(|thumbprint| format!("--replaces {thumbprint}"));
        let servers = self.server.iter().map(|server| format!("--server {server}"));
        replaces.chain(servers).collect::<Vec<_>>().join(" ")
    }
}

fn replaces_nothing(deployment: &crate::report::model::Deployment) -> bool {
    deployment.rehearsal.as_ref().is_none_or(|rehearsal| rehearsal.replaces.is_empty())
}

/// Whether the renewal brings something at or above a level: a finding, or what no rule covers.
fn fails(report: &Report, fail_on: FailOn) -> bool {
    let mut found = report.findings.found().filter(|found| found.state == State::New);
    let mut notices = report.deployments.iter().filter_map(|one| one.rehearsal.as_ref()).flat_map(|one| &one.notices);
    found.any(|found| fail_on.fails(found.severity, found.outcome))
        || notices.any(|notice| fail_on.fails(notice.severity, notice.outcome))
}
