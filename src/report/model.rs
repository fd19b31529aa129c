//! The report: what every format shows, and, serialized, the JSON contract (`docs/schema/report-1.json`).
//!
//! Every text from a file has been made visible here: no format needs to do it again.

use serde::Serialize;
use serde_json::{Map, Value};

pub use super::{
    rows::{Artifacts, Candidates, Certificates, Findings, Found, Ids},
    window::Window,
};
use crate::finding::{Confidence, Outcome, Severity};

/// A report.
#[derive(Serialize)]
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
#[derive(Debug, Serialize)]
pub struct Tool {
    /// `msstd`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// How the report was made.
#[derive(Debug, Serialize)]
pub struct Run {
    /// The moment judged at.
    pub at: String,
    /// `option`, `config` or `clock`.
    pub at_source: &'static str,
    /// `analyzer`, `legacy` or `modern`.
    pub client: &'static str,
    /// Options that took effect.
    pub options: Map<String, Value>,
    /// Configuration files that took effect.
    pub config: Vec<ConfigFile>,
    /// The rules run.
    pub rules: Vec<RuleRun>,
    /// The roots trusted.
    pub trust: Trust,
}

/// A configuration file that took effect.
#[derive(Debug, Serialize)]
pub struct ConfigFile {
    /// Its path.
    pub path: String,
    /// SHA-256.
    pub sha256: String,
}

/// What a rule came to.
#[derive(Debug, Serialize)]
pub struct RuleRun {
    /// Its code.
    pub code: &'static str,
    /// How many things it looked at.
    pub examined: u64,
    /// How many failed.
    pub failed: u64,
    /// How many could not be decided.
    pub inconclusive: u64,
}

/// The roots trusted. This version builds no chains.
#[derive(Debug, Serialize)]
pub struct Trust {
    /// Where they come from; `none`.
    pub source: &'static str,
    /// Their date.
    pub date: Option<String>,
}

/// A deployment as examined.
#[derive(Debug, Serialize)]
pub struct Deployment {
    /// Its name.
    pub name: String,
    /// Its folder; null for single files.
    pub root: Option<String>,
    /// The moment it was judged at.
    pub at: String,
    /// Its files.
    pub artifacts: Artifacts,
    /// Its certificates.
    pub certificates: Certificates,
    /// Hosts that clients connect to.
    pub endpoints: Vec<Endpoint>,
    /// Names that Outlook requires.
    pub principals: Vec<Principal>,
    /// What could not be decided and has no finding.
    pub undecided: Vec<Undecided>,
}

/// One kind of content of one file.
#[derive(Debug, Serialize)]
pub struct Artifact {
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Kind.
    pub kind: String,
    /// Encoding; null for binary.
    pub encoding: Option<&'static str>,
    /// Size.
    pub bytes: u64,
    /// SHA-256; null where the bytes could not be read.
    pub sha256: Option<String>,
}

/// A certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate {
    /// SHA-256, or `sha1:…` for one known only from a record.
    pub id: String,
    /// SHA-256.
    pub sha256: Option<String>,
    /// SHA-1, Exchange's Thumbprint.
    pub sha1: Option<String>,
    /// Where it stands.
    pub places: Vec<CertificatePlace>,
    /// Role.
    pub role: &'static str,
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

/// A place of a certificate.
#[derive(Debug, Clone, Serialize)]
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
#[derive(Debug, Clone, Serialize)]
pub struct Binding {
    /// Service.
    pub service: &'static str,
    /// Server.
    pub server: Option<String>,
    /// Site, for IIS.
    pub site: Option<String>,
    /// Path of the record.
    pub path: String,
    /// Line of the record.
    pub line: Option<u32>,
}

/// A host that clients connect to.
#[derive(Debug, Serialize)]
pub struct Endpoint {
    /// Host.
    pub host: String,
    /// `ours`, `microsoft` or `unknown`.
    pub owner: &'static str,
    /// Why.
    pub owner_why: String,
    /// `inside` or `outside`.
    pub vantage: &'static str,
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line.
    pub line: Option<u32>,
    /// Ids of the server certificates that cover it.
    pub covered_by: Ids,
}

/// A name that Outlook requires.
#[derive(Debug, Serialize)]
pub struct Principal {
    /// The effective value.
    pub value: String,
    /// The name in it; null where there is none.
    pub name: Option<String>,
    /// Where it comes from.
    pub origin: &'static str,
    /// EXPR or EXHTTP; null for the command line.
    pub protocol: Option<&'static str>,
    /// Vantage.
    pub vantage: &'static str,
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
    pub verdict: &'static str,
    /// Basis of the chosen certificate.
    pub basis: Option<&'static str>,
    /// Id of the chosen certificate.
    pub certificate: Option<String>,
    /// Every server certificate, and why it is or is not a candidate.
    pub candidates: Candidates,
    /// How the chosen certificate is called, for people.
    #[serde(skip)]
    pub certificate_shown: Option<String>,
    /// Why it was chosen, for people.
    #[serde(skip)]
    pub basis_why: Option<String>,
}

/// A certificate that may answer for a principal.
#[derive(Debug, Serialize)]
pub struct Candidate {
    /// Id.
    pub certificate: String,
    /// Basis; null where it is no candidate.
    pub basis: Option<&'static str>,
    /// How it compares.
    pub verdict: &'static str,
    /// Why.
    pub why: String,
}

/// Something that could not be decided and has no finding.
#[derive(Debug, Serialize)]
pub struct Undecided {
    /// Code of the rule.
    pub code: &'static str,
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

/// A finding.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// Code of the rule.
    pub code: &'static str,
    /// Name of the rule.
    pub name: &'static str,
    /// Severity.
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    /// Outcome.
    #[serde(serialize_with = "outcome_name")]
    pub outcome: Outcome,
    /// Confidence.
    #[serde(serialize_with = "confidence_name")]
    pub confidence: Confidence,
    /// Name of the deployment; null for findings about the configuration.
    pub deployment: Option<String>,
    /// Index of the deployment.
    #[serde(skip)]
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
    /// For whom it matters, what users see, how to mend it: a paragraph each.
    pub help: Option<String>,
    /// Ways out.
    pub fixes: Vec<Fix>,
    /// Fingerprint of the finding that this one follows from.
    pub cause: Option<String>,
    /// `new`, `allowed` or `baselined`.
    pub state: &'static str,
    /// The allowance that accepts it.
    pub allowance: Option<Value>,
    /// Identity that survives renumbered lines.
    pub fingerprint: String,
}

/// A place.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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

/// A labelled place.
#[derive(Debug, Serialize)]
pub struct Label {
    /// The place.
    #[serde(flatten)]
    pub place: Place,
    /// What is said there.
    pub text: String,
    /// What stands there.
    pub excerpt: Option<String>,
    /// The place within a certificate.
    pub logical: Option<String>,
    /// The excerpt as human output shows it.
    #[serde(skip)]
    pub window: Option<Window>,
}

/// A way out.
#[derive(Debug, Serialize)]
pub struct Fix {
    /// The command.
    pub command: String,
    /// The value it replaces.
    pub old: Option<String>,
    /// Place in the order.
    pub order: u32,
    /// Another way than the fix before it.
    pub alternative: bool,
    /// Id of the certificate it is about.
    pub certificate: Option<String>,
}

/// Counts.
#[derive(Debug, Default, Serialize)]
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
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn severity_name<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn outcome_name<S: serde::Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match outcome {
        Outcome::Fail => "fail",
        Outcome::Inconclusive => "inconclusive",
        Outcome::Info => "info",
    })
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn confidence_name<S: serde::Serializer>(confidence: &Confidence, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
    })
}
