//! The Analyzer's tests for people at a terminal: a tree, with the sign of each step's outcome before it.

use std::io::{self, Write};

use super::{Replay, Step, Test};
use crate::{
    judge::options::Client,
    replay::{ByClient, Outcome},
    report::{
        human::Style,
        model::{Deployment, Report},
        rows::{CertificatePlace, shown_line},
    },
    text::{Key, Words, keys::replay as keys},
};

/// Writes the tests of every deployment; of mutual authentication what each of these clients makes of it.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, clients: &[Client], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { words: Words::new("en"), clients, style, out };
    report.deployments.iter().try_for_each(|deployment| page.deployment(deployment))
}

const BOLD: &str = "1";

struct Page<'p> {
    words: Words,
    clients: &'p [Client],
    style: Style,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn deployment(&mut self, deployment: &Deployment) -> io::Result<()> {
        let Replay { tests, left } = &deployment.replay;
        writeln!(self.out, "{}", self.style.paint(&deployment.name, BOLD))?;
        writeln!(self.out)?;
        for test in tests {
            self.test(test)?;
            writeln!(self.out)?;
        }
        let is_tested = |kind: &str| tests.iter().any(|test| test.kind == kind);
        let missing = [("autodiscover", keys::NO_AUTODISCOVER), ("outlook-anywhere", keys::NO_OUTLOOK_ANYWHERE)];
        for (_, key) in missing.into_iter().filter(|(kind, _)| !is_tested(kind)) {
            self.filled("", &self.words.say(key, &[]))?;
            writeln!(self.out)?;
        }
        if *left > 0 {
            let left = self.words.say(keys::MORE_TESTS, &[("count", (*left).into())]);
            self.filled("", &left)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn test(&mut self, test: &Test) -> io::Result<()> {
        let title = test.title(&self.words);
        self.filled("", &self.style.paint(&title, BOLD))?;
        self.at("  ", keys::WRITTEN_IN, &test.places)?;
        if self.style.quiet {
            test.root.troubled().into_iter().try_for_each(|step| self.step(step, 1))?;
        } else {
            self.step(&test.root, 0)?;
        }
        if let Some(step) = &test.not_reached {
            self.filled("", &self.words.say(keys::NOT_REACHED, &[]))?;
            self.step(step, 1)?;
        }
        let counts = test.counts().into_iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> =
            counts.map(|(outcome, count)| format!("{} {count} {}", sign(outcome), self.name(outcome))).collect();
        self.filled("", &counts.join("   "))?;
        match &test.ends_in {
            Some(sentence) => {
                let ends = self.words.say(keys::ENDS_IN, &[("sentence", (&**sentence).into())]);
                self.filled("", &self.style.paint(&ends, rendition(Outcome::Failed)))
            }
            None => Ok(()),
        }
    }

    fn step(&mut self, step: &Step, depth: usize) -> io::Result<()> {
        let lead = "  ".repeat(depth);
        let below = format!("{lead}  ");
        let sign = self.style.paint(sign(step.outcome), rendition(step.outcome));
        self.hanging(&format!("{lead}{sign} "), &below, &step.description)?;
        for sentence in step.result.iter().chain(&step.details) {
            let sentence = if step.result.as_ref() == Some(sentence) {
                self.style.paint(sentence, rendition(step.outcome))
            } else {
                sentence.clone()
            };
            self.filled(&below, &sentence)?;
        }
        let lead = match step.outcome {
            Outcome::NotDetermined => self.words.say(keys::NOT_DETERMINED, &[]),
            _ => self.words.say(keys::NOTE, &[]),
        };
        // Steps of which nothing is known are one line, with the reason that an export would remove.
        let decisive = step.unknown_because();
        let export = decisive.unwrap_or(step).export.as_ref().map(|export| {
            let values = [("export", (&*export.name).into())];
            self.words.say(keys::EXPORT, &values)
        });
        let mut notes = decisive.unwrap_or(step).notes.clone();
        if let (Some(last), Some(export)) = (notes.last_mut(), export) {
            *last = format!("{last} ({export})");
        }
        notes.iter().try_for_each(|note| self.filled(&below, &format!("{lead} {note}")))?;
        self.at(&below, keys::AT, &decisive.unwrap_or(step).places)?;
        if let Some(clients) = step.clients {
            self.clients(&below, clients)?;
        }
        match decisive {
            Some(_) => Ok(()),
            None => step.steps.iter().try_for_each(|step| self.step(step, depth + 1)),
        }
    }

    /// Where something is, with the words before it.
    fn at(&mut self, lead: &str, key: Key, places: &[CertificatePlace]) -> io::Result<()> {
        if places.is_empty() {
            return Ok(());
        }
        let mut shown: Vec<String> = places.iter().map(place).collect();
        shown.dedup();
        let at = self.words.say(key, &[("places", (&*shown.join(", ")).into())]);
        self.filled(lead, &at)
    }

    fn clients(&mut self, lead: &str, by: ByClient) -> io::Result<()> {
        for client in self.clients {
            let outcome = by.of(*client);
            let key = match client {
                Client::Analyzer => keys::CLIENT_ANALYZER,
                Client::Legacy => keys::CLIENT_LEGACY,
                Client::Modern => keys::CLIENT_MODERN,
            };
            let line = format!("{} {}: {}", sign(outcome), self.words.say(key, &[]), self.name(outcome));
            self.filled(lead, &self.style.paint(&line, rendition(outcome)))?;
        }
        Ok(())
    }

    fn name(&self, outcome: Outcome) -> String {
        let key = match outcome {
            Outcome::Passed => keys::OUTCOME_PASSED,
            Outcome::Warning => keys::OUTCOME_WARNING,
            Outcome::Failed => keys::OUTCOME_FAILED,
            Outcome::NotDetermined => keys::OUTCOME_NOT_DETERMINED,
        };
        self.words.say(key, &[])
    }

    fn filled(&mut self, lead: &str, text: &str) -> io::Result<()> {
        self.hanging(lead, lead, text)
    }

    fn hanging(&mut self, lead: &str, below: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.fill(lead, below, text))
    }
}

fn place(place: &CertificatePlace) -> String {
    let CertificatePlace { path, inside, index, line } = place;
    shown_line(path, inside, index.filter(|index| *index > 1), *line)
}

/// The sign of an outcome: never colour alone.
fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "✓",
        Outcome::Warning => "!",
        Outcome::Failed => "✗",
        Outcome::NotDetermined => "?",
    }
}

/// How an outcome is painted.
fn rendition(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "32",
        Outcome::Warning => "1;33",
        Outcome::Failed => "1;31",
        Outcome::NotDetermined => "35",
    }
}
