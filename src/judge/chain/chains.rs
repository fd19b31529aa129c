//! Who issued which certificate, and where its chain ends.
//!
//! Issuers are looked for by name, told apart by key identifiers, and proved by the signature (RFC 5280, section 6;
//! RFC 4158). Everything in the deployment counts, whatever file it stands in, and so do the roots that are trusted. A chain
//! is judged as the best that can be built: another path around an expired or cross-signed certificate is taken.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    constraints::{Constraints, Violation},
    roots::{self, Trust},
    signature::{Verified, verify},
};
use crate::model::{
    certificate::{Certificate, KeyAlgorithm, Raw},
    source::Span,
};

/// How much is tried. Real chains have two to four certificates above the server's, and a name has a few keys.
#[derive(Debug, Clone, Copy)]
pub struct ChainLimits {
    /// Certificates of one name whose key is tried on one signature.
    pub candidates: usize,
    /// Certificates of one chain above its first (Windows' and OpenSSL's own bounds are higher).
    pub depth: usize,
    /// Steps from issuer to issuer, while the chains above one certificate are looked for.
    pub steps: usize,
    /// Server certificates whose chain is also verified by rustls-webpki; of more, one for each issuer.
    pub verdicts: usize,
}

impl Default for ChainLimits {
    fn default() -> ChainLimits {
        ChainLimits { candidates: 16, depth: 12, steps: 256, verdicts: 200 }
    }
}

/// A certificate that may have issued others: of the deployment, or a root.
#[derive(Debug)]
pub struct Authority {
    /// What is known of it.
    pub certificate: Arc<Certificate>,
    /// Its index among the certificates of the deployment; a root from elsewhere has none.
    pub index: Option<u32>,
    /// It is a root that comes with msstd, or has the name and key of one.
    pub bundled: bool,
    /// A chain may end here: it has the name and key of a root that is trusted.
    pub trusted: bool,
    /// The names that it may issue for.
    pub constraints: Constraints,
    pub(super) raw: Raw,
}

/// Who issued a certificate.
#[derive(Debug, Clone)]
pub enum Link {
    /// It names itself as its issuer, and no key identifier says otherwise.
    SelfSigned,
    /// The signature holds: indices among the authorities, the likeliest first.
    Issued(Box<[u32]>),
    /// Name and key identifier fit, but the signature can't be verified here.
    Assumed(u32),
    /// Name and key identifier fit, and the signature does not hold. Without key identifiers it may be another key of that
    /// name, and this is not sure.
    Wrong {
        /// The authority that should have made it.
        by: u32,
        /// The key identifiers are the same.
        sure: bool,
    },
    /// Its issuer is not here.
    Missing {
        /// A certificate of that name whose key is another.
        namesake: Option<u32>,
    },
    /// Too many certificates have the issuer's name: not all were tried.
    TooMany,
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Top {
    /// At a root that is trusted.
    Trusted,
    /// At a self-signed certificate that the export itself brings.
    Own,
    /// At a certificate whose issuer is not here.
    Missing,
    /// At a signature that does not hold.
    Wrong,
    /// At a limit, or in a loop.
    Open,
}

/// What makes an authority unfit for its place in a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// It is expired, or not valid yet.
    NotValid,
    /// Its own signature uses a hash that is broken.
    WeakSignature(&'static str),
    /// Its RSA key has so few bits.
    ShortKey(u32),
    /// It may not issue certificates.
    NotCa(NotCa),
}

/// Why a certificate may not issue others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCa {
    /// Without basicConstraints, or without cA there (RFC 5280, section 6.1.4 (k)).
    BasicConstraints,
    /// keyUsage without keyCertSign (section 6.1.4 (n)).
    KeyUsage,
    /// Its pathLenConstraint allows fewer certificates below it (section 6.1.4 (m)): allowed, and there.
    PathLen(u32, u32),
    /// extKeyUsage without serverAuth, which Windows and browsers ask of intermediates too.
    Usage,
}

