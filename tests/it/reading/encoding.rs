//! Each fault of an encoding, in a certificate that has nothing else wrong, and what looks like one and is none.

use msstd::{
    model::{
        certificate::EncodingKind,
        file::{File, Limit, Limits, Problem, ProblemKind, ReadOptions},
    },
    read::{Bytes, Named, certificate::of_der, read},
};

use crate::common::der::tlv as value;

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(0x30, &parts.concat())
}

const COMMON_NAME: &[u8] = &[6, 3, 0x55, 4, 3];
const COUNTRY: &[u8] = &[6, 3, 0x55, 4, 6];
const ORGANIZATION: &[u8] = &[6, 3, 0x55, 4, 10];
const EMAIL: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01";
const UNSTRUCTURED_NAME: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x02";
const ECDSA_SHA256: &[u8] = b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02";
const ECDSA_SHA384: &[u8] = b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03";
const KEY_USAGE: &[u8] = &[6, 3, 0x55, 0x1d, 0x0f];
const BASIC_CONSTRAINTS: &[u8] = &[6, 3, 0x55, 0x1d, 0x13];

/// The parts that a test replaces.
#[derive(Clone)]
struct Parts {
    serial: Vec<u8>,
    inner_algorithm: Vec<u8>,
    not_before: Vec<u8>,
    not_after: Vec<u8>,
    subject: Vec<u8>,
    key: Vec<u8>,
    extensions: Vec<Vec<u8>>,
}

fn attribute(kind: &[u8], tag: u8, text: &[u8]) -> Vec<u8> {
    sequence(&[kind, &value(tag, text)])
}

fn name(attributes: &[Vec<u8>]) -> Vec<u8> {
    value(0x30, &attributes.iter().map(|attribute| value(0x31, attribute)).collect::<Vec<_>>().concat())
}

fn extension(oid: &[u8], content: &[u8]) -> Vec<u8> {
    sequence(&[oid, &value(0x04, content)])
}

