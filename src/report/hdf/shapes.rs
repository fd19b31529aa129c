//! The shapes of InSpec's report, version 1.0 of its schema, as far as they are filled.

use serde::Serialize;

use crate::controls::Status;

#[derive(Serialize)]
pub(super) struct Evaluation<'r> {
    pub platform: Platform<'r>,
    pub version: &'r str,
    pub statistics: Nothing,
    pub profiles: Vec<Profile<'r>>,
}

#[derive(Serialize)]
pub(super) struct Platform<'r> {
    pub name: &'r str,
    pub release: &'r str,
    pub target_id: String,
}

#[derive(Serialize)]
pub(super) struct Nothing {}

#[derive(Serialize)]
pub(super) struct Profile<'r> {
    pub name: &'r str,
    pub title: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'r str>,
    pub summary: String,
    pub sha256: String,
    pub status: &'static str,
    pub supports: [Nothing; 0],
    pub attributes: [Nothing; 0],
    pub groups: [Group<'r>; 1],
    pub controls: Vec<Control<'r>>,
}

#[derive(Serialize)]
pub(super) struct Group<'r> {
    pub id: &'r str,
    pub title: &'r str,
    pub controls: Vec<&'r str>,
}

#[derive(Serialize)]
pub(super) struct Control<'r> {
    pub id: &'r str,
    pub title: &'r str,
    pub desc: String,
    pub impact: f64,
    pub refs: [Reference<'r>; 1],
    pub tags: Tags<'r>,
    pub source_location: Nothing,
    pub code: &'static str,
    pub results: [Result<'r>; 1],
}

#[derive(Serialize)]
pub(super) struct Reference<'r> {
    pub url: &'r str,
}

/// What Heimdall shows beside a control.
#[derive(Serialize)]
pub(super) struct Tags<'r> {
    pub severity: &'static str,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gtitle: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stig_id: Option<&'r str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub cci: &'r [String],
}

#[derive(Serialize)]
pub(super) struct Result<'r> {
    pub status: Outcome,
    pub code_desc: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_message: Option<String>,
    pub start_time: &'r str,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    Passed,
    Failed,
    Skipped,
}
