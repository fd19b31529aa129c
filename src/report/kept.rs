//! What a report keeps of what was judged, and the rows that are made of it when they are written: a report of a hundred
//! thousand certificates is held without a hundred thousand rows, and a format pays only for what it shows. A saved report
//! that is read again holds its rows as they are.

use std::{borrow::Cow, sync::Arc};

use serde::{Serialize, Serializer};

use crate::{
    decide::Fingerprint,
    finding::{self, Facts, Field, Outcome, Severity, State, Step},
    judge::{candidates::Excluded, judged_principal::Basis, verdict::Verdict},
    model::{
        self,
        certificate::hex,
        command::Command,
        file::Kind,
        source::{Position, Source, Span},
        time,
    },
    text::{
        Key, Value, Words,
        keys::{reasons, report as keys},
    },
};

use super::{
    excerpt::{Excerpt, Logical},
    lazy::Json,
    row::{
        Allowance, Artifact, Binding, Candidate, Certificate, CertificatePlace, Finding, Help, Label, Name, Paragraph,
        Place, Ways,
    },
    safe::visible,
    words,
};

/// A place without the text that it stands in.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) source: Arc<Source>,
    pub(super) index: Option<u32>,
    pub(super) start: Option<Position>,
    pub(super) end: Option<Position>,
    pub(super) span: Option<Span>,
}

impl Spot {
    pub(super) fn row(&self) -> Place {
        Place {
            path: visible(&self.source.path).into_owned(),
            inside: inside(&self.source),
            index: self.index,
            line: self.start.map(|position| position.line),
            column: self.start.map(|position| position.column),
            end_line: self.end.map(|position| position.line),
            end_column: self.end.map(|position| position.column),
            start: self.span.map(|span| span.start),
            end: self.span.map(|span| span.end),
        }
    }
}

/// The entries within archives, made harmless.
fn inside(source: &Source) -> Vec<String> {
    source.inside.iter().map(|entry| visible(entry).into_owned()).collect()
}

/// The files of a deployment, with each of their kinds.
#[derive(Debug)]
pub struct Artifacts(pub(super) Files);

#[derive(Debug)]
pub(super) enum Files {
    Kept(Vec<(Arc<Source>, Kind)>),
    Saved(Vec<Json<Artifact>>),
}

impl Artifacts {
    /// How many files there are.
    pub fn files(&self) -> usize {
        match &self.0 {
            Files::Kept(files) => files.chunk_by(|(one, _), (other, _)| Arc::ptr_eq(one, other)).count(),
            Files::Saved(_) => {
                let mut last = None;
                let files = self.iter().map(|row| (row.path, row.inside));
                files.filter(|file| last.replace(file.clone()).as_ref() != Some(file)).count()
            }
        }
    }

    /// How many artifacts are of a known kind.
    pub fn known(&self) -> usize {
        match &self.0 {
            Files::Kept(files) => files.iter().filter(|(_, kind)| *kind != Kind::Unknown).count(),
            Files::Saved(_) => self.iter().filter(|row| row.kind != Kind::Unknown.name()).count(),
        }
    }

    /// The kind of every artifact, by its name.
    pub fn kinds(&self) -> Box<dyn Iterator<Item = String> + '_> {
        match &self.0 {
            Files::Kept(files) => Box::new(files.iter().map(|(_, kind)| kind.name())),
            Files::Saved(_) => Box::new(self.iter().map(|row| row.kind)),
        }
    }

    /// A row for each kind of content of each file.
    pub fn iter(&self) -> impl Iterator<Item = Artifact> {
        let count = match &self.0 {
            Files::Kept(files) => files.len(),
            Files::Saved(rows) => rows.len(),
        };
        (0..count).filter_map(|index| self.get(index))
    }

    fn get(&self, index: usize) -> Option<Artifact> {
        let (source, kind) = match &self.0 {
            Files::Kept(files) => files.get(index)?,
            Files::Saved(rows) => return rows.get(index)?.get(),
        };
        Some(Artifact {
            path: visible(&source.path).into_owned(),
            inside: inside(source),
            kind: kind.name(),
            encoding: source.encoding.map(Cow::Borrowed),
            bytes: source.bytes,
            sha256: source.sha256.as_ref().map(|digest| hex(digest)),
        })
    }
}

