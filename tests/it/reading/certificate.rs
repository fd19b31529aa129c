//! Certificates and keys in DER and in PEM, whole and corrupt.

use std::sync::{Arc, OnceLock};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use msstd::{
    model::{
        certificate::{Certificate, hex},
        file::{Content, Kind, Limit, Limits, LooksLike, PemDamage, ProblemKind, ReadOptions, Secret},
        source::{At, Source, Span, Text},
    },
    read::certificate::{
        Reading,
        base64::read_bare_base64,
        der::{self, read_binary},
        pem,
    },
};
use proptest::prelude::*;
use rcgen::{
    BasicConstraints as RcgenConstraints, CertificateParams, CertificateSigningRequest, DistinguishedName, DnType,
    DnValue, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P384_SHA384, PKCS_ED25519,
    PublicKeyData, SanType, date_time_ymd, string::Ia5String,
};

use crate::common::certificates::pem_of as wrapped;

/// A source whose text is not kept.
pub(super) fn binary() -> Arc<Source> {
    let path = "mail.cer".to_owned();
    Arc::new(Source { path, inside: Vec::new(), bytes: 0, sha256: None, encoding: None, text: None })
}

fn with(limits: Limits) -> ReadOptions {
    ReadOptions { limits, ..ReadOptions::default() }
}

pub(super) fn of_pem(text: &str) -> Reading {
    pem::read(&binary(), text, &ReadOptions::default()).expect("a text with borders")
}

fn of_der(bytes: &[u8]) -> Reading {
    read_binary(&binary(), bytes, &ReadOptions::default()).expect("DER that is known")
}

pub(super) fn certificates(reading: &Reading) -> Vec<&Certificate> {
    let mut certificates = Vec::new();
    for content in &reading.contents {
        let Content::Certificate(certificate, _) = content else { panic!("something else than a certificate") };
        certificates.push(certificate.as_ref());
    }
    certificates
}

pub(super) fn problems(reading: &Reading) -> Vec<&ProblemKind> {
    reading.problems.iter().map(|problem| &problem.kind).collect()
}

fn pem_damage(reading: &Reading) -> Vec<&PemDamage> {
    let mut damages = Vec::new();
    for problem in &reading.problems {
        let ProblemKind::PemDamaged(damage) = &problem.kind else { panic!("{problem:?}") };
        damages.push(damage);
    }
    damages
}

fn lines(at: At) -> (u32, u32) {
    match at {
        At::Lines { first, last, .. } => (first, last),
        other => panic!("{other:?}"),
    }
}

fn params() -> CertificateParams {
    let mut params = CertificateParams::new(vec!["mail.contoso.com".to_owned(), "*.contoso.com".to_owned()]).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "mail.contoso.com");
    params.distinguished_name.push(DnType::OrganizationName, "Contoso, Inc.");
    params.not_before = date_time_ymd(2026, 1, 2);
    params.not_after = date_time_ymd(2026, 7, 2);
    params.serial_number = Some(vec![0x12, 0x34].into());
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::Other(vec![1, 2, 3])];
    params
}

fn key() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| KeyPair::generate().unwrap())
}

fn signed(params: &CertificateParams) -> Vec<u8> {
    params.self_signed(key()).unwrap().der().to_vec()
}

fn request() -> CertificateSigningRequest {
    CertificateParams::new(vec!["mail.contoso.com".to_owned()]).unwrap().serialize_request(key()).unwrap()
}

fn sample() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| signed(&params()))
}

fn sample_pem() -> String {
    wrapped("CERTIFICATE", sample())
}

fn position_of(der: &[u8], part: &[u8]) -> usize {
    der.windows(part.len()).position(|window| window == part).unwrap()
}

fn patched(part: &[u8], by: &[u8]) -> Vec<u8> {
    let mut der = sample().to_vec();
    let at = position_of(&der, part);
    der[at..at + by.len()].copy_from_slice(by);
    der
}

