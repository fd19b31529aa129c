//! Certificate revocation lists: RFC 5280, section 5.
//!
//! A list may have a hundred thousand entries and more, so they are walked over and not kept: those that are asked for are
//! looked up in the DER. A list with an entry that can't be read is not used at all: what is missing from it would look valid.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::Timestamp;
use x509_parser::asn1_rs::oid;

use crate::model::{
    crl::{Crl, Der, RevocationReason, Revoked, Scope, shortest},
    source::{Place, Span},
};

use super::{
    distinguished_name::Name,
    facts,
    layout::{Extension, Time},
    names,
    walk::{Damage, Value, Walk, tag},
};

const AUTHORITY_KEY_IDENTIFIER: &[u8] = &oid!(raw 2.5.29.35);
const ISSUER_ALT_NAME: &[u8] = &oid!(raw 2.5.29.18);
const CRL_NUMBER: &[u8] = &oid!(raw 2.5.29.20);
const REASON_CODE: &[u8] = &oid!(raw 2.5.29.21);
const HOLD_INSTRUCTION: &[u8] = &oid!(raw 2.5.29.23);
const INVALIDITY_DATE: &[u8] = &oid!(raw 2.5.29.24);
const DELTA_CRL_INDICATOR: &[u8] = &oid!(raw 2.5.29.27);
const ISSUING_DISTRIBUTION_POINT: &[u8] = &oid!(raw 2.5.29.28);
const CERTIFICATE_ISSUER: &[u8] = &oid!(raw 2.5.29.29);
const FRESHEST_CRL: &[u8] = &oid!(raw 2.5.29.46);
const AUTHORITY_INFO_ACCESS: &[u8] = &oid!(raw 1.3.6.1.5.5.7.1.1);

const ENTRIES: &str = "tbsCertList.revokedCertificates";
const EXTENSIONS: &str = "tbsCertList.crlExtensions";

/// What extensions say, of the list and of its entries.
#[derive(Default)]
struct Said {
    authority_key_identifier: Option<Vec<u8>>,
    number: Option<Vec<u8>>,
    base: Option<Vec<u8>>,
    scope: Scope,
    indirect: bool,
    unknown_critical: Option<Cow<'static, str>>,
}

/// The fields of a list up to its entries.
struct Start<'a> {
    list: Value<'a>,
    tbs: Value<'a>,
    issuer: Name<'a>,
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    entries: Option<Walk<'a>>,
    /// What follows the entries.
    fields: Walk<'a>,
    /// What follows the signed part.
    parts: Walk<'a>,
}

impl<'a> Start<'a> {
    fn of(der: &'a [u8]) -> Result<Start<'a>, Damage> {
        let list = Walk::over(der).expect("certificateList", tag::SEQUENCE)?;
        let mut parts = list.inside();
        let tbs = parts.expect("tbsCertList", tag::SEQUENCE)?;
        let mut fields = tbs.inside();
        if fields.peek() == Some(tag::INTEGER) {
            fields.expect("tbsCertList.version", tag::INTEGER)?;
        }
        fields.expect("tbsCertList.signature", tag::SEQUENCE)?;
        let issuer = Name::of(&mut fields, "tbsCertList.issuer")?;
        let this_update = Time::of(&mut fields, "tbsCertList.thisUpdate")?.moment;
        let next_update = match fields.peek() {
            Some(tag::UTC_TIME | tag::GENERALIZED_TIME) => {
                Some(Time::of(&mut fields, "tbsCertList.nextUpdate")?.moment)
            }
            _ => None,
        };
        let entries = match fields.peek() {
            Some(tag::SEQUENCE) => Some(fields.expect(ENTRIES, tag::SEQUENCE)?.inside()),
            _ => None,
        };
        Ok(Start { list, tbs, issuer, this_update, next_update, entries, fields, parts })
    }
}

/// Of serial numbers in as few octets as they need, those that a list has, each with its first entry.
pub fn revoked_among<'s>(der: &[u8], serials: &HashSet<&'s [u8]>) -> HashMap<&'s [u8], Revoked> {
    let mut revoked = HashMap::new();
    let Ok(Start { entries: Some(mut entries), .. }) = Start::of(der) else { return revoked };
    while let Ok((serial, rest)) = serial(&mut entries) {
        if let Some(asked) = serials.get(serial)
            && let Ok(entry) = entry(rest, &mut Said::default())
        {
            revoked.entry(*asked).or_insert(entry);
        }
    }
    revoked
}

/// How many serial numbers a list has.
pub fn count_revoked(der: &[u8]) -> usize {
    let mut serials = HashSet::new();
    let Ok(Start { entries: Some(mut entries), .. }) = Start::of(der) else { return 0 };
    while let Ok((serial, _)) = serial(&mut entries) {
        serials.insert(serial);
    }
    serials.len()
}

