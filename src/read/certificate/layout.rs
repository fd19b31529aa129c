//! The layout of a certificate: where its fields are, or the first field that can't be read.
//!
//! RFC 5280, section 4.1. What DER forbids but what can only be read in one way (a length with leading zeros, a time without
//! seconds, a name with an empty SET) is read; `encoding` reports it.

use std::fmt;

use jiff::Timestamp;

use super::{
    distinguished_name::Name,
    names, times,
    walk::{Damage, Value, Walk, tag},
};

/// Where the fields of a certificate are.
pub(super) struct Layout<'a> {
    pub(super) whole: Value<'a>,
    pub(super) tbs: Value<'a>,
    /// 1, 2 or 3; others as they are written.
    pub(super) version: u32,
    pub(super) serial: Value<'a>,
    /// The algorithm as the signed part names it.
    pub(super) inner_algorithm: Algorithm<'a>,
    pub(super) issuer: Name<'a>,
    pub(super) validity: Value<'a>,
    pub(super) not_before: Time<'a>,
    pub(super) not_after: Time<'a>,
    pub(super) subject: Name<'a>,
    pub(super) key: PublicKey<'a>,
    pub(super) issuer_unique_id: Option<Value<'a>>,
    pub(super) subject_unique_id: Option<Value<'a>>,
    pub(super) extensions: Vec<Extension<'a>>,
    pub(super) algorithm: Algorithm<'a>,
    pub(super) signature: Value<'a>,
}

/// UTCTime or GeneralizedTime.
pub(super) struct Time<'a> {
    pub(super) value: Value<'a>,
    pub(super) moment: Timestamp,
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
    pub(super) whole: Value<'a>,
    pub(super) oid: &'a [u8],
    pub(super) parameters: Option<Value<'a>>,
}

/// One extension.
pub(super) struct Extension<'a> {
    pub(super) oid: &'a [u8],
    pub(super) critical: bool,
    pub(super) value: Value<'a>,
}