impl<'r> IntoIterator for &'r Artifacts {
    type Item = Artifact;
    type IntoIter = Box<dyn Iterator<Item = Artifact> + 'r>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl Serialize for Artifacts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The certificates of a deployment.
#[derive(Debug, Clone)]
pub struct Certificates(pub(super) Arc<[Held]>);

/// A certificate that the report holds.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) known: Known,
    pub(super) role: Name,
    pub(super) role_why: Arc<str>,
    pub(super) bindings: Vec<Binding>,
    /// Why it is no candidate, where it is none.
    pub(super) out: Out,
    /// How it compares with a name that it is not seen to carry.
    pub(super) otherwise: Verdict,
}

#[derive(Debug)]
pub(super) enum Known {
    File(Arc<model::certificate::Certificate>),
    /// Only a record names it.
    Row(Box<Certificate>),
    /// A row of a saved report.
    Saved(Json<Certificate>),
}

/// What is known of a certificate that may be none of the candidates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Out {
    pub(super) server: bool,
    pub(super) bound: bool,
    pub(super) bound_to_nothing: bool,
    pub(super) valid: bool,
}

impl Held {
    fn id(&self) -> String {
        match &self.known {
            Known::File(certificate) => certificate.id(),
            Known::Row(row) => row.id.clone(),
            Known::Saved(row) => row.get().map(|row| row.id).unwrap_or_default(),
        }
    }

    fn row(&self) -> Option<Certificate> {
        let safe = |text: &str| visible(text).into_owned();
        let list = |texts: &[String]| texts.iter().map(|text| safe(text)).collect::<Vec<_>>();
        Some(match &self.known {
            Known::Saved(row) => return row.get(),
            Known::Row(row) => Certificate { bindings: self.bindings.clone(), ..(**row).clone() },
            Known::File(certificate) => {
                let id = certificate.id();
                Certificate {
                    sha256: Some(id.clone()),
                    id,
                    sha1: Some(hex(&certificate.sha1)),
                    places: certificate.places.iter().map(certificate_place).collect(),
                    role: self.role.clone(),
                    role_why: self.role_why.to_string(),
                    subject: Some(safe(&certificate.subject)),
                    common_names: list(&certificate.common_names),
                    names: list(&certificate.dns_names),
                    issuer: Some(safe(&certificate.issuer)),
                    serial: Some(hex(&certificate.serial)),
                    not_before: Some(time::rfc3339(certificate.not_before)),
                    not_after: Some(time::rfc3339(certificate.not_after)),
                    key: Some(certificate.key.algorithm.shown()),
                    signature: Some(certificate.signature.name.to_string()),
                    bindings: self.bindings.clone(),
                }
            }
        })
    }
}

fn certificate_place(place: &model::source::Place) -> CertificatePlace {
    CertificatePlace {
        path: visible(&place.source.path).into_owned(),
        inside: inside(&place.source),
        index: place.index,
        line: place.start().map(|position| position.line),
    }
}

impl Certificates {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are server certificates.
    pub fn servers(&self) -> usize {
        self.0.iter().filter(|held| held.out.server).count()
    }

    /// The id of one, by its index.
    pub fn id(&self, index: u32) -> String {
        self.0.get(index as usize).map(Held::id).unwrap_or_default()
    }

    /// A row each.
    pub fn iter(&self) -> impl Iterator<Item = Certificate> {
        self.0.iter().filter_map(Held::row)
    }
}

impl Serialize for Certificates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The ids of some certificates.
#[derive(Debug)]
pub struct Ids(pub(super) Named);

#[derive(Debug)]
pub(super) enum Named {
    Kept { certificates: Certificates, indexes: Arc<[u32]> },
    Saved(Vec<String>),
}

