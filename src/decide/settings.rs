//! What the user decided before the run: which rules, which severities, what fails the run.

use std::collections::HashMap;

use jiff::Timestamp;

use super::{baseline, config};
use crate::{
    controls,
    finding::{Finding, LEAVE_OUT, Outcome, Severity},
    judge::{
        chain::{ChainLimits, roots::Trust},
        options::{COMPARISONS, Client, Endpoint, FINDINGS, Options},
    },
    model::{
        file::{Limits, Password, ReadOptions},
        policy::{Allowance, FoundConfig},
    },
    rules::{self, Rule},
};

/// All that a run depends on beside the files.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The moment of the evaluation.
    pub at: Timestamp,
    /// Who said so.
    pub at_source: AtSource,
    /// Whose comparison counts.
    pub client: Client,
    /// A principal to judge in each deployment, as typed.
    pub principal: Option<String>,
    /// Endpoints whose certificates are named.
    pub endpoints: Vec<Endpoint>,
    /// Rules to run; empty for all.
    pub select: Vec<Selector>,
    /// Rules not to run; goes before `select`.
    pub ignore: Vec<Selector>,
    /// Severities changed; the last that holds wins.
    pub severities: Vec<(Selector, Severity)>,
    /// What fails the run.
    pub fail_on: FailOn,
    /// Limits of reading.
    pub limits: Limits,
    /// Which roots are trusted.
    pub trust: Trust,
    /// How much is tried while chains are built.
    pub chain: ChainLimits,
    /// How many candidates principals may be compared with, all of a deployment together.
    pub comparisons: usize,
    /// How many findings of a rule are kept in a deployment.
    pub findings: usize,
    /// Passwords to try on containers.
    pub passwords: Vec<Password>,
    /// Configuration that took effect.
    pub config: Vec<ConfigFile>,
    /// Those that took effect for one deployment alone, by its root.
    pub config_of: HashMap<String, Vec<ConfigFile>>,
    /// Configuration found inside what is checked.
    pub found_config: Vec<FoundConfig>,
    /// Settings of single deployments, by root.
    pub trusted: HashMap<String, config::Config>,
    /// Findings that are accepted.
    pub allowances: Vec<Allowance>,
    /// Findings that are known.
    pub baseline: Option<baseline::Baseline>,
    /// Nothing is accepted, neither by an allowance nor by the baseline.
    pub no_allow: bool,
    /// What names users is left out of the report.
    pub redact: bool,
    /// Further options to show in the report, by name.
    pub options: Vec<(&'static str, serde_json::Value)>,
}

impl Settings {
    /// Defaults, evaluated as of a moment.
    pub fn at(at: Timestamp) -> Settings {
        Settings {
            at,
            at_source: AtSource::Clock,
            client: Client::default(),
            principal: None,
            endpoints: Vec::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            severities: Vec::new(),
            fail_on: FailOn::Severity(Severity::Error),
            limits: Limits::default(),
            trust: Trust::default(),
            chain: ChainLimits::default(),
            comparisons: COMPARISONS,
            findings: FINDINGS,
            passwords: Vec::new(),
            config: Vec::new(),
            config_of: HashMap::new(),
            found_config: Vec::new(),
            trusted: HashMap::new(),
            allowances: Vec::new(),
            baseline: None,
            no_allow: false,
            redact: false,
            options: Vec::new(),
        }
    }

    /// What reading depends on.
    pub fn reading(&self) -> ReadOptions {
        ReadOptions { limits: self.limits, passwords: self.passwords.clone(), ..ReadOptions::default() }
    }

    /// The options of the judgement of a deployment.
    pub fn judgement(&self, root: Option<&str>) -> Options {
        let mut options = Options {
            client: self.client,
            at: self.at,
            principal: self.principal.clone(),
            endpoints: self.endpoints.clone(),
            trust: self.trust.clone(),
            chain: self.chain,
            comparisons: self.comparisons,
            findings: self.findings,
        };
        if let Some(own) = self.own(root) {
            options.client = own.client.unwrap_or(options.client);
            options.at = own.at.unwrap_or(options.at);
            options.endpoints.extend(own.endpoints.iter().cloned());
        }
        options
    }

