//! The rows of a report: one for each file, certificate, candidate and finding.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use super::excerpt::{Excerpt, Logical};
use crate::{
    finding::{Condition, Confidence, Outcome, Severity, State, Step},
    model::{command::Command, principal},
};

/// A name that a program gives and that a saved report brings along: a code, a role, a verdict.
pub type Name = Cow<'static, str>;

/// One kind of content of one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Artifact {
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Kind.
    pub kind: String,
    /// Encoding; null for binary.
    pub encoding: Option<Name>,
    /// Size.
    pub bytes: u64,
    /// SHA-256; null where the bytes could not be read.
    pub sha256: Option<String>,
}

/// A certificate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Certificate {
    /// SHA-256, or `sha1:…` for one known only from a record, `record:…` for one whose record has no
    /// thumbprint.
    pub id: String,
    /// SHA-256.
    pub sha256: Option<String>,
    /// SHA-1, Exchange's Thumbprint.
    pub sha1: Option<String>,
    /// Where it stands.
    pub places: Vec<CertificatePlace>,
    /// Role.
    pub role: Name,
    /// Why it has that role.
    pub role_why: String,
    /// Subject.
    pub subject: Option<String>,
    /// Common names.
    pub common_names: Vec<String>,
    /// DNS names of the subjectAltName.
    pub names: Vec<String>,
    /// Issuer.
    pub issuer: Option<String>,
    /// Serial number in hexadecimal.
    pub serial: Option<String>,
    /// Start of validity.
    pub not_before: Option<String>,
    /// End of validity.
    pub not_after: Option<String>,
    /// Public key.
    pub key: Option<String>,
    /// Signature algorithm.
    pub signature: Option<String>,
    /// What it is bound to.
    pub bindings: Vec<Binding>,
}

impl Certificate {
    /// How it is called: where it stands first, by its thumbprint, or by its first name.
    pub fn called(&self) -> String {
        match self.places.first() {
            Some(place) => shown_place(&place.path, &place.inside, place.index),
            None => match &self.sha1 {
                Some(sha1) => sha1.to_ascii_uppercase(),
                None => self
                    .common_names
                    .first()
                    .or(self.names.first())
                    .or(self.subject.as_ref())
                    .unwrap_or(&self.id)
                    .clone(),
            },
        }
    }
}

/// A place of a certificate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CertificatePlace {
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Which certificate of the file.
    pub index: Option<u32>,
    /// Line.
    pub line: Option<u32>,
}

/// A binding of a certificate to a service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Binding {
    /// Service.
    pub service: Name,
    /// Server.
    pub server: Option<String>,
    /// Site, for IIS.
    pub site: Option<String>,
    /// Path of the record.
    pub path: String,
    /// Line of the record.
    pub line: Option<u32>,
}

/// A certificate that may answer for a principal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Candidate {
    /// Id.
    pub certificate: String,
    /// Basis; null where it is no candidate.
    pub basis: Option<Name>,
    /// How it compares.
    pub verdict: Name,
    /// Why.
    pub why: String,
}

/// Server certificates that are alike to a principal, and that are not listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others {
    /// Basis; null where they are no candidates.
    pub basis: Option<Name>,
    /// How they compare.
    pub verdict: Name,
    /// Why.
    pub why: String,
    /// How many they are.
    pub count: u64,
}

/// A finding.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule.
    pub code: Name,
    /// Name of the rule.
    pub name: Name,
    /// Severity.
    pub severity: Severity,
    /// Outcome.
    pub outcome: Outcome,
    /// Confidence.
    pub confidence: Confidence,
    /// Name of the deployment; null for findings about the configuration.
    pub deployment: Option<String>,
    /// Index of the deployment among those of the report.
    #[serde(default)]
    pub deployment_index: Option<usize>,
    /// Headline.
    pub message: String,
    /// The primary place.
    #[serde(flatten)]
    pub place: Place,
    /// What it is about.
    pub subject: String,
    /// Facts.
    pub facts: Map<String, Value>,
    /// Places, the primary first.
    pub labels: Vec<Label>,
    /// For whom it matters, what users see, how to fix it.
    #[serde(flatten)]
    pub help: Help,
    /// Ways out.
    #[serde(flatten)]
    pub ways: Ways,
    /// Fingerprint of the finding that this one follows from.
    pub cause: Option<String>,
    /// Whether it counts.
    pub state: State,
    /// The allowance that accepts it.
    pub allowance: Option<Allowance>,
    /// Identity that survives renumbered lines.
    pub fingerprint: String,
    /// The controls of security frameworks that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<ControlReference>,
}

