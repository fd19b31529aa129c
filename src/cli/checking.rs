//! What is checked and how: the options that every command that checks has, and the configuration.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;

use super::{destinations::Destinations, passwords::Passwords, trust::Trust};
use crate::{
    collect::{self, CollectError, Collected, NamedFolder, Split, Splitting, found_bytes, own_bytes, same_file, shown},
    decide::{AtSource, ConfigFile, FailOn, Selector, Settings, baseline::Baseline, config::Config},
    finding::Severity,
    judge::options::Client,
    model::{
        certificate::hex,
        policy::{Allowance, FoundConfig, FoundSetting, Pattern},
        source::{Source, Text},
        time,
    },
    report::safe::visible,
};

/// The longest configuration, and the longest baseline, that is read.
const MOST_CONFIG_BYTES: u64 = 4 << 20;
const MOST_BASELINE_BYTES: u64 = 256 << 20;

/// More threads than this are not started, however many are asked for.
const MOST_THREADS: usize = 256;

#[derive(Debug, Args)]
pub(super) struct Checking {
    /// Folders (each is one deployment) and files (one deployment together); `-` reads standard input [default: .]
    paths: Vec<PathBuf>,

    /// Leave out files and folders: `*.log`, `drafts`, `exports/old/*`; `**` crosses folders; may be repeated
    #[arg(long, value_name = "GLOB", value_parser = exclusion, help_heading = "What is read")]
    exclude: Vec<Pattern>,

    /// Read paths from a file, one a line or separated by NUL; `-` reads standard input
    #[arg(long, value_name = "FILE", help_heading = "What is read")]
    files_from: Option<PathBuf>,

    /// Make each immediate subfolder a deployment
    #[arg(long, conflicts_with = "together", help_heading = "What is read")]
    per_folder: bool,

    /// Make everything named one deployment
    #[arg(long, help_heading = "What is read")]
    together: bool,

    /// Name each deployment by its path, so that its name does not depend on what else is checked
    #[arg(long, help_heading = "What is read")]
    name_by_path: bool,

    #[command(flatten)]
    passwords: Passwords,

    /// Evaluate as of this moment: a date (2026-06-01, meaning 00:00Z) or RFC 3339 (2026-06-01T12:00:00Z) [default: now]
    #[arg(long, value_name = "TIME", value_parser = time::parse, help_heading = "How it is evaluated")]
    at: Option<Timestamp>,

    /// Whose comparison of names counts [default: analyzer]
    #[arg(long, value_name = "CLIENT", value_parser = clients(), help_heading = "How it is evaluated")]
    client: Option<Client>,

    /// Test this principal name too, as typed into the Analyzer: msstd:mail.contoso.com
    #[arg(long, value_name = "NAME", help_heading = "How it is evaluated")]
    principal: Option<String>,

    #[command(flatten)]
    trust: Trust,

    /// Run these rules only: codes (PN001), names, families (PN) or controls (V-259646), separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Selector::parse, help_heading = RULES)]
    select: Vec<Selector>,

    /// Do not run these rules; overrides --select. IN011 and IN017 always run: they report what was left out
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = Selector::parse, help_heading = RULES)]
    ignore: Vec<Selector>,

    /// Change a severity to error, warning or note: PN002=error; may be repeated
    #[arg(long, value_name = "RULES=SEVERITY", value_delimiter = ',', value_parser = severity, help_heading = RULES)]
    severity: Vec<(Selector, Severity)>,

    /// Accept the findings of this baseline: only new findings count (msstd baseline writes one)
    #[arg(long, value_name = "FILE", help_heading = "Configuration and accepted findings")]
    baseline: Option<PathBuf>,

    /// Accept nothing, neither by an allowance of the configuration nor by the baseline
    #[arg(long, help_heading = "Configuration and accepted findings")]
    no_allow: bool,

    /// Use this configuration instead of msstd.toml in the working directory
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "isolated",
        help_heading = "Configuration and accepted findings"
    )]
    config: Option<PathBuf>,

    /// Use configurations found inside the folders that are checked as they are
    #[arg(long, conflicts_with = "isolated", help_heading = "Configuration and accepted findings")]
    trust_config: bool,

    /// Use no configuration at all
    #[arg(long, help_heading = "Configuration and accepted findings")]
    isolated: bool,

    /// Number of threads; the report does not depend on it [default: one per core]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// The heading of what selects rules in the help.
