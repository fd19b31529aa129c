//! All that is in one certificate, decoded for people: the frame here, extensions and identifiers in files of their own.
//!
//! What can't be decoded is never left out: it is there in hexadecimal.

mod extensions;
mod general;
mod identifiers;

use ring::digest::{SHA256, digest};
use sha1::{Digest as _, Sha1};
use x509_parser::{asn1_rs::FromDer as _, signature_algorithm::RsaSsaPssParams};

use crate::model::{
    certificate::{Raw, hex},
    decoded::{Attribute, Decoded, Identifier, PublicKey, Serial, Signature},
};

use super::{
    facts,
    frame::{self, Algorithm, Frame},
    names::{self, KeyFamily},
    walk::{Value, Walk, tag},
};

/// Decodes a certificate that was read; `None` where the DER is none.
pub fn decode(raw: &Raw) -> Option<Decoded> {
    let frame = Frame::of(&raw.der)?;
    let unique = |due| unique_identifier(&frame, due);
    Some(Decoded {
        serial: serial(frame.serial.content),
        subject: attributes(&frame.subject),
        issuer: attributes(&frame.issuer),
        key: public_key(&frame.key, &raw.der),
        signature: signature(&frame),
        issuer_unique_id: unique(tag::IMPLICIT_1),
        subject_unique_id: unique(tag::IMPLICIT_2),
        extensions: frame.extensions.iter().map(extensions::decode).collect(),
    })
}

/// `[1]` and `[2]` of the signed part: the bits without the octet that counts the unused ones.
fn unique_identifier(frame: &Frame<'_>, due: u8) -> Option<String> {
    let mut fields = frame.tbs.inside();
    std::iter::from_fn(|| fields.next_whole()).find(|field| field.tag == due).map(|field| octets_of_bits(&field))
}

fn octets_of_bits(bits: &Value<'_>) -> String {
    hex(bits.content.get(1..).unwrap_or_default())
}

fn serial(octets: &[u8]) -> Serial {
    Serial { hex: hex(octets).to_ascii_uppercase(), decimal: number(octets) }
}

/// An INTEGER in decimal, if sixty-four bits hold it.
fn number(octets: &[u8]) -> Option<String> {
    let (first, zeros) = (octets.first()?, octets.iter().take_while(|octet| **octet == 0).count());
    let significant = if *first == 0 { octets.get(zeros..)? } else { octets };
    if significant.len() > 8 {
        return None;
    }
    let value = significant.iter().fold(0_u64, |value, octet| (value << 8) | u64::from(*octet));
    if first & 0x80 == 0 {
        return Some(value.to_string());
    }
    let bits = 8 * u32::try_from(significant.len()).ok()?;
    Some((i128::from(value) - (1_i128 << bits)).to_string())
}

/// An INTEGER in decimal, else in hexadecimal with `0x`.
fn number_or_hex(octets: &[u8]) -> String {
    number(octets).unwrap_or_else(|| format!("0x{}", hex(octets)))
}

fn attributes(name: &Value<'_>) -> Vec<Attribute> {
    let mut attributes = Vec::new();
    // The frame was read, and so was the name.
    let _ = facts::for_each_attribute(name, |number, oid, value| {
        let name = names::attribute(oid);
        let usual = match name {
            Some("E" | "DC") => &[tag::IA5_STRING][..],
            _ => &[tag::PRINTABLE_STRING, tag::UTF8_STRING],
        };
        attributes.push(Attribute {
            kind: Identifier { oid: names::dotted(oid), name },
            value: facts::value(value).into_owned(),
            string: names::string_type(value.tag),
            unusual: !usual.contains(&value.tag),
            joined: number > 0,
        });
    });
    attributes
}

fn public_key(key: &frame::PublicKey<'_>, der: &[u8]) -> PublicKey {
    let algorithm = &key.algorithm;
    let family = names::key_family(algorithm.oid);
    let name = match family {
        Some(KeyFamily::Rsa) => Some("RSA"),
        Some(KeyFamily::Ec) => Some("EC"),
        Some(KeyFamily::Other(name)) => Some(name),
        None => None,
    };
    let mut shown = PublicKey {
        algorithm: Identifier { oid: names::dotted(algorithm.oid), name },
        bits: None,
        curve: None,
        point: None,
        exponent: None,
        sha256: hex(digest(&SHA256, key.whole.whole(der)).as_ref()),
        identifier: hex(&Sha1::digest(key.bits)),
    };
    match family {
        Some(KeyFamily::Rsa) => {
            let mut parts = Walk::over(key.bits).next_whole().map(|sequence| sequence.inside());
            let mut integer = || parts.as_mut()?.next_whole().filter(|part| part.tag == tag::INTEGER);
            if let (Some(modulus), Some(exponent)) = (integer(), integer()) {
                shown.bits = bits(modulus.content);
                shown.exponent = Some(number_or_hex(exponent.content));
            }
        }
        Some(KeyFamily::Ec) => curve(algorithm, key.bits, &mut shown),
        // The prime is the first parameter of both.
        Some(KeyFamily::Other("DSA" | "DH")) => {
            let first = algorithm.parameters.and_then(|parameters| parameters.inside().next_whole());
            shown.bits = first.and_then(|prime| bits(prime.content));
        }
        Some(KeyFamily::Other(_)) | None => {}
    }
    shown
}

fn curve(algorithm: &Algorithm<'_>, point: &[u8], shown: &mut PublicKey) {
    if let Some(oid) = algorithm.parameters.filter(|parameters| parameters.tag == tag::OID) {
        let (name, bits) = identifiers::curve(oid.content).unzip();
        shown.curve = Some(Identifier { oid: names::dotted(oid.content), name });
        shown.bits = bits;
    }
    shown.point = match point.first() {
        Some(2 | 3) => Some("compressed"),
        Some(4) => Some("uncompressed"),
        _ => None,
    };
}

/// Bits of a positive INTEGER.
fn bits(octets: &[u8]) -> Option<u32> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let significant = octets.get(zeros..)?;
    u32::try_from(significant.len() * 8).ok()?.checked_sub(significant.first()?.leading_zeros())
}

fn signature(frame: &Frame<'_>) -> Signature {
    let algorithm = Algorithm::of(&frame.algorithm);
    let oid = algorithm.as_ref().map_or(&[][..], |algorithm| algorithm.oid);
    let name = names::signature(oid).map(|(name, _)| name);
    let parameters = algorithm.filter(|_| name == Some("rsassaPss")).and_then(|algorithm| algorithm.parameters);
    Signature {
        algorithm: Identifier { oid: names::dotted(oid), name },
        parameters: parameters.and_then(|parameters| pss(parameters.whole(frame.bytes))),
        bytes: frame.signature.content.len().saturating_sub(1),
    }
}

/// The parameters of RSASSA-PSS (RFC 4055, section 3.1).
fn pss(der: &[u8]) -> Option<String> {
    let (_, parameters) = RsaSsaPssParams::from_der(der).ok()?;
    let hash = |oid: &[u8]| identifiers::hash(oid).map_or_else(|| names::dotted(oid), str::to_owned);
    let mask = parameters.mask_gen_algorithm().ok()?;
    let (digest, mask) = (hash(parameters.hash_algorithm_oid().as_bytes()), hash(mask.hash.as_bytes()));
    Some(format!("{digest}, MGF1 with {mask}, salt of {} octets", parameters.salt_length()))
}
