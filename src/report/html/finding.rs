//! One finding: in full, or as a line.

use std::collections::BTreeMap;

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
        model::{Finding, Found, Paragraph},
        parts::Part,
        short,
    },
    text::keys::{controls, report as keys},
};

/// A finding in full, with a line for each that has the same cause.
#[derive(Template)]
#[template(path = "finding.html")]
pub(super) struct FindingView<'r> {
    shared: &'r Shared<'r>,
    part: Part<'r>,
    row: Finding,
    anchor: String,
    level: &'static str,
    following: Option<&'r Following>,
    /// The finding above that has the paragraphs which this one leaves out.
    said_at: Option<(String, String)>,
}

impl HtmlSafe for FindingView<'_> {}

/// The paragraphs that the findings of each rule have said, and where: they are not said again.
#[derive(Default)]
pub(super) struct Said {
    by_rule: BTreeMap<String, (String, Vec<Paragraph>)>,
}

impl Said {
    /// Takes out of a finding what the first of its rule says in the same words; gives the anchor of that one, and the
    /// leads of what was taken out.
    fn shorten(&mut self, row: &mut Finding, anchor: &str) -> Option<(String, String)> {
        let Some((first, said)) = self.by_rule.get(&*row.code) else {
            self.by_rule.insert(row.code.to_string(), (anchor.to_owned(), row.help.0.clone()));
            return None;
        };
        let repeated = |one: &Paragraph| said.iter().any(|said| said.lead == one.lead && said.text == one.text);
        let (gone, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut row.help.0).into_iter().partition(repeated);
        row.help.0 = kept;
        let leads = gone.iter().map(|one| one.lead.as_ref()).filter(|lead| !lead.is_empty()).collect::<Vec<_>>();
        (!gone.is_empty()).then(|| (first.clone(), leads.join(", ")))
    }
}

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
        said: &mut Said,
    ) -> FindingView<'r> {
        let mut row = found.row();
        let anchor = anchor_of(deployment, &row.fingerprint);
        let said_at = said.shorten(&mut row, &anchor);
        FindingView { shared, part, anchor, level: short::level(&row), row, following, said_at }
    }

    fn message(&self) -> Prose {
        message(&self.row)
    }

    fn is_medium(&self) -> bool {
        self.row.confidence == Confidence::Medium
    }

    fn excerpts(&self) -> Excerpts<'_> {
        Excerpts::new(self.shared, &self.row)
    }

    /// The numbers of the controls that it is about.
    fn controls(&self) -> String {
        self.row.controls.iter().map(|control| &*control.id).collect::<Vec<_>>().join(", ")
    }

    fn said(&self, paragraph: &Paragraph) -> Prose {
        Prose::quoting(&paragraph.text, &self.row)
    }

    fn lead(&self, is_other: bool) -> String {
        self.shared.say(if is_other { keys::FIX_OR } else { keys::FIX_RUN })
    }

    /// The line above a command that says what it replaces.
    fn old(&self, is_other: bool, step: &Step) -> String {
        let old = step.old.as_deref().filter(|_| !is_other);
        old.map(|old| self.shared.tell(keys::FIX_OLD, &[("old", old)]) + "\n").unwrap_or_default()
    }

    /// The lines of what has the same cause.
    fn lines<'v>(&'v self, indexes: &'v [usize]) -> impl Iterator<Item = LineView> + 'v {
        let deployment = super::shared::anchor(self.part.index);
        indexes.iter().filter_map(move |index| {
            let found = self.part.get(*index)?;
            Some(LineView::new(self.shared, &deployment, found, Some(&self.row.message)))
        })
    }
}
