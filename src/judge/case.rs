//! What a rule sees: one deployment, judged.

use super::{
    appointed::{self, Appointed},
    candidates::Choice,
    chain::{
        Chains, Defect,
        bundles::{Bundle, bundles},
        webpki,
    },
    coverage::Coverage,
    endpoints::{self, Endpoint},
    holders::{self, Holder, Role},
    judged::Judged,
    options::Options,
    owners::Owner,
    principals,
    proxies::{self, Proxy, Vantage},
    public::PublicBy,
    servers::Servers,
    verdict::Verdict,
};
use crate::model::{
    autodiscover::Answer,
    certificate::Raw,
    deployment::Deployment,
    host::{CertificateName, Host},
};
use std::collections::{HashMap, HashSet};

/// One deployment, judged at a moment for a client.
#[derive(Debug)]
pub struct Case<'a> {
    /// What was read.
    pub deployment: &'a Deployment,
    /// How it is judged.
    pub options: &'a Options,
    /// The certificates with roles and bindings.
    pub holders: Vec<Holder<'a>>,
    /// Who issued which certificate; indices are those of the deployment's certificates and of the holders.
    pub chains: Chains,
    /// Files that bring a certificate with its issuers.
    pub bundles: Vec<Bundle>,
    /// Server certificates that rustls-webpki refuses although nothing wrong was found in their chain, and its words.
    pub refused: Vec<(u32, String)>,
    /// Which server certificate covers which host.
    pub coverage: Coverage,
    /// What the Exchange servers call themselves.
    pub servers: Servers,
    /// Top-level EXPR and EXHTTP protocols of the answers.
    pub proxies: Vec<Proxy<'a>>,
    /// Certificates that Exchange itself relies on.
    pub appointed: Vec<Appointed>,
    /// Hosts that clients connect to.
    pub endpoints: Vec<Endpoint>,
    /// The principals with their verdicts.
    pub principals: Vec<Judged<'a>>,
    /// The first endpoint of each host, and of each wildcard that would cover it, by name.
    first_endpoints: HashMap<String, usize>,
    /// Hosts that a principal requires which fails as a mismatch.
    mismatches: HashSet<Host>,
    bindings_known: bool,
}

