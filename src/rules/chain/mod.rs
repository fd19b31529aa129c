//! CH: chains and trust, and what authorities have revoked.

#![allow(dead_code, unused_imports)] // until its rules are here

use super::{certificate::issued_to, commands::*, prelude::*};
use crate::judge::chain::{Authority, Defect, Dependants, Link, NotCa, Path, Top, bundles::Bundle};

mod ch010;
mod ch011;

pub(super) static RULES: &[&Rule] = &[&ch010::RULE, &ch011::RULE];

/// What an authority is called: the file of one of the deployment, else the name of a root from elsewhere.
fn called(case: &Case<'_>, authority: &Authority) -> String {
    let own = authority.index.and_then(|index| case.holder(index));
    own.map_or_else(|| authority.certificate.subject.clone(), Holder::shown)
}