/// A chain above a certificate.
#[derive(Debug, Clone)]
pub struct Path {
    /// Authorities from the issuer up.
    pub members: Vec<u32>,
    /// Where it ends.
    pub top: Top,
    /// What is wrong on the way.
    pub defects: Vec<(u32, Defect)>,
}

impl Path {
    /// Paths without defects go first, then those that end in trust, then short ones.
    fn rank(&self) -> (bool, Top, usize, usize) {
        (!self.defects.is_empty(), self.top, self.defects.len(), self.members.len())
    }
}

/// A name that an authority in a certificate's chain may not issue for.
#[derive(Debug)]
pub struct NameViolation {
    /// The certificate, by its index.
    pub certificate: u32,
    /// The authority.
    pub authority: u32,
    /// The name, and why.
    pub violation: Violation,
}

/// The certificates that depend on an authority: valid at the time, by their best chain.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dependants {
    /// How many.
    pub count: usize,
    /// The first of them, which is no CA if there is such a one.
    pub first: Option<u32>,
}

/// The chains of a deployment.
#[derive(Debug)]
pub struct Chains {
    /// What may have issued others.
    pub authorities: Vec<Authority>,
    /// Who issued each certificate of the deployment, in their order.
    pub links: Vec<Link>,
    /// What depends on each authority.
    pub dependants: Vec<Dependants>,
    /// Certificates whose chain was not followed to its end, because a limit was reached.
    pub cut: Vec<u32>,
    /// Names that a certificate has and that an authority in its chain may not issue for.
    pub violations: Vec<NameViolation>,
    /// The best chain above each authority.
    paths: Vec<Path>,
    /// Authorities that issued something here.
    issuing: HashSet<u32>,
    /// Authorities that may not issue what they issued, by the best chain of some certificate.
    unfit: HashMap<u32, NotCa>,
    /// Authorities by their index among the certificates.
    by_index: HashMap<u32, u32>,
    pub(super) at: Timestamp,
}

