//! Who issued which certificate, and where its chain ends.
//!
//! Issuers are looked for by name, distinguished by key identifiers, and proved by the signature (RFC 5280, section 6;
//! RFC 4158). Everything in the deployment counts, whatever file it is in, and so do the roots that are trusted. A
//! chain
//! is judged as the best that can be built: another path around an expired or cross-signed certificate is taken.

use std::{
    borrow::Cow,
    cell::LazyCell,
    collections::{HashMap, HashSet},
    ops::Deref,
    sync::{Arc, OnceLock},
};

use jiff::Timestamp;

use super::{
    constraints::{Constraints, Names, Violation},
    roots::{self, Trust},
    signature::{Verified, verify},
};
use crate::{
    judge::raws::Raws,
    model::{
        certificate::{Certificate, Key, KeyAlgorithm, Raw},
        source::Span,
        x500,
    },
    read::certificate::presented_names,
};

/// How many certificates are linked by one thread at a time.
const CHUNK: usize = 512;

/// How much is tried. Real chains have two to four certificates above the server's, and a name has a few keys.
#[derive(Debug, Clone, Copy)]
pub struct ChainLimits {
    /// Keys of one name that are tried on one signature.
    pub candidates: usize,
    /// Certificates of one name that are looked at for one signature; several may have one key.
    pub namesakes: usize,
    /// Certificates of one chain above its first (Windows' and OpenSSL's own bounds are higher).
    pub depth: usize,
    /// Steps from issuer to issuer, while the chains above one certificate are looked for.
    pub steps: usize,
    /// Server certificates whose chain is also verified by rustls-webpki; of more, one for each issuer. Of self-signed ones
    /// so many have their own signature verified.
    pub verdicts: usize,
}

