//! What `Get-ExchangeCertificate` lists on each server, and which certificates an issuer and a subject name: looked up by
//! connectors, of which a farm has thousands.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    deployed::DeployedCertificate,
    servers::{first_label, server_label},
};
use crate::model::{
    exchange::{CertificateRecord, RecordSource},
    x500,
};

/// A certificate as one server lists it.
#[derive(Debug)]
struct Entry {
    deployed: u32,
    /// Positions among the records of the certificate: those of Get-ExchangeCertificate and of web bindings.
    records: Vec<usize>,
    is_listed: bool,
}

/// The values of an X.500 name as names are compared.
type Values = Vec<String>;

/// The certificates of a deployment by server, and by issuer and subject.
#[derive(Debug, Default)]
pub struct Listed {
    by_server: HashMap<String, Vec<Entry>>,
    /// Those of records that do not tell their server.
    of_unknown_server: Vec<Entry>,
    by_names: HashMap<(Values, Values), Vec<u32>>,
    /// The same by subject alone.
    by_subject: HashMap<Values, Vec<u32>>,
    /// Those of which the subject alone is known.
    of_unknown_issuer: HashMap<Values, Vec<u32>>,
    /// Those of which the issuer alone is known.
    of_unknown_subject: HashMap<Values, Vec<u32>>,
    /// Those of which neither is known.
    unnamed: Vec<u32>,
    /// Those that Get-ExchangeCertificate lists anywhere.
    anywhere: HashSet<u32>,
    /// What was looked up: connectors of one server ask for the same.
    on: Mutex<HashMap<Option<Labels>, Arc<[u32]>>>,
}

/// First labels of servers that records name.
pub type Labels = BTreeSet<String>;

/// What became of a search for an issuer and a subject.
pub enum Search {
    /// A certificate has both.
    Found,
    /// Some are of the subject and of other issuers, by index.
    OtherIssuer(Vec<u32>),
    /// None has the subject.
    None,
    /// One whose issuer or subject is not known may be it.
    Open,
}

impl Listed {
    /// Indexes the certificates of a deployment, by index ascending.
    pub(super) fn new(deployed_certificates: &[DeployedCertificate<'_>]) -> Listed {
        let mut listed = Listed::default();
        for deployed in deployed_certificates {
            let index = deployed.index;
            for (at, record) in deployed.records.iter().enumerate() {
                let entries = match record.server.as_deref() {
                    Some(server) => listed.by_server.entry(first_label(server)).or_default(),
                    None => &mut listed.of_unknown_server,
                };
                add(entries, index, at, record);
                if record.read_from == RecordSource::ExchangeCertificate {
                    listed.anywhere.insert(index);
                }
            }
            let (issuer, subject) = deployed.issuer_and_subject();
            let (issuer, subject) = (issuer.map(x500::values), subject.map(x500::values));
            match (issuer, subject) {
                (Some(issuer), Some(subject)) => {
                    listed.by_subject.entry(subject.clone()).or_default().push(index);
                    listed.by_names.entry((issuer, subject)).or_default().push(index);
                }
                (None, Some(subject)) => listed.of_unknown_issuer.entry(subject).or_default().push(index),
                (Some(issuer), None) => listed.of_unknown_subject.entry(issuer).or_default().push(index),
                (None, None) => listed.unnamed.push(index),
            }
        }
        listed
    }

    /// The certificates of an issuer and a subject, by index, ascending.
    pub fn named(&self, issuer: &str, subject: &str) -> &[u32] {
        self.by_names.get(&(x500::values(issuer), x500::values(subject))).map(Vec::as_slice).unwrap_or_default()
    }

    /// The servers of a list that records name: lists with the same have the same certificates. `None` where the list is empty,
    /// which stands for every server.
    pub fn known_of(&self, servers: &[String]) -> Option<Labels> {
        let labels = servers.iter().map(|server| server_label(server));
        (!servers.is_empty()).then(|| labels.filter(|label| self.by_server.contains_key(label)).collect())
    }

    /// The certificates that Get-ExchangeCertificate lists on servers, or may, by index, ascending.
    pub fn on(&self, servers: Option<&Labels>) -> Arc<[u32]> {
        let mut known = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        let looked_up = || {
            let listed: BTreeSet<u32> = match servers {
                None => self.anywhere.iter().copied().collect(),
                Some(labels) => {
                    let entries = self.lists(labels).flatten().filter(|entry| entry.is_listed);
                    entries.map(|entry| entry.deployed).collect()
                }
            };
            listed.into_iter().collect()
        };
        Arc::clone(known.entry(servers.cloned()).or_insert_with(looked_up))
    }

    /// The records by which servers have a certificate, as positions among its own.
    pub fn records_on(&self, servers: &Labels, deployed: u32) -> Vec<usize> {
        let entries = self.lists(servers).filter_map(|list| find(list, deployed));
        entries.flat_map(|entry| entry.records.iter().copied()).collect()
    }

    /// Looks for the certificate of an issuer and a subject among those that servers list.
    pub fn search(&self, servers: Option<&Labels>, issuer: &str, subject: &str) -> Search {
        let is_there = |index: &&u32| match servers {
            None => self.anywhere.contains(index),
            Some(labels) => self.lists(labels).any(|list| find(list, **index).is_some_and(|own| own.is_listed)),
        };
        let key = (x500::values(issuer), x500::values(subject));
        if self.by_names.get(&key).into_iter().flatten().any(|index| is_there(&index)) {
            return Search::Found;
        }
        let (issuer, subject) = key;
        let of_one = [self.of_unknown_subject.get(&issuer), self.of_unknown_issuer.get(&subject)];
        if of_one.into_iter().flatten().flatten().chain(&self.unnamed).any(|index| is_there(&index)) {
            return Search::Open;
        }
        let of_subject = self.by_subject.get(&subject).map(Vec::as_slice).unwrap_or_default();
        let others: Vec<u32> = of_subject.iter().filter(is_there).copied().collect();
        if others.is_empty() { Search::None } else { Search::OtherIssuer(others) }
    }

    /// The lists of these servers, and the one of which that is not known.
    fn lists(&self, servers: &Labels) -> impl Iterator<Item = &[Entry]> {
        let named = servers.iter().filter_map(|label| self.by_server.get(label));
        named.chain([&self.of_unknown_server]).map(Vec::as_slice)
    }
}

/// Adds a record to the entry of its certificate; certificates come by index, ascending.
fn add(entries: &mut Vec<Entry>, deployed: u32, at: usize, record: &CertificateRecord) {
    let is_listed = record.read_from == RecordSource::ExchangeCertificate;
    match entries.last_mut().filter(|last| last.deployed == deployed) {
        Some(own) => {
            own.records.push(at);
            own.is_listed |= is_listed;
        }
        None => entries.push(Entry { deployed, records: vec![at], is_listed }),
    }
}

fn find(list: &[Entry], deployed: u32) -> Option<&Entry> {
    list.get(list.binary_search_by_key(&deployed, |entry| entry.deployed).ok()?)
}