/// A control that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlReference {
    /// Id of its framework.
    pub framework: Name,
    /// Its number.
    pub id: Name,
}

/// Why a finding is accepted, and how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Why.
    pub reason: String,
    /// The last day on which it holds, as a date.
    pub until: String,
}

/// A place.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Which certificate of the file.
    pub index: Option<u32>,
    /// 1-based line; null without lines.
    pub line: Option<u32>,
    /// 1-based column.
    pub column: Option<u32>,
    /// Line of the end.
    pub end_line: Option<u32>,
    /// Column of the end.
    pub end_column: Option<u32>,
    /// First byte.
    pub start: Option<u32>,
    /// One past the last byte.
    pub end: Option<u32>,
}

impl Place {
    /// Whether it is an option of the command line, and in no file.
    pub fn is_option(&self) -> bool {
        self.path == principal::OPTION && self.inside.is_empty() && self.line.is_none() && self.start.is_none()
    }
}

/// A labelled place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    #[serde(flatten)]
    pub place: Place,
    /// What is said there.
    pub text: String,
    /// What stands there.
    #[serde(flatten, with = "excerpt")]
    pub excerpt: Option<Excerpt>,
    /// The place within a certificate.
    pub logical: Option<Logical>,
}

/// JSON has an excerpt's text and mark beside each other.
mod excerpt {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Cow, Excerpt};

    #[derive(Serialize, Deserialize)]
    struct Keys<'e> {
        excerpt: Option<Cow<'e, str>>,
        #[serde(default)]
        mark: Option<(usize, usize)>,
    }

    #[allow(clippy::ref_option, reason = "serde calls it")]
    pub(super) fn serialize<S: Serializer>(excerpt: &Option<Excerpt>, serializer: S) -> Result<S::Ok, S::Error> {
        let text = excerpt.as_ref().map(|excerpt| excerpt.text().into());
        Keys { excerpt: text, mark: excerpt.as_ref().and_then(Excerpt::mark) }.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Excerpt>, D::Error> {
        let Keys { excerpt, mark } = Keys::deserialize(deserializer)?;
        Ok(excerpt.map(|text| Excerpt::new(text, mark)))
    }
}

/// For whom a finding matters, what users see, and how to fix it. JSON has it as paragraphs, and as one text under `help`.
#[derive(Debug, Clone, Default)]
pub struct Help(pub Vec<Paragraph>);

/// A paragraph of the help.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Paragraph {
    /// What it tells, in a word or two; empty where that is not known.
    pub lead: Cow<'static, str>,
    /// The text.
    pub text: String,
}

impl fmt::Display for Paragraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Paragraph { lead, text } = self;
        if lead.is_empty() { f.write_str(text) } else { write!(f, "{lead}: {text}") }
    }
}

impl Help {
    /// The paragraphs in words, with something between them.
    pub(super) fn joined(&self, between: &str) -> String {
        self.0.iter().map(Paragraph::to_string).collect::<Vec<_>>().join(between)
    }
}

#[derive(Serialize, Deserialize)]
struct HelpKeys<'h> {
    help: Option<String>,
    #[serde(default)]
    paragraphs: Option<Cow<'h, [Paragraph]>>,
}

