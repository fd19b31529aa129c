//! The DER of one certificate to the facts that are kept of it.
//!
//! x509-parser reads the certificate's frame. Its extensions are read here, each on its own: one that is damaged is told
//! of and costs neither the others nor the certificate.

use std::{borrow::Cow, fmt::Write as _};

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use sha1::{Digest as _, Sha1};
use x509_parser::{
    asn1_rs::{Any, Class},
    certificate::{X509Certificate, X509CertificateParser},
    extensions::X509Extension,
    nom::{Offset as _, Parser as _},
    time::ASN1Time,
    x509::{AlgorithmIdentifier, AttributeTypeAndValue, SubjectPublicKeyInfo, X509Name},
};

use crate::model::{
    certificate::{BasicConstraints, Certificate, ExtendedKeyUsage, Key, KeyAlgorithm, KeyUsage, Signature, hex},
    file::{Limit, Limits, ProblemKind},
    source::Span,
};

use super::{
    names::{self, KeyFamily},
    walk::{self, Damage, Value, Walk, tag},
};

/// A certificate that was read; its places are for the caller to set.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) certificate: Box<Certificate>,
    /// How many bytes it took.
    pub(super) length: usize,
    /// What could not be read of it, or was left out.
    pub(super) problems: Vec<ProblemKind>,
}

/// Reads the certificate that `der` begins with.
pub(super) fn read(der: &[u8], limits: &Limits) -> Result<Facts, ProblemKind> {
    let length = Walk::over(der).next_lenient().map_or(der.len(), |outer| outer.content_offset + outer.content.len());
    if length as u64 > limits.certificate_bytes {
        return Err(ProblemKind::LimitReached {
            limit: Limit::CertificateBytes,
            value: limits.certificate_bytes,
            found: Some(length as u64),
        });
    }
    let (rest, frame) = X509CertificateParser::new().with_deep_parse_extensions(false).parse(der).map_err(|error| {
        problem(walk::damage(der).unwrap_or_else(|| Damage {
            field: "certificate".to_owned(),
            offset: 0,
            reason: error.to_string(),
        }))
    })?;
    let length = der.len() - rest.len();
    let whole = der.get(..length).unwrap_or(der);
    let mut reader = Reader { der, most_names: limits.names, found_names: 0, problems: Vec::new() };
    let certificate = Box::new(reader.certificate(&frame, whole));
    let mut problems = reader.problems;
    if reader.found_names > limits.names {
        problems.push(ProblemKind::LimitReached {
            limit: Limit::Names,
            value: limits.names as u64,
            found: Some(reader.found_names as u64),
        });
    }
    Ok(Facts { certificate, length, problems })
}

fn problem(damage: Damage) -> ProblemKind {
    let offset = Span::new(damage.offset, damage.offset).start;
    ProblemKind::CertificateDamaged { field: damage.field, offset, reason: damage.reason }
}

struct Reader<'a> {
    der: &'a [u8],
    /// How many names of one kind are kept.
    most_names: usize,
    /// The most names of one kind that were there.
    found_names: usize,
    problems: Vec<ProblemKind>,
}

