//! What of a deployment's findings a reader is told in full, what in a line, and what is counted: one root cause is told
//! once, what is accepted is told apart, and very many findings of one rule are counted.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::Hash,
};

use super::{
    answer::is_only_tested,
    model::{Found, Name},
    parts::Part,
};
use crate::finding::{Confidence, Outcome, Severity, State};

/// How many findings of one rule are told in full: more of them tell a reader nothing new.
pub const MOST_OF_A_RULE: usize = 50;

/// A deployment with more root causes than this is told by one example a rule and a table.
pub const FLOOD: usize = 300;

/// The findings of a part, sorted by how they are told.
#[derive(Default)]
pub struct Digest<'r> {
    /// Told in full, what matters most first.
    pub told: Vec<Told<'r>>,
    /// Notes that could not be determined: a line each.
    pub open: Vec<Found<'r>>,
    /// What was found of each rule whose findings are not all told, by code.
    pub counted: BTreeMap<&'r str, Counted<'r>>,
    /// Accepted by an allowance.
    pub allowed: Vec<Found<'r>>,
    /// Known by the baseline.
    pub baselined: Vec<Found<'r>>,
    /// There before and after the change that is rehearsed.
    pub unchanged: Vec<Found<'r>>,
    /// One example a rule is told.
    pub is_flood: bool,
}

/// A finding told in full, and what follows from it.
pub struct Told<'r> {
    /// The finding.
    pub found: Found<'r>,
    /// Findings of the same rule that say the same of other places.
    pub same: Vec<Found<'r>>,
    /// The findings that follow from it.
    pub following: Vec<Found<'r>>,
}

/// Findings of one rule that are said together.
pub struct OfRule<'r> {
    /// The first of them.
    pub first: Found<'r>,
    /// All of them.
    pub all: Vec<Found<'r>>,
}

impl<'r> OfRule<'r> {
    /// Findings by their rule and what else they have in common, in the order in which each comes first.
    fn grouped<K: Hash + Eq>(findings: &[Found<'r>], common: impl Fn(Found<'r>) -> K) -> Vec<OfRule<'r>> {
        let mut rules: Vec<OfRule<'r>> = Vec::new();
        let mut known = HashMap::new();
        for found in findings {
            let index = *known.entry((&*found.head.code, common(*found))).or_insert_with(|| {
                rules.push(OfRule { first: *found, all: Vec::new() });
                rules.len() - 1
            });
            if let Some(rule) = rules.get_mut(index) {
                rule.all.push(*found);
            }
        }
        rules
    }
}

impl<'r> Told<'r> {
    /// What follows from it by rule: its own rule first, then in the order of the report.
    pub fn consequences(&self) -> Vec<OfRule<'r>> {
        let mut rules = OfRule::grouped(&self.following, |_| ());
        rules.sort_by_key(|rule| rule.first.code != self.found.code);
        rules
    }
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

/// The findings of a part by their indexes in the report: causes, what follows from each, and what does not count.
#[derive(Default)]
pub(super) struct Folded {
    /// Those that are told themselves, in the order of the report.
    pub(super) roots: Vec<usize>,
    /// What follows from each of them.
    pub(super) following: BTreeMap<usize, Vec<usize>>,
    /// Accepted by an allowance.
    pub(super) allowed: Vec<usize>,
    /// Known by the baseline.
    pub(super) baselined: Vec<usize>,
    /// There before and after the change that is rehearsed.
    pub(super) unchanged: Vec<usize>,
}

