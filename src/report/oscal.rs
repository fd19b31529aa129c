//! `--format oscal`: assessment results of OSCAL, the format of NIST for what was assessed, how, and with what result.
//!
//! A deployment is a result. Every control that was assessed is an observation there, with its status and the lines that show
//! it. A control that is open, or met, is a finding too: a finding of OSCAL is satisfied or not, and what nobody reviewed is
//! neither.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    identifiers::Identifiers,
    json::Lines,
    markdown::{code, prose},
    model::{Control, Deployment, Evidence, Framework, Report},
    sentences::Sentences,
};
use crate::{controls::Status, text::keys::controls as keys};

mod shapes;

use shapes::{
    Actor, AssessmentAssets, AssessmentPlatform, AssessmentResults, Component, ControlId, ControlSelection, Document,
    Finding, ImportAp, InventoryItem, Link, LocalDefinitions, Metadata, Observation, ObservationLink, Origin, Property,
    RelevantEvidence, Result, ReviewedControls, State, Subject, Target, TargetStatus, UsesComponent,
};

/// The version of OSCAL that the file follows.
const VERSION: &str = "1.1.3";

/// OSCAL asks for an assessment plan, and there is none in OSCAL.
const PLAN: &str = "urn:msstd:controls";

/// Down to which depth each item has a line of its own: the fields of an observation.
const DEEPEST: usize = 6;

/// Writes the report as one document.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let words = Sentences::new("en");
    let ids = Identifiers::of(report)?;
    let document = Oscal { report, words: &words, ids: &ids }.document();
    document.serialize(&mut serde_json::Serializer::with_formatter(&mut buffered, Lines::new(DEEPEST, false)))?;
    writeln!(buffered)?;
    buffered.flush()
}

struct Oscal<'r> {
    report: &'r Report,
    words: &'r Sentences,
    ids: &'r Identifiers,
}

impl<'r> Oscal<'r> {
    fn document(&self) -> Document<'r> {
        let results = self
            .report
            .deployments
            .iter()
            .enumerate()
            .map(|(index, deployment)| Assessed { oscal: self, deployment, index: index.to_string() }.result());
        Document {
            assessment_results: AssessmentResults {
                uuid: self.ids.of_parts(&["oscal"]),
                metadata: Metadata {
                    title: self.words.say(keys::OSCAL_TITLE),
                    last_modified: &self.report.run.at,
                    version: &self.report.run.at,
                    oscal_version: VERSION,
                    remarks: prose_lines(self.words.made(self.report)),
                },
                import_ap: ImportAp { href: PLAN, remarks: self.words.say(keys::OSCAL_PLAN) },
                results: results.collect(),
            },
        }
    }
}

/// Sentences as paragraphs of Markdown.
fn prose_lines(sentences: impl IntoIterator<Item = String>) -> String {
    sentences.into_iter().map(|sentence| prose(&sentence)).collect::<Vec<_>>().join("\n\n")
}

/// A deployment on its way to a result.
struct Assessed<'r, 'o> {
    oscal: &'o Oscal<'r>,
    deployment: &'r Deployment,
    /// Its index: several may have one name.
    index: String,
}

