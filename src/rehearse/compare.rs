//! What becomes of each finding: new, unchanged or gone.
//!
//! Findings are compared by their fingerprints. One about the replaced certificate and one of the same rule about the new
//! certificate are the same problem: it is unchanged, although certificate and file differ.

use std::collections::{HashMap, HashSet};

use super::replaced::Plan;
use crate::{
    decide::Decided,
    finding::{Outcome, Severity, State},
    report::{
        model::{Name, Report},
        rehearsal::{Change, Gone, Marked},
    },
};

/// Marks what is after the renewal, and tells what is gone.
pub(super) fn mark(decided: &mut Decided<'_>, before: &Report, new: &str, plan: &Plan) -> (Vec<Marked>, Vec<Gone>) {
    let mut earlier = Earlier::of(before, plan);
    let mut marks = Vec::new();
    for found in decided.findings.iter_mut().filter(|found| found.state == State::New) {
        let fingerprint = found.fingerprint.to_string();
        let finding = &found.finding;
        let harm = harm(finding.severity, finding.outcome);
        let is_about_new = finding.about.subject() == new;
        let change = if earlier.has(&fingerprint, finding.code.0, is_about_new, harm) {
            found.state = State::Unchanged;
            Change::Unchanged
        } else {
            Change::New
        };
        marks.push(Marked { fingerprint, change });
    }
    (marks, earlier.gone(before))
}

/// How bad a finding is: notes, what could not be determined, warnings, errors.
fn harm(severity: Severity, outcome: Outcome) -> u8 {
    match (outcome, severity) {
        (Outcome::Info, _) => 0,
        (Outcome::Inconclusive, _) => 1,
        (Outcome::Fail, Severity::Note) => 2,
        (Outcome::Fail, Severity::Warning) => 3,
        (Outcome::Fail, Severity::Error) => 4,
    }
}

/// The findings before the renewal that count.
struct Earlier {
    /// Where each is in its report and how bad it is, by its fingerprint.
    by_fingerprint: HashMap<String, (usize, u8)>,
    /// Those about a replaced certificate, by their rule.
    of_the_replaced: HashMap<Name, Vec<(usize, u8)>>,
    met: HashSet<usize>,
}

impl Earlier {
    fn of(before: &Report, plan: &Plan) -> Earlier {
        let (mut by_fingerprint, mut of_the_replaced) = (HashMap::new(), HashMap::<Name, Vec<_>>::new());
        for (at, found) in before.findings.found().enumerate().filter(|(_, found)| found.state == State::New) {
            let row = found.row();
            let one = (at, harm(row.severity, row.outcome));
            if plan.old.iter().any(|old| old.id == row.subject) {
                of_the_replaced.entry(row.code).or_default().push(one);
            }
            by_fingerprint.insert(row.fingerprint, one);
        }
        Earlier { by_fingerprint, of_the_replaced, met: HashSet::new() }
    }

    /// Whether a finding was there before and was as bad.
    fn has(&mut self, fingerprint: &str, code: &str, is_about_new: bool, harm: u8) -> bool {
        let own = self.by_fingerprint.get(fingerprint).into_iter();
        let replaced = self.of_the_replaced.get(code).filter(|_| is_about_new).into_iter().flatten();
        let alike: Vec<(usize, u8)> = own.chain(replaced).copied().collect();
        self.met.extend(alike.iter().map(|(at, _)| at));
        alike.iter().any(|(_, before)| *before >= harm)
    }

    fn gone(&self, before: &Report) -> Vec<Gone> {
        let counts = before.findings.found().enumerate().filter(|(_, found)| found.state == State::New);
        let gone = counts.filter(|(at, _)| !self.met.contains(at)).map(|(_, found)| {
            let row = found.row();
            Gone {
                code: row.code,
                name: row.name,
                severity: row.severity,
                outcome: row.outcome,
                message: row.message,
                path: row.place.path,
                inside: row.place.inside,
                line: row.place.line,
                subject: row.subject,
                fingerprint: row.fingerprint,
            }
        });
        gone.collect()
    }
}
