//! The Analyzer's tests, replayed, as rows of the report.

pub mod human;
pub mod json;

use serde::{Deserialize, Serialize};

use super::{
    crop::shortened,
    rows::{CertificatePlace, Name, shown_line},
    sanitize::Sanitizer,
};
use crate::{
    judge::{exports::Export, options::Client},
    model::source,
    replay::{self, ByClient, Outcome, Tested},
    text::{Key, Words, keys::replay as keys},
};

/// The tests of a deployment.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Replay {
    /// The tests.
    pub tests: Vec<Test>,
    /// How many more there would be.
    pub left: usize,
}

/// One test.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Test {
    /// `autodiscover` or `outlook-anywhere`.
    pub kind: Name,
    /// The mail domain, or the RPC proxy server; null where no export names it.
    pub host: Option<String>,
    /// The mutual-authentication string; null for Autodiscover, or where no export has one.
    pub principal: Option<String>,
    /// Where that is written.
    pub places: Vec<CertificatePlace>,
    /// What the test ends in: the sentence of the step that fails; null where nothing fails.
    pub ends_in: Option<String>,
    /// The root of its steps.
    pub root: Step,
    /// Mutual authentication, where a step before it ends the test.
    pub not_reached: Option<Step>,
    /// A saved report of the same test, step by step.
    pub beside: Option<Beside>,
}

/// A saved report beside a test.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Beside {
    /// The report.
    pub place: CertificatePlace,
    /// The steps of both, in their order.
    pub rows: Vec<Row>,
    /// Index of the first row in which they differ.
    pub first_difference: Option<usize>,
}

/// A step of the test, of the report, or of both.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// What it does.
    pub description: String,
    /// How it ends as replayed; null where it is not among the steps.
    pub replayed: Option<Outcome>,
    /// How it ended in the report; null where it is not among its steps.
    pub saved: Option<Outcome>,
    /// Where the report has it.
    pub place: Option<CertificatePlace>,
}

/// A step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Step {
    /// What it does, in the Analyzer's words.
    pub description: String,
    /// How it ends.
    pub outcome: Outcome,
    /// The Analyzer's sentence that says so; null where that is not determined.
    pub result: Option<String>,
    /// The Analyzer's additional details.
    pub details: Vec<String>,
    /// What msstd says about it: why it is not determined, what is assumed.
    pub notes: Vec<String>,
    /// The export that would determine it.
    pub export: Option<MissingExport>,
    /// What decides it.
    pub places: Vec<CertificatePlace>,
    /// How it ends for each client; of mutual authentication alone.
    pub clients: Option<ByClient>,
    /// The steps that it consists of.
    pub steps: Vec<Step>,
}

/// An export that would determine a step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MissingExport {
    /// The kind of its files.
    pub export: Name,
    /// What people call it.
    pub name: String,
}

/// The rows of replayed tests.
pub(super) fn rows(replay: &replay::Replay, words: &Words, sanitizer: &Sanitizer) -> Replay {
    let rows = Rows { words, sanitizer };
    Replay { tests: replay.tests.iter().map(|test| rows.test(test)).collect(), left: replay.left }
}

struct Rows<'r> {
    words: &'r Words,
    sanitizer: &'r Sanitizer,
}

impl Rows<'_> {
    fn test(&self, test: &replay::Test) -> Test {
        let harmless = |text: &String| self.sanitizer.text(text);
        let (kind, host, principal) = match &test.of {
            Tested::Autodiscover { domain } => ("autodiscover", Some(domain), None),
            Tested::OutlookAnywhere { host, principal } => ("outlook-anywhere", host.as_ref(), principal.as_ref()),
        };
        let failed = test.failed().and_then(|step| step.result.as_ref());
        Test {
            kind: kind.into(),
            host: host.map(harmless),
            principal: principal.map(harmless),
            places: self.places(&test.places),
            ends_in: failed.map(harmless),
            root: self.step(&test.root),
            not_reached: test.not_reached.as_ref().map(|step| self.step(step)),
            beside: test.beside.as_ref().map(|beside| self.beside(beside)),
        }
    }

    fn beside(&self, beside: &replay::Beside) -> Beside {
        let row = |row: &replay::Row| Row {
            description: self.sanitizer.text(&row.description),
            replayed: row.replayed,
            saved: row.saved,
            place: row.place.as_ref().map(|place| self.place(place)),
        };
        Beside {
            place: self.place(&beside.place),
            rows: beside.rows.iter().map(row).collect(),
            first_difference: beside.first_difference,
        }
    }

    fn step(&self, step: &replay::Step) -> Step {
        Step {
            description: self.sanitizer.text(&step.description),
            outcome: step.outcome,
            result: step.result.as_ref().map(|result| self.sanitizer.text(result)),
            details: self.sanitizer.texts(&step.details),
            notes: step.notes.iter().map(|note| self.sanitizer.reason(self.words, note)).collect(),
            export: step.export.map(|export| self.export(export)),
            places: self.places(&step.places),
            clients: step.clients,
            steps: step.steps.iter().map(|step| self.step(step)).collect(),
        }
    }

    fn export(&self, export: Export) -> MissingExport {
        let [name, _] = export.keys();
        MissingExport { export: export.name().into(), name: self.words.say(name, &[]) }
    }

    fn places(&self, places: &[source::Place]) -> Vec<CertificatePlace> {
        places.iter().map(|place| self.place(place)).collect()
    }

    fn place(&self, place: &source::Place) -> CertificatePlace {
        CertificatePlace {
            path: self.sanitizer.text(&place.source.path),
            inside: self.sanitizer.texts(&place.source.inside),
            index: place.index,
            line: place.start().map(|start| start.line),
        }
    }
}

