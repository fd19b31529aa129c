//! Hosts that are ours and that no server certificate covers, found by the domain that a certificate has names in.

use std::{
    collections::{BTreeSet, HashMap},
    iter,
};

use crate::model::host::Host;

/// The public ones of these hosts by their registrable domains.
#[derive(Debug)]
pub struct UncoveredByDomain {
    domains: HashMap<String, Vec<Host>>,
}

impl UncoveredByDomain {
    pub(super) fn new(uncovered: &BTreeSet<Host>) -> UncoveredByDomain {
        let mut domains: HashMap<String, Vec<Host>> = HashMap::new();
        for host in uncovered {
            if let Some(domain) = host.registrable_domain() {
                domains.entry(domain.to_owned()).or_default().push(host.clone());
            }
        }
        UncoveredByDomain { domains }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.domains.is_empty()
    }

    /// The first hosts, so many at most, of each domain that a host is equal to or below.
    pub fn around(&self, host: &Host, most: usize) -> impl Iterator<Item = &Host> {
        let domains = iter::successors(Some(host.as_str()), |name| name.split_once('.').map(|(_, parent)| parent));
        let known: Vec<&Vec<Host>> = domains.filter_map(|domain| self.domains.get(domain)).collect();
        known.into_iter().flat_map(move |hosts| hosts.iter().take(most))
    }
}
