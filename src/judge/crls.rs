//! Revocation by the lists that are among the files (RFC 5280, sections 5 and 6.3). Nothing is fetched.
//!
//! A list is used where its signature holds with the key of its issuer's certificate and nothing in it is unknown. It
//! speaks for the certificates that this key signed. An entry stays: only a hold is taken back by a later list that does
//! not have it, and what a delta takes out is out.

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
};

use jiff::Timestamp;

use crate::{
    finding::Reason,
    model::{
        certificate::{Certificate, Raw},
        crl::{Crl, RevocationReason, Revoked},
        deployment::Deployment,
    },
};

/// How many keys of one issuer's name a list is tried with.
const MOST_KEYS: usize = 8;

/// The revocation lists of a deployment, and what they say of its certificates.
#[derive(Debug, Default)]
pub struct Crls<'a> {
    /// The lists, in the order of their files.
    pub lists: Vec<List<'a>>,
    /// Revoked certificates, by SHA-256.
    revoked: HashMap<[u8; 32], Revocation<'a>>,
    /// Lists that are not used, by the SHA-256 of the first certificate that they would speak for.
    unused: HashMap<[u8; 32], Vec<usize>>,
}

/// A list, and whether it is used.
#[derive(Debug)]
pub struct List<'a> {
    /// The list.
    pub crl: &'a Crl,
    /// Who signed it, or why it is not used.
    pub signer: Result<Signer, Reason>,
    /// The certificates that it speaks for and that are neither expired nor revoked.
    pub certificates: Vec<u32>,
}

/// The certificate whose key signed a list.
#[derive(Debug, Clone, Copy)]
pub struct Signer {
    /// Its index.
    pub certificate: u32,
    /// SHA-256 of its key.
    pub key: [u8; 32],
}

/// That a certificate is revoked.
#[derive(Debug, Clone, Copy)]
pub struct Revocation<'a> {
    /// The list that says it.
    pub crl: &'a Crl,
    /// Its entry.
    pub entry: &'a Revoked,
    /// It is on hold, and the list is too old to tell whether it still is.
    pub is_open: bool,
}

impl<'a> Crls<'a> {
    /// Judges the lists of a deployment at a moment; `raws` are the DER of its certificates, in their order.
    pub fn new(deployment: &'a Deployment, raws: &[Raw], at: Timestamp) -> Crls<'a> {
        let mut crls = Crls::default();
        if deployment.crls.is_empty() {
            return crls;
        }
        let authorities = Authorities::new(deployment, raws);
        let mut by_issuer: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, crl) in deployment.crls.iter().enumerate() {
            by_issuer.entry(&crl.issuer).or_default().push(index);
            crls.lists.push(List { crl, signer: authorities.signer(crl, at), certificates: Vec::new() });
        }
        for (index, certificate) in (0..).zip(&deployment.certificates) {
            // What signs itself can't be revoked by its own list: who has its key writes the list too.
            let Some(own) = by_issuer.get(&*certificate.issuer).filter(|_| !certificate.self_signed()) else {
                continue;
            };
            let issued = |signer: Signer| authorities.issued(signer, index, certificate);
            let speaking: Vec<usize> = own.iter().copied().filter(|list| crls.speaks_for(*list, certificate)).collect();
            let revocation = crls.revoked_by(&speaking, certificate, issued, at);
            if revocation.is_none_or(|revocation| revocation.is_open) && at <= certificate.not_after {
                for list in speaking {
                    if let Some(list) = crls.lists.get_mut(list) {
                        list.certificates.push(index);
                    }
                }
            }
            crls.revoked.extend(revocation.map(|revocation| (certificate.sha256, revocation)));
        }
        for (index, list) in crls.lists.iter().enumerate().filter(|(_, list)| list.signer.is_err()) {
            let first = list.certificates.first().and_then(|first| deployment.certificates.get(*first as usize));
            // An indirect one may speak for any certificate.
            let any = || deployment.certificates.first().filter(|_| list.crl.indirect);
            if let Some(first) = first.or_else(any) {
                crls.unused.entry(first.sha256).or_default().push(index);
            }
        }
        crls
    }

