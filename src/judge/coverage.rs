//! Which server certificates cover which hosts.
//!
//! *Covers*: equals a DNS name of the SAN, a wildcard standing for exactly one label; the CN counts only where there is
//! no SAN.

use std::{
    cmp::Reverse,
    hash::{DefaultHasher, Hash, Hasher},
};

use jiff::Timestamp;

use super::deployed::{DeployedCertificate, Known, Role};
use crate::model::host::{CertificateName, Host, ListedName};

/// An index from names to the server certificates that list them.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Sorted by name and use, those of one name and use by their end, the latest first. Sixteen bytes each: a hundred
    /// thousand certificates have half a million.
    names: Vec<Listing>,
    /// The server certificates' indexes.
    pub servers: Vec<u32>,
    /// The indexes of those of any role that are bound to the front end.
    pub bound: Vec<u32>,
    /// Some server certificate's names are truncated.
    pub cut: bool,
}

/// Listings of one name that are counted one by one, before they are halved: most names have one or two.
const MOST_COUNTED: usize = 8;

/// A name that a server certificate lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Listing {
    name: u64,
    deployed: u32,
    usable: Usable,
}

/// What a certificate can be used for at the moment of the evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Usable {
    /// It is valid and has an issuer.
    Issued,
    /// It is valid and self-signed.
    SelfSigned,
    /// It is not valid.
    No,
}

impl Coverage {
    /// Indexes the names of all server certificates at a moment.
    pub fn new(deployed_certificates: &[DeployedCertificate<'_>], at: Timestamp) -> Coverage {
        let mut coverage = Coverage::default();
        for (index, deployed) in (0..).zip(deployed_certificates) {
            if deployed.is_bound() {
                coverage.bound.push(index);
            }
            if deployed.role != Role::Server {
                continue;
            }
            coverage.servers.push(index);
            coverage.cut |= deployed.names_cut();
            let usable = match deployed.valid_at(at) {
                true if deployed.is_self_signed() => Usable::SelfSigned,
                true => Usable::Issued,
                false => Usable::No,
            };
            let names = deployed.names().filter_map(|name| name.parsed().ok());
            coverage.names.extend(names.map(|name| Listing { name: hash(name.as_str()), deployed: index, usable }));
        }
        // Their ends are far from each other in memory: most names are of one certificate, and need none.
        coverage.names.sort_unstable_by_key(|own| (own.name, own.usable, own.deployed));
        coverage.names.dedup();
        let end = |own: &Listing| Reverse(end_of(deployed_certificates, own.deployed));
        for alike in coverage.names.chunk_by_mut(|own, next| (own.name, own.usable) == (next.name, next.usable)) {
            alike.sort_by_key(end);
        }
        coverage
    }

    /// The server certificates that cover a host, by index, ascending.
    pub fn of(&self, host: &Host, deployed_certificates: &[DeployedCertificate<'_>]) -> Vec<u32> {
        let mut found: Vec<u32> = self.candidates(host.as_str()).collect();
        if let Some((_, parent)) = host.split_first() {
            found.extend(self.candidates(&format!("*.{parent}")));
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|index| deployed_certificates.get(*index as usize).is_some_and(|deployed| covers(deployed, host)));
        found
    }

    /// The server certificates that have a name literally, as CN or in the SAN, or a wildcard for it, by index,
    /// ascending. All others are a mismatch.
    pub fn naming(&self, name: &CertificateName) -> Vec<u32> {
        let mut found: Vec<u32> = self.candidates(name.as_str()).collect();
        if let Some((_, parent)) = name.host().and_then(Host::split_first) {
            found.extend(self.candidates(&format!("*.{parent}")));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The server certificates that have a name literally, as CN or in the SAN, each once.
    pub fn listing<'c, 'a>(
        &'c self,
        name: &'c CertificateName,
        deployed_certificates: &'c [DeployedCertificate<'a>],
    ) -> impl Iterator<Item = &'c DeployedCertificate<'a>> {
        let named = self.candidates(name.as_str());
        let deployed = named.filter_map(|index| deployed_certificates.get(index as usize));
        deployed.filter(|deployed| deployed.names().any(|own| own.is(name)))
    }

    /// Whether for every name of a list there is a valid server certificate that covers it; a wildcard is covered by the
    /// same wildcard.
    pub fn all_covered(&self, names: &[ListedName], deployed_certificates: &[DeployedCertificate<'_>]) -> bool {
        let is_covered = |name: &ListedName| {
            let Ok(name) = name.parsed() else { return false };
            self.ranges(name, true).flatten().any(|own| match name.host() {
                Some(host) => {
                    deployed_certificates.get(own.deployed as usize).is_some_and(|deployed| covers(deployed, host))
                }
                None => true,
            })
        };
        !names.is_empty() && names.iter().all(is_covered)
    }

    /// The valid server certificates that list one of these names, or a wildcard for it, and end after a moment: those of the
    /// name that the fewest list, the latest end first among those of one use.
    pub fn lasting<'c>(
        &'c self,
        names: &[&CertificateName],
        beyond: Timestamp,
        with_self_signed: bool,
        deployed_certificates: &'c [DeployedCertificate<'_>],
    ) -> impl Iterator<Item = u32> + use<'c> {
        let count = |name: &&&CertificateName| self.ranges(name, with_self_signed).map(<[Listing]>::len).sum::<usize>();
        let rarest = names.iter().min_by_key(count).map(|name| self.ranges(name, with_self_signed));
        let lasts = move |own: &&Listing| end_of(deployed_certificates, own.deployed).is_some_and(|end| end > beyond);
        let lasting = rarest.into_iter().flatten().flat_map(move |range| range.iter().take_while(lasts));
        lasting.map(|own| own.deployed)
    }

    /// The listings of valid certificates of a name, and of a wildcard for it, a range a use.
    fn ranges<'c>(
        &'c self,
        name: &CertificateName,
        with_self_signed: bool,
    ) -> impl Iterator<Item = &'c [Listing]> + use<'c> {
        let wildcard = name.host().and_then(Host::split_first).map(|(_, parent)| hash(&format!("*.{parent}")));
        let uses: &[Usable] = if with_self_signed { &[Usable::Issued, Usable::SelfSigned] } else { &[Usable::Issued] };
        let names = [Some(hash(name.as_str())), wildcard].into_iter().flatten();
        names.flat_map(move |name| uses.iter().map(move |own| self.range((name, *own))))
    }

