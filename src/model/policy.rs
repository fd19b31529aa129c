//! What the user decided and where it is written: configurations found in what is checked, allowances, the baseline.

use std::sync::{Arc, OnceLock};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use regex::bytes::Regex;

use super::source::{Place, Source, Span};

/// A configuration file that lies inside what is checked and holds settings that change the judgement.
#[derive(Debug, Clone)]
pub struct FoundConfig {
    /// The file with its text.
    pub source: Arc<Source>,
    /// The settings.
    pub settings: Vec<FoundSetting>,
}

/// A setting of a configuration inside what is checked.
#[derive(Debug, Clone)]
pub struct FoundSetting {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub span: Span,
    /// It was used.
    pub used: bool,
}

/// A finding that is accepted: `[[allow]]` of a configuration.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// Code of the rule.
    pub code: &'static str,
    /// Its finding's path, as a pattern: `exports/**/*.xml`.
    pub path: Option<Pattern>,
    /// What its finding is about.
    pub subject: Option<String>,
    /// Name of the deployment that it holds in; every one where there is none.
    pub deployment: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it holds, in UTC.
    pub until: Date,
    /// Where `until` is, in bytes of the configuration's text.
    pub until_span: Span,
    /// Where the allowance is.
    pub span: Span,
    /// The configuration that holds it; `None` until it is known.
    pub source: Option<Arc<Source>>,
    /// Root of the deployment whose own configuration this is, where it is not the auditor's.
    pub root: Option<String>,
}

impl Allowance {
    /// Whether it does not hold any more at a moment.
    pub fn has_ended(&self, at: Timestamp) -> bool {
        at.to_zoned(TimeZone::UTC).date() > self.until
    }

    /// The place of `until`, or of the allowance as a whole.
    pub fn place(&self, span: Span) -> Option<Place> {
        self.source.as_ref().map(|source| Place::text(source, span))
    }

    /// What it accepts, as it is written: a path or a subject.
    pub fn what(&self) -> &str {
        let path = self.path.as_ref().map(|pattern| pattern.written.as_str());
        self.subject.as_deref().or(path).unwrap_or_default()
    }
}

/// A pattern of paths.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As it is written.
    pub written: String,
    /// As a regular expression.
    expression: String,
    /// That compiled, where a path was asked for.
    matcher: OnceLock<Option<Regex>>,
}

/// More bytes than this no pattern has: a path of Windows has 260 characters at most.
const LONGEST_PATTERN: usize = 512;

/// More alternatives (`{a,b}`) than this no pattern has.
const MOST_ALTERNATIVES: usize = 64;

impl Pattern {
    /// Reads a pattern: `*` and `?` stay within a folder, `**` goes across folders. It is compiled when a path is asked for, and
    /// the bounds here make sure that it can be.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(written: &str) -> Result<Pattern, String> {
        if written.len() > LONGEST_PATTERN {
            return Err(format!("a pattern has {LONGEST_PATTERN} bytes at most, this one has {}", written.len()));
        }
        if written.bytes().filter(|byte| matches!(byte, b'{' | b',')).count() > MOST_ALTERNATIVES {
            return Err(format!("a pattern has {MOST_ALTERNATIVES} alternatives at most"));
        }
        let glob = globset::GlobBuilder::new(written).literal_separator(true).build();
        let expression = glob.map_err(|error| error.kind().to_string())?.regex().to_owned();
        Ok(Pattern { written: written.to_owned(), expression, matcher: OnceLock::new() })
    }

    /// Whether a file is meant: by its path, or by its path with the entries within archives (`export.zip!folder/file`).
    pub fn holds(&self, path: &str, inside: &[String]) -> bool {
        let whole = || inside.iter().fold(path.to_owned(), |path, entry| path + "!" + entry);
        let matcher = self.matcher.get_or_init(|| Regex::new(&self.expression).ok());
        let is_match = |path: &str| matcher.as_ref().is_some_and(|matcher| matcher.is_match(path.as_bytes()));
        is_match(path) || (!inside.is_empty() && is_match(&whole()))
    }
}

/// An allowance and what it came to.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The allowance.
    pub allowance: Allowance,
    /// How many findings it matches.
    pub fits: u64,
}

/// A finding of the baseline that this run does not have.
#[derive(Debug, Clone)]
pub struct Missed {
    /// Where the baseline has it.
    pub place: Place,
    /// Code of its rule.
    pub code: String,
    /// Name of its deployment.
    pub deployment: String,
    /// Path.
    pub path: String,
    /// What it was about.
    pub subject: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Its file was not read this time, so that nobody knows.
    pub unread: bool,
}

/// What the rules about the configuration look at, when all deployments are done.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Configurations found in what is checked.
    pub found: Vec<FoundConfig>,
    /// Allowances that ended before the time of the evaluation.
    pub ended: Vec<Applied>,
    /// Allowances that hold, whose rule was run in their deployment.
    pub held: Vec<Applied>,
    /// Findings of the baseline that this run does not have.
    pub missed: Vec<Missed>,
    /// How many findings of the baseline were looked for.
    pub looked_for: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_within_the_bounds_can_be_compiled() {
        for piece in [
            "a",
            "*",
            "?",
            "**/",
            "[!a-z]",
            "[a-zA-Z0-9]",
            "é",
            "{a,b}",
            "{a*,{b?,c}}",
            "[\u{80}-\u{10ffff}]",
            "\\*",
            "/",
        ] {
            let mut longest = (1..=LONGEST_PATTERN).rev().map(|count| piece.repeat(count));
            let pattern = longest.find_map(|written| Pattern::parse(&written).ok()).unwrap();
            assert!(Regex::new(&pattern.expression).is_ok(), "{}", pattern.written);
        }
        let nested = "{".repeat(MOST_ALTERNATIVES) + "a" + &"}".repeat(MOST_ALTERNATIVES);
        let nested = Pattern::parse(&nested);
        assert!(nested.is_err() || Regex::new(&nested.unwrap().expression).is_ok());
    }

    #[test]
    fn a_pattern_is_short() {
        assert!(Pattern::parse(&"a".repeat(LONGEST_PATTERN)).is_ok());
        assert!(Pattern::parse(&"a".repeat(LONGEST_PATTERN + 1)).is_err());
        assert!(Pattern::parse(&format!("{{{}}}", "a,".repeat(MOST_ALTERNATIVES))).is_err());
    }

    #[test]
    fn patterns_know_folders_and_archives() {
        let holds = |written: &str, path: &str, inside: &[&str]| {
            let inside: Vec<String> = inside.iter().map(ToString::to_string).collect();
            Pattern::parse(written).is_ok_and(|pattern| pattern.holds(path, &inside))
        };
        assert!(holds("*.xml", "a.xml", &[]) && !holds("*.xml", "b/a.xml", &[]));
        assert!(holds("**/*.xml", "b/c/a.xml", &[]) && holds("**/*.xml", "a.xml", &[]));
        assert!(holds("export.zip", "export.zip", &["a.xml"]) && holds("export.zip!*.xml", "export.zip", &["a.xml"]));
        assert!(Pattern::parse("[").is_err());
    }
}