impl<'a> Case<'a> {
    /// Judges a deployment; `raws` are the DER of its certificates, in their order.
    pub fn new(deployment: &'a Deployment, raws: Vec<Raw>, options: &'a Options) -> Case<'a> {
        let chains = Chains::new(&deployment.certificates, &raws, &options.trust, &options.chain, options.at);
        let bundles = bundles(&deployment.certificates, &chains);
        let refused = webpki::refused(&deployment.certificates, &raws, &chains, &options.chain);
        // Nobody asks for the DER any more, and there may be very much.
        drop(raws);
        let holders = holders::holders(deployment, &chains);
        let appointed = appointed::appointed(deployment, &holders);
        let coverage = Coverage::new(&holders);
        let servers = Servers::new(deployment);
        let proxies = proxies::proxies(deployment, &coverage, &holders, &servers);
        let endpoints = endpoints::endpoints(deployment, &proxies, &coverage, &holders, options);
        let choice = Choice {
            deployment,
            holders: &holders,
            coverage: &coverage,
            proxies: &proxies,
            servers: &servers,
            options,
        };
        let principals = principals::principals(&choice);
        let first_endpoints = first_endpoints(&endpoints);
        let mismatches = principals.iter().filter(|judged| judged.verdict == Verdict::Mismatch);
        let mismatches = mismatches.filter_map(|judged| judged.principal.name()?.host().cloned()).collect();
        let bindings_known = deployment.records.iter().any(|record| record.services.value().is_some());
        Case {
            deployment,
            options,
            holders,
            chains,
            bundles,
            refused,
            coverage,
            servers,
            proxies,
            appointed,
            endpoints,
            principals,
            first_endpoints,
            mismatches,
            bindings_known,
        }
    }

    /// What the choice of candidates depends on.
    pub fn choice(&self) -> Choice<'_, 'a> {
        Choice {
            deployment: self.deployment,
            holders: &self.holders,
            coverage: &self.coverage,
            proxies: &self.proxies,
            servers: &self.servers,
            options: self.options,
        }
    }

    /// A certificate by its index.
    pub fn holder(&self, index: u32) -> Option<&Holder<'a>> {
        self.holders.get(index as usize)
    }

    /// The server certificates.
    pub fn servers(&self) -> impl Iterator<Item = &Holder<'a>> {
        self.coverage.servers.iter().filter_map(|index| self.holder(*index))
    }

    /// There is a server certificate.
    pub fn has_servers(&self) -> bool {
        !self.coverage.servers.is_empty()
    }

    /// The protocols of an answer that Outlook Anywhere reads: EXPR and EXHTTP.
    pub fn proxies_of<'s>(&'s self, answer: &'s Answer) -> impl Iterator<Item = &'s Proxy<'a>> {
        // Proxies stand in the order of their answers, and answers in one slice.
        let start = self.proxies.partition_point(|proxy| std::ptr::from_ref(proxy.answer) < std::ptr::from_ref(answer));
        self.proxies.iter().skip(start).take_while(move |proxy| std::ptr::eq(proxy.answer, answer))
    }

    /// The effective principal of a Protocol, if it has one.
    pub fn principal_of(&self, proxy: &Proxy<'_>) -> Option<&Judged<'a>> {
        let first = self.proxies.partition_point(|own| own.answer_index < proxy.answer_index);
        let index =
            first + self.proxies.iter().skip(first).position(|own| std::ptr::eq(own.protocol, proxy.protocol))?;
        let at = self.principals.partition_point(|judged| judged.proxy.is_some_and(|own| own < index));
        self.principals.get(at).filter(|judged| judged.proxy == Some(index))
    }

    /// Outside protocols that are ours to judge.
    pub fn outside(&self) -> impl Iterator<Item = &Proxy<'a>> {
        self.proxies.iter().filter(|proxy| proxy.vantage == Vantage::Outside && !proxy.not_ours)
    }

    /// Whether some record tells what certificates are bound to.
    pub fn bindings_known(&self) -> bool {
        self.bindings_known
    }

    /// It expired, and Exchange itself relies on it: EX013, EX021 or EX022 speaks of it.
    pub fn told_by_exchange(&self, holder: &Holder<'_>) -> bool {
        let is_it = |index| self.holder(index).is_some_and(|own| own.id() == holder.id());
        !self.appointed.is_empty()
            && self.has_expired(holder)
            && self.appointed.iter().filter_map(|appointed| appointed.holder).any(is_it)
    }

    /// By what it shows that a public authority issued a certificate; `None` where nothing shows it.
    pub fn public_by(&self, holder: &Holder<'_>) -> Option<PublicBy> {
        let root = || Some(PublicBy::Root(self.chains.public_root(holder.index)?.to_owned()));
        PublicBy::mark(holder.file()?).or_else(root)
    }

    /// Another rule speaks of its dates: EX013, EX021 or EX022, or CH004 of one that stands in the chain of a valid one. A
    /// root is trusted as it is, and its dates are its own.
    pub fn dates_told(&self, holder: &Holder<'_>) -> bool {
        self.told_by_exchange(holder) || (!holder.is_self_signed() && self.told_by_chain(holder))
    }

    /// It stands in the chain of a valid certificate, and is not valid or weak: CH004 or CH012 speaks of it.
    pub fn told_by_chain(&self, holder: &Holder<'_>) -> bool {
        let Some(own) = self.chains.as_authority(holder.index).and_then(|own| self.chains.authority(own)) else {
            return false;
        };
        let tells = |defect| !matches!(defect, Defect::NotCa(_));
        self.chains.dependants_of(holder.index).count > 0 && self.chains.defects(own).any(tells)
    }

    /// Its last moment has passed.
    pub fn has_expired(&self, holder: &Holder<'_>) -> bool {
        holder.validity().1.is_some_and(|end| end < self.options.at)
    }

    /// A host that is ours and that no server certificate covers.
    pub fn is_uncovered(&self, endpoint: &Endpoint) -> bool {
        endpoint.owner == Owner::Ours && !endpoint.not_ours && endpoint.covered_by.is_empty()
    }

    /// Whether a principal of this name already fails as a mismatch: PN001, PN019 or PN022 speaks of the host.
    pub fn principal_reports(&self, host: &Host) -> bool {
        self.mismatches.contains(host)
    }

    /// Whether some endpoint has this host.
    pub fn is_endpoint(&self, host: &Host) -> bool {
        self.first_endpoints.contains_key(host.as_str())
    }

    /// Whether a certificate covers the host of an endpoint.
    pub fn covers_endpoint(&self, holder: &Holder<'_>) -> Option<&Endpoint> {
        let names = super::coverage::covering_names(holder);
        let first = |name: &String| self.first_endpoints.get(&CertificateName::parse(name).ok()?.to_string()).copied();
        names.iter().filter_map(first).min().and_then(|index| self.endpoints.get(index))
    }

    /// A certificate that is valid at the time and a server's.
    pub fn is_valid_server(&self, holder: &Holder<'_>) -> bool {
        holder.role == Role::Server && holder.valid_at(self.options.at)
    }
}

fn first_endpoints(endpoints: &[Endpoint]) -> HashMap<String, usize> {
    let mut first = HashMap::new();
    for (index, Endpoint { host, .. }) in endpoints.iter().enumerate() {
        if !first.contains_key(host.as_str()) {
            first.insert(host.to_string(), index);
            if let Some((_, parent)) = host.split_first() {
                first.entry(format!("*.{parent}")).or_insert(index);
            }
        }
    }
    first
}
