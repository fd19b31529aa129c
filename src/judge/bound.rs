//! The certificates that are bound to IIS on the front end, by the hosts that their servers may answer for.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    deployed::{DeployedCertificate, Role},
    groundwork::Groundwork,
};
use crate::{finding::Reason, model::host::Host, text::keys::reasons};

/// A certificate that is bound, by its index, and what says so.
pub(super) type Bound = (u32, Arc<Reason>);

pub(super) struct BoundCertificates<'c, 'a> {
    groundwork: &'c Groundwork<'a>,
    /// One for each record, in the order of certificates.
    records: Vec<Bound>,
    /// The records of servers of which no export tells the hosts: they may answer for any.
    of_any: Vec<usize>,
    /// The records of the servers that a host is one of.
    of_host: HashMap<&'c Host, Vec<usize>>,
    /// What is bound for a host that no server is told to have.
    for_others: OnceCell<Arc<[Bound]>>,
}

impl<'c, 'a> BoundCertificates<'c, 'a> {
    pub(super) fn new(groundwork: &'c Groundwork<'a>) -> BoundCertificates<'c, 'a> {
        let mut bound = BoundCertificates {
            groundwork,
            records: Vec::new(),
            of_any: Vec::new(),
            of_host: HashMap::new(),
            for_others: OnceCell::new(),
        };
        let mut whys: HashMap<String, Arc<Reason>> = HashMap::new();
        for (index, deployed) in (0..).zip(&groundwork.deployed_certificates) {
            for record in deployed.front_end_records() {
                let path = record.source.shown();
                let why = || Arc::new(Reason::new(reasons::BASIS_BOUND).with("path", path.clone()));
                let why = Arc::clone(whys.entry(path.clone()).or_insert_with(why));
                match record.server.as_deref().and_then(|server| groundwork.servers.hosts_of(server)) {
                    None => bound.of_any.push(bound.records.len()),
                    Some(hosts) => {
                        for host in hosts {
                            bound.of_host.entry(host).or_default().push(bound.records.len());
                        }
                    }
                }
                bound.records.push((index, why));
            }
        }
        bound
    }

    /// Those of servers that may answer for one of the hosts, each with the first record that says so; certificates of
    /// Exchange Setup are dropped if another is bound.
    pub(super) fn of(&self, hosts: &[Host]) -> Arc<[Bound]> {
        if hosts.is_empty() {
            return self.select((0..self.records.len()).collect());
        }
        let told: BTreeSet<usize> = hosts.iter().filter_map(|host| self.of_host.get(host)).flatten().copied().collect();
        let of_any = || self.of_any.iter().copied();
        if told.is_empty() {
            return Arc::clone(self.for_others.get_or_init(|| self.select(of_any().collect())));
        }
        self.select(told.into_iter().chain(of_any()).collect())
    }

    fn select(&self, records: BTreeSet<usize>) -> Arc<[Bound]> {
        let mut bound: Vec<Bound> = records.into_iter().filter_map(|at| self.records.get(at).cloned()).collect();
        bound.dedup_by_key(|(index, _)| *index);
        let is_own = |(index, _): &Bound| self.deployed(*index).is_some_and(|deployed| deployed.role != Role::SetUp);
        if bound.iter().any(is_own) {
            bound.retain(is_own);
        }
        bound.into()
    }

    fn deployed(&self, index: u32) -> Option<&'c DeployedCertificate<'a>> {
        self.groundwork.deployed(index)
    }

    /// Exports of Outlook Anywhere or virtual directories tell for every server with a bound certificate by which hosts it is
    /// reached.
    pub(super) fn are_told(&self) -> bool {
        self.of_any.is_empty()
    }
}