const RULES: &str = "Rules";

/// Reads a client by its name.
fn clients() -> impl TypedValueParser<Value = Client> {
    let values = [
        PossibleValue::new("analyzer").help("Microsoft's Remote Connectivity Analyzer"),
        PossibleValue::new("legacy").help("Windows before Vista SP1: the common name only"),
        PossibleValue::new("modern").help("Current Outlook for Windows"),
    ];
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Client>())
}

/// Reads a pattern of what is left out. A folder may be written with a slash at its end.
fn exclusion(text: &str) -> Result<Pattern, String> {
    let text = text.strip_prefix("./").unwrap_or(text);
    Pattern::parse(text.trim_end_matches('/'))
}

fn severity(text: &str) -> Result<(Selector, Severity), String> {
    let (rules, severity) = text.split_once('=').ok_or("write RULES=SEVERITY, such as PN002=error")?;
    let severity = severity.parse().map_err(|_| "the severities are error, warning and note")?;
    Ok((Selector::parse(rules)?, severity))
}

/// The auditor's configuration.
struct Own {
    path: PathBuf,
    bytes: Vec<u8>,
    config: Config,
    source: Arc<Source>,
}

impl Own {
    fn read(path: PathBuf, bytes: Result<Vec<u8>, CollectError>) -> Result<Own, String> {
        let failed = |error: io::Error| format!("{}: {error}", shown(&path));
        let bytes = bytes.map_err(|error| error.to_string())?;
        let text = str::from_utf8(&bytes).map_err(|error| failed(io::Error::other(error)))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let config = Config::parse(&text).map_err(|error| format!("{}:{error}", shown(&path)))?;
        let source = Arc::new(source(&shown(&path), text));
        Ok(Own { path, bytes, config, source })
    }

    /// A path that the configuration names, which is meant from its folder.
    fn beside(&self, path: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(path)
    }

    /// The folders that it names as deployments.
    fn folders(&self) -> Result<Vec<NamedFolder>, String> {
        let named = |folder: &crate::decide::config::NamedFolder| {
            let path = self.beside(&folder.path);
            let line = self.source.text.as_ref().map_or(1, |text| text.position(folder.span.start).line);
            let gone = |error| format!("{}:{line}: {}: {error}", shown(&self.path), shown(&path));
            Ok(NamedFolder { path: fs::canonicalize(&path).map_err(gone)?, name: folder.name.clone() })
        };
        self.config.deployments.iter().map(named).collect()
    }
}

/// A configuration or baseline with its text.
fn source(path: &str, text: String) -> Source {
    Source {
        path: path.to_owned(),
        inside: Vec::new(),
        bytes: text.len() as u64,
        sha256: None,
        encoding: Some("utf-8"),
        text: Some(Text::new(text).into()),
    }
}

impl Checking {
    /// Whether something is left out.
    pub(super) fn excludes(&self) -> bool {
        !self.exclude.is_empty()
    }

    /// The client that is named.
    pub(super) fn client(&self) -> Option<Client> {
        self.client
    }

    /// The baseline that is named.
    pub(super) fn baseline(&self) -> Option<&Path> {
        self.baseline.as_deref()
    }

