//! `msstd check`: the main job.

use std::{
    fs,
    io::{self, Write},
    iter,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{
    exit,
    out::{Whole, format_and_path, formats, harmless, write_whole},
    passwords::Passwords,
    style, to_standard_output,
    trust::Trust,
    usage,
};
use crate::{
    collect::{self, Collected, Split, same_file, shown},
    finding::{Severity, State},
    judge::options::Client,
    model::{
        certificate::hex,
        source::{Source, Text},
        time,
    },
    report::{self, Format, human, model::Report, safe::visible},
    rules::FoundConfig,
    settle::{AtSource, ConfigFile, FailOn, Selector, Settings, config::Config},
};

/// More threads than this are not started, however many are asked for.
const MOST_THREADS: usize = 256;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folders (each one deployment) and files (one deployment together); `-` reads standard input [default: .]
    paths: Vec<PathBuf>,

    /// How the report is written to standard output
    #[arg(long, value_parser = formats(), default_value = "human")]
    format: Format,

    /// Also write the report to a file in one of these formats: html=report.html; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = format_and_path)]
    report: Vec<(Format, PathBuf)>,

    /// The moment to judge at: a date, meaning 00:00Z, or RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    at: Option<Timestamp>,

    /// Whose comparison counts [default: analyzer]
    #[arg(long, value_name = "CLIENT", value_parser = client)]
    client: Option<Client>,

    /// A principal to judge too, as typed into the Analyzer: msstd:mail.contoso.com
    #[arg(long, value_name = "VALUE")]
    principal: Option<String>,

    /// What makes the exit code 1: error, warning, note, inconclusive or never
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = fail_on)]
    fail_on: FailOn,

    /// Run these rules alone: codes, names or families such as PN, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Selector::parse)]
    select: Vec<Selector>,

    /// Do not run these rules; goes before --select
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Selector::parse)]
    ignore: Vec<Selector>,

    /// Change a severity: PN002=error; may be repeated
    #[arg(long, value_name = "RULES=SEVERITY", value_delimiter = ',', value_parser = severity)]
    severity: Vec<(Selector, Severity)>,

    /// Threads; the report does not depend on it [default: one a core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,

    /// Read paths from a file, one a line or separated by NUL; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,

    /// Make each immediate subfolder a deployment
    #[arg(long, conflicts_with = "together")]
    per_folder: bool,

    /// Make everything named one deployment
    #[arg(long)]
    together: bool,

    #[command(flatten)]
    passwords: Passwords,

    #[command(flatten)]
    trust: Trust,

    /// Use this configuration instead of msstd.toml in the working directory
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Use configurations found inside what is checked as they are
    #[arg(long, conflicts_with = "isolated")]
    trust_config: bool,

    /// Show every finding in full, those too that follow from another
    #[arg(long)]
    no_fold: bool,

    /// Use no configuration at all
    #[arg(long)]
    isolated: bool,
}

fn client(text: &str) -> Result<Client, String> {
    Client::named(text).ok_or_else(|| "the clients are analyzer, legacy and modern".to_owned())
}

fn fail_on(text: &str) -> Result<FailOn, String> {
    FailOn::named(text).ok_or_else(|| "the levels are error, warning, note, inconclusive and never".to_owned())
}

fn severity(text: &str) -> Result<(Selector, Severity), String> {
    let (rules, severity) = text.split_once('=').ok_or("write RULES=SEVERITY, such as PN002=error")?;
    let severity = Severity::named(severity).ok_or("the severities are error, warning and note")?;
    Ok((Selector::parse(rules)?, severity))
}

impl Check {
    pub(super) fn run(&self) -> ExitCode {
        if let Some(jobs) = self.jobs {
            // A second call in one process would fail; there is none.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.min(MOST_THREADS)).build_global();
        }
        match self.prepared() {
            Ok((collected, settings)) => self.check(collected, &settings),
            Err(message) => usage(message),
        }
    }

