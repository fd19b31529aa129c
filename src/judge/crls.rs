//! Revocation by the lists that are among the files (RFC 5280, sections 5 and 6.3). Nothing is fetched.
//!
//! A list is used where its signature holds with the key of its issuer's certificate and nothing in it is unknown. It
//! covers the certificates that this key signed. An entry stays: only a hold is taken back by a later list that does
//! not have it, and what a delta takes out is out.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use jiff::Timestamp;

use super::{
    chain::{
        Authority, Chains, Link,
        signature::{Verified, verify},
    },
    options::Options,
};
use crate::{
    finding::Reason,
    model::{
        certificate::Certificate,
        crl::{Crl, RevocationReason, Revoked, Scope, shortest},
        deployment::Deployment,
        source::Span,
    },
    parallel,
    read::certificate::revoked_among,
    text::keys::reasons,
};

/// The revocation lists of a deployment, and what they say about its certificates.
#[derive(Debug, Default)]
pub struct Crls<'a> {
    /// The lists, in the order of their files.
    pub lists: Vec<List<'a>>,
    /// Revoked certificates, by SHA-256.
    revoked: HashMap<[u8; 32], Revocation<'a>>,
    /// Lists that are not used, or not for a certificate, by the SHA-256 of the first certificate of their issuer's name for
    /// which that is so, with the reason.
    unused: HashMap<[u8; 32], Vec<(usize, Reason)>>,
}

/// A list, and whether it is used.
#[derive(Debug)]
pub struct List<'a> {
    /// The list.
    pub crl: &'a Crl,
    /// SHA-256 of the key that signed it, or why it is not used.
    pub signer: Result<[u8; 32], Reason>,
    /// Of the certificates of its issuer's name, those that it has.
    revoked: Entries<'a>,
    /// The certificates that it covers, or would, and that are neither expired nor revoked for good.
    pub covered: Covered,
}

/// What a list says about serial numbers, in as few octets as they need.
type Entries<'s> = HashMap<&'s [u8], Revoked>;

/// Certificates that a list covers, by their indices.
#[derive(Debug, Clone, Copy, Default)]
pub struct Covered {
    /// How many there are.
    pub count: usize,
    /// The first.
    pub first: Option<u32>,
    /// The first that says where its list is.
    pub first_with_address: Option<u32>,
}

impl Covered {
    fn add(&mut self, index: u32, certificate: &Certificate) {
        let first_with_address = certificate.crl_address.as_ref().map(|_| index);
        *self = self.and(Covered { count: 1, first: Some(index), first_with_address });
    }

    fn and(self, other: Covered) -> Covered {
        let first = |one: Option<u32>, other: Option<u32>| one.into_iter().chain(other).min();
        Covered {
            count: self.count + other.count,
            first: first(self.first, other.first),
            first_with_address: first(self.first_with_address, other.first_with_address),
        }
    }
}

/// Certificates that the same lists cover: of one issuer's name, issued by the same authorities, and of one kind.
#[derive(PartialEq, Eq, Hash)]
struct Kin<'c> {
    issuer: &'c str,
    authorities: &'c [u32],
    is_authority: bool,
    key_identifier: Option<&'c [u8]>,
}

/// That a certificate is revoked.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// The list that says it.
    pub crl: &'a Crl,
    /// Its entry.
    pub entry: Revoked,
    /// It is on hold, and the list is too old to tell whether it still is.
    pub is_open: bool,
}

