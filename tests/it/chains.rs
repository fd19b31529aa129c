//! Chains of certificates made here by rcgen, and signatures made by OpenSSL: `tests/data/signatures/make.sh`.

use std::sync::Arc;

use jiff::Timestamp;
use msstd::{
    judge::chain::{
        ChainLimits, Chains, Cut, Link, Top,
        roots::Trust,
        signature::{Verified, verify},
    },
    model::{
        certificate::{Certificate, Raw},
        file::Limits,
        source::Span,
    },
    read::certificate::of_der,
};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyIdMethod, KeyPair, PKCS_ED25519,
    date_time_ymd,
};

const SIGNED: &str = include_str!("../data/signatures/self-signed.pem");

fn signed() -> Vec<(Certificate, Raw)> {
    let blocks = SIGNED.split_inclusive("-----END CERTIFICATE-----\n");
    let ders = blocks.map(|block| x509_parser::pem::parse_x509_pem(block.as_bytes()).unwrap().1.contents);
    ders.map(|der| of_der(&der, &Limits::default()).unwrap()).collect()
}

fn outcome(raw: &Raw, key: &Raw, signed: &[u8], signature: &[u8]) -> Verified {
    let end = u32::try_from(raw.der.len()).unwrap();
    verify(key.part(key.key), raw.part(Span { start: raw.signed.end, end }), signed, signature)
}

/// What is not verified here; all others hold.
const UNSUPPORTED: [&str; 13] = [
    "md5",
    "rsa1024-sha224",
    "rsa1024-sha384",
    "rsa2048-sha224",
    "pss-rsa2048-sha1",
    "pss-rsa2048-salt20",
    "pss-mgf1-sha1",
    "P-256-sha1",
    "P-256-sha512",
    "P-384-sha1",
    "P-384-sha512",
    "P-521-sha1",
    "ed448",
];

#[test]
fn signatures_of_every_kind() {
    let all = signed();
    assert_eq!(all.len(), 35);
    for (certificate, raw) in &all {
        let name = &certificate.common_names[0];
        let right = if UNSUPPORTED.contains(&&**name) { Verified::Unsupported } else { Verified::Holds };
        let wrong = if right == Verified::Holds { Verified::Wrong } else { right };
        let (body, signature) = (raw.part(raw.signed), raw.part(raw.signature));
        assert_eq!(outcome(raw, raw, body, signature), right, "{name}");
        let mut other = body.to_vec();
        other[20] ^= 1;
        assert_eq!(outcome(raw, raw, &other, signature), wrong, "{name}, another body");
        let mut other = signature.to_vec();
        *other.last_mut().unwrap() ^= 1;
        assert_eq!(outcome(raw, raw, body, &other), wrong, "{name}, another signature");
        assert_eq!(outcome(raw, raw, body, &[]), wrong, "{name}, no signature");
    }
}

#[test]
fn another_key_made_none_of_them() {
    let all = signed();
    for (certificate, raw) in &all {
        for (other, key) in &all {
            let (name, other_name) = (&certificate.common_names[0], &other.common_names[0]);
            if certificate.key != other.key {
                let outcome = outcome(raw, key, raw.part(raw.signed), raw.part(raw.signature));
                assert_ne!(outcome, Verified::Holds, "{name} by the key of {other_name}");
            }
        }
    }
}

/// A workshop for certificates of CAs.
#[derive(Default)]
struct Made {
    certificates: Vec<Arc<Certificate>>,
    raws: Vec<Raw>,
}

struct Ca<'a> {
    name: &'a str,
    key: &'a KeyPair,
    /// Name and key of its issuer; itself where there is none.
    by: Option<(&'a str, &'a KeyPair)>,
    expired: bool,
    identifiers: bool,
    serial: u64,
}

impl<'a> Ca<'a> {
    fn new(name: &'a str, key: &'a KeyPair, by: Option<(&'a str, &'a KeyPair)>) -> Ca<'a> {
        Ca { name, key, by, expired: false, identifiers: true, serial: 1 }
    }
}

fn key() -> KeyPair {
    KeyPair::generate_for(&PKCS_ED25519).unwrap()
}

fn params(name: &str, identifiers: bool) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2024, 1, 1);
    params.not_after = date_time_ymd(2034, 1, 1);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.use_authority_key_identifier_extension = identifiers;
    if !identifiers {
        // rcgen always writes a subjectKeyIdentifier: an equal one tells nothing.
        params.key_identifier_method = KeyIdMethod::PreSpecified(vec![7; 20]);
    }
    params
}

impl Made {
    /// Adds a certificate and returns its index.
    fn add(&mut self, ca: &Ca<'_>) -> u32 {
        let mut own = params(ca.name, ca.identifiers);
        own.serial_number = Some(ca.serial.into());
        if ca.expired {
            own.not_after = date_time_ymd(2025, 1, 1);
        }
        let made = match ca.by {
            None => own.self_signed(ca.key).unwrap(),
            Some((name, key)) => own.signed_by(ca.key, &Issuer::new(params(name, ca.identifiers), key)).unwrap(),
        };
        let (certificate, raw) = of_der(made.der(), &Limits::default()).unwrap();
        self.certificates.push(Arc::new(certificate));
        self.raws.push(raw);
        u32::try_from(self.raws.len() - 1).unwrap()
    }