    /// The rules to run, by code. Those that report what was left out always run: it may hold anything.
    pub fn rules(&self) -> Vec<&'static Rule> {
        let holds = |selectors: &[Selector], rule| selectors.iter().any(|selector| selector.holds(rule));
        let is_wanted = |rule| (self.select.is_empty() || holds(&self.select, rule)) && !holds(&self.ignore, rule);
        rules::all().filter(|rule| LEAVE_OUT.contains(&rule.code.0) || is_wanted(rule)).collect()
    }

    /// Sets the severity that the user wants.
    pub(super) fn set_severity(&self, root: Option<&str>, finding: &mut Finding) {
        let own = self.own(root).map(|own| own.severities.as_slice()).unwrap_or_default();
        // What the auditor says goes before what a trusted export brings.
        for (selector, severity) in own.iter().chain(&self.severities) {
            if selector.holds_code(finding.code.0) {
                finding.severity(*severity);
            }
        }
    }

    fn own(&self, root: Option<&str>) -> Option<&config::Config> {
        self.trusted.get(root?)
    }
}

/// Who set the time of the evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum AtSource {
    /// `--at`.
    Option,
    /// `at` of the configuration.
    Config,
    /// The clock.
    Clock,
}

impl AtSource {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A configuration file that took effect.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// Its path as found.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it is: `configuration` or `baseline`.
    pub role: &'static str,
}

/// What fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// A decided finding at or above this severity.
    Severity(Severity),
    /// An error, or anything inconclusive.
    Inconclusive,
    /// Nothing.
    Never,
}

impl FailOn {
    /// The level of that name.
    pub fn named(name: &str) -> Option<FailOn> {
        match name {
            "inconclusive" => Some(FailOn::Inconclusive),
            "never" => Some(FailOn::Never),
            name => name.parse().ok().map(FailOn::Severity),
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            FailOn::Severity(severity) => severity.name(),
            FailOn::Inconclusive => "inconclusive",
            FailOn::Never => "never",
        }
    }

    /// Whether a finding fails the run. An inconclusive finding counts as inconclusive alone, whatever its severity.
    pub fn fails(self, severity: Severity, outcome: Outcome) -> bool {
        let inconclusive = outcome == Outcome::Inconclusive;
        match self {
            FailOn::Severity(least) => !inconclusive && severity >= least,
            FailOn::Inconclusive => inconclusive || severity == Severity::Error,
            FailOn::Never => false,
        }
    }
}

/// Some rules: one by code or name, or a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// One rule, by its code.
    Rule(&'static str),
    /// A family: the two letters.
    Family(String),
    /// The rules that decide a control, by its number.
    Control(&'static str),
}

/// The families of the catalogue.
pub const FAMILIES: [&str; 9] = ["PN", "OP", "AD", "CT", "CH", "EX", "OL", "IN", "PO"];

impl Selector {
    /// Reads a code, a name, a family or the number of a control.
    ///
    /// # Errors
    /// What the text is not.
    pub fn parse(text: &str) -> Result<Selector, String> {
        let upper = text.to_ascii_uppercase();
        if FAMILIES.contains(&upper.as_str()) {
            return Ok(Selector::Family(upper));
        }
        if let Some(rule) = rules::named(text) {
            return Ok(Selector::Rule(rule.code.0));
        }
        let mut numbered = controls::numbered(text).map(|(_, control)| control).peekable();
        if let Some(control) = numbered.peek() {
            let id = control.id.as_str();
            return if numbered.any(|control| !control.rules.is_empty()) {
                Ok(Selector::Control(id))
            } else {
                Err(format!("`{id}` is decided by exports alone, without a rule: --format controls shows it"))
            };
        }
        Err(match rules::similar(text) {
            Some(meant) => format!("`{text}` is not a rule; did you mean `{meant}`?"),
            None => {
                format!("`{text}` is not a rule: neither a code (PN001), a name nor a family ({})", FAMILIES.join(", "))
            }
        })
    }

    fn holds(&self, rule: &Rule) -> bool {
        self.holds_code(rule.code.0)
    }

    fn holds_code(&self, code: &str) -> bool {
        match self {
            Selector::Rule(own) => *own == code,
            Selector::Family(family) => code.starts_with(family.as_str()),
            Selector::Control(id) => {
                controls::numbered(id).any(|(_, control)| control.rules.iter().any(|own| own == code))
            }
        }
    }

    /// As it was meant: a code, a family or a number.
    pub fn name(&self) -> &str {
        match self {
            Selector::Rule(code) | Selector::Control(code) => code,
            Selector::Family(name) => name,
        }
    }
}
