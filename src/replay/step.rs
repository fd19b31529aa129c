//! A step of a test, and steps in their order.

use serde::{Deserialize, Serialize};

use crate::{
    finding::Reason,
    judge::{exports::Export, options::Client},
    model::source::Place,
};

/// How a step ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It passes.
    Passed,
    /// It passes with a warning.
    Warning,
    /// It fails.
    Failed,
    /// No export shows how.
    NotDetermined,
}

impl Outcome {
    /// The sign that is shown: never colour alone.
    pub fn sign(self) -> &'static str {
        match self {
            Outcome::Passed => "✓",
            Outcome::Warning => "!",
            Outcome::Failed => "✗",
            Outcome::NotDetermined => "?",
        }
    }
}

/// How a step ends for each client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByClient {
    /// The Remote Connectivity Analyzer.
    pub analyzer: Outcome,
    /// Windows before Vista SP1.
    pub legacy: Outcome,
    /// Current Outlook for Windows.
    pub modern: Outcome,
}

impl ByClient {
    pub(super) fn new(of: impl Fn(Client) -> Outcome) -> ByClient {
        ByClient { analyzer: of(Client::Analyzer), legacy: of(Client::Legacy), modern: of(Client::Modern) }
    }

    /// How it ends for a client.
    pub fn of(self, client: Client) -> Outcome {
        match client {
            Client::Analyzer => self.analyzer,
            Client::Legacy => self.legacy,
            Client::Modern => self.modern,
        }
    }
}

/// A step. What is quoted of the Analyzer is text, what msstd says about it is a [`Reason`].
#[derive(Debug)]
pub struct Step {
    /// What it does.
    pub description: String,
    /// How it ends.
    pub outcome: Outcome,
    /// The sentence that says so; `None` where that is not determined.
    pub result: Option<String>,
    /// Additional details.
    pub details: Vec<String>,
    /// Why, in words of msstd.
    pub notes: Vec<Reason>,
    /// The export that is missing.
    pub export: Option<Export>,
    /// What decides it.
    pub places: Vec<Place>,
    /// How it ends for each client; of mutual authentication alone.
    pub clients: Option<ByClient>,
    /// The steps that it consists of.
    pub steps: Vec<Step>,
}

impl Step {
    fn new(description: impl Into<String>, outcome: Outcome, result: Option<String>) -> Step {
        Step {
            description: description.into(),
            outcome,
            result,
            details: Vec::new(),
            notes: Vec::new(),
            export: None,
            places: Vec::new(),
            clients: None,
            steps: Vec::new(),
        }
    }

    pub(super) fn passed(description: impl Into<String>, result: impl Into<String>) -> Step {
        Step::new(description, Outcome::Passed, Some(result.into()))
    }

    pub(super) fn warning(description: impl Into<String>, result: impl Into<String>) -> Step {
        Step::new(description, Outcome::Warning, Some(result.into()))
    }

    pub(super) fn failed(description: impl Into<String>, result: impl Into<String>) -> Step {
        Step::new(description, Outcome::Failed, Some(result.into()))
    }

    pub(super) fn not_determined(description: impl Into<String>, why: Reason) -> Step {
        Step::new(description, Outcome::NotDetermined, None).note(why)
    }

    /// A step that consists of others and ends as they do.
    pub(super) fn of_all(description: impl Into<String>, steps: Vec<Step>, results: Results) -> Step {
        let outcome = of_all(&steps);
        Step { steps, ..Step::new(description, outcome, results.of(outcome)) }
    }

    /// A step that consists of alternatives: one that passes is enough.
    pub(super) fn of_any(description: impl Into<String>, steps: Vec<Step>, results: Results) -> Step {
        let has = |outcome| steps.iter().any(|step| step.outcome == outcome);
        let in_order = [Outcome::Passed, Outcome::Warning, Outcome::NotDetermined];
        let outcome = in_order.into_iter().find(|outcome| has(*outcome)).unwrap_or(Outcome::Failed);
        Step { steps, ..Step::new(description, outcome, results.of(outcome)) }
    }

