//! Which server certificates cover which hosts.
//!
//! *Covers*: equals a DNS name of the SAN, a wildcard standing for exactly one label; the CN counts only where there is
//! no SAN.

use std::{
    borrow::Cow,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::deployed::{DeployedCertificate, Known, Role};
use crate::model::host::{CertificateName, Host};

/// An index from names to the server certificates that carry them.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Hashes of names with the index of their deployed, sorted. Sixteen bytes a name: a hundred thousand certificates
    /// have half a million.
    names: Vec<(u64, u32)>,
    /// The server certificates' indexes.
    pub servers: Vec<u32>,
    /// Some server certificate's names are cut.
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
            each_name(deployed, |name| coverage.names.push((hash(name), index)));
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
        let mut found: Vec<u32> = self.candidates(&name.to_string()).collect();
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
        names: &[String],
        deployed_certificates: &[DeployedCertificate<'_>],
        mut accept: impl FnMut(u32) -> bool,
    ) -> bool {
        !names.is_empty()
            && names.iter().all(|name| match CertificateName::parse(name) {
                Ok(CertificateName::Host(host)) => self.of(&host, deployed_certificates).into_iter().any(&mut accept),
                Ok(wildcard) => self.candidates(&wildcard.to_string()).any(&mut accept),
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
    covering_names(deployed).iter().any(|name| CertificateName::parse(name).is_ok_and(|own| own.covers(host)))
}

/// The names by which a certificate covers hosts: DNS names of the SAN; common names only where there is no SAN.
pub fn covering_names<'a>(deployed: &DeployedCertificate<'a>) -> Cow<'a, [String]> {
    match deployed.known {
        Known::File(certificate) if certificate.has_san => Cow::Borrowed(&certificate.dns_names),
        Known::File(certificate) => Cow::Borrowed(&certificate.common_names),
        Known::Record(_) if !deployed.dns_names().is_empty() || deployed.names_cut() => {
            Cow::Borrowed(deployed.dns_names())
        }
        Known::Record(_) => Cow::Owned(deployed.common_names().unwrap_or_default()),
    }
}

/// Every name of a certificate, common names and SAN, in lower case and A-labels where it is a name at all.
fn each_name(deployed: &DeployedCertificate<'_>, mut each: impl FnMut(&str)) {
    let mut normal = |name: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.*".contains(&byte);
        if name.bytes().all(plain) {
            each(name);
        } else if let Ok(name) = CertificateName::parse(name) {
            each(&name.to_string());
        }
    };
    deployed.dns_names().iter().for_each(|name| normal(name));
    match deployed.known {
        Known::File(certificate) => certificate.common_names.iter().for_each(|name| normal(name)),
        Known::Record(_) => deployed.common_names().iter().flatten().for_each(|name| normal(name)),
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}