impl<'r> Part<'r> {
    /// The root causes that count, as people read them: by severity, then confidence, then place. Of equal ones names go before
    /// certificates, and these before the configuration; last what was only tested and what could not be read.
    pub(super) fn roots(self) -> Vec<Found<'r>> {
        self.ordered(self.folded(true).roots).into_iter().map(|(_, found)| found).collect()
    }

    /// Findings in the order of [`Part::roots`], with their indexes in the report.
    fn ordered(self, indexes: Vec<usize>) -> Vec<(usize, Found<'r>)> {
        let mut all: Vec<_> = indexes.into_iter().filter_map(|index| Some((index, self.get(index)?))).collect();
        let tested = self.only_tested();
        all.sort_by_cached_key(|(index, found)| {
            let is_aside = is_about_input(*found) || tested.contains(&*found.subject());
            (weight(*found), is_aside, found.confidence == Confidence::Medium, distance(*found), *index)
        });
        all
    }

    /// The principals that were tested and that nothing gives to Outlook.
    fn only_tested(self) -> HashSet<&'r str> {
        let principals = || self.deployment.into_iter().flat_map(|deployment| &deployment.principals);
        let received: HashSet<&str> =
            principals().filter(|principal| !is_only_tested(principal)).map(|principal| &*principal.value).collect();
        let tested = principals().filter(|principal| is_only_tested(principal)).map(|principal| &*principal.value);
        tested.filter(|value| !received.contains(value)).collect()
    }

    /// Folds its findings below their causes; without folding each one that counts stands for itself.
    pub(super) fn folded(self, fold: bool) -> Folded {
        let mut folded = Folded::default();
        let mut orphans: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, found) in self.findings().filter(|(_, found)| found.is_shown()) {
            match (found.state, self.cause_of(index, found).filter(|_| fold)) {
                (State::Allowed, _) => folded.allowed.push(index),
                (State::Baselined, _) => folded.baselined.push(index),
                (State::Unchanged, _) => folded.unchanged.push(index),
                (State::New, None) => folded.roots.push(index),
                (State::New, Some(cause)) if self.counts(cause) => {
                    folded.following.entry(cause).or_default().push(index);
                }
                (State::New, Some(cause)) => orphans.entry(cause).or_default().push(index),
            }
        }
        // Of what follows from a cause that does not count, the worst stands in for it.
        for mut orphans in orphans.into_values() {
            let weight = |index: &&usize| self.get(**index).map_or(u8::MAX, weight);
            if let Some(worst) = orphans.iter().min_by_key(weight).copied() {
                orphans.retain(|index| *index != worst);
                folded.following.insert(worst, orphans);
                folded.roots.push(worst);
            }
        }
        folded.roots.sort_unstable();
        folded
    }

    /// The finding of this part that one follows from. A cause is never itself a consequence; where a saved report says so,
    /// each stands for itself.
    fn cause_of(self, index: usize, found: Found<'r>) -> Option<usize> {
        let cause = found.cause().filter(|cause| *cause != index)?;
        self.get(cause)?.cause().is_none().then_some(cause)
    }

    fn counts(self, index: usize) -> bool {
        self.get(index).is_some_and(|found| found.state == State::New && found.is_shown())
    }

    /// A note that could not be determined, from which nothing worse follows.
    fn is_open_note(self, root: Found<'_>, following: &[usize]) -> bool {
        let is_open = |found: Found<'_>| found.outcome == Outcome::Inconclusive && found.severity == Severity::Note;
        is_open(root) && following.iter().filter_map(|index| self.get(*index)).all(is_open)
    }

    /// Sorts its findings by how they are told. Without folding each one that counts is told in full.
    pub fn digest(self, fold: bool) -> Digest<'r> {
        let Folded { roots, mut following, allowed, baselined, unchanged } = self.folded(fold);
        let found =
            |indexes: Vec<usize>| -> Vec<_> { indexes.into_iter().filter_map(|index| self.get(index)).collect() };
        let mut digest = Digest {
            allowed: found(allowed),
            baselined: found(baselined),
            unchanged: found(unchanged),
            ..Digest::default()
        };
        digest.is_flood = fold && roots.len() > FLOOD;
        let most = match (fold, digest.is_flood) {
            (false, _) => usize::MAX,
            (true, false) => MOST_OF_A_RULE,
            (true, true) => 1,
        };
        let mut known = HashMap::new();
        for (index, root) in self.ordered(roots) {
            let own = following.remove(&index).unwrap_or_default();
            if fold && self.is_open_note(root, &own) {
                digest.open.push(root);
                continue;
            }
            let counted = digest.counted.entry(&root.head.code).or_insert(Counted { first: root, all: 0, told: 0 });
            counted.all += 1;
            if counted.told >= most {
                continue;
            }
            counted.told += 1;
            let told = digest.told.len();
            let first = if fold && !digest.is_flood { *known.entry(words_of(root)).or_insert(told) } else { told };
            match digest.told.get_mut(first) {
                Some(first) => {
                    first.same.push(root);
                    first.following.extend(found(own));
                }
                None => digest.told.push(Told { found: root, same: Vec::new(), following: found(own) }),
            }
        }
        digest.counted.retain(|_, counted| counted.told < counted.all);
        digest
    }
}

/// A file could not be read whole, or a decision of the configuration does not hold.
fn is_about_input(found: Found<'_>) -> bool {
    matches!(found.code.get(..2), Some("IN" | "PO"))
}

/// How far a finding is from what Outlook receives: names, certificates, the configuration of the server.
fn distance(found: Found<'_>) -> u8 {
    match found.code.get(..2) {
        Some("EX") => 2,
        Some("CT" | "CH") => 1,
        _ => 0,
    }
}

/// What a finding says beside its places: where two say the same, one is enough.
fn words_of(found: Found<'_>) -> (Name, Severity, String, String, Vec<String>) {
    let row = found.row();
    let commands = row.ways.steps().map(|(_, step)| step.command.to_string()).collect();
    (row.code, row.severity, row.message, row.help.joined(" "), commands)
}

/// The less, the more a finding matters: errors, warnings, what could not be decided, notes.
pub(super) fn weight(found: Found<'_>) -> u8 {
    match (found.outcome, found.severity) {
        (Outcome::Inconclusive, _) => 2,
        (_, Severity::Error) => 0,
        (_, Severity::Warning) => 1,
        (_, Severity::Note) => 3,
    }
}

impl<'r> Digest<'r> {
    /// What is accepted, by rule and allowance.
    pub fn accepted(&self) -> Vec<OfRule<'r>> {
        OfRule::grouped(&self.allowed, |found| found.allowance().map(|allowance| (allowance.reason, allowance.until)))
    }

    /// What the baseline has, by rule.
    pub fn known(&self) -> Vec<OfRule<'r>> {
        OfRule::grouped(&self.baselined, |_| ())
    }

    /// How many errors are there before and after the change that is rehearsed.
    pub fn unchanged_errors(&self) -> usize {
        let is_error = |found: &&Found<'_>| found.outcome == Outcome::Fail && found.severity == Severity::Error;
        self.unchanged.iter().filter(is_error).count()
    }

    /// What is there before and after the change that is rehearsed, by rule.
    pub fn same(&self) -> Vec<OfRule<'r>> {
        OfRule::grouped(&self.unchanged, |_| ())
    }

    /// The counted rules, the worst and then the most frequent first.
    pub fn by_weight(&self) -> Vec<Counted<'r>> {
        let mut rows: Vec<Counted<'r>> = self.counted.values().copied().collect();
        rows.sort_by_key(|row| (weight(row.first), usize::MAX - row.all, &row.first.head.code));
        rows
    }
}
