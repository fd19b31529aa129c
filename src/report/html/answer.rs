//! The answer for a deployment: its verdict and sentence, who is affected, and the first step.

use std::iter;

use askama::{Template, filters::HtmlSafe};

use super::{prose::Prose, shared::Shared};
use crate::{
    report::{
        model::{Answer, Deployment, Finding, Verdict},
        parts::Part,
        sentences::Standing,
    },
    text::keys::report as keys,
};

/// The answer for a deployment.
#[derive(Template)]
#[template(path = "answer.html")]
pub(super) struct AnswerView<'r> {
    shared: &'r Shared<'r>,
    pub(super) class: &'static str,
    pub(super) badge: String,
    name: &'r str,
    root: Option<&'r str>,
    pub(super) sentence: Prose,
    affects: Option<Prose>,
    first_step: Option<FirstStep>,
    counts: String,
}

impl HtmlSafe for AnswerView<'_> {}

/// What to do first.
enum FirstStep {
    Command(String),
    Sentence(Prose),
}

impl<'r> AnswerView<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, part: Part<'_>, deployment: &'r Deployment) -> AnswerView<'r> {
        let Answer { verdict, text, affects, first_step, .. } = &deployment.answer;
        let cause = cause(part, &deployment.answer);
        let prose = |text: &String| match &cause {
            Some(row) => Prose::quoting(text, row),
            None => about_names(text, deployment),
        };
        let is_command = |text: &String| {
            let mut steps = cause.iter().flat_map(|row| row.ways.steps());
            steps.any(|(_, step)| step.command.to_string() == *text)
        };
        let step = |text: &String| {
            if is_command(text) { FirstStep::Command(text.clone()) } else { FirstStep::Sentence(prose(text)) }
        };
        let counts = shared.words.summary(&part.summary());
        // The page about one deployment has a list of what was checked.
        let is_one_of_several = shared.report.deployments.len() > 1;
        let counts = if is_one_of_several { shared.words.with_collections(counts, deployment) } else { counts };
        AnswerView {
            shared,
            class: standing(*verdict, part).name(),
            badge: shared.words.passes(*verdict),
            name: &deployment.name,
            root: root(deployment),
            sentence: prose(text),
            affects: affects.as_ref().map(prose),
            first_step: first_step.as_ref().map(step),
            counts,
        }
    }
}

/// The finding that decides the answer.
fn cause(part: Part<'_>, answer: &Answer) -> Option<Finding> {
    let cause = answer.cause.as_ref()?;
    let (_, found) = part.findings().find(|(_, found)| found.fingerprint() == *cause)?;
    Some(found.row())
}

/// A sentence that no finding gives: it quotes names and certificates.
fn about_names(text: &str, deployment: &Deployment) -> Prose {
    let quoted = deployment
        .principals
        .iter()
        .flat_map(|principal| iter::once(principal.value.as_str()).chain(principal.certificate_shown.as_deref()));
    Prose::new(text, quoted)
}

/// How a deployment stands: what passes with warnings is set apart.
fn standing(verdict: Verdict, part: Part<'_>) -> Standing {
    match verdict {
        Verdict::Fails => Standing::Fails,
        Verdict::NotDetermined => Standing::Undecided,
        Verdict::Passes if part.summary().warnings > 0 => Standing::Warns,
        Verdict::Passes => Standing::Fits,
    }
}

/// The folder of a deployment, where its name does not say it.
pub(super) fn root(deployment: &Deployment) -> Option<&str> {
    deployment.root.as_deref().filter(|root| *root != deployment.name)
}
