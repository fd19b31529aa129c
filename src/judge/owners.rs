//! Whose a host is: the deployment's, Microsoft's, or nobody knows.

use std::collections::{HashMap, HashSet};

use super::{groundwork::Groundwork, options::Endpoint as Configured};
use crate::{
    finding::Reason,
    model::{deployment::Deployment, host::Host, source::Place},
    text::keys::reasons,
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
    for (host, _) in smtp_domains(deployment) {
        if let Some(domain) = host.registrable_domain() {
            domains
                .entry(domain.to_owned())
                .or_insert_with(|| Reason::new(reasons::OWNER_SMTP_DOMAIN).with("domain", domain));
        }
    }
    for accepted in &deployment.accepted_domains {
        let host = Host::parse(accepted.domain_name.value.trim().trim_start_matches("*.")).ok();
        if let Some(domain) = host.as_ref().and_then(Host::registrable_domain) {
            let why = || Reason::new(reasons::OWNER_ACCEPTED_DOMAIN).with("domain", domain);
            domains.entry(domain.to_owned()).or_insert_with(why);
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
    for deployed in groundwork.servers() {
        let common_names = deployed.common_names().unwrap_or_default();
        for name in deployed.dns_names().iter().chain(common_names) {
            let name = name.to_ascii_lowercase();
            let mut rest = name.as_str();
            while let Some((_, parent)) = if wanted.contains(rest) { Some(("", rest)) } else { rest.split_once('.') } {
                if wanted.contains(parent) {
                    let why = || {
                        Reason::new(reasons::OWNER_CERTIFICATE_NAME)
                            .with("name", &name)
                            .with("certificate", deployed.shown())
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
                domains.push((host, answer.place(address.span)));
            }
        }
    }
    domains
}
