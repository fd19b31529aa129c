//! One finding: told in full, or as a line.

use askama::{Template, filters::HtmlSafe};

use super::{
    excerpt::Excerpts,
    findings::Following,
    prose::Prose,
    shared::{Shared, anchor_of},
};
use crate::{
    finding::{Confidence, Step},
    report::{
        model::{Finding, Found},
        parts::Part,
        short,
    },
    text::keys::report as keys,
};

/// A finding told in full, with a line for each that follows from it.
#[derive(Template)]
#[template(path = "finding.html")]
pub(super) struct FindingView<'r> {
    shared: &'r Shared<'r>,
    part: Part<'r>,
    row: Finding,
    anchor: String,
    level: &'static str,
    following: Option<&'r Following>,
}

impl HtmlSafe for FindingView<'_> {}

/// A finding in one line.
#[derive(Template)]
#[template(
    source = r#"<span class="badge {{ level }}">{{ level }}</span> <span class="code">{{ code }}</span> <span class="at"><bdi>{{ place }}</bdi></span> {% if same.is_empty() %}{{ message }}{% else %}{{ same }}{% endif %}"#,
    ext = "html"
)]
pub(super) struct LineView {
    pub(super) anchor: String,
    pub(super) accepted: String,
    level: &'static str,
    code: String,
    place: String,
    message: Prose,
    same: String,
}

impl HtmlSafe for LineView {}

impl LineView {
    /// The line of a finding. What says the same as the `headline` above it does not say it again.
    pub(super) fn new(shared: &Shared<'_>, deployment: &str, found: Found<'_>, headline: Option<&str>) -> LineView {
        let row = found.row();
        let same = headline.is_some_and(|headline| headline == row.message);
        LineView {
            anchor: anchor_of(deployment, &row.fingerprint),
            accepted: row.allowance.as_ref().map(|allowance| shared.words.accepted(allowance)).unwrap_or_default(),
            level: short::level(&row),
            code: row.code.to_string(),
            place: short::place(&row, None),
            message: message(&row),
            same: if same { shared.say(keys::THE_SAME) } else { String::new() },
        }
    }
}

/// A finding's headline.
pub(super) fn message(row: &Finding) -> Prose {
    Prose::quoting(&row.message, row)
}

impl<'r> FindingView<'r> {
    pub(super) fn new(
        shared: &'r Shared<'r>,
        deployment: &str,
        part: Part<'r>,
        found: Found<'r>,
        following: Option<&'r Following>,
    ) -> FindingView<'r> {
        let row = found.row();
        let anchor = anchor_of(deployment, &row.fingerprint);
        FindingView { shared, part, anchor, level: short::level(&row), row, following }
    }

    fn message(&self) -> Prose {
        message(&self.row)
    }

    fn is_medium(&self) -> bool {
        self.row.confidence == Confidence::Medium
    }

    fn excerpts(&self) -> Excerpts<'_> {
        Excerpts::new(&self.row.labels, self.shared.say(keys::AT))
    }

    fn lead(&self, is_other: bool) -> String {
        self.shared.say(if is_other { keys::FIX_OR } else { keys::FIX_RUN })
    }

    /// The line above a command that says what it replaces.
    fn old(&self, is_other: bool, step: &Step) -> String {
        let old = step.old.as_deref().filter(|_| !is_other);
        old.map(|old| self.shared.tell(keys::FIX_OLD, &[("old", old)]) + "\n").unwrap_or_default()
    }

    fn lines(&self) -> impl Iterator<Item = LineView> {
        let shown = self.following.into_iter().flat_map(|following| &following.shown);
        let deployment = super::shared::anchor(self.part.index);
        shown.filter_map(move |index| {
            let found = self.part.get(*index)?;
            Some(LineView::new(self.shared, &deployment, found, Some(&self.row.message)))
        })
    }

    fn left(&self) -> usize {
        self.following.map_or(0, |following| following.left)
    }
}
