//! The values of extensions, each on its own: RFC 5280, section 4.2, and what else is met in the field.

use jiff::Timestamp;
use x509_parser::extensions::parse_ct_signed_certificate_timestamp_list;

use crate::model::{
    certificate::hex,
    decoded::{Access, Extension, GeneralName, Identifier, LogTimestamp, Point, Policy, Value as Decoded},
    time,
};

use super::{
    super::{
        distinguished_name::value_text,
        layout::Extension as Raw,
        names, times,
        walk::{Value, Walk, tag},
    },
    general, identifiers, number, number_or_hex,
};

/// Decodes one extension; what is not known or corrupt stays in hexadecimal.
pub(super) fn decode(raw: &Raw<'_>) -> Extension {
    let name = identifiers::extension(raw.oid);
    let value = name.and_then(|name| value(name, raw.value.inside(), raw.value.content)).or_else(|| plain(raw, name));
    let hex = value.is_none().then(|| hex(raw.value.content));
    Extension {
        kind: Identifier { oid: names::dotted(raw.oid), name },
        critical: raw.critical,
        bytes: raw.value.content.len(),
        value,
        hex,
    }
}

fn value(name: &str, mut walk: Walk<'_>, content: &[u8]) -> Option<Decoded> {
    let mut next = |due| walk.next_whole().filter(|value: &Value<'_>| value.tag == due);
    let mut list = || next(tag::SEQUENCE).map(|sequence| sequence.inside());
    Some(match name {
        "subjectAltName" | "issuerAltName" => Decoded::Names(general::all(open(content)?)),
        "msSecurityIdentifier" => Decoded::Names(general::all(list()?)),
        "basicConstraints" => basic_constraints(list()?)?,
        "keyUsage" => Decoded::Usages(bit_names(&next(tag::BIT_STRING)?, &KEY_USAGES)),
        "nsCertType" => Decoded::Usages(bit_names(&next(tag::BIT_STRING)?, &NETSCAPE_TYPES)),
        "extKeyUsage" => Decoded::Purposes(purposes(list()?)?),
        "subjectKeyIdentifier" => Decoded::KeyIdentifier(hex(next(tag::OCTET_STRING)?.content)),
        "authorityKeyIdentifier" => authority_key(list()?)?,
        "certificatePolicies" => Decoded::Policies(policies(list()?, identifiers::policy)?),
        "msApplicationPolicies" => Decoded::Policies(policies(list()?, identifiers::purpose)?),
        "policyMappings" => Decoded::Texts(mappings(list()?)?),
        "policyConstraints" => policy_constraints(list()?)?,
        "authorityInfoAccess" | "subjectInfoAccess" => Decoded::Access(access(list()?)?),
        "cRLDistributionPoints" | "freshestCRL" => Decoded::Points(points(list()?)?),
        "nameConstraints" => name_constraints(list()?)?,
        "privateKeyUsagePeriod" => private_key_usage(list()?)?,
        "signedCertificateTimestamps" => Decoded::Timestamps(timestamps(content)?),
        "msTemplate" => template(list()?)?,
        "msCAVersion" => ca_version(next(tag::INTEGER)?.content)?,
        "cabfOrganizationIdentifier" => organization(list()?)?,
        "tlsFeature" => Decoded::Texts(each(list()?, |feature| Some(tls_feature(feature.content)))?),
        "qcStatements" | "sMIMECapabilities" => Decoded::Texts(each(list()?, statement)?),
        _ => return None,
    })
}

/// The content of a SEQUENCE, be it cut: what of its names can be read is shown.
fn open(content: &[u8]) -> Option<Walk<'_>> {
    Walk::over(content).next_lenient().filter(Value::is_sequence).map(|sequence| sequence.inside())
}