impl Ids {
    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Named::Kept { indexes, .. } => indexes.len(),
            Named::Saved(ids) => ids.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every id.
    pub fn iter(&self) -> impl Iterator<Item = String> {
        (0..self.len()).filter_map(|at| match &self.0 {
            Named::Kept { certificates, indexes } => indexes.get(at).map(|index| certificates.id(*index)),
            Named::Saved(ids) => ids.get(at).cloned(),
        })
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Every server certificate as it stands to one principal.
#[derive(Debug)]
pub struct Candidates(pub(super) Compared);

#[derive(Debug)]
pub(super) enum Compared {
    Kept(Standing),
    Saved(Json<Vec<Candidate>>),
}

/// How every server certificate stands to one principal.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) certificates: Certificates,
    /// The candidates, by index, ascending; principals share them where they are the same.
    pub(super) chosen_among: Arc<[Row]>,
    /// Those that may carry the name and are no candidates, by index, ascending.
    pub(super) naming: Vec<(u32, Verdict)>,
    /// The principal has a name to compare with.
    pub(super) named: bool,
    /// Why the others are none.
    pub(super) excluded: Excluded,
    pub(super) whys: Arc<Whys>,
}

/// A candidate.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) index: u32,
    pub(super) basis: Basis,
    pub(super) verdict: Verdict,
    pub(super) why: Arc<str>,
}

impl Candidates {
    /// A row for every candidate and every other server certificate.
    pub fn iter(&self) -> impl Iterator<Item = Candidate> {
        let (standing, saved) = match &self.0 {
            Compared::Kept(standing) => (Some(standing), None),
            Compared::Saved(rows) => (None, rows.get()),
        };
        let kept = standing.into_iter().flat_map(|standing| {
            (0..).zip(standing.certificates.0.iter()).filter_map(|(index, held)| standing.row(index, held))
        });
        kept.chain(saved.into_iter().flatten())
    }
}

impl Standing {
    fn row(&self, index: u32, held: &Held) -> Option<Candidate> {
        let row = |basis: Option<Basis>, verdict: Verdict, why: &str| Candidate {
            certificate: held.id(),
            basis: basis.map(|basis| basis.name().into()),
            verdict: verdict.name().into(),
            why: why.to_owned(),
        };
        let among = self.chosen_among.binary_search_by_key(&index, |row| row.index).ok();
        if let Some(candidate) = among.and_then(|at| self.chosen_among.get(at)) {
            return Some(row(Some(candidate.basis), candidate.verdict, &candidate.why));
        }
        if !held.out.server {
            return None;
        }
        let naming = self.naming.binary_search_by_key(&index, |(index, _)| *index).ok();
        let verdict = match naming.and_then(|at| self.naming.get(at)) {
            Some((_, verdict)) => *verdict,
            None if self.named => held.otherwise,
            None => Verdict::Inconclusive,
        };
        Some(row(None, verdict, self.why_not(held.out)))
    }

    fn why_not(&self, out: Out) -> &str {
        match self.excluded {
            Excluded::NotAsked => &self.whys.asked,
            Excluded::NotConfigured => &self.whys.configured,
            Excluded::NotBound if !out.bound => &self.whys.bound,
            _ if out.bound_to_nothing => &self.whys.services,
            _ if !out.valid => &self.whys.valid,
            _ => &self.whys.covering,
        }
    }
}

impl Serialize for Candidates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Why a server certificate is no candidate, in words: what it lacks.
#[derive(Debug)]
pub(super) struct Whys {
    asked: String,
    bound: String,
    services: String,
    valid: String,
    configured: String,
    covering: String,
}

impl Whys {
    pub(super) fn new(words: &Words) -> Whys {
        let say = |key| words.say(key, &[]);
        Whys {
            asked: say(reasons::NOT_ASKED),
            bound: say(reasons::NOT_BOUND),
            services: say(reasons::NOT_SERVICES_NONE),
            valid: say(reasons::NOT_VALID_AT),
            configured: say(reasons::NOT_CONFIGURED),
            covering: say(reasons::NOT_COVERING),
        }
    }
}

/// What was found, in the order of the report.
pub struct Findings {
    pub(super) words: Words,
    pub(super) all: All,
    /// Names of the deployments.
    pub(super) deployments: Vec<String>,
}

pub(super) enum All {
    Kept(Vec<Kept>),
    /// The rows of a saved report.
    Saved(Vec<SavedFinding>),
}

/// A row of a saved report, and what is often asked of it.
#[derive(Debug)]
pub(super) struct SavedFinding {
    pub(super) row: Json<Finding>,
    pub(super) code: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) severity: Severity,
    pub(super) outcome: Outcome,
    pub(super) state: State,
    pub(super) deployment: Option<usize>,
    /// Index of the finding that this one follows from.
    pub(super) cause: Option<u32>,
}