fn rsa_key(modulus: &[u8]) -> Vec<u8> {
    let numbers = sequence(&[&value(2, modulus), &[2, 3, 1, 0, 1]]);
    let bits = value(3, &[&[0][..], &numbers].concat());
    sequence(&[b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00", &bits])
}

impl Parts {
    fn plain() -> Parts {
        Parts {
            serial: vec![2, 2, 0x12, 0x34],
            inner_algorithm: ECDSA_SHA256.to_vec(),
            not_before: value(0x17, b"260101000000Z"),
            not_after: value(0x18, b"20500101000000Z"),
            subject: name(&[attribute(COUNTRY, 0x13, b"DE"), attribute(COMMON_NAME, 0x0c, b"mail.contoso.com")]),
            key: rsa_key(&[0, 0x81, 0x23, 0x45]),
            extensions: vec![extension(KEY_USAGE, &[3, 2, 5, 0xa0])],
        }
    }

    fn subject(attributes: &[Vec<u8>]) -> Parts {
        Parts { subject: name(attributes), ..Parts::plain() }
    }

    fn one(kind: &[u8], tag: u8, text: &[u8]) -> Parts {
        Parts::subject(&[attribute(kind, tag, text)])
    }

    fn extension(oid: &[u8], content: &[u8]) -> Parts {
        Parts { extensions: vec![extension(oid, content)], ..Parts::plain() }
    }

    fn der(&self) -> Vec<u8> {
        let signed = sequence(&[
            &[0xa0, 3, 2, 1, 2],
            &self.serial,
            &self.inner_algorithm,
            &name(&[attribute(COMMON_NAME, 0x0c, b"Contoso CA")]),
            &sequence(&[&self.not_before, &self.not_after]),
            &self.subject,
            &self.key,
            &value(0xa3, &value(0x30, &self.extensions.concat())),
        ]);
        sequence(&[&signed, ECDSA_SHA256, &[3, 3, 0, 0x5a, 0x5a]])
    }

    /// The faults as field and kind; each offset lies within the certificate, and they go up.
    fn faults(&self) -> Vec<(String, EncodingKind)> {
        let der = self.der();
        let (certificate, _) = of_der(&der, &Limits::default()).expect("a certificate");
        let faults = certificate.unusual.map(|unusual| unusual.encoding).unwrap_or_default();
        assert!(faults.is_sorted_by_key(|fault| fault.offset));
        assert!(faults.iter().all(|fault| (fault.offset as usize) < der.len()));
        let field = |path: &str| path.strip_prefix("tbsCertificate.").unwrap_or(path).to_owned();
        faults.into_iter().map(|fault| (field(&fault.field), fault.kind)).collect()
    }
}

#[test]
fn each_fault_is_reported_with_its_field() {
    let plain = Parts::plain;
    let string_type = |attribute, found| EncodingKind::StringType { attribute, found };
    let characters = |attribute, found| EncodingKind::Characters { attribute, found };
    let in_key_usage = "extensions.keyUsage";
    let cases: Vec<(Parts, &str, EncodingKind)> = vec![
        (Parts { serial: vec![2, 0x81, 1, 5], ..plain() }, "serialNumber", EncodingKind::Length),
        (Parts { serial: vec![2, 0x82, 0, 1, 5], ..plain() }, "serialNumber", EncodingKind::Length),
        (Parts { serial: vec![2, 2, 0, 5], ..plain() }, "serialNumber", EncodingKind::Integer),
        (Parts { serial: vec![2, 2, 0xff, 0x85], ..plain() }, "serialNumber", EncodingKind::Integer),
        (Parts { key: rsa_key(&[0, 0, 0x81, 0x23]), ..plain() }, "subjectPublicKeyInfo", EncodingKind::Integer),
        (
            Parts { inner_algorithm: ECDSA_SHA384.to_vec(), ..plain() },
            "signatureAlgorithm",
            EncodingKind::AlgorithmsDiffer,
        ),
        (Parts::extension(KEY_USAGE, &[3, 2, 5, 0xbf]), in_key_usage, EncodingKind::Bits),
        (Parts::extension(KEY_USAGE, &[3, 2, 4, 0xa0]), in_key_usage, EncodingKind::NamedBits),
        (Parts::extension(KEY_USAGE, &[3, 5, 0, 0xb0, 0, 0, 0]), in_key_usage, EncodingKind::NamedBits),
        (Parts::extension(KEY_USAGE, &[3, 2, 5, 0xa0, 5, 0]), in_key_usage, EncodingKind::Trailing),
        (
            Parts::extension(BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 1]),
            "extensions.basicConstraints",
            EncodingKind::Boolean,
        ),
        (
            Parts::extension(&[6, 3, 0x55, 0x1d, 0x25], &[0x30, 5, 6, 3, 0x2a, 0x80, 0x03]),
            "extensions.extKeyUsage",
            EncodingKind::Identifier,
        ),
        (
            Parts::extension(&[6, 3, 0x55, 0x1d, 0x0e], &[0x24, 4, 4, 2, 1, 2]),
            "extensions.subjectKeyIdentifier",
            EncodingKind::Pieces,
        ),
        (
            Parts { not_before: value(0x17, b"2601010000Z"), ..plain() },
            "validity",
            EncodingKind::Time { written: "2601010000Z".to_owned() },
        ),
        (
            Parts { not_after: value(0x18, b"20500101000000.5Z"), ..plain() },
            "validity",
            EncodingKind::Time { written: "20500101000000.5Z".to_owned() },
        ),
        (
            Parts { not_after: value(0x18, b"20491231235959Z"), ..plain() },
            "validity",
            EncodingKind::TimeForm { written: "20491231235959Z".to_owned() },
        ),
        (Parts::subject(&[Vec::new()]), "subject", EncodingKind::EmptySet),
        (
            Parts::subject(&[[attribute(ORGANIZATION, 0x0c, b"B"), attribute(ORGANIZATION, 0x0c, b"A")].concat()]),
            "subject",
            EncodingKind::SetOrder,
        ),
        (Parts::one(COUNTRY, 0x0c, b"DE"), "subject", string_type("C", "UTF8String")),
        (Parts::one(EMAIL, 0x0c, b"a@b.c"), "subject", string_type("E", "UTF8String")),
        (Parts::one(COMMON_NAME, 0x16, b"a"), "subject", string_type("CN", "IA5String")),
        (Parts::one(ORGANIZATION, 0x14, b"a"), "subject", string_type("O", "TeletexString")),
        (Parts::one(COMMON_NAME, 0x13, b"*.contoso.com"), "subject", characters("CN", "PrintableString")),
        (Parts::one(COMMON_NAME, 0x0c, b"\xff"), "subject", characters("CN", "UTF8String")),
        (
            Parts::one(COMMON_NAME, 0x0c, &[b'a'; 65]),
            "subject",
            EncodingKind::TooLong { attribute: "CN", length: 65, bound: 64 },
        ),
    ];
    for (parts, field, kind) in cases {
        assert_eq!(parts.faults(), [(field.to_owned(), kind)]);
    }
}

#[test]
fn what_everybody_takes_is_no_fault() {
    let cases = [
        Parts::plain(),
        // A negative number is CT024's, and its octets are those it needs.
        Parts { serial: vec![2, 2, 0xff, 0x05], ..Parts::plain() },
        Parts { serial: vec![2, 2, 0, 0x85], ..Parts::plain() },
        Parts::extension(KEY_USAGE, &[3, 1, 0]),
        Parts::extension(BASIC_CONSTRAINTS, &[0x30, 3, 1, 1, 0]),
        Parts::extension(&[6, 2, 0x2a, 3], &[0, 0xff]),
        Parts::one(COMMON_NAME, 0x0c, b"*.contoso.com"),
        Parts::one(COMMON_NAME, 0x0c, "ü".repeat(64).as_bytes()),
        Parts::one(UNSTRUCTURED_NAME, 0x16, b"router"),
        Parts {
            not_before: value(0x17, b"031231000000Z"),
            subject: name(&[attribute(ORGANIZATION, 0x14, b"B\xfccher")]),
            ..Parts::plain()
        },
        Parts::subject(&[[attribute(ORGANIZATION, 0x0c, b"A"), attribute(ORGANIZATION, 0x0c, b"B")].concat()]),
        // An attribute that nobody knows, and no string at all.
        Parts::one(&[6, 3, 0x2a, 3, 4], 0x14, b"a"),
        Parts::one(COMMON_NAME, 0x04, b"a"),
    ];
    for (number, parts) in cases.iter().enumerate() {
        assert_eq!(parts.faults(), [], "{number}");
    }
}

#[test]
fn two_faults_of_one_string_are_both_reported() {
    let both = Parts::one(COMMON_NAME, 0x1e, &[0; 130]);
    let expected = [
        EncodingKind::StringType { attribute: "CN", found: "BMPString" },
        EncodingKind::TooLong { attribute: "CN", length: 65, bound: 64 },
    ];
    assert!(both.faults().iter().map(|(_, kind)| kind).eq(&expected));
}

#[test]
fn faults_that_are_not_listed_are_a_problem() {
    let empty_sets = |count: usize| {
        let parts = Parts::subject(&vec![Vec::new(); count]);
        let problems: Vec<ProblemKind> = file(parts.der()).problems.into_iter().map(|problem| problem.kind).collect();
        (parts.faults().len(), problems)
    };
    assert_eq!(empty_sets(32), (32, vec![]));
    assert_eq!(empty_sets(33), (32, vec![ProblemKind::too_many_problems(32)]));

    let policies = |depth: usize| {
        let nested = (0..depth).fold(Vec::new(), |inside, _| value(0x30, &inside));
        file(Parts::extension(&[6, 3, 0x55, 0x1d, 0x20], &nested).der()).problems
    };
    let is_depth = |problem: &Problem| matches!(problem.kind, ProblemKind::LimitReached { limit: Limit::Depth, .. });
    assert!(!policies(25).iter().any(is_depth));
    assert!(policies(26).iter().any(is_depth));
}

fn file(der: Vec<u8>) -> File {
    let named = Named { path: "certificate.cer".to_owned(), bytes: Bytes::Here(der) };
    let mut files = read(&named, &ReadOptions::default());
    files.pop().expect("a file")
}
