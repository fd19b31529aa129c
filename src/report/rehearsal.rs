//! What a rehearsed renewal comes to, as every format shows it: which certificate takes the place of which, what becomes of the
//! findings, what no rule covers, and the steps there and back.

use serde::{Deserialize, Serialize};

use super::{
    rows::{Name, shown_line},
    services::ServiceChange,
};
use crate::finding::{Outcome, Severity};

/// A certificate takes the place of others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// The new certificate.
    pub new: NewCertificate,
    /// Those that it replaces.
    pub replaces: Vec<Replaced>,
    /// Why it is these.
    pub why: String,
    /// What no rule covers.
    pub notices: Vec<Notice>,
    /// What becomes of each finding after the renewal.
    pub findings: Vec<Marked>,
    /// Findings that the renewal fixes.
    pub gone: Vec<Gone>,
    /// What each service presents before and after; nothing for a request, whose issuer and dates are open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceChange>,
    /// The steps of the renewal.
    pub runbook: Vec<RunbookStep>,
    /// The steps back.
    pub back: Vec<RunbookStep>,
}

/// The new certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCertificate {
    /// Its file, as given.
    pub path: String,
    /// `certificate`, `pkcs12`, `certificate-request`.
    pub form: Name,
    /// Its id; null for a request.
    pub id: Option<String>,
    /// SHA-1, Exchange's Thumbprint; null for a request.
    pub sha1: Option<String>,
    /// Subject.
    pub subject: String,
    /// DNS names of the subjectAltName.
    pub names: Vec<String>,
    /// Public key.
    pub key: String,
    /// Issuer; null for a request.
    pub issuer: Option<String>,
    /// Start of validity; null for a request.
    pub not_before: Option<String>,
    /// End of validity; null for a request.
    pub not_after: Option<String>,
    /// The file has its private key.
    pub private_key: bool,
}

/// A certificate that is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Its id.
    pub certificate: String,
    /// How it is called.
    pub called: String,
    /// SHA-1, Exchange's Thumbprint.
    pub sha1: Option<String>,
    /// End of validity.
    pub not_after: Option<String>,
    /// Where it is replaced.
    pub servers: Vec<ServerServices>,
}

/// The services of a server that the new certificate takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerServices {
    /// The server; null where no export tells.
    pub server: Option<String>,
    /// Services, as Exchange names them.
    pub services: Vec<Name>,
}

/// Something about the renewal that no rule covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Severity.
    pub severity: Severity,
    /// Outcome.
    pub outcome: Outcome,
    /// What it is.
    pub text: String,
    /// Path; null where no file tells it.
    pub path: Option<String>,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line.
    pub line: Option<u32>,
}

impl Notice {
    /// Where it is, as people read it.
    pub fn place(&self) -> Option<String> {
        Some(shown_line(self.path.as_ref()?, &self.inside, None, self.line))
    }

    /// Whether the renewal breaks what it is about.
    pub fn breaks(&self) -> bool {
        self.outcome == Outcome::Fail && self.severity == Severity::Error
    }

    /// Its level, as reports show it.
    pub fn level(&self) -> &'static str {
        super::short::level_of(self.outcome, self.severity)
    }
}

/// What becomes of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The finding.
    pub fingerprint: String,
    /// Its change.
    pub change: Change,
}

/// How a finding after the renewal compares with those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// The renewal brings it.
    New,
    /// It is there before and after.
    Unchanged,
}

/// A finding that the renewal fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Code of the rule.
    pub code: Name,
    /// Name of the rule.
    pub name: Name,
    /// Severity.
    pub severity: Severity,
    /// Outcome.
    pub outcome: Outcome,
    /// Headline.
    pub message: String,
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line.
    pub line: Option<u32>,
    /// What it was about.
    pub subject: String,
    /// Identity that survives renumbered lines.
    pub fingerprint: String,
}

impl Gone {
    /// Whether it was determined: what could not be is no problem that a renewal fixes.
    pub(super) fn was_decided(&self) -> bool {
        self.outcome != Outcome::Inconclusive
    }

    /// Rule and place, as people read them.
    pub fn shown(&self) -> String {
        let Gone { code, name, path, inside, line, .. } = self;
        format!("{code} {name}: {}", shown_line(path, inside, None, *line))
    }
}

/// A step of the runbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunbookStep {
    /// What to do, the condition first.
    pub text: String,
    /// The commands that do it.
    pub commands: Vec<String>,
}
