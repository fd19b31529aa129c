//! PO: what the user decided, in `msstd.toml` and the baseline.

use super::{Check, Findings, Rule};
use crate::{
    finding::{Code, Severity},
    model::policy::Policy,
};

mod po001;
mod po002;
mod po003;
mod po004;

pub(super) static RULES: &[&Rule] = &[&po001::RULE, &po002::RULE, &po003::RULE, &po004::RULE];

/// How many things a rule of this family looks at.
pub(super) fn examined(code: Code, policy: &Policy) -> u64 {
    let count = |number: usize| number as u64;
    match code.0 {
        "PO001" | "PO002" => count(policy.ended.len() + policy.held.len()),
        "PO003" => policy.looked_for,
        _ => count(policy.found.len()),
    }
}
