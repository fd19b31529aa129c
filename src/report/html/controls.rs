//! The controls of security frameworks: each framework folded, with its counts and score.

use askama::{Template, filters::HtmlSafe};

use super::shared::Shared;
use crate::{
    report::{
        controls::{Control, Framework},
        model::Deployment,
    },
    text::keys::controls as words,
};

/// The controls of a deployment.
#[derive(Template)]
#[template(path = "controls.html")]
pub(super) struct ControlsView<'r> {
    shared: &'r Shared<'r>,
    deployment: &'r Deployment,
    anchor: &'r str,
}

impl HtmlSafe for ControlsView<'_> {}

impl<'r> ControlsView<'r> {
    /// `None` where no export decides a control.
    pub(super) fn new(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &'r str) -> Option<ControlsView<'r>> {
        (!deployment.frameworks.is_empty()).then_some(ControlsView { shared, deployment, anchor })
    }

    fn frameworks(&self) -> impl Iterator<Item = &'r Framework> {
        self.deployment.frameworks.iter().filter(|framework| !framework.is_for_another_product())
    }

    /// The frameworks that are for other products.
    fn elsewhere(&self) -> String {
        let others = self.deployment.frameworks.iter().filter(|framework| framework.is_for_another_product());
        others.map(Framework::called).collect::<Vec<_>>().join(", ")
    }

    fn status(&self, control: &Control) -> String {
        self.shared.words.status(control.status)
    }

    fn missing(&self, control: &Control) -> String {
        self.shared.tell(words::MISSING, &[("exports", &control.missing.join(", "))])
    }

    fn asked(&self, question: &str) -> String {
        self.shared.tell(words::ASKED, &[("question", question)])
    }

    fn more(&self, control: &Control) -> String {
        self.shared.words.tell(words::MORE_LINES, &[("count", control.more_evidence.into())])
    }
}
