//! CT031: one key in certificates whose subjects differ; a renewal is none.

use std::{borrow::Cow, collections::HashMap};

use super::*;
use crate::text::keys::ct031::*;

pub(super) static RULE: Rule = Rule::warning("CT031", "key-shared", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Certificates])
    .with(Relations::ending_at_renewal());

/// How many others a finding points at.
const MOST: usize = 4;

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for shared in &judgement.keys.shared {
        let deployed = shared.iter().filter_map(|index| judgement.deployed(*index));
        let subjects = subjects(deployed.filter_map(DeployedCertificate::with_file));
        let ([first, others @ ..], true) = (&*subjects, subjects.len() > 1) else { continue };
        let finding = add_certificate([MESSAGE, LABEL_HERE], Field::Key, first, found);
        finding.fact("certificates", shared.len()).fact("subjects", subjects.len()).fact("others", others.len());
        for other in others.iter().take(MOST) {
            finding.certificate_with(other, Field::Key, LABEL_OTHER, [("name", Fact::from(issued_to(other)))]);
        }
        finding.say(&[EFFECT, HELP]);
    }
}

/// The first certificate of each subject. Certificates are of one subject where their subjects are the same, or they have a
/// name in common: the host stayed and what is beside it changed. A wildcard has the names that it covers. Authorities of
/// one key are one, whatever they are called. What has no name at all may be anybody's and is left out.
fn subjects<'c>(certificates: impl Iterator<Item = CertificateFile<'c>>) -> Vec<CertificateFile<'c>> {
    let named: Vec<_> = certificates.filter(has_name).collect();
    let mut groups = Groups { above: (0..named.len()).collect() };
    let mut owners: HashMap<Cow<'_, str>, usize> = HashMap::new();
    let mut authority = None;
    for (index, certificate) in named.iter().enumerate() {
        for name in names(certificate).chain([Cow::Borrowed(certificate.subject.as_str())]) {
            groups.join(*owners.entry(name).or_insert(index), index);
        }
        if certificate.deployed.role == Role::Ca && certificate.dns_names.is_empty() {
            groups.join(*authority.get_or_insert(index), index);
        }
    }
    let wildcards = owners.iter().filter_map(|(name, owner)| Some((name.strip_prefix("*.")?, *owner)));
    let wildcards: HashMap<&str, usize> = wildcards.collect();
    if !wildcards.is_empty() {
        for (index, certificate) in named.iter().enumerate() {
            for name in names(certificate) {
                if let Some(owner) = name.split_once('.').and_then(|(_, parent)| wildcards.get(parent)) {
                    groups.join(*owner, index);
                }
            }
        }
    }
    let firsts = named.into_iter().enumerate().filter(|(index, _)| groups.first(*index) == *index);
    firsts.map(|(_, first)| first).collect()
}

fn has_name(certificate: &CertificateFile<'_>) -> bool {
    !certificate.subject.is_empty() || !certificate.dns_names.is_empty()
}

fn names(certificate: &Certificate) -> impl Iterator<Item = Cow<'_, str>> {
    let names = certificate.common_names.iter().chain(&certificate.dns_names).map(|name| &**name);
    let names = names.chain(certificate.subject_emails.iter().map(String::as_str));
    names.filter(|name| !name.is_empty()).map(|name| {
        let is_upper = name.bytes().any(|octet| octet.is_ascii_uppercase());
        if is_upper { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) }
    })
}

/// Sets that grow together; each is known by its first member.
struct Groups {
    above: Vec<usize>,
}

impl Groups {
    fn first(&mut self, mut member: usize) -> usize {
        while let Some(above) = self.above.get(member).copied().filter(|above| *above != member) {
            // Half of the way is saved for the next one.
            let next = self.above.get(above).copied().unwrap_or(above);
            if let Some(own) = self.above.get_mut(member) {
                *own = next;
            }
            member = next;
        }
        member
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(above) = self.above.get_mut(one.max(other)) {
            *above = one.min(other);
        }
    }
}