impl Default for ChainLimits {
    fn default() -> ChainLimits {
        ChainLimits { candidates: 16, namesakes: 256, depth: 12, steps: 256, verdicts: 200 }
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
    /// It names itself as its issuer, and no key identifier says otherwise; or it does, and its own key made the signature.
    SelfSigned,
    /// The signature holds: indices among the authorities, the likeliest first.
    Issued(Box<[u32]>),
    /// Name and key identifier fit, or one of them is not known, but the signature can't be verified here.
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

impl Link {
    /// The authorities that issued it, the likeliest first; none where that is not known.
    pub fn issuers(&self) -> &[u32] {
        match self {
            Link::Issued(issuers) => issuers,
            Link::Assumed(issuer) => std::slice::from_ref(issuer),
            Link::SelfSigned | Link::Wrong { .. } | Link::Missing { .. } | Link::TooMany => &[],
        }
    }
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

/// Why a chain was not followed to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    /// It leads back to a certificate that is in it already, and nowhere else.
    Loop,
    /// It is longer than [`ChainLimits::depth`].
    Depth,
    /// There are so many ways that [`ChainLimits::steps`] were used up.
    Steps,
    /// So many certificates have the issuer's name that not all were tried: [`ChainLimits::candidates`] and
    /// [`ChainLimits::namesakes`].
    Candidates,
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
    /// It, or one that may be better, was not followed to its end.
    pub cut: Option<Cut>,
}

impl Path {
    /// Paths that nothing is wrong with go first, then those that end in trust, then short ones.
    fn rank(&self) -> (bool, Top, usize, usize) {
        (!self.is_sound(), self.top, self.defects.len(), self.members.len())
    }

    /// Nothing is wrong on the way, as far as it goes.
    fn is_sound(&self) -> bool {
        self.defects.is_empty() && !matches!(self.top, Top::Wrong | Top::Open)
    }

    /// It is sound, and whole.
    fn is_whole(&self) -> bool {
        self.is_sound() && matches!(self.top, Top::Trusted | Top::Own)
    }
}

/// A name that an authority in a certificate's chain may not issue for.
#[derive(Debug)]
pub struct NameViolation {
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
    /// The keys of authorities that are valid at the time.
    valid_keys: HashSet<[u8; 32]>,
    /// Names and keys from which a chain without defects leads to a trusted root.
    trusted: HashSet<(String, [u8; 32])>,
    /// What may have issued others.
    pub authorities: Vec<Authority>,
    /// Who issued each certificate of the deployment, in their order.
    pub links: Vec<Link>,
    /// What depends on each authority.
    pub dependants: Vec<Dependants>,
    /// Certificates whose chain was not followed to its end, and why.
    pub cut: Vec<(u32, Cut)>,
    /// Certificates with a name that an authority in their chain may not issue for.
    pub violations: HashMap<u32, NameViolation>,
    /// Certificates of which it can't be said whether the authority may issue for their names.
    pub names_open: HashMap<u32, u32>,
    /// Self-signed certificates whose own key did not make their signature: of CAs all, of servers the first
    /// [`ChainLimits::verdicts`].
    pub self_signature_wrong: Vec<u32>,
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
        raws: &Raws,
        trust: &Trust,
        limits: &ChainLimits,
        at: Timestamp,
    ) -> Chains {
        let authorities = authorities(certificates, raws, trust);
        let names = Namesakes::new(&authorities, at);
        let chunks: Vec<_> = (0..).step_by(CHUNK).zip(certificates.chunks(CHUNK)).collect();
        let links = crate::parallel::map(chunks, |(first, chunk)| {
            let link = |(index, certificate): (u32, &Arc<Certificate>)| {
                names.link(certificate, &LazyCell::new(|| raws.of(index, certificate)), limits)
            };
            (first..).zip(chunk).map(link).collect::<Vec<_>>()
        });
        let links: Vec<Link> = links.into_iter().flatten().collect();
        let by_index = authorities.iter().zip(0..).filter_map(|(own, number)| Some((own.index?, number))).collect();
        let issuing = links.iter().flat_map(Link::issuers).copied().collect();
        let valid = authorities.iter().filter(|own| own.certificate.valid_at(at));
        let valid_keys = valid.map(|own| own.certificate.key.sha256).collect();
        let mut chains = Chains {
            valid_keys,
            trusted: HashSet::new(),
            issuing,
            unfit: HashMap::new(),
            dependants: Vec::new(),
            authorities,
            links,
            cut: Vec::new(),
            violations: HashMap::new(),
            names_open: HashMap::new(),
            self_signature_wrong: Vec::new(),
            paths: Vec::new(),
            by_index,
            at,
        };
        let numbers = (0..).take(chains.authorities.len());
        chains.paths = numbers.map(|authority| chains.best_from(authority, limits)).collect();
        chains.trusted = chains.trusted(trust);
        chains.count_dependants(certificates);
        chains.judge_names(certificates, raws, limits);
        chains.self_signature_wrong = self_signature_wrong(certificates, raws, &chains.links, limits);
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

    /// The authority that a certificate of the deployment is.
    pub fn authority_of(&self, certificate: u32) -> Option<&Authority> {
        self.authority(self.as_authority(certificate)?)
    }

    /// The index of the authority that a certificate of the deployment is.
    pub fn as_authority(&self, certificate: u32) -> Option<u32> {
        self.by_index.get(&certificate).copied()
    }

    /// What depends on a certificate of the deployment.
    pub fn dependants_of(&self, certificate: u32) -> Dependants {
        let authority = self.as_authority(certificate).and_then(|authority| self.dependants.get(authority as usize));
        authority.copied().unwrap_or_default()
    }

    /// The authorities that issued a certificate of the deployment; none for one that is self-signed or whose issuer is not
    /// here.
    pub fn issuers(&self, certificate: u32) -> &[u32] {
        self.link(certificate).map(Link::issuers).unwrap_or_default()
    }

    /// Whether one of the authorities that issued a certificate of the deployment has this key.
    pub fn is_issued_by(&self, certificate: u32, key: &[u8; 32]) -> bool {
        let authorities = self.issuers(certificate).iter().filter_map(|issuer| self.authority(*issuer));
        authorities.into_iter().any(|own| own.certificate.key.sha256 == *key)
    }

    /// The best chain above a certificate of the deployment; `None` for one that is self-signed or whose issuer is not here.
    pub fn path(&self, certificate: u32) -> Option<&Path> {
        let paths = self.issuers(certificate).iter().filter_map(|issuer| self.paths.get(*issuer as usize));
        paths.min_by_key(|path| path.rank())
    }

    /// A trusted root is, or a chain to one begins with, a certificate of the same name and key: whoever else has signed it
    /// is not needed. Roots are cross-signed by older ones, which stores have long dropped.
    pub fn is_trusted_otherwise(&self, certificate: &Certificate) -> bool {
        let (name, key) = identity(certificate);
        certificate.is_ca() && self.trusted.contains(&(name.to_owned(), key))
    }

    /// The names and keys of the roots that are trusted, and of the authorities whose best chain leads to one.
    fn trusted(&self, trust: &Trust) -> HashSet<(String, [u8; 32])> {
        let leads = |path: &Path| path.top == Top::Trusted && path.is_sound();
        let leading = self.authorities.iter().zip(&self.paths).filter(|(_, path)| leads(path));
        let leading = leading.map(|(authority, _)| &authority.certificate);
        let roots = trust.roots().iter().map(|(root, _)| root).filter(|root| root.valid_at(self.at));
        let owned = |(name, key): (&str, [u8; 32])| (name.to_owned(), key);
        leading.chain(roots).map(|certificate| owned(identity(certificate))).collect()
    }

    /// The name of the public root that a certificate's chain ends in.
    pub fn public_root(&self, certificate: u32) -> Option<&str> {
        let last = *self.path(certificate)?.members.last()?;
        self.authority(last)
            .filter(|authority| authority.bundled)
            .map(|authority| authority.certificate.subject.as_str())
    }

    /// Some authority that is valid at the time has this key.
    pub fn has_valid_authority(&self, key: &Key) -> bool {
        self.valid_keys.contains(&key.sha256)
    }

    /// The trust anchor from elsewhere that is not valid at the time and that the best chain of a valid certificate ends in;
    /// told of the first certificate that depends on it.
    pub fn expired_anchor_above(&self, certificate: u32) -> Option<&Certificate> {
        let last = *self.path(certificate)?.members.last()?;
        let anchor = self.authority(last).filter(|own| own.trusted && own.index.is_none())?;
        let first = self.dependants.get(last as usize)?.first;
        (first == Some(certificate) && !anchor.certificate.valid_at(self.at)).then_some(&*anchor.certificate)
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

    /// Compares the names of certificates with the constraints above them. Those of self-issued CAs are free (RFC 5280,
    /// section 6.1.3 (b)).
    fn judge_names(&mut self, certificates: &[Arc<Certificate>], raws: &Raws, limits: &ChainLimits) {
        if self.authorities.iter().all(|authority| authority.constraints.is_empty()) {
            return;
        }
        let (mut violations, mut open) = (HashMap::new(), HashMap::new());
        for (certificate, index) in certificates.iter().zip(0..) {
            let Some(path) = self.path(index).filter(|_| !(certificate.self_issued && certificate.is_ca())) else {
                continue;
            };
            let constrains = |member: &u32| Some((*member, &self.authority(*member)?.constraints));
            let above: Vec<_> =
                path.members.iter().filter_map(constrains).filter(|(_, above)| !above.is_empty()).collect();
            let Some((first, _)) = above.first() else { continue };
            let presented = raws.of(index, certificate).and_then(|raw| presented_names(&raw));
            let Some(names) = presented.map(|presented| Names::of(certificate, presented)) else {
                open.insert(index, *first);
                continue;
            };
            let violated = above.iter().find_map(|(authority, above)| Some((*authority, above.violation(&names)?)));
            if let Some((authority, violation)) = violated {
                if !self.has_way_around(index, path, &names, limits) {
                    violations.insert(index, NameViolation { authority, violation });
                }
            } else if let Some((authority, _)) = above.iter().find(|(_, above)| above.leave_open(&names)) {
                open.insert(index, *authority);
            }
        }
        self.violations = violations;
        self.names_open = open;
    }

    /// Another chain, as good as this one, leads past the authorities that may not issue for the names.
    fn has_way_around(&self, certificate: u32, path: &Path, names: &Names, limits: &ChainLimits) -> bool {
        let Some(Link::Issued(issuers)) = self.link(certificate) else { return false };
        let mut search = Search { names: Some(names), ..Search::new(self, limits) };
        issuers.iter().for_each(|issuer| search.follow(*issuer));
        search.best.is_some_and(|other| other.is_sound() && (other.top <= path.top || other.is_whole()))
    }

    /// What an authority is unfit for, by itself.
    pub fn defects(&self, authority: &Authority) -> impl Iterator<Item = Defect> {
        let certificate = &authority.certificate;
        let trusted = authority.trusted;
        let self_signed = certificate.self_signed();
        let not_valid = (!certificate.valid_at(self.at)).then_some(Defect::NotValid);
        let weak = certificate.signature.weak_hash.filter(|_| !self_signed).map(Defect::WeakSignature);
        let short = match certificate.key.algorithm {
            KeyAlgorithm::Rsa { bits } | KeyAlgorithm::Dsa { bits: Some(bits) } if bits < 2048 => {
                Some(Defect::ShortKey(bits))
            }
            _ => None,
        };
        let not_ca = not_ca(certificate, self_signed).map(Defect::NotCa);
        // What is trusted is trusted as it is (RFC 5280, section 6.1.1 (d)), but Windows refuses an anchor that has expired. A
        // certificate of the same name and key may be an older one of it.
        let is_anchor = trusted && authority.index.is_none();
        let as_it_is = [weak, short, not_ca].into_iter().flatten().filter(move |_| !trusted);
        not_valid.filter(|_| is_anchor || !trusted).into_iter().chain(as_it_is)
    }

    /// The best chain that begins with an authority.
    fn best_from(&self, authority: u32, limits: &ChainLimits) -> Path {
        let mut search = Search::new(self, limits);
        search.follow(authority);
        let cut = search.cut;
        let best = search.best.unwrap_or_else(|| Path {
            members: vec![authority],
            top: Top::Open,
            defects: Vec::new(),
            cut: Some(Cut::Steps),
        });
        // What was not looked at may be better, unless nothing can be.
        Path { cut: best.cut.or(cut.filter(|_| !best.is_whole())), ..best }
    }

    fn count_dependants(&mut self, certificates: &[Arc<Certificate>]) {
        let mut dependants = vec![Dependants::default(); self.authorities.len()];
        let (mut cut, mut unfit) = (Vec::new(), HashMap::new());
        for (certificate, index) in certificates.iter().zip(0..) {
            let Some(path) = self.path(index) else { continue };
            cut.extend(path.cut.map(|why| (index, why)));
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
                let is_ca = |index: u32| certificates.get(index as usize).is_some_and(|other| other.is_ca());
                if own.first.is_none_or(|first| is_ca(first) && !certificate.is_ca()) {
                    own.first = Some(index);
                }
            }
        }
        let too_many = self.links.iter().zip(0..).filter(|(link, _)| matches!(link, Link::TooMany));
        cut.extend(too_many.map(|(_, index)| (index, Cut::Candidates)));
        cut.sort_unstable();
        self.cut = cut;
        self.unfit = unfit;
        self.dependants = dependants;
    }
}

fn not_ca(certificate: &Certificate, self_signed: bool) -> Option<NotCa> {
    // A self-signed certificate of version 1 is a root of old, and has no extensions to say so.
    let root_of_old = self_signed && certificate.version == 1;
    if !certificate.is_ca() && !root_of_old {
        return Some(NotCa::BasicConstraints);
    }
    let may_not_sign = certificate.key_usage.is_some_and(|usage| !usage.key_cert_sign);
    may_not_sign.then_some(NotCa::KeyUsage)
}

/// It is issued for servers by its own words.
fn serves(certificate: &Certificate) -> bool {
    certificate.extended_key_usage.as_ref().is_some_and(|usage| usage.server_auth) && !certificate.is_ca()
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
    /// Names that every authority of the chain must be allowed to issue for.
    names: Option<&'a Names>,
    steps: usize,
    members: Vec<u32>,
    best: Option<Path>,
    /// A limit was reached somewhere.
    cut: Option<Cut>,
}

impl<'a> Search<'a> {
    fn new(chains: &'a Chains, limits: &'a ChainLimits) -> Search<'a> {
        Search { chains, limits, names: None, steps: 0, members: Vec::new(), best: None, cut: None }
    }

    fn follow(&mut self, number: u32) {
        let Some(authority) = self.chains.authority(number) else { return };
        if self.steps >= self.limits.steps {
            self.cut = Some(Cut::Steps);
            return;
        }
        self.steps += 1;
        if self.has(authority) {
            return self.end(Top::Open, Some(Cut::Loop));
        }
        let allows = |names: &Names| authority.constraints.violation(names).is_none();
        if !self.names.is_none_or(allows) {
            return;
        }
        self.members.push(number);
        self.go_on(authority);
        self.members.pop();
    }

    fn go_on(&mut self, authority: &Authority) {
        if authority.trusted {
            return self.end(Top::Trusted, None);
        }
        let link = authority.index.and_then(|index| self.chains.link(index));
        match link {
            Some(Link::SelfSigned) | None => self.end(Top::Own, None),
            Some(Link::Missing { .. }) => self.end(Top::Missing, None),
            Some(Link::Wrong { .. }) => self.end(Top::Wrong, None),
            Some(Link::TooMany) => self.end_cut(Cut::Candidates),
            Some(_) if self.members.len() > self.limits.depth => self.end_cut(Cut::Depth),
            Some(_) if self.steps >= self.limits.steps => self.end_cut(Cut::Steps),
            Some(link) => link.issuers().iter().for_each(|issuer| self.follow(*issuer)),
        }
    }

    fn end_cut(&mut self, why: Cut) {
        self.cut = Some(why);
        self.end(Top::Open, Some(why));
    }

    /// One of the name and key is on the way already: a loop, or a cross-signature back.
    fn has(&self, authority: &Authority) -> bool {
        let same = |other: &Authority| {
            other.certificate.key.sha256 == authority.certificate.key.sha256
                && other.certificate.subject == authority.certificate.subject
        };
        self.members.iter().filter_map(|member| self.chains.authority(*member)).any(same)
    }

    fn end(&mut self, top: Top, cut: Option<Cut>) {
        let path = Path { members: self.members.clone(), top, defects: self.defects(), cut };
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
fn authorities(certificates: &[Arc<Certificate>], raws: &Raws, trust: &Trust) -> Vec<Authority> {
    let needed: HashSet<&str> = certificates.iter().map(|certificate| &*certificate.issuer).collect();
    let bundled = if matches!(trust, Trust::None) { &[] } else { roots::bundled() };
    let anchors: &[(Arc<Certificate>, Raw)] = if let Trust::Anchors(anchors) = trust { anchors } else { &[] };
    let similar: HashSet<u64> = needed.iter().map(|name| x500::similarity(name)).collect();
    let is_needed = |certificate: &Certificate| {
        let name = certificate.subject.as_str();
        needed.contains(name) || similar.contains(&x500::similarity(name))
    };
    let mut authorities: Vec<Authority> = Vec::new();
    let mut known: HashMap<(&str, [u8; 32]), Vec<usize>> = HashMap::new();
    for (certificate, index) in certificates.iter().zip(0..) {
        // Many servers have made a certificate for themselves, which issues no other.
        let own = certificate.self_issued && !certificate.is_ca() && certificate.basic_constraints.is_some();
        if is_needed(certificate)
            && !own
            && let Some(raw) = raws.of(index, certificate)
        {
            known.entry(identity(certificate)).or_default().push(authorities.len());
            authorities.push(Authority::new(certificate, &raw, Some(index)));
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
                    // Of several anchors of one name and key the one that ends last.
                    if authority.index.is_none() && authority.certificate.not_after < certificate.not_after {
                        let (bundled, trusted) = (authority.bundled, authority.trusted);
                        *authority = Authority { bundled, trusted, ..Authority::new(certificate, raw, None) };
                    }
                    authority.bundled |= is_bundled;
                    authority.trusted |= is_bundled == matches!(trust, Trust::Bundled);
                }
            }
        }
    }
    authorities
}

impl Authority {
    /// Its SubjectPublicKeyInfo in DER.
    pub fn key(&self) -> &[u8] {
        self.raw.part(self.raw.key)
    }

