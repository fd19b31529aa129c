//! What a rule found: facts and places, no words.

use std::{borrow::Cow, fmt, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    model::{
        certificate::Certificate,
        command::Command,
        host::{Host, ListedName},
        principal::Origin,
        source::Place,
    },
    text::Key,
};

/// A rule's code, such as `PN001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// The rules that report what was left out, since a limit was reached or a part of msstd failed: what that holds may change any
/// verdict.
pub const LEAVE_OUT: [&str; 2] = ["IN011", "IN017"];

/// How bad a finding is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    #[default]
    Note,
    /// It may hurt some clients, or soon.
    Warning,
    /// It hurts.
    Error,
}

impl Severity {
    /// `error`, `warning`, `note`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a finding comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The rule is broken.
    #[default]
    Fail,
    /// It can't be decided from what is there.
    Inconclusive,
    /// Nothing is wrong; it is worth knowing.
    Info,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// It follows from the files.
    #[default]
    High,
    /// There is another explanation, which the finding names.
    Medium,
}

/// Whether a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum State {
    /// It counts.
    #[default]
    New,
    /// An allowance of the configuration accepts it.
    Allowed,
    /// The baseline has it.
    Baselined,
    /// It is there before and after the change that is rehearsed.
    Unchanged,
}

impl State {
    /// `new`, `allowed`, `baselined`, `unchanged`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A typed fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Text, possibly from a file: raw.
    Text(String),
    /// A list of texts, never joined but to be shown.
    Texts(Vec<String>),
    /// A number.
    Number(i64),
    /// A moment.
    Moment(Timestamp),
}

impl From<&str> for Fact {
    fn from(text: &str) -> Fact {
        Fact::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Fact {
        Fact::Text(text)
    }
}

impl From<&String> for Fact {
    fn from(text: &String) -> Fact {
        Fact::Text(text.clone())
    }
}

impl From<&ListedName> for Fact {
    fn from(name: &ListedName) -> Fact {
        Fact::Text(name.to_string())
    }
}

impl From<Vec<String>> for Fact {
    fn from(texts: Vec<String>) -> Fact {
        Fact::Texts(texts)
    }
}

impl<T: ToString> From<&[T]> for Fact {
    fn from(texts: &[T]) -> Fact {
        Fact::Texts(texts.iter().map(ToString::to_string).collect())
    }
}

impl From<&Cow<'static, str>> for Fact {
    fn from(text: &Cow<'static, str>) -> Fact {
        Fact::Text(text.to_string())
    }
}

impl From<i64> for Fact {
    fn from(number: i64) -> Fact {
        Fact::Number(number)
    }
}

impl From<u32> for Fact {
    fn from(number: u32) -> Fact {
        Fact::Number(i64::from(number))
    }
}