impl SavedFinding {
    fn row(&self) -> Finding {
        let row = self.row.get().unwrap_or_default();
        Finding { deployment_index: self.deployment, ..row }
    }
}

/// A finding without the texts that it points into.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) deployment: Option<usize>,
    /// The finding; its labels stand beside it.
    pub(super) finding: finding::Finding,
    pub(super) labels: Box<[KeptLabel]>,
    pub(super) fingerprint: Fingerprint,
    /// Index of the finding that this one follows from.
    pub(super) cause: Option<u32>,
    pub(super) state: State,
    /// The allowance that accepts it.
    pub(super) allowance: Option<Arc<Allowance>>,
}

#[derive(Debug)]
pub(super) struct KeptLabel {
    pub(super) spot: Spot,
    pub(super) key: Key,
    pub(super) facts: Facts,
    pub(super) shows: Shows,
}

/// What a label shows.
#[derive(Debug)]
pub(super) enum Shows {
    Nothing,
    /// A line of a text, which is not kept itself.
    Line(Excerpt),
    Certificate(Arc<model::certificate::Certificate>, Field),
}

/// One finding, whose words are made when they are asked for.
#[derive(Clone, Copy)]
pub struct Found<'r> {
    of: &'r Findings,
    one: One<'r>,
}

#[derive(Clone, Copy)]
enum One<'r> {
    Kept(&'r Kept),
    Saved(&'r SavedFinding),
}

impl Findings {
    pub(super) fn new(words: Words) -> Findings {
        Findings { words, all: All::Kept(Vec::new()), deployments: Vec::new() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.all {
            All::Kept(all) => all.len(),
            All::Saved(all) => all.len(),
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A finding by its index.
    pub fn get(&self, index: usize) -> Option<Found<'_>> {
        let one = match &self.all {
            All::Kept(all) => One::Kept(all.get(index)?),
            All::Saved(all) => One::Saved(all.get(index)?),
        };
        Some(Found { of: self, one })
    }

    /// Every finding, in words where they are asked for.
    pub fn found(&self) -> impl Iterator<Item = Found<'_>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// A row each.
    pub fn iter(&self) -> impl Iterator<Item = Finding> {
        self.found().map(Found::row)
    }
}

impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'r> Found<'r> {
    /// Code of the rule.
    pub fn code(self) -> &'r str {
        match self.one {
            One::Kept(kept) => kept.finding.code.0,
            One::Saved(saved) => &saved.code,
        }
    }

    /// Name of the rule.
    pub fn name(self) -> &'r str {
        match self.one {
            One::Kept(kept) => kept.finding.name,
            One::Saved(saved) => &saved.name,
        }
    }

    /// Severity.
    pub fn severity(self) -> Severity {
        match self.one {
            One::Kept(kept) => kept.finding.severity,
            One::Saved(saved) => saved.severity,
        }
    }

    /// Outcome.
    pub fn outcome(self) -> Outcome {
        match self.one {
            One::Kept(kept) => kept.finding.outcome,
            One::Saved(saved) => saved.outcome,
        }
    }

    /// Whether it counts.
    pub fn state(self) -> State {
        match self.one {
            One::Kept(kept) => kept.state,
            One::Saved(saved) => saved.state,
        }
    }

    /// The allowance that accepts it.
    pub fn allowance(self) -> Option<Allowance> {
        match self.one {
            One::Kept(kept) => kept.allowance.as_deref().cloned(),
            One::Saved(saved) if saved.state == State::Allowed => saved.row().allowance,
            One::Saved(_) => None,
        }
    }

    /// Index of the deployment; `None` for findings about the configuration.
    pub fn deployment(self) -> Option<usize> {
        match self.one {
            One::Kept(kept) => kept.deployment,
            One::Saved(saved) => saved.deployment,
        }
    }

    /// Index in the report of the finding that this one follows from.
    pub fn cause(self) -> Option<usize> {
        let cause = match self.one {
            One::Kept(kept) => kept.cause,
            One::Saved(saved) => saved.cause,
        };
        cause.map(|index| index as usize)
    }

    /// Identity that survives renumbered lines.
    pub fn fingerprint(self) -> String {
        match self.one {
            One::Kept(kept) => kept.fingerprint.to_string(),
            One::Saved(saved) => saved.row().fingerprint,
        }
    }

    /// The primary place.
    pub fn place(self) -> Place {
        match self.one {
            One::Kept(kept) => kept.labels.first().map(|label| label.spot.row()).unwrap_or_default(),
            One::Saved(saved) => saved.row().place,
        }
    }

    /// Headline.
    pub fn message(self) -> String {
        match self.one {
            One::Kept(kept) => Told { of: self.of, kept }.message_of(&words::values(&kept.finding.facts)),
            One::Saved(saved) => saved.row().message,
        }
    }

    /// Everything about it.
    pub fn row(self) -> Finding {
        match self.one {
            One::Kept(kept) => Told { of: self.of, kept }.row(),
            One::Saved(saved) => saved.row(),
        }
    }
}

/// A kept finding as it is put into words.
#[derive(Clone, Copy)]
struct Told<'r> {
    of: &'r Findings,
    kept: &'r Kept,
}