    /// What is checked and how, or what is wrong with the usage. `harmless` looks at which files that are to be written
    /// are read, before anything is.
    pub(super) fn prepared<T>(
        &self,
        fail_on: FailOn,
        mut destinations: Destinations<'_>,
        harmless: impl FnOnce(Destinations<'_>) -> Result<T, String>,
    ) -> Result<(Collected, Settings, T), String> {
        if let Some(jobs) = self.jobs {
            // A second call in one process would fail; there is none.
            let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.min(MOST_THREADS)).build_global();
        }
        let own = self.own_configuration()?;
        let mut settings = Settings::at(self.at.unwrap_or_else(Timestamp::now));
        if let Some(own) = &own {
            own.config.limits.iter().for_each(|(limit, value)| limit.apply(&mut settings.limits, *value));
        }
        let folders = own.as_ref().map(Own::folders).transpose()?.unwrap_or_default();
        let how = Splitting {
            split: self.split(),
            use_config: !self.isolated,
            name_by_path: self.name_by_path,
            folders: &folders,
            exclude: &self.exclude,
        };
        let collected =
            collect::collect_with(&self.paths()?, how, &settings.limits, &mut |path| destinations.note(path))
                .map_err(|error| error.to_string())?;
        let beside = |file: &String| own.as_ref().map(|own| own.beside(file));
        let config = own.as_ref().map(|own| &own.config);
        let configured = config.and_then(|config| beside(config.password_file.as_ref()?));
        let password_file = self.passwords.password_file.clone().or(configured);
        let anchors = config.into_iter().flat_map(|config| &config.trust_anchors);
        let trust = self.trust.or(anchors.filter_map(beside).collect());
        let asked = [
            own.as_ref().map(|own| own.path.as_path()),
            self.files_from.as_deref(),
            password_file.as_deref(),
            self.baseline.as_deref(),
        ];
        asked.into_iter().flatten().chain(trust.anchors()).for_each(|path| destinations.note(path));
        let harmless = harmless(destinations)?;
        if let Some(own) = &own {
            configure(&mut settings, own);
        }
        self.sort_found(&mut settings, &collected, own.as_ref());
        self.type_over(&mut settings);
        settings.passwords = Passwords { password_file: password_file.clone() }.read()?;
        settings.trust = trust.read()?;
        self.read_baseline(&mut settings)?;
        settings.fail_on = fail_on;
        settings.options = self.options(&settings, &trust, password_file.as_deref(), own.as_ref());
        Ok((collected, settings, harmless))
    }