impl Chains {
    /// Builds the chains of certificates at a moment; `raws` are their DER, in their order.
    pub fn new(
        certificates: &[Arc<Certificate>],
        raws: &[Raw],
        trust: &Trust,
        limits: &ChainLimits,
        at: Timestamp,
    ) -> Chains {
        let authorities = authorities(certificates, raws, trust);
        let names = by_name(&authorities);
        let indices: Vec<u32> = (0..u32::try_from(certificates.len()).unwrap_or(u32::MAX)).collect();
        let chunks: Vec<&[u32]> = indices.chunks(512).collect();
        let links: Vec<Link> = crate::parallel::map(chunks, |chunk| {
            let each = chunk.iter().filter_map(|index| {
                let (certificate, raw) = (certificates.get(*index as usize)?, raws.get(*index as usize)?);
                Some(link(certificate, raw, &authorities, &names, limits))
            });
            each.collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
        let by_index = authorities
            .iter()
            .zip(0..)
            .filter_map(|(authority, number)| Some((authority.index?, number)))
            .collect::<HashMap<_, _>>();
        let issued = links.iter().filter_map(|link| match link {
            Link::Issued(issuers) => Some(&issuers[..]),
            Link::Assumed(issuer) => Some(std::slice::from_ref(issuer)),
            _ => None,
        });
        let issuing = issued.flatten().copied().collect();
        let mut chains = Chains {
            issuing,
            unfit: HashMap::new(),
            dependants: vec![Dependants::default(); authorities.len()],
            authorities,
            links,
            cut: Vec::new(),
            violations: Vec::new(),
            paths: Vec::new(),
            by_index,
            at,
        };
        chains.paths = (0..u32::try_from(chains.authorities.len()).unwrap_or(u32::MAX))
            .map(|authority| chains.best_from(authority, limits))
            .collect();
        chains.count_dependants(certificates);
        chains.violations = chains.violations(raws);
        chains
    }

    /// An authority by its index.
    pub fn authority(&self, index: u32) -> Option<&Authority> {
        self.authorities.get(index as usize)
    }

    /// Who issued a certificate of the deployment.
    pub fn link(&self, certificate: u32) -> Option<&Link> {
        self.links.get(certificate as usize)
    }

    /// The certificate as an authority.
    pub fn as_authority(&self, certificate: u32) -> Option<u32> {
        self.by_index.get(&certificate).copied()
    }

    /// What depends on a certificate of the deployment.
    pub fn dependants_of(&self, certificate: u32) -> Dependants {
        let authority = self.as_authority(certificate).and_then(|authority| self.dependants.get(authority as usize));
        authority.copied().unwrap_or_default()
    }

    /// The best chain above a certificate of the deployment; `None` for one that is self-signed or whose issuer is not here.
    pub fn path(&self, certificate: u32) -> Option<&Path> {
        let issuers = match self.link(certificate)? {
            Link::Issued(issuers) => &issuers[..],
            Link::Assumed(issuer) => std::slice::from_ref(issuer),
            _ => return None,
        };
        issuers.iter().filter_map(|issuer| self.paths.get(*issuer as usize)).min_by_key(|path| path.rank())
    }

    /// The name of the public root that a certificate's chain ends in.
    pub fn public_root(&self, certificate: u32) -> Option<&str> {
        let last = *self.path(certificate)?.members.last()?;
        self.authority(last)
            .filter(|authority| authority.bundled)
            .map(|authority| authority.certificate.subject.as_str())
    }

    /// Some certificate of the deployment has a signature of this authority that holds, or can't be verified and names it.
    pub fn has_issued(&self, authority: u32) -> bool {
        self.issuing.contains(&authority)
    }

    /// Why a certificate of the deployment that issued others may not: by itself, or where the best chain of a certificate
    /// leads through it.
    pub fn unfit(&self, certificate: u32) -> Option<NotCa> {
        self.unfit_authority(self.as_authority(certificate)?)
    }

    /// The same of an authority.
    pub(super) fn unfit_authority(&self, authority: u32) -> Option<NotCa> {
        self.unfit.get(&authority).copied()
    }

    fn violations(&self, raws: &[Raw]) -> Vec<NameViolation> {
        if self.authorities.iter().all(|authority| authority.constraints.is_empty()) {
            return Vec::new();
        }
        let violation = |certificate: u32| {
            let members = &self.path(certificate)?.members;
            members.iter().find_map(|member| {
                let constraints = &self.authority(*member)?.constraints;
                let violation = constraints.violation(&raws.get(certificate as usize)?.der)?;
                Some(NameViolation { certificate, authority: *member, violation })
            })
        };
        (0..u32::try_from(raws.len()).unwrap_or(u32::MAX)).filter_map(violation).collect()
    }

    /// What an authority is unfit for, by itself.
    pub fn defects(&self, authority: &Authority) -> impl Iterator<Item = Defect> {
        let certificate = &authority.certificate;
        let trusted = authority.trusted;
        let self_signed = certificate.self_signed();
        let not_valid = (!certificate.valid_at(self.at)).then_some(Defect::NotValid);
        let weak = certificate.signature.weak_hash.filter(|_| !self_signed).map(Defect::WeakSignature);
        let short = match certificate.key.algorithm {
            KeyAlgorithm::Rsa { bits } if bits < 2048 => Some(Defect::ShortKey(bits)),
            _ => None,
        };
        let not_ca = not_ca(certificate, self_signed).map(Defect::NotCa);
        // What is trusted is trusted as it is (RFC 5280, section 6.1.1 (d)).
        [not_valid, weak, short, not_ca].into_iter().flatten().filter(move |_| !trusted)
    }

    /// The best chain that begins with an authority.
    fn best_from(&self, authority: u32, limits: &ChainLimits) -> Path {
        let mut search = Search { chains: self, limits, steps: 0, members: Vec::new(), best: None };
        search.follow(authority);
        search.best.unwrap_or(Path { members: vec![authority], top: Top::Open, defects: Vec::new() })
    }

    fn count_dependants(&mut self, certificates: &[Arc<Certificate>]) {
        let mut dependants = std::mem::take(&mut self.dependants);
        let (mut cut, mut unfit) = (Vec::new(), HashMap::new());
        for (certificate, index) in certificates.iter().zip(0..) {
            let Some(path) = self.path(index) else { continue };
            if path.top == Top::Open {
                cut.push(index);
            }
            for (member, defect) in &path.defects {
                if let Defect::NotCa(why) = defect {
                    unfit.entry(*member).or_insert(*why);
                }
            }
            if serves(certificate) {
                let members = path.members.iter().filter_map(|member| Some((*member, self.authority(*member)?)));
                for (member, _) in members.filter(|(_, authority)| forbids_servers(authority)) {
                    unfit.entry(member).or_insert(NotCa::Usage);
                }
            }
            if !certificate.valid_at(self.at) {
                continue;
            }
            for member in &path.members {
                let Some(own) = dependants.get_mut(*member as usize) else { continue };
                own.count += 1;
                let is_ca = |index: u32| certificates.get(index as usize).is_some_and(|other| may_be_ca(other));
                if own.first.is_none_or(|first| is_ca(first) && !may_be_ca(certificate)) {
                    own.first = Some(index);
                }
            }
        }
        let too_many = self.links.iter().zip(0..).filter(|(link, _)| matches!(link, Link::TooMany));
        cut.extend(too_many.map(|(_, index)| index));
        cut.sort_unstable();
        self.cut = cut;
        self.unfit = unfit;
        self.dependants = dependants;
    }
}

pub(super) fn may_be_ca(certificate: &Certificate) -> bool {
    certificate.basic_constraints.is_some_and(|constraints| constraints.ca)
}

fn not_ca(certificate: &Certificate, self_signed: bool) -> Option<NotCa> {
    let says_ca = certificate.basic_constraints.is_some_and(|constraints| constraints.ca);
    // A self-signed certificate of version 1 is a root of old, and has no extensions to say so.
    let root_of_old = self_signed && certificate.version == 1;
    if !says_ca && !root_of_old {
        return Some(NotCa::BasicConstraints);
    }
    if certificate.key_usage.is_some_and(|usage| !usage.key_cert_sign) {
        return Some(NotCa::KeyUsage);
    }
    None
}

/// It is issued for servers by its own words.
fn serves(certificate: &Certificate) -> bool {
    certificate.extended_key_usage.as_ref().is_some_and(|usage| usage.server_auth) && !may_be_ca(certificate)
}

/// Its extKeyUsage is for other purposes than servers.
fn forbids_servers(authority: &Authority) -> bool {
    let certificate = &authority.certificate;
    let gated = |purpose: &Cow<'static, str>| purpose == "msSGC" || purpose == "nsSGC";
    let forbids = certificate
        .extended_key_usage
        .as_ref()
        .is_some_and(|usage| !usage.server_auth && !usage.any && !usage.purposes.iter().any(gated));
    forbids && !authority.trusted && !certificate.self_signed()
}

/// A search for the best chain above one authority, depth first, within limits.
struct Search<'a> {
    chains: &'a Chains,
    limits: &'a ChainLimits,
    steps: usize,
    members: Vec<u32>,
    best: Option<Path>,
}

impl Search<'_> {
    fn follow(&mut self, number: u32) {
        self.steps += 1;
        let Some(authority) = self.chains.authority(number) else { return };
        if self.has(authority) {
            return self.end(Top::Open);
        }
        self.members.push(number);
        self.go_on(authority);
        self.members.pop();
    }

