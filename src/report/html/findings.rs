//! In what order the findings of a deployment are told: each cause in full, the worst first, with what follows from it;
//! what is accepted, and what the baseline has.

use std::{cmp::Reverse, collections::BTreeMap};

use super::bounds::{FOLLOWING, OfEachRule};
use crate::{
    finding::{Outcome, Severity, State},
    report::{model::Found, parts::Part},
};

/// The findings of a deployment by their indexes in the report.
#[derive(Default)]
pub(super) struct Plan<'r> {
    /// Told in full.
    pub(super) full: OfEachRule<'r>,
    /// What follows from each of them.
    pub(super) following: BTreeMap<usize, Following>,
    /// Accepted by the configuration.
    pub(super) accepted: OfEachRule<'r>,
    /// Of the baseline.
    pub(super) baselined: OfEachRule<'r>,
}

/// What follows from one cause.
#[derive(Default)]
pub(super) struct Following {
    pub(super) shown: Vec<usize>,
    pub(super) left: usize,
}

impl<'r> Plan<'r> {
    pub(super) fn of(part: Part<'r>) -> Plan<'r> {
        let mut plan = Plan::default();
        let mut full: Vec<(Reverse<u8>, usize)> = Vec::new();
        for (index, found) in part.findings() {
            match (found.state(), told_below(part, index, found)) {
                (State::Allowed, _) => plan.accepted.take(found.code(), index),
                (State::Baselined, _) => plan.baselined.take(found.code(), index),
                (State::New, None) => full.push((Reverse(weight(found)), index)),
                (State::New, Some(cause)) => {
                    let following = plan.following.entry(cause).or_default();
                    if following.shown.len() < FOLLOWING {
                        following.shown.push(index);
                    } else {
                        following.left += 1;
                    }
                }
            }
        }
        full.sort_unstable();
        for (_, index) in full {
            if let Some(found) = part.get(index) {
                plan.full.take(found.code(), index);
            }
        }
        plan
    }
}

/// The finding below which one is told: the cause, where that counts. One whose cause is accepted, or stands in no list
/// here, is told in full.
fn told_below(part: Part<'_>, index: usize, found: Found<'_>) -> Option<usize> {
    let cause = found.cause().filter(|cause| *cause != index)?;
    let counts = |found: &Found<'_>| found.state() == State::New;
    let told = part.get(cause).filter(counts)?;
    // A cause is never itself a consequence; where a saved report says so, both are told in full.
    let follows = told.cause().and_then(|above| part.get(above)).is_some_and(|above| counts(&above));
    (!follows).then_some(cause)
}

/// What counts more comes first.
fn weight(found: Found<'_>) -> u8 {
    match (found.outcome(), found.severity()) {
        (Outcome::Inconclusive, _) => 1,
        (_, Severity::Error) => 3,
        (_, Severity::Warning) => 2,
        (_, Severity::Note) => 0,
    }
}
