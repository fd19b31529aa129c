//! The report: what every format shows, and, serialized, the JSON contract (`docs/schema/report-1.json`).
//!
//! Every text from a file has been made visible here, also that of a saved report: no format does it again.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

pub use super::{
    controls::{Control, Evidence, Framework},
    excerpt::{Excerpt, Logical},
    replay::Replay,
    rows::{
        Allowance, Artifact, Binding, Candidate, Certificate, CertificatePlace, ControlReference, Finding, Help, Label,
        Name, Others, Paragraph, Place, Ways,
    },
    store::{Findings, Found, Head, Rows},
};
use super::{crop::shortened, lazy::Json, rehearsal::Rehearsal, rows::shown_line, services::ServiceRow};
use crate::model::file::Kind;

/// A report.
#[derive(Serialize, Deserialize)]
pub struct Report {
    /// Version of the contract.
    pub schema: u32,
    /// What made it.
    pub tool: Tool,
    /// How it was made.
    pub run: Run,
    /// What was examined, in the order given.
    pub deployments: Vec<Deployment>,
    /// What was found.
    pub findings: Findings,
    /// Counts.
    pub summary: Summary,
}

/// What made the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    /// `msstd`.
    pub name: Name,
    /// Its version.
    pub version: Name,
}

impl Tool {
    /// This program.
    pub(super) fn this() -> Tool {
        Tool { name: "msstd".into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// How the report was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    /// The moment judged at.
    pub at: String,
    /// `option`, `config` or `clock`.
    pub at_source: Name,
    /// `analyzer`, `legacy` or `modern`.
    pub client: Name,
    /// Options that took effect.
    pub options: Map<String, Value>,
    /// Configuration files that took effect.
    pub config: Vec<ConfigFile>,
    /// The same, to find one among thousands; filled where reports become one.
    #[serde(skip)]
    pub(super) config_known: HashSet<ConfigFile>,
    /// The rules run.
    pub rules: Vec<RuleRun>,
    /// The roots trusted.
    pub trust: Trust,
    /// The runs that this report was put together from, where they differ in more than what they read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged>,
}

/// How one of several merged reports was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    /// What made it.
    pub tool: Tool,
    /// The moment judged at.
    pub at: String,
    /// `option`, `config` or `clock`.
    pub at_source: Name,
    /// The client.
    pub client: Name,
    /// Options that took effect.
    pub options: Map<String, Value>,
    /// The roots trusted.
    pub trust: Trust,
}

impl Merged {
    /// What is to be said of a report that others are merged with.
    pub(super) fn of(tool: &Tool, run: &Run) -> Merged {
        Merged {
            tool: tool.clone(),
            at: run.at.clone(),
            at_source: run.at_source.clone(),
            client: run.client.clone(),
            options: run.options.clone(),
            trust: run.trust.clone(),
        }
    }
}

/// A configuration file that took effect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConfigFile {
    /// Its path.
    pub path: String,
    /// SHA-256.
    pub sha256: String,
    /// What it is: `configuration` or `baseline`.
    #[serde(default = "configuration")]
    pub role: Name,
}

fn configuration() -> Name {
    "configuration".into()
}

/// What a rule came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleRun {
    /// Its code.
    pub code: Name,
    /// How many things it looked at.
    pub examined: u64,
    /// How many failed.
    pub failed: u64,
    /// How many could not be decided.
    pub inconclusive: u64,
}

/// The roots trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trust {
    /// Where they come from: `bundled`, `trust-anchors`, `none`.
    pub source: Name,
    /// The day they were published, where that is known.
    pub date: Option<Name>,
}

/// A deployment as examined.
#[derive(Serialize, Deserialize)]
pub struct Deployment {
    /// Its name.
    pub name: String,
    /// Its folder; null for single files.
    pub root: Option<String>,
    /// The moment it was judged at.
    pub at: String,
    /// When and where its files were collected, by the manifests among them.
    #[serde(default)]
    pub collected: Vec<Collection>,
    /// Its files.
    pub artifacts: Rows<Artifact>,
    /// Its certificates.
    pub certificates: Rows<Certificate>,
    /// Hosts that clients connect to.
    pub endpoints: Rows<Endpoint>,
    /// Names that Outlook requires.
    pub principals: Vec<Principal>,
    /// What could not be decided and has no finding.
    pub undecided: Vec<Undecided>,
    /// Whether Outlook accepts the server. It follows from the findings, so that it is never read from a saved report.
    #[serde(skip_deserializing)]
    pub answer: Answer,
    /// Exports that are missing, what settles most first.
    #[serde(default)]
    pub missing: Vec<Missing>,
    /// Codes of the rules that had nothing here to look at.
    #[serde(default)]
    pub not_examined: Vec<Name>,
    /// Controls of security frameworks, as far as exports can decide them.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// The frameworks of these controls, with counts.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
    /// The tests of the Remote Connectivity Analyzer, replayed.
    #[serde(default)]
    pub replay: Replay,
    /// Which certificate each service of each server presents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceRow>,
    /// The renewal after which it is evaluated, where that is rehearsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsal: Option<Box<Rehearsal>>,
    /// What was read, counted.
    #[serde(skip)]
    pub tally: Tally,
}

/// Files that the script of `msstd collector` wrote, by their manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// When; null where the manifest has no readable date.
    pub at: Option<String>,
    /// On which computer.
    pub host: Option<String>,
    /// Path of the manifest.
    pub path: String,
    /// Entries within archives that lead to it.
    pub inside: Vec<String>,
    /// What the script could not read, and why.
    pub not_read: Vec<String>,
}