    fn chains(&self, limits: &ChainLimits) -> Chains {
        let at: Timestamp = "2026-06-01T00:00:00Z".parse().unwrap();
        Chains::new(&self.certificates, &self.raws.clone().into(), &Trust::None, limits, at)
    }
}

#[test]
fn a_chain_goes_around_an_expired_cross_certificate_and_out_of_a_loop() {
    let (root, other, issuing, leaf) = (key(), key(), key(), key());
    let mut made = Made::default();
    let expired = Ca { expired: true, serial: 2, ..Ca::new("Issuing", &issuing, Some(("Other", &other))) };
    made.add(&expired);
    made.add(&Ca::new("Other", &other, Some(("Issuing", &issuing))));
    let valid = made.add(&Ca::new("Issuing", &issuing, Some(("Root", &root))));
    made.add(&Ca::new("Root", &root, None));
    let leaf = made.add(&Ca::new("Leaf", &leaf, Some(("Issuing", &issuing))));
    let chains = made.chains(&ChainLimits::default());
    let path = chains.path(leaf).unwrap();
    assert_eq!((path.top, path.cut, path.defects.len()), (Top::Own, None, 0));
    assert_eq!(chains.as_authority(valid), Some(path.members[0]));
    assert!(chains.cut.is_empty());
}

#[test]
fn a_loop_has_no_end() {
    let (one, two, leaf) = (key(), key(), key());
    let mut made = Made::default();
    made.add(&Ca::new("One", &one, Some(("Two", &two))));
    made.add(&Ca::new("Two", &two, Some(("One", &one))));
    let leaf = made.add(&Ca::new("Leaf", &leaf, Some(("One", &one))));
    let chains = made.chains(&ChainLimits::default());
    let path = chains.path(leaf).unwrap();
    assert_eq!((path.top, path.cut, path.members.len()), (Top::Open, Some(Cut::Loop), 2));
    assert_eq!(chains.cut, [(0, Cut::Loop), (1, Cut::Loop), (2, Cut::Loop)]);
}

#[test]
fn a_ca_that_names_itself_may_have_been_issued_by_its_old_key() {
    let (old, new) = (key(), key());
    let mut made = Made::default();
    let plain = |key, by| Ca { identifiers: false, ..Ca::new("Root", key, by) };
    made.add(&plain(&old, None));
    let renewed = made.add(&plain(&new, Some(("Root", &old))));
    let chains = made.chains(&ChainLimits::default());
    assert!(matches!(chains.links[0], Link::SelfSigned));
    assert!(matches!(&chains.links[renewed as usize], Link::Issued(issuers) if issuers.len() == 1));
    assert!(chains.self_signature_wrong.is_empty());
}

#[test]
fn many_namesakes_are_bounded_and_key_identifiers_go_first() {
    let keys: Vec<KeyPair> = (0..40).map(|_| key()).collect();
    let leaf = key();
    let mut made = Made::default();
    for (key, serial) in keys.iter().zip(1..) {
        made.add(&Ca { serial, ..Ca::new("Root", key, None) });
    }
    let told_apart = made.add(&Ca::new("Leaf", &leaf, Some(("Root", &keys[39]))));
    let alike = made.add(&Ca { identifiers: false, ..Ca::new("Leaf", &leaf, Some(("Root", &keys[39]))) });
    for namesakes in [256, 20] {
        let chains = made.chains(&ChainLimits { namesakes, ..ChainLimits::default() });
        assert!(matches!(chains.link(told_apart), Some(Link::Issued(_))), "{namesakes}");
        assert!(matches!(chains.link(alike), Some(Link::TooMany)), "{namesakes}: {:?}", chains.link(alike));
        assert_eq!(chains.cut, [(alike, Cut::Candidates)], "{namesakes}");
    }
}

#[test]
fn many_certificates_of_one_key_do_not_multiply() {
    let (root, leaf) = (key(), key());
    let mut made = Made::default();
    for serial in 0..300 {
        made.add(&Ca { serial, ..Ca::new("Root", &root, None) });
    }
    let leaf = made.add(&Ca::new("Leaf", &leaf, Some(("Root", &root))));
    let chains = made.chains(&ChainLimits::default());
    assert!(matches!(chains.link(leaf), Some(Link::Issued(issuers)) if issuers.len() == 256));
    assert_eq!(chains.path(leaf).map(|path| (path.top, path.cut)), Some((Top::Own, None)));
}

#[test]
fn long_chains_are_followed_to_their_limit() {
    let keys: Vec<KeyPair> = (0..15).map(|_| key()).collect();
    let names: Vec<String> = (0..15).map(|number| format!("CA {number}")).collect();
    let mut made = Made::default();
    made.add(&Ca::new(&names[0], &keys[0], None));
    for number in 1..15 {
        let by = Some((names[number - 1].as_str(), &keys[number - 1]));
        made.add(&Ca::new(&names[number], &keys[number], by));
    }
    let chains = made.chains(&ChainLimits::default());
    assert_eq!(chains.path(13).map(|path| (path.top, path.members.len())), Some((Top::Own, 13)));
    assert_eq!(chains.path(14).map(|path| (path.top, path.cut)), Some((Top::Open, Some(Cut::Depth))));
    assert_eq!(chains.cut, [(14, Cut::Depth)]);
}