impl<'a> Crls<'a> {
    /// Judges the lists of a deployment.
    pub fn new(deployment: &'a Deployment, chains: &Chains, options: &Options) -> Crls<'a> {
        let mut crls = Crls::default();
        if deployment.crls.is_empty() {
            return crls;
        }
        let mut by_issuer: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, crl) in deployment.crls.iter().enumerate() {
            by_issuer.entry(&crl.issuer).or_default().push(index);
        }
        let mut authorities: HashMap<&str, Vec<&Authority>> = HashMap::new();
        for authority in &chains.authorities {
            let name = authority.certificate.subject.as_str();
            if by_issuer.contains_key(name) {
                authorities.entry(name).or_default().push(authority);
            }
        }
        let mut serials: HashMap<&str, HashSet<&[u8]>> = HashMap::new();
        for certificate in deployment.certificates.iter().filter(|own| by_issuer.contains_key(&*own.issuer)) {
            serials.entry(&certificate.issuer).or_default().insert(shortest(&certificate.serial));
        }
        let none = HashSet::new();
        crls.lists = parallel::map(deployment.crls.iter().collect(), |crl: &Crl| {
            let authorities = authorities.get(&*crl.issuer).map(Vec::as_slice).unwrap_or_default();
            let (signer, revoked) = match used(crl, authorities, serials.get(&*crl.issuer).unwrap_or(&none), options) {
                Ok((key, revoked)) => (Ok(key), revoked),
                Err(why) => (Err(why), HashMap::new()),
            };
            List { crl, signer, revoked, covered: Covered::default() }
        });
        let listed = crls.lists.iter().flat_map(|list| list.revoked.keys().map(|serial| (&*list.crl.issuer, *serial)));
        let listed: HashSet<(&str, &[u8])> = listed.collect();
        let mut told: HashSet<(usize, &str)> = HashSet::new();
        let mut groups: HashMap<Kin<'_>, (Vec<usize>, Covered)> = HashMap::new();
        for (index, certificate) in (0..).zip(&deployment.certificates) {
            let Some(own) = by_issuer.get(&*certificate.issuer) else { continue };
            // What signs itself can't be revoked by its own list: who has its key writes the list too.
            if matches!(chains.link(index), Some(Link::SelfSigned) | None) {
                continue;
            }
            let kin = Kin {
                issuer: &certificate.issuer,
                authorities: chains.issuers(index),
                is_authority: certificate.is_ca(),
                key_identifier: certificate.authority_key_identifier.as_deref(),
            };
            let is_first = !groups.contains_key(&kin);
            let (speaking, covered) = groups
                .entry(kin)
                .or_insert_with(|| (crls.speaking(own, index, certificate, chains), Covered::default()));
            let is_listed = listed.contains(&(&*certificate.issuer, shortest(&certificate.serial)));
            let revocation = is_listed.then(|| crls.revoked_by(speaking, &certificate.serial, options.at)).flatten();
            if revocation.is_none_or(|revocation| revocation.is_open) && options.at <= certificate.not_after {
                covered.add(index, certificate);
            }
            // Of the others of its kin the same would be said.
            if is_first || is_listed {
                for (list, why) in crls.passed_over(own, index, certificate, chains, options.at) {
                    if told.insert((list, why.key.name())) {
                        crls.unused.entry(certificate.sha256).or_default().push((list, why));
                    }
                }
            }
            crls.revoked.extend(revocation.map(|revocation| (certificate.sha256, revocation)));
        }
        for (speaking, covered) in groups.into_values() {
            for list in speaking {
                if let Some(list) = crls.lists.get_mut(list) {
                    list.covered = list.covered.and(covered);
                }
            }
        }
        for (index, list) in crls.lists.iter().enumerate() {
            let Err(why) = &list.signer else { continue };
            let first = list.covered.first.and_then(|first| deployment.certificates.get(first as usize));
            // An indirect one may cover any certificate.
            let any = || deployment.certificates.first().filter(|_| list.crl.indirect);
            if let Some(first) = first.or_else(any) {
                crls.unused.entry(first.sha256).or_default().push((index, why.clone()));
            }
        }
        crls
    }

