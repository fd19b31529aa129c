//! The server certificates that have names in the domain of a host which none of them covers.

use std::collections::HashMap;

use super::deployed::DeployedCertificate;
use crate::model::host::ListedName;

/// How many certificates are looked at.
const LOOKED_AT: usize = 1000;

/// How many are kept of one domain.
const KEPT: usize = 3;

/// The first server certificates by the registrable domains of their names.
#[derive(Debug)]
pub struct Nearby {
    by_domain: HashMap<String, Vec<u32>>,
}

impl Nearby {
    pub(super) fn new<'d, 'a: 'd>(servers: impl Iterator<Item = &'d DeployedCertificate<'a>>) -> Nearby {
        let mut by_domain: HashMap<String, Vec<u32>> = HashMap::new();
        for deployed in servers.take(LOOKED_AT) {
            for host in deployed.names().filter_map(ListedName::host_or_domain) {
                let Some(domain) = host.registrable_domain() else { continue };
                match by_domain.get_mut(domain) {
                    Some(known) if known.len() < KEPT && known.last() != Some(&deployed.index) => {
                        known.push(deployed.index);
                    }
                    Some(_) => {}
                    None => drop(by_domain.insert(domain.to_owned(), vec![deployed.index])),
                }
            }
        }
        Nearby { by_domain }
    }

    /// The indices of the first that have a name in a registrable domain, ascending.
    pub fn within(&self, domain: &str) -> &[u32] {
        self.by_domain.get(domain).map(Vec::as_slice).unwrap_or_default()
    }
}