/// A value that shows by itself what it is: a string, a number, an identifier, NULL. Of extensions that are known and could
/// not be read, nothing is guessed.
fn plain(raw: &Raw<'_>, name: Option<&str>) -> Option<Decoded> {
    let mut walk = raw.value.inside();
    let value = walk.next_whole().filter(|_| walk.is_over())?;
    let known = name.is_some_and(|name| names::extension(raw.oid) == Some(name));
    let text = match value.tag {
        tag::INTEGER if !known || name == Some("inhibitAnyPolicy") => number_or_hex(value.content),
        _ if known => return None,
        tag if names::is_string(tag) => names::decoded(tag, value.content).into_owned(),
        tag::OID => names::dotted(value.content),
        tag::OCTET_STRING => hex(value.content),
        // NULL.
        0x05 => String::new(),
        tag::BOOLEAN => (value.content != [0]).to_string(),
        _ => return None,
    };
    Some(Decoded::Text(text))
}

/// Every value of a list by `show`; `None` where one is corrupt.
fn each<'a, T>(mut list: Walk<'a>, show: impl Fn(Value<'a>) -> Option<T>) -> Option<Vec<T>> {
    let mut shown = Vec::new();
    while !list.is_over() {
        shown.push(show(list.next_whole()?)?);
    }
    Some(shown)
}

fn identifier(oid: &Value<'_>, name: impl Fn(&[u8]) -> Option<&'static str>) -> Option<Identifier> {
    (oid.tag == tag::OID).then(|| Identifier { oid: names::dotted(oid.content), name: name(oid.content) })
}

/// An identifier, and what it says in hexadecimal.
fn statement(sequence: Value<'_>) -> Option<String> {
    let mut parts = sequence.inside();
    let kind = identifier(&parts.next_whole()?, identifiers::statement)?;
    let name = kind.name.map(|name| format!(" ({name})")).unwrap_or_default();
    let rest = if parts.is_over() { String::new() } else { format!(" #{}", hex(parts.rest())) };
    Some(format!("{}{name}{rest}", kind.oid))
}

fn basic_constraints(mut parts: Walk<'_>) -> Option<Decoded> {
    let (mut ca, mut path_len) = (false, None);
    while !parts.is_over() {
        let part = parts.next_whole()?;
        match part.tag {
            tag::BOOLEAN => ca = part.content != [0],
            tag::INTEGER => path_len = Some(number_or_hex(part.content)),
            _ => return None,
        }
    }
    Some(Decoded::BasicConstraints { ca, path_len })
}

/// RFC 5280, section 4.2.1.3.
const KEY_USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

const NETSCAPE_TYPES: [&str; 8] =
    ["sslClient", "sslServer", "sMIME", "objectSigning", "reserved", "sslCA", "sMIMECA", "objectSigningCA"];

/// RFC 5280, section 4.2.1.13.
const REASONS: [&str; 9] = [
    "unused",
    "keyCompromise",
    "cACompromise",
    "affiliationChanged",
    "superseded",
    "cessationOfOperation",
    "certificateHold",
    "privilegeWithdrawn",
    "aACompromise",
];

/// The bits that are set, by name; others by number.
fn bit_names(bits: &Value<'_>, names: &[&str]) -> Vec<String> {
    let octets = bits.content.get(1..).unwrap_or_default();
    let set = (0..octets.len() * 8)
        .filter(|bit| octets.get(bit / 8).is_some_and(|octet| octet & (0x80 >> (bit % 8)) != 0))
        // More would be a bomb.
        .take(64);
    set.map(|bit| names.get(bit).map_or_else(|| format!("bit {bit}"), |name| (*name).to_owned())).collect()
}

fn purposes(list: Walk<'_>) -> Option<Vec<Identifier>> {
    each(list, |oid| identifier(&oid, identifiers::purpose))
}

/// RFC 5280, section 4.2.1.1.
fn authority_key(parts: Walk<'_>) -> Option<Decoded> {
    let (mut key_identifier, mut issuer, mut serial) = (None, Vec::new(), None);
    for part in each(parts, Some)? {
        match part.tag {
            tag::IMPLICIT_0 => key_identifier = Some(hex(part.content)),
            tag::CONTEXT_1 => issuer = general::all(part.inside()),
            tag::IMPLICIT_2 => serial = Some(hex(part.content).to_ascii_uppercase()),
            _ => return None,
        }
    }
    Some(Decoded::AuthorityKey { key_identifier, issuer, serial })
}

