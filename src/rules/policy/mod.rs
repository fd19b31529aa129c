//! PO: what the user decided, in `msstd.toml` and the baseline.

use super::{Check, Findings, Relations, Rule};
use crate::{finding::About, model::policy::Policy};

mod po001;
mod po002;
mod po003;
mod po004;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/policy.rules"));

/// How many allowances there are.
fn allowances(policy: &Policy) -> usize {
    policy.ended.len() + policy.held.len()
}