impl From<u64> for Fact {
    fn from(number: u64) -> Fact {
        Fact::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Fact {
    fn from(number: usize) -> Fact {
        Fact::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Timestamp> for Fact {
    fn from(moment: Timestamp) -> Fact {
        Fact::Moment(moment)
    }
}

/// Named facts, in the order they were given.
pub type Facts = Vec<(&'static str, Fact)>;

/// A reason: a message and its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The message.
    pub key: Key,
    /// Its facts.
    pub facts: Facts,
}

impl Reason {
    /// A reason without facts.
    pub fn new(key: Key) -> Reason {
        Reason { key, facts: Facts::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Reason {
        self.facts.push((name, fact.into()));
        self
    }
}

/// What an excerpt shows of a certificate, in the order in which excerpts of one certificate stand. Its text is the place
/// within the certificate as RFC 5280 names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::EnumString)]
pub enum Field {
    /// The certificate as a whole, by its thumbprint.
    #[strum(serialize = "certificate")]
    Whole,
    /// The version.
    #[strum(serialize = "tbsCertificate.version")]
    Version,
    /// The serial number.
    #[strum(serialize = "tbsCertificate.serialNumber")]
    Serial,
    /// The signature algorithm.
    #[strum(serialize = "signatureAlgorithm")]
    Signature,
    /// The issuer.
    #[strum(serialize = "tbsCertificate.issuer")]
    Issuer,
    /// The validity.
    #[strum(serialize = "tbsCertificate.validity")]
    Validity,
    /// The subject as a whole.
    #[strum(serialize = "tbsCertificate.subject")]
    Subject,
    /// The countries of the subject.
    #[strum(serialize = "tbsCertificate.subject.countryName")]
    Country,
    /// The first common name, or that there is none.
    #[strum(serialize = "tbsCertificate.subject.commonName")]
    CommonName,
    /// The public key.
    #[strum(serialize = "tbsCertificate.subjectPublicKeyInfo")]
    Key,
    /// The extensions as a whole.
    #[strum(serialize = "tbsCertificate.extensions")]
    Extensions,
    /// Basic constraints and key usage.
    #[strum(serialize = "tbsCertificate.extensions.basicConstraints")]
    BasicConstraints,
    /// The key usage alone.
    #[strum(serialize = "tbsCertificate.extensions.keyUsage")]
    KeyUsage,
    /// The identifier of the issuer's key.
    #[strum(serialize = "tbsCertificate.extensions.authorityKeyIdentifier")]
    AuthorityKeyIdentifier,
    /// The identifier of its own key.
    #[strum(serialize = "tbsCertificate.extensions.subjectKeyIdentifier")]
    SubjectKeyIdentifier,
    /// The extended key usage.
    #[strum(serialize = "tbsCertificate.extensions.extKeyUsage")]
    ExtendedKeyUsage,
    /// The subjectAltName as a whole.
    #[strum(serialize = "tbsCertificate.extensions.subjectAltName")]
    SubjectAltName,
    /// A DNS name of the subjectAltName, by index.
    #[strum(serialize = "tbsCertificate.extensions.subjectAltName.")]
    DnsName(usize),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.into())?;
        if let Field::DnsName(index) = self { index.fmt(f) } else { Ok(()) }
    }
}

impl Field {
    /// The field of a place within a certificate.
    pub fn named(place: &str) -> Option<Field> {
        let dns_names: &str = Field::DnsName(0).into();
        match place.strip_prefix(dns_names) {
            Some(index) => index.parse().ok().map(Field::DnsName),
            None => place.parse().ok(),
        }
    }
}

/// What a label shows.
#[derive(Debug, Clone)]
pub enum View {
    /// The text at its place, if there is one.
    Source,
    /// The certificate, decoded.
    Certificate(Arc<Certificate>, Field),
    /// The place alone.
    Nothing,
}

/// A place that a finding points at, with what to say there.
#[derive(Debug, Clone)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What to show.
    pub view: View,
    /// What it says.
    pub key: Key,
    /// Facts of this label alone.
    pub facts: Facts,
}

/// A step of a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The command.
    pub command: Command,
    /// The value it replaces.
    pub old: Option<String>,
    /// The certificate it is about.
    pub certificate: Option<String>,
    /// What has to hold for it to be right; such a command is shown as a comment and never runs.
    pub condition: Option<Condition>,
}

/// What has to hold for a command to be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// By its message, which takes the facts of its finding.
    Message(Key),
    /// In words.
    Text(String),
}

impl From<Command> for Step {
    fn from(command: Command) -> Step {
        Step { command, old: None, certificate: None, condition: None }
    }
}

impl Step {
    /// Says which value it replaces.
    #[must_use]
    pub fn replacing(self, old: Option<&str>) -> Step {
        Step { old: old.map(str::to_owned), ..self }
    }

    /// Says which certificate it is about.
    #[must_use]
    pub fn about(self, certificate: String) -> Step {
        Step { certificate: Some(certificate), ..self }
    }

    /// Says under which condition it is right, if there is one.
    #[must_use]
    pub fn only_if(self, condition: impl Into<Option<Key>>) -> Step {
        Step { condition: condition.into().map(Condition::Message), ..self }
    }

    /// It is right as it is.
    pub fn is_active(&self) -> bool {
        self.condition.is_none()
    }

    /// The condition in words.
    pub fn condition_text(&self) -> Option<&str> {
        match self.condition.as_ref()? {
            Condition::Text(text) => Some(text),
            Condition::Message(_) => None,
        }
    }

    /// The command as it is copied: under a condition a comment, as is the condition above it.
    pub fn shown(&self) -> String {
        match self.condition_text() {
            Some(condition) => format!("# {condition}\n# {}", self.command),
            None => self.command.to_string(),
        }
    }