    /// That a certificate is revoked, if it is.
    pub fn revocation(&self, certificate: &Certificate) -> Option<Revocation<'a>> {
        self.revoked.get(&certificate.sha256).copied()
    }

    /// The lists that are not used and would speak for this certificate first of all, each with the reason.
    pub fn unused_for(&self, certificate: &Certificate) -> impl Iterator<Item = (&'a Crl, &Reason)> {
        let lists = self.unused.get(&certificate.sha256).map(Vec::as_slice).unwrap_or_default();
        lists.iter().filter_map(|list| {
            let list = self.lists.get(*list)?;
            Some((list.crl, list.signer.as_ref().err()?))
        })
    }

    /// Lists of which the next one was due, where none here that speaks for the same certificates is fresh or later.
    pub fn stale(&self, at: Timestamp) -> impl Iterator<Item = &List<'a>> {
        self.lists.iter().filter(move |list| {
            let is_stale = list.signer.is_ok() && !list.crl.is_delta() && !list.crl.is_fresh(at);
            let is_replaced = |other: &List<'_>| {
                other.stands_in_for(list) && (other.crl.is_fresh(at) || other.cmp(list) == Ordering::Greater)
            };
            is_stale && !list.certificates.is_empty() && !self.lists.iter().any(is_replaced)
        })
    }

    /// It is named as the certificate's issuer, by text and key identifier, and the certificate is within its scope.
    fn speaks_for(&self, list: usize, certificate: &Certificate) -> bool {
        let Some(List { crl, .. }) = self.lists.get(list) else { return false };
        let one_key = match (&crl.authority_key_identifier, &certificate.authority_key_identifier) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        one_key && crl.scope.holds(certificate.basic_constraints.is_some_and(|constraints| constraints.ca))
    }

    /// The entry that counts, of the lists that speak for a certificate; one that stays goes before a hold, a later list
    /// before an earlier one. `issued` tells whether a signer signed the certificate too.
    fn revoked_by(
        &self,
        speaking: &[usize],
        certificate: &Certificate,
        issued: impl Fn(Signer) -> bool,
        at: Timestamp,
    ) -> Option<Revocation<'a>> {
        let lists = || speaking.iter().filter_map(|list| self.lists.get(*list)).filter(|list| list.signer.is_ok());
        let is_hold = |entry: &Revoked| entry.reason == RevocationReason::CertificateHold;
        lists()
            .filter_map(|list| Some((list, list.crl.entry(&certificate.serial)?)))
            .filter(|(_, entry)| entry.reason != RevocationReason::RemoveFromCrl && entry.date <= at)
            .filter(|(list, entry)| !lists().any(|other| other.takes_back(list, entry, &certificate.serial)))
            .filter(|(list, _)| list.signer.as_ref().is_ok_and(|signer| issued(*signer)))
            .max_by(|(one, entry), (other, others)| is_hold(others).cmp(&is_hold(entry)).then_with(|| one.cmp(other)))
            .map(|(List { crl, .. }, entry)| Revocation { crl, entry, is_open: is_hold(entry) && !crl.is_fresh(at) })
    }
}

impl List<'_> {
    /// Which of two lists of one issuer is later: by its time, then by its number.
    fn cmp(&self, other: &List<'_>) -> Ordering {
        self.crl.this_update.cmp(&other.crl.this_update).then_with(|| by_number(&self.crl.number, &other.crl.number))
    }

    fn is_of_one_key(&self, other: &List<'_>) -> bool {
        let key = |list: &List<'_>| list.signer.as_ref().ok().map(|signer| signer.key);
        self.crl.issuer == other.crl.issuer && key(self).is_some() && key(self) == key(other)
    }

    /// It is whole, and speaks for all that the other one does.
    fn stands_in_for(&self, other: &List<'_>) -> bool {
        !std::ptr::eq(self.crl, other.crl)
            && !self.crl.is_delta()
            && self.is_of_one_key(other)
            && self.crl.scope.covers(&other.crl.scope)
    }

    /// It takes back an entry of another list: a delta to it that takes it out, or, of a hold, a later one without it.
    fn takes_back(&self, other: &List<'_>, entry: &Revoked, serial: &[u8]) -> bool {
        let own = self.crl.entry(serial);
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
fn by_number(one: &Option<Vec<u8>>, other: &Option<Vec<u8>>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => by_octets(one, other),
        _ => Ordering::Equal,
    }
}

/// The order of numbers in as few octets as they need.
fn by_octets(one: &[u8], other: &[u8]) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// The certificates whose names issued lists, by those names.
struct Authorities<'a> {
    deployment: &'a Deployment,
    raws: &'a [Raw],
    by_name: HashMap<&'a str, Vec<u32>>,
}

