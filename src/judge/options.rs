//! What the judgement depends on beside the files. All of it is an input: no clock, no environment.

use jiff::Timestamp;

use super::chain::{ChainLimits, roots::Trust};

/// Whose comparison counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Client {
    /// Microsoft's Remote Connectivity Analyzer: CN matches; SAN matches with a warning; a wildcard does not.
    #[default]
    Analyzer,
    /// Windows before Vista SP1: the common name alone.
    Legacy,
    /// Outlook 2013 and later on Windows: CN or SAN; a wildcard is likely to pass.
    Modern,
}

impl Client {
    /// All clients, the default first.
    pub const ALL: [Client; 3] = [Client::Analyzer, Client::Legacy, Client::Modern];

    /// `analyzer`, `legacy`, `modern`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// An endpoint whose certificate the auditor names: `[[endpoint]]` of `msstd.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The host clients connect to.
    pub host: String,
    /// Path of the certificate's file (with `#N` for a bundle), or its thumbprint (SHA-1 or SHA-256).
    pub certificate: String,
}

/// What the judgement depends on beside the files.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whose comparison counts.
    pub client: Client,
    /// The moment of the evaluation.
    pub at: Timestamp,
    /// A principal to judge in each deployment, as typed.
    pub principal: Option<String>,
    /// Endpoints whose certificates are named.
    pub endpoints: Vec<Endpoint>,
    /// Which roots are trusted.
    pub trust: Trust,
    /// How much is tried while chains are built.
    pub chain: ChainLimits,
    /// How many candidates principals may be compared with, all of a deployment together.
    pub comparisons: usize,
    /// How many findings of a rule are kept in a deployment.
    pub findings: usize,
}

/// A deployment of 1000 servers and 1000 names has a million.
pub const COMPARISONS: usize = 5_000_000;

/// 10 000 servers with five certificates each have as many certificates.
pub const FINDINGS: usize = 50_000;
