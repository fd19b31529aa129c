//! Names of RFC 5280's GeneralName, as a person writes them.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::model::{
    certificate::hex,
    decoded::{GeneralName, Identifier},
};

use super::{
    super::{
        distinguished_name::Name,
        names,
        walk::{Value, Walk, tag},
    },
    identifiers,
};

/// All names of a list. What is corrupt ends it, in hexadecimal.
pub(super) fn all(mut list: Walk<'_>) -> Vec<GeneralName> {
    let mut names = Vec::new();
    while !list.is_over() {
        let rest = list.rest();
        match list.next_whole() {
            Some(name) => names.push(one(&name)),
            None => {
                names.push(GeneralName { kind: "unreadable", other: None, value: as_hex(rest), octets: None });
                break;
            }
        }
    }
    names
}

/// One name (RFC 5280, section 4.2.1.6).
pub(super) fn one(name: &Value<'_>) -> GeneralName {
    let plain = |kind, value| GeneralName { kind, other: None, value, octets: None };
    let text = |kind| {
        let octets = std::str::from_utf8(name.content).is_err().then(|| hex(name.content));
        GeneralName { octets, ..plain(kind, String::from_utf8_lossy(name.content).into_owned()) }
    };
    match name.tag {
        tag::CONTEXT_0 => other_name(name),
        tag::IMPLICIT_1 => text("email"),
        tag::IMPLICIT_2 => text("DNS"),
        tag::CONTEXT_3 => plain("x400Address", as_hex(name.content)),
        tag::CONTEXT_4 => {
            let directory = Name::of(&mut name.inside(), "directoryName");
            plain("directoryName", directory.map_or_else(|_| as_hex(name.content), |name| name.text()))
        }
        0xa5 => plain("ediPartyName", as_hex(name.content)),
        tag::IMPLICIT_6 => text("URI"),
        tag::IMPLICIT_7 => plain("IP", address(name.content)),
        0x88 => plain("registeredID", names::dotted(name.content)),
        _ => plain("unreadable", format!("#{:02x} {}", name.tag, hex(name.content))),
    }
}

/// otherName: its type, and its value in `[0]`.
fn other_name(name: &Value<'_>) -> GeneralName {
    let mut parts = name.inside();
    let kind = parts.next_whole().filter(|kind| kind.tag == tag::OID);
    let value = parts.next_whole().and_then(|tagged| tagged.inside().next_whole());
    let (Some(kind), Some(value)) = (kind, value) else {
        return GeneralName { kind: "otherName", other: None, value: as_hex(name.content), octets: None };
    };
    let other = Identifier { oid: names::dotted(kind.content), name: identifiers::other_name(kind.content) };
    let value = match value.tag {
        tag if names::is_string(tag) => names::decoded(tag, value.content).into_owned(),
        // A security identifier is written as text, in octets.
        tag::OCTET_STRING if value.content.starts_with(b"S-1-") => String::from_utf8_lossy(value.content).into_owned(),
        _ => as_hex(value.content),
    };
    GeneralName { kind: "otherName", other: Some(other), value, octets: None }
}

/// An address, or an address with its mask as name constraints have it.
fn address(octets: &[u8]) -> String {
    let v4 = |octets: &[u8]| <[u8; 4]>::try_from(octets).map(Ipv4Addr::from).ok();
    let v6 = |octets: &[u8]| <[u8; 16]>::try_from(octets).map(Ipv6Addr::from).ok();
    let (address, mask) = octets.split_at(octets.len() / 2);
    let shown = match octets.len() {
        4 => v4(octets).map(|address| address.to_string()),
        16 => v6(octets).map(|address| address.to_string()),
        8 => v4(address).zip(v4(mask)).map(|(address, mask)| match prefix(&mask.octets()) {
            Some(prefix) => format!("{address}/{prefix}"),
            None => format!("{address}/{mask}"),
        }),
        32 => v6(address).zip(v6(mask)).map(|(address, mask)| match prefix(&mask.octets()) {
            Some(prefix) => format!("{address}/{prefix}"),
            None => format!("{address}/{mask}"),
        }),
        _ => None,
    };
    shown.unwrap_or_else(|| as_hex(octets))
}

/// The length of a mask that is ones, then zeros.
fn prefix(mask: &[u8]) -> Option<u32> {
    let value = mask.iter().fold(0_u128, |value, octet| (value << 8) | u128::from(*octet));
    let unused = 128 - 8 * u32::try_from(mask.len()).ok()?;
    let value = value.checked_shl(unused).unwrap_or(0);
    let ones = value.leading_ones();
    (value.count_ones() == ones).then_some(ones)
}

fn as_hex(octets: &[u8]) -> String {
    format!("#{}", hex(octets))
}
