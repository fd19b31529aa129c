//! Whole runs through the library.

use std::sync::Arc;

use msstd::{
    decide::{AtSource, Selector, Settings, baseline::Baseline, config::Config},
    judge::{chain::roots::Trust, options::Client},
    model::{
        certificate::{Certificate, Raw},
        file::{Content, Password, ProblemKind, ReadOptions},
        policy::{Allowance, FoundConfig, FoundSetting},
        source::{Source, Text},
        time,
    },
    read::{Bytes, DeploymentInput, Named, Open, Opened, read},
    report::{human, model::Report, sentences::Sentences, short},
    rules::{self, Check},
};

use super::cases::Deployment;

/// When cases are judged, unless they say otherwise.
pub const AT: &str = "2026-06-01";

/// The settings of a case, for one rule or for all.
pub fn settings(deployment: &Deployment, code: Option<&str>) -> Result<Settings, String> {
    let mut options = deployment.options.clone();
    let mut settings = Settings::at(time::parse(AT)?);
    settings.at_source = AtSource::Option;
    settings.select = code.map(Selector::parse).transpose()?.into_iter().collect();
    let text = |value: toml::Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("not a text: {value}"));
    settings.principal = options.remove("principal").map(text).transpose()?;
    if let Some(toml::Value::Array(passwords)) = options.remove("passwords") {
        settings.passwords =
            passwords.into_iter().map(text).map(|text| text.map(Password::new)).collect::<Result<_, _>>()?;
    }
    if options.get("trust").and_then(toml::Value::as_str) == Some("none") {
        options.remove("trust");
        settings.trust = Trust::None;
    }
    let anchors: Vec<_> = deployment.files.iter().filter(|(path, _)| is_anchor(path)).map(anchor).collect();
    if !anchors.is_empty() {
        settings.trust = Trust::Anchors(anchors.into());
    }
    let limits = &mut settings.limits;
    for (name, value) in std::mem::take(&mut options) {
        let number = value.as_integer().and_then(|number| u64::try_from(number).ok()).unwrap_or_default();
        match name.as_str() {
            "text_bytes" => limits.text_bytes = number,
            "certificate_bytes" => limits.certificate_bytes = number,
            "names" => limits.names = usize::try_from(number).unwrap(),
            "depth" => limits.depth = usize::try_from(number).unwrap(),
            "chain_candidates" => settings.chain.candidates = usize::try_from(number).unwrap(),
            "chain_depth" => settings.chain.depth = usize::try_from(number).unwrap(),
            "chain_steps" => settings.chain.steps = usize::try_from(number).unwrap(),
            "lines" => limits.lines = usize::try_from(number).unwrap(),
            "values" => limits.values = usize::try_from(number).unwrap(),
            "documents" => limits.documents = usize::try_from(number).unwrap(),
            "archive_entries" => limits.archive_entries = usize::try_from(number).unwrap(),
            _ => drop(options.insert(name, value)),
        }
    }
    let written = toml::to_string(&options).map_err(|error| error.to_string())?;
    let written = Config::parse(&written).map_err(|error| format!("options: {}", error.message))?;
    let beside = match &deployment.configuration {
        Some(text) => Config::parse(text).map_err(|error| format!("msstd.toml: {error}"))?,
        None => Config::default(),
    };
    let mut found = |path: &str, text: &str, config: &Config, used: bool| {
        let source = source(path, text);
        let told: Vec<_> = config
            .judging
            .iter()
            .map(|setting| FoundSetting { name: setting.name.to_owned(), span: setting.span, used })
            .collect();
        if !told.is_empty() {
            settings.found_config.push(FoundConfig { source: Arc::clone(&source), settings: told });
        }
        source
    };
    if let Some(text) = &deployment.configuration {
        // A configuration of accepted findings alone is beside what is checked, as an auditor's does.
        if beside.judging.iter().any(|setting| setting.name != "allow") {
            found("msstd.toml", text, &beside, true);
        }
        let source = source("msstd.toml", text);
        let own = |allowance: &Allowance| Allowance { source: Some(Arc::clone(&source)), ..allowance.clone() };
        settings.allowances = beside.allowances.iter().map(own).collect();
    }
    for (path, bytes) in deployment.files.iter().filter(|(path, _)| path.ends_with("/msstd.toml")) {
        let text = String::from_utf8_lossy(bytes);
        found(path, &text, &Config::parse(&text).map_err(|error| format!("{path}: {error}"))?, false);
    }
    if let Some(text) = &deployment.baseline {
        settings.baseline = Some(Baseline::parse("baseline.json", text).map_err(|error| error.to_string())?);
    }
    for config in [beside, written] {
        settings.client = config.client.unwrap_or(settings.client);
        settings.at = config.at.unwrap_or(settings.at);
        settings.ignore.extend(config.ignore);
        settings.severities.extend(config.severities);
        settings.endpoints.extend(config.endpoints);
    }
    if code.is_some_and(|code| code.starts_with("PO")) {
        // What is accepted or known is found by other rules.
        let accepted = settings.allowances.iter().map(|allowance| allowance.code);
        let baseline = settings.baseline.iter();
        let known =
            baseline.flat_map(|file| (0..file.len()).filter_map(|index| file.get(index))).map(|entry| entry.code);
        let found_by = accepted.map(str::to_owned).chain(known).map(|code| Selector::parse(&code));
        let found_by: Vec<Selector> = found_by.collect::<Result<_, _>>()?;
        settings.select.extend(found_by);
    }
    if code.and_then(rules::named).is_some_and(|rule| matches!(rule.check, Check::Report(_))) {
        // A saved report is compared with what other rules found.
        let reproducing = rules::all().filter(|rule| !rule.relations.reproduces.is_empty());
        settings.select.extend(reproducing.map(|rule| Selector::Rule(rule.code.0)));
    }
    debug_assert!(settings.client.name().parse::<Client>().is_ok());
    Ok(settings)
}

