//! The controls of security frameworks that an export can decide, each with what it asks and what decides it.

mod assess;
mod objects;
mod weigh;

use std::sync::LazyLock;

pub use self::{
    assess::{Assessed, assess},
    weigh::{Absent, Line, Lines},
};

use serde::{Deserialize, Serialize};

use crate::finding::Code;

/// A list of controls: a STIG, a benchmark, a publication of best practices.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// `disa-exchange-2019-mailbox`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its version or release, as its publisher writes it.
    #[serde(default)]
    pub version: Option<String>,
    /// The date of that version.
    pub date: String,
    /// Where it was read.
    pub source: String,
    /// What XCCDF says of it, where it is a STIG.
    #[serde(default)]
    pub benchmark: Option<Benchmark>,
    /// The product that it is for; absent where it is for all of them.
    #[serde(default)]
    pub product: Option<Product>,
    /// Its controls, as far as an export can decide them.
    pub controls: Vec<Control>,
}

/// A STIG as XCCDF has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Benchmark {
    /// `MS_Exchange_2019_Mailbox_Server_STIG`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date of its release, which is later than that of its version.
    pub date: String,
    /// How many rules it has.
    pub rules: usize,
}

/// A product that a framework is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Major and minor version: `15.2`.
    pub version: String,
    /// Its role, where it is for one of them.
    #[serde(default)]
    pub role: Option<ServerRole>,
}

/// A role that a server is installed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServerRole {
    /// It has mailboxes and clients.
    Mailbox,
    /// It transports mail at the border.
    Edge,
}

/// A control.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its number: `V-259646`.
    pub id: String,
    /// What it asks, in our own words.
    pub title: String,
    /// How severe its framework calls it.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// What XCCDF calls it, where it is of a STIG.
    #[serde(default)]
    pub xccdf: Option<Xccdf>,
    /// The codes of rules whose findings make it open.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Whether these findings count about the certificates that IIS presents alone.
    #[serde(default)]
    pub of_iis_certificate: bool,
    /// What it asks of exported objects.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// What it asks that no export shows: it is not met before somebody answers that.
    #[serde(default)]
    pub question: Option<String>,
    /// What else makes it no finding where it is open, such as an approval in writing.
    #[serde(default)]
    pub exception: Option<String>,
    /// How its title and its check contradict each other: it is decided by neither.
    #[serde(default)]
    pub contradiction: Option<String>,
}

impl Control {
    /// The properties that decide it, each with its cmdlet: `AuthMechanism of Get-ReceiveConnector`.
    pub fn exports(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for check in &self.checks {
            let others = check.or.iter().map(|other| &other.property);
            for property in std::iter::once(&check.property).chain(others) {
                let one = format!("{property} of Get-{}", check.cmdlet);
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        all
    }

    /// What decides it: the codes of rules, then exports.
    pub fn decided_by(&self) -> Vec<String> {
        self.rules.iter().cloned().chain(self.exports()).collect()
    }
}

/// What a control asks of the objects that a cmdlet prints.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// `ReceiveConnector` of `Get-ReceiveConnector`.
    pub cmdlet: String,
    /// Of which of its objects.
    #[serde(default, rename = "where")]
    pub scope: Scope,
    /// Whether one object that meets it will do.
    #[serde(default)]
    pub any: bool,
    /// The property that it is about.
    pub property: String,
    /// What that must be; absent where the line is quoted alone.
    #[serde(default)]
    pub must: Option<Must>,
    /// Another property of the same object that will do.
    #[serde(default)]
    pub or: Option<Otherwise>,
    /// What is to be asked where an object does not meet it, since it may not be meant.
    #[serde(default)]
    pub doubt: Option<String>,
}

/// A property that will do instead of another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// The property.
    pub property: String,
    /// What it must be.
    pub must: Must,
}

/// Objects of a cmdlet that a check is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// All of them.
    #[default]
    All,
    /// Directories and proxies that clients use: those of the front-end site.
    Clients,
    /// Send connectors for all domains of the Internet.
    ToInternet,
    /// Send connectors for named domains alone.
    ToNamedDomains,
    /// Send connectors that hand over to a smart host.
    ToSmartHost,
    /// Send connectors that find the receivers by DNS.
    ByDns,
    /// Certificates that IIS presents to clients.
    BoundToIis,
    /// Certificates that are bound to any service.
    Bound,
    /// Authorization servers of Microsoft's cloud.
    OfCloud,
}

/// What a property must be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Must {
    /// This value, in any letter case.
    Is(String),
    /// A list with each of these.
    Contain(Vec<String>),
    /// A list, or a text, with none of these in it.
    Lack(Vec<String>),
    /// There is a value, and none of these in it.
    HaveOther(Vec<String>),
    /// Each value begins so; none at all will do, and shows nothing.
    Start(String),
    /// There is a value.
    Exist,
    /// The certificate's chain ends at a public root that comes with msstd.
    EndAtPublicRoot,
    /// The certificate's chain ends at a root that the auditor names.
    EndAtNamedRoot,
}

/// What XCCDF calls a control.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Xccdf {
    /// The requirement that it is derived from: `SRG-APP-000014`.
    pub group: String,
    /// `SV-259646r960759_rule`.
    pub rule: String,
    /// `EX19-MB-000007`.
    pub version: String,
    /// Control correlation identifiers: `CCI-000068`.
    #[serde(default)]
    pub cci: Vec<String>,
}

/// How severe a framework calls a control: CAT I to III of a STIG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// CAT III.
    Low,
    /// CAT II.
    Medium,
    /// CAT I.
    High,
}

impl Severity {
    /// `high`, `medium`, `low`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a control came to.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Status {
    /// An export contradicts it.
    Open,
    /// Every object that it asks about meets it, and a line shows so.
    NotAFinding,
    /// The exports do not tell.
    NotReviewed,
    /// It is for another product, and a line shows so.
    NotApplicable,
}

impl Status {
    /// `open`, `not-a-finding`, `not-reviewed`, `not-applicable`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The files of the frameworks.
const FILES: [&str; 7] = [
    include_str!("disa-exchange-2019-mailbox.toml"),
    include_str!("disa-exchange-2019-edge.toml"),
    include_str!("disa-exchange-2016-mailbox.toml"),
    include_str!("disa-exchange-2016-edge.toml"),
    include_str!("cis-exchange-2019.toml"),
    include_str!("bsi-app-5-2.toml"),
    include_str!("cisa-exchange-best-practices.toml"),
];

static FRAMEWORKS: LazyLock<Vec<Framework>> =
    LazyLock::new(|| FILES.iter().filter_map(|text| toml::from_str(text).ok()).collect());

/// Every framework, in a fixed order.
pub fn frameworks() -> &'static [Framework] {
    &FRAMEWORKS
}

/// Every control with its framework.
pub fn all() -> impl Iterator<Item = (&'static Framework, &'static Control)> {
    frameworks().iter().flat_map(|framework| framework.controls.iter().map(move |control| (framework, control)))
}

/// The controls that a rule decides.
pub fn of_rule(code: Code) -> impl Iterator<Item = (&'static Framework, &'static Control)> {
    all().filter(move |(_, control)| control.rules.iter().any(|own| own == code.0))
}

/// The controls of a number: frameworks may share one.
pub fn numbered(id: &str) -> impl Iterator<Item = (&'static Framework, &'static Control)> {
    all().filter(move |(_, control)| control.id.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for text in FILES {
            let read: Result<Framework, _> = toml::from_str(text);
            assert!(read.is_ok(), "{}", read.unwrap_err());
        }
    }
}
