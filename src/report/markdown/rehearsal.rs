//! A rehearsed renewal in a ticket: what takes the place of what, what becomes of the findings, and the steps as a list to
//! tick off.

use std::io::{self, Write};

use super::{Page, code, prose, quoted};
use crate::{
    report::{
        digest::Digest,
        rehearsal::{Gone, Notice, Rehearsal, RunbookStep},
    },
    text::{
        Key,
        keys::{rehearsal as keys, services::HEADING_SERVICES_CHANGE},
    },
};

impl<W: Write> Page<'_, W> {
    /// The certificates, what no rule covers, what is gone and what is the same, and the steps there and back.
    pub(super) fn renewal(&mut self, rehearsal: &Rehearsal, digest: &Digest<'_>) -> io::Result<()> {
        self.heading(3, &self.say(keys::HEADING_REHEARSAL))?;
        let new = self.words.new_certificate(&rehearsal.new);
        self.item(&format!("{}: {}", self.say(keys::HEADING_NEW), prose(&new)))?;
        for replaced in self.words.replaced(rehearsal) {
            self.item(&format!("{}: {}", self.say(keys::HEADING_REPLACES), prose(&replaced)))?;
        }
        rehearsal.notices.iter().try_for_each(|notice| self.notice(notice))?;
        for gone in rehearsal.gone.iter().filter(|gone| gone.was_decided()).map(Gone::shown) {
            self.item(&format!("{}: {}", self.say(keys::HEADING_GONE), prose(&gone)))?;
        }
        self.end_of_list()?;
        if !digest.unchanged.is_empty() {
            self.heading(3, &self.say(keys::HEADING_UNCHANGED))?;
            self.sentence(&self.words.unchanged(digest.unchanged.len(), digest.unchanged_errors()))?;
            for rule in digest.same() {
                let line = self.words.of_rule(&rule, quoted);
                self.of_rule(rule.first, &line)?;
            }
            self.end_of_list()?;
        }
        let changes = self.words.service_changes(&rehearsal.services);
        if !changes.is_empty() {
            self.heading(3, &self.say(HEADING_SERVICES_CHANGE))?;
            changes.iter().try_for_each(|line| self.item(&prose(line)))?;
            self.end_of_list()?;
        }
        self.steps(keys::HEADING_RUNBOOK, &rehearsal.runbook)?;
        self.steps(keys::HEADING_BACK, &rehearsal.back)
    }

    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let place = notice.place().map(|place| format!("{}: ", code(&place))).unwrap_or_default();
        self.item(&format!("{} {place}{}", notice.level(), prose(&notice.text)))
    }

    fn steps(&mut self, heading: Key, steps: &[RunbookStep]) -> io::Result<()> {
        if steps.is_empty() {
            return Ok(());
        }
        self.heading(3, &self.say(heading))?;
        for (number, step) in (1..).zip(steps) {
            self.paragraph(&format!("{number}. {}", prose(&step.text)))?;
            if !step.commands.is_empty() {
                self.fenced("powershell", &(step.commands.join("\n") + "\n"))?;
            }
        }
        Ok(())
    }
}
