//! `msstd.toml`: what it may say, and where it says it. Its schema for editors is `docs/schema/config-1.json`.

use std::{collections::BTreeMap, ops::Range};

use jiff::{Timestamp, civil::Date};
use serde::Deserialize;
use toml::Spanned;

use super::Selector;
use crate::{
    finding::Severity,
    judge::options::{Client, Endpoint},
    model::{
        file::Limits,
        host::Host,
        policy::{Allowance, Pattern},
        source::{Span, Text},
        time,
    },
    rules,
};

/// A configuration, understood.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Name of the deployment.
    pub name: Option<String>,
    /// Whose comparison counts.
    pub client: Option<Client>,
    /// The moment of the evaluation.
    pub at: Option<Timestamp>,
    /// Rules to run; empty for all.
    pub select: Vec<Selector>,
    /// Rules not to run.
    pub ignore: Vec<Selector>,
    /// Severities changed.
    pub severities: Vec<(Selector, Severity)>,
    /// Limits of reading that are not the default.
    pub limits: Vec<(Limit, u64)>,
    /// Files and folders of the roots to trust, from the folder of the configuration.
    pub trust_anchors: Vec<String>,
    /// File of passwords, from the folder of the configuration.
    pub password_file: Option<String>,
    /// Folders that are deployments, from the folder of the configuration.
    pub deployments: Vec<NamedFolder>,
    /// Endpoints whose certificates are named.
    pub endpoints: Vec<Endpoint>,
    /// Findings that are accepted.
    pub allowances: Vec<Allowance>,
    /// Settings that change the judgement, with their places.
    pub judging: Vec<Judging>,
}

/// A folder that is a deployment, and its name: `[[deployment]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFolder {
    /// Its path, from the folder of the configuration.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Where that is.
    pub span: Span,
}

/// A setting that changes the judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judging {
    /// Its name.
    pub name: &'static str,
    /// Where it is.
    pub span: Span,
    /// It can be used for one deployment alone, where the configuration of an export is trusted.
    pub of_deployment: bool,
}

/// A limit of reading, by its name.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Its key.
    pub name: &'static str,
    set: fn(&mut Limits, u64),
}

impl Limit {
    /// Every limit that can be set.
    pub const ALL: [Limit; 12] = [
        Limit { name: "text_bytes", set: |limits, value| limits.text_bytes = value },
        Limit { name: "certificate_bytes", set: |limits, value| limits.certificate_bytes = value },
        Limit { name: "names", set: |limits, value| limits.names = size(value) },
        Limit { name: "depth", set: |limits, value| limits.depth = size(value).min(Limits::default().depth) },
        Limit { name: "lines", set: |limits, value| limits.lines = size(value) },
        Limit { name: "values", set: |limits, value| limits.values = size(value) },
        Limit { name: "documents", set: |limits, value| limits.documents = size(value) },
        Limit { name: "iterations", set: |limits, value| limits.iterations = value },
        Limit { name: "archive_entries", set: |limits, value| limits.archive_entries = size(value) },
        Limit { name: "archive_bytes", set: |limits, value| limits.archive_bytes = value },
        Limit { name: "archive_ratio", set: |limits, value| limits.archive_ratio = value },
        Limit { name: "archive_depth", set: |limits, value| limits.archive_depth = size(value) },
    ];

    /// Sets it.
    pub fn apply(self, limits: &mut Limits, value: u64) {
        (self.set)(limits, value);
    }
}