impl Serialize for Help {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let help = (!self.0.is_empty()).then(|| self.joined("\n"));
        HelpKeys { help, paragraphs: Some(Cow::Borrowed(&self.0)) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Help {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Help, D::Error> {
        let HelpKeys { help, paragraphs } = HelpKeys::deserialize(deserializer)?;
        Ok(Help(match (paragraphs, help) {
            (Some(paragraphs), _) => paragraphs.into_owned(),
            // Reports of earlier versions have a line each, and line breaks are written out where they are read.
            (None, Some(help)) => help.split("\\u{a}").map(Paragraph::of_line).collect(),
            (None, None) => Vec::new(),
        }))
    }
}

impl Paragraph {
    fn of_line(line: &str) -> Paragraph {
        let (lead, text) = line.split_once(": ").unwrap_or(("", line));
        Paragraph { lead: lead.to_owned().into(), text: text.to_owned() }
    }
}

/// Ways out, each with its steps. JSON lists all steps as texts under `fixes`, and the commands by way under `ways`.
#[derive(Debug, Clone, Default)]
pub struct Ways(pub Vec<Vec<Step>>);

/// A step as JSON lists it.
#[derive(Serialize, Deserialize)]
pub(super) struct Fix {
    pub(super) command: String,
    old: Option<String>,
    order: u32,
    alternative: bool,
    certificate: Option<String>,
    /// What has to hold for it to be right; null where it is right as it is.
    #[serde(default)]
    condition: Option<String>,
}

impl Fix {
    /// The command as it is added to a script: under a condition a comment.
    pub(super) fn in_script(&self) -> String {
        match &self.condition {
            Some(condition) => format!("# {condition}\n# {}", self.command),
            None => self.command.clone(),
        }
    }
}

#[derive(Deserialize)]
struct SavedWays {
    fixes: Vec<Fix>,
    /// Reports of earlier versions lack them; a command of a form that is not known here is none.
    #[serde(default)]
    ways: Vec<Vec<Value>>,
}

impl Ways {
    /// Every step, and whether another way begins with it.
    pub(super) fn steps(&self) -> impl Iterator<Item = (bool, &Step)> {
        let ways = self.0.iter().enumerate();
        ways.flat_map(|(way, steps)| steps.iter().enumerate().map(move |(at, step)| (way > 0 && at == 0, step)))
    }

    /// The steps of the first way, and those of all others.
    pub(super) fn split(&self) -> (&[Step], impl Iterator<Item = &Step>) {
        let (first, others) = self.0.split_first().map_or((&[][..], &[][..]), |(first, others)| (first, others));
        (first, others.iter().flatten())
    }

    /// Every step as JSON lists it.
    pub(super) fn fixes(&self) -> impl Iterator<Item = Fix> {
        (1..).zip(self.steps()).map(|(order, (alternative, step))| Fix {
            command: step.command.to_string(),
            old: step.old.clone(),
            order,
            alternative,
            certificate: step.certificate.clone(),
            condition: step.condition_text().map(str::to_owned),
        })
    }
}

/// The command of a step, where it is more than a text.
fn typed(step: &Step) -> Option<&Command> {
    Some(&step.command).filter(|command| !matches!(command, Command::Text(_)))
}

impl Serialize for Ways {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ways: Vec<Vec<_>> = self.0.iter().map(|way| way.iter().map(typed).collect()).collect();
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("fixes", &self.fixes().collect::<Vec<_>>())?;
        map.serialize_entry("ways", &ways)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Ways {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ways, D::Error> {
        let SavedWays { fixes, ways } = SavedWays::deserialize(deserializer)?;
        let mut commands = ways.into_iter().flatten().map(|command| serde_json::from_value::<Command>(command).ok());
        let mut ways: Vec<Vec<Step>> = fixes.iter().take(1).map(|_| Vec::new()).collect();
        for Fix { command: text, old, alternative, certificate, condition, .. } in fixes {
            // What runs is what is shown.
            let command = commands.next().flatten().filter(|command| command.to_string() == text);
            let condition = condition.map(Condition::Text);
            let step = Step { command: command.unwrap_or(Command::Text(text)), old, certificate, condition };
            match ways.last_mut().filter(|_| !alternative) {
                Some(way) => way.push(step),
                None => ways.push(vec![step]),
            }
        }
        Ok(Ways(ways))
    }
}

/// A line as people read it: `export.zip!folder/chain.pem#2:24`.
pub(super) fn shown_line(path: &str, inside: &[String], index: Option<u32>, line: Option<u32>) -> String {
    shown_place(path, inside, index) + &line.map(|line| format!(":{line}")).unwrap_or_default()
}

/// A file as people read it: `export.zip!folder/chain.pem#2`.
pub(super) fn shown_place(path: &str, inside: &[String], index: Option<u32>) -> String {
    let mut shown = inside.iter().fold(path.to_owned(), |path, entry| path + "!" + entry);
    if let Some(index) = index.filter(|index| *index > 1) {
        let _ = write!(shown, "#{index}");
    }
    shown
}
