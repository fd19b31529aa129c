//! Protocols with their vantage, and the hosts that clients connect to with their owner.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    coverage::Coverage,
    holders::Holder,
    options::{Endpoint as Configured, Options},
};
use crate::{
    finding::Reason,
    model::{
        autodiscover::{Answer, Element, Protocol, ProtocolType},
        deployment::Deployment,
        host::Host,
        principal::{Form, Principal},
        source::Place,
    },
};

/// From where a client that reads this connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vantage {
    /// Within the company's network.
    Inside,
    /// From anywhere.
    Outside,
}

impl Vantage {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Vantage::Inside => "inside",
            Vantage::Outside => "outside",
        }
    }
}

/// What an `SSL` element says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ssl {
    /// On, by its text or by default ([MS-OXDSCLI]: absent means on).
    On,
    /// Off.
    Off,
    /// Neither on nor off; judged as On.
    Misspelt,
}

/// Reads an `SSL` element; case does not matter.
pub fn ssl_of(element: &Element) -> Ssl {
    match element.text().map(str::trim) {
        None | Some("") => Ssl::On,
        Some(text) if text.eq_ignore_ascii_case("on") => Ssl::On,
        Some(text) if text.eq_ignore_ascii_case("off") => Ssl::Off,
        Some(_) => Ssl::Misspelt,
    }
}

/// A top-level EXPR or EXHTTP Protocol of an answer.
#[derive(Debug)]
pub struct Proxy<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// Its index in the deployment.
    pub answer_index: usize,
    /// The Protocol.
    pub protocol: &'a Protocol,
    /// `SSL`.
    pub ssl: Ssl,
    /// The host of `Server`, if it is one.
    pub host: Option<Host>,
    /// Its vantage.
    pub vantage: Vantage,
    /// Why.
    pub vantage_why: Reason,
    /// Its Server is Microsoft's, and no certificate here covers it: it is not judged.
    pub not_ours: bool,
}

impl Proxy<'_> {
    /// A place in the answer's file.
    pub fn place(&self, span: crate::model::source::Span) -> Place {
        Place::text(&self.answer.source, span)
    }

    /// SSL is on, by its text, by default or for want of a better reading.
    pub fn ssl_on(&self) -> bool {
        self.ssl != Ssl::Off
    }
}

/// The EXPR and EXHTTP Protocols of all answers, in order.
pub fn proxies<'a>(deployment: &'a Deployment, coverage: &Coverage, holders: &[Holder<'_>]) -> Vec<Proxy<'a>> {
    let mut proxies = Vec::new();
    for (answer_index, answer) in deployment.answers.iter().enumerate() {
        let ex_http = answer.protocols.iter().filter(|protocol| protocol.kind == ProtocolType::ExHttp).count();
        let mut seen_ex_http = 0;
        for protocol in &answer.protocols {
            let is_ex_http = protocol.kind == ProtocolType::ExHttp;
            if !is_ex_http && protocol.kind != ProtocolType::Expr {
                continue;
            }
            seen_ex_http += usize::from(is_ex_http);
            let host = protocol.server.text().and_then(|server| Host::parse(server.trim()).ok());
            let ssl = ssl_of(&protocol.ssl);
            let first_of_two = is_ex_http && seen_ex_http == 1 && ex_http == 2;
            let (vantage, vantage_why) = vantage_of(protocol, ssl, host.as_ref(), first_of_two);
            let not_ours =
                host.as_ref().is_some_and(|host| host.is_microsofts() && coverage.of(host, holders).is_empty());
            proxies.push(Proxy { answer, answer_index, protocol, ssl, host, vantage, vantage_why, not_ours });
        }
    }
    proxies
}

fn vantage_of(protocol: &Protocol, ssl: Ssl, host: Option<&Host>, first_of_two: bool) -> (Vantage, Reason) {
    let principal = protocol.cert_principal_name.text().and_then(Principal::parse);
    let is_none = principal.is_some_and(|principal| principal.form == Form::None);
    if ssl == Ssl::Off && is_none {
        (Vantage::Inside, Reason::new("vantage-ssl-off-none"))
    } else if first_of_two {
        (Vantage::Inside, Reason::new("vantage-first-exhttp"))
    } else if let Some(host) = host.filter(|host| host.is_internal()) {
        (Vantage::Inside, Reason::new("vantage-internal-server").with("host", host.as_str()))
    } else {
        (Vantage::Outside, Reason::new("vantage-outside").with("protocol", protocol.kind.name()))
    }
}

/// Whose a host is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The deployment's.
    Ours,
    /// Microsoft's cloud.
    Microsoft,
    /// Not known.
    Unknown,
}

impl Owner {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Owner::Ours => "ours",
            Owner::Microsoft => "microsoft",
            Owner::Unknown => "unknown",
        }
    }
}

/// A host that clients connect to, at one place.
#[derive(Debug)]
pub struct Endpoint {
    /// The host.
    pub host: Host,
    /// Its vantage.
    pub vantage: Vantage,
    /// Whose it is.
    pub owner: Owner,
    /// Why.
    pub owner_why: Reason,
    /// Where it is written.
    pub place: Place,
    /// The element it is written in.
    pub element: String,
    /// It stands in a Protocol that is not ours and not judged.
    pub not_ours: bool,
    /// The server certificates that cover it, by index.
    pub covered_by: Arc<[u32]>,
}

