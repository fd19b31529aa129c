//! The certificates that each server has, as `Get-ExchangeCertificate` lists them, found by their names.

use std::collections::{BTreeMap, HashMap};

use super::{
    deployed::DeployedCertificate,
    judgement::Judgement,
    servers::server_label,
    tls_selection::{Candidate, Match},
};
use crate::{
    model::{
        exchange::{CertificateRecord, ExchangeServer, RecordSource},
        host::Host,
        x500,
    },
    text::{Key, keys::services as keys},
};

/// With more certificates than these whose names are truncated nothing is looked for.
const MOST_UNKNOWN: usize = 64;

/// A certificate that an export names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// It is among those of the deployment.
    Deployed(u32),
    /// Only its SHA-1 thumbprint is known, in lower-case hexadecimal.
    Thumbprint(String),
}

/// A certificate with the record of it on a server.
type Recorded<'j, 'a> = (&'j DeployedCertificate<'a>, &'a CertificateRecord);

/// Issuer and subject as names are compared.
type Names = (Vec<String>, Vec<String>);

/// The certificates of one server.
#[derive(Debug, Default)]
pub(super) struct Store<'j, 'a> {
    /// All records, those of web bindings too.
    records: Vec<Recorded<'j, 'a>>,
    /// Each certificate that Get-ExchangeCertificate lists, once.
    listed: Vec<Recorded<'j, 'a>>,
    by_name: HashMap<&'a str, Vec<usize>>,
    /// Those whose names are truncated.
    of_unknown_name: Vec<usize>,
    by_names: HashMap<Names, Vec<usize>>,
    /// Those whose issuer or subject is not exported whole.
    of_unknown_names: Vec<usize>,
}

impl<'j, 'a> Store<'j, 'a> {
    fn add(&mut self, deployed: &'j DeployedCertificate<'a>, record: &'a CertificateRecord) {
        self.records.push((deployed, record));
        let is_listed = self.listed.last().is_some_and(|(last, _)| last.index == deployed.index);
        if record.read_from != RecordSource::ExchangeCertificate || is_listed {
            return;
        }
        let at = self.listed.len();
        self.listed.push((deployed, record));
        for name in deployed.names().filter_map(|name| name.parsed().ok()) {
            let of_name = self.by_name.entry(name.as_str()).or_default();
            if of_name.last() != Some(&at) {
                of_name.push(at);
            }
        }
        if deployed.names_cut() || deployed.common_names().is_none() {
            self.of_unknown_name.push(at);
        }
        match deployed.issuer_and_subject() {
            (Some(issuer), Some(subject)) => {
                self.by_names.entry((x500::values(issuer), x500::values(subject))).or_default().push(at);
            }
            _ => self.of_unknown_names.push(at),
        }
    }

    /// The certificates that list a host, cover it by a wildcard, or may.
    pub(super) fn naming(&self, host: &Host) -> Result<Vec<Candidate<'j, 'a>>, Key> {
        let wildcard = host.split_first().map(|(_, parent)| format!("*.{parent}")).unwrap_or_default();
        let exact = self.by_name.get(host.as_str()).map(Vec::as_slice).unwrap_or_default();
        let by_wildcard = self.by_name.get(wildcard.as_str()).map(Vec::as_slice).unwrap_or_default();
        let wildcards = by_wildcard.iter().filter(|at| exact.binary_search(at).is_err());
        let is_unknown = |at: &&usize| exact.binary_search(at).is_err() && by_wildcard.binary_search(at).is_err();
        let unknown = few(&self.of_unknown_name, keys::OPEN_NAMES)?.iter().filter(is_unknown);
        let all = exact.iter().map(|at| (at, Match::Exact));
        let all = all.chain(wildcards.map(|at| (at, Match::Wildcard)));
        Ok(self.candidates(all.chain(unknown.map(|at| (at, Match::Unknown)))))
    }

    /// The certificates of this issuer and subject; not known where one whose issuer or subject is not exported may be one.
    pub(super) fn of_names(&self, issuer: &str, subject: &str) -> Result<Vec<Candidate<'j, 'a>>, Key> {
        let (issuer, subject) = (x500::values(issuer), x500::values(subject));
        let may_be = |at: &usize| {
            let own = self.listed.get(*at).map(|(deployed, _)| deployed.issuer_and_subject()).unwrap_or_default();
            own.0.is_none_or(|own| x500::values(own) == issuer) && own.1.is_none_or(|own| x500::values(own) == subject)
        };
        if few(&self.of_unknown_names, keys::OPEN_SUBJECTS)?.iter().any(may_be) {
            return Err(keys::OPEN_SUBJECTS);
        }
        let known = self.by_names.get(&(issuer, subject)).map(Vec::as_slice).unwrap_or_default();
        Ok(self.candidates(known.iter().map(|at| (at, Match::Exact))))
    }

    fn candidates<'s>(&self, all: impl Iterator<Item = (&'s usize, Match)>) -> Vec<Candidate<'j, 'a>> {
        let candidate = |(at, matching): (&usize, Match)| {
            let (deployed, record) = *self.listed.get(*at)?;
            Some(Candidate { deployed, record, matching })
        };
        all.filter_map(candidate).collect()
    }
}

/// Those that each search has to look at, unless they are too many.
fn few(all: &[usize], why: Key) -> Result<&[usize], Key> {
    if all.len() > MOST_UNKNOWN { Err(why) } else { Ok(all) }
}