    /// The same in one line.
    pub fn shown_in_line(&self) -> String {
        if self.is_active() { self.told() } else { format!("# {}", self.told()) }
    }

    /// The command, after its condition.
    pub fn told(&self) -> String {
        match self.condition_text() {
            Some(condition) => format!("{condition} {}", self.command),
            None => self.command.to_string(),
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone)]
pub enum About {
    /// A certificate whose file is here.
    Certificate(Arc<Certificate>),
    /// A certificate as Exchange names it, where it is used.
    UsedCertificate(String),
    /// A host that clients connect to.
    Host(Host),
    /// A principal that Outlook requires.
    Principal(Box<RequiredPrincipal>),
    /// A check of the Remote Connectivity Analyzer.
    Check {
        /// What was checked, and of what.
        subject: String,
        /// The name that no certificate has, where that is why it failed.
        lacking: Option<String>,
    },
    /// A finding of an earlier run, which was about this.
    Earlier(String),
    /// What has a name of its own: a file, a setting, a server, an element of an answer.
    Named(String),
}

/// A principal as a finding is about it.
#[derive(Debug, Clone)]
pub struct RequiredPrincipal {
    /// Its value.
    pub value: String,
    /// The name in it, where it has one.
    pub name: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// The certificate that it is compared with, as it is called.
    pub certificate: Option<String>,
}

/// What findings of different rules may be about alike.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum Thing<'a> {
    /// A certificate, by its SHA-256.
    Certificate(&'a [u8; 32]),
    /// A name that certificates have or lack.
    Name(&'a str),
    /// Anything else, by what it is called.
    Other(&'a str),
}

impl About {
    /// What it is called in reports: a name, a host, a certificate's id, a path. Part of the finding's fingerprint.
    pub fn subject(&self) -> Cow<'_, str> {
        match self {
            About::Certificate(certificate) => certificate.id().into(),
            About::Host(host) => host.as_str().into(),
            About::Principal(principal) => principal.value.as_str().into(),
            About::UsedCertificate(subject)
            | About::Check { subject, .. }
            | About::Earlier(subject)
            | About::Named(subject) => subject.into(),
        }
    }

    /// What findings of other rules may be about too.
    pub fn thing(&self) -> Thing<'_> {
        match self {
            About::Certificate(certificate) => Thing::Certificate(&certificate.sha256),
            About::Host(host) => Thing::Name(host.as_str()),
            About::Principal(principal) => {
                principal.name.as_deref().map_or(Thing::Other(&principal.value), Thing::Name)
            }
            About::Check { subject, lacking } => lacking.as_deref().map_or(Thing::Other(subject), Thing::Name),
            About::UsedCertificate(subject) | About::Earlier(subject) | About::Named(subject) => Thing::Other(subject),
        }
    }
}

impl From<&Arc<Certificate>> for About {
    fn from(certificate: &Arc<Certificate>) -> About {
        About::Certificate(Arc::clone(certificate))
    }
}

impl From<&Host> for About {
    fn from(host: &Host) -> About {
        About::Host(host.clone())
    }
}

impl From<String> for About {
    fn from(name: String) -> About {
        About::Named(name)
    }
}

impl From<&String> for About {
    fn from(name: &String) -> About {
        About::Named(name.clone())
    }
}

impl From<&str> for About {
    fn from(name: &str) -> About {
        About::Named(name.to_owned())
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's code.
    pub code: Code,
    /// The rule's name.
    pub name: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What it comes to.
    pub outcome: Outcome,
    /// How sure.
    pub confidence: Confidence,
    /// What it is about.
    pub about: About,
    /// The headline.
    pub message: Key,
    /// What is said after it: whom it affects, what users see, how to fix it.
    pub notes: Vec<Key>,
    /// Facts for all its texts.
    pub facts: Facts,
    /// Places, the primary first; at least one.
    pub labels: Vec<Label>,
    /// Ways out, each with its steps in order.
    pub ways: Vec<Vec<Step>>,
}

impl Finding {
    /// Adds a fact.
    pub fn fact(&mut self, name: &'static str, fact: impl Into<Fact>) -> &mut Finding {
        self.facts.push((name, fact.into()));
        self
    }

