//! The hosts that clients connect to, wherever they are written.

use std::{borrow::Cow, collections::HashMap, ops::Deref, sync::Arc};

use super::{
    candidates::Chooser,
    groundwork::Groundwork,
    owners::{self, Owner},
    rpc_http::{ClientSide, RpcHttpProtocol},
};
use crate::{
    finding::Reason,
    model::{
        autodiscover::ProtocolType,
        deployment::Deployment,
        exchange::Property,
        host::Host,
        source::{Place, Source, Span},
    },
    text::keys::reasons,
};

/// What an endpoint is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointOrigin {
    /// An Autodiscover answer.
    Answer,
    /// Outlook Anywhere.
    Anywhere,
    /// A virtual directory for clients.
    Directory,
    /// The host that attachments of Outlook on the web are downloaded from.
    Download,
    /// A service connection point.
    ConnectionPoint,
}

/// A host that clients connect to, at one place.
#[derive(Debug)]
pub struct Endpoint {
    /// The host: the same few are named again and again.
    pub named: Arc<NamedHost>,
    /// Which clients it is for.
    pub side: ClientSide,
    /// The file it is written in.
    pub source: Arc<Source>,
    /// Where in its text: there may be very many endpoints, and few are shown.
    pub span: Span,
    /// What it is written in.
    pub origin: EndpointOrigin,
    /// The element or property it is written in.
    pub element: Cow<'static, str>,
    /// It is in a Protocol that is not ours and not judged.
    pub not_ours: bool,
}

/// A host that clients connect to.
#[derive(Debug)]
pub struct NamedHost {
    /// The host.
    pub host: Host,
    /// Whose it is.
    pub owner: Owner,
    /// Why.
    pub owner_why: Reason,
    /// The server certificates that cover it, by index.
    pub covered_by: Arc<[u32]>,
    /// Whether the certificates that servers present for it cover it; `None` where no export tells which these are.
    pub is_presented: Option<bool>,
}

impl Endpoint {
    /// Where it is written.
    pub fn place(&self) -> Place {
        Place::text(&self.source, self.span)
    }

    /// The line in which it is written.
    pub fn line(&self) -> Option<u32> {
        let text = self.source.text.as_ref()?;
        Some(text.position(text.place(self.span).start).line)
    }
}

impl Deref for Endpoint {
    type Target = NamedHost;

    fn deref(&self) -> &NamedHost {
        &self.named
    }
}