impl<'r> Assessed<'r, '_> {
    fn uuid(&self, parts: &[&str]) -> String {
        self.oscal.ids.of_parts(&[&["oscal", &self.index], parts].concat())
    }

    fn result(&self) -> Result<'r> {
        let Deployment { name, at, .. } = self.deployment;
        let (frameworks, controls) = self.deployment.assessed();
        let (words, name) = (self.oscal.words, if name.trim().is_empty() { "\"\"" } else { name });
        let findings = controls.iter().filter_map(|control| self.finding(control));
        Result {
            uuid: self.uuid(&["result"]),
            title: prose(name),
            description: prose(&words.read(self.deployment)),
            start: at,
            end: at,
            local_definitions: self.definitions(name),
            reviewed_controls: ReviewedControls {
                control_selections: frameworks.iter().filter_map(|row| self.selection(row)).collect(),
            },
            observations: controls.iter().map(|control| self.observation(control)).collect(),
            findings: findings.collect(),
            remarks: prose_lines(words.answer_lines(self.deployment)),
        }
    }

    /// The deployment as what is assessed, and msstd as what assesses it.
    fn definitions(&self, name: &str) -> LocalDefinitions<'r> {
        let tool = self.oscal.report;
        let component = Component {
            uuid: self.uuid(&["tool"]),
            kind: "software",
            title: &tool.tool.name,
            description: self.oscal.words.say(keys::OSCAL_TOOL),
            props: vec![Property::plain("version", tool.tool.version.to_string())],
            status: State { state: "operational" },
        };
        LocalDefinitions {
            inventory_items: [InventoryItem { uuid: self.uuid(&["deployment"]), description: prose(name) }],
            assessment_assets: AssessmentAssets {
                assessment_platforms: [AssessmentPlatform {
                    uuid: self.uuid(&["platform"]),
                    title: &tool.tool.name,
                    uses_components: [UsesComponent { component_uuid: component.uuid.clone() }],
                }],
                components: [component],
            },
        }
    }

    /// The controls of a framework, and which of them were not reviewed.
    fn selection(&self, framework: &'r Framework) -> Option<ControlSelection<'r>> {
        let (_, controls) = self.deployment.assessed();
        let of_framework = || controls.iter().filter(|row| row.framework == framework.framework);
        let id = |control: &Control| ControlId { control_id: token(control) };
        let include_controls: Vec<ControlId> = of_framework().map(id).collect();
        let not_reviewed = of_framework().filter(|row| row.status == Status::NotReviewed);
        (!include_controls.is_empty()).then(|| ControlSelection {
            description: prose(&framework.called()),
            links: [Link { href: &framework.source, rel: "reference" }],
            include_controls,
            exclude_controls: not_reviewed.map(id).collect(),
        })
    }

    fn observation(&self, control: &'r Control) -> Observation<'r> {
        let words = self.oscal.words;
        let remarks = [words.asked(control), words.more_lines(control), words.missing_exports(control)];
        Observation {
            uuid: self.observation_uuid(control),
            title: prose(&control.title),
            description: prose(&words.control_reason(control)),
            props: properties(control),
            methods: ["TEST"],
            types: ["control-objective"],
            origins: [self.origin()],
            subjects: [Subject { subject_uuid: self.uuid(&["deployment"]), kind: "inventory-item" }],
            relevant_evidence: control.evidence.iter().map(relevant).collect(),
            collected: &self.deployment.at,
            remarks: Some(prose_lines(remarks.into_iter().flatten())).filter(|remarks| !remarks.is_empty()),
        }
    }

    fn observation_uuid(&self, control: &Control) -> String {
        self.uuid(&["observation", &control.framework, &control.id])
    }

    /// A control that was decided.
    fn finding(&self, control: &'r Control) -> Option<Finding> {
        let status = match control.status {
            Status::Open => TargetStatus { state: "not-satisfied", reason: "fail" },
            Status::NotAFinding => TargetStatus { state: "satisfied", reason: "pass" },
            Status::NotReviewed | Status::NotApplicable => return None,
        };
        let words = self.oscal.words;
        Some(Finding {
            uuid: self.uuid(&["finding", &control.framework, &control.id]),
            title: prose(&control.title),
            description: prose(&words.control_reason(control)),
            props: properties(control),
            origins: [self.origin()],
            target: Target { kind: "objective-id", target_id: token(control), status },
            related_observations: [ObservationLink { observation_uuid: self.observation_uuid(control) }],
        })
    }

    fn origin(&self) -> Origin {
        Origin { actors: [Actor { kind: "tool", actor_uuid: self.uuid(&["tool"]) }] }
    }
}

fn properties(control: &Control) -> Vec<Property> {
    let mut properties = vec![
        Property::own("framework", control.framework.to_string()),
        Property::own("control", control.id.to_string()),
        Property::own("status", control.status.name().to_owned()),
    ];
    properties.extend(control.severity.map(|severity| Property::own("severity", severity.name().to_owned())));
    properties
}

/// A control's number as a token of OSCAL: it begins with a letter, and holds no more than letters, digits, `.`, `-` and `_`.
fn token(control: &Control) -> String {
    let id = if control.id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        control.id.to_string()
    } else {
        format!("{}_{}", control.framework, control.id)
    };
    id.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect()
}

fn relevant(line: &Evidence) -> RelevantEvidence {
    RelevantEvidence { description: format!("{}: {}", code(&line.place()), code(&line.text)) }
}
