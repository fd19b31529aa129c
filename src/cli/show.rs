//! `msstd show`: what files hold, decoded.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::{passwords::Passwords, style, to_standard_output, trust::Trust, usage, written};
use crate::{
    collect::{self, Splitting},
    decide::{Settings, decisions::Decisions},
    judge::judgement::Judgement,
    model::{deployment::Deployment, time},
    parallel, read,
    report::{
        build,
        show::{Shown, human},
    },
    rules::{self, Check},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd show mail.cer
  msstd show server.pfx --password-file passwords.txt
  msstd show exports --format json")]
pub(super) struct Show {
    /// Files and folders; `-` reads standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,

    /// How it is written to standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// The moment that days are counted from: a date, meaning 00:00Z, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<Timestamp>,

    #[command(flatten)]
    passwords: Passwords,

    #[command(flatten)]
    trust: Trust,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: rows of names and values
    Human,
    /// As JSON (docs/schema/show-1.json)
    Json,
}

impl Show {
    pub(super) fn run(&self) -> ExitCode {
        let shown = match self.shown() {
            Ok(shown) => shown,
            Err(message) => return usage(message),
        };
        written(to_standard_output(|out| match self.format {
            Format::Human => human::write(&shown, style().width, out),
            Format::Json => shown.write_json(out),
        }))
    }

    /// All that is shown, or what is wrong with the usage.
    fn shown(&self) -> Result<Shown, String> {
        let mut settings = Settings::at(self.at.unwrap_or_else(Timestamp::now));
        settings.passwords = self.passwords.read()?;
        settings.trust = self.trust.read()?;
        let reading = settings.reading();
        let collected =
            collect::collect(&self.paths, Splitting::TOGETHER, &reading.limits).map_err(|error| error.to_string())?;
        let named = collected.deployments().flat_map(|given| given.files).collect();
        let files: Vec<_> = parallel::map(named, |named| read::read(&named, &reading)).into_iter().flatten().collect();
        let mut shown = Shown::new(&files, settings.at);
        // Problems of files are reported in the words of the rules that look at nothing else.
        let rules: Vec<_> = rules::all().filter(|rule| matches!(rule.check, Check::Problem(_))).collect();
        let options = settings.judgement(None);
        let (deployment, raws) = Deployment::new(String::new(), None, files);
        let judgement = Judgement::new(&deployment, raws, &options);
        let runs = rules::run(&judgement, &rules);
        let decided = Decisions::new(&settings).of_deployment(&judgement, runs);
        shown.judge(&judgement, &build::of_deployment(&settings, &judgement, decided));
        Ok(shown)
    }
}