fn size(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct ConfigError {
    /// 1-based line.
    pub line: u32,
    /// 1-based column.
    pub column: u32,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, in bytes.
    pub span: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Option<Spanned<String>>,
    client: Option<Spanned<String>>,
    at: Option<Spanned<toml::Value>>,
    select: Option<Spanned<Vec<Spanned<String>>>>,
    ignore: Option<Spanned<Vec<Spanned<String>>>>,
    trust_anchors: Option<Spanned<Vec<String>>>,
    password_file: Option<Spanned<String>>,
    limits: Option<Spanned<BTreeMap<Spanned<String>, Spanned<u64>>>>,
    severity: Option<Spanned<BTreeMap<Spanned<String>, Spanned<String>>>>,
    #[serde(default)]
    deployment: Vec<Spanned<WrittenDeployment>>,
    #[serde(default)]
    endpoint: Vec<Spanned<WrittenEndpoint>>,
    #[serde(default)]
    allow: Vec<Spanned<WrittenAllowance>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDeployment {
    path: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEndpoint {
    host: Spanned<String>,
    certificate: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAllowance {
    code: Spanned<String>,
    path: Option<Spanned<String>>,
    subject: Option<Spanned<String>>,
    deployment: Option<String>,
    reason: Spanned<String>,
    until: Spanned<toml::Value>,
}

type Wrong = (Range<usize>, String);

impl Config {
    /// Reads a configuration. An unknown key or a wrong value is an error with its place.
    ///
    /// # Errors
    /// What is wrong, and at which line and column.
    pub fn parse(source: &str) -> Result<Config, ConfigError> {
        let written: Result<Written, Wrong> = toml::from_str(source)
            .map_err(|wrong: toml::de::Error| (wrong.span().unwrap_or(0..0), wrong.message().replace('\n', "; ")));
        written.and_then(understood).map_err(|(span, message)| {
            let span = Span::new(span.start, span.end);
            let position = Text::new(source.to_owned()).position(span.start);
            ConfigError { line: position.line, column: position.column, message, span }
        })
    }
}

fn understood(written: Written) -> Result<Config, Wrong> {
    let mut config = Config { name: written.name.map(Spanned::into_inner), ..Config::default() };
    let mut judging = |name: &'static str, span: Range<usize>, of_deployment: bool| {
        config.judging.push(Judging { name, span: Span::new(span.start, span.end), of_deployment });
    };
    if let Some(client) = written.client {
        judging("client", client.span(), true);
        let known = client.get_ref().parse().ok();
        config.client = Some(known.ok_or((client.span(), "client is `analyzer`, `legacy` or `modern`".to_owned()))?);
    }
    if let Some(at) = written.at {
        judging("at", at.span(), true);
        config.at = Some(time::parse(&text_of(at.get_ref())).map_err(|message| (at.span(), message))?);
    }
    for (name, list, into) in
        [("select", written.select, &mut config.select), ("ignore", written.ignore, &mut config.ignore)]
    {
        let Some(list) = list else { continue };
        judging(name, list.span(), false);
        for rule in list.into_inner() {
            into.push(Selector::parse(rule.get_ref()).map_err(|message| (rule.span(), message))?);
        }
    }
    if let Some(anchors) = written.trust_anchors {
        judging("trust_anchors", anchors.span(), false);
        if anchors.get_ref().is_empty() {
            return Err((anchors.span(), "name a file or a folder, or leave it out".to_owned()));
        }
        config.trust_anchors = anchors.into_inner();
    }
    if let Some(file) = written.password_file {
        judging("password_file", file.span(), false);
        config.password_file = Some(file.into_inner());
    }
    if let Some(limits) = written.limits {
        judging("limits", limits.span(), false);
        for (name, value) in limits.into_inner() {
            let known = Limit::ALL.into_iter().find(|limit| limit.name == name.get_ref());
            let unknown = || {
                let names = Limit::ALL.map(|limit| limit.name).join(", ");
                (name.span(), format!("`{}` is no limit; these are: {names}", name.get_ref()))
            };
            config.limits.push((known.ok_or_else(unknown)?, value.into_inner()));
        }
    }
    if let Some(severity) = written.severity {
        judging("severity", severity.span(), true);
        for (rule, level) in severity.into_inner() {
            let selector = Selector::parse(rule.get_ref()).map_err(|message| (rule.span(), message))?;
            let wrong = || (level.span(), "a severity is `error`, `warning` or `note`".to_owned());
            config.severities.push((selector, level.get_ref().parse().map_err(|_| wrong())?));
        }
    }
    for folder in written.deployment {
        judging("deployment", folder.span(), false);
        let span = Span::new(folder.span().start, folder.span().end);
        let WrittenDeployment { path, name } = folder.into_inner();
        config.deployments.push(NamedFolder { path, name, span });
    }
    for endpoint in written.endpoint {
        judging("endpoint", endpoint.span(), true);
        let WrittenEndpoint { host, certificate } = endpoint.into_inner();
        Host::parse(host.get_ref()).map_err(|_| (host.span(), format!("`{}` is no host name", host.get_ref())))?;
        config.endpoints.push(Endpoint { host: host.into_inner(), certificate: certificate.into_inner() });
    }
    for allowance in written.allow {
        judging("allow", allowance.span(), true);
        config.allowances.push(accepted(allowance)?);
    }
    Ok(config)
}

/// An allowance: of one rule, for a path or a subject, with its reason and its end.
fn accepted(written: Spanned<WrittenAllowance>) -> Result<Allowance, Wrong> {
    let whole = written.span();
    let WrittenAllowance { code, path, subject, deployment, reason, until } = written.into_inner();
    let unknown = || {
        let meant = rules::similar(code.get_ref());
        let meant =
            meant.map_or("neither a code (PN001) nor a name".to_owned(), |meant| format!("did you mean `{meant}`?"));
        (code.span(), format!("`{}` is not a rule: {meant}", code.get_ref()))
    };
    let rule = rules::named(code.get_ref()).ok_or_else(unknown)?;
    if rule.code.0.starts_with("PO") {
        return Err((code.span(), "what is said of the configuration itself can't be accepted".to_owned()));
    }
    if path.is_none() && subject.is_none() {
        return Err((whole, "say what is accepted: `path` or `subject`".to_owned()));
    }
    if reason.get_ref().trim().is_empty() {
        return Err((reason.span(), "say why: an empty reason is none".to_owned()));
    }
    let not_a_day = |_| (until.span(), "until is a day, such as 2027-01-31".to_owned());
    let day: Date = text_of(until.get_ref()).parse().map_err(not_a_day)?;
    let pattern = |path: Spanned<String>| Pattern::parse(path.get_ref()).map_err(|message| (path.span(), message));
    let span = |range: Range<usize>| Span::new(range.start, range.end);
    Ok(Allowance {
        code: rule.code.0,
        path: path.map(pattern).transpose()?,
        subject: subject.map(Spanned::into_inner),
        deployment,
        reason: reason.get_ref().trim().to_owned(),
        until: day,
        until_span: span(until.span()),
        span: span(code.span()),
        source: None,
        root: None,
    })
}

/// A date that is written with quotes or without.
fn text_of(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_it_may_say() {
        let config = Config::parse(
            "name = \"contoso\"\nclient = \"modern\"\nat = 2026-06-01\nselect = [\"PN\", \"CT001\"]\nignore = [\"ct008\"]\n\
             trust_anchors = [\"roots.pem\"]\npassword_file = \"passwords.txt\"\n\n[limits]\nnames = 5\n\n[severity]\n\
             PN002 = \"error\"\nCT = \"note\"\n\n[[deployment]]\npath = \"boston\"\nname = \"Contoso, Boston\"\n\n\
             [[endpoint]]\nhost = \"mail.contoso.com\"\ncertificate = \"lb.pem\"\n\n\
             [[allow]]\ncode = \"self-signed\"\npath = \"lab/**\"\nreason = \"a laboratory\"\nuntil = 2027-01-31\n",
        )
        .unwrap();
        assert_eq!(config.name.as_deref(), Some("contoso"));
        assert_eq!(config.client, Some(Client::Modern));
        assert_eq!(config.at, Some(time::parse("2026-06-01").unwrap()));
        assert_eq!((config.select.len(), config.ignore.len(), config.severities.len()), (2, 1, 2));
        assert_eq!(config.endpoints.first().unwrap().certificate, "lb.pem");
        assert_eq!(config.deployments.first().unwrap().name, "Contoso, Boston");
        let mut limits = Limits::default();
        config.limits.iter().for_each(|(limit, value)| limit.apply(&mut limits, *value));
        assert_eq!(limits.names, 5);
        let allowance = config.allowances.first().unwrap();
        assert_eq!((allowance.code, allowance.until.to_string().as_str()), ("CT017", "2027-01-31"));
        let judging: Vec<&str> = config.judging.iter().map(|setting| setting.name).collect();
        let all = ["client", "at", "select", "ignore", "trust_anchors", "password_file", "limits", "severity"];
        assert_eq!(judging, [&all[..], &["deployment", "endpoint", "allow"]].concat());
    }

    #[test]
    fn an_allowance_holds_to_the_end_of_its_day() {
        let allow = "[[allow]]\ncode = \"CT017\"\nsubject = \"x\"\nreason = \"y\"\nuntil = \"2027-01-31\"\n";
        let allowance = Config::parse(allow).unwrap().allowances.remove(0);
        assert!(!allowance.has_ended(time::parse("2027-01-31T23:59:59Z").unwrap()));
        assert!(allowance.has_ended(time::parse("2027-02-01").unwrap()));
    }

    #[test]
    fn what_it_may_not_say_has_a_place() {
        let allow = |rest: &str| format!("[[allow]]\ncode = \"CT017\"\n{rest}");
        for (source, line) in [
            ("name = \"x\"\ncolour = true\n", 2),
            ("client = \"xp\"\n", 1),
            ("\nat = \"tomorrow\"\n", 2),
            ("[severity]\nZZ001 = \"error\"\n", 2),
            ("[severity]\nPN001 = \"error\"\nPN002 = \"bad\"\n", 3),
            ("[[endpoint]]\nhost = \"https://x\"\ncertificate = \"a\"\n", 2),
            ("name = \n", 1),
            ("select = [\"PN\",\n\"XX\"]\n", 2),
            ("[limits]\nnames = 5\nrows = 6\n", 3),
            ("[limits]\nnames = -5\n", 2),
            ("[[deployment]]\npath = \"a\"\n", 1),
            (&allow("subject = \"x\"\nreason = \"y\"\n"), 1),
            (&allow("subject = \"x\"\nuntil = 2027-01-31\n"), 1),
            (&allow("reason = \"y\"\nuntil = 2027-01-31\n"), 1),
            (&allow("subject = \"x\"\nreason = \" \"\nuntil = 2027-01-31\n"), 4),
            (&allow("subject = \"x\"\nreason = \"y\"\nuntil = \"soon\"\n"), 5),
            (&allow(&format!("path = \"{}\"\nreason = \"y\"\nuntil = 2027-01-31\n", "[a-z]*".repeat(200))), 3),
            (&allow("path = \"[\"\nreason = \"y\"\nuntil = 2027-01-31\n"), 3),
            ("[[allow]]\ncode = \"CT\"\nsubject = \"x\"\nreason = \"y\"\nuntil = 2027-01-31\n", 2),
            ("[[allow]]\ncode = \"PO004\"\nsubject = \"x\"\nreason = \"y\"\nuntil = 2027-01-31\n", 2),
        ] {
            assert_eq!(Config::parse(source).unwrap_err().line, line, "{source}");
        }
    }
}
