//! What a report holds, and the rows that are made of it one by one when they are asked for: a report of a hundred thousand
//! certificates is held without a hundred thousand rows, and a format pays only for what it shows.

use std::{borrow::Cow, ops::Deref, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

use crate::{
    decide::Fingerprint,
    finding::{Condition, Confidence, Facts, Field, Outcome, Severity, State, Step},
    model::{
        certificate::Certificate,
        command::Command,
        source::{Position, Source, Span},
    },
    text::{Key, Value, Values, Words, keys::report as keys},
};

use super::{
    excerpt::{Excerpt, Logical},
    lazy::Json,
    rows::{Allowance, ControlReference, Finding, Help, Label, Name, Paragraph, Place, Ways},
    safe::visible,
    words,
};

/// Rows that are made when they are asked for.
pub struct Rows<T>(Box<dyn Store<T>>);

/// What rows are made of.
pub(super) trait Store<T> {
    fn rows(&self) -> Box<dyn Iterator<Item = T> + '_>;

    fn len(&self) -> usize {
        self.rows().count()
    }
}

impl<T: Serialize + DeserializeOwned + 'static> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows::new(Vec::<Json<T>>::new())
    }
}

impl<T: 'static> Rows<T> {
    pub(super) fn new(store: impl Store<T> + 'static) -> Rows<T> {
        Rows(Box::new(store))
    }

    /// Every row.
    pub fn iter(&self) -> Box<dyn Iterator<Item = T> + '_> {
        self.0.rows()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<'r, T: 'static> IntoIterator for &'r Rows<T> {
    type Item = T;
    type IntoIter = Box<dyn Iterator<Item = T> + 'r>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize + 'static> Serialize for Rows<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: DeserializeOwned + Serialize + 'static> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Rows<T>, D::Error> {
        Vec::<Json<T>>::deserialize(deserializer).map(Rows::new)
    }
}

impl<T: DeserializeOwned> Store<T> for Vec<Json<T>> {
    fn rows(&self) -> Box<dyn Iterator<Item = T> + '_> {
        Box::new(self.iter().filter_map(Json::get))
    }

    fn len(&self) -> usize {
        Vec::len(self)
    }
}

/// A short list that is held as one text.
impl<T: DeserializeOwned + 'static> Store<T> for Json<Vec<T>> {
    fn rows(&self) -> Box<dyn Iterator<Item = T> + '_> {
        Box::new(self.get().into_iter().flatten())
    }
}

/// A place without the text that it stands in.
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
pub(super) fn inside(source: &Source) -> Vec<String> {
    source.inside.iter().map(|entry| visible(entry).into_owned()).collect()
}

/// What was found, in the order of the report.
pub struct Findings {
    pub(super) words: Words,
    pub(super) all: Vec<Stored>,
    /// Names of the deployments.
    pub(super) deployments: Vec<String>,
    /// The least severity that reports for people show.
    pub(super) least: Severity,
}

/// A finding: what is often asked of it, and what the rest is made of.
pub(super) struct Stored {
    pub(super) head: Head,
    pub(super) body: Body,
}

/// What is often asked of a finding.
pub struct Head {
    /// Code of the rule.
    pub code: Name,
    /// Name of the rule.
    pub name: Name,
    /// Severity.
    pub severity: Severity,
    /// Outcome.
    pub outcome: Outcome,
    /// How sure it is.
    pub confidence: Confidence,
    /// Whether it counts.
    pub state: State,
    pub(super) deployment: Option<u32>,
    pub(super) cause: Option<u32>,
}

impl Head {
    /// Index of the deployment; `None` for findings about the configuration.
    pub fn deployment(&self) -> Option<usize> {
        self.deployment.map(|index| index as usize)
    }

    /// Index of the finding that this one follows from.
    pub fn cause(&self) -> Option<usize> {
        self.cause.map(|index| index as usize)
    }
}

