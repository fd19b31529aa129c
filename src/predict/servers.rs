//! The servers that answer, each with what the exports show of it.

use std::collections::BTreeMap;

use crate::model::{
    deployment::Deployment,
    exchange::{DirectoryType, OutlookAnywhere, Version, VirtualDirectory, first_label},
};

/// A server with client access.
#[derive(Debug, Default)]
pub struct Server<'a> {
    /// Its name as an export has it, empty where none has.
    pub name: String,
    /// Its version, if an export tells it.
    pub version: Option<Version>,
    /// Its Outlook Anywhere.
    pub anywhere: Option<&'a OutlookAnywhere>,
    /// Its virtual directories for clients.
    directories: Vec<&'a VirtualDirectory>,
}

impl<'a> Server<'a> {
    /// Its virtual directory of a service.
    pub fn directory(&self, kind: DirectoryType) -> Option<&'a VirtualDirectory> {
        self.directories.iter().find(|directory| directory.kind == kind).copied()
    }

    /// Exchange 2013 or later: by its version, else by the properties of Outlook Anywhere; `None` where nothing tells.
    pub fn is_2013_or_later(&self) -> Option<bool> {
        let by_version = self.version.map(|version| !version.is_before_2013());
        by_version.or_else(|| self.anywhere.filter(|anywhere| anywhere.has_properties_of_2013()).map(|_| true))
    }

    /// Whether its build is this one or a later one; `None` where no export tells.
    pub fn has_build(&self, wanted: (u32, u32, u32)) -> Option<bool> {
        let version = self.version?;
        let (major, minor, build) = wanted;
        if (version.major, version.minor) == (major, minor) {
            return version.build.map(|own| own >= build);
        }
        Some((version.major, version.minor) > (major, minor))
    }
}

/// The servers that Outlook Anywhere or a virtual directory is exported of, by name. An object without a server's name is of
/// the only one that has a name.
pub fn servers(deployment: &Deployment) -> Vec<Server<'_>> {
    let mut servers: BTreeMap<String, Server<'_>> = BTreeMap::new();
    for anywhere in &deployment.anywhere {
        let server = named(&mut servers, anywhere.server.as_ref().map(|server| &*server.value));
        server.version = server.version.or(anywhere.told_version());
        server.anywhere = server.anywhere.or(Some(anywhere));
    }
    for directory in deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        let server = named(&mut servers, directory.server.as_ref().map(|server| &*server.value));
        server.version = server.version.or(directory.version);
        server.directories.push(directory);
    }
    if servers.len() == 2
        && let Some(unnamed) = servers.remove("")
        && let Some(server) = servers.values_mut().next()
    {
        server.version = server.version.or(unnamed.version);
        server.anywhere = server.anywhere.or(unnamed.anywhere);
        server.directories.extend(unnamed.directories);
    }
    for exported in &deployment.servers {
        let name = first_label(exported.called());
        let is_only = servers.len() == 1 && deployment.servers.len() == 1;
        let known = if is_only { servers.values_mut().next() } else { servers.get_mut(&name) };
        if let Some(server) = known {
            server.version = exported.version.or(server.version);
        }
        let is_edge = exported.server_role.value().is_some_and(|role| role.eq_ignore_ascii_case("Edge"));
        if is_edge {
            servers.remove(&name);
        }
    }
    servers.into_values().collect()
}

fn named<'s, 'a>(servers: &'s mut BTreeMap<String, Server<'a>>, name: Option<&str>) -> &'s mut Server<'a> {
    let name = name.unwrap_or_default();
    servers.entry(first_label(name)).or_insert_with(|| Server { name: name.to_owned(), ..Server::default() })
}
