//! The hosts that clients connect to, each once with the places that name it.

use std::{collections::BTreeMap, sync::Arc};

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{HOSTS, PLACES},
    places::Places,
    prose::Prose,
    shared::Shared,
};
use crate::report::{
    model::{Deployment, Endpoint, Name},
    rows::shown_line,
};
use crate::text::keys::report as keys;

/// The hosts of a deployment.
#[derive(Template)]
#[template(path = "endpoints.html")]
pub(super) struct Endpoints<'r> {
    shared: &'r Shared<'r>,
    anchor: String,
    hosts: Vec<Host>,
    more: usize,
}

impl HtmlSafe for Endpoints<'_> {}

struct Host {
    endpoint: Endpoint,
    /// Where it is named first.
    places: Vec<String>,
    /// In how many places it is named.
    count: usize,
}

impl Host {
    fn owner_why(&self) -> Prose {
        Prose::new(&self.endpoint.owner_why, [])
    }
}

impl<'r> Endpoints<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &str) -> Endpoints<'r> {
        let mut known: BTreeMap<(Arc<str>, Name), usize> = BTreeMap::new();
        let mut hosts: Vec<Host> = Vec::new();
        for endpoint in &deployment.endpoints {
            let key = (Arc::clone(&endpoint.host), endpoint.vantage.clone());
            let at = *known.entry(key).or_insert(hosts.len());
            let place = shown_line(&endpoint.path, &endpoint.inside, None, endpoint.line);
            if hosts.len() <= at {
                hosts.push(Host { endpoint, places: Vec::new(), count: 0 });
            }
            let Some(host) = hosts.get_mut(at) else { continue };
            host.count += 1;
            if host.places.len() < PLACES {
                host.places.push(place);
            }
        }
        let more = hosts.len().saturating_sub(HOSTS);
        hosts.truncate(HOSTS);
        Endpoints { shared, anchor: anchor.to_owned(), hosts, more }
    }

    fn places(&self, host: &Host) -> Places {
        Places::new(self.shared, host.count, host.places.iter().cloned())
    }

    fn owner(&self, host: &Host) -> String {
        match &*host.endpoint.owner {
            "ours" => self.shared.say(keys::HTML_OWNER_OURS),
            "microsoft" => self.shared.say(keys::HTML_OWNER_MICROSOFT),
            _ => self.shared.say(keys::HTML_OWNER_UNKNOWN),
        }
    }

    fn covered(&self, host: &Host) -> String {
        self.shared.count(keys::HTML_COVERED, host.endpoint.covered_by_count)
    }
}