impl Told<'_> {
    fn code(self) -> &'static str {
        self.kept.finding.code.0
    }

    fn message_of(self, values: &[(&str, Value)]) -> String {
        self.of.words.say(self.kept.finding.message, values)
    }

    fn row(self) -> Finding {
        let found = &self.kept.finding;
        let values = words::values(&found.facts);
        let help = found.notes.iter().map(|note| self.note(*note, &values)).collect();
        let labels: Vec<Label> = self.kept.labels.iter().map(|label| self.label(label, &values)).collect();
        let safe = |text: &String| visible(text).into_owned();
        let step = |step: &Step| Step {
            command: match &step.command {
                Command::Text(text) => Command::Text(safe(text)),
                typed => typed.clone(),
            },
            old: step.old.as_ref().map(safe),
            certificate: step.certificate.clone(),
        };
        Finding {
            code: self.code().into(),
            name: found.name.into(),
            severity: found.severity,
            outcome: found.outcome,
            confidence: found.confidence,
            deployment: self.kept.deployment.and_then(|index| self.of.deployments.get(index)).cloned(),
            deployment_index: self.kept.deployment,
            message: self.message_of(&values),
            place: self.kept.labels.first().map(|label| label.spot.row()).unwrap_or_default(),
            subject: visible(&found.about.subject()).into_owned(),
            facts: words::json(&found.facts),
            labels,
            help: Help(help),
            ways: Ways(found.ways.iter().map(|way| way.iter().map(step).collect()).collect()),
            cause: self.kept.cause.and_then(|index| self.of.get(index as usize)).map(Found::fingerprint),
            state: self.kept.state,
            allowance: self.kept.allowance.as_deref().cloned(),
            fingerprint: self.kept.fingerprint.to_string(),
        }
    }

    /// What is said after the headline, led by what it tells: whom it affects, what users see, why a public authority's
    /// rules hold, how to fix it.
    fn note(self, key: Key, values: &[(&str, Value)]) -> Paragraph {
        let lead = match key.name().split('-').next() {
            Some("clients") => keys::LEAD_CLIENTS,
            Some("effect") => keys::LEAD_EFFECT,
            Some("public") => keys::LEAD_PUBLIC,
            _ => keys::LEAD_HELP,
        };
        let words = &self.of.words;
        Paragraph { lead: words.say(lead, &[]).into(), text: words.say(key, values) }
    }

    fn label(self, label: &KeptLabel, values: &[(&'static str, Value)]) -> Label {
        let words = &self.of.words;
        let text = if label.facts.is_empty() {
            words.say(label.key, values)
        } else {
            // A label's own facts go before those of its finding.
            let own = words::values(&label.facts);
            let rest = values.iter().filter(|(name, _)| !label.facts.iter().any(|(own, _)| own == name)).cloned();
            words.say(label.key, &own.into_iter().chain(rest).collect::<Vec<_>>())
        };
        let (excerpt, logical) = match &label.shows {
            Shows::Nothing => (None, None),
            Shows::Line(excerpt) => (Some(excerpt.clone()), None),
            Shows::Certificate(certificate, field) => {
                (Some(Excerpt::decoded(certificate, *field)), Some(Logical::Field(*field)))
            }
        };
        Label { place: label.spot.row(), text, excerpt, logical }
    }
}