    /// What is checked and how, or what is wrong with the usage.
    fn prepared(&self) -> Result<(Collected, Settings), String> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            if list.as_os_str() == "-" && paths.iter().any(|path| path.as_os_str() == "-") {
                return Err("standard input can be a list of files or a file, not both".to_owned());
            }
            paths.extend(collect::paths_from(list).map_err(|error| error.to_string())?);
        } else if paths.is_empty() {
            paths.push(".".into());
        }
        let mut settings = Settings::at(self.at.unwrap_or_else(Timestamp::now));
        let split = match (self.per_folder, self.together) {
            (true, _) => Split::PerFolder,
            (_, true) => Split::Together,
            _ => Split::Folders,
        };
        let mut collected =
            collect::collect(&paths, split, !self.isolated, &settings.limits).map_err(|error| error.to_string())?;
        self.harmless(&collected)?;
        // Nobody asks for them any more, and there may be very many.
        collected.inputs = Vec::new();
        self.configure(&mut settings, &collected)?;
        if let Some(at) = self.at {
            settings.at = at;
            settings.at_source = AtSource::Option;
        }
        settings.client = self.client.unwrap_or(settings.client);
        for (_, config) in &mut settings.trusted {
            // What is typed goes before what a trusted export brings.
            config.at = config.at.filter(|_| self.at.is_none());
            config.client = config.client.filter(|_| self.client.is_none());
        }
        settings.principal.clone_from(&self.principal);
        settings.select.clone_from(&self.select);
        settings.ignore.clone_from(&self.ignore);
        settings.severities.extend(self.severity.iter().cloned());
        settings.passwords = self.passwords.read()?;
        settings.trust = self.trust.read()?;
        settings.fail_on = self.fail_on;
        settings.options = self.options();
        Ok((collected, settings))
    }

    /// Refuses a report that would overwrite what is read, or another report.
    fn harmless(&self, collected: &Collected) -> Result<(), String> {
        let own = if self.isolated { None } else { Some(self.config.as_deref().unwrap_or(Path::new(collect::CONFIG))) };
        let asked = [own, self.files_from.as_deref(), self.passwords.password_file.as_deref()];
        let inputs: Vec<&Path> =
            collected.inputs.iter().map(PathBuf::as_path).chain(asked.into_iter().flatten()).collect();
        harmless(&self.report, &inputs)
    }

    /// Applies the auditor's configuration, and sorts those found inside what is checked.
    fn configure(&self, settings: &mut Settings, collected: &Collected) -> Result<(), String> {
        if self.isolated {
            return Ok(());
        }
        let working = Path::new(collect::CONFIG);
        let own = match &self.config {
            Some(path) => Some(path.as_path()),
            None => Some(working).filter(|path| path.is_file()),
        };
        if let Some(path) = own {
            let failed = |error: io::Error| format!("{}: {error}", shown(path));
            let bytes = fs::read(path).map_err(failed)?;
            let text = str::from_utf8(&bytes).map_err(|error| failed(io::Error::other(error)))?;
            let config = Config::parse(text.strip_prefix('\u{feff}').unwrap_or(text))
                .map_err(|error| format!("{}:{error}", shown(path)))?;
            settings.client = config.client.unwrap_or(settings.client);
            if let Some(at) = config.at {
                settings.at = at;
                settings.at_source = AtSource::Config;
            }
            settings.severities = config.severities;
            settings.endpoints = config.endpoints;
            settings.config.push(took_effect(&shown(path), &bytes));
        }
        for found in &collected.found {
            let is_own = own.is_some_and(|own| same_file(own, &found.path));
            if is_own && self.config.is_some() {
                continue;
            }
            let text = found.text();
            let parsed = Config::parse(&text);
            let trusted = self.trust_config && !is_own && parsed.is_ok() && found.root.is_some();
            if !is_own && (found.took_effect || trusted) {
                settings.config.push(took_effect(&found.shown, &found.bytes));
            }
            let settings_there = match &parsed {
                Ok(config) => config.judging.clone(),
                Err(_) if is_own => continue,
                Err(error) => vec![(error.to_string(), error.span)],
            };
            if let (true, Some(root), Ok(config)) = (trusted, &found.root, parsed) {
                settings.trusted.push((root.clone(), config));
            }
            if !settings_there.is_empty() {
                let source = Source {
                    path: found.shown.clone(),
                    inside: Vec::new(),
                    bytes: found.bytes.len() as u64,
                    sha256: None,
                    encoding: Some("utf-8"),
                    text: Some(Text::new(text)),
                };
                let used = is_own || trusted;
                settings.found_config.push(FoundConfig { source: Arc::new(source), settings: settings_there, used });
            }
        }
        Ok(())
    }

    /// The options that took effect, for the report. Threads do not count: the report does not depend on them.
    fn options(&self) -> Vec<(&'static str, serde_json::Value)> {
        let names =
            |selectors: &[Selector]| selectors.iter().map(Selector::name).map(str::to_owned).collect::<Vec<_>>();
        let severities: Vec<String> =
            self.severity.iter().map(|(rules, severity)| format!("{}={}", rules.name(), severity.name())).collect();
        let mut options = vec![
            ("principal", self.principal.as_deref().map(visible).into()),
            ("fail_on", self.fail_on.name().into()),
            ("select", names(&self.select).into()),
            ("ignore", names(&self.ignore).into()),
            ("severity", severities.into()),
            ("per_folder", self.per_folder.into()),
            ("together", self.together.into()),
            ("trust_config", self.trust_config.into()),
            ("isolated", self.isolated.into()),
            ("password_file", self.passwords.password_file.as_deref().map(shown).into()),
        ];
        options.extend(self.trust.options());
        options
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
            fails |= found
                .any(|found| found.state() == State::New && settings.fail_on.fails(found.severity(), found.outcome()));
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

fn took_effect(path: &str, bytes: &[u8]) -> ConfigFile {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    ConfigFile { path: path.to_owned(), sha256: hex(digest.as_ref()) }
}

/// A bar on standard error, if it is a terminal and there is enough to read.
fn progress(collected: &Collected) -> ProgressBar {
    const ENOUGH: usize = 500;
    let files: usize = collected.given.iter().map(|given| given.files.len()).sum();
    if files < ENOUGH {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files {eta}") {
        bar.set_style(style);
    }
    bar
}