impl Reader<'_> {
    fn certificate(&mut self, frame: &X509Certificate<'_>, whole: &[u8]) -> Certificate {
        let tbs = &frame.tbs_certificate;
        let mut certificate = Certificate {
            sha256: sha256(whole),
            sha1: sha1(whole),
            places: Vec::new(),
            version: tbs.version.0.saturating_add(1),
            subject: shown(&tbs.subject),
            issuer: shown(&tbs.issuer).into(),
            self_issued: tbs.subject.as_raw() == tbs.issuer.as_raw(),
            common_names: self.attributes(&tbs.subject, names::COMMON_NAME),
            subject_emails: self.attributes(&tbs.subject, names::EMAIL_ADDRESS),
            dns_names: Vec::new(),
            has_san: false,
            serial: tbs.raw_serial().to_vec(),
            not_before: moment(tbs.validity.not_before),
            not_after: moment(tbs.validity.not_after),
            key: self.key(&tbs.subject_pki),
            signature: signature(&frame.signature_algorithm),
            basic_constraints: None,
            key_usage: None,
            extended_key_usage: None,
            authority_key_identifier: None,
            subject_key_identifier: None,
            extension_count: u32::try_from(tbs.extensions().len()).unwrap_or(u32::MAX),
        };
        for extension in tbs.extensions() {
            if let Err(damage) = self.extension(extension, &mut certificate) {
                self.problems.push(problem(damage));
            }
        }
        certificate.dns_names.shrink_to_fit();
        certificate.common_names.shrink_to_fit();
        certificate
    }

    /// Every value of one attribute of a name, in order.
    fn attributes(&mut self, name: &X509Name<'_>, oid: &[u8]) -> Vec<String> {
        let of_that_type = || name.iter_attributes().filter(|attribute| attribute.attr_type().as_bytes() == oid);
        let count = of_that_type().count();
        self.found_names = self.found_names.max(count);
        let mut values = Vec::with_capacity(count.min(self.most_names));
        values.extend(of_that_type().take(self.most_names).map(value));
        values
    }

    fn key(&mut self, info: &SubjectPublicKeyInfo<'_>) -> Key {
        let oid = info.algorithm.algorithm.as_bytes();
        let algorithm = match names::key_family(oid) {
            Some(KeyFamily::Rsa) => self.rsa_key(info),
            Some(KeyFamily::Ec) => KeyAlgorithm::Ec { curve: curve(&info.algorithm) },
            Some(KeyFamily::Other(name)) => KeyAlgorithm::Other { name: name.into() },
            None => KeyAlgorithm::Other { name: names::dotted(oid).into() },
        };
        Key { algorithm, sha256: sha256(info.raw) }
    }

    fn rsa_key(&mut self, info: &SubjectPublicKeyInfo<'_>) -> KeyAlgorithm {
        if let Some(bits) = modulus_bits(&info.subject_public_key.data) {
            return KeyAlgorithm::Rsa { bits };
        }
        self.problems.push(problem(Damage {
            field: "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey".to_owned(),
            offset: self.der.offset(info.subject_public_key.data.as_ref()),
            reason: "no RSA key: a SEQUENCE of modulus and exponent expected".to_owned(),
        }));
        KeyAlgorithm::Other { name: "RSA".into() }
    }

    /// Takes up one extension. Of repeated ones the first counts, but the names of every subjectAltName are kept.
    fn extension(&mut self, extension: &X509Extension<'_>, certificate: &mut Certificate) -> Result<(), Damage> {
        let Some(name) = names::extension(extension.oid.as_bytes()) else {
            return Ok(());
        };
        let at = ExtensionPlace { name, offset: self.der.offset(extension.value) };
        let mut walk = Walk::within(extension.value, at.offset);
        match name {
            "subjectAltName" => {
                certificate.has_san = true;
                self.alternative_names(&at, walk, &mut certificate.dns_names)?;
            }
            "basicConstraints" if certificate.basic_constraints.is_none() => {
                certificate.basic_constraints = Some(basic_constraints(&at, walk, extension.critical)?);
            }
            "keyUsage" if certificate.key_usage.is_none() => {
                let bits = at.expect(&mut walk, tag::BIT_STRING, "a BIT STRING expected")?;
                certificate.key_usage = Some(key_usage(bits.content));
            }
            "extKeyUsage" if certificate.extended_key_usage.is_none() => {
                certificate.extended_key_usage = Some(self.extended_key_usage(&at, walk)?);
            }
            "authorityKeyIdentifier" if certificate.authority_key_identifier.is_none() => {
                let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
                let first = sequence.inside().next_whole().filter(|first| first.tag == tag::IMPLICIT_0);
                certificate.authority_key_identifier = first.map(|key| key.content.to_vec());
            }
            "subjectKeyIdentifier" if certificate.subject_key_identifier.is_none() => {
                let key = at.expect(&mut walk, tag::OCTET_STRING, "an OCTET STRING expected")?;
                certificate.subject_key_identifier = Some(key.content.to_vec());
            }
            _ => {}
        }
        Ok(())
    }

    fn alternative_names(
        &mut self,
        at: &ExtensionPlace,
        mut walk: Walk<'_>,
        dns_names: &mut Vec<String>,
    ) -> Result<(), Damage> {
        let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
        let mut general_names = sequence.inside();
        let mut count = dns_names.len();
        while !general_names.is_over() {
            let name = at.whole(&mut general_names)?;
            if name.tag == tag::IMPLICIT_2 {
                count += 1;
                if dns_names.len() < self.most_names {
                    dns_names.push(String::from_utf8_lossy(name.content).into_owned());
                }
            }
        }
        self.found_names = self.found_names.max(count);
        Ok(())
    }

    fn extended_key_usage(&mut self, at: &ExtensionPlace, mut walk: Walk<'_>) -> Result<ExtendedKeyUsage, Damage> {
        let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
        let mut oids = sequence.inside();
        let mut usage = ExtendedKeyUsage { server_auth: false, any: false, client_auth: false, purposes: Vec::new() };
        let mut count = 0;
        while !oids.is_over() {
            let oid = at.expect(&mut oids, tag::OID, "an OBJECT IDENTIFIER expected")?;
            count += 1;
            let known = names::purpose(oid.content);
            usage.server_auth |= known == Some(names::SERVER_AUTH);
            usage.any |= known == Some(names::ANY_PURPOSE);
            usage.client_auth |= known == Some(names::CLIENT_AUTH);
            if count <= self.most_names {
                usage.purposes.push(known.map_or_else(|| names::dotted(oid.content).into(), Cow::Borrowed));
            }
        }
        self.found_names = self.found_names.max(count);
        usage.purposes.shrink_to_fit();
        Ok(usage)
    }
}