    fn go_on(&mut self, authority: &Authority) {
        if authority.trusted {
            return self.end(Top::Trusted);
        }
        if self.members.len() > self.limits.depth || self.steps > self.limits.steps {
            return self.end(Top::Open);
        }
        match authority.index.and_then(|index| self.chains.link(index)) {
            Some(Link::Issued(issuers)) => issuers.iter().for_each(|issuer| self.follow(*issuer)),
            Some(Link::Assumed(issuer)) => self.follow(*issuer),
            Some(Link::Missing { .. }) => self.end(Top::Missing),
            Some(Link::Wrong { .. }) => self.end(Top::Wrong),
            Some(Link::TooMany) => self.end(Top::Open),
            Some(Link::SelfSigned) | None => self.end(Top::Own),
        }
    }

    /// One of the name and key is on the way already: a loop, or a cross-signature back.
    fn has(&self, authority: &Authority) -> bool {
        let same = |other: &Authority| {
            other.certificate.key.sha256 == authority.certificate.key.sha256
                && other.certificate.subject == authority.certificate.subject
        };
        self.members.iter().filter_map(|member| self.chains.authority(*member)).any(same)
    }

    fn end(&mut self, top: Top) {
        let path = Path { members: self.members.clone(), top, defects: self.defects() };
        if self.best.as_ref().is_none_or(|best| path.rank() < best.rank()) {
            self.best = Some(path);
        }
    }

