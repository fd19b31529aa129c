//! What a rule sees: one deployment, judged.

use super::{
    candidates::Chooser,
    chain::{
        Chains, Defect,
        bundles::{Bundle, bundles},
        webpki,
    },
    crls::Crls,
    deployed::DeployedCertificate,
    endpoints::{self, Endpoint},
    exchange_owned::{self, ExchangeOwned},
    given::{self, Given, Principals},
    groundwork::Groundwork,
    judged_principal::{Candidate, JudgedPrincipal},
    keys::Keys,
    listed::Listed,
    nearby::Nearby,
    options::Options,
    owners::Owner,
    principals,
    profiles::ForProfiles,
    public::PublicBy,
    raws::Raws,
    rpc_http::{self, ClientSide, RpcHttpProtocol},
    uncovered::UncoveredByDomain,
};
use crate::model::{
    autodiscover::Answer,
    deployment::Deployment,
    file::{Limit, Problem, ProblemKind},
    host::{Host, ListedName},
    profile::Profile,
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Deref,
    sync::{Arc, OnceLock},
};

/// One deployment, judged at a moment for a client.
#[derive(Debug)]
pub struct Judgement<'a> {
    groundwork: Groundwork<'a>,
    /// What their keys show.
    pub keys: Keys,
    /// Who issued which certificate; indices are those of the deployment's certificates and of the deployed_certificates.
    pub chains: Chains,
    /// Files that bring a certificate with its issuers.
    pub bundles: Vec<Bundle>,
    /// Server certificates that rustls-webpki refuses although nothing wrong was found in their chain, and its words.
    pub refused: Vec<(u32, String)>,
    /// What the revocation lists say.
    pub crls: Crls<'a>,
    /// Top-level EXPR and EXHTTP protocols of the answers.
    pub rpc_http_protocols: Vec<RpcHttpProtocol<'a>>,
    /// Certificates that Exchange itself relies on.
    pub exchange_owned: Vec<ExchangeOwned>,
    /// Hosts that clients connect to.
    pub endpoints: Vec<Endpoint>,
    /// The principals with their verdicts.
    pub principals: Vec<JudgedPrincipal<'a>>,
    /// Hosts that are ours and that no server certificate covers.
    pub uncovered: BTreeSet<Host>,
    /// The principals by the certificate that they are compared with; made where a rule asks for it.
    by_certificate: OnceLock<HashMap<u32, Vec<usize>>>,
    /// The uncovered hosts by domain; made where a rule asks for it.
    uncovered_by_domain: OnceLock<UncoveredByDomain>,
    /// The first endpoint of each host, and of each wildcard that would cover it, by name.
    first_endpoints: HashMap<String, usize>,
    /// The identities of the certificates that Exchange itself relies on.
    relied_on: HashSet<String>,
    /// Made where a rule asks for it.
    listed: OnceLock<Listed>,
    /// The same.
    given: OnceLock<Given>,
    /// The same.
    for_profiles: OnceLock<ForProfiles>,
    /// The same.
    nearby: OnceLock<Nearby>,
    bindings_known: bool,
    /// What was too much to judge.
    pub problems: Vec<Problem>,
}

impl<'a> Deref for Judgement<'a> {
    type Target = Groundwork<'a>;

    fn deref(&self) -> &Groundwork<'a> {
        &self.groundwork
    }
}

