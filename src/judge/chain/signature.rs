//! Whether a signature holds.

use p521::ecdsa::{Signature as P521Signature, VerifyingKey as P521Key, signature::hazmat::PrehashVerifier as _};
use ring::{
    digest::{self, SHA256, SHA384, SHA512},
    signature::{self as with, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm},
};
use x509_parser::{
    asn1_rs::{FromDer as _, oid},
    public_key::RSAPublicKey,
    signature_algorithm::{RsaSsaPssParams, SignatureAlgorithm},
    x509::{AlgorithmIdentifier, SubjectPublicKeyInfo},
};

/// What verifying a signature came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// The key made it.
    Holds,
    /// The key did not make it, over these bytes.
    Wrong,
    /// The algorithm, or this form of the key, is not verified here.
    Unsupported,
}

/// The algorithms that are verified, with the key where its form is not ring's.
enum Algorithm<'a> {
    Ring(&'static dyn VerificationAlgorithm),
    Rsa(&'static RsaParameters, RsaPublicKeyComponents<&'a [u8]>),
    /// ECDSA over P-521, which ring does not have.
    P521(&'static digest::Algorithm),
}

/// Verifies a signature over `signed`.
///
/// `key` is a SubjectPublicKeyInfo and `algorithm` an AlgorithmIdentifier, both in DER. RSA keys of 1024 to 8192 bits are
/// verified, and SHA-1 too: that a signature is weak is another question than whether it holds.
pub fn verify(key: &[u8], algorithm: &[u8], signed: &[u8], signature: &[u8]) -> Verified {
    let (Ok((_, key)), Ok((_, algorithm))) =
        (SubjectPublicKeyInfo::from_der(key), AlgorithmIdentifier::from_der(algorithm))
    else {
        return Verified::Unsupported;
    };
    let bits = key.subject_public_key.data.as_ref();
    let holds = match chosen(&key, &algorithm) {
        Ok(Algorithm::Ring(algorithm)) => UnparsedPublicKey::new(algorithm, bits).verify(signed, signature).is_ok(),
        Ok(Algorithm::Rsa(parameters, key)) => key.verify(parameters, signed, signature).is_ok(),
        Ok(Algorithm::P521(hash)) => p521(bits, digest::digest(hash, signed).as_ref(), signature),
        Err(undecided) => return undecided,
    };
    if holds { Verified::Holds } else { Verified::Wrong }
}

fn p521(key: &[u8], hash: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (P521Key::from_sec1_bytes(key), P521Signature::from_der(signature)) else {
        return false;
    };
    key.verify_prehash(hash, &signature).is_ok()
}

/// The algorithm for a key and what the signature says it was made with. A key of another kind can't have made it.
fn chosen<'a>(
    key: &'a SubjectPublicKeyInfo<'_>,
    algorithm: &AlgorithmIdentifier<'_>,
) -> Result<Algorithm<'a>, Verified> {
    let made_with = algorithm.algorithm.as_bytes();
    let kind = match made_with {
        _ if made_with.starts_with(&oid!(raw 1.2.840.10045.4.3)) => Kind::Ec,
        oid!(raw 1.3.101.112) => Kind::Ed25519,
        oid!(raw 1.3.14.3.2.29) => Kind::Rsa,
        _ if made_with.starts_with(&oid!(raw 1.2.840.113549.1.1)) => Kind::Rsa,
        _ => return Err(Verified::Unsupported),
    };
    let own = match key.algorithm.algorithm.as_bytes() {
        oid!(raw 1.2.840.113549.1.1.1) => Kind::Rsa,
        // A key for PSS alone (RFC 4055, section 1.2).
        oid!(raw 1.2.840.113549.1.1.10) if made_with == oid!(raw 1.2.840.113549.1.1.10) => Kind::Rsa,
        oid!(raw 1.2.840.10045.2.1) => Kind::Ec,
        oid!(raw 1.3.101.112) => Kind::Ed25519,
        _ => return Err(Verified::Unsupported),
    };
    if own != kind {
        return Err(Verified::Wrong);
    }
    match kind {
        Kind::Rsa => rsa(key, algorithm),
        Kind::Ec => ecdsa(key, made_with),
        Kind::Ed25519 => (key.subject_public_key.data.len() == 32).then_some(Algorithm::Ring(&with::ED25519)),
    }
    .ok_or(Verified::Unsupported)
}

#[derive(PartialEq, Eq)]
enum Kind {
    Rsa,
    Ec,
    Ed25519,
}