#[test]
fn a_certificate_is_read_with_all_its_facts() {
    let reading = of_pem(&sample_pem());
    assert_eq!(reading.kinds, [Kind::Certificate]);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let certificate = certificates(&reading)[0];
    assert_eq!(certificate.version, 3);
    assert_eq!(certificate.subject, "CN=mail.contoso.com, O=Contoso\\, Inc.");
    assert_eq!(*certificate.issuer, *certificate.subject);
    assert!(certificate.self_issued && certificate.self_signed());
    assert_eq!(certificate.common_names, ["mail.contoso.com"]);
    assert_eq!(certificate.dns_names, ["mail.contoso.com", "*.contoso.com"]);
    assert!(certificate.has_san);
    assert_eq!(*certificate.serial, [0x12, 0x34]);
    assert_eq!(certificate.not_before.to_string(), "2026-01-02T00:00:00Z");
    assert_eq!(certificate.not_after.to_string(), "2026-07-02T00:00:00Z");
    assert_eq!(certificate.key.algorithm.shown(), "EC P-256");
    assert_eq!(certificate.signature.name, "ecdsa-with-SHA256");
    assert_eq!(certificate.signature.weak_hash, None);
    assert!(certificate.key_usage.unwrap().digital_signature);
    let usage = certificate.extended_key_usage.as_ref().unwrap();
    assert!(usage.server_auth && !usage.any && !usage.client_auth);
    assert_eq!(usage.purposes, ["serverAuth", "1.2.3"]);
    assert_eq!(hex(&certificate.sha256), hex(ring::digest::digest(&ring::digest::SHA256, sample()).as_ref()));
    assert_eq!(certificate.key.sha256.to_vec(), {
        ring::digest::digest(&ring::digest::SHA256, &key().subject_public_key_info()).as_ref().to_vec()
    });
}

#[test]
fn an_authority_has_its_constraints_and_other_keys_their_names() {
    let mut params = params();
    params.is_ca = IsCa::Ca(RcgenConstraints::Constrained(3));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::KeyEncipherment];
    let pair = KeyPair::generate_for(&PKCS_ED25519).unwrap();
    let reading = of_der(params.self_signed(&pair).unwrap().der());
    let certificate = certificates(&reading)[0];
    let constraints = certificate.basic_constraints.unwrap();
    assert!(constraints.ca && constraints.critical);
    assert_eq!(constraints.path_len, Some(3));
    assert!(certificate.key_usage.unwrap().key_cert_sign && certificate.key_usage.unwrap().key_encipherment);
    assert_eq!(certificate.key.algorithm.shown(), "Ed25519");
    assert_eq!(certificate.signature.name, "ED25519");
    assert!(certificate.subject_key_identifier.is_some());
    let pair = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
    let reading = of_der(params.self_signed(&pair).unwrap().der());
    assert_eq!(certificates(&reading)[0].key.algorithm.shown(), "EC P-384");
}

/// A public key of any algorithm, for certificates that nobody needs to trust.
fn with_key(info: &[u8]) -> Vec<u8> {
    // rcgen writes only the keys it knows: the wanted one takes the place of one of its own.
    let own = key().subject_public_key_info();
    let mut der = signed(&params());
    let at = position_of(&der, &own);
    der.splice(at..at + own.len(), info.iter().copied());
    let shorter = own.len().cast_signed() - info.len().cast_signed();
    let relength = |der: &mut Vec<u8>, at: usize| {
        assert_eq!(der[at], 0x82);
        let length = i16::from_be_bytes([der[at + 1], der[at + 2]]) - i16::try_from(shorter).unwrap();
        der[at + 1..at + 3].copy_from_slice(&length.to_be_bytes());
    };
    relength(&mut der, 1);
    relength(&mut der, 5);
    der
}

fn rsa_key(modulus: &[u8]) -> Vec<u8> {
    let value = |tag: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], content].concat()
    };
    let numbers = value(0x30, &[value(0x02, modulus), vec![2, 3, 1, 0, 1]].concat());
    let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00".to_vec();
    value(0x30, &[algorithm, value(0x03, &[vec![0], numbers].concat())].concat())
}

#[test]
fn the_bits_of_an_rsa_modulus_are_counted_without_leading_zeros() {
    for (modulus, bits) in [
        ([&[0, 0x80][..], &[1; 255]].concat(), "RSA 2048"),
        ([&[0x7f][..], &[1; 255]].concat(), "RSA 2047"),
        ([&[0x01][..], &[1; 127]].concat(), "RSA 1017"),
    ] {
        let reading = of_der(&with_key(&rsa_key(&modulus)));
        assert_eq!(certificates(&reading)[0].key.algorithm.shown(), bits);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    }
    let reading = of_der(&with_key(&rsa_key(&[])));
    assert_eq!(certificates(&reading)[0].key.algorithm.shown(), "RSA");
    assert!(matches!(problems(&reading)[..], [ProblemKind::CertificateDamaged { field, .. }]
        if field == "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey"));
}

