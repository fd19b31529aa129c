//! The public keys: which RSA keys can be broken by who knows nothing but the certificate, and which certificates share one.
//!
//! Each key is looked at once, however many certificates have it, and nothing is kept of sound ones.

use std::{collections::HashMap, sync::Arc};

use num_bigint::BigUint;

use crate::{
    model::{
        certificate::{Certificate, Key, KeyAlgorithm, Raw, RsaKey, hex},
        digests::Digests,
    },
    parallel,
};

mod factors;
mod fermat;

/// Bits of the longest modulus that is looked at. Windows and OpenSSL take no longer ones.
pub const MOST_BITS: u32 = 16_384;

/// Why an RSA key is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// The public exponent, as written here, is not an odd number from 3 up.
    Exponent(String),
    /// The modulus has a prime factor below 752.
    Factor(u64),
    /// The modulus has the form that CVE-2017-15361 (ROCA) gives it.
    Roca,
    /// 100 rounds of Fermat's method factor the modulus.
    CloseFactors,
}

/// What is known of the keys of a deployment.
#[derive(Debug, Default)]
pub struct Keys {
    flaws: HashMap<[u8; 32], Flaw>,
    /// Certificates that have one key, by their indexes: each key that more than one has.
    pub shared: Vec<Vec<u32>>,
}

impl Keys {
    /// Looks at the keys of certificates; `raws` are their DER, in their order.
    pub fn new(certificates: &[Arc<Certificate>], raws: &[&Raw]) -> Keys {
        let mut looking = Looking::default();
        looking.at(certificates, raws);
        looking.finish()
    }

    /// Why a key is broken, if it is.
    pub fn flaw(&self, key: &Key) -> Option<&Flaw> {
        // Mostly none is.
        if self.flaws.is_empty() { None } else { self.flaws.get(&key.sha256) }
    }
}

/// Keys that are looked at as their certificates come.
#[derive(Debug, Default)]
pub struct Looking {
    /// The first certificate of each key, by the key.
    seen: Digests,
    /// The others, by the first.
    others: HashMap<u32, Vec<u32>>,
    flaws: HashMap<[u8; 32], Flaw>,
    count: u32,
}

impl Looking {
    /// Looks at the keys of the certificates that came since; `raws` are their DER, in their order.
    pub fn at(&mut self, certificates: &[Arc<Certificate>], raws: &[&Raw]) {
        let mut distinct = Vec::new();
        let new = certificates.get(self.count as usize..).unwrap_or_default();
        for ((certificate, raw), index) in new.iter().zip(raws).zip(self.count..) {
            let Key { algorithm, sha256 } = &certificate.key;
            let digest_of = |first: u32| certificates.get(first as usize).map(|own| own.key.sha256);
            let first = self.seen.first(sha256, index, digest_of);
            if first != index {
                self.others.entry(first).or_default().push(index);
            } else if matches!(algorithm, KeyAlgorithm::Rsa { .. }) {
                distinct.push((sha256, *raw));
            }
        }
        self.count = u32::try_from(certificates.len()).unwrap_or(u32::MAX);
        let flaws = parallel::map(distinct, |(sha256, raw)| Some((*sha256, flaw(raw.rsa_key()?)?)));
        self.flaws.extend(flaws.into_iter().flatten());
    }

    /// How many certificates' keys were looked at.
    pub fn count(&self) -> usize {
        self.count as usize
    }

    /// What is known of them.
    pub fn finish(self) -> Keys {
        let mut shared: Vec<Vec<u32>> =
            self.others.into_iter().map(|(first, others)| [vec![first], others].concat()).collect();
        shared.sort_unstable();
        Keys { flaws: self.flaws, shared }
    }
}

fn flaw(key: RsaKey<'_>) -> Option<Flaw> {
    if !is_exponent(key.exponent) {
        return Some(Flaw::Exponent(abridged_number(key.exponent)));
    }
    if key.modulus.last().is_some_and(|last| last & 1 == 0) {
        return Some(Flaw::Factor(2));
    }
    let modulus = BigUint::from_bytes_be(key.modulus);
    if modulus.bits() > u64::from(MOST_BITS) {
        return None;
    }
    factors::flaw(&modulus).or_else(|| fermat::has_close_factors(&modulus).then_some(Flaw::CloseFactors))
}

/// Odd and 3 or more; empty octets, which are no number, are none of this rule's.
fn is_exponent(octets: &[u8]) -> bool {
    let (Some(first), Some(last)) = (octets.first(), octets.last()) else { return true };
    let is_one = || *last == 1 && octets.iter().rev().skip(1).all(|octet| *octet == 0);
    first & 0x80 == 0 && last & 1 == 1 && !is_one()
}