/// Which extension is read, and where its value begins.
struct ExtensionPlace {
    name: &'static str,
    offset: usize,
}

impl ExtensionPlace {
    fn damage(&self, offset: usize, reason: &str) -> Damage {
        Damage { field: format!("tbsCertificate.extensions.{}", self.name), offset, reason: reason.to_owned() }
    }

    fn whole<'a>(&self, walk: &mut Walk<'a>) -> Result<Value<'a>, Damage> {
        let offset = walk.offset();
        walk.next_whole().ok_or_else(|| self.damage(offset, "a value that runs past what holds it"))
    }

    fn expect<'a>(&self, walk: &mut Walk<'a>, due: u8, reason: &str) -> Result<Value<'a>, Damage> {
        if walk.peek() != Some(due) {
            return Err(self.damage(walk.offset(), reason));
        }
        self.whole(walk)
    }
}

fn basic_constraints(at: &ExtensionPlace, mut walk: Walk<'_>, critical: bool) -> Result<BasicConstraints, Damage> {
    let sequence = at.expect(&mut walk, tag::SEQUENCE, "a SEQUENCE expected")?;
    let mut constraints = BasicConstraints { ca: false, path_len: None, critical };
    let mut parts = sequence.inside();
    while !parts.is_over() {
        let part = at.whole(&mut parts)?;
        match part.tag {
            tag::BOOLEAN => constraints.ca = part.content != [0],
            tag::INTEGER => {
                let length = part
                    .content
                    .iter()
                    .fold(0_u32, |length, octet| length.saturating_mul(256).saturating_add(u32::from(*octet)));
                constraints.path_len = Some(length);
            }
            _ => return Err(at.damage(part.offset, "neither cA nor pathLenConstraint")),
        }
    }
    Ok(constraints)
}

fn key_usage(bits: &[u8]) -> KeyUsage {
    let first = bits.get(1).copied().unwrap_or(0);
    KeyUsage {
        digital_signature: first & 0x80 != 0,
        key_encipherment: first & 0x20 != 0,
        key_agreement: first & 0x08 != 0,
        key_cert_sign: first & 0x04 != 0,
    }
}

fn signature(algorithm: &AlgorithmIdentifier<'_>) -> Signature {
    let oid = algorithm.algorithm.as_bytes();
    match names::signature(oid) {
        Some((name, weak_hash)) => Signature { name: name.into(), weak_hash },
        None => Signature { name: names::dotted(oid).into(), weak_hash: None },
    }
}

