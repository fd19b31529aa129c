//! `--format inventory`: a table of all certificates, for Excel and scripts; its form is that of [`super::csv`].

use std::{
    collections::{BTreeSet, HashMap},
    io::{self, Write},
};

use super::{
    csv::{Table, list, number, text},
    model::{Binding, Certificate, CertificatePlace, Deployment, Finding, Label, Place, Report},
    parts::Part,
    rows::shown_line,
    sentences::Sentences,
};
use crate::{finding::State, model::time};

const COLUMNS: [&str; 32] = [
    "record",
    "deployment",
    "path",
    "inside",
    "index",
    "line",
    "further_places",
    "role",
    "role_why",
    "subject",
    "common_names",
    "names",
    "issuer",
    "serial",
    "not_before",
    "not_after",
    "days_left",
    "key",
    "signature",
    "sha1",
    "sha256",
    "bindings",
    "answers_for",
    "findings",
    "named_in",
    "accepted",
    "code",
    "column",
    "message",
    "client",
    "at",
    "id",
];

/// Writes the certificates a row each, then, a deployment, what was not decided and what was examined, and last how the
/// report was made.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    let mut table = Table::new(&COLUMNS, out)?;
    for part in report.parts() {
        let Some(deployment) = part.deployment else { continue };
        for (certificate, notes) in deployment.certificates.iter().zip(notes(part, deployment, &words)) {
            write_certificate(&certificate, &notes, deployment, &mut table)?;
        }
        table.examined(report, part, deployment, &words)?;
    }
    table.end(report, &words)
}

fn write_certificate(
    row: &Certificate,
    notes: &Notes,
    deployment: &Deployment,
    table: &mut Table<'_>,
) -> io::Result<()> {
    let or_empty = |value: &Option<String>| text(value.as_deref().unwrap_or_default());
    let mut cells = vec![
        ("record", text("certificate")),
        ("deployment", text(&deployment.name)),
        ("further_places", list(row.places.iter().skip(1).map(shown))),
        ("role", text(&row.role)),
        ("role_why", text(&row.role_why)),
        ("subject", or_empty(&row.subject)),
        ("common_names", list(&row.common_names)),
        ("names", list(&row.names)),
        ("issuer", or_empty(&row.issuer)),
        ("serial", or_empty(&row.serial)),
        ("not_before", or_empty(&row.not_before)),
        ("not_after", or_empty(&row.not_after)),
        ("days_left", number(days_left(row, deployment))),
        ("key", or_empty(&row.key)),
        ("signature", or_empty(&row.signature)),
        ("sha1", or_empty(&row.sha1)),
        ("sha256", or_empty(&row.sha256)),
        ("bindings", list(row.bindings.iter().map(bound))),
        ("answers_for", list(&notes.answers_for)),
        ("findings", list(&notes.findings)),
        ("named_in", list(&notes.named_in)),
        ("accepted", list(&notes.accepted)),
        ("at", text(&deployment.at)),
        ("id", text(&row.id)),
    ];
    if let Some(place) = row.places.first() {
        cells.extend([
            ("path", text(&place.path)),
            ("inside", list(&place.inside)),
            ("index", number(place.index)),
            ("line", number(place.line)),
        ]);
    }
    table.row(cells)
}

/// Whole days from the moment judged at to the certificate's end; negative once it has expired.
fn days_left(row: &Certificate, deployment: &Deployment) -> Option<i64> {
    let moment = |text: &str| time::parse(text).ok();
    Some(time::days_between(moment(&deployment.at)?, moment(row.not_after.as_deref()?)?))
}

fn shown(place: &CertificatePlace) -> String {
    shown_line(&place.path, &place.inside, place.index, place.line)
}

fn bound(binding: &Binding) -> String {
    let server = binding.server.iter().map(|server| format!(" {server}"));
    let site = binding.site.iter().map(|site| format!(" ({site})"));
    server.chain(site).fold(binding.service.to_string(), |bound, more| bound + &more)
}

/// What the report says of one certificate.
#[derive(Default)]
struct Notes {
    /// Principals that it answers for, with the verdict.
    answers_for: Vec<String>,
    /// Rules that found something about it which counts.
    findings: BTreeSet<String>,
    /// Rules whose findings about something else show it, and count.
    named_in: BTreeSet<String>,
    /// Rules whose findings about it do not count, and why.
    accepted: BTreeSet<String>,
}

/// What the report says of each certificate, in the order of the deployment's list.
fn notes(part: Part<'_>, deployment: &Deployment, words: &Sentences) -> Vec<Notes> {
    let known = Known::of(deployment);
    let mut notes: Vec<Notes> = Vec::new();
    notes.resize_with(deployment.certificates.len(), Notes::default);
    for principal in &deployment.principals {
        let at = principal.certificate.as_ref().and_then(|id| known.by_name.get(id));
        if let Some(own) = at.and_then(|at| notes.get_mut(*at)) {
            // One name may be required in many places.
            let answer = format!("{} ({})", principal.shown(), words.verdict(&principal.verdict));
            if !own.answers_for.contains(&answer) {
                own.answers_for.push(answer);
            }
        }
    }
    for (_, found) in part.findings() {
        let row = found.row();
        let about = known.about(&row);
        if let Some(own) = about.and_then(|at| notes.get_mut(at)) {
            match words.set_aside(row.state, row.allowance.as_ref()) {
                None => own.findings.insert(row.code.to_string()),
                Some(why) => own.accepted.insert(format!("{} ({why})", row.code)),
            };
        }
        let others = row.labels.iter().filter_map(|label| known.shown(label)).filter(|at| Some(*at) != about);
        for at in others.filter(|_| row.state == State::New) {
            if let Some(other) = notes.get_mut(at) {
                other.named_in.insert(row.code.to_string());
            }
        }
    }
    notes
}

/// The certificates of a deployment by what findings call them.
struct Known {
    /// By id, and by thumbprint as Exchange writes it.
    by_name: HashMap<String, usize>,
    by_place: HashMap<(String, Vec<String>, Option<u32>), usize>,
}

impl Known {
    fn of(deployment: &Deployment) -> Known {
        let mut known = Known { by_name: HashMap::new(), by_place: HashMap::new() };
        for (at, row) in deployment.certificates.iter().enumerate() {
            known.by_name.insert(row.id, at);
            if let Some(sha1) = row.sha1 {
                known.by_name.entry(sha1.to_ascii_uppercase()).or_insert(at);
            }
            for place in row.places {
                known.by_place.entry((place.path, place.inside, place.index)).or_insert(at);
            }
        }
        known
    }

    /// The certificate that a finding is about: its subject, or what its first place shows.
    fn about(&self, row: &Finding) -> Option<usize> {
        self.by_name.get(&row.subject).copied().or_else(|| self.shown(row.labels.first()?))
    }

    /// The certificate that a place shows.
    fn shown(&self, label: &Label) -> Option<usize> {
        label.logical.as_ref()?;
        let Place { path, inside, index, .. } = &label.place;
        self.by_place.get(&(path.clone(), inside.clone(), *index)).copied()
    }
}