#[test]
fn strings_are_decoded_by_their_tag() {
    let mut params = params();
    let name = &mut params.distinguished_name;
    *name = DistinguishedName::new();
    name.push(DnType::CommonName, DnValue::BmpString("mäil.contoso.com".try_into().unwrap()));
    name.push(DnType::OrganizationName, DnValue::UniversalString("Contoso 🎈".try_into().unwrap()));
    name.push(DnType::LocalityName, DnValue::TeletexString("Munchen".try_into().unwrap()));
    name.push(DnType::CountryName, DnValue::PrintableString("DE".try_into().unwrap()));
    let mut der = signed(&params);
    while let Some(at) = der.windows(7).position(|window| window == b"Munchen") {
        der[at + 1] = 0xfc;
    }
    let reading = of_der(&der);
    let certificate = certificates(&reading)[0];
    assert_eq!(certificate.common_names, ["mäil.contoso.com"]);
    assert_eq!(certificate.subject, "CN=mäil.contoso.com, O=Contoso 🎈, L=München, C=DE");
}

#[test]
fn several_common_names_emails_and_unknown_attributes_are_all_kept() {
    let mut params = params();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, " a\0b ");
    params.distinguished_name.push(DnType::CustomDnType(vec![1, 2, 840, 113_549, 1, 9, 1]), "it@contoso.com");
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 99]), "b.contoso.com");
    let der = signed(&params);
    assert_eq!(certificates(&of_der(&der))[0].subject, "CN=\\ a\0b\\ , E=it@contoso.com, 2.5.4.99=b.contoso.com");
    // The last one is made a second common name.
    let mut der = der;
    while let Some(at) = der.windows(3).position(|window| window == [0x55, 4, 99]) {
        der[at + 2] = 3;
    }
    let reading = of_der(&der);
    let certificate = certificates(&reading)[0];
    assert_eq!(certificate.common_names, [" a\0b ", "b.contoso.com"]);
    assert_eq!(certificate.subject_emails, ["it@contoso.com"]);
}

#[test]
fn moments_before_1970_and_after_2050_are_kept() {
    let mut params = params();
    params.not_before = date_time_ymd(1951, 3, 4);
    params.not_after = date_time_ymd(2051, 3, 4);
    let reading = of_der(&signed(&params));
    let certificate = certificates(&reading)[0];
    assert_eq!(certificate.not_before.to_string(), "1951-03-04T00:00:00Z");
    assert_eq!(certificate.not_after.to_string(), "2051-03-04T00:00:00Z");
    let mut der = signed(&params);
    let at = position_of(&der, b"20510304000000Z");
    der[at..at + 15].copy_from_slice(b"99991231235959Z");
    let reading = of_der(&der);
    assert_eq!(certificates(&reading)[0].not_after, jiff::Timestamp::MAX);
}

#[test]
fn serial_numbers_are_kept_as_encoded() {
    for serial in [[0x00, 0x00], [0xff, 0x01], [0x00, 0x80]] {
        let reading = of_der(&patched(&[2, 2, 0x12, 0x34], &[[2, 2], serial].concat()));
        assert_eq!(*certificates(&reading)[0].serial, serial);
    }
}

#[test]
fn an_algorithm_with_a_broken_parameter_is_damage() {
    let sha256 = b"\x2a\x86\x48\xce\x3d\x04\x03\x02";
    let mut der = sample().to_vec();
    let at = der.windows(8).rposition(|window| window == sha256).unwrap();
    der[at - 2..at + 8].copy_from_slice(b"\x06\x07\x2a\x86\x48\xce\x3d\x04\x01\x05");
    der[at + 7] = 0;
    der[at - 3] = 0x0a;
    // AlgorithmIdentifier of ten octets: the OID of seven, and one that ends in nothing, is a broken parameter.
    let reading = of_der(&der);
    assert!(matches!(problems(&reading)[..], [ProblemKind::CertificateDamaged { .. }]), "{:?}", reading.problems);
}

