//! The hosts that clients connect to, each once with the places that name it.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{HOSTS, PLACES},
    places::Places,
    prose::Prose,
    shared::Shared,
};
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
    /// Where it is named first.
    places: Vec<String>,
    /// In how many places it is named.
    count: usize,
}

impl Host<'_> {
    fn owner_why(&self) -> Prose {
        Prose::new(&self.endpoint.owner_why, [])
    }
}

impl<'r> Endpoints<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &str) -> Endpoints<'r> {
        let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut hosts: Vec<Host<'r>> = Vec::new();
        for endpoint in &deployment.endpoints {
            let at = *known.entry((&endpoint.host, &endpoint.vantage)).or_insert(hosts.len());
            if hosts.len() <= at {
                hosts.push(Host { endpoint, places: Vec::new(), count: 0 });
            }
            let Some(host) = hosts.get_mut(at) else { continue };
            host.count += 1;
            if host.places.len() < PLACES {
                let Endpoint { path, inside, line, .. } = endpoint;
                host.places.push(shown_line(path, inside, None, *line));
            }
        }
        let more = hosts.len().saturating_sub(HOSTS);
        hosts.truncate(HOSTS);
        Endpoints { shared, anchor: anchor.to_owned(), hosts, more }
    }

    fn places(&self, host: &Host<'_>) -> Places {
        Places::new(self.shared, host.count, host.places.iter().cloned())
    }

    fn owner(&self, host: &Host<'_>) -> String {
        match &*host.endpoint.owner {
            "ours" => self.shared.say(keys::HTML_OWNER_OURS),
            "microsoft" => self.shared.say(keys::HTML_OWNER_MICROSOFT),
            _ => self.shared.say(keys::HTML_OWNER_UNKNOWN),
        }
    }

    fn covered(&self, host: &Host<'_>) -> String {
        self.shared.count(keys::HTML_COVERED, host.endpoint.covered_by_count)
    }
}