impl<'a> Judgement<'a> {
    /// Judges a deployment; `raws` are the DER of its certificates, in their order.
    pub fn new(deployment: &'a Deployment, raws: impl Into<Raws>, options: &'a Options) -> Judgement<'a> {
        let mut raws = raws.into();
        let keys = raws.keys(&deployment.certificates);
        let chains = Chains::new(&deployment.certificates, &raws, &options.trust, &options.chain, options.at);
        let bundles = bundles(&deployment.certificates, &chains);
        let refused = webpki::refused(&deployment.certificates, &raws, &chains, &options.chain);
        let crls = Crls::new(deployment, &chains, options);
        // Nobody asks for the DER any more, and there may be very much.
        drop(raws);
        let groundwork = Groundwork::new(deployment, &chains, options);
        let exchange_owned = exchange_owned::exchange_owned(deployment, &groundwork.deployed_certificates);
        let rpc_http_protocols = rpc_http::rpc_http_protocols(&groundwork);
        let chooser = Chooser::new(&groundwork, &rpc_http_protocols);
        let endpoints = endpoints::endpoints(&groundwork, &rpc_http_protocols, &chooser);
        let principals = principals::principals(&groundwork, &rpc_http_protocols, &chooser);
        let over_limit = principals.iter().find(|judged| judged.is_over_limit).map(|judged| {
            let (limit, value) = (Limit::Comparisons, options.comparisons as u64);
            let place = judged.place.clone().unwrap_or_else(|| deployment.place());
            Problem::new(ProblemKind::LimitReached { limit, value, found: None }, place)
        });
        let relied_on = exchange_owned.iter().filter_map(|own| groundwork.deployed(own.deployed?));
        Judgement {
            problems: over_limit.into_iter().collect(),
            relied_on: relied_on.map(DeployedCertificate::id).collect(),
            listed: OnceLock::new(),
            given: OnceLock::new(),
            for_profiles: OnceLock::new(),
            nearby: OnceLock::new(),
            by_certificate: OnceLock::new(),
            uncovered_by_domain: OnceLock::new(),
            groundwork,
            keys,
            chains,
            bundles,
            refused,
            crls,
            rpc_http_protocols,
            exchange_owned,
            first_endpoints: first_endpoints(&endpoints),
            uncovered: uncovered(&endpoints),
            endpoints,
            principals,
            bindings_known: deployment.records.iter().any(|record| record.services.value().is_some()),
        }
    }

    /// The protocols of an answer that Outlook Anywhere reads: EXPR and EXHTTP.
    pub fn rpc_http_of(&self, answer: &Answer) -> impl Iterator<Item = &RpcHttpProtocol<'a>> {
        // They are in the order of their answers.
        let index = answer.index;
        let start = self.rpc_http_protocols.partition_point(|rpc_http| rpc_http.answer.index < index);
        self.rpc_http_protocols.iter().skip(start).take_while(move |rpc_http| rpc_http.answer.index == index)
    }

    /// The effective principal of a Protocol, if it has one.
    pub fn principal_of(&self, rpc_http: &RpcHttpProtocol<'_>) -> Option<&JudgedPrincipal<'a>> {
        let index = rpc_http.index;
        let at = self.principals.partition_point(|judged| judged.rpc_http.is_some_and(|own| own < index));
        self.principals.get(at).filter(|judged| judged.rpc_http == Some(index))
    }

    /// The certificate that a principal is compared with.
    pub fn chosen(&self, judged: &JudgedPrincipal<'_>) -> Option<&DeployedCertificate<'a>> {
        self.deployed(judged.chosen?)
    }

    /// The certificates that may be presented for each of these hosts of Autodiscover.
    pub fn presented(&self, hosts: &[Host]) -> Vec<Arc<[Candidate]>> {
        let chooser = Chooser::new(&self.groundwork, &self.rpc_http_protocols);
        hosts.iter().map(|host| chooser.presented(host)).collect()
    }

    /// Outside protocols that are ours to judge.
    pub fn outside(&self) -> impl Iterator<Item = &RpcHttpProtocol<'a>> {
        self.rpc_http_protocols.iter().filter(|rpc_http| rpc_http.side == ClientSide::Outside && !rpc_http.not_ours)
    }

    /// The certificates by server, issuer and subject.
    pub fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| Listed::new(&self.deployed_certificates))
    }

    /// The principals that EXPR gives to Outlook.
    pub fn given(&self) -> &Given {
        self.given.get_or_init(|| Given::new(&self.principals))
    }

    /// What profiles are compared with.
    pub fn for_profiles(&self) -> &ForProfiles {
        let new = || ForProfiles::new(&self.groundwork, &self.rpc_http_protocols, &self.principals);
        self.for_profiles.get_or_init(new)
    }

    /// The principal of a profile, if it has one.
    pub fn principal_of_profile(&self, profile: &Profile) -> Option<&JudgedPrincipal<'a>> {
        self.principals.get(self.for_profiles().principal(&self.deployment.profiles, profile)?)
    }

    /// The first server certificates that have names in the domain of a host, in their order.
    pub fn nearby(&self, host: &Host) -> impl Iterator<Item = &DeployedCertificate<'a>> {
        let nearby = self.nearby.get_or_init(|| Nearby::new(self.servers()));
        let near = host.registrable_domain().map(|domain| nearby.within(domain)).unwrap_or_default();
        near.iter().filter_map(|index| self.deployed(*index))
    }

    /// The public hosts that are ours and that no server certificate covers, by their domains.
    pub fn uncovered_by_domain(&self) -> &UncoveredByDomain {
        self.uncovered_by_domain.get_or_init(|| UncoveredByDomain::new(&self.uncovered))
    }

    /// The principals that are compared with a certificate, in their order.
    pub fn compared_with(&self, deployed: &DeployedCertificate<'_>) -> impl Iterator<Item = &JudgedPrincipal<'a>> {
        let by_certificate = self.by_certificate.get_or_init(|| given::by_certificate(&self.principals));
        let indices = by_certificate.get(&deployed.index).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|index| self.principals.get(*index))
    }

    /// Some of the principals, in their order.
    pub fn principals_of(&self, some: &Principals) -> impl Iterator<Item = &JudgedPrincipal<'a>> + Clone {
        some.indices.iter().filter_map(|index| self.principals.get(*index))
    }

    /// Whether some record tells what certificates are bound to.
    pub fn bindings_known(&self) -> bool {
        self.bindings_known
    }

    /// It expired, and Exchange itself relies on it: EX013, EX021, EX022 or EX034 speaks of it.
    pub fn told_by_exchange(&self, deployed: &DeployedCertificate<'_>) -> bool {
        !self.relied_on.is_empty() && self.has_expired(deployed) && self.relied_on.contains(&deployed.id())
    }

    /// By what it shows that a public authority issued a certificate; `None` where nothing shows it.
    pub fn public_by(&self, deployed: &DeployedCertificate<'_>) -> Option<PublicBy> {
        let root = || Some(PublicBy::Root(self.chains.public_root(deployed.index)?.to_owned()));
        PublicBy::mark(deployed.file()?).or_else(root)
    }

    /// Another rule speaks of its dates: EX013, EX021, EX022 or EX034, or CH004 of one that stands in the chain of a valid one. A
    /// root is trusted as it is, and its dates are its own.
    pub fn dates_told(&self, deployed: &DeployedCertificate<'_>) -> bool {
        self.told_by_exchange(deployed) || self.told_by_chain(deployed)
    }

    /// It stands in the chain of a valid certificate, and is not valid or weak: CH004 or CH012 speaks of it.
    pub fn told_by_chain(&self, deployed: &DeployedCertificate<'_>) -> bool {
        let Some(own) = self.chains.authority_of(deployed.index) else { return false };
        let tells = |defect| !matches!(defect, Defect::NotCa(_));
        self.chains.dependants_of(deployed.index).count > 0 && self.chains.defects(own).any(tells)
    }

    /// The endpoints, those of one host that are behind one another together.
    pub fn endpoints_by_host(&self) -> impl Iterator<Item = &[Endpoint]> {
        by_host(&self.endpoints)
    }

    /// A host that is ours and that no server certificate covers.
    pub fn is_uncovered(&self, endpoint: &Endpoint) -> bool {
        is_uncovered(endpoint)
    }

    /// Whether some endpoint has this host.
    pub fn is_endpoint(&self, host: &Host) -> bool {
        self.first_endpoints.contains_key(host.as_str())
    }

    /// Whether a certificate covers the host of an endpoint.
    pub fn covers_endpoint(&self, deployed: &DeployedCertificate<'_>) -> Option<&Endpoint> {
        let names = super::coverage::covering_names(deployed);
        let first = |name: &ListedName| self.first_endpoints.get(name.parsed().ok()?.as_str()).copied();
        names.iter().filter_map(first).min().and_then(|index| self.endpoints.get(index))
    }
}

