//! A rehearsed renewal at a terminal: what takes the place of what, what becomes of the findings, and the steps.

use std::io;

use super::Page;
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

impl Page<'_> {
    /// The new certificate, and what it replaces.
    pub(super) fn certificates(&mut self, rehearsal: &Rehearsal) -> io::Result<()> {
        let new = self.words.new_certificate(&rehearsal.new);
        self.entries(keys::HEADING_NEW, &[new])?;
        self.entries(keys::HEADING_REPLACES, &self.words.replaced(rehearsal))
    }

    /// What no rule covers, what is gone and what is the same, and the steps there and back.
    pub(super) fn rehearsal(&mut self, rehearsal: &Rehearsal, digest: &Digest<'_>) -> io::Result<()> {
        rehearsal.notices.iter().try_for_each(|notice| self.notice(notice))?;
        let gone: Vec<String> = rehearsal.gone.iter().filter(|gone| gone.was_decided()).map(Gone::shown).collect();
        self.entries(keys::HEADING_GONE, &gone)?;
        if !digest.unchanged.is_empty() {
            let unchanged = self.words.unchanged(digest.unchanged.len(), digest.unchanged_errors());
            self.entries(keys::HEADING_UNCHANGED, &[unchanged])?;
            if self.style.verbose {
                let rules = digest.same();
                let lines = rules.iter().map(|rule| self.words.of_rule(rule, str::to_owned)).collect::<Vec<_>>();
                lines.iter().try_for_each(|line| self.item(line))?;
            }
        }
        if !digest.unchanged.is_empty() || rehearsal.gone.iter().any(Gone::was_decided) {
            self.blank()?;
        }
        let changes = self.words.service_changes(&rehearsal.services);
        if !changes.is_empty() {
            self.entries(HEADING_SERVICES_CHANGE, &changes)?;
            self.blank()?;
        }
        self.steps(keys::HEADING_RUNBOOK, &rehearsal.runbook)?;
        self.steps(keys::HEADING_BACK, &rehearsal.back)
    }

    /// Something that no rule covers, as a finding without a code.
    fn notice(&mut self, notice: &Notice) -> io::Result<()> {
        let level = self.style.paint(notice.level(), super::rendition(notice.outcome, notice.severity));
        self.filled(&format!("{level}: "), "  ", &notice.text)?;
        if let Some(place) = notice.place() {
            let at = format!("  {} ", self.words.say(crate::text::keys::report::AT));
            self.filled(&at, "     ", &place)?;
        }
        self.blank()
    }

    /// Numbered steps, each with its commands in lines of their own, to be copied whole.
    fn steps(&mut self, heading: Key, steps: &[RunbookStep]) -> io::Result<()> {
        if steps.is_empty() {
            return Ok(());
        }
        self.heading(heading)?;
        for (number, step) in (1..).zip(steps) {
            self.filled(&format!("    {number}. "), "       ", &step.text)?;
            for command in &step.commands {
                writeln!(self.out, "       {command}")?;
            }
        }
        self.blank()
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }
}
