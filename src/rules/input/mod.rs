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
pub(super) mod in011;
mod in012;
mod in013;
mod in014;
mod in015;
mod in016;
pub(super) mod in017;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/input.rules"));

/// Begins a finding about a problem of a file, where it is. Its fact is `file`: which file, and which certificate of a bundle.
fn add_problem<'f>(message: Key, here: Key, problem: &Problem, found: &'f mut Findings) -> &'f mut Finding {
    let mut shown = problem.place.source.shown();
    if let Some(index) = problem.place.index.filter(|index| *index > 1) {
        shown = format!("{shown}#{index}");
    }
    found.add(message, shown.as_str()).label(problem.place.clone(), here).fact("file", shown)
}