    /// Says which certificate a principal is compared with.
    pub fn compared_with(&mut self, certificate: String) -> &mut Finding {
        if let About::Principal(principal) = &mut self.about {
            principal.certificate = Some(certificate.clone());
        }
        self.fact("certificate", certificate)
    }

    /// Gives it another headline.
    pub fn message(&mut self, message: Key) -> &mut Finding {
        self.message = message;
        self
    }

    /// Points at a place, the first time at the primary one.
    pub fn label(&mut self, place: Place, key: Key) -> &mut Finding {
        self.label_with(place, key, [])
    }

    /// Points at several places.
    pub fn label_each(&mut self, places: impl IntoIterator<Item = Place>, key: Key) -> &mut Finding {
        for place in places {
            self.label(place, key);
        }
        self
    }

    /// Points at a place, with facts of its own.
    pub fn label_with(
        &mut self,
        place: Place,
        key: Key,
        facts: impl IntoIterator<Item = (&'static str, Fact)>,
    ) -> &mut Finding {
        self.push_label(Label { place, view: View::Source, key, facts: facts.into_iter().collect() })
    }

    /// Points at a place by a label.
    pub fn push_label(&mut self, label: Label) -> &mut Finding {
        if self.labels.is_empty() {
            // Mostly there is one, and there may be very many findings.
            self.labels.reserve_exact(1);
        }
        self.labels.push(label);
        self
    }

    /// Points at a field of a certificate, decoded.
    pub fn certificate(&mut self, certificate: &Arc<Certificate>, field: Field, key: Key) -> &mut Finding {
        self.certificate_with(certificate, field, key, [])
    }

    /// Points at a field of a certificate, decoded, with facts of its own.
    pub fn certificate_with(
        &mut self,
        certificate: &Arc<Certificate>,
        field: Field,
        key: Key,
        facts: impl IntoIterator<Item = (&'static str, Fact)>,
    ) -> &mut Finding {
        let Some(place) = certificate.places.first().cloned() else { return self };
        let view = View::Certificate(Arc::clone(certificate), field);
        self.push_label(Label { place, view, key, facts: facts.into_iter().collect() })
    }

    /// The certificate that the primary place shows.
    pub fn certificate_shown(&self) -> Option<&Arc<Certificate>> {
        match &self.labels.first()?.view {
            View::Certificate(certificate, _) => Some(certificate),
            View::Source | View::Nothing => None,
        }
    }

    /// Says more after the headline, in this order: whom it affects, what users see, how to fix it.
    pub fn say(&mut self, notes: &[Key]) -> &mut Finding {
        self.notes.extend_from_slice(notes);
        self
    }

    /// Sets another severity than the rule's own, as the client asks for.
    pub fn severity(&mut self, severity: Severity) -> &mut Finding {
        self.severity = severity;
        self.outcome = match self.outcome {
            Outcome::Inconclusive => Outcome::Inconclusive,
            _ => outcome_of(severity),
        };
        self
    }

    /// It can't be decided.
    pub fn inconclusive(&mut self) -> &mut Finding {
        self.outcome = Outcome::Inconclusive;
        self
    }

    /// There is another explanation.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Finding {
        self.confidence = confidence;
        self
    }

    /// Gives back memory that was set apart for more.
    pub fn shrink(&mut self) {
        self.notes.shrink_to_fit();
        self.facts.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.ways.shrink_to_fit();
    }

    /// Adds a step to the way out that is there, or the first.
    pub fn fix(&mut self, step: impl Into<Step>) -> &mut Finding {
        match self.ways.last_mut() {
            Some(way) => way.push(step.into()),
            None => self.ways.push(vec![step.into()]),
        }
        self
    }

    /// Adds another way out than those that are there.
    pub fn fix_otherwise(&mut self, step: impl Into<Step>) -> &mut Finding {
        self.ways.push(vec![step.into()]);
        self
    }
}

/// What a finding of this severity comes to, unless it is inconclusive.
pub fn outcome_of(severity: Severity) -> Outcome {
    if severity == Severity::Note { Outcome::Info } else { Outcome::Fail }
}

/// Something that could not be decided and has no finding.
#[derive(Debug, Clone)]
pub struct Undecided {
    /// The rule that could not decide.
    pub code: Code,
    /// What it is about, where another rule may report the same.
    pub about: Option<About>,
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: Reason,
}