/// Reads the list that `der` begins with.
pub(super) fn read(der: &[u8], place: Place) -> Result<Crl, Damage> {
    let Start { list, tbs, issuer, this_update, next_update, entries, mut fields, mut parts } = Start::of(der)?;
    let mut said = Said::default();
    if let Some(mut entries) = entries {
        while !entries.is_over() {
            let (_, rest) = serial(&mut entries)?;
            entry(rest, &mut said)?;
        }
        entries.end(ENTRIES)?;
    }
    if fields.peek() == Some(tag::CONTEXT_0) {
        let mut tagged = fields.expect(EXTENSIONS, tag::CONTEXT_0)?.inside();
        let extensions = tagged.expect(EXTENSIONS, tag::SEQUENCE)?;
        for_each_extension(extensions.inside(), EXTENSIONS, |extension| said.of_list(extension))?;
    }
    fields.end("tbsCertList")?;
    let algorithm = parts.expect("signatureAlgorithm", tag::SEQUENCE)?;
    let signature = parts.expect("signatureValue", tag::BIT_STRING)?;
    if signature.content.first() != Some(&0) {
        return Err(signature.damage("signatureValue", "a signature that does not end with an octet"));
    }
    parts.end("certificateList")?;

    let whole = list.whole(der);
    Ok(Crl {
        place,
        sha256: facts::sha256(whole),
        issuer: Arc::from(issuer.text()),
        authority_key_identifier: said.authority_key_identifier,
        number: said.number,
        this_update,
        next_update,
        scope: said.scope,
        base: said.base,
        indirect: said.indirect,
        unknown_critical: said.unknown_critical,
        signature: facts::signature(algorithm.inside().next_whole().map_or(&[], |oid| oid.content)),
        signed: Span::new(tbs.offset, tbs.end()),
        algorithm: Span::new(algorithm.offset, algorithm.end()),
        signature_value: Span::new(signature.content_offset + 1, signature.end()),
        der: Der::Here(whole.into()),
    })
}

/// The serial number of the next entry, in as few octets as it needs, and the rest of the entry.
fn serial<'a>(entries: &mut Walk<'a>) -> Result<(&'a [u8], Walk<'a>), Damage> {
    const SERIAL: &str = "tbsCertList.revokedCertificates.userCertificate";
    let mut parts = entries.expect(ENTRIES, tag::SEQUENCE)?.inside();
    let serial = parts.expect(SERIAL, tag::INTEGER)?;
    if serial.content.is_empty() {
        return Err(serial.damage(SERIAL, "a number without octets"));
    }
    Ok((shortest(serial.content), parts))
}

/// What an entry says after its serial number.
fn entry(mut parts: Walk<'_>, said: &mut Said) -> Result<Revoked, Damage> {
    const ENTRY_EXTENSIONS: &str = "tbsCertList.revokedCertificates.crlEntryExtensions";
    let date = Time::of(&mut parts, "tbsCertList.revokedCertificates.revocationDate")?.moment;
    let mut reason = RevocationReason::Unspecified;
    if parts.peek() == Some(tag::SEQUENCE) {
        let extensions = parts.expect(ENTRY_EXTENSIONS, tag::SEQUENCE)?;
        for_each_extension(extensions.inside(), ENTRY_EXTENSIONS, |extension| {
            match extension.oid {
                REASON_CODE => {
                    let code = extension.value.inside().expect(ENTRY_EXTENSIONS, tag::ENUMERATED)?;
                    reason = match code.content {
                        [number] => RevocationReason::from_repr(*number).unwrap_or(RevocationReason::Unspecified),
                        _ => RevocationReason::Unspecified,
                    };
                }
                CERTIFICATE_ISSUER => said.indirect = true,
                HOLD_INSTRUCTION | INVALIDITY_DATE => {}
                _ => said.unknown(extension),
            }
            Ok(())
        })?;
    }
    parts.end(ENTRIES)?;
    Ok(Revoked { date, reason })
}

impl Said {
    fn unknown(&mut self, extension: &Extension<'_>) {
        if extension.critical && self.unknown_critical.is_none() {
            self.unknown_critical = Some(names::dotted(extension.oid).into());
        }
    }

    /// Takes up an extension of the list.
    fn of_list(&mut self, extension: &Extension<'_>) -> Result<(), Damage> {
        let mut walk = extension.value.inside();
        match extension.oid {
            AUTHORITY_KEY_IDENTIFIER => {
                let sequence = walk.expect("tbsCertList.crlExtensions.authorityKeyIdentifier", tag::SEQUENCE)?;
                let first = sequence.inside().next_whole().filter(|first| first.tag == tag::IMPLICIT_0);
                self.authority_key_identifier = first.map(|key| key.content.to_vec());
            }
            CRL_NUMBER => {
                let number = walk.expect("tbsCertList.crlExtensions.cRLNumber", tag::INTEGER)?;
                self.number = Some(shortest(number.content).to_vec());
            }
            DELTA_CRL_INDICATOR => {
                let number = walk.expect("tbsCertList.crlExtensions.deltaCRLIndicator", tag::INTEGER)?;
                self.base = Some(shortest(number.content).to_vec());
            }
            ISSUING_DISTRIBUTION_POINT => {
                self.distribution_point(walk)?;
            }
            ISSUER_ALT_NAME | FRESHEST_CRL | AUTHORITY_INFO_ACCESS => {}
            _ => self.unknown(extension),
        }
        Ok(())
    }

