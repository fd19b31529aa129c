//! `msstd.toml`: what it may say, and where it says it.

use jiff::Timestamp;
use serde::Deserialize;
use toml::Spanned;

use super::Selector;
use crate::{
    finding::Severity,
    judge::options::{Client, Endpoint},
    model::{
        source::{Span, Text},
        time,
    },
};

/// A configuration, understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Name of the deployment.
    pub name: Option<String>,
    /// Whose comparison counts.
    pub client: Option<Client>,
    /// The moment judged at.
    pub at: Option<Timestamp>,
    /// Severities changed.
    pub severities: Vec<(Selector, Severity)>,
    /// Endpoints whose certificates are named.
    pub endpoints: Vec<Endpoint>,
    /// Settings that weaken or change the judgement, with their places.
    pub judging: Vec<(String, Span)>,
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
    #[serde(default)]
    severity: Option<Spanned<toml::map::Map<String, toml::Value>>>,
    #[serde(default)]
    endpoint: Vec<Spanned<WrittenEndpoint>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEndpoint {
    host: Spanned<String>,
    certificate: Spanned<String>,
}

impl Config {
    /// Reads a configuration. An unknown key or a wrong value is an error with its place.
    ///
    /// # Errors
    /// What is wrong, and at which line and column.
    pub fn parse(source: &str) -> Result<Config, ConfigError> {
        let text = Text::new(source.to_owned());
        let error = |span: std::ops::Range<usize>, message: String| {
            let span = Span::new(span.start, span.end);
            let position = text.position(span.start);
            ConfigError { line: position.line, column: position.column, message, span }
        };
        let written: Written = toml::from_str(source)
            .map_err(|wrong| error(wrong.span().unwrap_or(0..0), wrong.message().replace('\n', "; ")))?;
        let mut config = Config { name: written.name.map(Spanned::into_inner), ..Config::default() };
        let mut judging = |name: &str, span: std::ops::Range<usize>| {
            config.judging.push((name.to_owned(), Span::new(span.start, span.end)));
        };
        if let Some(client) = written.client {
            judging("client", client.span());
            let known = Client::named(client.get_ref());
            let wrong = || error(client.span(), "client is `analyzer`, `legacy` or `modern`".to_owned());
            config.client = Some(known.ok_or_else(wrong)?);
        }
        if let Some(at) = written.at {
            judging("at", at.span());
            let text = match at.get_ref() {
                toml::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            config.at = Some(time::parse(&text).map_err(|message| error(at.span(), message))?);
        }
        if let Some(severity) = written.severity {
            judging("severity", severity.span());
            for (rule, level) in severity.get_ref() {
                let selector = Selector::parse(rule).map_err(|message| error(severity.span(), message))?;
                let level = level.as_str().and_then(Severity::named);
                let wrong = || error(severity.span(), format!("severity of {rule} is `error`, `warning` or `note`"));
                config.severities.push((selector, level.ok_or_else(wrong)?));
            }
        }
        for endpoint in written.endpoint {
            judging("endpoint", endpoint.span());
            let WrittenEndpoint { host, certificate } = endpoint.into_inner();
            crate::model::host::Host::parse(host.get_ref())
                .map_err(|_| error(host.span(), format!("`{}` is no host name", host.get_ref())))?;
            config.endpoints.push(Endpoint { host: host.into_inner(), certificate: certificate.into_inner() });
        }
        Ok(config)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn everything_it_may_say() {
        let config = Config::parse(
            "name = \"contoso\"\nclient = \"modern\"\nat = 2026-06-01\n\n[severity]\nPN002 = \"error\"\nCT = \"note\"\n\n\
             [[endpoint]]\nhost = \"mail.contoso.com\"\ncertificate = \"lb.pem\"\n",
        )
        .unwrap();
        assert_eq!(config.name.as_deref(), Some("contoso"));
        assert_eq!(config.client, Some(Client::Modern));
        assert_eq!(config.at, Some(time::parse("2026-06-01").unwrap()));
        assert_eq!(config.severities.len(), 2);
        assert_eq!(config.endpoints.first().unwrap().certificate, "lb.pem");
        let judging: Vec<&str> = config.judging.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(judging, ["client", "at", "severity", "endpoint"]);
    }

    #[test]
    fn what_it_may_not_say_has_a_place() {
        for (source, line) in [
            ("name = \"x\"\ncolour = true\n", 2),
            ("client = \"xp\"\n", 1),
            ("\nat = \"tomorrow\"\n", 2),
            ("[severity]\nZZ001 = \"error\"\n", 1),
            ("[[endpoint]]\nhost = \"https://x\"\ncertificate = \"a\"\n", 2),
            ("name = \n", 1),
        ] {
            assert_eq!(Config::parse(source).unwrap_err().line, line, "{source}");
        }
    }
}
