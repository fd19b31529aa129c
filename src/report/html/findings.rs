//! The order of a deployment's findings: each root cause in full, the worst first, with the findings of the same cause;
//! what is accepted, and what the baseline has.

use std::collections::BTreeMap;

use super::bounds::{FOLLOWING, FOLLOWING_IN_FULL, OfEachRule};
use crate::report::{
    digest::{Folded, weight},
    parts::Part,
};

/// The findings of a deployment by their indexes in the report.
pub(super) struct Plan<'r> {
    /// In full.
    pub(super) full: OfEachRule<'r>,
    /// The findings of the same cause.
    pub(super) following: BTreeMap<usize, Following>,
    /// Accepted by the configuration.
    pub(super) accepted: OfEachRule<'r>,
    /// Of the baseline.
    pub(super) baselined: OfEachRule<'r>,
    /// There before and after the change that is rehearsed.
    pub(super) unchanged: OfEachRule<'r>,
}

/// The findings of one cause.
pub(super) struct Following {
    pub(super) shown: Vec<usize>,
    pub(super) folded: Vec<usize>,
    /// How many are left out.
    pub(super) left: usize,
}

impl Following {
    fn of(mut shown: Vec<usize>) -> Following {
        let left = shown.len().saturating_sub(FOLLOWING);
        shown.truncate(FOLLOWING);
        // Nothing is won by folding a single line into another one.
        let folded = if shown.len() > FOLLOWING_IN_FULL + 1 { shown.split_off(FOLLOWING_IN_FULL) } else { Vec::new() };
        Following { shown, folded, left }
    }
}

impl<'r> Plan<'r> {
    pub(super) fn of(part: Part<'r>) -> Plan<'r> {
        let Folded { mut roots, following, allowed, baselined, unchanged } = part.folded(true);
        // What matters most comes first; of what matters alike the order of the report stays.
        roots.sort_by_key(|index| part.get(*index).map(weight));
        let taken = |indexes: Vec<usize>| {
            let mut taken = OfEachRule::default();
            for index in indexes {
                if let Some(found) = part.get(index) {
                    taken.take(&found.head.code, index);
                }
            }
            taken
        };
        let worst_first = |(cause, mut indexes): (usize, Vec<usize>)| {
            indexes.sort_by_key(|index| part.get(*index).map(weight));
            (cause, Following::of(indexes))
        };
        Plan {
            full: taken(roots),
            following: following.into_iter().map(worst_first).collect(),
            accepted: taken(allowed),
            baselined: taken(baselined),
            unchanged: taken(unchanged),
        }
    }
}
