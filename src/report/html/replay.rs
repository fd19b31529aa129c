//! The Analyzer's tests, replayed: each test folded, with its steps below each other.

use std::borrow::Borrow;

use askama::{Template, filters::HtmlSafe};

use super::shared::Shared;
use crate::{
    judge::options::Client,
    replay::Outcome,
    report::{
        model::Deployment,
        replay::{Beside, Row, Step, Test, client, name, place},
    },
    text::keys::{replay as words, report as keys},
};

/// The tests of a deployment.
#[derive(Template)]
#[template(path = "replay.html")]
pub(super) struct ReplayView<'r> {
    shared: &'r Shared<'r>,
    anchor: String,
    tests: &'r [Test],
    left: usize,
}

impl HtmlSafe for ReplayView<'_> {}

impl<'r> ReplayView<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &str) -> ReplayView<'r> {
        let replay = &deployment.replay;
        ReplayView { shared, anchor: anchor.to_owned(), tests: &replay.tests, left: replay.left }
    }

    fn title(&self, test: &Test) -> String {
        test.title(self.shared.words.words())
    }

    fn root(&self, test: &'r Test) -> StepView<'r> {
        StepView { shared: self.shared, step: &test.root }
    }

    fn not_reached(&self, test: &'r Test) -> Option<StepView<'r>> {
        Some(StepView { shared: self.shared, step: test.not_reached.as_ref()? })
    }

    fn outcome(&self, outcome: impl Borrow<Outcome>) -> String {
        self.shared.say(name(*outcome.borrow()))
    }

    fn beside_title(&self, beside: &Beside) -> String {
        self.shared.tell(words::BESIDE_TITLE, &[("place", &place(&beside.place))])
    }

    /// The sign and the class of an outcome; of a step that is not there, neither.
    fn cell(&self, outcome: impl Borrow<Option<Outcome>>) -> (&'static str, String) {
        outcome.borrow().map_or(("", "–".to_owned()), |outcome| {
            (class(outcome), format!("{} {}", outcome.sign(), self.shared.say(name(outcome))))
        })
    }
}

/// A step with the steps that it consists of.
#[derive(Template)]
#[template(path = "replay_step.html")]
struct StepView<'r> {
    shared: &'r Shared<'r>,
    step: &'r Step,
}

impl HtmlSafe for StepView<'_> {}

impl<'r> StepView<'r> {
    fn steps(&self) -> impl Iterator<Item = StepView<'r>> {
        let shared = self.shared;
        self.step.steps.iter().map(move |step| StepView { shared, step })
    }

    /// Why, in words of msstd, with the export that would tell.
    fn notes(&self) -> Vec<String> {
        self.step.noted(self.shared.words.words())
    }

    fn places(&self) -> String {
        self.step.places.iter().map(place).collect::<Vec<_>>().join(", ")
    }

    fn clients(&self) -> Vec<(&'static str, String)> {
        let Some(by) = self.step.clients else { return Vec::new() };
        let line = |own: Client| {
            let outcome = by.of(own);
            let outcome_name = self.shared.say(name(outcome));
            (class(outcome), format!("{} {}: {outcome_name}", outcome.sign(), self.shared.say(client(own))))
        };
        Client::ALL.map(line).to_vec()
    }
}

fn class(outcome: impl Borrow<Outcome>) -> &'static str {
    match outcome.borrow() {
        Outcome::Passed => "fits",
        Outcome::Warning => "warns",
        Outcome::Failed => "fails",
        Outcome::NotDetermined => "undecided",
    }
}

/// It is the row in which a test and its saved report first differ.
fn is_first(beside: &Beside, row: &Row) -> bool {
    let first = beside.first_difference.and_then(|at| beside.rows.get(at));
    first.is_some_and(|first| std::ptr::eq(first, row))
}
