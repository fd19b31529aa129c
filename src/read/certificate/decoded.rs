//! All that is in one certificate, decoded for people: its fields here, extensions and identifiers in files of their own.
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
    distinguished_name::{self, Name},
    layout::{self, Algorithm, Layout},
    names::{self, KeyFamily},
    walk::{Value, Walk, tag},
};

/// Decodes a certificate that was read; `None` where the DER is none.
pub fn decode(raw: &Raw) -> Option<Decoded> {
    let layout = Layout::of(&raw.der).ok()?;
    Some(Decoded {
        serial: serial(layout.serial.content),
        subject: attributes(&layout.subject),
        issuer: attributes(&layout.issuer),
        key: public_key(&layout.key, &raw.der),
        signature: signature(&layout, &raw.der),
        issuer_unique_id: layout.issuer_unique_id.as_ref().map(octets_of_bits),
        subject_unique_id: layout.subject_unique_id.as_ref().map(octets_of_bits),
        extensions: layout.extensions.iter().map(extensions::decode).collect(),
    })
}

/// The bits without the octet that counts the unused ones.
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

fn attributes(name: &Name<'_>) -> Vec<Attribute> {
    let attribute = |attribute: &distinguished_name::Attribute<'_>| {
        let name = names::attribute(attribute.oid);
        let usual = match name {
            Some("E" | "DC") => &[tag::IA5_STRING][..],
            _ => &[tag::PRINTABLE_STRING, tag::UTF8_STRING],
        };
        Attribute {
            kind: Identifier { oid: names::dotted(attribute.oid), name },
            value: attribute.text().into_owned(),
            string: names::string_type(attribute.value.tag),
            unusual: !usual.contains(&attribute.value.tag),
            joined: attribute.joined,
        }
    };
    name.attributes.iter().map(attribute).collect()
}

fn public_key(key: &layout::PublicKey<'_>, der: &[u8]) -> PublicKey {
    let algorithm = &key.algorithm;
    let family = names::key_family(algorithm.oid);
    let name = match family {
        Some(KeyFamily::Rsa) => Some("RSA"),
        Some(KeyFamily::Ec) => Some("EC"),
        Some(KeyFamily::Dsa) => Some("DSA"),
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
        Some(KeyFamily::Dsa | KeyFamily::Other("DH")) => {
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

fn signature(layout: &Layout<'_>, der: &[u8]) -> Signature {
    let Algorithm { oid, parameters, .. } = &layout.algorithm;
    let name = names::signature(oid).map(|(name, _)| name);
    let parameters = parameters.filter(|_| name == Some("rsassaPss"));
    Signature {
        algorithm: Identifier { oid: names::dotted(oid), name },
        parameters: parameters.and_then(|parameters| pss(parameters.whole(der))),
        bytes: layout.signature.content.len().saturating_sub(1),
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
