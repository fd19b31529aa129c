//! Files that bring one certificate together with its issuers, as servers are given them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::chains::{Chains, Link, may_be_ca};
use crate::model::{
    certificate::Certificate,
    source::{Place, Source},
};

/// A file of one certificate that is no CA, and of CAs.
#[derive(Debug)]
pub struct Bundle {
    /// The file.
    pub source: Arc<Source>,
    /// Its certificates in their order, each once.
    pub members: Vec<u32>,
    /// The one that is no CA.
    pub leaf: u32,
}

/// A file, and its certificates with their numbers in it.
type Numbered = (Arc<Source>, Vec<(u32, u32)>);

/// The bundles among the files, in the order of their first certificates. A file of several certificates that are no CAs is a
/// store, where each stands for itself.
pub fn bundles(certificates: &[Arc<Certificate>], chains: &Chains) -> Vec<Bundle> {
    let file = |place: &Place| Arc::as_ptr(&place.source);
    let places =
        || certificates.iter().zip(0_u32..).flat_map(|(one, index)| one.places.iter().map(move |place| (place, index)));
    let several: HashSet<*const Source> =
        places().filter(|(place, _)| place.index > Some(1)).map(|(place, _)| file(place)).collect();
    let mut order: Vec<*const Source> = Vec::new();
    let mut members: HashMap<*const Source, Numbered> = HashMap::new();
    for (place, index) in places().filter(|(place, _)| several.contains(&file(place))) {
        let entry = members.entry(file(place)).or_insert_with(|| {
            order.push(file(place));
            (Arc::clone(&place.source), Vec::new())
        });
        entry.1.push((place.index.unwrap_or_default(), index));
    }
    let is_leaf = |index: &&u32| {
        let issued = chains.as_authority(**index).is_some_and(|own| chains.has_issued(own));
        certificates.get(**index as usize).is_some_and(|certificate| !may_be_ca(certificate)) && !issued
    };
    order
        .iter()
        .filter_map(|file| members.remove(file))
        .filter_map(|(source, mut numbered)| {
            numbered.sort_unstable();
            let mut seen = HashSet::new();
            let members: Vec<u32> =
                numbered.into_iter().map(|(_, index)| index).filter(|index| seen.insert(*index)).collect();
            let mut leaves = members.iter().filter(is_leaf);
            let leaf = *leaves.next()?;
            (leaves.next().is_none() && members.len() > 1).then_some(Bundle { source, members, leaf })
        })
        .collect()
}

impl Bundle {
    /// The chain as far as the file itself has it, from the leaf up. Of several issuers in the file, the first.
    pub fn chain(&self, chains: &Chains) -> Vec<u32> {
        let mut chain = vec![self.leaf];
        let mut current = self.leaf;
        while let Some(next) = self.issuers_of(current, chains).find(|issuer| !chain.contains(issuer)) {
            chain.push(next);
            current = next;
        }
        chain
    }

    /// Every certificate of the file that is the leaf or issued something that is reached.
    pub fn reached(&self, chains: &Chains) -> HashSet<u32> {
        let mut reached = HashSet::from([self.leaf]);
        let mut left = vec![self.leaf];
        while let Some(current) = left.pop() {
            left.extend(self.issuers_of(current, chains).filter(|issuer| reached.insert(*issuer)));
        }
        reached
    }

    fn issuers_of<'a>(&'a self, certificate: u32, chains: &'a Chains) -> impl Iterator<Item = u32> + 'a {
        let issuers: &[u32] = match chains.link(certificate) {
            Some(Link::Issued(issuers)) => issuers,
            Some(Link::Assumed(issuer) | Link::Wrong { by: issuer, .. }) => std::slice::from_ref(issuer),
            _ => &[],
        };
        let own = issuers.iter().filter_map(|issuer| chains.authority(*issuer)?.index);
        own.filter(|issuer| self.members.contains(issuer))
    }
}
