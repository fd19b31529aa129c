//! CH: chains and trust, and what authorities have revoked.

use std::collections::HashMap;

use super::{
    certificate::{add_at, add_request, issued_to},
    prelude::*,
};
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

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/chain.rules"));

/// What an authority is called: the file of one of the deployment, else the name of a root from elsewhere.
fn called(judgement: &Judgement<'_>, authority: &Authority) -> String {
    let own = authority.index.and_then(|index| judgement.deployed(index));
    own.map_or_else(|| authority.certificate.subject.clone(), DeployedCertificate::shown)
}

/// A certificate of the deployment by its index.
fn certificate<'c>(judgement: &'c Judgement<'_>, index: u32) -> Option<CertificateFile<'c>> {
    judgement.deployed(index)?.with_file()
}

/// Begins a finding about a certificate that issued others, at one of its fields; the first valid certificate that depends
/// on it is labelled too. Its facts are `certificate`, `name` (the subject), `count` (how many valid certificates depend on
/// it) and `first` (what the first of them is called).
fn add_issuer<'f>(
    [message, here, issued]: [Key; 3],
    field: Field,
    judgement: &Judgement<'_>,
    authority: &CertificateFile<'_>,
    found: &'f mut Findings,
) -> &'f mut Finding {
    let dependants = judgement.chains.dependants_of(authority.deployed.index);
    let first = dependants.first.and_then(|first| judgement.deployed(first));
    let finding = add_at([message, here], field, authority, found);
    if let Some(file) = first.and_then(DeployedCertificate::file) {
        finding.certificate(file, Field::Issuer, issued);
    }
    finding.fact("name", &authority.subject).fact("count", dependants.count);
    finding.fact("first", first.map_or_else(String::new, DeployedCertificate::shown))
}

/// Begins a finding about a bundle, with the fact `file`.
fn add_bundle<'f>(message: Key, bundle: &Bundle, found: &'f mut Findings) -> &'f mut Finding {
    let file = bundle.source.shown();
    found.add(message, About::Named(file.clone())).fact("file", file)
}

/// Labels a certificate where it is in a bundle.
fn show_member(finding: &mut Finding, judgement: &Judgement<'_>, bundle: &Bundle, member: u32, field: Field, key: Key) {
    let certificate = judgement.deployment.certificates.get(member as usize);
    if let Some((certificate, place)) = certificate.and_then(|own| Some((own, bundle.place_of(own)?))) {
        let view = View::Certificate(Arc::clone(certificate), field);
        finding.push_label(Label { place: place.clone(), view, key, facts: Vec::new() });
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
