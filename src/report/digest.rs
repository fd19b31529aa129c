//! What of a deployment's findings a reader is told in full, what in a line, and what is counted: one root cause is told
//! once, what is accepted is told apart, and very many findings of one rule are counted.

use std::collections::BTreeMap;

use super::{model::Found, parts::Part};
use crate::finding::{Outcome, Severity, State};

/// How many findings of one rule are told in full: more of them tell a reader nothing new.
pub const MOST_OF_A_RULE: usize = 50;

/// A deployment with more root causes than this is told by one example a rule and a table.
pub const FLOOD: usize = 300;

/// The findings of a part, sorted by how they are told.
#[derive(Default)]
pub struct Digest<'r> {
    /// Told in full, in the order of the report.
    pub told: Vec<Told<'r>>,
    /// What was found of each rule whose findings are not all told, by code.
    pub counted: BTreeMap<&'r str, Counted<'r>>,
    /// Accepted by an allowance.
    pub allowed: Vec<Found<'r>>,
    /// Known by the baseline.
    pub baselined: Vec<Found<'r>>,
    /// One example a rule is told.
    pub is_flood: bool,
}

/// A finding told in full, and what follows from it.
pub struct Told<'r> {
    /// The finding.
    pub found: Found<'r>,
    /// The findings that follow from it.
    pub following: Vec<Found<'r>>,
}

/// The findings of a rule that are not all told.
#[derive(Clone, Copy)]
pub struct Counted<'r> {
    /// The first of them.
    pub first: Found<'r>,
    /// How many there are.
    pub all: usize,
    /// How many of them are told.
    pub told: usize,
}

impl<'r> Part<'r> {
    /// Sorts its findings by how they are told. Without folding each one that counts is told in full.
    pub fn digest(self, fold: bool) -> Digest<'r> {
        let mut digest = Digest::default();
        let mut following: BTreeMap<usize, Vec<Found<'r>>> = BTreeMap::new();
        let mut orphans: BTreeMap<usize, Vec<(usize, Found<'r>)>> = BTreeMap::new();
        let mut roots = Vec::new();
        for (index, found) in self.findings() {
            match (found.state(), found.cause().filter(|_| fold)) {
                (State::Allowed, _) => digest.allowed.push(found),
                (State::Baselined, _) => digest.baselined.push(found),
                (State::New, None) => roots.push((index, found)),
                (State::New, Some(cause)) if self.counts(cause) => following.entry(cause).or_default().push(found),
                (State::New, Some(cause)) => orphans.entry(cause).or_default().push((index, found)),
            }
        }
        // Of what follows from a cause that does not count, the worst stands in for it.
        for mut orphans in orphans.into_values() {
            let worst = orphans.iter().rev().max_by_key(|(_, found)| found.severity()).map(|(index, _)| *index);
            if let Some(at) = orphans.iter().position(|(index, _)| Some(*index) == worst) {
                let (index, found) = orphans.remove(at);
                following.insert(index, orphans.into_iter().map(|(_, found)| found).collect());
                roots.push((index, found));
            }
        }
        roots.sort_by_key(|(index, _)| *index);
        digest.is_flood = fold && roots.len() > FLOOD;
        let most = match (fold, digest.is_flood) {
            (false, _) => usize::MAX,
            (true, false) => MOST_OF_A_RULE,
            (true, true) => 1,
        };
        for (index, found) in roots {
            let counted = digest.counted.entry(found.code()).or_insert(Counted { first: found, all: 0, told: 0 });
            counted.all += 1;
            if counted.told < most {
                counted.told += 1;
                digest.told.push(Told { found, following: following.remove(&index).unwrap_or_default() });
            }
        }
        digest.counted.retain(|_, counted| counted.told < counted.all);
        digest
    }
}

impl<'r> Digest<'r> {
    /// The counted rules, the worst and then the most frequent first.
    pub fn by_weight(&self) -> Vec<Counted<'r>> {
        let mut rows: Vec<Counted<'r>> = self.counted.values().copied().collect();
        rows.sort_by_key(|row| {
            let weight = match (row.first.outcome(), row.first.severity()) {
                (Outcome::Inconclusive, _) => 2,
                (_, Severity::Error) => 0,
                (_, Severity::Warning) => 1,
                (_, Severity::Note) => 3,
            };
            (weight, usize::MAX - row.all, row.first.code())
        });
        rows
    }
}