#[test]
fn an_extension_that_is_corrupt_costs_neither_the_certificate_nor_the_others() {
    let der = patched(b"\x82\x10mail.contoso.com\x82\x0d", b"\x82\x7f");
    let offset = position_of(&der, b"\x82\x7fmail");
    let reading = of_der(&der);
    let certificate = certificates(&reading)[0];
    assert!(certificate.has_san && certificate.dns_names.is_empty());
    assert!(certificate.key_usage.is_some());
    let [ProblemKind::CertificateDamaged { field, offset: told, .. }] = problems(&reading)[..] else { panic!() };
    assert_eq!((field.as_str(), *told as usize), ("tbsCertificate.extensions.subjectAltName", offset));
    assert_eq!(reading.problems[0].place.index, Some(1));
}

#[test]
fn a_nul_in_a_name_stays_and_other_bytes_are_shown_lossily() {
    let reading = of_der(&patched(b"\x82\x0d*.contoso.com", b"\x82\x0d*.con\0oso\xffcom"));
    assert_eq!(certificates(&reading)[0].dns_names, ["mail.contoso.com", "*.con\0oso\u{fffd}com"]);
}

#[test]
fn more_names_than_the_limit_are_left_out_and_reported() {
    let mut params = params();
    let name = |number| SanType::DnsName(Ia5String::try_from(format!("h{number}.contoso.com")).unwrap());
    params.subject_alt_names = (0..30).map(name).collect();
    let options = with(Limits { names: 10, ..Limits::default() });
    let reading = read_binary(&binary(), &signed(&params), &options).unwrap();
    assert_eq!(certificates(&reading)[0].dns_names.len(), 10);
    let expected = ProblemKind::LimitReached { limit: Limit::Names, value: 10, found: Some(30) };
    assert_eq!(problems(&reading), [&expected]);
}

#[test]
fn a_certificate_above_the_limit_is_not_read() {
    let options = with(Limits { certificate_bytes: 100, ..Limits::default() });
    let reading = pem::read(&binary(), &sample_pem(), &options).unwrap();
    let found = Some(sample().len() as u64);
    let expected = ProblemKind::LimitReached { limit: Limit::CertificateBytes, value: 100, found };
    assert_eq!(problems(&reading), [&expected]);
    assert_eq!(reading.kinds, [Kind::Unknown]);
}

