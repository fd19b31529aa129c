//! What a DER value is, told by its structure alone.

use crate::model::file::LooksLike;

use super::walk::{Value, Walk, tag};

/// `1.2.840.113549.1.7`, below which PKCS#7 keeps its content types.
const PKCS7: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07";

/// What a DER value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Certificate,
    Crl,
    CertificateRequest,
    /// PKCS#8, PKCS#1, SEC1 or DSA, unencrypted.
    PrivateKey,
    EncryptedPrivateKey,
    PublicKey,
    Pkcs7,
    Pkcs12,
}

impl Shape {
    /// The shape of what `bytes` begin with, however much of it is cut off or corrupt further in.
    pub(super) fn of(bytes: &[u8]) -> Option<Shape> {
        let outer = Walk::over(bytes).next_lenient().filter(Value::is_sequence)?;
        let mut parts = outer.inside();
        let first = parts.next_lenient()?;
        match first.tag {
            tag::OID => first.content.starts_with(PKCS7).then_some(Shape::Pkcs7),
            tag::INTEGER => shape_after_integer(&first, parts),
            tag::SEQUENCE => shape_after_sequence(&first, parts),
            _ => None,
        }
    }

    pub(super) fn looks_like(self) -> LooksLike {
        match self {
            Shape::Certificate => LooksLike::Certificate,
            Shape::Crl => LooksLike::Crl,
            Shape::CertificateRequest => LooksLike::CertificateRequest,
            Shape::PrivateKey | Shape::EncryptedPrivateKey => LooksLike::PrivateKey,
            Shape::PublicKey => LooksLike::PublicKey,
            Shape::Pkcs7 => LooksLike::Pkcs7,
            Shape::Pkcs12 => LooksLike::Pkcs12,
        }
    }
}

/// Keys and PKCS#12 begin with a version.
fn shape_after_integer(version: &Value<'_>, mut parts: Walk<'_>) -> Option<Shape> {
    let second = parts.next_lenient()?;
    match (version.content, second.tag) {
        ([1], tag::OCTET_STRING) => Some(Shape::PrivateKey),
        ([3], tag::SEQUENCE) => begins_with_oid(&second).filter(|oid| oid.starts_with(PKCS7)).map(|_| Shape::Pkcs12),
        ([0 | 1], tag::SEQUENCE) => {
            begins_with_oid(&second)?;
            parts.next_lenient().filter(|third| third.tag == tag::OCTET_STRING).map(|_| Shape::PrivateKey)
        }
        (_, tag::INTEGER) => match (version.content, parts.next_lenient()) {
            ([0 | 1], Some(third)) if third.tag == tag::INTEGER => Some(Shape::PrivateKey),
            _ => Some(Shape::PublicKey),
        },
        _ => None,
    }
}

/// Whatever is signed begins with the sequence that is signed, other keys with an algorithm.
fn shape_after_sequence(first: &Value<'_>, mut parts: Walk<'_>) -> Option<Shape> {
    let mut signed = first.inside();
    let begin = signed.next_lenient()?;
    match begin.tag {
        tag::CONTEXT_0 => begin.content.starts_with(&[tag::INTEGER]).then_some(Shape::Certificate),
        tag::OID => match parts.next_lenient()?.tag {
            tag::BIT_STRING => Some(Shape::PublicKey),
            tag::OCTET_STRING => Some(Shape::EncryptedPrivateKey),
            _ => None,
        },
        tag::INTEGER => {
            let second = signed.next_lenient().filter(Value::is_sequence)?;
            if begins_with_oid(&second).is_some() {
                signed.next_lenient().filter(Value::is_sequence)?;
                let is_time = |value: &Value<'_>| matches!(value.tag, tag::UTC_TIME | tag::GENERALIZED_TIME);
                let is_crl = signed.next_lenient().as_ref().is_some_and(is_time);
                return Some(if is_crl { Shape::Crl } else { Shape::Certificate });
            }
            let key = signed.next_lenient().filter(Value::is_sequence)?;
            key.inside().next_lenient().filter(Value::is_sequence).map(|_| Shape::CertificateRequest)
        }
        tag::SEQUENCE => {
            begins_with_oid(&begin)?;
            signed.next_lenient().filter(Value::is_sequence)?;
            let update = signed.next_lenient()?;
            matches!(update.tag, tag::UTC_TIME | tag::GENERALIZED_TIME).then_some(Shape::Crl)
        }
        _ => None,
    }
}

fn begins_with_oid<'a>(sequence: &Value<'a>) -> Option<&'a [u8]> {
    sequence.inside().next_lenient().filter(|first| first.tag == tag::OID).map(|oid| oid.content)
}
