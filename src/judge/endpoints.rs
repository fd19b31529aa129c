//! The hosts that clients connect to, wherever they are written.

use std::{collections::HashMap, sync::Arc};

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
        source::{Place, Source},
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
    /// The host.
    pub host: Host,
    /// Which clients it is for.
    pub side: ClientSide,
    /// Whose it is.
    pub owner: Owner,
    /// Why.
    pub owner_why: Reason,
    /// Where it is written.
    pub place: Place,
    /// What it is written in.
    pub origin: EndpointOrigin,
    /// The element or property it is written in.
    pub element: String,
    /// It is in a Protocol that is not ours and not judged.
    pub not_ours: bool,
    /// The server certificates that cover it, by index.
    pub covered_by: Arc<[u32]>,
    /// Whether the certificates that servers present for it cover it; `None` where no export tells which these are.
    pub is_presented: Option<bool>,
}

/// Every endpoint of the deployment: those of answers, of Outlook Anywhere, of virtual directories for clients with their
/// download hosts, and of service connection points, in this order.
pub(super) fn endpoints(
    groundwork: &Groundwork<'_>,
    rpc_http_protocols: &[RpcHttpProtocol<'_>],
    chooser: &Chooser<'_, '_>,
) -> Vec<Endpoint> {
    let mut written = of_answers(groundwork.deployment, rpc_http_protocols);
    written.extend(of_servers(groundwork.deployment));
    // The same few hosts are named again and again.
    let mut covered: HashMap<Host, (Arc<[u32]>, Option<bool>)> = HashMap::new();
    for endpoint in &written {
        covered
            .entry(endpoint.host.clone())
            .or_insert_with(|| (groundwork.covering(&endpoint.host).into(), chooser.is_presented(&endpoint.host)));
    }
    let owners = owners::owners(&covered.keys().collect(), groundwork);
    for endpoint in &mut written {
        if let Some((covered_by, is_presented)) = covered.get(&endpoint.host) {
            endpoint.covered_by = Arc::clone(covered_by);
            endpoint.is_presented = *is_presented;
        }
        if let Some((owner, why)) = owners.get(&endpoint.host) {
            endpoint.owner = *owner;
            endpoint.owner_why = why.clone();
        }
    }
    written
}

/// An endpoint whose owner and certificates are not looked up yet.
fn endpoint(host: Host, side: ClientSide, place: Place, origin: EndpointOrigin, element: &str) -> Endpoint {
    Endpoint {
        host,
        side,
        owner: Owner::Unknown,
        owner_why: Reason::new(reasons::OWNER_UNKNOWN),
        place,
        origin,
        element: element.to_owned(),
        not_ours: false,
        covered_by: Arc::default(),
        is_presented: None,
    }
}

/// https URLs and SSL-on Servers of EXPR and EXHTTP.
fn of_answers(deployment: &Deployment, rpc_http_protocols: &[RpcHttpProtocol<'_>]) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
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
            let mut add = |host: Host, side, span, element: &str| {
                let place = answer.place(span);
                endpoints.push(Endpoint { not_ours, ..endpoint(host, side, place, EndpointOrigin::Answer, element) });
            };
            if let Some(rpc_http) = rpc_http.filter(|rpc_http| rpc_http.ssl_on())
                && let (Some(host), Some(server)) = (&rpc_http.host, protocol.server.spanned())
            {
                add(host.clone(), rpc_http.side, server.span, "Server");
            }
            for url in &protocol.urls {
                let inside = url.internal || protocol.kind == ProtocolType::Exch;
                let by_place = if inside { ClientSide::Inside } else { ClientSide::Outside };
                let side = if url.internal || url.external { by_place } else { rpc_http.map_or(by_place, |p| p.side) };
                if let Some(host) = https_host(&url.value.value) {
                    add(host, side, url.value.span, &url.element);
                }
            }
        }
    }
    endpoints
}

/// Hosts of Outlook Anywhere, URLs and download hosts of virtual directories for clients, and service connection points.
fn of_servers(deployment: &Deployment) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    let mut add =
        |source: &Arc<Source>, property: &Property<String>, host: Option<Host>, side, origin, element: &str| {
            if let (Some(host), Some(span)) = (host, property.span()) {
                endpoints.push(endpoint(host, side, Place::text(source, span), origin, element));
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
    endpoints
}

/// The host of an https URL, if it is one.
fn https_host(url: &str) -> Option<Host> {
    let (scheme, host) = Host::of_url(url.trim())?;
    host.ok().filter(|_| scheme == "https")
}
