//! One deployment: its answer, its findings, what was not determined, what is accepted, and its pictures.

use std::collections::BTreeSet;

use askama::{Template, filters::HtmlSafe};

use super::{
    answer::AnswerView,
    bounds::{OF_A_RULE_IN_FULL, OfEachRule, UNDECIDED},
    certificates::Shown,
    controls::ControlsView,
    endpoints::Endpoints,
    finding::{FindingView, LineView, Said},
    findings::Plan,
    map::{self, Map},
    matrix::{self, Matrix},
    not_checked::NotChecked,
    rehearsal::RehearsalView,
    replay::ReplayView,
    required::{Required, required},
    services::Services,
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
    required: Vec<Required<'r>>,
}

impl HtmlSafe for DeploymentView<'_> {}

/// Findings of one rule.
struct OfOneRule<'v> {
    shown: Vec<FindingView<'v>>,
    folded: Vec<FindingView<'v>>,
}

/// The pictures of a deployment.
struct Pictures<'r> {
    map: Map<'r>,
    matrix: Matrix<'r>,
    timeline: Timeline<'r>,
    endpoints: Endpoints<'r>,
}

impl<'r> DeploymentView<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, part: Part<'r>) -> DeploymentView<'r> {
        let required = part.deployment.map(required).unwrap_or_default();
        DeploymentView { shared, part, anchor: shared::anchor(part.index), plan: Plan::of(part), required }
    }

    fn pictures(&self) -> Option<Pictures<'_>> {
        let (shared, anchor, deployment) = (self.shared, self.anchor.as_str(), self.part.deployment?);
        let columns = matrix::columns(&self.required);
        let wanted: BTreeSet<String> = columns.iter().cloned().chain(map::wanted(&self.required)).collect();
        let certificates = Shown::of(deployment, &wanted);
        Some(Pictures {
            map: Map::new(shared, &self.required, anchor, &certificates),
            matrix: Matrix::new(shared, deployment, &self.required, anchor, columns, &certificates),
            timeline: Timeline::new(shared, deployment, anchor, &certificates),
            endpoints: Endpoints::new(shared, deployment, anchor),
        })
    }

    /// The only deployment's answer is right above, on the first screen.
    fn is_single(&self) -> bool {
        self.shared.report.deployments.len() == 1
    }

    fn answer(&self, deployment: &'r Deployment) -> AnswerView<'r> {
        AnswerView::new(self.shared, self.part, deployment)
    }

    /// The anchor and the name of the next deployment of the page.
    fn next(&self) -> Option<(String, &'r str)> {
        let mut parts = self.shared.parts.iter().skip_while(|part| part.index != self.part.index).skip(1);
        let next = parts.next()?;
        Some((shared::anchor(next.index), &next.deployment?.name))
    }

    /// The renewal after which it is evaluated.
    fn renewal(&self) -> Option<RehearsalView<'_>> {
        let rehearsal = self.part.deployment?.rehearsal.as_ref()?;
        Some(RehearsalView { shared: self.shared, anchor: &self.anchor, rehearsal })
    }

    /// What was not checked; of the only deployment the first screen has it.
    fn not_checked(&self) -> Option<NotChecked> {
        let deployment = self.part.deployment.filter(|_| !self.is_single())?;
        NotChecked::of_deployment(self.shared, deployment)
    }

    /// The findings, those of one rule beside each other.
    fn findings(&self) -> impl Iterator<Item = OfOneRule<'_>> {
        let mut said = Said::default();
        let code = |index: &usize| self.part.get(*index).map(|found| &found.head.code);
        let rules = self.plan.full.shown.chunk_by(move |one, other| code(one) == code(other));
        rules.map(move |indexes| {
            let mut views = indexes.iter().filter_map(|index| {
                let found = self.part.get(*index)?;
                let following = self.plan.following.get(index);
                Some(FindingView::new(self.shared, &self.anchor, self.part, found, following, &mut said))
            });
            // Nothing is won by folding a single finding.
            let in_full = if indexes.len() > OF_A_RULE_IN_FULL + 1 { OF_A_RULE_IN_FULL } else { indexes.len() };
            OfOneRule { shown: views.by_ref().take(in_full).collect(), folded: views.collect() }
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

    /// The certificates that serve mail.
    fn services(&self) -> Option<Services<'_>> {
        Services::of(self.shared, self.part.deployment?, &self.anchor)
    }

    /// The controls of security frameworks.
    fn controls(&self) -> Option<ControlsView<'_>> {
        ControlsView::new(self.shared, self.part.deployment?, &self.anchor)
    }

    /// The Analyzer's tests.
    fn replay(&self) -> Option<ReplayView<'_>> {
        Some(ReplayView::new(self.shared, self.part.deployment?, &self.anchor))
    }

    /// What was not determined, and how much more of it there is.
    fn undecided(&self) -> (&'r [Undecided], usize) {
        let all = self.part.deployment.map_or(&[][..], |deployment| &deployment.undecided);
        let shown = all.get(..UNDECIDED).unwrap_or(all);
        (shown, all.len() - shown.len())
    }
}