impl<'a> Authorities<'a> {
    fn new(deployment: &'a Deployment, raws: &'a [Raw]) -> Authorities<'a> {
        let issuers: HashSet<&str> = deployment.crls.iter().map(|crl| &*crl.issuer).collect();
        let mut by_name: HashMap<&str, Vec<u32>> = HashMap::new();
        for (index, certificate) in (0..).zip(&deployment.certificates) {
            if issuers.contains(certificate.subject.as_str()) {
                by_name.entry(&certificate.subject).or_default().push(index);
            }
        }
        Authorities { deployment, raws, by_name }
    }

    fn certificate(&self, index: u32) -> Option<&'a Certificate> {
        self.deployment.certificates.get(index as usize).map(|certificate| &**certificate)
    }

    /// Who signed a list, or why it is not used.
    fn signer(&self, crl: &Crl, at: Timestamp) -> Result<Signer, Reason> {
        if let Some(extension) = &crl.unknown_critical {
            return Err(Reason::new("undecided-crl-critical").with("extension", extension));
        }
        if crl.indirect {
            return Err(Reason::new("undecided-crl-indirect"));
        }
        if crl.this_update > at {
            return Err(Reason::new("undecided-crl-future").with("this_update", crl.this_update));
        }
        let mut keys = HashSet::new();
        let mut why = "undecided-crl-issuer";
        for index in self.by_name.get(&*crl.issuer).into_iter().flatten() {
            let (Some(certificate), Some(raw)) = (self.certificate(*index), self.raws.get(*index as usize)) else {
                continue;
            };
            let another_key = match (&crl.authority_key_identifier, &certificate.subject_key_identifier) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            };
            if another_key || keys.len() >= MOST_KEYS || !keys.insert(certificate.key.sha256) {
                continue;
            }
            // RFC 5280, section 4.2.1.3.
            if certificate.key_usage.is_some_and(|usage| !usage.crl_sign) {
                why = "undecided-crl-usage";
                continue;
            }
            why = match verify(raw, &crl.signature.name, crl.part(crl.signed), crl.part(crl.signature_value)) {
                Verified::Holds => return Ok(Signer { certificate: *index, key: certificate.key.sha256 }),
                Verified::Wrong => "undecided-crl-signature",
                Verified::Unsupported => "undecided-crl-algorithm",
            };
        }
        Err(Reason::new(why).with("issuer", &*crl.issuer).with("algorithm", &crl.signature.name))
    }

    /// Whether the signer of a list signed a certificate too; where that can't be verified, by their key identifiers.
    fn issued(&self, signer: Signer, index: u32, certificate: &Certificate) -> bool {
        let raw = |index: u32| self.raws.get(index as usize);
        let (Some(key), Some(raw)) = (raw(signer.certificate), raw(index)) else { return false };
        match verify(key, &certificate.signature.name, raw.part(raw.signed), raw.part(raw.signature)) {
            Verified::Holds => true,
            Verified::Wrong => false,
            Verified::Unsupported => {
                let authority = self.certificate(signer.certificate);
                certificate.authority_key_identifier.is_some()
                    && authority.is_some_and(|own| own.subject_key_identifier == certificate.authority_key_identifier)
            }
        }
    }
}

/// What came of a signature.
enum Verified {
    Holds,
    Wrong,
    Unsupported,
}

fn verify(issuer: &Raw, algorithm: &str, signed: &[u8], signature: &[u8]) -> Verified {
    use ring::signature::{
        ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
        RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
    };
    use x509_parser::{prelude::FromDer as _, x509::SubjectPublicKeyInfo};
    let algorithm: &'static dyn VerificationAlgorithm = match algorithm {
        "sha256WithRSAEncryption" => &RSA_PKCS1_2048_8192_SHA256,
        "sha384WithRSAEncryption" => &RSA_PKCS1_2048_8192_SHA384,
        "sha512WithRSAEncryption" => &RSA_PKCS1_2048_8192_SHA512,
        "ecdsa-with-SHA256" => &ECDSA_P256_SHA256_ASN1,
        "ecdsa-with-SHA384" => &ECDSA_P384_SHA384_ASN1,
        _ => return Verified::Unsupported,
    };
    let Ok((_, info)) = SubjectPublicKeyInfo::from_der(issuer.part(issuer.key)) else { return Verified::Unsupported };
    match UnparsedPublicKey::new(algorithm, &info.subject_public_key.data).verify(signed, signature) {
        Ok(()) => Verified::Holds,
        Err(_) => Verified::Wrong,
    }
}
