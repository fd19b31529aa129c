//! Saved JSON reports, read again: one document, several, or one a line as `--format ndjson` writes them.

use std::{collections::HashMap, sync::Arc};

use serde::{Deserialize, Deserializer};

use super::merge::MergeError;
use super::{
    kept::{All, Artifacts, Candidates, Certificates, Compared, Files, Findings, Held, Ids, Known, Named, Out},
    model::Report,
    row::{Artifact, Candidate, Certificate, Finding, shown_place},
};
use crate::{judge::verdict::Verdict, text::Words};

/// The version of the contract that is read and written.
pub const SCHEMA: u32 = 1;

/// Why a saved report can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// It is no JSON report: with line and column.
    #[error("not a JSON report of msstd: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of a version that is not known here.
    #[error("version {0} of the JSON report is not known here; version {SCHEMA} is")]
    Version(u32),
    /// There is nothing in it.
    #[error("there is no report in it")]
    Empty,
    /// It can't be one report with those before it.
    #[error(transparent)]
    Differs(#[from] MergeError),
}

/// The report in a text, or the several reports in it as one.
///
/// # Errors
/// What is wrong with it, with line and column.
pub fn read(text: &[u8]) -> Result<Report, SavedError> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let reports = serde_json::Deserializer::from_slice(text).into_iter::<Report>();
    let mut whole: Option<Report> = None;
    for report in reports {
        let report = checked(report?)?;
        match &mut whole {
            Some(whole) => whole.merge(report)?,
            None => whole = Some(report),
        }
    }
    whole.ok_or(SavedError::Empty)
}

/// A report of the known version, with what is left out of JSON since it follows from the rest.
fn checked(mut report: Report) -> Result<Report, SavedError> {
    if report.schema != SCHEMA {
        return Err(SavedError::Version(report.schema));
    }
    for deployment in &mut report.deployments {
        let certificates: HashMap<String, Certificate> =
            deployment.certificates.iter().map(|row| (row.id.clone(), row)).collect();
        for principal in &mut deployment.principals {
            let Some(id) = &principal.certificate else { continue };
            principal.certificate_shown = certificates.get(id).map(shown);
            principal.basis_why = principal.candidates.iter().find(|row| row.certificate == *id).map(|row| row.why);
        }
    }
    let names: Vec<String> = report.deployments.iter().map(|deployment| deployment.name.clone()).collect();
    if let All::Saved(all) = &mut report.findings.all {
        for (row, _) in all.iter_mut() {
            // Reports of the first days have no index.
            let known = row.deployment_index.filter(|index| *index < names.len());
            let by_name = || names.iter().position(|name| Some(name) == row.deployment.as_ref());
            row.deployment_index = known.or_else(by_name);
        }
    }
    report.findings.deployments = names;
    Ok(report)
}

/// How a certificate is called: where it stands first, or by its thumbprint.
fn shown(row: &Certificate) -> String {
    match row.places.first() {
        Some(place) => shown_place(&place.path, &place.inside, place.index),
        None => row.sha1.as_deref().unwrap_or_default().to_ascii_uppercase(),
    }
}

impl<'de> Deserialize<'de> for Findings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Findings, D::Error> {
        let rows: Vec<Finding> = Vec::deserialize(deserializer)?;
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let by_fingerprint: HashMap<&str, u32> =
            rows.iter().enumerate().map(|(at, row)| (row.fingerprint.as_str(), index(at))).collect();
        let causes: Vec<Option<u32>> =
            rows.iter().map(|row| row.cause.as_deref().and_then(|cause| by_fingerprint.get(cause).copied())).collect();
        let all = All::Saved(rows.into_iter().zip(causes).collect());
        Ok(Findings { words: Words::new("en"), all, deployments: Vec::new() })
    }
}

impl<'de> Deserialize<'de> for Artifacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Artifacts, D::Error> {
        Vec::<Artifact>::deserialize(deserializer).map(|rows| Artifacts(Files::Saved(rows)))
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ids, D::Error> {
        Vec::<String>::deserialize(deserializer).map(|ids| Ids(Named::Saved(ids)))
    }
}

impl<'de> Deserialize<'de> for Candidates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Candidates, D::Error> {
        Vec::<Candidate>::deserialize(deserializer).map(|rows| Candidates(Compared::Saved(rows)))
    }
}

impl<'de> Deserialize<'de> for Certificates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Certificates, D::Error> {
        let held = |mut row: Certificate| Held {
            role: row.role.clone(),
            role_why: Arc::from(row.role_why.as_str()),
            bindings: std::mem::take(&mut row.bindings),
            // Who is no candidate, and why, stands in the report already.
            out: Out { server: row.role == "server", bound: false, bound_to_nothing: false, valid: true },
            otherwise: Verdict::Inconclusive,
            known: Known::Row(Box::new(row)),
        };
        let rows = Vec::<Certificate>::deserialize(deserializer)?;
        Ok(Certificates(rows.into_iter().map(held).collect()))
    }
}