/// ring takes odd moduli of 1024 to 8192 bits, some hashes from 2048 on alone, and odd exponents from 3 to below 2^33. The
/// numbers are handed over without the zeros that others tolerate before them.
fn rsa<'a>(key: &'a SubjectPublicKeyInfo<'_>, algorithm: &AlgorithmIdentifier<'_>) -> Option<Algorithm<'a>> {
    // Of keys for PSS alone too, which `SubjectPublicKeyInfo::parsed` does not know.
    let (_, rsa) = RSAPublicKey::from_der(&key.subject_public_key.data).ok()?;
    let (n, e) = (significant(rsa.modulus), significant(rsa.exponent));
    let bits = n.len() * 8 - usize::try_from(n.first()?.leading_zeros()).unwrap_or_default();
    let exponent =
        e.iter().try_fold(0_u64, |value, octet| value.checked_mul(256).map(|value| value | u64::from(*octet)))?;
    let odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
    if !(1024..=8192).contains(&bits) || !(3..1 << 33).contains(&exponent) || !odd(n) || !odd(e) {
        return None;
    }
    let large = bits >= 2048;
    let parameters: &RsaParameters = match algorithm.algorithm.as_bytes() {
        oid!(raw 1.2.840.113549.1.1.5) | oid!(raw 1.3.14.3.2.29) => &with::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        oid!(raw 1.2.840.113549.1.1.11) => &with::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        oid!(raw 1.2.840.113549.1.1.12) if large => &with::RSA_PKCS1_2048_8192_SHA384,
        oid!(raw 1.2.840.113549.1.1.13) => &with::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        oid!(raw 1.2.840.113549.1.1.10) if large => pss(algorithm)?,
        _ => return None,
    };
    Some(Algorithm::Rsa(parameters, RsaPublicKeyComponents { n, e }))
}

/// A number's octets without leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// ring and p521 take uncompressed points of named curves.
fn ecdsa(key: &SubjectPublicKeyInfo<'_>, made_with: &[u8]) -> Option<Algorithm<'static>> {
    let hash = match made_with {
        oid!(raw 1.2.840.10045.4.3.2) => &SHA256,
        oid!(raw 1.2.840.10045.4.3.3) => &SHA384,
        oid!(raw 1.2.840.10045.4.3.4) => &SHA512,
        _ => return None,
    };
    let curve = key.algorithm.parameters.as_ref()?;
    if key.subject_public_key.data.first() != Some(&4) {
        return None;
    }
    let ring: &'static dyn VerificationAlgorithm = match (curve.data, hash.output_len()) {
        (oid!(raw 1.2.840.10045.3.1.7), 32) => &with::ECDSA_P256_SHA256_ASN1,
        (oid!(raw 1.2.840.10045.3.1.7), 48) => &with::ECDSA_P256_SHA384_ASN1,
        (oid!(raw 1.3.132.0.34), 32) => &with::ECDSA_P384_SHA256_ASN1,
        (oid!(raw 1.3.132.0.34), 48) => &with::ECDSA_P384_SHA384_ASN1,
        (oid!(raw 1.3.132.0.35), _) => return Some(Algorithm::P521(hash)),
        _ => return None,
    };
    Some(Algorithm::Ring(ring))
}

/// RSASSA-PSS with one hash for both the message and MGF1, and a salt of its length (RFC 4055): the forms that ring has.
fn pss(algorithm: &AlgorithmIdentifier<'_>) -> Option<&'static RsaParameters> {
    let SignatureAlgorithm::RSASSA_PSS(parameters) = SignatureAlgorithm::try_from(algorithm).ok()? else { return None };
    let hash = parameters.hash_algorithm_oid();
    let same_mask = mask(&parameters).is_some_and(|mask| mask == hash.as_bytes());
    match (hash.as_bytes(), parameters.salt_length()) {
        _ if !same_mask || parameters.trailer_field() != 1 => None,
        (oid!(raw 2.16.840.1.101.3.4.2.1), 32) => Some(&with::RSA_PSS_2048_8192_SHA256),
        (oid!(raw 2.16.840.1.101.3.4.2.2), 48) => Some(&with::RSA_PSS_2048_8192_SHA384),
        (oid!(raw 2.16.840.1.101.3.4.2.3), 64) => Some(&with::RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

fn mask(parameters: &RsaSsaPssParams<'_>) -> Option<Vec<u8>> {
    parameters.mask_gen_algorithm().ok().map(|mask| mask.hash.as_bytes().to_vec())
}
