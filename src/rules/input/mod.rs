//! IN: the files themselves.

use super::prelude::*;

mod in001;
mod in002;
mod in003;
mod in004;
mod in005;
mod in006;
mod in007;
mod in008;
mod in009;
mod in010;
mod in011;
mod in012;
mod in013;
mod in014;
mod in015;

pub(super) static RULES: &[&Rule] = &[
    &in001::RULE,
    &in002::RULE,
    &in003::RULE,
    &in004::RULE,
    &in005::RULE,
    &in006::RULE,
    &in007::RULE,
    &in008::RULE,
    &in009::RULE,
    &in010::RULE,
    &in011::RULE,
    &in012::RULE,
    &in013::RULE,
    &in014::RULE,
    &in015::RULE,
];

/// Begins a finding about a problem of a file: which file, and which certificate of a bundle.
fn add<'f>(problem: &Problem, found: &'f mut Findings) -> &'f mut Finding {
    let mut shown = problem.place.source.shown();
    if let Some(index) = problem.place.index.filter(|index| *index > 1) {
        shown = format!("{shown}#{index}");
    }
    let finding = found.add(shown.clone(), problem.place.clone());
    finding.fact("file", shown);
    finding
}