/// Every endpoint of the answers: https URLs and SSL-on Servers of EXPR and EXHTTP, in order.
pub fn endpoints(
    deployment: &Deployment,
    proxies: &[Proxy<'_>],
    coverage: &Coverage,
    holders: &[Holder<'_>],
    options: &Options,
) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    let unknown = || (Owner::Unknown, Reason::new("owner-unknown"));
    // Answers name the same few hosts again and again.
    let mut covered: HashMap<Host, Arc<[u32]>> = HashMap::new();
    // Proxies stand in the order of their Protocols.
    let mut rest = proxies;
    for answer in &deployment.answers {
        for protocol in &answer.protocols {
            let proxy = rest.split_first().filter(|(proxy, _)| std::ptr::eq(proxy.protocol, protocol));
            let proxy = proxy.map(|(proxy, after)| {
                rest = after;
                proxy
            });
            let not_ours = proxy.is_some_and(|proxy| proxy.not_ours);
            let mut add = |host: Host, vantage, span, element: &str| {
                let (owner, owner_why) = unknown();
                let covered_by = match covered.get(&host) {
                    Some(known) => Arc::clone(known),
                    None => Arc::clone(covered.entry(host.clone()).or_insert(coverage.of(&host, holders).into())),
                };
                let (place, element) = (Place::text(&answer.source, span), element.to_owned());
                endpoints.push(Endpoint { host, vantage, owner, owner_why, place, element, not_ours, covered_by });
            };
            if let Some(proxy) = proxy.filter(|proxy| proxy.ssl_on())
                && let (Some(host), Some(server)) = (&proxy.host, protocol.server.spanned())
            {
                add(host.clone(), proxy.vantage, server.span, "Server");
            }
            for url in &protocol.urls {
                let Some((scheme, Ok(host))) = Host::of_url(url.value.value.trim()) else { continue };
                let inside = url.internal || protocol.kind == ProtocolType::Exch;
                let by_place = if inside { Vantage::Inside } else { Vantage::Outside };
                let vantage =
                    if url.internal || url.external { by_place } else { proxy.map_or(by_place, |p| p.vantage) };
                if scheme == "https" {
                    add(host, vantage, url.value.span, &url.element);
                }
            }
        }
    }
    let owners = owners(&endpoints, deployment, coverage, holders, options);
    for endpoint in &mut endpoints {
        if let Some((owner, why)) = owners.get(&endpoint.host) {
            endpoint.owner = *owner;
            endpoint.owner_why = why.clone();
        }
    }
    endpoints
}

fn owners(
    endpoints: &[Endpoint],
    deployment: &Deployment,
    coverage: &Coverage,
    holders: &[Holder<'_>],
    options: &Options,
) -> HashMap<Host, (Owner, Reason)> {
    let hosts: HashSet<&Host> = endpoints.iter().map(|endpoint| &endpoint.host).collect();
    let domains = our_domains(&hosts, deployment, coverage, holders);
    hosts.into_iter().map(|host| (host.clone(), owner_of(host, &domains, &options.endpoints))).collect()
}

/// Whose a host is, given the registrable domains that are ours.
pub fn owner_of(host: &Host, domains: &HashMap<String, Reason>, configured: &[Configured]) -> (Owner, Reason) {
    let is_configured = |endpoint: &Configured| Host::parse(&endpoint.host).is_ok_and(|own| own == *host);
    if host.is_microsofts() {
        return (Owner::Microsoft, Reason::new("owner-microsoft"));
    }
    if configured.iter().any(is_configured) {
        return (Owner::Ours, Reason::new("owner-configured"));
    }
    if host.is_internal() {
        return (Owner::Ours, Reason::new("owner-internal-name"));
    }
    match host.registrable_domain().and_then(|domain| domains.get(domain)) {
        Some(why) => (Owner::Ours, why.clone()),
        None => (Owner::Unknown, Reason::new("owner-unknown")),
    }
}

/// The registrable domains that are ours, with the reason: those of SMTP domains, and, among the domains of `hosts`,
/// those of names of server certificates.
pub fn our_domains(
    hosts: &HashSet<&Host>,
    deployment: &Deployment,
    coverage: &Coverage,
    holders: &[Holder<'_>],
) -> HashMap<String, Reason> {
    let mut domains = HashMap::new();
    for (host, _) in smtp_domains(deployment) {
        if let Some(domain) = host.registrable_domain() {
            domains.entry(domain.to_owned()).or_insert_with(|| Reason::new("owner-smtp-domain").with("domain", domain));
        }
    }
    let wanted: HashSet<&str> = hosts
        .iter()
        .filter_map(|host| host.registrable_domain())
        .filter(|domain| !domains.contains_key(*domain))
        .collect();
    if wanted.is_empty() {
        return domains;
    }
    for holder in coverage.servers.iter().filter_map(|index| holders.get(*index as usize)) {
        let common_names = holder.common_names().unwrap_or_default();
        for name in holder.dns_names().iter().chain(&common_names) {
            let name = name.to_ascii_lowercase();
            let mut rest = name.as_str();
            while let Some((_, parent)) = if wanted.contains(rest) { Some(("", rest)) } else { rest.split_once('.') } {
                if wanted.contains(parent) {
                    let why = || {
                        Reason::new("owner-certificate-name").with("name", &name).with("certificate", holder.shown())
                    };
                    domains.entry(parent.to_owned()).or_insert_with(why);
                    break;
                }
                rest = parent;
            }
        }
    }
    domains
}

/// The SMTP domains of the answers (AutoDiscoverSMTPAddress, EMailAddress) and where they stand.
pub fn smtp_domains(deployment: &Deployment) -> Vec<(Host, Place)> {
    let mut domains = Vec::new();
    for answer in &deployment.answers {
        for address in [&answer.auto_discover_smtp_address, &answer.email_address].into_iter().flatten() {
            let host = address.value.trim().rsplit_once('@').and_then(|(_, domain)| Host::parse(domain).ok());
            if let Some(host) = host {
                domains.push((host, Place::text(&answer.source, address.span)));
            }
        }
    }
    domains
}
