//! The frame of a certificate: where its fields stand, with as much leniency as still leaves no doubt.
//!
//! RFC 5280, section 4.1. What DER forbids but what can only be read in one way (a length with leading zeros, a time without
//! seconds, a name with an empty SET) is read; `encoding` tells of it.

use jiff::Timestamp;

use super::{
    times,
    walk::{Value, Walk, tag},
};

/// Where the fields of a certificate stand.
pub(super) struct Frame<'a> {
    /// What it was read from.
    pub(super) bytes: &'a [u8],
    /// How many bytes it takes.
    pub(super) length: usize,
    pub(super) tbs: Value<'a>,
    /// 1, 2 or 3; others as they are written.
    pub(super) version: u32,
    pub(super) serial: Value<'a>,
    /// The algorithm as the signed part names it.
    pub(super) inner_algorithm: Value<'a>,
    pub(super) issuer: Value<'a>,
    pub(super) validity: Value<'a>,
    pub(super) not_before: Timestamp,
    pub(super) not_after: Timestamp,
    pub(super) subject: Value<'a>,
    pub(super) key: PublicKey<'a>,
    pub(super) extensions: Vec<Extension<'a>>,
    pub(super) algorithm: Value<'a>,
    pub(super) signature: Value<'a>,
}

/// SubjectPublicKeyInfo.
pub(super) struct PublicKey<'a> {
    pub(super) whole: Value<'a>,
    pub(super) algorithm: Algorithm<'a>,
    /// The key itself: the bits without the octet that counts the unused ones.
    pub(super) bits: &'a [u8],
    /// Where they begin.
    pub(super) offset: usize,
}

/// AlgorithmIdentifier.
pub(super) struct Algorithm<'a> {
    pub(super) oid: &'a [u8],
    pub(super) parameters: Option<Value<'a>>,
}

/// One extension.
pub(super) struct Extension<'a> {
    pub(super) oid: &'a [u8],
    pub(super) critical: bool,
    pub(super) value: Value<'a>,
}

impl<'a> Algorithm<'a> {
    pub(super) fn of(sequence: &Value<'a>) -> Option<Algorithm<'a>> {
        let mut parts = sequence.inside();
        let oid = next(&mut parts, tag::OID)?.content;
        let parameters = if parts.is_over() { None } else { Some(parts.next_whole()?) };
        Some(Algorithm { oid, parameters })
    }
}

impl<'a> Frame<'a> {
    /// The certificate that `der` begins with; `None` where a field cannot be found, and `walk::damage` tells which.
    pub(super) fn of(der: &'a [u8]) -> Option<Frame<'a>> {
        let certificate = next(&mut Walk::over(der), tag::SEQUENCE)?;
        let mut parts = certificate.inside();
        let tbs = next(&mut parts, tag::SEQUENCE)?;
        let algorithm = next(&mut parts, tag::SEQUENCE)?;
        let signature = next(&mut parts, tag::BIT_STRING)?;

        let mut fields = tbs.inside();
        let version = match fields.peek()? {
            tag::CONTEXT_0 => version(&fields.next_whole()?)?,
            _ => 1,
        };
        let serial = next(&mut fields, tag::INTEGER).filter(|serial| !serial.content.is_empty())?;
        let inner_algorithm = next(&mut fields, tag::SEQUENCE)?;
        let issuer = next(&mut fields, tag::SEQUENCE)?;
        let validity = next(&mut fields, tag::SEQUENCE)?;
        let mut times = validity.inside();
        let (not_before, not_after) = (time(&mut times)?, time(&mut times)?);
        let subject = next(&mut fields, tag::SEQUENCE)?;
        let key = public_key(next(&mut fields, tag::SEQUENCE)?)?;
        let mut extensions = Vec::new();
        while !fields.is_over() {
            let field = fields.next_whole()?;
            match field.tag {
                tag::IMPLICIT_1 | tag::IMPLICIT_2 => {}
                tag::CONTEXT_3 => extensions = all_extensions(&field)?,
                _ => return None,
            }
        }
        Algorithm::of(&algorithm)?;
        Algorithm::of(&inner_algorithm)?;
        Some(Frame {
            bytes: der,
            length: certificate.end(),
            tbs,
            version,
            serial,
            inner_algorithm,
            issuer,
            validity,
            not_before,
            not_after,
            subject,
            key,
            extensions,
            algorithm,
            signature,
        })
    }
}

fn next<'a>(walk: &mut Walk<'a>, due: u8) -> Option<Value<'a>> {
    walk.next_whole().filter(|value| value.tag == due)
}

fn version(field: &Value<'_>) -> Option<u32> {
    let number = next(&mut field.inside(), tag::INTEGER)?;
    match number.content {
        [] => None,
        [first, ..] if first & 0x80 != 0 || number.content.len() > 4 => None,
        octets => {
            let version = octets.iter().fold(0_u32, |version, octet| (version << 8) | u32::from(*octet));
            Some(version.saturating_add(1))
        }
    }
}

fn time(times: &mut Walk<'_>) -> Option<Timestamp> {
    let time = times.next_whole().filter(|time| matches!(time.tag, tag::UTC_TIME | tag::GENERALIZED_TIME))?;
    times::moment(time.tag, time.content)
}

fn public_key(whole: Value<'_>) -> Option<PublicKey<'_>> {
    let mut parts = whole.inside();
    let algorithm = Algorithm::of(&next(&mut parts, tag::SEQUENCE)?)?;
    let string = next(&mut parts, tag::BIT_STRING)?;
    let bits = string.content.get(1..)?;
    Some(PublicKey { whole, algorithm, bits, offset: string.content_offset + 1 })
}

fn all_extensions<'a>(field: &Value<'a>) -> Option<Vec<Extension<'a>>> {
    let mut walk = next(&mut field.inside(), tag::SEQUENCE)?.inside();
    let mut extensions = Vec::with_capacity(10);
    while !walk.is_over() {
        let mut parts = next(&mut walk, tag::SEQUENCE)?.inside();
        let oid = next(&mut parts, tag::OID)?.content;
        let mut critical = false;
        if parts.peek() == Some(tag::BOOLEAN) {
            critical = parts.next_whole()?.content != [0];
        }
        extensions.push(Extension { oid, critical, value: next(&mut parts, tag::OCTET_STRING)? });
    }
    Some(extensions)
}
