//! Files that bring one certificate together with its issuers, as servers are given them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::chains::{Authority, Chains, Link};
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

/// Roots that the leaf does not lead to. A file with more is a list of what is trusted, to which a certificate was added.
const ROOTS_BESIDE: usize = 2;

/// The bundles among the files, in the order of their first certificates. A file of several certificates that are no CAs is a
/// store, where each stands for itself; an export that holds certificates as values is neither.
pub fn bundles(certificates: &[Arc<Certificate>], chains: &Chains) -> Vec<Bundle> {
    let file = |place: &Place| Arc::as_ptr(&place.source);
    let places = || {
        let each = certificates.iter().zip(0_u32..);
        let places = each.flat_map(|(one, index)| one.places.iter().map(move |place| (place, index)));
        places.filter(|(place, _)| !place.is_in_kept_text())
    };
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
        certificates.get(**index as usize).is_some_and(|certificate| !is_ca(certificate)) && !issued
    };
    let is_root = |index: &&u32| matches!(chains.link(**index), Some(Link::SelfSigned));
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
            if leaves.next().is_some() || members.len() == 1 {
                return None;
            }
            let bundle = Bundle { source, members, leaf };
            let above = bundle.above(chains);
            let beside = bundle.members.iter().filter(|member| !above.contains(member)).filter(is_root).count();
            (beside <= ROOTS_BESIDE).then_some(bundle)
        })
        .collect()
}

/// It says that it is a CA, or is a root of old, which has no extensions to say so: those are named by words, not as hosts.
fn is_ca(certificate: &Certificate) -> bool {
    let of_old = certificate.version == 1 && certificate.self_signed();
    certificate.is_ca()
        || certificate.key_usage.is_some_and(|usage| usage.key_cert_sign)
        || (of_old && !certificate.common_names.iter().any(|name| name.parsed().is_ok()))
}

impl Bundle {
    /// Where a certificate is in the file.
    pub fn place_of<'c>(&self, certificate: &'c Certificate) -> Option<&'c Place> {
        certificate.places.iter().find(|place| Arc::ptr_eq(&place.source, &self.source))
    }

    /// The leaf and every certificate of the file that issued something that is reached, in an order in which a server may
    /// send them: each follows one that it issued.
    pub fn reached(&self, chains: &Chains) -> Vec<u32> {
        let members: HashSet<u32> = self.members.iter().copied().collect();
        closure(self.leaf, chains, |issuer| members.contains(&issuer))
    }

    /// The leaf and every certificate of the deployment that is above it, in whatever file.
    pub fn above(&self, chains: &Chains) -> HashSet<u32> {
        closure(self.leaf, chains, |_| true).into_iter().collect()
    }

    /// The certificates that the leaf does not lead to: those that belong to no chain of it, and those that may be above a
    /// certificate whose issuer is not here.
    pub fn unreached(&self, certificates: &[Arc<Certificate>], chains: &Chains) -> (Vec<u32>, Vec<u32>) {
        let above = self.above(chains);
        let certificate = |index: u32| certificates.get(index as usize);
        let ends: Vec<(&Arc<Certificate>, &Link)> = above
            .iter()
            .filter_map(|index| Some((certificate(*index)?, chains.link(*index)?)))
            .filter(|(_, link)| matches!(link, Link::Missing { .. } | Link::Wrong { sure: false, .. } | Link::TooMany))
            .collect();
        let is_stranger = |member: &u32| {
            certificate(*member).is_some_and(|own| ends.iter().all(|(end, link)| !may_be_above(own, end, link)))
        };
        self.members.iter().copied().filter(|member| !above.contains(member)).partition(is_stranger)
    }
}

/// A CA may be above a certificate whose issuer is not here, unless something speaks against it.
fn may_be_above(ca: &Certificate, end: &Certificate, link: &Link) -> bool {
    if matches!(link, Link::TooMany) {
        return true;
    }
    let together = ca.not_before <= end.not_after && end.not_before <= ca.not_after;
    let fits = if ca.subject == *end.issuer {
        // Its key was tried. An intermediate of that name may be an older one; a root was replaced by another root.
        !ca.self_signed()
    } else {
        // There is a CA in between, for which a pathLenConstraint of 0 leaves no room.
        ca.basic_constraints.is_none_or(|constraints| constraints.path_len != Some(0))
    };
    together && fits
}

/// A certificate, and its issuers as far as they are taken, and theirs.
fn closure(leaf: u32, chains: &Chains, takes: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut seen = HashSet::from([leaf]);
    let mut order = vec![leaf];
    let mut at = 0;
    while let Some(current) = order.get(at).copied() {
        let issuers = issuers(current, chains).filter_map(|issuer| issuer.index);
        order.extend(issuers.filter(|issuer| takes(*issuer) && seen.insert(*issuer)));
        at += 1;
    }
    order
}

/// Who issued a certificate of the deployment, as far as that is here.
pub fn issuers(certificate: u32, chains: &Chains) -> impl Iterator<Item = &Authority> {
    let issuers = match chains.link(certificate) {
        Some(Link::Wrong { by, .. }) => std::slice::from_ref(by),
        _ => chains.issuers(certificate),
    };
    issuers.iter().filter_map(|issuer| chains.authority(*issuer))
}
