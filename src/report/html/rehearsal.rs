//! A rehearsed renewal: what takes the place of what, what no rule covers, and the steps there and back.

use askama::{Template, filters::HtmlSafe};

use super::shared::Shared;
use crate::{
    report::rehearsal::{Gone, Rehearsal, RunbookStep},
    text::keys::{rehearsal as keys, services::HEADING_SERVICES_CHANGE},
};

/// The section of a rehearsed renewal.
#[derive(Template)]
#[template(path = "rehearsal.html")]
pub(super) struct RehearsalView<'r> {
    pub(super) shared: &'r Shared<'r>,
    pub(super) anchor: &'r str,
    pub(super) rehearsal: &'r Rehearsal,
}

impl HtmlSafe for RehearsalView<'_> {}

impl<'r> RehearsalView<'r> {
    fn gone(&self) -> impl Iterator<Item = String> {
        self.rehearsal.gone.iter().filter(|gone| gone.was_decided()).map(Gone::shown)
    }

    /// What services present before and after.
    fn changes(&self) -> Vec<String> {
        self.shared.words.service_changes(&self.rehearsal.services)
    }

    /// The steps there and back, each list with its heading.
    fn lists(&self) -> impl Iterator<Item = (String, &'r [RunbookStep])> {
        let lists = [
            (keys::HEADING_RUNBOOK, self.rehearsal.runbook.as_slice()),
            (keys::HEADING_BACK, self.rehearsal.back.as_slice()),
        ];
        let shared = self.shared;
        lists.into_iter().filter(|(_, steps)| !steps.is_empty()).map(|(key, steps)| (shared.say(key), steps))
    }
}
