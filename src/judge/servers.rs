//! What the Exchange servers of a deployment call themselves: by Outlook Anywhere and the virtual directories.

use std::collections::{BTreeMap, BTreeSet};

pub use crate::model::exchange::first_label;
use crate::model::{
    deployment::Deployment,
    exchange::{Property, Version},
    host::Host,
};

/// A server as an object names it: `EX01`, `ex01.contoso.com`, `contoso.com/…/Servers/EX01`, `CN=EX01,CN=…`.
pub fn server_label(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name).trim();
    let name =
        name.get(..3).filter(|start| start.eq_ignore_ascii_case("CN=")).map_or(name, |_| name.get(3..).unwrap_or(""));
    first_label(name.split(',').next().unwrap_or(name))
}

/// The hosts that each server is reached by, as far as exports tell.
#[derive(Debug, Default)]
pub struct Servers {
    /// By the server's name: its first label in lower case.
    hosts: BTreeMap<String, BTreeSet<Host>>,
    /// ExternalHostname of Outlook Anywhere, with the indexes of those that have it.
    external: BTreeMap<Host, Vec<usize>>,
    /// InternalHostname of Outlook Anywhere.
    internal: BTreeSet<Host>,
    /// The version of each server that an export tells.
    versions: BTreeMap<String, Version>,
    /// The versions by which answers of Exchange Server call themselves.
    answered: BTreeSet<Version>,
}

impl Servers {
    /// Collects the hosts of a deployment's servers.
    pub fn new(deployment: &Deployment) -> Servers {
        let mut servers = Servers::default();
        for (index, anywhere) in deployment.anywhere.iter().enumerate() {
            let (external, internal) = (anywhere.external_hostname.host(), anywhere.internal_hostname.host());
            servers.add(anywhere.server.as_ref().map(|server| &*server.value), external.iter().chain(&internal));
            if let Some(host) = external {
                servers.external.entry(host).or_default().push(index);
            }
            servers.internal.extend(internal);
        }
        for directory in deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
            let urls = [&directory.internal_url, &directory.external_url];
            let hosts: Vec<Host> = urls.into_iter().filter_map(Property::url_host).collect();
            servers.add(directory.server.as_ref().map(|server| &*server.value), hosts.iter());
        }
        let own = deployment.servers.iter().map(|server| (server.name.as_ref(), server.version));
        let of_anywhere =
            deployment.anywhere.iter().map(|anywhere| (anywhere.server.as_ref(), anywhere.told_version()));
        let of_directories = deployment.directories.iter().map(|one| (one.server.as_ref(), one.version));
        for (server, version) in own.chain(of_anywhere).chain(of_directories) {
            if let (Some(server), Some(version)) = (server, version) {
                servers.versions.entry(first_label(&server.value)).or_insert(version);
            }
        }
        let protocols = deployment.answers.iter().flat_map(|answer| &answer.protocols);
        let answered = protocols.filter_map(|protocol| Version::of_answer(protocol.server_version.text()?.trim()));
        servers.answered = answered.filter(|version| !version.is_exchange_online()).collect();
        servers
    }

    /// The version of a server, if an export tells it.
    pub fn version_of(&self, server: &str) -> Option<Version> {
        self.versions.get(&first_label(server)).copied()
    }

    /// Whether something holds for the version of a server; for one whose version no export tells, where it is the same for
    /// all others; else for what answers say, where they agree.
    pub fn version_is(&self, server: Option<&str>, holds: impl Fn(Version) -> bool) -> Option<bool> {
        if let Some(version) = server.and_then(|server| self.version_of(server)) {
            return Some(holds(version));
        }
        let answered = self.answered.iter().filter(|_| self.versions.is_empty());
        let mut others = self.versions.values().chain(answered).copied().map(holds);
        let first = others.next()?;
        others.all(|other| other == first).then_some(first)
    }

    fn add<'h>(&mut self, server: Option<&str>, hosts: impl Iterator<Item = &'h Host>) {
        if let Some(server) = server {
            self.hosts.entry(first_label(server)).or_default().extend(hosts.cloned());
        }
    }

    /// Clients reach more than one server.
    pub fn are_several(&self) -> bool {
        self.hosts.len() > 1
    }

    /// The hosts that a server is reached by, if exports tell some.
    pub fn hosts_of(&self, server: &str) -> Option<&BTreeSet<Host>> {
        self.hosts.get(&first_label(server)).filter(|hosts| !hosts.is_empty())
    }

    /// The external host names of Outlook Anywhere, sorted.
    pub fn external_hosts(&self) -> impl Iterator<Item = &Host> {
        self.external.keys()
    }

    /// The indexes of each Outlook Anywhere with an external host name.
    pub fn anywhere_of(&self, host: &Host) -> &[usize] {
        self.external.get(host).map_or(&[], Vec::as_slice)
    }

    /// Some server calls itself so inside, and none outside.
    pub fn is_internal_only(&self, host: &Host) -> bool {
        self.internal.contains(host) && !self.external.contains_key(host)
    }
}
