//! The Analyzer's tests for people at a terminal: a tree, with the sign of each step's outcome before it.

use std::io::{self, Write};

use super::{Beside, Replay, Step, Test, place};
use crate::{
    judge::options::Client,
    replay::{ByClient, Outcome},
    report::{
        human::Style,
        model::{Deployment, Report},
        rows::CertificatePlace,
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
            counts.map(|(outcome, count)| format!("{} {count} {}", outcome.sign(), self.name(outcome))).collect();
        self.filled("", &counts.join("   "))?;
        if let Some(beside) = &test.beside {
            self.beside(beside)?;
        }
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
        let sign = self.style.paint(step.outcome.sign(), rendition(step.outcome));
        self.hanging(&format!("{lead}{sign} "), &below, &step.description)?;
        for sentence in step.result.iter().chain(&step.details) {
            let sentence = if step.result.as_ref() == Some(sentence) {
                self.style.paint(sentence, rendition(step.outcome))
            } else {
                sentence.clone()
            };
            self.filled(&below, &sentence)?;
        }
        // Steps of which nothing is known are one line, with the reason that an export would remove.
        let unknown = step.unknown_because();
        let decisive = unknown.unwrap_or(step);
        decisive.noted(&self.words).iter().try_for_each(|note| self.filled(&below, note))?;
        self.at(&below, keys::AT, &decisive.places)?;
        if let Some(clients) = step.clients {
            self.clients(&below, clients)?;
        }
        match unknown {
            Some(_) => Ok(()),
            None => step.steps.iter().try_for_each(|step| self.step(step, depth + 1)),
        }
    }

    /// The saved report of the test: the outcome of each step as replayed and as reported.
    fn beside(&mut self, beside: &Beside) -> io::Result<()> {
        let values = [("place", (&*place(&beside.place)).into())];
        self.filled("", &self.words.say(keys::BESIDE, &values))?;
        if !self.style.quiet {
            for row in &beside.rows {
                let [own, saved] = [row.replayed, row.saved].map(|outcome| {
                    outcome
                        .map_or_else(|| "-".to_owned(), |outcome| self.style.paint(outcome.sign(), rendition(outcome)))
                });
                self.hanging(&format!("  {own}  {saved}  "), "        ", &row.description)?;
            }
        }
        let first = beside.first_difference.and_then(|at| beside.rows.get(at));
        let Some(row) = first else { return self.filled("", &self.words.say(keys::NO_DIFFERENCE, &[])) };
        let name = |outcome: Option<Outcome>| outcome.map_or_else(String::new, |outcome| self.name(outcome));
        let values = [
            ("step", (&*row.description).into()),
            ("replayed", (&*name(row.replayed)).into()),
            ("saved", (&*name(row.saved)).into()),
            ("place", (&*row.place.as_ref().map_or_else(String::new, place)).into()),
        ];
        let difference = self.words.say(keys::FIRST_DIFFERENCE, &values);
        self.filled("", &self.style.paint(&difference, rendition(Outcome::Warning)))
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
            let line =
                format!("{} {}: {}", outcome.sign(), self.words.say(super::client(*client), &[]), self.name(outcome));
            self.filled(lead, &self.style.paint(&line, rendition(outcome)))?;
        }
        Ok(())
    }

    fn name(&self, outcome: Outcome) -> String {
        self.words.say(super::name(outcome), &[])
    }

    fn filled(&mut self, lead: &str, text: &str) -> io::Result<()> {
        self.hanging(lead, lead, text)
    }

    fn hanging(&mut self, lead: &str, below: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.fill(lead, below, text))
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