/// The answer for a deployment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in one sentence without a full stop.
    pub text: String,
    /// Who is affected.
    pub affects: Option<String>,
    /// What to do first: a command, or a sentence.
    pub first_step: Option<String>,
    /// Fingerprint of the finding that decides it.
    pub cause: Option<String>,
}

/// Whether Outlook accepts the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// Nothing that counts stops it.
    Passes,
    /// What is here does not tell.
    #[default]
    NotDetermined,
    /// An error counts.
    Fails,
}

impl Verdict {
    /// `passes`, `not-determined`, `fails`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What was read of a deployment, counted.
#[derive(Debug, Default)]
pub struct Tally {
    /// Files.
    pub files: usize,
    /// Artifacts by their kind.
    pub kinds: BTreeMap<String, usize>,
    /// Server certificates.
    pub servers: usize,
}

impl Tally {
    /// Artifacts of no known kind.
    pub fn unknown(&self) -> usize {
        self.count_of(Kind::Unknown)
    }

    /// What is nothing to check: beside artifacts of no known kind the configuration, and what people write about a folder.
    pub fn beside(&self) -> usize {
        Kind::BESIDE.into_iter().map(|kind| self.count_of(kind)).sum()
    }

    fn count_of(&self, kind: Kind) -> usize {
        self.kinds.get(&kind.name()).copied().unwrap_or_default()
    }
}

/// A host that clients connect to.
#[derive(Serialize, Deserialize)]
pub struct Endpoint {
    /// Host.
    pub host: Arc<str>,
    /// `ours`, `microsoft` or `unknown`.
    pub owner: Name,
    /// Why.
    pub owner_why: Arc<str>,
    /// `inside` or `outside`.
    pub vantage: Name,
    /// Path.
    pub path: Arc<str>,
    /// Entries within archives.
    pub inside: Arc<[String]>,
    /// Line.
    pub line: Option<u32>,
    /// Ids of the server certificates that cover it: 200 at most.
    #[serde(deserialize_with = "short_list")]
    pub covered_by: Rows<String>,
    /// How many they are.
    #[serde(default)]
    pub covered_by_count: usize,
    /// Whether the certificates that servers present for it cover it; null where no export tells which these are.
    #[serde(default)]
    pub presented: Option<bool>,
}

impl Principal {
    /// Its value, as short as a person can bear.
    pub fn shown(&self) -> Cow<'_, str> {
        shortened(&self.value)
    }
}

/// A name that Outlook requires.
#[derive(Serialize, Deserialize)]
pub struct Principal {
    /// The effective value.
    pub value: String,
    /// The name in it; null where there is none.
    pub name: Option<String>,
    /// Where it comes from.
    pub origin: Name,
    /// EXPR or EXHTTP; null for the command line.
    pub protocol: Option<Name>,
    /// ClientSide.
    pub vantage: Name,
    /// Why.
    pub vantage_why: String,
    /// Path; null for the command line.
    pub path: Option<String>,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line.
    pub line: Option<u32>,
    /// Column.
    pub column: Option<u32>,
    /// Verdict.
    pub verdict: Name,
    /// Basis of the chosen certificate.
    pub basis: Option<Name>,
    /// Id of the chosen certificate.
    pub certificate: Option<String>,
    /// The server certificates that are candidates or have the name, and why they are or are not candidates: 200 at most. Where
    /// there are no more than 20, all of them.
    #[serde(deserialize_with = "short_list")]
    pub candidates: Rows<Candidate>,
    /// The server certificates that are not listed, counted by what would be said of them.
    #[serde(default, deserialize_with = "short_list")]
    pub others: Rows<Others>,
    /// How the chosen certificate is called, for people.
    #[serde(skip)]
    pub certificate_shown: Option<String>,
    /// Why it was chosen, for people.
    #[serde(skip)]
    pub basis_why: Option<String>,
}

/// Something that could not be decided and has no finding.
#[derive(Debug, Serialize, Deserialize)]
pub struct Undecided {
    /// Code of the rule.
    pub code: Name,
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line.
    pub line: Option<u32>,
    /// Column.
    pub column: Option<u32>,
    /// Why.
    pub reason: String,
}

/// An export that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The kind of its files, such as `cmdlet:OutlookAnywhere`.
    pub export: Name,
    /// What people call it.
    pub name: String,
    /// The command that makes it; null where none does.
    pub command: Option<String>,
    /// The questions that it would settle.
    pub settles: Vec<String>,
    /// Codes of the rules that need it.
    pub rules: Vec<Name>,
}

impl Undecided {
    /// Where it is, as people read it.
    pub(super) fn place(&self) -> String {
        shown_line(&self.path, &self.inside, None, self.line)
    }
}

/// Counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Files.
    pub files: u64,
    /// Artifacts: contents of known kinds.
    pub artifacts: u64,
    /// Certificates, each once a deployment.
    pub certificates: u64,
    /// Errors.
    pub errors: u64,
    /// Warnings.
    pub warnings: u64,
    /// Notes.
    pub notes: u64,
    /// Findings that could not be decided, whatever their severity.
    pub inconclusive: u64,
    /// Accepted ones.
    pub allowed: u64,
    /// Known ones.
    pub baselined: u64,
    /// Those that are there before and after the change that is rehearsed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unchanged: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// The rows of a saved report's short list: there may be very many of these.
fn short_list<'de, D: Deserializer<'de>, T>(deserializer: D) -> Result<Rows<T>, D::Error>
where
    T: Serialize + DeserializeOwned + 'static,
{
    Json::<Vec<T>>::deserialize(deserializer).map(Rows::new)
}