/// What an outcome is called.
pub(super) fn name(outcome: Outcome) -> Key {
    match outcome {
        Outcome::Passed => keys::OUTCOME_PASSED,
        Outcome::Warning => keys::OUTCOME_WARNING,
        Outcome::Failed => keys::OUTCOME_FAILED,
        Outcome::NotDetermined => keys::OUTCOME_NOT_DETERMINED,
    }
}

/// What a client is called.
pub(super) fn client(client: Client) -> Key {
    match client {
        Client::Analyzer => keys::CLIENT_ANALYZER,
        Client::Legacy => keys::CLIENT_LEGACY,
        Client::Modern => keys::CLIENT_MODERN,
    }
}

/// A place as people read it.
pub(super) fn place(place: &CertificatePlace) -> String {
    let CertificatePlace { path, inside, index, line } = place;
    shown_line(path, inside, index.filter(|index| *index > 1), *line)
}

impl Test {
    /// What it is called: the test, the host, the name.
    pub(super) fn title(&self, words: &Words) -> String {
        let host = self.host.clone().unwrap_or_else(|| words.say(keys::UNKNOWN_HOST, &[]));
        let key = match (&*self.kind, &self.principal) {
            ("autodiscover", _) => keys::TITLE_AUTODISCOVER,
            (_, None) => keys::TITLE_OUTLOOK_ANYWHERE_WITHOUT,
            (_, Some(principal)) => {
                let values = [("host", (&*shortened(&host)).into()), ("principal", (&*shortened(principal)).into())];
                return words.say(keys::TITLE_OUTLOOK_ANYWHERE, &values);
            }
        };
        words.say(key, &[("host", (&*shortened(&host)).into())])
    }

    /// How many steps end in each way, counted where they consist of no others.
    fn counts(&self) -> [(Outcome, usize); 4] {
        let mut counts =
            [Outcome::Passed, Outcome::Warning, Outcome::Failed, Outcome::NotDetermined].map(|outcome| (outcome, 0));
        self.root.count(&mut counts);
        counts
    }
}

impl Step {
    /// Nothing is known of the steps that it consists of: the one that an export would determine, else the first.
    fn unknown_because(&self) -> Option<&Step> {
        fn unknown<'s>(step: &'s Step, found: &mut Vec<&'s Step>) -> bool {
            if step.steps.is_empty() {
                found.push(step);
            }
            step.outcome == Outcome::NotDetermined && step.steps.iter().all(|step| unknown(step, found))
        }
        let mut leaves = Vec::new();
        let is_unknown = !self.steps.is_empty() && unknown(self, &mut leaves);
        let first = leaves.iter().find(|leaf| leaf.export.is_some()).or(leaves.first());
        first.copied().filter(|_| is_unknown)
    }

    /// What msstd says about it, with the word that leads it and the export that would determine it.
    pub(super) fn noted(&self, words: &Words) -> Vec<String> {
        let lead = match self.outcome {
            Outcome::NotDetermined => keys::NOT_DETERMINED,
            _ => keys::NOTE,
        };
        let mut notes: Vec<String> = self.notes.iter().map(|note| format!("{} {note}", words.say(lead, &[]))).collect();
        if let (Some(last), Some(export)) = (notes.last_mut(), &self.export) {
            let export = words.say(keys::EXPORT, &[("export", (&*export.name).into())]);
            *last = format!("{last} ({export})");
        }
        notes
    }

    /// The steps that fail or warn, of those that consist of no others.
    fn troubled(&self) -> Vec<&Step> {
        match self.outcome {
            Outcome::Failed | Outcome::Warning if self.steps.is_empty() => vec![self],
            _ => self.steps.iter().flat_map(Step::troubled).collect(),
        }
    }

    fn count(&self, counts: &mut [(Outcome, usize)]) {
        if self.steps.is_empty() {
            counts.iter_mut().filter(|(outcome, _)| *outcome == self.outcome).for_each(|(_, count)| *count += 1);
        }
        self.steps.iter().for_each(|step| step.count(counts));
    }
}