pub(super) enum Body {
    Decided(Decided),
    /// The row of a saved report.
    Saved(Json<Finding>),
}

/// A finding without the texts that it points into.
pub(super) struct Decided {
    pub(super) subject: String,
    pub(super) message: Key,
    pub(super) notes: Vec<Key>,
    pub(super) facts: Facts,
    pub(super) labels: Box<[StoredLabel]>,
    pub(super) ways: Vec<Vec<Step>>,
    pub(super) fingerprint: Fingerprint,
    pub(super) allowance: Option<Arc<Allowance>>,
    pub(super) controls: Option<Arc<[ControlReference]>>,
}

pub(super) struct StoredLabel {
    pub(super) spot: Spot,
    pub(super) key: Key,
    pub(super) facts: Facts,
    pub(super) view: StoredView,
}

/// What a label shows.
pub(super) enum StoredView {
    Nothing,
    Line(Excerpt),
    Certificate(Arc<Certificate>, Field),
}

/// One finding, whose words are made when they are asked for.
#[derive(Clone, Copy)]
pub struct Found<'r> {
    /// What is often asked of it.
    pub head: &'r Head,
    of: &'r Findings,
    body: &'r Body,
}

impl Deref for Found<'_> {
    type Target = Head;

    fn deref(&self) -> &Head {
        self.head
    }
}

impl Findings {
    pub(super) fn new(words: Words) -> Findings {
        Findings { words, all: Vec::new(), deployments: Vec::new(), least: Severity::Note }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A finding by its index.
    pub fn get(&self, index: usize) -> Option<Found<'_>> {
        self.all.get(index).map(|stored| self.found_of(stored))
    }

