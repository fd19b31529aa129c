//! Which server certificates cover which hosts.
//!
//! *Covers*: equals a DNS name of the SAN, a wildcard standing for exactly one label; the CN counts only where there is
//! no SAN.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::deployed::{DeployedCertificate, Known, Role};
use crate::model::host::{CertificateName, Host, ListedName};

/// An index from names to the server certificates that list them.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Hashes of names with the index of their deployed, sorted. Sixteen bytes a name: a hundred thousand certificates
    /// have half a million.
    names: Vec<(u64, u32)>,
    /// The server certificates' indexes.
    pub servers: Vec<u32>,
    /// Some server certificate's names are truncated.
    pub cut: bool,
}

impl Coverage {
    /// Indexes the names of all server certificates.
    pub fn new(deployed_certificates: &[DeployedCertificate<'_>]) -> Coverage {
        let mut coverage = Coverage::default();
        for (index, deployed) in (0..).zip(deployed_certificates) {
            if deployed.role != Role::Server {
                continue;
            }
            coverage.servers.push(index);
            coverage.cut |= deployed.names_cut();
            let names = deployed.names().filter_map(|name| name.parsed().ok());
            coverage.names.extend(names.map(|name| (hash(name.as_str()), index)));
        }
        coverage.names.sort_unstable();
        coverage.names.dedup();
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

    /// Whether for every name of a list there is an accepted server certificate that covers it; a wildcard is covered
    /// by the same wildcard.
    pub fn all_covered(
        &self,
        names: &[ListedName],
        deployed_certificates: &[DeployedCertificate<'_>],
        mut accept: impl FnMut(u32) -> bool,
    ) -> bool {
        !names.is_empty()
            && names.iter().all(|name| match name.parsed() {
                Ok(CertificateName::Host(host)) => self.of(host, deployed_certificates).into_iter().any(&mut accept),
                Ok(wildcard) => self.candidates(wildcard.as_str()).any(&mut accept),
                Err(_) => false,
            })
    }

    fn candidates(&self, name: &str) -> impl Iterator<Item = u32> + '_ {
        let wanted = hash(name);
        let start = self.names.partition_point(|(hash, _)| *hash < wanted);
        self.names.iter().skip(start).take_while(move |(hash, _)| *hash == wanted).map(|(_, index)| *index)
    }
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
