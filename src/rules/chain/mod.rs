//! CH: chains and trust.

use std::collections::HashMap;

use super::prelude::*;
use crate::judge::chain::{Authority, Defect, Link, NotCa, roots::Trust};

mod ch001;
mod ch003;
mod ch004;
mod ch007;
mod ch012;

pub(super) static RULES: &[&Rule] = &[&ch001::RULE, &ch003::RULE, &ch004::RULE, &ch007::RULE, &ch012::RULE];

/// What an authority is called: the file of one of the deployment, else the name of a root from elsewhere.
fn called(case: &Case<'_>, authority: &Authority) -> String {
    let own = authority.index.and_then(|index| case.holder(index));
    own.map_or_else(|| authority.certificate.subject.clone(), Holder::shown)
}

/// A certificate of the deployment by its index.
fn certificate<'c, 'a>(case: &'c Case<'a>, index: u32) -> Option<(&'a Arc<Certificate>, &'c Holder<'a>)> {
    let holder = case.holder(index)?;
    Some((holder.file()?, holder))
}

/// Begins a finding about a certificate that issued others: what it is called, how many valid certificates depend on it, and
/// the first of them.
fn add_issuer<'f>(
    case: &Case<'_>,
    holder: &Holder<'_>,
    issuer: &Arc<Certificate>,
    field: Field,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let dependants = case.chains.dependants_of(holder.index);
    let finding = found.add_certificate(issuer, field);
    finding.fact("certificate", holder.shown()).fact("name", &issuer.subject).fact("count", dependants.count);
    let first = dependants.first.and_then(|first| certificate(case, first));
    finding.fact("first", first.map_or_else(String::new, |(_, holder)| holder.shown()));
    if let Some((first, _)) = first {
        finding.certificate(first, Field::Issuer, "issued");
    }
    finding
}
