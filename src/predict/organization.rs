//! What holds for all servers: the providers, and whether MAPI over HTTP is on.

use super::servers::Server;
use crate::model::{
    deployment::Deployment,
    exchange::{CasMailbox, OutlookProvider, Property, Version},
    source::Place,
};

/// The organization, and the mailbox that a response is for.
#[derive(Debug)]
pub struct Organization<'a> {
    /// What was read.
    pub deployment: &'a Deployment,
    mailbox: Option<&'a CasMailbox>,
}

/// Whether MAPI over HTTP is offered.
#[derive(Debug, Clone)]
pub enum MapiHttp {
    /// An export says so.
    On(Place),
    /// No export says so, and it is what Exchange Setup leaves.
    OnByDefault,
    /// An export says so.
    Off,
    /// The server is too old for it.
    TooOld,
    /// Nothing tells.
    Unknown,
}

impl<'a> Organization<'a> {
    /// The organization of a deployment.
    pub fn new(deployment: &'a Deployment, address: Option<&str>) -> Organization<'a> {
        let is_it = |mailbox: &&CasMailbox| address.is_some_and(|address| mailbox.is(address));
        Organization { deployment, mailbox: deployment.cas_mailboxes.iter().find(is_it) }
    }

    /// A provider by its name.
    pub fn provider(&self, name: &str) -> Option<&'a OutlookProvider> {
        self.deployment.providers.iter().find(|provider| provider.is(name))
    }

    /// Whether a server offers MAPI over HTTP: from Exchange 2013 SP1 on, by MapiHttpEnabled of the mailbox, else of the
    /// organization (Microsoft, "Configure MAPI over HTTP in Exchange Server"). Where neither is exported it is on, as Exchange
    /// 2016 and later leave it in an organization without older servers.
    pub fn mapi_http(&self, server: &Server<'_>) -> MapiHttp {
        match server.has_build((15, 0, 847)) {
            Some(false) => return MapiHttp::TooOld,
            None if server.is_2013_or_later() == Some(false) => return MapiHttp::TooOld,
            _ => {}
        }
        let of_mailbox = self.mailbox.map(|mailbox| (&mailbox.source, &mailbox.mapi_http_enabled));
        let of_organization =
            self.deployment.organization_configs.iter().map(|own| (&own.source, &own.mapi_http_enabled));
        let mut told = of_mailbox.into_iter().chain(of_organization).filter_map(|(source, enabled)| match enabled {
            Property::Value(enabled) => Some((enabled.value, Place::text(source, enabled.span))),
            _ => None,
        });
        match told.next() {
            Some((true, place)) => MapiHttp::On(place),
            Some((false, _)) => MapiHttp::Off,
            None if self.are_2016_or_later(server) => MapiHttp::OnByDefault,
            None => MapiHttp::Unknown,
        }
    }

    fn are_2016_or_later(&self, server: &Server<'_>) -> bool {
        let mut versions = self.deployment.servers.iter().map(|server| server.version).chain([server.version]);
        versions.all(|version| version.is_some_and(|version: Version| !version.is_before_2016()))
    }
}
