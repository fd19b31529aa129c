//! One deployment: its answer, its pictures, its findings, what is accepted, and what could not be decided.

use std::collections::BTreeSet;

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{OfEachRule, UNDECIDED},
    certificates::Shown,
    endpoints::Endpoints,
    finding::{FindingView, LineView},
    findings::Plan,
    map::{self, Map},
    matrix::{self, Matrix},
    prose::Prose,
    shared::{self, Shared},
    timeline::Timeline,
};
use crate::{
    report::{
        model::{Deployment, Undecided},
        parts::Part,
    },
    text::keys::report as keys,
};

/// A deployment, or the findings about the configuration.
#[derive(Template)]
#[template(path = "deployment.html")]
pub(super) struct DeploymentView<'r> {
    shared: &'r Shared<'r>,
    part: Part<'r>,
    anchor: String,
    plan: Plan<'r>,
}

impl HtmlSafe for DeploymentView<'_> {}

/// The pictures of a deployment.
struct Pictures<'r> {
    map: Map<'r>,
    matrix: Matrix<'r>,
    timeline: Timeline<'r>,
    endpoints: Endpoints<'r>,
}

impl<'r> DeploymentView<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, part: Part<'r>) -> DeploymentView<'r> {
        DeploymentView { shared, part, anchor: shared::anchor(part.index), plan: Plan::of(part) }
    }

    fn pictures(&self, deployment: &'r Deployment) -> Pictures<'r> {
        let (shared, anchor) = (self.shared, self.anchor.as_str());
        let columns = matrix::columns(deployment);
        let wanted: BTreeSet<String> = columns.iter().cloned().chain(map::wanted(deployment)).collect();
        let certificates = Shown::of(deployment, &wanted);
        Pictures {
            map: Map::new(shared, deployment, anchor, &certificates),
            matrix: Matrix::new(shared, deployment, anchor, columns, &certificates),
            timeline: Timeline::new(shared, deployment, anchor, &certificates),
            endpoints: Endpoints::new(shared, deployment, anchor),
        }
    }

    /// The answer stands right above, on the first page.
    fn is_single(&self) -> bool {
        self.shared.report.deployments.len() == 1
    }

    fn standing(&self, deployment: &Deployment) -> &'static str {
        shared::standing(deployment, self.part)
    }

    fn badge(&self, deployment: &Deployment) -> String {
        self.shared.words.passes(deployment.answer.verdict)
    }

    fn answer(&self, deployment: &Deployment) -> Prose {
        shared::answer(self.part, deployment)
    }

    fn counts(&self) -> String {
        self.shared.words.summary(&self.part.summary())
    }

    fn findings(&self) -> impl Iterator<Item = FindingView<'_>> {
        self.plan.full.shown.iter().filter_map(|index| {
            let found = self.part.get(*index)?;
            let following = self.plan.following.get(index);
            Some(FindingView::new(self.shared, &self.anchor, self.part, found, following))
        })
    }

    fn lines<'v>(&'v self, of: &'v OfEachRule<'_>) -> impl Iterator<Item = LineView> + 'v {
        let found = |index: &usize| self.part.get(*index);
        of.shown.iter().filter_map(found).map(|found| LineView::new(self.shared, &self.anchor, found, None))
    }

    /// How many more findings each rule has than are shown.
    fn left<'v>(&'v self, of: &'v OfEachRule<'_>) -> impl Iterator<Item = String> + 'v {
        of.left.iter().map(|(code, count)| {
            let values = [("code", (*code).into()), ("count", (*count).into())];
            self.shared.words.tell(keys::HTML_MORE_OF_A_RULE, &values)
        })
    }

    /// What could not be decided, and how much more of it there is.
    fn undecided(&self) -> (&'r [Undecided], usize) {
        let all = self.part.deployment.map_or(&[][..], |deployment| &deployment.undecided);
        let shown = all.get(..UNDECIDED).unwrap_or(all);
        (shown, all.len() - shown.len())
    }
}
