//! Whose a host is: the deployment's, Microsoft's, or nobody knows.

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use super::{groundwork::Groundwork, options::Endpoint as Configured};
use crate::{
    finding::Reason,
    model::host::Host,
    text::{Key, keys::reasons},
};

/// Whose a host is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
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
        self.into()
    }
}

/// Whose each host is.
pub fn owners(hosts: &HashSet<&Host>, groundwork: &Groundwork<'_>) -> HashMap<Host, (Owner, Reason)> {
    let domains = our_domains(hosts, groundwork);
    hosts.iter().map(|host| ((*host).clone(), owner_of(host, &domains, &groundwork.options.endpoints))).collect()
}

/// Whose a host is, given the registrable domains that are ours.
fn owner_of(host: &Host, domains: &HashMap<String, Reason>, configured: &[Configured]) -> (Owner, Reason) {
    let is_configured = |endpoint: &Configured| Host::parse(&endpoint.host).is_ok_and(|own| own == *host);
    if host.is_microsofts() {
        return (Owner::Microsoft, Reason::new(reasons::OWNER_MICROSOFT));
    }
    if configured.iter().any(is_configured) {
        return (Owner::Ours, Reason::new(reasons::OWNER_CONFIGURED));
    }
    if host.is_internal() {
        return (Owner::Ours, Reason::new(reasons::OWNER_INTERNAL_NAME));
    }
    match host.registrable_domain().and_then(|domain| domains.get(domain)) {
        Some(why) => (Owner::Ours, why.clone()),
        None => (Owner::Unknown, Reason::new(reasons::OWNER_UNKNOWN)),
    }
}

/// The registrable domains that are ours, with the reason: those of SMTP domains, and, among the domains of `hosts`,
/// those of names of server certificates.
fn our_domains(hosts: &HashSet<&Host>, groundwork: &Groundwork<'_>) -> HashMap<String, Reason> {
    let deployment = groundwork.deployment;
    let mut domains = HashMap::new();
    let mut add = |host: &str, why: Key| {
        let host = Host::parse(host).ok();
        if let Some(domain) = host.as_ref().and_then(Host::registrable_domain) {
            domains.entry(domain.to_owned()).or_insert_with(|| Reason::new(why).with("domain", domain));
        }
    };
    for answer in &deployment.answers {
        for address in [&answer.auto_discover_smtp_address, &answer.email_address].into_iter().flatten() {
            if let Some((_, domain)) = address.value.trim().rsplit_once('@') {
                add(domain, reasons::OWNER_SMTP_DOMAIN);
            }
        }
    }
    for accepted in &deployment.accepted_domains {
        add(accepted.domain_name.value.trim().trim_start_matches("*."), reasons::OWNER_ACCEPTED_DOMAIN);
    }
    let wanted: HashSet<&str> = hosts
        .iter()
        .filter_map(|host| host.registrable_domain())
        .filter(|domain| !domains.contains_key(*domain))
        .collect();
    if wanted.is_empty() {
        return domains;
    }
    for deployed in groundwork.servers() {
        for name in deployed.dns_names().iter().chain(deployed.common_names().unwrap_or_default()) {
            let name = name.to_ascii_lowercase();
            let mut domains_of_name =
                iter::successors(Some(name.as_str()), |name| name.split_once('.').map(|(_, parent)| parent));
            if let Some(domain) = domains_of_name.find(|domain| wanted.contains(domain)) {
                let why = || {
                    let why = Reason::new(reasons::OWNER_CERTIFICATE_NAME).with("name", &name);
                    why.with("certificate", deployed.shown())
                };
                domains.entry(domain.to_owned()).or_insert_with(why);
            }
        }
    }
    domains
}
