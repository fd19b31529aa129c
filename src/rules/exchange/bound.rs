//! Which certificates are bound to a service on servers, and which hosts they cover.

use std::{collections::HashMap, rc::Rc};

use super::*;
use crate::judge::{coverage::covering_names, listed::Labels};

/// The certificates bound to a service, looked up once for servers.
pub(super) struct Bindings<'c, 'a> {
    judgement: &'c Judgement<'a>,
    is_bound: fn(&Services) -> bool,
    known: HashMap<Option<Labels>, Result<Rc<Bound<'c, 'a>>, Key>>,
}

/// The certificates bound to a service on servers.
pub(super) struct Bound<'c, 'a> {
    pub(super) certificates: Vec<&'c DeployedCertificate<'a>>,
    names: HashSet<&'c str>,
    /// The wildcards of all certificates there, bound or not.
    wildcards: HashSet<&'c str>,
}

impl Bound<'_, '_> {
    /// Whether one of them covers a host.
    pub(super) fn covers(&self, host: &Host) -> bool {
        self.names.contains(host.as_str()) || wildcard_for(host).is_some_and(|name| self.names.contains(&*name))
    }

    /// Whether a wildcard certificate there covers a host, bound or not.
    pub(super) fn covers_by_wildcard(&self, host: &Host) -> bool {
        wildcard_for(host).is_some_and(|name| self.wildcards.contains(&*name))
    }
}

fn wildcard_for(host: &Host) -> Option<String> {
    host.split_first().map(|(_, parent)| format!("*.{parent}"))
}

impl<'c, 'a> Bindings<'c, 'a> {
    pub(super) fn new(judgement: &'c Judgement<'a>, is_bound: fn(&Services) -> bool) -> Bindings<'c, 'a> {
        Bindings { judgement, is_bound, known: HashMap::new() }
    }

    /// The certificates bound on these servers, or why that is not known.
    pub(super) fn on(&mut self, servers: &[String]) -> Result<Rc<Bound<'c, 'a>>, Key> {
        let servers = self.judgement.listed().known_of(servers);
        if let Some(known) = self.known.get(&servers) {
            return known.clone();
        }
        let bound = self.look_up(servers.as_ref()).map(Rc::new);
        self.known.insert(servers, bound.clone());
        bound
    }

    fn look_up(&self, servers: Option<&Labels>) -> Result<Bound<'c, 'a>, Key> {
        let listed = self.judgement.listed();
        let on = listed.on(servers);
        if on.is_empty() {
            return Err(reasons::UNDECIDED_NO_RECORDS);
        }
        let mut bound = Bound { certificates: Vec::new(), names: HashSet::new(), wildcards: HashSet::new() };
        for deployed in on.iter().filter_map(|index| self.judgement.deployed(*index)) {
            let records: Vec<&CertificateRecord> = match servers {
                None => deployed.records.clone(),
                Some(labels) => {
                    let at = listed.records_on(labels, deployed.index);
                    at.into_iter().filter_map(|at| deployed.records.get(at).copied()).collect()
                }
            };
            let told = records.iter().map(|record| record.services.value().map(self.is_bound));
            let told = told.collect::<Option<Vec<bool>>>().ok_or(reasons::UNDECIDED_SERVICES)?;
            let names = || covering_names(deployed).iter().filter_map(|name| name.parsed().ok());
            bound.wildcards.extend(names().filter(|name| name.host().is_none()).map(CertificateName::as_str));
            if told.contains(&true) {
                bound.names.extend(names().map(CertificateName::as_str));
                bound.certificates.push(deployed);
            }
        }
        Ok(bound)
    }
}