    fn defects(&self) -> Vec<(u32, Defect)> {
        let mut defects = Vec::new();
        // Certificates below that count: those not self-issued (RFC 5280, section 6.1.4 (l)).
        let mut below = 0;
        for member in &self.members {
            let Some(authority) = self.chains.authority(*member) else { continue };
            defects.extend(self.chains.defects(authority).map(|defect| (*member, defect)));
            let allowed = authority.certificate.basic_constraints.and_then(|constraints| constraints.path_len);
            if let Some(allowed) = allowed.filter(|allowed| below > *allowed) {
                defects.push((*member, Defect::NotCa(NotCa::PathLen(allowed, below))));
            }
            below += u32::from(!authority.certificate.self_issued);
        }
        defects
    }
}

/// The certificates of the deployment whose name is some other's issuer, and the roots of such names.
fn authorities(certificates: &[Arc<Certificate>], raws: &[Raw], trust: &Trust) -> Vec<Authority> {
    let needed: HashSet<&str> = certificates.iter().map(|certificate| &*certificate.issuer).collect();
    let bundled = if matches!(trust, Trust::None) { &[] } else { roots::bundled() };
    let anchors: &[(Arc<Certificate>, Raw)] = if let Trust::Anchors(anchors) = trust { anchors } else { &[] };
    let is_needed = |certificate: &Certificate| needed.contains(certificate.subject.as_str());
    let mut authorities: Vec<Authority> = Vec::new();
    let mut known: HashMap<(&str, [u8; 32]), Vec<usize>> = HashMap::new();
    for ((certificate, raw), index) in certificates.iter().zip(raws).zip(0..) {
        // Many servers have made a certificate for themselves, which issues no other.
        let own = certificate.self_issued && !may_be_ca(certificate) && certificate.basic_constraints.is_some();
        if is_needed(certificate) && !own {
            known.entry(identity(certificate)).or_default().push(authorities.len());
            authorities.push(Authority::new(certificate, raw, Some(index)));
        }
    }
    for (roots, is_bundled) in [(bundled, true), (anchors, false)] {
        for (certificate, raw) in roots.iter().filter(|(certificate, _)| is_needed(certificate)) {
            let same = known.entry(identity(certificate)).or_default();
            if same.is_empty() {
                same.push(authorities.len());
                authorities.push(Authority::new(certificate, raw, None));
            }
            for authority in same {
                if let Some(authority) = authorities.get_mut(*authority) {
                    authority.bundled |= is_bundled;
                    authority.trusted |= is_bundled == matches!(trust, Trust::Bundled);
                }
            }
        }
    }
    authorities
}

