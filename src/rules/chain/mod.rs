//! CH: chains and trust, and what authorities have revoked.

use std::collections::HashMap;

use super::{certificate::issued_to, commands::*, prelude::*};
use crate::{
    finding::{Label, View},
    judge::chain::{
        Authority, Defect, Link, NameViolation, NotCa,
        bundles::{Bundle, issuers},
        constraints::{Origin, Violation},
        roots::Trust,
    },
};

pub(super) mod ch001;
mod ch002;
mod ch003;
mod ch004;
mod ch005;
mod ch006;
mod ch007;
mod ch008;
mod ch009;
mod ch010;
mod ch011;
mod ch012;
mod ch013;
mod ch014;

pub(super) static RULES: &[&Rule] = &[
    &ch001::RULE,
    &ch002::RULE,
    &ch003::RULE,
    &ch004::RULE,
    &ch005::RULE,
    &ch006::RULE,
    &ch007::RULE,
    &ch008::RULE,
    &ch009::RULE,
    &ch010::RULE,
    &ch011::RULE,
    &ch012::RULE,
    &ch013::RULE,
    &ch014::RULE,
];

/// What an authority is called: the file of one of the deployment, else the name of a root from elsewhere.
fn called(judgement: &Judgement<'_>, authority: &Authority) -> String {
    let own = authority.index.and_then(|index| judgement.deployed(index));
    own.map_or_else(|| authority.certificate.subject.clone(), DeployedCertificate::shown)
}

/// A certificate of the deployment by its index.
fn certificate<'c, 'a>(
    judgement: &'c Judgement<'a>,
    index: u32,
) -> Option<(&'a Arc<Certificate>, &'c DeployedCertificate<'a>)> {
    let deployed = judgement.deployed(index)?;
    Some((deployed.file()?, deployed))
}

/// Begins a finding about a certificate that issued others: what it is called, how many valid certificates depend on it, and
/// the first of them.
fn add_issuer<'f>(
    judgement: &Judgement<'_>,
    deployed: &DeployedCertificate<'_>,
    issuer: &Arc<Certificate>,
    field: Field,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let dependants = judgement.chains.dependants_of(deployed.index);
    let finding = found.add_certificate(issuer, field);
    finding.fact("certificate", deployed.shown()).fact("name", &issuer.subject).fact("count", dependants.count);
    let first = dependants.first.and_then(|first| certificate(judgement, first));
    finding.fact("first", first.map_or_else(String::new, |(_, deployed)| deployed.shown()));
    if let Some((first, _)) = first {
        finding.certificate(first, Field::Issuer, "issued");
    }
    finding
}

/// Begins a finding about a bundle.
fn add_bundle<'f>(bundle: &Bundle, found: &'f mut Findings) -> &'f mut Finding {
    let file = bundle.source.shown();
    found.push(About::Named(file.clone()), Vec::new()).fact("file", file)
}

/// Points at a certificate where it stands in a bundle.
fn point(
    finding: &mut Finding,
    judgement: &Judgement<'_>,
    bundle: &Bundle,
    member: u32,
    field: Field,
    key: &'static str,
) {
    let certificate = judgement.deployment.certificates.get(member as usize);
    if let Some((certificate, place)) = certificate.and_then(|own| Some((own, bundle.place_of(own)?))) {
        let view = View::Certificate(Arc::clone(certificate), field);
        finding.labels.push(Label { place: place.clone(), view, key, facts: Vec::new() });
    }
}

/// What a certificate of a bundle is called there: the file, and its number in it.
fn numbered(judgement: &Judgement<'_>, bundle: &Bundle, member: u32) -> String {
    let certificate = judgement.deployment.certificates.get(member as usize);
    let index = certificate.and_then(|own| bundle.place_of(own)?.index).unwrap_or(1);
    format!("{}#{index}", bundle.source.shown())
}

fn all_numbered(judgement: &Judgement<'_>, bundle: &Bundle, members: &[u32]) -> Vec<String> {
    members.iter().take(LISTED).map(|member| numbered(judgement, bundle, *member)).collect()
}

/// How many certificates of a bundle a finding lists, and how many of them it points at.
const LISTED: usize = 20;
const POINTED_AT: usize = 4;
