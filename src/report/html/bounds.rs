//! How much of a very large report a page shows. Everything else is counted, with words that say where it is.

use std::collections::BTreeMap;

/// Findings of one rule that are shown for a deployment: more of them tell a reader nothing new.
pub(super) const OF_A_RULE: usize = 50;

/// Findings listed below their cause.
pub(super) const FOLLOWING: usize = 50;

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

/// Sentences on the first page about how the report was made.
pub(super) const MADE: usize = 6;

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