    fn range(&self, (name, usable): (u64, Usable)) -> &[Listing] {
        let named = self.named(name);
        let start = named.partition_point(|own| own.usable < usable);
        let rest = named.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|own| own.usable == usable)).unwrap_or_default()
    }

    fn candidates(&self, name: &str) -> impl Iterator<Item = u32> + '_ {
        self.named(hash(name)).iter().map(|own| own.deployed)
    }

    /// The listings of a name. Hashes are spread evenly, so that it is near where its own says: looking from there takes a look
    /// or two, where halving takes one for each power of two.
    fn named(&self, name: u64) -> &[Listing] {
        let count = self.names.len();
        let likely = usize::try_from((u128::from(name) * count as u128) >> 64).unwrap_or_default();
        let is_before = |at: usize| self.names.get(at).is_some_and(|own| own.name < name);
        let (mut from, mut to, mut step) = (likely, likely, 1);
        while to < count && is_before(to) {
            (from, to, step) = (to, to + step, step * 2);
        }
        step = 1;
        while from > 0 && !is_before(from - 1) {
            (from, step) = (from.saturating_sub(step), step * 2);
        }
        let near = self.names.get(from..to.min(count)).unwrap_or_default();
        let start = from + near.partition_point(|own| own.name < name);
        let rest = self.names.get(start..).unwrap_or_default();
        let alike = rest.iter().take_while(|own| own.name == name).take(MOST_COUNTED).count();
        let alike = if alike < MOST_COUNTED { alike } else { rest.partition_point(|own| own.name == name) };
        rest.get(..alike).unwrap_or_default()
    }
}

fn end_of(deployed_certificates: &[DeployedCertificate<'_>], index: u32) -> Option<Timestamp> {
    deployed_certificates.get(index as usize)?.validity().1
}

/// Whether a certificate covers a host.
pub fn covers(deployed: &DeployedCertificate<'_>, host: &Host) -> bool {
    covering_names(deployed).iter().any(|name| name.covers(host))
}

/// The names by which a certificate covers hosts: DNS names of the SAN; common names only where there is no SAN.
pub fn covering_names<'a>(deployed: &DeployedCertificate<'a>) -> &'a [ListedName] {
    let has_san = match deployed.known {
        Known::File(certificate) => certificate.has_san,
        Known::Record(_) => !deployed.dns_names().is_empty() || deployed.names_cut(),
    };
    if has_san { deployed.dns_names() } else { deployed.common_names().unwrap_or_default() }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Hashes as they are, and hashes that somebody made: near each other, and one again and again.
        #[test]
        fn listings_are_found_however_they_are_spread(
            mut names in prop::collection::vec(prop_oneof![any::<u64>(), 0..9_u64, Just(7)], 0..200),
            other in any::<u64>(),
        ) {
            names.sort_unstable();
            let listing = |name: &u64| Listing { name: *name, deployed: 0, usable: Usable::Issued };
            let coverage = Coverage { names: names.iter().map(listing).collect(), ..Coverage::default() };
            for name in names.iter().chain([&other, &0, &u64::MAX]) {
                let all: Vec<Listing> = names.iter().filter(|own| *own == name).map(listing).collect();
                prop_assert_eq!(coverage.named(*name), all.as_slice());
            }
        }
    }
}