    fn new(certificate: &Arc<Certificate>, raw: &Raw, index: Option<u32>) -> Authority {
        Authority {
            certificate: Arc::clone(certificate),
            index,
            bundled: false,
            trusted: false,
            constraints: Constraints::of(certificate),
            raw: raw.clone(),
        }
    }
}

/// A trust anchor is a name and a key (RFC 5280, section 6.1.1 (d)).
fn identity(certificate: &Certificate) -> (&str, [u8; 32]) {
    (&certificate.subject, certificate.key.sha256)
}

/// Authorities by name, and by name and key identifier: those that are valid at the time go first.
struct Namesakes<'a> {
    authorities: &'a [Authority],
    names: HashMap<&'a str, Vec<u32>>,
    keys: HashMap<(&'a str, &'a [u8]), Vec<u32>>,
    /// The same by what similar names have in common, made when a name is not found as it is written.
    similar: OnceLock<HashMap<u64, Vec<u32>>>,
}

impl<'a> Namesakes<'a> {
    fn new(authorities: &'a [Authority], at: Timestamp) -> Namesakes<'a> {
        let mut numbered: Vec<(&Authority, u32)> = authorities.iter().zip(0..).collect();
        numbered.sort_by_key(|(authority, _)| !authority.certificate.valid_at(at));
        let mut names: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut keys: HashMap<(&str, &[u8]), Vec<u32>> = HashMap::new();
        for (Authority { certificate, .. }, number) in numbered {
            names.entry(&certificate.subject).or_default().push(number);
            if let Some(identifier) = &certificate.subject_key_identifier {
                keys.entry((&certificate.subject, identifier)).or_default().push(number);
            }
        }
        Namesakes { authorities, names, keys, similar: OnceLock::new() }
    }

    /// The authorities of a name: as it is written, else as RFC 5280 compares names.
    fn named(&self, name: &str) -> Cow<'_, [u32]> {
        if let Some(written_so) = self.names.get(name) {
            return written_so.into();
        }
        let similar = self.similar.get_or_init(|| {
            let mut similar: HashMap<u64, Vec<u32>> = HashMap::new();
            for (written, numbers) in &self.names {
                similar.entry(x500::similarity(written)).or_default().extend(numbers);
            }
            for numbers in similar.values_mut() {
                numbers.sort_unstable();
            }
            similar
        });
        let Some(numbers) = similar.get(&x500::similarity(name)) else { return Cow::default() };
        let compared = x500::compared(name);
        let subject = |number: &u32| Some(&self.authorities.get(*number as usize)?.certificate.subject);
        let is_same = |number: &&u32| subject(number).is_some_and(|subject| x500::compared(subject) == compared);
        numbers.iter().filter(is_same).copied().collect()
    }

