//! How much of a very large report a page shows. Everything else is counted, with words that say where it is.

use std::collections::BTreeMap;

/// Findings of one rule that are on the page of a deployment, and how many of them without unfolding: more of them tell a
/// reader nothing new.
pub(super) const OF_A_RULE: usize = 50;
pub(super) const OF_A_RULE_IN_FULL: usize = 3;

/// Findings listed below their cause, and how many of them without unfolding.
pub(super) const FOLLOWING: usize = 50;
pub(super) const FOLLOWING_IN_FULL: usize = 3;

/// Places that say the same, and how many of them without unfolding.
pub(super) const PLACES: usize = 100;
pub(super) const IN_FULL: usize = 3;

/// Boxes of a finding with lines of files, and how many of them without unfolding.
pub(super) const EXCERPTS: usize = 50;
pub(super) const EXCERPTS_IN_FULL: usize = 4;

/// Rows of the matrix.
pub(super) const PRINCIPALS: usize = 40;

/// Columns of the matrix.
pub(super) const COLUMNS: usize = 8;

/// Certificates of the time line.
pub(super) const TIMELINE: usize = 40;

/// Boxes of the map on either side.
pub(super) const BOXES: usize = 8;

/// Hosts that clients connect to.
pub(super) const HOSTS: usize = 50;

/// What could not be decided, for a deployment.
pub(super) const UNDECIDED: usize = 200;

/// Items of a list on the first page.
pub(super) const FRONT: usize = 3;

/// Items that are shown, and how many more of each rule there are.
#[derive(Default)]
pub(super) struct OfEachRule<'r> {
    pub(super) shown: Vec<usize>,
    pub(super) left: BTreeMap<&'r str, usize>,
    counts: BTreeMap<&'r str, usize>,
}

impl<'r> OfEachRule<'r> {
    /// Takes a finding by its index, or counts it where its rule has enough.
    pub(super) fn take(&mut self, code: &'r str, index: usize) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= OF_A_RULE {
            self.shown.push(index);
        } else {
            *self.left.entry(code).or_default() += 1;
        }
    }
}
