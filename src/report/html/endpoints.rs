//! The hosts that clients connect to, each once with how often it is named.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};

use super::{bounds::HOSTS, shared::Shared};
use crate::report::{
    model::{Deployment, Endpoint},
    rows::shown_line,
};
use crate::text::keys::report as keys;

/// The hosts of a deployment.
#[derive(Template)]
#[template(path = "endpoints.html")]
pub(super) struct Endpoints<'r> {
    shared: &'r Shared<'r>,
    anchor: String,
    hosts: Vec<Host<'r>>,
    more: usize,
}

impl HtmlSafe for Endpoints<'_> {}

struct Host<'r> {
    endpoint: &'r Endpoint,
    /// In how many places it stands.
    count: usize,
}

impl<'r> Endpoints<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &str) -> Endpoints<'r> {
        let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut hosts: Vec<Host<'r>> = Vec::new();
        for endpoint in &deployment.endpoints {
            let at = *known.entry((&endpoint.host, &endpoint.vantage)).or_insert(hosts.len());
            match hosts.get_mut(at) {
                Some(host) => host.count += 1,
                None => hosts.push(Host { endpoint, count: 1 }),
            }
        }
        let more = hosts.len().saturating_sub(HOSTS);
        hosts.truncate(HOSTS);
        Endpoints { shared, anchor: anchor.to_owned(), hosts, more }
    }

    fn place(&self, host: &Host<'_>) -> String {
        let Endpoint { path, inside, line, .. } = host.endpoint;
        shown_line(path, inside, None, *line) + &self.shared.and_places(host.count)
    }

    fn owner(&self, host: &Host<'_>) -> String {
        match &*host.endpoint.owner {
            "ours" => self.shared.say(keys::HTML_OWNER_OURS),
            "microsoft" => self.shared.say(keys::HTML_OWNER_MICROSOFT),
            _ => self.shared.say(keys::HTML_OWNER_UNKNOWN),
        }
    }

    fn covered(&self, host: &Host<'_>) -> String {
        self.shared.count(keys::HTML_COVERED, host.endpoint.covered_by.len())
    }
}