    fn distribution_point(&mut self, mut walk: Walk<'_>) -> Result<(), Damage> {
        const FIELD: &str = "tbsCertList.crlExtensions.issuingDistributionPoint";
        let mut parts = walk.expect(FIELD, tag::SEQUENCE)?.inside();
        while let Some(due) = parts.peek() {
            let part = parts.expect(FIELD, due)?;
            let is_true = part.content != [0];
            match part.tag {
                tag::CONTEXT_0 => self.scope.points = point_names(&part),
                0x81 => self.scope.only_users = is_true,
                0x82 => self.scope.only_authorities = is_true,
                0x83 => self.scope.only_reasons = Some(part.content.to_vec()),
                0x84 => self.indirect |= is_true,
                0x85 => self.scope.only_attributes = is_true,
                _ => return Err(part.damage(FIELD, "a field that it does not have")),
            }
        }
        parts.end(FIELD)
    }
}

/// The names of a distribution point: addresses as they are written, all else in hexadecimal.
fn point_names(point: &Value<'_>) -> Vec<String> {
    let hex = crate::model::certificate::hex;
    match point.inside().next_whole() {
        Some(full) if full.tag == tag::CONTEXT_0 => {
            let mut names = full.inside();
            let shown = |name: Value<'_>| match name.tag {
                tag::IMPLICIT_6 => String::from_utf8_lossy(name.content).into_owned(),
                _ => hex(name.content),
            };
            std::iter::from_fn(|| names.next_whole()).map(shown).collect()
        }
        _ => vec![hex(point.content)],
    }
}

fn for_each_extension<'a>(
    mut extensions: Walk<'a>,
    field: &str,
    mut each: impl FnMut(&Extension<'a>) -> Result<(), Damage>,
) -> Result<(), Damage> {
    while !extensions.is_over() {
        let mut parts = extensions.expect(field, tag::SEQUENCE)?.inside();
        let oid = parts.expect(field, tag::OID)?.content;
        let critical = match parts.peek() {
            Some(tag::BOOLEAN) => parts.expect(field, tag::BOOLEAN)?.content != [0],
            _ => false,
        };
        let value = parts.expect(field, tag::OCTET_STRING)?;
        parts.end(field)?;
        each(&Extension { oid, critical, value })?;
    }
    extensions.end(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::source::{At, Source};

    fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x84][..], &length, &content].concat()
    }

    /// A list with these serial numbers.
    fn list(serials: &[&[u8]]) -> Vec<u8> {
        let time = der(tag::UTC_TIME, &[b"260601000000Z"]);
        let algorithm = der(tag::SEQUENCE, &[&der(tag::OID, &[&[0x2a, 3]])]);
        let entry = |serial: &&[u8]| der(tag::SEQUENCE, &[&der(tag::INTEGER, &[serial]), &time]);
        let entries: Vec<u8> = serials.iter().flat_map(entry).collect();
        let tbs = [&algorithm[..], &der(tag::SEQUENCE, &[]), &time, &time, &der(tag::SEQUENCE, &[&entries])];
        der(tag::SEQUENCE, &[&der(tag::SEQUENCE, &tbs), &algorithm, &der(tag::BIT_STRING, &[&[0, 1]])])
    }

    fn read_here(der: &[u8]) -> Result<Crl, Damage> {
        let source = Source {
            path: "ca.crl".to_owned(),
            inside: Vec::new(),
            bytes: 0,
            sha256: None,
            encoding: None,
            text: None,
        };
        read(der, Place { source: Arc::new(source), at: At::File, index: None })
    }

    #[test]
    fn numbers_are_found_however_many_octets_they_take() {
        let der = list(&[&[0, 0xff], &[7], &[0, 0, 9], &[0xff], &[1, 0], &[7]]);
        assert!(read_here(&der).is_ok());
        assert_eq!(count_revoked(&der), 5);
        let has = |serial: &[u8]| !revoked_among(&der, &HashSet::from([shortest(serial)])).is_empty();
        for there in [&[0, 0xff][..], &[0, 0, 0xff], &[7], &[0, 7], &[9], &[0xff], &[0xff, 0xff], &[1, 0]] {
            assert!(has(there), "{there:?}");
        }
        for missing in [&[8][..], &[0], &[], &[0, 1], &[0xfe]] {
            assert!(!has(missing), "{missing:?}");
        }
    }

    #[test]
    fn no_list_that_is_truncated_is_used() {
        let whole = list(&[&[1], &[2], &[3]]);
        assert!(read_here(&whole).is_ok());
        for length in 0..whole.len() {
            assert!(read_here(&whole[..length]).is_err(), "{length} of {} bytes", whole.len());
        }
    }
}
