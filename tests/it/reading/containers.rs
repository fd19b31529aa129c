//! Containers as OpenSSL makes them: `tests/data/containers/make.sh`.

use msstd::{
    model::{
        certificate::Certificate,
        file::{File, Kind, Limit, Limits, Lock, LooksLike, Password, ProblemKind, ReadOptions, Secret},
        source::At,
    },
    read::{
        Allowance, Bytes, Named,
        certificate::{Reading, base64::read_bare_base64, der::read_binary},
        read_once,
    },
};
use proptest::prelude::*;

use super::certificate::{binary, certificates, of_pem, problems};

macro_rules! container {
    ($name:literal) => {
        include_bytes!(concat!("../../data/containers/", $name))
    };
}

const MODERN: &[u8] = container!("modern.p12");
const CHAIN: &[u8] = container!("chain.p7b");
const CHAIN_PEM: &str = include_str!("../../data/containers/chain-pem.p7b");
const MAIL: &str = include_str!("../../data/containers/mail.pem");

fn with_passwords(passwords: &[&str]) -> ReadOptions {
    let passwords = passwords.iter().map(|text| Password::new((*text).to_owned())).collect();
    ReadOptions { passwords, ..ReadOptions::default() }
}

fn opened(bytes: &[u8], passwords: &[&str]) -> Reading {
    read_binary(&binary(), bytes, &with_passwords(passwords)).expect("a container")
}

fn thumbprints(reading: &Reading) -> Vec<String> {
    certificates(reading).into_iter().map(Certificate::thumbprint).collect()
}

fn indexes(reading: &Reading) -> Vec<Option<u32>> {
    certificates(reading).into_iter().map(|certificate| certificate.places[0].index).collect()
}

/// The certificates that all the containers hold.
fn mail_and_ca() -> Vec<String> {
    thumbprints(&of_pem(&[MAIL, include_str!("../../data/containers/ca.pem")].concat()))
}

#[test]
fn pkcs7_gives_its_certificates_in_order() {
    let reading = opened(CHAIN, &[]);
    assert_eq!(thumbprints(&reading), mail_and_ca());
    assert_eq!(reading.kinds, [Kind::Pkcs7]);
    assert_eq!(indexes(&reading), [Some(1), Some(2)]);
    assert_eq!(problems(&reading), [&ProblemKind::NotRecognised { looks_like: LooksLike::Pkcs7 }; 0]);
    let At::Bytes(span) = certificates(&reading)[1].places[0].at else { panic!() };
    let der = &CHAIN[span.start as usize..span.end as usize];
    assert_eq!(thumbprints(&opened(der, &[])), mail_and_ca()[1..]);
}

#[test]
fn pkcs7_in_pem_and_in_bare_base64() {
    for text in [CHAIN_PEM.to_owned(), CHAIN_PEM.replace("PKCS7", "CMS")] {
        let reading = of_pem(&text);
        assert_eq!(thumbprints(&reading), mail_and_ca());
        assert_eq!(reading.kinds, [Kind::Pkcs7]);
        assert!(problems(&reading).is_empty());
    }
    let body: String = CHAIN_PEM.lines().filter(|line| !line.starts_with('-')).collect();
    let reading = read_bare_base64(&binary(), &body, &ReadOptions::default()).unwrap();
    assert_eq!(thumbprints(&reading), mail_and_ca());
}

#[test]
fn pkcs7_beside_a_certificate_in_one_text() {
    let reading = of_pem(&[CHAIN_PEM, MAIL].concat());
    assert_eq!(reading.kinds, [Kind::Pkcs7, Kind::Certificate]);
    assert_eq!(indexes(&reading), [Some(1), Some(2), Some(3)]);
}

#[test]
fn pkcs7_without_certificates_is_reported() {
    let reading = opened(container!("data.p7b"), &[]);
    assert_eq!(problems(&reading), [&ProblemKind::NotRecognised { looks_like: LooksLike::Pkcs7 }]);
}

#[test]
fn indefinite_lengths_are_named_as_ber() {
    let reading = opened(container!("indefinite.p7b"), &[]);
    let [ProblemKind::ContainerDamaged { container: LooksLike::Pkcs7, field, offset: 0, reason }] =
        problems(&reading)[..]
    else {
        panic!("{:?}", reading.problems)
    };
    assert_eq!((field.as_str(), reason.as_str()), ("contentInfo", "an indefinite length: BER, not DER"));
}

#[test]
fn pkcs7_that_breaks_off_keeps_what_is_whole() {
    let reading = opened(&CHAIN[..CHAIN.len() - 60], &[]);
    assert_eq!(thumbprints(&reading), mail_and_ca()[..1]);
    assert!(!reading.problems.is_empty());
}

#[test]
fn pkcs12_in_every_encryption() {
    for (name, bytes) in [
        ("modern", MODERN),
        ("3DES", container!("legacy-3des.p12")),
        ("RC2, 40 bits", container!("legacy-rc2-40.p12")),
        ("RC2, 128 bits", container!("legacy-rc2-128.p12")),
        ("AES with SHA-1", container!("aes-sha1.p12")),
    ] {
        for passwords in [&["secret"][..], &["wrong", "secret", "another"]] {
            let reading = opened(bytes, passwords);
            assert_eq!(thumbprints(&reading), mail_and_ca(), "{name}");
            assert_eq!(reading.kinds, [Kind::Pkcs12], "{name}");
            assert!(problems(&reading).is_empty(), "{name}: {:?}", reading.problems);
            assert_eq!(indexes(&reading), [Some(1), Some(2)]);
        }
        for passwords in [&[][..], &["wrong", "Secret", "secret "]] {
            let reading = opened(bytes, passwords);
            let locked = ProblemKind::ContainerLocked(Lock::NoPassword { tried: passwords.len() });
            assert_eq!(problems(&reading), [&locked], "{name}");
            assert!(reading.contents.is_empty());
        }
    }
}

