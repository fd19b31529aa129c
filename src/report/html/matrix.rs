//! The matrix: each required name against each certificate, with the result in each cell.

use std::collections::{BTreeMap, BTreeSet};

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{COLUMNS, PRINCIPALS},
    certificates::Shown,
    places::Places,
    required::Required,
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
    required: &'r [Required<'r>],
    anchor: String,
    columns: Vec<Column>,
    /// Server certificates that have no column.
    more_columns: usize,
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
    vantage: String,
    places: Places,
    verdict: Compared,
    cells: Vec<Cell>,
}

/// A principal against a certificate.
enum Cell {
    /// The principal is compared with no certificate.
    Empty,
    /// Nothing is known of this pair.
    Unknown,
    Compared {
        verdict: Compared,
        why: String,
        /// The server presents it, or may.
        counts: bool,
        /// Its result is the name's.
        chosen: bool,
        /// Whether the server presents it, in words; empty where it doesn't.
        presented: String,
    },
}

/// The ids of the certificates that the columns are for: those that the server presents, then those that it may present,
/// then others.
pub(super) fn columns(required: &[Required<'_>]) -> Vec<String> {
    let shown = || required.iter().take(PRINCIPALS).map(|one| one.principal);
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
        deployment: &Deployment,
        required: &'r [Required<'r>],
        anchor: &str,
        columns: Vec<String>,
        certificates: &Shown,
    ) -> Matrix<'r> {
        let column = |id: String| Column::of(id.clone(), certificates.named.get(&id));
        let columns: Vec<Column> = columns.into_iter().map(column).collect();
        let more_columns = deployment.tally.servers.saturating_sub(columns.len());
        Matrix { shared, required, anchor: anchor.to_owned(), columns, more_columns }
    }

    fn rows(&self) -> impl Iterator<Item = Row<'r>> {
        self.required.iter().take(PRINCIPALS).map(|one| self.row(one))
    }

    fn row(&self, required: &Required<'r>) -> Row<'r> {
        let (shared, principal) = (self.shared, required.principal);
        let places = required.places.iter().map(|place| match &place.protocol {
            Some(protocol) => format!("{}, {protocol}: {}", shared.origin(place), shared.words.place_of(place)),
            None => format!("{}: {}", shared.origin(place), shared.words.place_of(place)),
        });
        Row {
            principal,
            vantage: shared.vantage(&principal.vantage),
            places: Places::new(shared, required.places.len(), places),
            verdict: shared.verdict_of(principal),
            cells: if required.is_compared() { self.compared(principal) } else { self.empty() },
        }
    }

    fn empty(&self) -> Vec<Cell> {
        self.columns.iter().map(|_| Cell::Empty).collect()
    }

    fn compared(&self, principal: &Principal) -> Vec<Cell> {
        let presented = self.presented(principal);
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
            let Some(candidate) = found.remove(&column.id) else { return Cell::Unknown };
            let chosen = principal.certificate.as_ref() == Some(&column.id);
            let verdict = self.shared.verdict(&candidate.verdict);
            let counts = candidate.basis.is_some();
            let presented = if counts { presented.clone() } else { String::new() };
            Cell::Compared { verdict, why: candidate.why, counts, chosen, presented }
        };
        self.columns.iter().map(cell).collect()
    }

    /// What is known of the certificate that the server presents: it is bound, it is taken to be the one, or it is one of
    /// several.
    fn presented(&self, principal: &Principal) -> String {
        let mut bases = principal.candidates.iter().filter_map(|candidate| candidate.basis);
        self.shared.say(match (bases.next().as_deref(), bases.next()) {
            (_, Some(_)) => keys::HTML_MAY_BE_PRESENTED,
            (Some("bound" | "record" | "configured"), None) => keys::HTML_PRESENTED,
            _ => keys::HTML_ASSUMED_PRESENTED,
        })
    }

    fn more_rows(&self) -> usize {
        self.required.len().saturating_sub(PRINCIPALS)
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