    #[must_use]
    pub(super) fn detail(mut self, detail: impl Into<String>) -> Step {
        self.details.push(detail.into());
        self
    }

    #[must_use]
    pub(super) fn note(mut self, why: Reason) -> Step {
        self.notes.push(why);
        self
    }

    /// Names the export that is missing.
    #[must_use]
    pub(super) fn missing(mut self, export: Export) -> Step {
        self.export = Some(export);
        self
    }

    /// Adds what decides it.
    #[must_use]
    pub(super) fn at(mut self, places: impl IntoIterator<Item = Place>) -> Step {
        for place in places {
            if !self.places.iter().any(|own| own.is(&place)) {
                self.places.push(place);
            }
        }
        self
    }

    /// The last step of an outcome that is not made of others of this outcome.
    pub(super) fn deepest(&self, outcome: Outcome) -> Option<&Step> {
        let is_it = |step: &&Step| step.outcome == outcome;
        self.steps.iter().rev().find(is_it).map_or(Some(self).filter(is_it), |step| step.deepest(outcome))
    }
}

/// What a step says that consists of others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Results {
    pub(super) passed: &'static str,
    pub(super) failed: &'static str,
}

impl Results {
    fn of(self, outcome: Outcome) -> Option<String> {
        match outcome {
            Outcome::Passed | Outcome::Warning => Some(self.passed.to_owned()),
            Outcome::Failed => Some(self.failed.to_owned()),
            Outcome::NotDetermined => None,
        }
    }
}

fn of_all(steps: &[Step]) -> Outcome {
    let has = |outcome| steps.iter().any(|step| step.outcome == outcome);
    let in_order = [Outcome::Failed, Outcome::NotDetermined, Outcome::Warning];
    in_order.into_iter().find(|outcome| has(*outcome)).unwrap_or(Outcome::Passed)
}

/// Steps one after the other, up to the first that fails.
#[derive(Debug, Default)]
pub(super) struct Branch(Vec<Step>);

impl Branch {
    /// Adds a step, unless one before it failed.
    #[must_use]
    pub(super) fn then(mut self, step: impl FnOnce() -> Step) -> Branch {
        if !self.has_ended() {
            self.0.push(step());
        }
        self
    }

    /// Its last step failed.
    pub(super) fn has_ended(&self) -> bool {
        self.0.last().is_some_and(|last| last.outcome == Outcome::Failed)
    }

    pub(super) fn steps(self) -> Vec<Step> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::keys::replay as keys;

    fn passed() -> Step {
        Step::passed("a", "b")
    }

    fn failed() -> Step {
        Step::failed("c", "d")
    }

    fn open() -> Step {
        Step::not_determined("e", Reason::new(keys::WHY_PORT))
    }

    const RESULTS: Results = Results { passed: "yes", failed: "no" };

    #[test]
    fn a_branch_goes_on_behind_what_is_not_determined_and_ends_at_what_fails() {
        let branch = Branch::default().then(open).then(failed).then(passed);
        assert!(branch.has_ended());
        assert_eq!(branch.steps().len(), 2);
    }

    #[test]
    fn all_or_any() {
        let of_all = |steps| Step::of_all("", steps, RESULTS).outcome;
        let of_any = |steps| Step::of_any("", steps, RESULTS).outcome;
        assert_eq!(of_all(vec![passed(), Step::warning("", "")]), Outcome::Warning);
        assert_eq!(of_all(vec![Step::warning("", ""), open()]), Outcome::NotDetermined);
        assert_eq!(of_all(vec![open(), failed()]), Outcome::Failed);
        assert_eq!(of_any(vec![failed(), open()]), Outcome::NotDetermined);
        assert_eq!(of_any(vec![failed(), open(), passed()]), Outcome::Passed);
        assert_eq!(of_any(vec![failed()]), Outcome::Failed);
    }

    #[test]
    fn what_fails_is_the_last_that_consists_of_no_other() {
        let root = Step::of_all("", vec![passed(), Step::of_all("", vec![failed()], RESULTS)], RESULTS);
        assert_eq!(root.deepest(Outcome::Failed).unwrap().description, "c");
        assert!(passed().deepest(Outcome::Failed).is_none());
    }
}