impl Authority {
    fn new(certificate: &Arc<Certificate>, raw: &Raw, index: Option<u32>) -> Authority {
        Authority {
            certificate: Arc::clone(certificate),
            index,
            bundled: false,
            trusted: false,
            constraints: Constraints::of(&raw.der),
            raw: raw.clone(),
        }
    }
}

/// A trust anchor is a name and a key (RFC 5280, section 6.1.1 (d)).
fn identity(certificate: &Certificate) -> (&str, [u8; 32]) {
    (&certificate.subject, certificate.key.sha256)
}

fn by_name(authorities: &[Authority]) -> HashMap<&str, Vec<u32>> {
    let mut names: HashMap<&str, Vec<u32>> = HashMap::new();
    for (authority, number) in authorities.iter().zip(0..) {
        names.entry(&authority.certificate.subject).or_default().push(number);
    }
    names
}

/// Who issued a certificate.
fn link(
    certificate: &Certificate,
    raw: &Raw,
    authorities: &[Authority],
    names: &HashMap<&str, Vec<u32>>,
    limits: &ChainLimits,
) -> Link {
    if certificate.self_signed() {
        return Link::SelfSigned;
    }
    let all = names.get(&*certificate.issuer).map(Vec::as_slice).unwrap_or_default();
    let mut candidates: Vec<(Fit, u32)> = Vec::with_capacity(all.len().min(limits.candidates));
    let others = all.iter().filter_map(|number| Some((authorities.get(*number as usize)?, *number)));
    candidates.extend(
        others
            .filter(|(authority, _)| authority.certificate.sha256 != certificate.sha256)
            .map(|(authority, number)| (Fit::of(certificate, &authority.certificate), number)),
    );
    candidates.sort_by_key(|(fit, _)| *fit);
    let mut tried: Vec<([u8; 32], Verified)> = Vec::new();
    let mut issuers = Vec::new();
    let mut too_many = false;
    for (_, number) in &candidates {
        let Some(authority) = authorities.get(*number as usize) else { continue };
        let key = authority.certificate.key.sha256;
        let verified = match tried.iter().find(|(own, _)| *own == key) {
            Some((_, verified)) => *verified,
            None if tried.len() >= limits.candidates => {
                too_many = true;
                continue;
            }
            None => {
                let algorithm =
                    raw.part(Span { start: raw.signed.end, end: u32::try_from(raw.der.len()).unwrap_or(u32::MAX) });
                let key_der = authority.raw.part(authority.raw.key);
                let verified = verify(key_der, algorithm, raw.part(raw.signed), raw.part(raw.signature));
                tried.push((key, verified));
                verified
            }
        };
        if verified == Verified::Holds {
            issuers.push(*number);
        }
    }
    let first = candidates.first().copied();
    match first {
        _ if !issuers.is_empty() => Link::Issued(issuers.into()),
        _ if too_many => Link::TooMany,
        None => Link::Missing { namesake: None },
        Some((Fit::OtherKey, number)) => Link::Missing { namesake: Some(number) },
        Some((fit, number)) if tried.first().is_some_and(|(_, verified)| *verified == Verified::Wrong) => {
            Link::Wrong { by: number, sure: fit == Fit::SameKey }
        }
        Some((_, number)) => Link::Assumed(number),
    }
}

/// How key identifiers speak for an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    SameKey,
    Unknown,
    OtherKey,
}

impl Fit {
    fn of(certificate: &Certificate, issuer: &Certificate) -> Fit {
        match (&certificate.authority_key_identifier, &issuer.subject_key_identifier) {
            (Some(asked), Some(own)) if asked == own => Fit::SameKey,
            (Some(_), Some(_)) => Fit::OtherKey,
            _ => Fit::Unknown,
        }
    }
}
