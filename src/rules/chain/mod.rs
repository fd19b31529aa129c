//! CH: chains and trust.

#![allow(dead_code, unused_imports)] // until its rules are here

use super::prelude::*;
use crate::judge::chain::{
    Authority, Defect, Dependants, Link, NameViolation, NotCa, Path, Top,
    bundles::Bundle,
    constraints::{Origin, Violation},
};

mod ch002;
mod ch008;
mod ch009;
mod ch013;

pub(super) static RULES: &[&Rule] = &[&ch002::RULE, &ch008::RULE, &ch009::RULE, &ch013::RULE];

/// What an authority is called: the file of one of the deployment, else the name of a root from elsewhere.
fn called(case: &Case<'_>, authority: &Authority) -> String {
    let own = authority.index.and_then(|index| case.holder(index));
    own.map_or_else(|| authority.certificate.subject.clone(), Holder::shown)
}
