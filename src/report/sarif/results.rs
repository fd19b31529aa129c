//! Findings as SARIF's results.
//!
//! What is not decided has the kind that SARIF has for it, `open`, which may have no level but `none`: so a count by
//! levels is the report's own count of errors, warnings and notes. GitHub shows such a result all the same. The severity
//! that it would have stands in its properties, as outcome and confidence do.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{
    files::{Files, WORKING_FOLDER},
    rules::Rules,
    shapes::{ArtifactLocation, Content, Decoded, Location, LogicalLocation, Message, Region},
    taxonomies::{Taxon, Taxonomies},
};
use crate::{
    finding::{Confidence, Outcome, Severity, State},
    report::{
        model::{Allowance, Finding, Label, Name, Ways},
        rows::Fix,
        sentences::Sentences,
    },
    text::keys::report as keys,
};

/// The file that a fix adds its commands to: what was exported is evidence, and is never changed.
const SCRIPT: &str = "msstd-fixes.ps1";

/// A result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultRow {
    rule_id: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    taxa: Vec<Taxon>,
    partial_fingerprints: BTreeMap<String, String>,
    /// Of every result or of none: empty where nothing accepts it.
    suppressions: Vec<Suppression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixRow>,
    properties: Properties,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
    properties: Until,
}

#[derive(Serialize)]
struct Until {
    until: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixRow {
    description: Message,
    artifact_changes: [Change; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Serialize)]
struct FixProperties {
    steps: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    deployment: Option<String>,
    deployment_index: Option<usize>,
    severity: Severity,
    outcome: Outcome,
    confidence: Confidence,
    state: State,
    subject: String,
    facts: Map<String, Json>,
    cause: Option<String>,
}

/// What is the same for all results.
pub(super) struct Results<'r> {
    pub files: &'r Files<'r>,
    pub rules: &'r Rules,
    pub taxonomies: &'r Taxonomies<'r>,
    pub words: &'r Sentences,
    /// The run was compared with a baseline.
    pub has_baseline: bool,
}

impl Results<'_> {
    /// A finding as a result.
    pub(super) fn row(&self, finding: Finding) -> ResultRow {
        let mut labels = finding.labels.iter().map(|label| self.location(finding.deployment_index, label));
        let locations: Vec<Location> = match labels.next() {
            Some(primary) => vec![primary],
            None => {
                self.files.place(finding.deployment_index, &finding.place).map(Location::bare).into_iter().collect()
            }
        };
        let numbered = |(id, location): (usize, Location)| Location { id: Some(id), ..location };
        let related_locations = (1..).zip(labels).map(numbered).collect();
        let (kind, level) = match finding.outcome {
            Outcome::Inconclusive => (Some("open"), "none"),
            Outcome::Fail | Outcome::Info => (None, finding.severity.name()),
        };
        ResultRow {
            rule_index: self.rules.index(&finding.code),
            kind,
            level,
            message: Message::new(&told(&finding)),
            locations,
            related_locations,
            taxa: self.taxonomies.references(&finding.controls),
            partial_fingerprints: fingerprint(&finding.fingerprint),
            suppressions: finding.allowance.iter().map(suppression).collect(),
            baseline_state: self.has_baseline.then_some(match finding.state {
                State::Baselined | State::Unchanged => "unchanged",
                State::New | State::Allowed => "new",
            }),
            fixes: self.fixes(&finding.ways).collect(),
            rule_id: finding.code,
            properties: Properties {
                deployment: finding.deployment,
                deployment_index: finding.deployment_index,
                severity: finding.severity,
                outcome: finding.outcome,
                confidence: finding.confidence,
                state: finding.state,
                subject: finding.subject,
                facts: finding.facts,
                cause: finding.cause,
            },
        }
    }

    fn location(&self, deployment: Option<usize>, label: &Label) -> Location {
        let mut location = self.files.place(deployment, &label.place).map(Location::bare).unwrap_or_default();
        location.message = Some(Message::new(&label.text)).filter(|_| !label.text.is_empty());
        match &label.logical {
            Some(logical) => location.logical.push(within_certificate(&logical.to_string(), label)),
            None => {
                if let Some(region) = location.physical.as_mut().and_then(|place| place.region.as_mut()) {
                    region.snippet = snippet(label).map(|text| Content { text });
                }
            }
        }
        location
    }

    /// The ways out: the commands of each, to be added to a script.
    fn fixes<'f>(&'f self, ways: &'f Ways) -> impl Iterator<Item = FixRow> + 'f {
        let mut steps = ways.fixes();
        ways.0.iter().map(move |way| self.fix(steps.by_ref().take(way.len()).collect()))
    }

    fn fix(&self, steps: Vec<Fix>) -> FixRow {
        let commands = steps.iter().map(Fix::in_script).collect::<Vec<_>>().join("\n");
        let values = [("script", SCRIPT.into()), ("commands", commands.as_str().into())];
        let location = ArtifactLocation::at(SCRIPT.to_owned(), Some(WORKING_FOLDER.to_owned()));
        let start = Region {
            start_line: Some(1),
            start_column: Some(1),
            end_line: Some(1),
            end_column: Some(1),
            ..Region::default()
        };
        FixRow {
            description: Message::new(&self.words.tell(keys::SARIF_FIX, &values)),
            artifact_changes: [Change {
                artifact_location: location,
                replacements: [Replacement {
                    deleted_region: start,
                    inserted_content: Content { text: commands + "\n" },
                }],
            }],
            properties: FixProperties { steps },
        }
    }
}

/// The headline, then a paragraph each for whom it matters, what users see and what mends it.
fn told(finding: &Finding) -> String {
    let mut told = finding.message.clone();
    for paragraph in &finding.help.0 {
        let _ = write!(told, "\n\n{paragraph}");
    }
    told
}

/// A fingerprint by the name of its version: `2:6046…` is `6046…` of `msstd/v2`.
fn fingerprint(fingerprint: &str) -> BTreeMap<String, String> {
    let (version, value) = fingerprint.split_once(':').unwrap_or(("1", fingerprint));
    BTreeMap::from([(format!("msstd/v{version}"), value.to_owned())])
}

fn suppression(allowance: &Allowance) -> Suppression {
    Suppression {
        kind: "external",
        status: "accepted",
        justification: allowance.reason.clone(),
        properties: Until { until: allowance.until.clone() },
    }
}

fn within_certificate(logical: &str, label: &Label) -> LogicalLocation {
    LogicalLocation {
        name: logical.rsplit('.').next().unwrap_or(logical).to_owned(),
        fully_qualified_name: logical.to_owned(),
        kind: "member",
        properties: label.excerpt.as_ref().map(|excerpt| Decoded { decoded: excerpt.text().to_owned() }),
    }
}

/// What stands at a place of one line; none where it was too long to be shown whole.
fn snippet(label: &Label) -> Option<String> {
    let (_, text) = label.excerpt.as_ref()?.marked()?;
    let whole = label.place.end_line == label.place.line && !text.ends_with('…');
    (whole && !text.is_empty()).then(|| text.to_owned())
}
