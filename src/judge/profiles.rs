//! What profiles are compared with: what Autodiscover gives to Outlook outside, else what EXPR names; and which profile says
//! again what another has said.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    ptr,
};

use super::{
    groundwork::Groundwork,
    judged_principal::JudgedPrincipal,
    rpc_http::{ClientSide, RpcHttpProtocol},
};
use crate::model::{
    autodiscover::Element,
    deployment::Deployment,
    host::{CertificateName, Host},
    profile::Profile,
    source::{Place, Spanned},
};

/// How many places are pointed at.
const ENOUGH: usize = 4;

/// What profiles are compared with.
#[derive(Debug)]
pub struct ForProfiles {
    principals: [Told<CertificateName>; 2],
    servers: [Told<Host>; 2],
    /// Whether a principal of an answer was cut off.
    pub is_cut: bool,
    /// The principal of each profile, by their indices.
    own: HashMap<usize, usize>,
    /// The indices of those that say what one before them in their file has said.
    repeated: HashSet<usize>,
}

/// What Outlook is told in one way: by answers, or by providers.
#[derive(Debug)]
pub struct Told<T> {
    /// The first of it, with its places.
    pub first: Vec<(String, Place)>,
    all: HashSet<T>,
    /// Whether the principals at those places pass.
    pub passes: bool,
}

impl<T: Eq + Hash> Told<T> {
    fn new(first: impl Iterator<Item = (String, Place)>, all: impl Iterator<Item = T>) -> Told<T> {
        Told { first: first.take(ENOUGH).collect(), all: all.collect(), passes: false }
    }
}

impl ForProfiles {
    /// What the profiles of a deployment are compared with.
    pub(super) fn new(
        groundwork: &Groundwork<'_>,
        rpc_http_protocols: &[RpcHttpProtocol<'_>],
        all: &[JudgedPrincipal<'_>],
    ) -> ForProfiles {
        let profiles = &groundwork.deployment.profiles;
        let own = all.iter().enumerate().rev();
        ForProfiles {
            principals: principals(groundwork, rpc_http_protocols, all),
            servers: servers(groundwork.deployment, rpc_http_protocols),
            is_cut: ours(rpc_http_protocols).any(|own| own.protocol.cert_principal_name == Element::Unknown),
            own: own.filter_map(|(index, judged)| Some((index_of(profiles, judged.profile?), index))).collect(),
            repeated: repeated(profiles),
        }
    }

    /// The index of the principal of a profile among these.
    pub fn principal(&self, profiles: &[Profile], profile: &Profile) -> Option<usize> {
        self.own.get(&index_of(profiles, profile)).copied()
    }

    /// Another section of the same profile, before it among these, says the same.
    pub fn is_repeated(&self, profiles: &[Profile], profile: &Profile) -> bool {
        self.repeated.contains(&index_of(profiles, profile))
    }

    /// Whether Outlook is told just this principal.
    pub fn tells(&self, own: &CertificateName) -> bool {
        tells(&self.principals, own)
    }

    /// What is told instead of this principal.
    pub fn other_principal(&self, own: &CertificateName) -> Option<&Told<CertificateName>> {
        other(&self.principals, own)
    }

    /// What is told instead of this proxy server.
    pub fn other_server(&self, own: &Host) -> Option<&Told<Host>> {
        other(&self.servers, own)
    }
}

/// Whether answers tell just this, or providers where no answer tells anything to clients outside.
fn tells<T: Eq + Hash>([by_answers, by_providers]: &[Told<T>; 2], own: &T) -> bool {
    by_answers.all.contains(own) || by_answers.first.is_empty() && by_providers.all.contains(own)
}

/// What is told instead of this; `None` where just this is told, or nothing.
fn other<'t, T: Eq + Hash>(told: &'t [Told<T>; 2], own: &T) -> Option<&'t Told<T>> {
    told.iter().find(|told| !told.first.is_empty()).filter(|_| !tells(told, own))
}