fn is_uncovered(endpoint: &Endpoint) -> bool {
    endpoint.owner == Owner::Ours && !endpoint.not_ours && endpoint.covered_by.is_empty()
}

/// The same few hosts are named again and again, mostly behind one another.
fn by_host(endpoints: &[Endpoint]) -> impl Iterator<Item = &[Endpoint]> {
    endpoints.chunk_by(|one, next| Arc::ptr_eq(&one.named, &next.named))
}

fn uncovered(endpoints: &[Endpoint]) -> BTreeSet<Host> {
    let of_host = by_host(endpoints).filter_map(|of_host| of_host.iter().find(|own| is_uncovered(own)));
    let hosts: BTreeSet<&Host> = of_host.map(|own| &own.host).collect();
    hosts.into_iter().cloned().collect()
}

fn first_endpoints(endpoints: &[Endpoint]) -> HashMap<String, usize> {
    let mut first = HashMap::new();
    let mut index = 0;
    for of_host in by_host(endpoints) {
        if let Some(host) = of_host.first().map(|own| &own.host).filter(|host| !first.contains_key(host.as_str())) {
            first.insert(host.to_string(), index);
            if let Some((_, parent)) = host.split_first() {
                first.entry(format!("*.{parent}")).or_insert(index);
            }
        }
        index += of_host.len();
    }
    first
}
