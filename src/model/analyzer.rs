//! A saved report of the Remote Connectivity Analyzer: what it was given and what it saw.

use std::sync::Arc;

use super::source::{Place, Source, Span, Spanned};

/// One report.
#[derive(Debug)]
pub struct AnalyzerReport {
    /// The file.
    pub source: Arc<Source>,
    /// Where the report begins: its first step.
    pub span: Span,
    /// The form it was saved in.
    pub form: ReportForm,
    /// How the whole test ended, where the report tells.
    pub outcome: Option<Outcome>,
    /// The hosts it resolved or connected to, each once, in order.
    pub hosts: Vec<Spanned<String>>,
    /// The mutual-authentication string that was given or found: `msstd:mail.contoso.com`; each once, in order.
    pub principals: Vec<Spanned<String>>,
    /// The certificates it saw, in order.
    pub certificates: Vec<SeenCertificate>,
    /// What it checked, in order.
    pub checks: Vec<AnalyzerCheck>,
    /// Its steps, in order.
    pub steps: Vec<ReportedStep>,
}

impl AnalyzerReport {
    /// A place in the report's file.
    pub fn place(&self, span: Span) -> Place {
        Place::text(&self.source, span)
    }
}

/// A step of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedStep {
    /// What it did.
    pub description: Spanned<String>,
    /// How it ended, where the report tells.
    pub outcome: Option<Outcome>,
    /// The sentence that says so.
    pub result: Option<Spanned<String>>,
}

/// How a report was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// `<testresult …>`.
    Xml,
    /// The page.
    Html,
    /// The page's text.
    Text,
}

/// A certificate that the Analyzer obtained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCertificate {
    /// Its subject, as written.
    pub subject: Spanned<String>,
    /// Its issuer, as written.
    pub issuer: Option<Spanned<String>>,
    /// The host it was obtained from, where the report tells.
    pub host: Option<Spanned<String>>,
}

/// What a step of the Analyzer checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CheckOf {
    /// The certificate as a whole.
    Certificate,
    /// The host against the names of the certificate.
    Name,
    /// The chain.
    Trust,
    /// The intermediate certificates that the server sends.
    Intermediates,
    /// The period of validity.
    Date,
    /// The certificate against the mutual-authentication string.
    MutualAuthentication,
}

impl CheckOf {
    /// A stable key for texts.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It passed with a warning.
    Warned,
    /// It failed.
    Failed,
}

/// A verdict of the Analyzer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalyzerCheck {
    /// What was checked.
    pub of: CheckOf,
    /// How it ended.
    pub outcome: Outcome,
    /// The words that say so.
    pub span: Span,
    /// The host that these words name, or the one that was spoken of last.
    pub host: Option<Spanned<String>>,
    /// The name of the certificate that these words give: a common name or a subject.
    pub certificate_name: Option<Spanned<String>>,
    /// The mutual-authentication string that these words give.
    pub principal: Option<Spanned<String>>,
}