    /// Who issued a certificate.
    fn link<'r>(
        &self,
        certificate: &Certificate,
        raw: &impl Deref<Target = Option<Cow<'r, Raw>>>,
        limits: &ChainLimits,
    ) -> Link {
        let all = self.named(&certificate.issuer);
        let names_itself = certificate.subject == *certificate.issuer;
        let self_signed = certificate.self_signed();
        // Most that name themselves have no namesake that is a CA.
        let may_be_others = || certificate.is_ca() && all.len() > 1 && !certificate.says_own_key();
        if self_signed && !may_be_others() {
            return Link::SelfSigned;
        }
        if names_itself && raw.as_ref().is_some_and(|raw| verified(raw, raw) == Verified::Holds) {
            return Link::SelfSigned;
        }
        match self.issuer(certificate, raw, &all, limits) {
            link @ Link::Issued(_) => link,
            _ if self_signed => Link::SelfSigned,
            link => link,
        }
    }

    /// Who issued a certificate that did not issue itself.
    fn issuer<'r>(
        &self,
        certificate: &Certificate,
        raw: &impl Deref<Target = Option<Cow<'r, Raw>>>,
        all: &[u32],
        limits: &ChainLimits,
    ) -> Link {
        if all.is_empty() {
            return Link::Missing { namesake: None };
        }
        let mut candidates = self.candidates(certificate, all, limits.namesakes);
        candidates.sort_by_key(|(fit, _, _)| *fit);
        let mut tried: Vec<([u8; 32], Verified)> = Vec::new();
        let mut issuers = Vec::new();
        let mut assumed = None;
        let mut too_many = all.len() > limits.namesakes;
        for (fit, number, authority) in &candidates {
            let key = authority.certificate.key.sha256;
            let verified = match tried.iter().find(|(own, _)| *own == key) {
                Some((_, verified)) => *verified,
                None if tried.len() >= limits.candidates => {
                    too_many = true;
                    continue;
                }
                None => {
                    // Of a file that is another one by now, the signature can't be verified.
                    let verified = raw.as_ref().map_or(Verified::Unsupported, |raw| verified(raw, &authority.raw));
                    tried.push((key, verified));
                    verified
                }
            };
            match verified {
                Verified::Holds => issuers.push(*number),
                Verified::Unsupported if assumed.is_none() && *fit != Fit::OtherKey => assumed = Some(*number),
                _ => {}
            }
        }
        let likeliest = candidates.first();
        match (likeliest, assumed) {
            _ if !issuers.is_empty() => Link::Issued(issuers.into()),
            // Many have none, who have nothing else in common.
            _ if certificate.issuer.is_empty() => Link::Missing { namesake: None },
            (_, Some(number)) => Link::Assumed(number),
            _ if too_many => Link::TooMany,
            (None, _) => Link::Missing { namesake: None },
            (Some((Fit::SameKey, number, _)), _) => Link::Wrong { by: *number, sure: true },
            // Without key identifiers one that may be a CA is the issuer, or another one of that name is.
            (Some((Fit::Unknown, number, authority)), _) if may_be_issuer(&authority.certificate) => {
                Link::Wrong { by: *number, sure: false }
            }
            (Some((_, number, _)), _) => Link::Missing { namesake: Some(*number) },
        }
    }

    /// The authorities to try: first those with the key identifier that the certificate asks for.
    fn candidates(&self, certificate: &Certificate, all: &[u32], most: usize) -> Vec<(Fit, u32, &'a Authority)> {
        let asked = certificate.authority_key_identifier.as_deref();
        let known = asked.and_then(|asked| self.keys.get(&(&*certificate.issuer, asked)));
        let known = known.map(Vec::as_slice).filter(|_| all.len() > most).unwrap_or_default();
        let mut candidates: Vec<(Fit, u32, &Authority)> = Vec::with_capacity(all.len().min(most));
        for number in known.iter().chain(all) {
            let Some(authority) = self.authorities.get(*number as usize) else { continue };
            let seen = !known.is_empty() && candidates.iter().any(|(_, other, _)| other == number);
            if authority.certificate.sha256 != certificate.sha256 && !seen {
                candidates.push((Fit::of(certificate, &authority.certificate), *number, authority));
            }
            if candidates.len() >= most {
                break;
            }
        }
        candidates
    }
}

