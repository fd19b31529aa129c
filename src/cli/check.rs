//! `msstd check`: the main job.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{exit, passwords::Passwords, style, to_standard_output, trust::Trust, usage};
use crate::{
    collect::{self, Collected, Split, same_file, shown},
    finding::Severity,
    judge::options::Client,
    model::{
        certificate::hex,
        source::{Source, Text},
        time,
    },
    report::{human, json, model::Report, safe::visible, short},
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
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Also write the report to a file: human=PATH, short=PATH or json=PATH; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = report)]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: every finding with its places and what mends it
    Human,
    /// One line a finding
    Short,
    /// The whole report as JSON (docs/schema/report-1.json)
    Json,
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

fn report(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("write FORMAT=PATH, such as json=report.json")?;
    let format = Format::from_str(format, false).map_err(|_| "the formats are human, short and json")?;
    if path.is_empty() {
        return Err("the path is missing".to_owned());
    }
    Ok((format, path.into()))
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
        for (index, (_, path)) in self.report.iter().enumerate() {
            let mut inputs = collected.inputs.iter().map(PathBuf::as_path).chain(asked.into_iter().flatten());
            if let Some(input) = inputs.find(|input| same_file(input, path)) {
                return Err(format!("--report would overwrite the input {}", shown(input)));
            }
            let is_kept = fs::metadata(path).map_or(true, |kind| kind.is_file());
            if is_kept && self.report.iter().skip(index + 1).any(|(_, other)| same_file(other, path)) {
                return Err(format!("two reports would be written to {}", shown(path)));
            }
        }
        Ok(())
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
        let report = crate::check_with(collected.given, settings, &|| progress.inc(1));
        progress.finish_and_clear();
        let mut unwritten = false;
        for (format, path) in &self.report {
            if let Err(error) =
                write_whole(path, |out| write(&report, *format, self.folded(human::Style::default()), out))
            {
                let _ = writeln!(io::stderr(), "msstd: {}: {error}", visible(&shown(path)));
                unwritten = true;
            }
        }
        if let Err(error) = to_standard_output(|out| write(&report, self.format, self.folded(style()), out)) {
            let _ = writeln!(io::stderr(), "msstd: standard output: {error}");
            unwritten = true;
        }
        let fails =
            report.findings.found().any(|finding| settings.fail_on.fails(finding.severity(), finding.outcome()));
        let nothing = report.summary.artifacts == 0;
        // The process ends here: the system takes a large report back faster than piece by piece.
        std::mem::forget(report);
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
}

fn took_effect(path: &str, bytes: &[u8]) -> ConfigFile {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    ConfigFile { path: path.to_owned(), sha256: hex(digest.as_ref()) }
}

fn write(report: &Report, format: Format, style: human::Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, style, out),
        Format::Short => short::write(report, out),
        Format::Json => json::write(report, out),
    }
}

/// Writes a file whole or not at all: beside it, then into its place. A device or a pipe takes it as it comes, and stays.
fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
        let mut out = io::BufWriter::new(fs::OpenOptions::new().write(true).open(path)?);
        write(&mut out)?;
        return out.flush();
    }
    // What a link leads to is replaced, not the link.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().ok_or_else(|| io::Error::other("not a file name"))?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = (|| {
        let mut out = io::BufWriter::new(fs::File::create_new(&beside)?);
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
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