/// RFC 5280, section 4.2.1.4.
fn policies(list: Walk<'_>, name: fn(&[u8]) -> Option<&'static str>) -> Option<Vec<Policy>> {
    each(list, |policy| {
        let mut parts = policy.inside();
        let kind = identifier(&parts.next_whole()?, name)?;
        let qualifiers = match parts.next_whole() {
            Some(qualifiers) => each(qualifiers.inside(), qualifier)?,
            None => Vec::new(),
        };
        Some(Policy { kind, qualifiers })
    })
}

fn qualifier(qualifier: Value<'_>) -> Option<String> {
    let mut parts = qualifier.inside();
    let kind = parts.next_whole().filter(|kind| kind.tag == tag::OID)?;
    let value = parts.next_whole();
    let text = |value: &Value<'_>| names::decoded(value.tag, value.content).into_owned();
    Some(match (kind.content, value) {
        (identifiers::PRACTICE_STATEMENT, Some(value)) => format!("CPS {}", text(&value)),
        (identifiers::USER_NOTICE, Some(value)) => {
            // A reference comes before the text, or there is one of them, or none.
            let parts = each(value.inside(), Some)?;
            let said = parts.iter().find(|part| names::is_string(part.tag)).map(text);
            let organization = parts.iter().find(|part| part.is_sequence()).and_then(|part| part.inside().next_whole());
            match (said, organization.map(|organization| text(&organization))) {
                (Some(said), None) => format!("notice \"{said}\""),
                (Some(said), Some(organization)) => format!("notice \"{said}\" (reference of {organization})"),
                (None, Some(organization)) => format!("notice by reference of {organization}"),
                (None, None) => "notice without text".to_owned(),
            }
        }
        (other, Some(value)) => format!("{} #{}", names::dotted(other), hex(value.content)),
        (other, None) => names::dotted(other),
    })
}

/// RFC 5280, section 4.2.1.5.
fn mappings(list: Walk<'_>) -> Option<Vec<String>> {
    each(list, |mapping| {
        let mut parts = mapping.inside();
        let mut policy = || identifier(&parts.next_whole()?, |_| None);
        Some(format!("{} = {}", policy()?.oid, policy()?.oid))
    })
}

/// RFC 5280, section 4.2.1.11.
fn policy_constraints(parts: Walk<'_>) -> Option<Decoded> {
    let texts = each(parts, |part| match part.tag {
        tag::IMPLICIT_0 => Some(format!("requireExplicitPolicy {}", number_or_hex(part.content))),
        tag::IMPLICIT_1 => Some(format!("inhibitPolicyMapping {}", number_or_hex(part.content))),
        _ => None,
    });
    Some(Decoded::Texts(texts?))
}

/// RFC 5280, sections 4.2.2.1 and 4.2.2.2.
fn access(list: Walk<'_>) -> Option<Vec<Access>> {
    each(list, |entry| {
        let mut parts = entry.inside();
        let method = identifier(&parts.next_whole()?, identifiers::access)?;
        Some(Access { method, location: general::one(&parts.next_whole()?) })
    })
}

/// RFC 5280, section 4.2.1.13.
fn points(list: Walk<'_>) -> Option<Vec<Point>> {
    each(list, |entry| {
        let mut point = Point { names: Vec::new(), relative: None, reasons: Vec::new(), crl_issuer: Vec::new() };
        for part in each(entry.inside(), Some)? {
            match part.tag {
                tag::CONTEXT_0 => {
                    let name = part.inside().next_whole()?;
                    match name.tag {
                        tag::CONTEXT_0 => point.names = general::all(name.inside()),
                        _ => point.relative = Some(relative(&name)),
                    }
                }
                tag::IMPLICIT_1 => point.reasons = bit_names(&part, &REASONS),
                0xa2 => point.crl_issuer = general::all(part.inside()),
                _ => return None,
            }
        }
        Some(point)
    })
}

/// A name relative to the issuer's: one set of attributes.
fn relative(set: &Value<'_>) -> String {
    let attributes = each(set.inside(), |attribute| {
        let mut parts = attribute.inside();
        let oid = parts.next_whole()?.content;
        let name = names::attribute(oid).map_or_else(|| names::dotted(oid), str::to_owned);
        Some(format!("{name}={}", value_text(&parts.next_whole()?)))
    });
    attributes.map_or_else(|| format!("#{}", hex(set.content)), |attributes| attributes.join(" + "))
}