/// One that says that it is no CA is not taken for an issuer whose signature fails.
fn may_be_issuer(certificate: &Certificate) -> bool {
    certificate.is_ca() || certificate.version < 3 || certificate.key_usage.is_some_and(|usage| usage.key_cert_sign)
}

/// Whether the key of one made the signature of another.
fn verified(raw: &Raw, issuer: &Raw) -> Verified {
    let algorithm = raw.part(Span { start: raw.signed.end, end: u32::try_from(raw.der.len()).unwrap_or(u32::MAX) });
    verify(issuer.part(issuer.key), algorithm, raw.part(raw.signed), raw.part(raw.signature))
}

/// Self-signed certificates whose own signature does not hold: CAs, and some servers.
fn self_signature_wrong(
    certificates: &[Arc<Certificate>],
    raws: &Raws,
    links: &[Link],
    limits: &ChainLimits,
) -> Vec<u32> {
    let is_server = |certificate: &Certificate| {
        certificate.extended_key_usage.as_ref().is_none_or(|usage| usage.server_auth || usage.any)
    };
    let mut servers = 0;
    let asked: Vec<(&Arc<Certificate>, u32)> = certificates
        .iter()
        .zip(0..)
        .zip(links)
        .filter(|(_, link)| matches!(link, Link::SelfSigned))
        .map(|(own, _)| own)
        .filter(|(certificate, _)| {
            let server = !certificate.is_ca() && is_server(certificate);
            servers += usize::from(server);
            !certificate.subject.is_empty() && (certificate.is_ca() || server && servers <= limits.verdicts)
        })
        .collect();
    let wrong = crate::parallel::map(asked.chunks(32).collect(), |chunk| {
        let is_wrong = |(certificate, index): &&(&Arc<Certificate>, u32)| {
            raws.of(*index, certificate).is_some_and(|raw| verified(&raw, &raw) == Verified::Wrong)
        };
        chunk.iter().filter(is_wrong).map(|(_, index)| *index).collect::<Vec<_>>()
    });
    wrong.into_iter().flatten().collect()
}

/// How key identifiers support an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    SameKey,
    Unknown,
    OtherKey,
}

impl Fit {
    fn of(certificate: &Certificate, issuer: &Certificate) -> Fit {
        match (certificate.authority_key_identifier.as_deref(), issuer.subject_key_identifier.as_deref()) {
            (Some(asked), Some(own)) if asked == own => Fit::SameKey,
            (Some(_), Some(_)) => Fit::OtherKey,
            _ => Fit::Unknown,
        }
    }
}
