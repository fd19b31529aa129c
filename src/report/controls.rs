//! The rows of controls: what each came to, with the lines of the exports that show it.

use serde::{Deserialize, Serialize};

use super::rows::{Name, shown_line};
use crate::controls::{Severity, Status};

/// A control as assessed in a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Id of its framework.
    pub framework: Name,
    /// Its number.
    pub id: Name,
    /// What it asks.
    pub title: Name,
    /// How severe its framework calls it; null where it does not say.
    pub severity: Option<Severity>,
    /// What it came to.
    pub status: Status,
    /// Why, in one sentence without a full stop.
    pub reason: String,
    /// Lines of the exports that show it, those that contradict it first.
    pub evidence: Vec<Evidence>,
    /// How many more lines there are.
    #[serde(default)]
    pub more_evidence: u64,
    /// Fingerprints of the findings that decide it.
    pub findings: Vec<String>,
    /// What people call the exports that are missing.
    pub missing: Vec<Name>,
    /// What no export shows and somebody has to answer; null where there is nothing.
    pub question: Option<Name>,
}

/// A line of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Path.
    pub path: String,
    /// Entries within archives.
    pub inside: Vec<String>,
    /// Line; null where the file has none.
    pub line: Option<u32>,
    /// What it says.
    pub text: String,
}

impl Evidence {
    /// Where it is, as people read it.
    pub fn place(&self) -> String {
        shown_line(&self.path, &self.inside, None, self.line)
    }
}

/// A framework as assessed in a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Framework {
    /// Its id.
    pub framework: Name,
    /// What people call it.
    pub title: Name,
    /// Its version, as its publisher writes it.
    pub version: Option<Name>,
    /// The date of that version.
    pub date: Name,
    /// Where it was read.
    pub source: Name,
    /// Controls that are open.
    pub open: u64,
    /// Controls that are met.
    pub not_a_finding: u64,
    /// Controls that the exports do not decide.
    pub not_reviewed: u64,
    /// Controls for another product.
    pub not_applicable: u64,
    /// Controls that were decided: open, or met.
    pub reviewed: u64,
    /// How many in a hundred of those that were decided are met; null where none was.
    pub score: Option<u64>,
}