/// Every endpoint of the deployment: those of answers, of Outlook Anywhere, of virtual directories for clients with their
/// download hosts, and of service connection points, in this order.
pub(super) fn endpoints(
    groundwork: &Groundwork<'_>,
    rpc_http_protocols: &[RpcHttpProtocol<'_>],
    chooser: &Chooser<'_, '_>,
) -> Vec<Endpoint> {
    let protocols = groundwork.deployment.answers.iter().flat_map(|answer| &answer.protocols);
    let most = protocols.map(|protocol| protocol.urls.len() + 1).sum();
    let mut written = Written { endpoints: Vec::with_capacity(most), ..Written::default() };
    of_answers(groundwork.deployment, rpc_http_protocols, &mut written);
    of_servers(groundwork.deployment, &mut written);
    let mut owners = owners::owners(&written.hosts.keys().map(|host| &**host).collect(), groundwork);
    let mut named: Vec<Option<Arc<NamedHost>>> = vec![None; written.hosts.len()];
    for (host, at) in written.hosts {
        let (owner, owner_why) =
            owners.remove(&*host).unwrap_or_else(|| (Owner::Unknown, Reason::new(reasons::OWNER_UNKNOWN)));
        let (covered_by, is_presented) = (groundwork.covering(&host).into(), chooser.is_presented(&host));
        if let Some(named) = named.get_mut(at) {
            let host = Arc::unwrap_or_clone(host);
            *named = Some(Arc::new(NamedHost { host, owner, owner_why, covered_by, is_presented }));
        }
    }
    let endpoint = |(at, place): (usize, At)| {
        let At { side, source, span, origin, element, not_ours } = place;
        let named = Arc::clone(named.get(at)?.as_ref()?);
        Some(Endpoint { named, side, source, span, origin, element, not_ours })
    };
    written.endpoints.into_iter().filter_map(endpoint).collect()
}

/// Endpoints as they are found, each with the number of its host.
#[derive(Default)]
struct Written {
    hosts: HashMap<Arc<Host>, usize>,
    endpoints: Vec<(usize, At)>,
    /// The host of the last one, which is mostly that of the next one too.
    last: Option<(Arc<Host>, usize)>,
}

/// Where an endpoint is, and what it is there.
struct At {
    side: ClientSide,
    source: Arc<Source>,
    span: Span,
    origin: EndpointOrigin,
    element: Cow<'static, str>,
    not_ours: bool,
}

impl Written {
    fn add(&mut self, host: &Arc<Host>, at: At) {
        let number = match &self.last {
            Some((last, number)) if Arc::ptr_eq(last, host) => *number,
            _ => self.number(host),
        };
        self.endpoints.push((number, at));
    }

    fn number(&mut self, host: &Arc<Host>) -> usize {
        let next = self.hosts.len();
        let number = *self.hosts.entry(Arc::clone(host)).or_insert(next);
        self.last = Some((Arc::clone(host), number));
        number
    }
}

/// https URLs and SSL-on Servers of EXPR and EXHTTP.
fn of_answers(deployment: &Deployment, rpc_http_protocols: &[RpcHttpProtocol<'_>], written: &mut Written) {
    // Proxies are in the order of their Protocols.
    let mut rest = rpc_http_protocols;
    for answer in &deployment.answers {
        for protocol in &answer.protocols {
            let rpc_http = rest.split_first().filter(|(rpc_http, _)| std::ptr::eq(rpc_http.protocol, protocol));
            let rpc_http = rpc_http.map(|(rpc_http, after)| {
                rest = after;
                rpc_http
            });
            let not_ours = rpc_http.is_some_and(|rpc_http| rpc_http.not_ours);
            let at = |side, span, element| {
                let source = Arc::clone(&answer.source);
                At { side, source, span, origin: EndpointOrigin::Answer, element, not_ours }
            };
            if let Some(rpc_http) = rpc_http.filter(|rpc_http| rpc_http.ssl_on())
                && let (Some(host), Some(server)) = (&rpc_http.host, protocol.server.spanned())
            {
                written.add(&Arc::new(host.clone()), at(rpc_http.side, server.span, "Server".into()));
            }
            for url in protocol.urls.iter().filter(|url| url.is_https) {
                let inside = url.internal || protocol.kind == ProtocolType::Exch;
                let by_place = if inside { ClientSide::Inside } else { ClientSide::Outside };
                let side = if url.internal || url.external { by_place } else { rpc_http.map_or(by_place, |p| p.side) };
                if let Some(host) = &url.host {
                    written.add(host, at(side, url.value.span, url.element.clone()));
                }
            }
        }
    }
}

/// Hosts of Outlook Anywhere, URLs and download hosts of virtual directories for clients, and service connection points.
fn of_servers(deployment: &Deployment, written: &mut Written) {
    let mut add =
        |source: &Arc<Source>, property: &Property<String>, host: Option<Host>, side, origin, element: &'static str| {
            if let (Some(host), Some(span)) = (host, property.span()) {
                let (source, element) = (Arc::clone(source), element.into());
                written.add(&Arc::new(host), At { side, source, span, origin, element, not_ours: false });
            }
        };
    for anywhere in &deployment.anywhere {
        let (external, internal) = (&anywhere.external_hostname, &anywhere.internal_hostname);
        let origin = EndpointOrigin::Anywhere;
        add(&anywhere.source, external, external.host(), ClientSide::Outside, origin, "ExternalHostname");
        add(&anywhere.source, internal, internal.host(), ClientSide::Inside, origin, "InternalHostname");
    }
    let url_host = |url: &Property<String>| url.value().and_then(|url| https_host(url));
    let may_have_download_domains = deployment.has_download_domains() != Some(false);
    for directory in deployment.directories.iter().filter(|directory| directory.is_for_clients()) {
        let (external, internal) = (&directory.external_url, &directory.internal_url);
        let origin = EndpointOrigin::Directory;
        add(&directory.source, external, url_host(external), ClientSide::Outside, origin, "ExternalUrl");
        add(&directory.source, internal, url_host(internal), ClientSide::Inside, origin, "InternalUrl");
        if may_have_download_domains {
            for ((name, host), side) in
                directory.download_hosts().into_iter().zip([ClientSide::Outside, ClientSide::Inside])
            {
                add(&directory.source, host, host.host(), side, EndpointOrigin::Download, name);
            }
        }
    }
    for service in &deployment.client_access {
        let uri = &service.auto_discover_service_internal_uri;
        let origin = EndpointOrigin::ConnectionPoint;
        add(&service.source, uri, url_host(uri), ClientSide::Inside, origin, "AutoDiscoverServiceInternalUri");
    }
}

/// The host of an https URL, if it is one.
fn https_host(url: &str) -> Option<Host> {
    let (scheme, host) = Host::of_url(url.trim())?;
    host.ok().filter(|_| scheme == "https")
}
