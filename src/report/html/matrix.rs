//! The matrix: required names against certificates, the verdict in each cell.

use std::collections::{BTreeMap, BTreeSet};

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{COLUMNS, PRINCIPALS},
    certificates::Shown,
    shared::{Compared, Shared, issued_to},
};
use crate::{
    report::model::{Candidate, Certificate, Deployment, Principal},
    text::keys::report as keys,
};

/// Servers whose bindings a column's head names.
const SERVERS: usize = 4;

/// The matrix of a deployment.
#[derive(Template)]
#[template(path = "matrix.html")]
pub(super) struct Matrix<'r> {
    shared: &'r Shared<'r>,
    deployment: &'r Deployment,
    anchor: String,
    columns: Vec<Column>,
}

impl HtmlSafe for Matrix<'_> {}

struct Column {
    id: String,
    called: String,
    issued_to: String,
    bound: Vec<String>,
}

struct Row<'r> {
    principal: &'r Principal,
    origin: String,
    place: String,
    verdict: Compared,
    cells: Vec<Option<Cell>>,
}

/// A principal against a certificate.
struct Cell {
    verdict: Compared,
    why: String,
    /// It answers, or may.
    counts: bool,
    /// It is the one that answers.
    chosen: bool,
}

/// The ids of the certificates that the columns are for: those that answer first, then those that may, then others.
pub(super) fn columns(deployment: &Deployment) -> Vec<String> {
    let shown = || deployment.principals.iter().take(PRINCIPALS);
    let mut columns: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut others = Vec::new();
    for id in shown().filter_map(|principal| principal.certificate.as_ref()) {
        if seen.insert(id.clone()) {
            columns.push(id.clone());
        }
    }
    for candidate in shown().flat_map(|principal| principal.candidates.iter()) {
        if columns.len() >= COLUMNS {
            break;
        }
        if candidate.basis.is_some() {
            if seen.insert(candidate.certificate.clone()) {
                columns.push(candidate.certificate);
            }
        } else if others.len() < COLUMNS && !others.contains(&candidate.certificate) {
            others.push(candidate.certificate);
        }
    }
    others.retain(|id| !seen.contains(id));
    columns.extend(others);
    columns.truncate(COLUMNS);
    columns
}

impl<'r> Matrix<'r> {
    pub(super) fn new(
        shared: &'r Shared<'r>,
        deployment: &'r Deployment,
        anchor: &str,
        columns: Vec<String>,
        certificates: &Shown,
    ) -> Matrix<'r> {
        let column = |id: String| Column::of(id.clone(), certificates.named.get(&id));
        let columns = columns.into_iter().map(column).collect();
        Matrix { shared, deployment, anchor: anchor.to_owned(), columns }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'r>> {
        self.deployment.principals.iter().take(PRINCIPALS).map(|principal| self.row(principal))
    }

    fn row(&self, principal: &'r Principal) -> Row<'r> {
        let mut missing: BTreeSet<&str> = self.columns.iter().map(|column| column.id.as_str()).collect();
        let mut found: BTreeMap<String, Candidate> = BTreeMap::new();
        let mut candidates = principal.candidates.iter();
        while !missing.is_empty() {
            let Some(candidate) = candidates.next() else { break };
            if missing.remove(candidate.certificate.as_str()) {
                found.insert(candidate.certificate.clone(), candidate);
            }
        }
        let cell = |column: &Column| {
            let candidate = found.remove(&column.id)?;
            let chosen = principal.certificate.as_ref() == Some(&column.id);
            let verdict = self.shared.verdict(&candidate.verdict);
            Some(Cell { verdict, why: candidate.why, counts: candidate.basis.is_some(), chosen })
        };
        Row {
            principal,
            origin: self.shared.origin(principal),
            place: self.shared.words.place_of(principal),
            verdict: self.shared.verdict_of(principal),
            cells: self.columns.iter().map(cell).collect(),
        }
    }

    fn more_rows(&self) -> usize {
        self.deployment.principals.len().saturating_sub(PRINCIPALS)
    }

    fn more_columns(&self) -> usize {
        self.deployment.tally.servers.saturating_sub(self.columns.len())
    }
}

impl Column {
    fn of(id: String, certificate: Option<&Certificate>) -> Column {
        let Some(certificate) = certificate else {
            return Column { called: id.clone(), id, issued_to: String::new(), bound: Vec::new() };
        };
        let mut services: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for binding in &certificate.bindings {
            services.entry(binding.server.as_deref().unwrap_or_default()).or_default().insert(&binding.service);
        }
        let bound = services.into_iter().take(SERVERS).map(|(server, services)| {
            let services = services.into_iter().collect::<Vec<_>>().join(", ");
            if server.is_empty() { services } else { format!("{server}: {services}") }
        });
        let bound = bound.collect();
        Column { id, called: certificate.called(), issued_to: issued_to(certificate), bound }
    }
}