/// The curve that the parameters name; `explicit` or `implicit` where they name none.
fn curve(algorithm: &AlgorithmIdentifier<'_>) -> Cow<'static, str> {
    let Some(parameters) = &algorithm.parameters else {
        return "implicit".into();
    };
    match parameters.tag().0 {
        6 => names::curve(parameters.data).map_or_else(|| names::dotted(parameters.data).into(), Cow::Borrowed),
        16 => "explicit".into(),
        _ => "implicit".into(),
    }
}

/// Bits of an RSA modulus, without leading zeros.
fn modulus_bits(key: &[u8]) -> Option<u32> {
    let sequence = Walk::over(key).next_whole().filter(Value::is_sequence)?;
    let mut parts = sequence.inside();
    let modulus = parts.next_whole().filter(|modulus| modulus.tag == tag::INTEGER)?;
    parts.next_whole().filter(|exponent| exponent.tag == tag::INTEGER)?;
    let zeros = modulus.content.iter().take_while(|octet| **octet == 0).count();
    let significant = modulus.content.get(zeros..)?;
    let first = significant.first()?;
    u32::try_from(significant.len() * 8).ok()?.checked_sub(first.leading_zeros())
}

/// Moments outside the range that jiff keeps (in the last days of 9999) are held at its end.
fn moment(time: ASN1Time) -> Timestamp {
    let seconds = time.timestamp();
    let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(end)
}

/// A name as `CN=mail.contoso.com, O=Contoso`: the order of the certificate, the escapes of RFC 4514.
fn shown(name: &X509Name<'_>) -> String {
    let mut shown = String::with_capacity(name.as_raw().len());
    for set in name.iter_rdn() {
        for (number, attribute) in set.iter().enumerate() {
            if !shown.is_empty() {
                shown.push_str(if number == 0 { ", " } else { " + " });
            }
            let oid = attribute.attr_type().as_bytes();
            match names::attribute(oid) {
                Some(name) => shown.push_str(name),
                None => shown.push_str(&names::dotted(oid)),
            }
            shown.push('=');
            if is_string(attribute) {
                push_escaped(&mut shown, &value(attribute));
            } else {
                shown.push_str(&value(attribute));
            }
        }
    }
    shown.shrink_to_fit();
    shown
}

fn push_escaped(shown: &mut String, value: &str) {
    let last = value.len().saturating_sub(1);
    for (at, character) in value.char_indices() {
        let needs_escape = match character {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => true,
            '#' => at == 0,
            ' ' => at == 0 || at == last,
            _ => false,
        };
        if needs_escape {
            shown.push('\\');
        }
        shown.push(character);
    }
}

fn is_string(attribute: &AttributeTypeAndValue<'_>) -> bool {
    let value = attribute.attr_value();
    value.class() == Class::Universal && matches!(value.tag().0, 12 | 18..=22 | 25..=28 | 30)
}

/// An attribute's value, decoded as its string type says; what is no string as `#` and its DER in hexadecimal.
fn value(attribute: &AttributeTypeAndValue<'_>) -> String {
    let any = attribute.attr_value();
    let content = any.data;
    match any.tag().0 {
        _ if !is_string(attribute) => as_hexadecimal(any),
        20 => content.iter().copied().map(char::from).collect(),
        28 => decode_universal(content),
        30 => decode_bmp(content),
        _ => String::from_utf8_lossy(content).into_owned(),
    }
}

/// What is no string: `#` and its DER.
fn as_hexadecimal(any: &Any<'_>) -> String {
    let identifier = any.header.raw_tag().unwrap_or_default();
    let mut shown = format!("#{}", hex(identifier));
    let _ = match any.data.len() {
        length @ 0..128 => write!(shown, "{length:02x}"),
        length @ 128..256 => write!(shown, "81{length:02x}"),
        length @ 256..65536 => write!(shown, "82{length:04x}"),
        length => write!(shown, "84{length:08x}"),
    };
    shown.push_str(&hex(any.data));
    shown
}

/// UTF-16, big-endian.
fn decode_bmp(content: &[u8]) -> String {
    let units = content.chunks(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0xfffd,
    });
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-32, big-endian.
fn decode_universal(content: &[u8]) -> String {
    let character = |four: &[u8]| match four {
        [a, b, c, d] => char::from_u32(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => None,
    };
    content.chunks(4).map(|four| character(four).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
    hash
}

fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}