fn principals(
    groundwork: &Groundwork<'_>,
    rpc_http_protocols: &[RpcHttpProtocol<'_>],
    all: &[JudgedPrincipal<'_>],
) -> [Told<CertificateName>; 2] {
    let told = |judged: &JudgedPrincipal<'_>| Some((judged.shown().to_owned(), judged.place.clone()?));
    let name = |judged: &JudgedPrincipal<'_>| judged.principal.name().cloned();
    let of_answers = || {
        let rpc_http = |judged: &JudgedPrincipal<'_>| rpc_http_protocols.get(judged.rpc_http?);
        let pairs = all.iter().filter_map(move |judged| Some((rpc_http(judged)?, judged)));
        pairs.filter(|(rpc_http, _)| !rpc_http.not_ours)
    };
    let outside = of_answers().filter(|(rpc_http, _)| rpc_http.side == ClientSide::Outside);
    let of_providers = || all.iter().filter(|judged| judged.provider.is_some() && !judged.is_cut());
    let mut both = [
        Told::new(outside.filter_map(|(_, judged)| told(judged)), of_answers().filter_map(|(_, judged)| name(judged))),
        Told::new(of_providers().filter_map(told), of_providers().filter_map(name)),
    ];
    for told in &mut both {
        let is_there = |judged: &&JudgedPrincipal<'_>| {
            told.first.iter().any(|(_, place)| judged.place.as_ref().is_some_and(|own| own.is(place)))
        };
        let mut there = all.iter().filter(is_there).peekable();
        told.passes = there.peek().is_some() && there.all(|judged| judged.verdict.passes(groundwork.options.client));
    }
    both
}

fn servers(deployment: &Deployment, rpc_http_protocols: &[RpcHttpProtocol<'_>]) -> [Told<Host>; 2] {
    let told = |rpc_http: &RpcHttpProtocol<'_>| {
        Some((rpc_http.host.as_ref()?.to_string(), rpc_http.place(rpc_http.protocol.server.spanned()?.span)))
    };
    let outside = ours(rpc_http_protocols).filter(|rpc_http| rpc_http.side == ClientSide::Outside && rpc_http.ssl_on());
    let expr = deployment.providers.iter().filter(|provider| provider.is("EXPR"));
    let written = expr.filter_map(|provider| Some((provider, provider.server.spanned()?)));
    let of_providers = written.map(|(provider, server)| (server.value.trim().to_owned(), provider.place(server.span)));
    let hosts = of_providers.clone().filter_map(|(server, _)| Host::parse(&server).ok());
    [
        Told::new(outside.filter_map(told), ours(rpc_http_protocols).filter_map(|rpc_http| rpc_http.host.clone())),
        Told::new(of_providers, hosts),
    ]
}

/// The protocols that are ours to judge.
fn ours<'j, 'a>(rpc_http_protocols: &'j [RpcHttpProtocol<'a>]) -> impl Iterator<Item = &'j RpcHttpProtocol<'a>> {
    rpc_http_protocols.iter().filter(|rpc_http| !rpc_http.not_ours)
}

/// The index of a profile among those of its deployment, which it is one of.
fn index_of(profiles: &[Profile], profile: &Profile) -> usize {
    profiles.partition_point(|other| ptr::from_ref(other) < ptr::from_ref(profile))
}

fn repeated(profiles: &[Profile]) -> HashSet<usize> {
    let value = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.trim().to_ascii_lowercase());
    let mut said = HashSet::new();
    let mut is_new = |profile: &Profile| {
        let source = ptr::from_ref(&*profile.source).addr();
        said.insert((source, value(&profile.name), value(&profile.proxy_server), value(&profile.principal)))
    };
    profiles.iter().enumerate().filter(|(_, profile)| !is_new(profile)).map(|(index, _)| index).collect()
}