#[test]
fn corruption_is_reported_with_its_field_and_offset() {
    let not_after = b"\x17\x0d260702000000Z";
    let at = position_of(sample(), not_after);
    for (der, field, offset) in [
        (patched(not_after, b"\x17\x0d261302000000Z"), "tbsCertificate.validity.notAfter", at),
        (patched(not_after, b"\x16\x0d260702000000Z"), "tbsCertificate.validity.notAfter", at),
        (patched(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x82"), "tbsCertificate.version", 10),
        (sample()[..at + 5].to_vec(), "tbsCertificate.validity.notAfter", at),
        (sample()[..at].to_vec(), "tbsCertificate.validity.notAfter", at),
        ([&[0x30, 0x80], &sample()[4..], &[0, 0]].concat(), "certificate", 0),
        (patched(&[2, 2, 0x12, 0x34], &[2, 0x84]), "tbsCertificate.serialNumber", 13),
    ] {
        let reading = of_der(&der);
        let [ProblemKind::CertificateDamaged { field: told, offset: at, reason }] = problems(&reading)[..] else {
            panic!("{field}: {:?}", reading.problems)
        };
        assert_eq!((told.as_str(), *at as usize), (field, offset), "{reason}");
        assert!(reading.contents.is_empty());
        assert_eq!(reading.kinds, [Kind::Unknown]);
    }
}

#[test]
fn every_truncated_certificate_is_reported() {
    for length in 8..sample().len() {
        let Some(reading) = read_binary(&binary(), &sample()[..length], &ReadOptions::default()) else {
            assert!(length < 20, "{length}");
            continue;
        };
        let [ProblemKind::CertificateDamaged { offset, field, .. }] = problems(&reading)[..] else { panic!() };
        assert!(*offset as usize <= length, "{field}");
    }
}

#[test]
fn der_certificates_one_after_the_other_are_all_read() {
    let two = [sample(), sample()].concat();
    let reading = of_der(&two);
    let places: Vec<_> = certificates(&reading).iter().map(|c| (c.places[0].at, c.places[0].index)).collect();
    let length = sample().len();
    assert_eq!(
        places,
        [(At::Bytes(Span::new(0, length)), Some(1)), (At::Bytes(Span::new(length, 2 * length)), Some(2)),]
    );
    let reading = of_der(&[sample(), b"\r\n"].concat());
    assert_eq!(problems(&reading), [&ProblemKind::TrailingData { count: 2 }]);
    assert_eq!(reading.problems[0].place.at, At::Bytes(Span::new(length, length + 2)));
    assert_eq!(reading.contents.len(), 1);
}

#[test]
fn keys_requests_and_containers_are_distinguished() {
    let secret = ProblemKind::SecretInClear(Secret::PrivateKey);
    let pkcs8 = key().serialize_der();
    let sec1 = b"\x30\x06\x02\x01\x01\x04\x01\x07".as_slice();
    let pkcs1 = b"\x30\x0c\x02\x01\x00\x02\x01\x05\x02\x01\x03\x02\x01\x07".as_slice();
    for key in [&pkcs8[..], sec1, pkcs1] {
        let reading = of_der(key);
        assert_eq!((reading.kinds.as_slice(), problems(&reading)), (&[Kind::PrivateKey][..], vec![&secret]));
    }
    let locked = b"\x30\x0a\x30\x05\x06\x03\x2a\x03\x04\x04\x01\x07".as_slice();
    let pkcs7 = b"\x30\x0f\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x02\x30\x00".as_slice();
    let pfx = b"\x30\x12\x02\x01\x03\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x00".as_slice();
    let request = request();
    for (der, kind) in [
        (locked, Kind::PrivateKey),
        (pkcs7, Kind::Pkcs7),
        (pfx, Kind::Pkcs12),
        (request.der(), Kind::CertificateRequest),
    ] {
        let reading = of_der(der);
        assert_eq!(reading.kinds, [kind]);
        // Of containers these are the frames alone.
        let is_container = matches!(kind, Kind::Pkcs7 | Kind::Pkcs12);
        assert_eq!(reading.problems.is_empty(), !is_container);
        assert_eq!(reading.contents.is_empty(), kind != Kind::CertificateRequest);
    }
    for other in [&b"\x30\x03\x02\x01\x05"[..], b"PK\x03\x04", b"", b"\x30", &key().subject_public_key_info()] {
        assert!(read_binary(&binary(), other, &ReadOptions::default()).is_none());
    }
    assert_eq!(der::looks_like(&key().subject_public_key_info()), Some(LooksLike::PublicKey));
    assert_eq!(der::looks_like(b"\x30\x03\x02\x01\x05"), Some(LooksLike::Der));
}

#[test]
fn lines_and_spans_are_those_of_the_borders() {
    for line_break in ["\n", "\r\n", "\r"] {
        let block = sample_pem().replace('\n', line_break);
        let text = format!(
            "Bag Attributes{line_break}    friendlyName: x{line_break}subject=/CN=a-b{line_break}{block}{line_break}\
             issuer=–{line_break}{block}"
        );
        let reading = of_pem(&text);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let index = Text::new(text.clone());
        for (number, certificate) in certificates(&reading).into_iter().enumerate() {
            let place = &certificate.places[0];
            let At::Lines { first, last, span, .. } = place.at else { panic!() };
            assert_eq!(place.start(), Some(index.position(span.start)));
            assert_eq!(place.end(), Some(index.position(span.end)));
            assert_eq!(place.index, u32::try_from(number + 1).ok());
            assert_eq!(index.position(span.start).line, first);
            assert_eq!(index.position(span.end).line, last);
            assert_eq!(index.slice(span), block.trim_end());
        }
        assert_eq!(reading.contents.len(), 2);
    }
}

#[test]
fn borders_may_be_indented_and_follow_a_bom() {
    let indented: String = sample_pem().lines().flat_map(|line| ["\t  ", line, "  \n"]).collect();
    let reading = of_pem(&format!("\u{feff}{indented}"));
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    assert_eq!(reading.contents.len(), 1);
    let spaced = sample_pem().replacen("CERTIFICATE-----\nMII", "CERTIFICATE-----\nM I\tI", 1);
    assert!(of_pem(&spaced).problems.is_empty());
}

#[test]
fn a_text_without_borders_is_no_pem() {
    for text in ["", "-----", "--- End of list ---", "- BEGIN\n", "----- BEGINNING -----", "-----BEGIN -----", "–––"]
    {
        assert!(pem::read(&binary(), text, &ReadOptions::default()).is_none(), "{text}");
    }
}

#[test]
fn a_broken_border_is_reported_and_its_block_read() {
    let good = sample_pem();
    for (from, to) in [
        ("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE----"),
        ("-----BEGIN CERTIFICATE-----", "----BEGIN CERTIFICATE-----"),
        ("-----BEGIN CERTIFICATE-----", "–––––BEGIN CERTIFICATE–––––"),
        ("-----BEGIN CERTIFICATE-----", "—--BEGIN CERTIFICATE—--"),
        ("-----BEGIN CERTIFICATE-----", "----- BEGIN CERTIFICATE -----"),
        ("-----BEGIN CERTIFICATE-----", "-----begin certificate-----"),
        ("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE"),
        ("-----BEGIN CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----"),
    ] {
        let reading = of_pem(&good.replace(from, to));
        assert_eq!(pem_damage(&reading), [&PemDamage::BrokenBorder], "{to}");
        assert_eq!(lines(reading.problems[0].place.at), (1, 1));
        assert_eq!(reading.contents.len(), 1, "{to}");
    }
    let joined = format!("{}{good}", good.trim_end());
    let last = u32::try_from(good.lines().count()).unwrap();
    for (text, line, certificates) in [(good.replace('\n', ""), 1, 1), (joined, last, 2)] {
        let reading = of_pem(&text);
        assert_eq!(pem_damage(&reading), [&PemDamage::BrokenBorder]);
        assert_eq!(lines(reading.problems[0].place.at), (line, line));
        assert_eq!(reading.contents.len(), certificates);
    }
}

#[test]
fn missing_and_other_ends_never_cost_the_other_blocks() {
    let good = sample_pem();
    let (no_end, _) = good.split_once("-----END").unwrap();
    let count = u32::try_from(good.lines().count()).unwrap();
    let label = || "CERTIFICATE".to_owned();

    let other_end = PemDamage::OtherEnd { begin: label(), end: "X509 CERTIFICATE".to_owned() };
    for (text, damage, place, found, index) in [
        (format!("{no_end}subject words\n{good}"), PemDamage::NoEnd { label: label() }, (1, count - 1), 2, 1),
        (good.replace("END CERTIFICATE", "END X509 CERTIFICATE"), other_end, (count, count), 1, 1),
        (format!("-----END CERTIFICATE-----\n{good}"), PemDamage::NoBegin { label: label() }, (1, 1), 1, 1),
        (
            format!("-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n{good}"),
            PemDamage::EmptyBlock { label: label() },
            (1, 3),
            1,
            2,
        ),
    ] {
        let reading = of_pem(&text);
        assert_eq!((pem_damage(&reading), lines(reading.problems[0].place.at)), (vec![&damage], place));
        assert_eq!((reading.contents.len(), certificates(&reading)[0].places[0].index), (found, Some(index)));
    }

    let half = &no_end[..no_end.len() / 2];
    let reading = of_pem(&format!("{half}\n{good}{half}"));
    assert_eq!(pem_damage(&reading).len(), 2);
    assert_eq!(certificates(&reading).len(), 1);
    assert_eq!(certificates(&reading)[0].places[0].index, Some(2));
}

#[test]
fn bad_base64_is_reported_with_its_line() {
    let good = sample_pem();
    let mut broken: Vec<String> = good.lines().map(str::to_owned).collect();
    broken[3].replace_range(5..6, "!");
    let text = format!("x\n{}\n{good}", broken.join("\n"));
    let reading = of_pem(&text);
    let [PemDamage::BadBase64 { detail }] = pem_damage(&reading)[..] else { panic!() };
    assert!(detail.contains("`!`, character 6"), "{detail}");
    let At::Lines { first, last, span, .. } = reading.problems[0].place.at else { panic!() };
    assert_eq!((first, last), (5, 5));
    assert_eq!(&text[span.start as usize..span.end as usize], broken[3]);
    assert_eq!(reading.problems[0].place.index, Some(1));
    assert_eq!(certificates(&reading)[0].places[0].index, Some(2));

    broken[3].replace_range(5..6, "");
    let reading = of_pem(&broken.join("\n"));
    assert!(matches!(pem_damage(&reading)[..], [PemDamage::BadBase64 { .. }]));
    assert_eq!(lines(reading.problems[0].place.at), (4, 4));
}

#[test]
fn labels_are_held_against_what_they_hold() {
    let (request, private) = (request().der().to_vec(), key().serialize_der());
    let public = key().subject_public_key_info();
    let wrong =
        |label: &str, holds| vec![ProblemKind::PemDamaged(PemDamage::WrongLabel { label: label.to_owned(), holds })];
    let of_key = [wrong("CERTIFICATE", LooksLike::PrivateKey), vec![ProblemKind::SecretInClear(Secret::PrivateKey)]];
    let unknown = ProblemKind::PemDamaged(PemDamage::UnknownLabel { label: "CERTIFICAT".to_owned() });
    for (label, der, found, kind, contents) in [
        (
            "CERTIFICATE",
            request.as_slice(),
            wrong("CERTIFICATE", LooksLike::CertificateRequest),
            Kind::CertificateRequest,
            1,
        ),
        ("CERTIFICATE", private.as_slice(), of_key.concat(), Kind::PrivateKey, 0),
        ("PKCS7", sample(), wrong("PKCS7", LooksLike::Certificate), Kind::Certificate, 1),
        ("CERTIFICAT", sample(), vec![unknown], Kind::Certificate, 1),
        ("X509 CERTIFICATE", sample(), Vec::new(), Kind::Certificate, 1),
        ("TRUSTED CERTIFICATE", sample(), Vec::new(), Kind::Certificate, 1),
        ("CERTIFICATE REQUEST", request.as_slice(), Vec::new(), Kind::CertificateRequest, 1),
        ("NEW CERTIFICATE REQUEST", request.as_slice(), Vec::new(), Kind::CertificateRequest, 1),
        ("PUBLIC KEY", public.as_slice(), Vec::new(), Kind::Unknown, 0),
    ] {
        let reading = of_pem(&wrapped(label, der));
        assert_eq!(problems(&reading), found.iter().collect::<Vec<_>>(), "{label}");
        assert_eq!((reading.kinds.as_slice(), reading.contents.len()), (&[kind][..], contents), "{label}");
    }
    let reading = of_pem(&wrapped("CERTIFICATE", b"Attention"));
    assert!(matches!(problems(&reading)[..], [ProblemKind::CertificateDamaged { field, offset: 0, .. }]
        if field == "certificate"));
}

#[test]
fn private_keys_in_clear_are_reported_and_locked_ones_are_not() {
    let secret = ProblemKind::SecretInClear(Secret::PrivateKey);
    let clear = key().serialize_der();
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
        let reading = of_pem(&wrapped(label, &clear));
        assert_eq!((problems(&reading), reading.kinds.as_slice()), (vec![&secret], &[Kind::PrivateKey][..]), "{label}");
    }
    let header = "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n";
    let locked = wrapped("RSA PRIVATE KEY", b"whatever it is").replacen("RSA PRIVATE KEY-----\n", header, 1);
    let openssh = wrapped("OPENSSH PRIVATE KEY", b"openssh-key-v1\0\0\0\0\x0aaes256-ctr");
    let pkcs8 = wrapped("ENCRYPTED PRIVATE KEY", b"\x30\x0a\x30\x05\x06\x03\x2a\x03\x04\x04\x01\x07");
    for text in [locked, openssh, pkcs8] {
        let reading = of_pem(&text);
        assert_eq!(reading.kinds, [Kind::PrivateKey]);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    }
    let damaged = wrapped("PRIVATE KEY", &clear).replacen('M', "!", 1);
    assert!(problems(&of_pem(&damaged)).contains(&&secret));
    let cut = wrapped("PRIVATE KEY", &clear).replace("-----END PRIVATE KEY-----", "");
    assert!(problems(&of_pem(&cut)).contains(&&secret));
}

#[test]
fn what_follows_a_certificate_in_its_block_is_reported() {
    let more = [sample(), b"\x30\x02\x05\x00"].concat();
    let reading = of_pem(&wrapped("CERTIFICATE", &more));
    assert_eq!(problems(&reading), [&ProblemKind::TrailingData { count: 4 }]);
    assert_eq!(reading.contents.len(), 1);
    assert!(of_pem(&wrapped("TRUSTED CERTIFICATE", &more)).problems.is_empty());
}

#[test]
fn base64_without_borders_is_read() {
    let base64 = sample_pem().lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\r\n");
    let text = format!("\r\n{base64}\r\n\r\n");
    let reading = read_bare_base64(&binary(), &text, &ReadOptions::default()).unwrap();
    let count = u32::try_from(base64.lines().count()).unwrap();
    let last = u32::try_from(base64.lines().last().unwrap().len() + 1).unwrap();
    assert_eq!(
        certificates(&reading)[0].places[0].at,
        At::Lines { first: 2, last: count + 1, columns: (1, last), span: Span::new(2, 2 + base64.len()) }
    );
    for text in ["", "MIIC", "Mail", "M\u{e4}il", "hello world", "MAAA="] {
        assert!(read_bare_base64(&binary(), text, &ReadOptions::default()).is_none(), "{text}");
    }
}

#[test]
fn countless_problems_are_omitted() {
    let text = "-----END CERTIFICATE-----\n".repeat(20_000);
    let reading = of_pem(&text);
    assert_eq!(reading.problems.len(), 10_001);
    assert!(matches!(problems(&reading).last(), Some(ProblemKind::LimitReached { limit: Limit::Problems, .. })));
}

fn spans_are_in_range(reading: &Reading, length: usize) {
    assert!(!reading.kinds.is_empty());
    let places = reading.problems.iter().map(|problem| &problem.place);
    let of_certificates = certificates(reading).into_iter().flat_map(|certificate| &certificate.places);
    for place in places.chain(of_certificates) {
        let span = place.span().unwrap();
        assert!(span.start <= span.end && span.end as usize <= length, "{place:?}");
        if let At::Lines { first, last, .. } = place.at {
            assert!(1 <= first && first <= last);
        }
    }
}

fn read_everything(bytes: &[u8]) {
    let options = ReadOptions::default();
    if let Some(reading) = read_binary(&binary(), bytes, &options) {
        spans_are_in_range(&reading, bytes.len());
        for problem in problems(&reading) {
            if let ProblemKind::CertificateDamaged { offset, .. } = problem {
                assert!(*offset as usize <= bytes.len());
            }
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let readings = [pem::read(&binary(), &text, &options), read_bare_base64(&binary(), &text, &options)];
    for reading in readings.iter().flatten() {
        spans_are_in_range(reading, text.len());
    }
}

#[test]
fn hostile_texts_are_read_in_good_time() {
    let borders = "-----BEGIN CERTIFICATE-----A-----END CERTIFICATE-----".repeat(20_000);
    for text in [
        format!("{borders}{}", " ".repeat(1 << 20)),
        "-".repeat(1 << 20),
        format!("-----BEGIN X-----\n{}", "A\n".repeat(1 << 20)),
        format!("-----BEGIN X-----\n{}", "-----END ".repeat(1 << 17)),
        format!("-----BEGIN CERTIFICATE-----\n{}", "a-----END\u{a0}".repeat(1 << 17)),
    ] {
        read_everything(text.as_bytes());
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_everything(&bytes);
        read_everything(&[b"\x30\x82\x01\x00\x30\x82\x01\x00\xa0\x03\x02\x01\x02", &bytes[..]].concat());
    }

    #[test]
    fn mutated_certificates_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut der = sample().to_vec();
        for (at, byte) in changes {
            let at = at.index(der.len());
            der[at] = byte;
        }
        if is_cut {
            der.truncate(cut.index(der.len()));
        }
        read_everything(&der);
        read_everything(wrapped("CERTIFICATE", &der).as_bytes());
        read_everything(STANDARD.encode(&der).as_bytes());
    }

    #[test]
    fn mutated_texts_never_panic(
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(vec!["-", "", "\n", "\r", "–", " ", "=", "BEGIN ", "END ", "-----", "é"])),
            1..12,
        ),
    ) {
        let mut text = format!("Bag\n{}{}", sample_pem(), wrapped("PRIVATE KEY", b"\x30\x06\x02\x01\x01\x04\x01\x07"));
        for (at, piece) in changes {
            let at = at.index(text.len());
            if text.is_char_boundary(at) {
                let end = (at + 1..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap();
                text.replace_range(at..end, piece);
            }
        }
        read_everything(text.as_bytes());
    }
}