    /// Every finding, in words where they are asked for.
    pub fn found(&self) -> impl Iterator<Item = Found<'_>> {
        self.all.iter().map(|stored| self.found_of(stored))
    }

    /// What reports for people show, from a severity on. What is judged and counted stays.
    pub fn show_from(&mut self, least: Severity) {
        self.least = least;
    }

    /// Every finding that reports for people show.
    pub fn shown(&self) -> impl Iterator<Item = Found<'_>> {
        self.found().filter(|found| found.is_shown())
    }

    fn found_of<'r>(&'r self, Stored { head, body }: &'r Stored) -> Found<'r> {
        Found { head, of: self, body }
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
    /// Whether reports for people show it.
    pub fn is_shown(self) -> bool {
        self.severity >= self.of.least
    }

    /// The allowance that accepts it.
    pub fn allowance(self) -> Option<Allowance> {
        match self.body {
            Body::Decided(decided) => decided.allowance.as_deref().cloned(),
            Body::Saved(_) if self.state == State::Allowed => self.row().allowance,
            Body::Saved(_) => None,
        }
    }

    /// Identity that survives renumbered lines.
    pub fn fingerprint(self) -> String {
        match self.body {
            Body::Decided(decided) => decided.fingerprint.to_string(),
            Body::Saved(_) => self.row().fingerprint,
        }
    }

    /// The primary place.
    pub fn place(self) -> Place {
        match self.body {
            Body::Decided(decided) => decided.place(),
            Body::Saved(_) => self.row().place,
        }
    }

    /// What it is about.
    pub(super) fn subject(self) -> Cow<'r, str> {
        match self.body {
            Body::Decided(decided) => visible(&decided.subject),
            Body::Saved(_) => self.row().subject.into(),
        }
    }

    /// Headline.
    pub fn message(self) -> String {
        match self.body {
            Body::Decided(decided) => self.of.words.say(decided.message, &words::values(&decided.facts)),
            Body::Saved(_) => self.row().message,
        }
    }

    /// Everything about it.
    pub fn row(self) -> Finding {
        match self.body {
            Body::Decided(decided) => self.row_of(decided),
            Body::Saved(row) => Finding { deployment_index: self.deployment(), ..row.get().unwrap_or_default() },
        }
    }

    fn row_of(self, decided: &Decided) -> Finding {
        let given = words::values(&decided.facts);
        let values = Values::new(&given);
        let safe = |text: &String| visible(text).into_owned();
        let condition = |condition: &Condition| match condition {
            Condition::Message(key) => Condition::Text(self.of.words.say_with(*key, &values)),
            Condition::Text(text) => Condition::Text(safe(text)),
        };
        let step = |step: &Step| Step {
            command: match &step.command {
                Command::Text(text) => Command::Text(safe(text)),
                typed => typed.clone(),
            },
            old: step.old.as_ref().map(safe),
            certificate: step.certificate.clone(),
            condition: step.condition.as_ref().map(condition),
        };
        Finding {
            code: self.code.clone(),
            name: self.name.clone(),
            severity: self.severity,
            outcome: self.outcome,
            confidence: self.confidence,
            deployment: self.deployment().and_then(|index| self.of.deployments.get(index)).cloned(),
            deployment_index: self.deployment(),
            message: self.of.words.say_with(decided.message, &values),
            place: decided.place(),
            subject: safe(&decided.subject),
            facts: words::json(&decided.facts),
            labels: decided.labels.iter().map(|label| self.label(label, &given, &values)).collect(),
            help: Help(self.paragraphs(&decided.notes, &values)),
            ways: Ways(decided.ways.iter().map(|way| way.iter().map(step).collect()).collect()),
            cause: self.cause().and_then(|index| self.of.get(index)).map(Found::fingerprint),
            state: self.state,
            allowance: self.allowance(),
            fingerprint: self.fingerprint(),
            controls: decided.controls.as_deref().unwrap_or_default().to_vec(),
        }
    }

    /// What is said after the headline, one paragraph a lead: whom it affects, what users see, why a public authority's
    /// rules hold, how to fix it.
    fn paragraphs(self, notes: &[Key], values: &Values<'_>) -> Vec<Paragraph> {
        let words = &self.of.words;
        let leads = [keys::LEAD_CLIENTS, keys::LEAD_EFFECT, keys::LEAD_PUBLIC, keys::LEAD_HELP];
        let paragraphs = leads.into_iter().filter_map(|lead| {
            let own = notes.iter().filter(|note| lead_of(**note) == lead);
            let text = own.map(|note| words.say_with(*note, values)).collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then(|| Paragraph { lead: words.say(lead, &[]).into(), text })
        });
        paragraphs.collect()
    }

    fn label(self, label: &StoredLabel, given: &[(&'static str, Value)], values: &Values<'_>) -> Label {
        let text = if label.facts.is_empty() {
            self.of.words.say_with(label.key, values)
        } else {
            // A label's own facts go before those of its finding.
            let own = words::values(&label.facts);
            let rest = given.iter().filter(|(name, _)| !label.facts.iter().any(|(own, _)| own == name)).cloned();
            self.of.words.say(label.key, &own.into_iter().chain(rest).collect::<Vec<_>>())
        };
        let (excerpt, logical) = match &label.view {
            StoredView::Nothing => (None, None),
            StoredView::Line(excerpt) => (Some(excerpt.clone()), None),
            StoredView::Certificate(certificate, field) => {
                (Some(Excerpt::decoded(certificate, *field)), Some(Logical::Field(*field)))
            }
        };
        Label { place: label.spot.row(), text, excerpt, logical }
    }
}

impl Decided {
    fn place(&self) -> Place {
        self.labels.first().map(|label| label.spot.row()).unwrap_or_default()
    }
}

/// What a note tells, by the name of its message.
fn lead_of(note: Key) -> Key {
    match note.name().split('-').next() {
        Some("clients") => keys::LEAD_CLIENTS,
        Some("effect") => keys::LEAD_EFFECT,
        Some("public") => keys::LEAD_PUBLIC,
        _ => keys::LEAD_HELP,
    }
}
