//! Saved JSON reports, read again: one document, several, or one a line as `--format ndjson` writes them.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use serde::{Deserialize, Deserializer};

use super::{
    lazy::Json,
    merge::{MergeError, Merging},
    model::{Deployment, Report, Tally},
    rows::{Artifact, Finding, Name},
    sanitized_json::SanitizedJson,
    store::{Body, Findings, Head, Stored},
};
use crate::{rules, text::Words};

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
    let reports = serde_json::Deserializer::from_reader(SanitizedJson::new(from)).into_iter::<Report>();
    let mut merging = Merging::default();
    for report in reports {
        merging.add(checked(report?)?)?;
    }
    merging.finish().ok_or(SavedError::Empty)
}

/// A report of the known version, with what is left out of JSON since it follows from the rest.
fn checked(mut report: Report) -> Result<Report, SavedError> {
    if report.schema != SCHEMA {
        return Err(SavedError::Version(report.schema));
    }
    for deployment in &mut report.deployments {
        deployment.tally = Tally::of(deployment);
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
    let names: Vec<String> = report.deployments.iter().map(|deployment| deployment.name.clone()).collect();
    let is_unknown = |index: usize| index >= names.len();
    for Stored { head, body } in
        report.findings.all.iter_mut().filter(|one| one.head.deployment().is_none_or(is_unknown))
    {
        let Body::Saved(row) = body else { continue };
        // Reports of the first days have no index.
        let name = row.get().and_then(|row| row.deployment);
        let index = names.iter().position(|own| Some(own) == name.as_ref());
        head.deployment = index.and_then(|index| u32::try_from(index).ok());
    }
    report.findings.deployments = names;
    report.answer();
    Ok(report)
}

impl Tally {
    fn of(deployment: &Deployment) -> Tally {
        let mut tally = Tally::default();
        let mut last = None;
        for Artifact { path, inside, kind, .. } in &deployment.artifacts {
            let file = Some((path, inside));
            tally.files += usize::from(last != file);
            last = file;
            *tally.kinds.entry(kind).or_default() += 1;
        }
        tally.servers = deployment.certificates.iter().filter(|row| row.role == "server").count();
        tally
    }
}

impl<'de> Deserialize<'de> for Findings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Findings, D::Error> {
        let rows: Vec<Json<Finding>> = Vec::deserialize(deserializer)?;
        // Codes and names of rules are held once, however often they are read.
        let known: HashSet<&'static str> = rules::all().flat_map(|rule| [rule.code.0, rule.name]).collect();
        let shared = |word: Name| known.get(&*word).map_or(word, |known| Name::Borrowed(known));
        // Merged reports may hold one deployment twice: a cause is in the finding's own.
        let mut by_fingerprint: HashMap<(Option<usize>, String), u32> = HashMap::new();
        let mut causes: Vec<(usize, (Option<usize>, String))> = Vec::new();
        let mut all = Vec::with_capacity(rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            let Some(finding) = row.get() else { continue };
            let deployment = finding.deployment_index;
            by_fingerprint.insert((deployment, finding.fingerprint), u32::try_from(at).unwrap_or(u32::MAX));
            causes.extend(finding.cause.map(|cause| (at, (deployment, cause))));
            let head = Head {
                code: shared(finding.code),
                name: shared(finding.name),
                severity: finding.severity,
                outcome: finding.outcome,
                confidence: finding.confidence,
                state: finding.state,
                deployment: deployment.and_then(|index| u32::try_from(index).ok()),
                cause: None,
            };
            all.push(Stored { head, body: Body::Saved(row) });
        }
        for (at, cause) in causes {
            if let Some(saved) = all.get_mut(at) {
                saved.head.cause = by_fingerprint.get(&cause).copied();
            }
        }
        Ok(Findings { all, ..Findings::new(Words::new("en")) })
    }
}