impl<'a> Layout<'a> {
    /// The layout of the certificate that `der` begins with.
    pub(super) fn of(der: &'a [u8]) -> Result<Layout<'a>, Damage> {
        let whole = Walk::over(der).expect("certificate", tag::SEQUENCE)?;
        let mut parts = whole.inside();
        let tbs = parts.expect("tbsCertificate", tag::SEQUENCE)?;
        let mut fields = tbs.inside();
        let version = if fields.peek() == Some(tag::CONTEXT_0) { version(&mut fields)? } else { 1 };
        let serial = fields.expect("tbsCertificate.serialNumber", tag::INTEGER)?;
        if serial.content.is_empty() {
            return Err(serial.damage("tbsCertificate.serialNumber", "a number without octets"));
        }
        let inner_algorithm = Algorithm::of(&mut fields, "tbsCertificate.signature")?;
        let issuer = Name::of(&mut fields, "tbsCertificate.issuer")?;
        let validity = fields.expect("tbsCertificate.validity", tag::SEQUENCE)?;
        let mut times = validity.inside();
        let not_before = Time::of(&mut times, "tbsCertificate.validity.notBefore")?;
        let not_after = Time::of(&mut times, "tbsCertificate.validity.notAfter")?;
        let subject = Name::of(&mut fields, "tbsCertificate.subject")?;
        let key = public_key(&mut fields)?;
        let (mut issuer_unique_id, mut subject_unique_id, mut extensions) = (None, None, Vec::new());
        while let Some(next) = fields.peek() {
            match next {
                tag::IMPLICIT_1 => issuer_unique_id = Some(fields.expect("tbsCertificate.issuerUniqueID", next)?),
                tag::IMPLICIT_2 => subject_unique_id = Some(fields.expect("tbsCertificate.subjectUniqueID", next)?),
                _ => extensions = all_extensions(&mut fields)?,
            }
        }
        fields.reaches_its_end("tbsCertificate")?;
        let algorithm = Algorithm::of(&mut parts, "signatureAlgorithm")?;
        let signature = bits(&mut parts, "signatureValue")?;
        parts.reaches_its_end("certificate")?;
        Ok(Layout {
            whole,
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
            issuer_unique_id,
            subject_unique_id,
            extensions,
            algorithm,
            signature,
        })
    }
}

impl<'a> Algorithm<'a> {
    pub(super) fn of(parent: &mut Walk<'a>, field: &str) -> Result<Algorithm<'a>, Damage> {
        let whole = parent.expect(field, tag::SEQUENCE)?;
        let mut parts = whole.inside();
        let oid = parts.expect(format_args!("{field}.algorithm"), tag::OID)?.content;
        parts.reaches_its_end(field)?;
        let parameters = match parts.peek() {
            Some(any) => Some(parts.expect(format_args!("{field}.parameters"), any)?),
            None => None,
        };
        Ok(Algorithm { whole, oid, parameters })
    }
}

impl<'a> Time<'a> {
    pub(super) fn of(parent: &mut Walk<'a>, field: &str) -> Result<Time<'a>, Damage> {
        let value = parent.expect_one_of(field, &[tag::UTC_TIME, tag::GENERALIZED_TIME])?;
        match times::moment(value.tag, value.content) {
            Some(moment) => Ok(Time { value, moment }),
            None => {
                let written = String::from_utf8_lossy(value.content);
                Err(value.damage(field, format_args!("no moment in time: {written}")))
            }
        }
    }
}

fn version(fields: &mut Walk<'_>) -> Result<u32, Damage> {
    const FIELD: &str = "tbsCertificate.version";
    let number = fields.expect(FIELD, tag::CONTEXT_0)?.inside().expect(FIELD, tag::INTEGER)?;
    match number.content {
        [0..0x80, ..] if number.content.len() <= 4 => {
            let version = number.content.iter().fold(0_u32, |version, octet| (version << 8) | u32::from(*octet));
            Ok(version.saturating_add(1))
        }
        _ => Err(number.damage(FIELD, "no version number")),
    }
}

fn public_key<'a>(fields: &mut Walk<'a>) -> Result<PublicKey<'a>, Damage> {
    let whole = fields.expect("tbsCertificate.subjectPublicKeyInfo", tag::SEQUENCE)?;
    let mut parts = whole.inside();
    let algorithm = Algorithm::of(&mut parts, "tbsCertificate.subjectPublicKeyInfo.algorithm")?;
    let string = bits(&mut parts, "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey")?;
    let bits = string.content.get(1..).unwrap_or_default();
    Ok(PublicKey { whole, algorithm, bits, offset: string.content_offset + 1 })
}

/// A BIT STRING, with the octet that counts the unused bits.
fn bits<'a>(parent: &mut Walk<'a>, field: &str) -> Result<Value<'a>, Damage> {
    let bits = parent.expect(field, tag::BIT_STRING)?;
    if bits.content.is_empty() { Err(bits.damage(field, "a bit string without octets")) } else { Ok(bits) }
}

fn all_extensions<'a>(fields: &mut Walk<'a>) -> Result<Vec<Extension<'a>>, Damage> {
    const FIELD: &str = "tbsCertificate.extensions";
    let mut list = fields.expect(FIELD, tag::CONTEXT_3)?.inside().expect(FIELD, tag::SEQUENCE)?.inside();
    let mut extensions = Vec::with_capacity(10);
    while !list.is_over() {
        let number = extensions.len() + 1;
        let mut parts = list.expect(format_args!("{FIELD}[{number}]"), tag::SEQUENCE)?.inside();
        let oid = parts.expect(format_args!("{FIELD}[{number}].extnID"), tag::OID)?.content;
        let field = fmt::from_fn(|text| match names::extension(oid) {
            Some(name) => write!(text, "{FIELD}.{name}"),
            None => write!(text, "{FIELD}[{number}]"),
        });
        let critical = match parts.peek() {
            Some(tag::BOOLEAN) => parts.expect(format_args!("{field}.critical"), tag::BOOLEAN)?.content != [0],
            _ => false,
        };
        let value = parts.expect(format_args!("{field}.extnValue"), tag::OCTET_STRING)?;
        extensions.push(Extension { oid, critical, value });
    }
    list.reaches_its_end(FIELD)?;
    Ok(extensions)
}
