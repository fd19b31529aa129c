//! In what order the findings of a deployment are told: each cause in full, the worst first, with what follows from it;
//! what is accepted, and what the baseline has.

use std::collections::BTreeMap;

use super::bounds::{FOLLOWING, OfEachRule};
use crate::report::{
    digest::{Folded, weight},
    parts::Part,
};

/// The findings of a deployment by their indexes in the report.
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
pub(super) struct Following {
    pub(super) shown: Vec<usize>,
    pub(super) left: usize,
}

impl<'r> Plan<'r> {
    pub(super) fn of(part: Part<'r>) -> Plan<'r> {
        let Folded { mut roots, following, allowed, baselined } = part.folded(true);
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
        let cut = |(cause, mut shown): (usize, Vec<usize>)| {
            let left = shown.len().saturating_sub(FOLLOWING);
            shown.truncate(FOLLOWING);
            (cause, Following { shown, left })
        };
        Plan {
            full: taken(roots),
            following: following.into_iter().map(cut).collect(),
            accepted: taken(allowed),
            baselined: taken(baselined),
        }
    }
}
