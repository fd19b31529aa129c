//! Saved JSON reports, read again: one document, several, or one a line as `--format ndjson` writes them.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
    sync::Arc,
};

use serde::{Deserialize, Deserializer};

use super::{
    harmless::HarmlessJson,
    kept::{
        All, Artifacts, Candidates, Certificates, Compared, Files, Findings, Held, Ids, Known, Named, Out, SavedFinding,
    },
    lazy::Json,
    merge::MergeError,
    model::Report,
    row::{Artifact, Candidate, Certificate, Finding},
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

/// The report that is read, or the several reports in it as one.
///
/// # Errors
/// What is wrong with it, with line and column, or why it can't be read.
pub fn read(from: impl Read) -> Result<Report, SavedError> {
    let reports = serde_json::Deserializer::from_reader(HarmlessJson::new(from)).into_iter::<Report>();
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
        let chosen = deployment.principals.iter().filter_map(|principal| principal.certificate.clone());
        let chosen: HashSet<String> = chosen.collect();
        let rows = deployment.certificates.iter().filter(|row| chosen.contains(&row.id));
        let certificates: HashMap<String, String> = rows.map(|row| (row.id.clone(), row.called())).collect();
        for principal in &mut deployment.principals {
            let Some(id) = &principal.certificate else { continue };
            principal.certificate_shown = certificates.get(id).cloned();
            principal.basis_why = principal.candidates.iter().find(|row| row.certificate == *id).map(|row| row.why);
        }
    }
    report.findings.deployments = report.deployments.iter().map(|deployment| deployment.name.clone()).collect();
    if let All::Saved(all) = &mut report.findings.all {
        let names = &report.findings.deployments;
        for saved in all.iter_mut().filter(|saved| saved.deployment.is_none_or(|index| index >= names.len())) {
            // Reports of the first days have no index.
            let name = saved.row.get().and_then(|row| row.deployment);
            saved.deployment = names.iter().position(|own| Some(own) == name.as_ref());
        }
    }
    Ok(report)
}

impl<'de> Deserialize<'de> for Findings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Findings, D::Error> {
        let rows: Vec<Json<Finding>> = Vec::deserialize(deserializer)?;
        let mut words: HashMap<String, Arc<str>> = HashMap::new();
        let mut shared =
            |word: String| Arc::clone(words.entry(word).or_insert_with_key(|word| Arc::from(word.as_str())));
        // Merged reports may hold one deployment twice: a cause is in the finding's own.
        let mut by_fingerprint: HashMap<(Option<usize>, String), u32> = HashMap::new();
        let mut causes: Vec<(usize, (Option<usize>, String))> = Vec::new();
        let mut all = Vec::with_capacity(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let Some(finding) = row.get() else { continue };
            let deployment = finding.deployment_index;
            by_fingerprint.insert((deployment, finding.fingerprint), u32::try_from(at).unwrap_or(u32::MAX));
            causes.extend(finding.cause.map(|cause| (at, (deployment, cause))));
            all.push(SavedFinding {
                row,
                code: shared(finding.code.into_owned()),
                name: shared(finding.name.into_owned()),
                severity: finding.severity,
                outcome: finding.outcome,
                state: finding.state,
                deployment: finding.deployment_index,
                cause: None,
            });
        }
        for (at, cause) in causes {
            if let Some(saved) = all.get_mut(at) {
                saved.cause = by_fingerprint.get(&cause).copied();
            }
        }
        Ok(Findings { words: Words::new("en"), all: All::Saved(all), deployments: Vec::new() })
    }
}

impl<'de> Deserialize<'de> for Artifacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Artifacts, D::Error> {
        Vec::<Json<Artifact>>::deserialize(deserializer).map(|rows| Artifacts(Files::Saved(rows)))
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ids, D::Error> {
        Vec::<String>::deserialize(deserializer).map(|ids| Ids(Named::Saved(ids)))
    }
}

impl<'de> Deserialize<'de> for Candidates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Candidates, D::Error> {
        Json::<Vec<Candidate>>::deserialize(deserializer).map(|rows| Candidates(Compared::Saved(rows)))
    }
}

impl<'de> Deserialize<'de> for Certificates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Certificates, D::Error> {
        let held = |row: Json<Certificate>| {
            let Certificate { role, .. } = row.get()?;
            Some(Held {
                // Who is no candidate, and why, stands in the report already.
                out: Out { server: role == "server", bound: false, bound_to_nothing: false, valid: true },
                role,
                role_why: Arc::from(""),
                bindings: Vec::new(),
                otherwise: Verdict::Inconclusive,
                known: Known::Saved(row),
            })
        };
        let rows = Vec::<Json<Certificate>>::deserialize(deserializer)?;
        Ok(Certificates(rows.into_iter().filter_map(held).collect()))
    }
}
