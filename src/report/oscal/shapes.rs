//! The shapes of OSCAL's assessment results, as far as they are filled.

// The names are those of the format.
#![allow(clippy::struct_field_names)]

use serde::Serialize;

/// What names of properties belong to that are not OSCAL's own.
const NAMESPACE: &str = "urn:msstd:control";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Document<'r> {
    pub assessment_results: AssessmentResults<'r>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct AssessmentResults<'r> {
    pub uuid: String,
    pub metadata: Metadata<'r>,
    pub import_ap: ImportAp,
    pub results: Vec<Result<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Metadata<'r> {
    pub title: String,
    pub last_modified: &'r str,
    pub version: &'r str,
    pub oscal_version: &'static str,
    pub remarks: String,
}

#[derive(Serialize)]
pub(super) struct ImportAp {
    pub href: &'static str,
    pub remarks: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Result<'r> {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub start: &'r str,
    pub end: &'r str,
    pub local_definitions: LocalDefinitions<'r>,
    pub reviewed_controls: ReviewedControls<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    pub remarks: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LocalDefinitions<'r> {
    pub inventory_items: [InventoryItem; 1],
    pub assessment_assets: AssessmentAssets<'r>,
}

#[derive(Serialize)]
pub(super) struct InventoryItem {
    pub uuid: String,
    pub description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct AssessmentAssets<'r> {
    pub components: [Component<'r>; 1],
    pub assessment_platforms: [AssessmentPlatform<'r>; 1],
}

#[derive(Serialize)]
pub(super) struct Component<'r> {
    pub uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: &'r str,
    pub description: String,
    pub props: Vec<Property>,
    pub status: State,
}

#[derive(Serialize)]
pub(super) struct State {
    pub state: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct AssessmentPlatform<'r> {
    pub uuid: String,
    pub title: &'r str,
    pub uses_components: [UsesComponent; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct UsesComponent {
    pub component_uuid: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ReviewedControls<'r> {
    pub control_selections: Vec<ControlSelection<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ControlSelection<'r> {
    pub description: String,
    pub links: [Link<'r>; 1],
    pub include_controls: Vec<ControlId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude_controls: Vec<ControlId>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ControlId {
    pub control_id: String,
}

#[derive(Serialize)]
pub(super) struct Link<'r> {
    pub href: &'r str,
    pub rel: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Observation<'r> {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub props: Vec<Property>,
    pub methods: [&'static str; 1],
    pub types: [&'static str; 1],
    pub origins: [Origin; 1],
    pub subjects: [Subject; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relevant_evidence: Vec<RelevantEvidence>,
    pub collected: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Property {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    value: String,
}

impl Property {
    /// One of OSCAL's own names.
    pub(super) fn plain(name: &'static str, value: String) -> Property {
        Property { name, ns: None, value }
    }

    /// One of msstd's names.
    pub(super) fn own(name: &'static str, value: String) -> Property {
        Property { name, ns: Some(NAMESPACE), value }
    }
}

#[derive(Serialize)]
pub(super) struct Origin {
    pub actors: [Actor; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Actor {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub actor_uuid: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Subject {
    pub subject_uuid: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct RelevantEvidence {
    pub description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Finding {
    pub uuid: String,
    pub title: String,
    pub description: String,
    pub props: Vec<Property>,
    pub origins: [Origin; 1],
    pub target: Target,
    pub related_observations: [ObservationLink; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Target {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub target_id: String,
    pub status: TargetStatus,
}

#[derive(Serialize)]
pub(super) struct TargetStatus {
    pub state: &'static str,
    pub reason: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ObservationLink {
    pub observation_uuid: String,
}