/// A file of text, as it is before it is read.
pub fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source {
        path: path.to_owned(),
        inside: Vec::new(),
        bytes: text.len() as u64,
        sha256: None,
        encoding: Some("utf-8"),
        text: Some(Text::new(text.to_owned()).into()),
    })
}

/// Files below `trusted/` are trust anchors, and no part of what is checked.
fn is_anchor(path: &str) -> bool {
    path.starts_with("trusted/")
}

fn anchor((path, bytes): &(String, Vec<u8>)) -> (Arc<Certificate>, Raw) {
    let named = Named { path: path.clone(), bytes: Bytes::Here(bytes.clone()) };
    let contents = read(&named, &ReadOptions::default()).into_iter().flat_map(|file| file.contents);
    let certificate = contents.into_iter().find_map(|content| match content {
        Content::Certificate(certificate, raw) => Some((certificate, raw)),
        _ => None,
    });
    certificate.unwrap_or_else(|| panic!("no certificate in {path}"))
}

/// What panics when it opens a file.
struct Failing(String);

impl Open for Failing {
    fn open(&self, _: &str) -> Result<Opened, ProblemKind> {
        panic!("{}", self.0)
    }

    fn part(&self, _: &str, _: u64, _: usize) -> Result<Vec<u8>, ProblemKind> {
        panic!("{}", self.0)
    }
}

/// Checks a deployment, for one rule or for all.
pub fn check(deployment: &Deployment, code: Option<&str>) -> Result<Report, String> {
    let settings = settings(deployment, code)?;
    let name = deployment.options.get("name").and_then(toml::Value::as_str).unwrap_or("files").to_owned();
    let exported = deployment.files.iter().filter(|(path, _)| !is_anchor(path));
    let here = exported.map(|(path, bytes)| (path, Bytes::Here(bytes.clone())));
    let refused = deployment.refused.iter().map(|(path, problem)| (path, Bytes::Refused(Box::new(problem.clone()))));
    let failing = deployment.failing.iter().map(|(path, said)| (path, Bytes::Later(Arc::new(Failing(said.clone())))));
    let files = here.chain(refused).chain(failing).map(|(path, bytes)| Named { path: path.clone(), bytes }).collect();
    Ok(msstd::check(vec![DeploymentInput { name, root: None, files }], &settings))
}

/// The findings of a rule as people see them, and nothing else of the report.
pub fn human_findings(report: &Report, code: &str) -> String {
    let words = Sentences::new("en");
    let mut out = Vec::new();
    let told = |fold| {
        let told = report.parts().flat_map(move |part| part.digest(fold).told);
        told.filter(|told| told.found.code == code).collect::<Vec<_>>()
    };
    // What follows from a finding of another rule is folded below that.
    let found = Some(told(true)).filter(|told| !told.is_empty()).unwrap_or_else(|| told(false));
    for told in found {
        human::write_told(&told, &words, human::Style::default(), &mut out).unwrap();
        out.push(b'\n');
    }
    without_trailing_spaces(&out)
}

fn without_trailing_spaces(text: &[u8]) -> String {
    let text = std::str::from_utf8(text).unwrap();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned() + "\n"
}

/// The findings of a rule as `expect` lists them.
pub fn lines(report: &Report, code: &str) -> Vec<String> {
    let findings = report.findings.iter().filter(|finding| finding.code == code);
    findings.map(|finding| format!("{}: {} {code}", short::place(&finding, None), short::level(&finding))).collect()
}

/// Whether an expected line means a found one: `#1` may be said, the column left out.
pub fn means(expected: &str, found: &str) -> bool {
    let expected = expected.replace("#1:", ":");
    let without_column = || {
        let (place, rest) = found.split_once(": ")?;
        Some(format!("{}: {rest}", place.rsplit_once(':')?.0))
    };
    expected == found || without_column().is_some_and(|found| expected == found && !found.starts_with(':'))
}