    /// That a certificate is revoked, if it is.
    pub fn revocation(&self, certificate: &Certificate) -> Option<Revocation<'a>> {
        self.revoked.get(&certificate.sha256).copied()
    }

    /// The lists that are not used, and those not used for this certificate, each with the reason; each is reported
    /// once.
    pub fn unused_for(&self, certificate: &Certificate) -> impl Iterator<Item = (&'a Crl, &Reason)> {
        let lists = self.unused.get(&certificate.sha256).map(Vec::as_slice).unwrap_or_default();
        lists.iter().filter_map(|(list, why)| Some((self.lists.get(*list)?.crl, why)))
    }

    /// Of the lists of its issuer's name that are used, those that do not cover a certificate, or that revoke it only
    /// later, each with the reason.
    fn passed_over(
        &self,
        own: &[usize],
        index: u32,
        certificate: &Certificate,
        chains: &Chains,
        at: Timestamp,
    ) -> Vec<(usize, Reason)> {
        let why = |list: &List<'_>| {
            let key = list.signer.as_ref().ok()?;
            if !chains.is_issued_by(index, key) {
                return Some(Reason::new(reasons::UNDECIDED_CRL_OTHER_KEY).with("issuer", &*list.crl.issuer));
            }
            if !list.crl.scope.holds(certificate.is_ca()) {
                return Some(Reason::new(reasons::UNDECIDED_CRL_SCOPE));
            }
            let entry = list.entry(&certificate.serial).filter(|entry| entry.date > at)?;
            Some(Reason::new(reasons::UNDECIDED_CRL_LATER).with("date", entry.date))
        };
        own.iter().filter_map(|list| Some((*list, why(self.lists.get(*list)?)?))).collect()
    }

    /// Lists of which the next one was due, where none here that covers the same certificates is fresh or later.
    pub fn stale(&self, at: Timestamp) -> impl Iterator<Item = &List<'a>> {
        let mut latest: HashMap<(&str, [u8; 32], &Scope), Latest<'_>> = HashMap::new();
        for list in self.lists.iter().filter(|list| !list.crl.is_delta()) {
            let Ok(key) = list.signer else { continue };
            let own = Latest::of(list, at);
            latest
                .entry((&list.crl.issuer, key, &list.crl.scope))
                .and_modify(|latest| latest.take(&own))
                .or_insert(own);
        }
        let whole = Scope::default();
        let is_replaced = move |list: &List<'_>, key: [u8; 32]| {
            let scopes = [&list.crl.scope, &whole];
            let all =
                scopes.map(|scope| latest.get(&(&*list.crl.issuer, key, scope)).is_some_and(|own| own.replaces(list)));
            all.contains(&true)
        };
        self.lists.iter().filter(move |list| {
            let is_stale = !list.crl.is_delta() && !list.crl.is_fresh(at) && list.covered.count > 0;
            is_stale && list.signer.as_ref().is_ok_and(|key| !is_replaced(list, *key))
        })
    }

    /// Of the lists of its issuer's name, those that cover a certificate: the key that signed them signed it too, and
    /// it is within their scope. Of those that are not used, those whose key identifier does not say otherwise.
    fn speaking(&self, own: &[usize], index: u32, certificate: &Certificate, chains: &Chains) -> Vec<usize> {
        let is_authority = certificate.is_ca();
        let speaks = |list: &List<'_>| {
            let is_its_issuers = match &list.signer {
                Ok(key) => chains.is_issued_by(index, key),
                Err(_) => {
                    let own = certificate.authority_key_identifier.as_deref();
                    !differ(list.crl.authority_key_identifier.as_deref(), own)
                }
            };
            is_its_issuers && list.crl.scope.holds(is_authority)
        };
        own.iter().copied().filter(|list| self.lists.get(*list).is_some_and(speaks)).collect()
    }

    /// The entry that counts, of the lists that cover a certificate; one that stays goes before a hold, a later list
    /// before an earlier one.
    fn revoked_by(&self, speaking: &[usize], serial: &[u8], at: Timestamp) -> Option<Revocation<'a>> {
        let lists = speaking.iter().filter_map(|list| self.lists.get(*list)).filter(|list| list.signer.is_ok());
        let mut said: Vec<(&List<'a>, Option<Revoked>)> = lists.map(|list| (list, list.entry(serial))).collect();
        said.sort_by(|(one, _), (other, _)| other.cmp(one));
        let is_hold = |entry: Revoked| entry.reason == RevocationReason::CertificateHold;
        let statement = |hold: bool| {
            said.iter().filter_map(|(list, entry)| Some((*list, (*entry)?))).find(|(list, entry)| {
                entry.reason != RevocationReason::RemoveFromCrl
                    && entry.date <= at
                    && is_hold(*entry) == hold
                    && !said.iter().any(|(other, own)| other.takes_back(*own, list, entry))
            })
        };
        let (List { crl, .. }, entry) = statement(false).or_else(|| statement(true))?;
        Some(Revocation { crl, entry, is_open: is_hold(entry) && !crl.is_fresh(at) })
    }
}

/// SHA-256 of the key that signed a list, of the authorities of its issuer's name, and its entries for some serial numbers;
/// or why it is not used.
fn used<'s>(
    crl: &Crl,
    authorities: &[&Authority],
    serials: &HashSet<&'s [u8]>,
    options: &Options,
) -> Result<([u8; 32], Entries<'s>), Reason> {
    if let Some(extension) = &crl.unknown_critical {
        return Err(Reason::new(reasons::UNDECIDED_CRL_CRITICAL).with("extension", extension));
    }
    if crl.indirect {
        return Err(Reason::new(reasons::UNDECIDED_CRL_INDIRECT));
    }
    if crl.this_update > options.at {
        return Err(Reason::new(reasons::UNDECIDED_CRL_FUTURE).with("this_update", crl.this_update));
    }
    let mut why = reasons::UNDECIDED_CRL_ISSUER;
    let mut keys = HashSet::new();
    let mut der = None;
    for authority in authorities {
        let certificate = &authority.certificate;
        if differ(crl.authority_key_identifier.as_deref(), certificate.subject_key_identifier.as_deref()) {
            continue;
        }
        // RFC 5280, section 4.2.1.3.
        if certificate.key_usage.is_some_and(|usage| !usage.crl_sign) {
            why = reasons::UNDECIDED_CRL_USAGE;
            continue;
        }
        if keys.len() >= options.chain.candidates || !keys.insert(certificate.key.sha256) {
            continue;
        }
        let Some(der) = der.get_or_insert_with(|| crl.der.get()).as_deref() else {
            return Err(Reason::new(reasons::UNDECIDED_CRL_CHANGED));
        };
        let part = |span: Span| der.get(span.start as usize..span.end as usize).unwrap_or_default();
        why = match verify(authority.key(), part(crl.algorithm), part(crl.signed), part(crl.signature_value)) {
            Verified::Holds => return Ok((certificate.key.sha256, revoked_among(der, serials))),
            Verified::Wrong => reasons::UNDECIDED_CRL_SIGNATURE,
            Verified::Unsupported => reasons::UNDECIDED_CRL_ALGORITHM,
        };
    }
    Err(Reason::new(why).with("issuer", &*crl.issuer).with("algorithm", &crl.signature.name))
}