/// An exponent as a decimal number, a long one by its lowest octets in hexadecimal.
fn abridged_number(octets: &[u8]) -> String {
    const MOST: usize = 15;
    if octets.len() <= MOST {
        let sign = if octets.first().is_some_and(|first| first & 0x80 != 0) { -1 } else { 0 };
        return octets.iter().fold(sign, |number: i128, octet| (number << 8) | i128::from(*octet)).to_string();
    }
    let lowest = octets.get(octets.len() - MOST..).unwrap_or_default();
    format!("0x…{}", hex(lowest))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use x509_parser::{prelude::*, public_key::PublicKey};

    use super::*;

    /// Sound keys, of OpenSSL: modulus and exponent.
    fn sound() -> Vec<[Vec<u8>; 2]> {
        let files = [
            include_str!("../../tests/data/rsa/1024-1.pub.pem"),
            include_str!("../../tests/data/rsa/1024-2.pub.pem"),
            include_str!("../../tests/data/rsa/2048-1.pub.pem"),
            include_str!("../../tests/data/rsa/2048-2.pub.pem"),
            include_str!("../../tests/data/rsa/2048-3.pub.pem"),
            include_str!("../../tests/data/rsa/2048-4.pub.pem"),
            include_str!("../../tests/data/rsa/2048-5.pub.pem"),
            include_str!("../../tests/data/rsa/2048-6.pub.pem"),
        ];
        let decode = |file: &str| {
            let base64: String = file.lines().filter(|line| !line.starts_with('-')).collect();
            let info = base64::engine::general_purpose::STANDARD.decode(base64).unwrap();
            let (_, info) = SubjectPublicKeyInfo::from_der(&info).unwrap();
            let Ok(PublicKey::RSA(key)) = info.parsed() else { panic!("no RSA key: {file}") };
            [key.modulus.to_vec(), key.exponent.to_vec()]
        };
        files.map(decode).into()
    }

    fn of(modulus: &BigUint, exponent: &[u8]) -> Option<Flaw> {
        flaw(RsaKey { modulus: &modulus.to_bytes_be(), exponent })
    }

    /// Whether it is a prime, by Fermat's little theorem: for numbers that nobody made to deceive.
    fn is_prime(number: &BigUint) -> bool {
        [2_u8, 3, 5].iter().all(|base| BigUint::from(*base).modpow(&(number - 1_u8), number) == BigUint::from(1_u8))
    }

    fn next_prime(from: BigUint, step: &BigUint) -> BigUint {
        let mut number = from;
        while !is_prime(&number) {
            number += step;
        }
        number
    }

    const F4: &[u8] = &[1, 0, 1];

    #[test]
    fn sound_keys_are_sound() {
        for [modulus, exponent] in sound() {
            assert_eq!(flaw(RsaKey { modulus: &modulus, exponent: &exponent }), None);
        }
    }

    #[test]
    fn exponents() {
        let [modulus, _] = &sound()[2];
        let of = |exponent: &[u8]| flaw(RsaKey { modulus, exponent });
        let long = [&[1][..], &[0; 32]].concat();
        for (exponent, shown) in [
            (&[4][..], "4"),
            (&[0], "0"),
            (&[1], "1"),
            (&[0, 0, 1], "1"),
            (&[0xff], "-1"),
            (&[0x80, 0, 1], "-8388607"),
            (&[0, 0x80, 0], "32768"),
            (&long, "0x…000000000000000000000000000000"),
        ] {
            assert_eq!(of(exponent), Some(Flaw::Exponent(shown.to_owned())), "{exponent:x?}");
        }
        for exponent in [&[3][..], &[17], &[0, 0x81], F4, &[0, 0xff, 0xff, 0xff, 0xff, 0xff], &[]] {
            assert_eq!(of(exponent), None, "{exponent:x?}");
        }
    }

    #[test]
    fn factors() {
        let [modulus, _] = &sound()[2];
        let modulus = BigUint::from_bytes_be(modulus);
        for factor in [2_u32, 3, 163, 751] {
            assert_eq!(of(&(&modulus * factor), F4), Some(Flaw::Factor(factor.into())));
        }
        assert_eq!(of(&(&modulus * 757_u32), F4), None);
    }

    #[test]
    fn primes_in_a_row_are_close() {
        let two = BigUint::from(2_u8);
        let first = next_prime((BigUint::from(3_u8) << 510) + 12_345_u32, &two);
        let second = next_prime(&first + 2_u8, &two);
        assert_eq!(of(&(&first * &second), F4), Some(Flaw::CloseFactors));
        assert_eq!(of(&(&first * &first), F4), Some(Flaw::CloseFactors));
        let far = next_prime((BigUint::from(3_u8) << 510) + (BigUint::from(1_u8) << 300) + 1_u8, &two);
        assert_eq!(of(&(first * far), F4), None);
    }

    #[test]
    fn primes_in_the_form_of_roca() {
        // Of 1024 bits: M is then the product of the first 71 primes, 2 to 353.
        let primes = (2_u32..=353).filter(|n| (2..*n).all(|divisor| n % divisor != 0));
        let product: BigUint = primes.product();
        let prime = |multiple: u32, exponent: u32| {
            let power = BigUint::from(65_537_u32).modpow(&exponent.into(), &product);
            next_prime(&product * multiple + power, &product)
        };
        let modulus = prime(0x8000_0000, 123_456) * prime(0xa000_0001, 7_654_321);
        assert_eq!(of(&modulus, F4), Some(Flaw::Roca));
        assert_ne!(of(&(modulus + 2_u8), F4), Some(Flaw::Roca));
    }

    #[test]
    fn what_is_longer_than_anybody_takes_is_not_looked_at() {
        let modulus = (BigUint::from(1_u8) << MOST_BITS) - 1_u8;
        assert_eq!(of(&modulus, F4), Some(Flaw::Factor(3)));
        let modulus = (BigUint::from(1_u8) << MOST_BITS) + 1_u8;
        assert_eq!(of(&modulus, F4), None);
    }

    /// `cargo test --release -- --ignored --nocapture what_a_key_costs`
    #[test]
    #[ignore = "measures, decides nothing"]
    #[allow(clippy::print_stdout)]
    fn what_a_key_costs() {
        const ROUNDS: u32 = 200_000;
        for [modulus, exponent] in sound().iter().skip(1).step_by(2) {
            let start = std::time::Instant::now();
            for _ in 0..ROUNDS {
                std::hint::black_box(flaw(std::hint::black_box(RsaKey { modulus, exponent })));
            }
            println!("{} ns for {} octets", start.elapsed().as_nanos() / u128::from(ROUNDS), modulus.len());
        }
    }
}