    /// What is named: by arguments, and by a list.
    fn paths(&self) -> Result<Vec<PathBuf>, String> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            if list.as_os_str() == "-" && paths.iter().any(|path| path.as_os_str() == "-") {
                return Err("standard input can be a list of files or a file, not both".to_owned());
            }
            paths.extend(collect::paths_from(list).map_err(|error| error.to_string())?);
        } else if paths.is_empty() {
            paths.push(".".into());
        }
        Ok(paths)
    }

    fn split(&self) -> Split {
        match (self.per_folder, self.together) {
            (true, _) => Split::PerFolder,
            (_, true) => Split::Together,
            _ => Split::Folders,
        }
    }

    /// What is typed goes before what a configuration says, the auditor's or that of a trusted export.
    fn type_over(&self, settings: &mut Settings) {
        if let Some(at) = self.at {
            settings.at = at;
            settings.at_source = AtSource::Option;
        }
        settings.client = self.client.unwrap_or(settings.client);
        for config in settings.trusted.values_mut() {
            config.at = config.at.filter(|_| self.at.is_none());
            config.client = config.client.filter(|_| self.client.is_none());
        }
        settings.principal.clone_from(&self.principal);
        if !self.select.is_empty() {
            settings.select.clone_from(&self.select);
        }
        settings.ignore.extend(self.ignore.iter().cloned());
        settings.severities.extend(self.severity.iter().cloned());
        settings.no_allow = self.no_allow;
    }

    fn read_baseline(&self, settings: &mut Settings) -> Result<(), String> {
        let Some(path) = &self.baseline else { return Ok(()) };
        let failed = |what: String| format!("{}: {what}", shown(path));
        let bytes = own_bytes(path, MOST_BASELINE_BYTES).map_err(|error| error.to_string())?;
        let text = str::from_utf8(&bytes).map_err(|error| failed(error.to_string()))?;
        settings.baseline = Some(Baseline::parse(&shown(path), text).map_err(|error| failed(error.to_string()))?);
        if !self.no_allow {
            settings.config.push(took_effect(&shown(path), &bytes, "baseline"));
        }
        Ok(())
    }

    /// The auditor's configuration: what `--config` names, or `msstd.toml` in the working directory.
    fn own_configuration(&self) -> Result<Option<Own>, String> {
        let working = Path::new(collect::CONFIG);
        match &self.config {
            _ if self.isolated => Ok(None),
            Some(path) => Own::read(path.clone(), own_bytes(path, MOST_CONFIG_BYTES)).map(Some),
            None if working.symlink_metadata().is_err() => Ok(None),
            None => Own::read(working.to_owned(), found_bytes(working, MOST_CONFIG_BYTES)).map(Some),
        }
    }

    /// Sorts the configurations that were found inside what is checked: which settings are used, and which are reported.
    fn sort_found(&self, settings: &mut Settings, collected: &Collected, own: Option<&Own>) {
        for found in &collected.found {
            let is_own = own.is_some_and(|own| same_file(&own.path, &found.path));
            if is_own && self.config.is_some() {
                continue;
            }
            let text = found.text();
            let parsed = Config::parse(&text);
            let trusted = self.trust_config && !is_own && parsed.is_ok() && found.root.is_some();
            if !is_own && (found.took_effect || trusted) {
                let file = took_effect(&found.shown, &found.bytes, "configuration");
                match &found.root {
                    Some(root) => settings.config_of.entry(root.clone()).or_default().push(file),
                    None => settings.config.push(file),
                }
            }
            let settings_of = match &parsed {
                Ok(config) => config
                    .judging
                    .iter()
                    .map(|setting| FoundSetting {
                        name: setting.name.to_owned(),
                        span: setting.span,
                        used: is_own || (trusted && setting.of_deployment),
                    })
                    .collect(),
                Err(_) if is_own => continue,
                Err(error) => vec![FoundSetting { name: error.to_string(), span: error.span, used: false }],
            };
            let source = Arc::new(source(&found.shown, text));
            if let (true, Some(root), Ok(config)) = (trusted, &found.root, parsed) {
                settings.allowances.extend(config.allowances.iter().map(|allowance| Allowance {
                    source: Some(Arc::clone(&source)),
                    root: Some(root.clone()),
                    ..allowance.clone()
                }));
                settings.trusted.insert(root.clone(), config);
            }
            if !settings_of.is_empty() {
                settings.found_config.push(FoundConfig { source, settings: settings_of });
            }
        }
    }

    /// The options that took effect, for the report. Threads do not count: the report does not depend on them.
    fn options(
        &self,
        settings: &Settings,
        trust: &Trust,
        password_file: Option<&Path>,
        own: Option<&Own>,
    ) -> Vec<(&'static str, serde_json::Value)> {
        let names =
            |selectors: &[Selector]| selectors.iter().map(Selector::name).map(str::to_owned).collect::<Vec<_>>();
        let severities = settings.severities.iter();
        let severities: Vec<String> =
            severities.map(|(rules, severity)| format!("{}={}", rules.name(), severity.name())).collect();
        let limits = own.into_iter().flat_map(|own| &own.config.limits);
        let limits: serde_json::Map<String, serde_json::Value> =
            limits.map(|(limit, value)| (limit.name.to_owned(), (*value).into())).collect();
        let mut options = vec![
            ("principal", self.principal.as_deref().map(visible).into()),
            ("fail_on", settings.fail_on.name().into()),
            ("select", names(&settings.select).into()),
            ("ignore", names(&settings.ignore).into()),
            ("severity", severities.into()),
            ("limits", limits.into()),
            ("exclude", self.exclude.iter().map(|pattern| visible(&pattern.written)).collect::<Vec<_>>().into()),
            ("per_folder", self.per_folder.into()),
            ("together", self.together.into()),
            ("trust_config", self.trust_config.into()),
            ("isolated", self.isolated.into()),
            ("password_file", password_file.map(shown).into()),
            ("baseline", self.baseline.as_deref().map(shown).into()),
            ("no_allow", self.no_allow.into()),
        ];
        if self.name_by_path {
            options.push(("name_by_path", true.into()));
        }
        options.extend(trust.options());
        options
    }
}

/// Applies the auditor's configuration.
fn configure(settings: &mut Settings, own: &Own) {
    let config = &own.config;
    settings.client = config.client.unwrap_or(settings.client);
    if let Some(at) = config.at {
        settings.at = at;
        settings.at_source = AtSource::Config;
    }
    settings.select.clone_from(&config.select);
    settings.ignore.clone_from(&config.ignore);
    settings.severities.clone_from(&config.severities);
    settings.endpoints.clone_from(&config.endpoints);
    settings.allowances = config
        .allowances
        .iter()
        .map(|allowance| Allowance { source: Some(Arc::clone(&own.source)), ..allowance.clone() })
        .collect();
    settings.config.push(took_effect(&shown(&own.path), &own.bytes, "configuration"));
}

fn took_effect(path: &str, bytes: &[u8], role: &'static str) -> ConfigFile {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    ConfigFile { path: path.to_owned(), sha256: hex(digest.as_ref()), role }
}

/// A bar on standard error, if it is a terminal and there is enough to read.
pub(super) fn progress(collected: &Collected, quiet: bool) -> ProgressBar {
    const ENOUGH: usize = 500;
    let files = collected.files;
    if quiet || files < ENOUGH {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files {eta}") {
        bar.set_style(style);
    }
    bar
}