#[test]
fn the_empty_password_is_always_tried() {
    for bytes in [&container!("empty.p12")[..], container!("legacy-empty.p12")] {
        for passwords in [&[][..], &["secret"]] {
            let reading = opened(bytes, passwords);
            assert_eq!(thumbprints(&reading), mail_and_ca());
            assert_eq!(problems(&reading), [&ProblemKind::SecretInClear(Secret::EmptyPassword)]);
        }
    }
}

#[test]
fn what_is_not_encrypted_needs_no_password() {
    let reading = opened(container!("clear-certificates.p12"), &[]);
    assert_eq!(thumbprints(&reading), mail_and_ca());
    assert!(problems(&reading).is_empty(), "the key is encrypted");
    let reading = opened(container!("clear.p12"), &[]);
    assert_eq!(thumbprints(&reading), mail_and_ca());
    assert_eq!(problems(&reading), [&ProblemKind::SecretInClear(Secret::PrivateKey)]);
}

#[test]
fn a_container_may_have_no_key() {
    let reading = opened(container!("no-key.p12"), &["secret"]);
    assert_eq!(thumbprints(&reading), mail_and_ca()[..1]);
}

#[test]
fn another_encryption_is_named() {
    let reading = opened(container!("legacy-rc4.p12"), &["secret"]);
    let unsupported = ProblemKind::ContainerLocked(Lock::Unsupported { algorithm: "RC4 (128 bits)".to_owned() });
    assert_eq!(problems(&reading), [&unsupported]);
}

#[test]
fn an_scrypt_that_costs_nothing_is_not_tried() {
    let reading = opened(container!("scrypt-n0.p12"), &["secret"]);
    let unsupported =
        ProblemKind::ContainerLocked(Lock::Unsupported { algorithm: "PBES2 with such parameters".to_owned() });
    assert_eq!(problems(&reading), [&unsupported]);
}

#[test]
fn passwords_may_not_cost_more_than_their_allowance() {
    let limits = Limits { iterations: 10_000, ..Limits::default() };
    let options = ReadOptions { limits, ..with_passwords(&["wrong", "wronger", "secret"]) };
    let reading = read_binary(&binary(), MODERN, &options).unwrap();
    let [ProblemKind::LimitReached { limit: Limit::Iterations, value: 10_000, found: Some(16_384..20_000) }] =
        problems(&reading)[..]
    else {
        panic!("{:?}", reading.problems)
    };
    assert!((8_192..=10_000).contains(&reading.rounds), "{}", reading.rounds);
}

/// What is opened of equal containers, where a run may spend so many rounds of key derivation.
fn opened_of(count: usize, iterations: u64, passwords: &[&str]) -> Vec<bool> {
    let limits = Limits { iterations, ..Limits::default() };
    let options = ReadOptions { limits, ..with_passwords(passwords) };
    let named = |index| Named { path: format!("{index}.p12"), bytes: Bytes::Here(MODERN.to_vec()) };
    let mut once: Vec<_> = (0..count).map(|index| read_once(named(index), &options.closed())).collect();
    let is_open = |file: &File| !file.contents.is_empty();
    assert!(!once.iter().flat_map(|once| &once.files).any(is_open), "no password is tried before it is its turn");
    Allowance::new(&options).open(&mut once, &options);
    once.iter().map(|once| once.files.iter().all(is_open)).collect()
}

#[test]
fn all_containers_of_a_run_have_one_allowance() {
    assert_eq!(opened_of(4, 1_000_000, &["secret"]), [true; 4]);
    // The empty password is tried first: 2 times 2 rounds for each of 2048 iterations, and a few for each try.
    assert_eq!(opened_of(4, 20_000, &["secret"]), [true, true, false, false]);
    // What was not needed of the rounds that were set apart is there for the next.
    assert_eq!(opened_of(3, 26_000, &["secret", "another", "a third", "a fourth"]), [true, true, true]);
    assert_eq!(opened_of(3, 0, &["secret"]), [false; 3]);
}

#[test]
fn a_password_is_never_printed() {
    assert_eq!(format!("{:?}", with_passwords(&["secret"]).passwords), "[Password(…)]");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_over_a_changed_container(at in 0_usize..1400, byte in any::<u8>(), which in 0_usize..5) {
        let containers: [&[u8]; 5] = [MODERN, CHAIN, container!("legacy-rc2-40.p12"), container!("clear.p12"), container!("aes-sha1.p12")];
        let mut bytes = containers[which].to_vec();
        if let Some(there) = bytes.get_mut(at) {
            *there = byte;
        }
        let limits = Limits { iterations: 50_000, ..Limits::default() };
        let _ = read_binary(&binary(), &bytes, &ReadOptions { limits, ..with_passwords(&["secret"]) });
    }

    #[test]
    fn nothing_panics_over_a_truncated_container(length in 0_usize..1500) {
        for bytes in [MODERN, CHAIN, container!("clear.p12")] {
            let bytes = &bytes[..length.min(bytes.len())];
            let limits = Limits { iterations: 50_000, ..Limits::default() };
            let _ = read_binary(&binary(), bytes, &ReadOptions { limits, ..with_passwords(&["secret"]) });
        }
    }
}