/// What is known of the lists of one key and one scope: the latest of them, and whether one is fresh.
struct Latest<'c> {
    has_fresh: bool,
    this_update: Timestamp,
    number: Option<&'c Vec<u8>>,
}

impl<'c> Latest<'c> {
    fn of(list: &List<'c>, at: Timestamp) -> Latest<'c> {
        let Crl { this_update, number, .. } = list.crl;
        Latest { has_fresh: list.crl.is_fresh(at), this_update: *this_update, number: number.as_ref() }
    }

    /// Takes up another list.
    fn take(&mut self, other: &Latest<'c>) {
        self.has_fresh |= other.has_fresh;
        match self.this_update.cmp(&other.this_update) {
            Ordering::Less => (self.this_update, self.number) = (other.this_update, other.number),
            Ordering::Equal if self.number.is_none() || by_number(self.number, other.number) == Ordering::Less => {
                self.number = other.number.or(self.number);
            }
            _ => {}
        }
    }

    /// Whether one of the lists is fresh, or later than this one.
    fn replaces(&self, list: &List<'_>) -> bool {
        let order = self.this_update.cmp(&list.crl.this_update);
        let order = order.then_with(|| by_number(self.number, list.crl.number.as_ref()));
        self.has_fresh || order == Ordering::Greater
    }
}

/// Two key identifiers are there, and they are two.
fn differ(one: Option<&[u8]>, other: Option<&[u8]>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

impl List<'_> {
    /// The entry of a serial number, as a certificate has it.
    fn entry(&self, serial: &[u8]) -> Option<Revoked> {
        self.revoked.get(shortest(serial)).copied()
    }

    /// Which of two lists of one issuer is later: by its time, then by its number.
    fn cmp(&self, other: &List<'_>) -> Ordering {
        self.crl
            .this_update
            .cmp(&other.crl.this_update)
            .then_with(|| by_number(self.crl.number.as_ref(), other.crl.number.as_ref()))
    }

    fn is_of_one_key(&self, other: &List<'_>) -> bool {
        self.crl.issuer == other.crl.issuer
            && self.signer.is_ok()
            && self.signer.as_ref().ok() == other.signer.as_ref().ok()
    }

    /// It is whole, and covers all that the other one does.
    fn stands_in_for(&self, other: &List<'_>) -> bool {
        !std::ptr::eq(self.crl, other.crl)
            && !self.crl.is_delta()
            && self.is_of_one_key(other)
            && self.crl.scope.covers(&other.crl.scope)
    }

    /// With its own entry for a certificate, or with none, it takes back that of another list: as a delta to it that takes it
    /// out, or, of a hold, as a later one that does not have it.
    fn takes_back(&self, own: Option<Revoked>, other: &List<'_>, entry: &Revoked) -> bool {
        match &self.crl.base {
            Some(base) => {
                let adds_to_it = other.crl.is_delta()
                    || other.crl.number.as_ref().is_none_or(|number| by_octets(number, base) != Ordering::Less);
                own.is_some_and(|own| own.reason == RevocationReason::RemoveFromCrl)
                    && self.is_of_one_key(other)
                    && self.crl.scope.covers(&other.crl.scope)
                    && adds_to_it
                    && self.cmp(other) != Ordering::Less
            }
            None => {
                entry.reason == RevocationReason::CertificateHold
                    && own.is_none()
                    && self.stands_in_for(other)
                    && self.cmp(other) == Ordering::Greater
            }
        }
    }
}

/// The order of numbers that are there; others have none.
fn by_number(one: Option<&Vec<u8>>, other: Option<&Vec<u8>>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => by_octets(one, other),
        _ => Ordering::Equal,
    }
}

/// The order of numbers in as few octets as they need.
fn by_octets(one: &[u8], other: &[u8]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}