/// RFC 5280, section 4.2.1.10.
fn name_constraints(parts: Walk<'_>) -> Option<Decoded> {
    let (mut permitted, mut excluded) = (Vec::new(), Vec::new());
    for part in each(parts, Some)? {
        let subtrees = each(part.inside(), subtree)?;
        match part.tag {
            tag::CONTEXT_0 => permitted.extend(subtrees),
            tag::CONTEXT_1 => excluded.extend(subtrees),
            _ => return None,
        }
    }
    Some(Decoded::NameConstraints { permitted, excluded })
}

/// The base of a subtree; its bounds, which RFC 5280 forbids, behind it.
fn subtree(subtree: Value<'_>) -> Option<GeneralName> {
    let mut parts = subtree.inside();
    let mut name = general::one(&parts.next_whole()?);
    while let Some(bound) = parts.next_whole() {
        let which = if bound.tag == tag::IMPLICIT_0 { "minimum" } else { "maximum" };
        name.value = format!("{} ({which} {})", name.value, number_or_hex(bound.content));
    }
    Some(name)
}

/// RFC 3280, section 4.2.1.4.
fn private_key_usage(parts: Walk<'_>) -> Option<Decoded> {
    let texts = each(parts, |part| {
        let which = match part.tag {
            tag::IMPLICIT_0 => "not before",
            tag::IMPLICIT_1 => "not after",
            _ => return None,
        };
        let moment = times::moment(tag::GENERALIZED_TIME, part.content)?;
        Some(format!("{which} {}", time::rfc3339(moment)))
    });
    Some(Decoded::Texts(texts?))
}

/// The list of RFC 6962, section 3.3; `None` where some of it would be left out.
fn timestamps(content: &[u8]) -> Option<Vec<LogTimestamp>> {
    let (_, found) = parse_ct_signed_certificate_timestamp_list(content).ok()?;
    // Two octets of length, version, log, time, two lengths, two algorithms: 2 + 1 + 32 + 8 + 2 + 2 + 2.
    let read: usize = found.iter().map(|one| 49 + one.extensions.0.len() + one.signature.data.len()).sum();
    let list = Walk::over(content).next_whole()?.content.len();
    (read + 2 == list).then(|| {
        let moment = |milliseconds| Timestamp::from_millisecond(i64::try_from(milliseconds).ok()?).ok();
        let shown = |one: &x509_parser::extensions::SignedCertificateTimestamp<'_>| LogTimestamp {
            version: u32::from(one.version.0) + 1,
            log: hex(one.id.key_id),
            at: moment(one.timestamp),
        };
        found.iter().map(shown).collect()
    })
}

/// [MS-WCCE], section 2.2.2.7.7.2: the template's identifier and versions.
fn template(mut parts: Walk<'_>) -> Option<Decoded> {
    let template = identifier(&parts.next_whole()?, |_| None)?;
    let mut version = || parts.next_whole().map(|version| number_or_hex(version.content));
    Some(Decoded::Template { template, major: version(), minor: version() })
}

/// The index of the authority's certificate in its low, of its key in its high sixteen bits.
fn ca_version(octets: &[u8]) -> Option<Decoded> {
    let version: u32 = number(octets)?.parse().ok()?;
    Some(Decoded::Text(format!("V{}.{}", version & 0xffff, version >> 16)))
}

/// EV Guidelines, section 9.8.2: scheme, country, perhaps a state in `[0]`, reference.
fn organization(parts: Walk<'_>) -> Option<Decoded> {
    let texts = each(parts, |part| Some(names::decoded(part.tag, part.content).into_owned()))?;
    Some(Decoded::Texts(vec![texts.join(", ")]))
}

/// RFC 7633.
fn tls_feature(number: &[u8]) -> String {
    match number {
        [5] => "status_request (must staple)".to_owned(),
        [17] => "status_request_v2".to_owned(),
        other => number_or_hex(other),
    }
}