/// The servers of a deployment and what each of them has.
pub(super) struct Stores<'j, 'a> {
    /// The servers that exports name, by their first label: how they are called first.
    servers: BTreeMap<String, &'a str>,
    /// The objects of Get-ExchangeServer, likewise.
    exported: HashMap<String, &'a ExchangeServer>,
    by_server: BTreeMap<String, Store<'j, 'a>>,
    /// Some list does not show which of several servers it is of.
    is_any_unnamed: bool,
    by_thumbprint: HashMap<String, u32>,
    judgement: &'j Judgement<'a>,
}

impl<'j, 'a> Stores<'j, 'a> {
    pub(super) fn new(judgement: &'j Judgement<'a>) -> Stores<'j, 'a> {
        let servers = names(judgement);
        let exported = judgement.deployment.servers.iter().map(|own| (server_label(own.called()), own)).collect();
        let mut stores = Stores {
            servers,
            exported,
            by_server: BTreeMap::new(),
            is_any_unnamed: false,
            by_thumbprint: HashMap::new(),
            judgement,
        };
        let only = (stores.servers.len() <= 1).then(|| stores.servers.keys().next().cloned().unwrap_or_default());
        for deployed in judgement.deployed_certificates.iter().filter(|deployed| !deployed.records.is_empty()) {
            for record in &deployed.records {
                let server = record.server.as_deref().map(server_label).filter(|server| !server.is_empty());
                match server.or_else(|| only.clone()) {
                    Some(server) => stores.by_server.entry(server).or_default().add(deployed, record),
                    None => stores.is_any_unnamed = true,
                }
            }
        }
        let deployment = judgement.deployment;
        if !deployment.auth_configs.is_empty()
            || !deployment.federation_trusts.is_empty()
            || !deployment.transport_services.is_empty()
        {
            let told = judgement.deployed_certificates.iter();
            stores.by_thumbprint = told.filter_map(|own| Some((own.thumbprint()?, own.index))).collect();
        }
        stores
    }

    /// The servers that exports name; one without a name where only its list of certificates is here. None where nothing that
    /// presents a certificate is exported.
    pub(super) fn servers(&self) -> impl Iterator<Item = &str> {
        let deployment = self.judgement.deployment;
        let is_told = !self.by_server.is_empty()
            || !deployment.connectors.is_empty()
            || !deployment.mail_access.is_empty()
            || !deployment.transport_services.is_empty();
        let unnamed = self.by_server.keys().filter(|server| server.is_empty());
        self.servers.keys().filter(move |_| is_told).chain(unnamed).map(String::as_str)
    }

    /// The servers whose certificates are listed.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        self.by_server.iter().filter(|(_, store)| !store.listed.is_empty()).map(|(server, _)| server.as_str())
    }

    /// The server, if exports name one alone or none.
    pub(super) fn only(&self) -> Option<&str> {
        let mut servers = self.servers.keys();
        let first = servers.next().map_or("", String::as_str);
        servers.next().is_none().then_some(first)
    }

    /// How a server is called; `None` where no export names it.
    pub(super) fn called(&self, server: &str) -> Option<String> {
        self.servers.get(server).map(|called| (*called).to_owned())
    }

    /// The certificates that a server's list has.
    pub(super) fn store(&self, server: &str) -> Result<&Store<'j, 'a>, Key> {
        let store = self.by_server.get(server).filter(|store| !store.listed.is_empty());
        store.ok_or_else(|| self.why_not())
    }

    /// All records of a server, those of its web bindings too.
    pub(super) fn records(&self, server: &str) -> Result<&[(&'j DeployedCertificate<'a>, &'a CertificateRecord)], Key> {
        self.by_server.get(server).map(|store| store.records.as_slice()).ok_or_else(|| self.why_not())
    }

    fn why_not(&self) -> Key {
        if self.is_any_unnamed { keys::OPEN_LIST_UNNAMED } else { keys::OPEN_NO_LIST }
    }

    /// The certificate of a thumbprint.
    pub(super) fn named(&self, thumbprint: &str) -> Named {
        let deployed = self.by_thumbprint.get(thumbprint).copied();
        deployed.map_or_else(|| Named::Thumbprint(thumbprint.to_owned()), Named::Deployed)
    }

    /// `Fqdn` of a server.
    pub(super) fn fqdn(&self, server: &str) -> Option<&str> {
        self.exported.get(server)?.fqdn.value().map(String::as_str)
    }

    /// Whether a server has the Edge role.
    pub(super) fn is_edge(&self, server: &str) -> bool {
        let role = self.exported.get(server).and_then(|own| own.server_role.value());
        role.is_some_and(|role| role.to_ascii_lowercase().contains("edge"))
    }
}

/// The servers that exports name, as the first of them calls each.
fn names<'a>(judgement: &Judgement<'a>) -> BTreeMap<String, &'a str> {
    let deployment = judgement.deployment;
    let servers = deployment.servers.iter().map(ExchangeServer::called);
    let transport = deployment.transport_services.iter().filter_map(|own| own.name.as_ref());
    let access = deployment.mail_access.iter().filter_map(|own| own.server.as_ref());
    let receiving = deployment.connectors.iter().filter_map(|own| own.server.as_ref());
    let spanned = transport.chain(access).chain(receiving).map(|name| name.value.as_str());
    let sending = deployment.connectors.iter().filter_map(|own| own.source_transport_servers.value()).flatten();
    let records = deployment.records.iter().filter_map(|own| own.server.as_deref());
    let mut names = BTreeMap::new();
    for name in servers.chain(spanned).chain(sending.map(String::as_str)).chain(records) {
        let label = server_label(name);
        if !label.is_empty() {
            names.entry(label).or_insert(name);
        }
    }
    names
}
