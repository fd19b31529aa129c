//! A walk through DER with offsets, and where exactly a damaged certificate is damaged.
//!
//! The walk follows the schema of a certificate, so it never goes deeper than that does and needs no recursion.

use super::{names, times};

/// Identifier octets.
pub(super) mod tag {
    pub(in super::super) const BOOLEAN: u8 = 0x01;
    pub(in super::super) const INTEGER: u8 = 0x02;
    pub(in super::super) const BIT_STRING: u8 = 0x03;
    pub(in super::super) const OCTET_STRING: u8 = 0x04;
    pub(in super::super) const OID: u8 = 0x06;
    pub(in super::super) const ENUMERATED: u8 = 0x0a;
    pub(in super::super) const UTF8_STRING: u8 = 0x0c;
    pub(in super::super) const PRINTABLE_STRING: u8 = 0x13;
    pub(in super::super) const TELETEX_STRING: u8 = 0x14;
    pub(in super::super) const IA5_STRING: u8 = 0x16;
    pub(in super::super) const UTC_TIME: u8 = 0x17;
    pub(in super::super) const GENERALIZED_TIME: u8 = 0x18;
    pub(in super::super) const UNIVERSAL_STRING: u8 = 0x1c;
    pub(in super::super) const BMP_STRING: u8 = 0x1e;
    pub(in super::super) const SEQUENCE: u8 = 0x30;
    pub(in super::super) const SET: u8 = 0x31;
    /// `[0]` around a value.
    pub(in super::super) const CONTEXT_0: u8 = 0xa0;
    /// `[1]` around a value, or a constructed value's own tag.
    pub(in super::super) const CONTEXT_1: u8 = 0xa1;
    /// `[3]` around a value.
    pub(in super::super) const CONTEXT_3: u8 = 0xa3;
    /// `[0]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_0: u8 = 0x80;
    /// `[1]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_1: u8 = 0x81;
    /// `[2]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_2: u8 = 0x82;
    /// `[6]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_6: u8 = 0x86;
}

/// A field that could not be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Damage {
    /// Its path, such as `tbsCertificate.validity.notAfter`.
    pub(super) field: String,
    /// Offset of its first byte.
    pub(super) offset: usize,
    pub(super) reason: String,
}

/// One value: identifier octet, where it begins, its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) tag: u8,
    /// Offset of the identifier octet.
    pub(super) offset: usize,
    /// Offset of the content.
    pub(super) content_offset: usize,
    pub(super) content: &'a [u8],
    /// The data end before the value does.
    cut: bool,
}

impl<'a> Value<'a> {
    /// The SEQUENCE that `bytes` begin with and that takes so many of them.
    pub(super) fn outer(bytes: &'a [u8], length: usize) -> Value<'a> {
        let whole = bytes.get(..length).unwrap_or(bytes);
        let content_offset = match whole.get(1) {
            Some(long @ 0x81..) => 2 + usize::from(long & 0x7f),
            _ => 2,
        };
        let content = whole.get(content_offset..).unwrap_or_default();
        Value { tag: tag::SEQUENCE, offset: 0, content_offset, content, cut: false }
    }

    /// Its length takes no more octets than it needs, as DER asks for (X.690, section 10.1).
    pub(super) fn has_shortest_header(&self) -> bool {
        let length = match self.content.len() {
            0..0x80 => 1,
            0x80..0x100 => 2,
            0x100..0x1_0000 => 3,
            0x1_0000..0x100_0000 => 4,
            _ => 5,
        };
        self.content_offset - self.offset == 1 + length
    }

    pub(super) fn is_sequence(&self) -> bool {
        self.tag == tag::SEQUENCE
    }

    /// The value with its header, out of the bytes that were walked over.
    pub(super) fn whole<'b>(&self, walked: &'b [u8]) -> &'b [u8] {
        walked.get(self.offset..self.end()).unwrap_or_default()
    }

    /// Offset of the first byte after it.
    pub(super) fn end(&self) -> usize {
        self.content_offset + self.content.len()
    }

    /// A walk over the values inside.
    pub(super) fn inside(&self) -> Walk<'a> {
        Walk { bytes: self.content, offset: self.content_offset, cut: self.cut }
    }
}

/// A walk over values that stand one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<'a> {
    bytes: &'a [u8],
    offset: usize,
    cut: bool,
}

/// Why no value could be read.
enum Fault {
    /// Nothing is left.
    Over,
    /// The identifier or the length breaks off.
    HeaderCut,
    /// A tag number above 30, which nothing here has.
    LongTag,
    /// A length that nothing real has.
    LongLength,
    /// A length that is left open: BER, not DER.
    Indefinite,
    /// More than its parent holds.
    TooLong { length: usize, held: usize },
}

impl<'a> Walk<'a> {
    /// A walk over whole bytes, whose end is the end of the data.
    pub(super) fn over(bytes: &'a [u8]) -> Walk<'a> {
        Walk { bytes, offset: 0, cut: true }
    }

    /// A walk over bytes that stand at an offset.
    pub(super) fn at(bytes: &'a [u8], offset: usize) -> Walk<'a> {
        Walk { bytes, offset, cut: false }
    }

    /// Offset of the next value.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    /// What was not walked over yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn is_over(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The identifier octet of the next value.
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.first().copied()
    }

    /// The next value, whole.
    pub(super) fn next_whole(&mut self) -> Option<Value<'a>> {
        self.step(false).ok()
    }

    /// The next value, or as much of it as there is; an open length reaches to the end.
    pub(super) fn next_lenient(&mut self) -> Option<Value<'a>> {
        self.step(true).ok()
    }

    fn step(&mut self, lenient: bool) -> Result<Value<'a>, Fault> {
        let (&tag, after_tag) = self.bytes.split_first().ok_or(Fault::Over)?;
        if tag & 0x1f == 0x1f {
            return Err(Fault::LongTag);
        }
        let (&first, after_first) = after_tag.split_first().ok_or(Fault::HeaderCut)?;
        let (length, rest) = match first {
            0..0x80 => (usize::from(first), after_first),
            0x80 if lenient => (after_first.len(), after_first),
            0x80 => return Err(Fault::Indefinite),
            _ => {
                let (octets, rest) = after_first.split_at_checked(usize::from(first & 0x7f)).ok_or(Fault::HeaderCut)?;
                let significant = octets.iter().copied().skip_while(|octet| *octet == 0);
                if significant.clone().count() > 4 {
                    return Err(Fault::LongLength);
                }
                (significant.fold(0_usize, |length, octet| (length << 8) | usize::from(octet)), rest)
            }
        };
        let header = self.bytes.len() - rest.len();
        let (content, rest, cut) = match rest.split_at_checked(length) {
            Some((content, rest)) => (content, rest, false),
            None if lenient => (rest, rest.get(rest.len()..).unwrap_or_default(), true),
            None => {
                return Err(Fault::TooLong { length, held: rest.len() });
            }
        };
        let value = Value { tag, offset: self.offset, content_offset: self.offset + header, content, cut };
        self.bytes = rest;
        self.offset = value.content_offset + content.len();
        Ok(value)
    }

    /// The next value, which must have this tag; a constructed one may break off where the data end.
    pub(super) fn expect(&mut self, field: &str, due: u8) -> Result<Value<'a>, Damage> {
        self.expect_one_of(field, &[due])
    }

    pub(super) fn expect_one_of(&mut self, field: &str, due: &[u8]) -> Result<Value<'a>, Damage> {
        let damage = |reason| Damage { field: field.to_owned(), offset: self.offset, reason };
        let Some(there) = self.peek() else {
            let reason = if self.cut { "the data end before it" } else { "it is missing" };
            return Err(damage(reason.to_owned()));
        };
        if !due.contains(&there) {
            let due: Vec<String> = due.iter().map(|tag| tag_name(*tag)).collect();
            return Err(damage(format!("{} expected, {} found", due.join(" or "), tag_name(there))));
        }
        match self.clone_step() {
            Ok(value) => {
                *self = value.1;
                Ok(value.0)
            }
            Err(Fault::TooLong { .. }) if self.cut && there & 0x20 != 0 => self.step(true).map_err(|_| Damage {
                field: field.to_owned(),
                offset: self.offset,
                reason: "the data end within its header".to_owned(),
            }),
            Err(Fault::TooLong { length, held }) if self.cut => {
                Err(damage(format!("the data end within it: {held} of {length} bytes are there")))
            }
            Err(Fault::TooLong { length, held }) => {
                Err(damage(format!("its length is {length}, but what holds it has only {held} bytes left")))
            }
            Err(Fault::Over | Fault::HeaderCut) => Err(damage("the data end within its header".to_owned())),
            Err(Fault::LongTag) => Err(damage("a tag number above 30".to_owned())),
            Err(Fault::LongLength) => Err(damage("a length beyond 4 GiB".to_owned())),
            Err(Fault::Indefinite) => Err(damage("an indefinite length: BER, not DER".to_owned())),
        }
    }

    fn clone_step(&self) -> Result<(Value<'a>, Walk<'a>), Fault> {
        let mut walk = *self;
        let value = walk.step(false)?;
        Ok((value, walk))
    }

    /// Nothing may follow inside what holds this.
    pub(super) fn end(&self, field: &str) -> Result<(), Damage> {
        let reason = match (self.bytes.len(), self.cut) {
            (0, false) => return Ok(()),
            (0, true) => "the data end before it does".to_owned(),
            (more, _) => format!("{more} bytes too many at its end"),
        };
        Err(Damage { field: field.to_owned(), offset: self.offset, reason })
    }
}

/// The first field of a certificate that cannot be read; `None` where the walk finds nothing to complain of.
pub(super) fn damage(der: &[u8]) -> Option<Damage> {
    inspect_certificate(der).err()
}

fn inspect_certificate(der: &[u8]) -> Result<(), Damage> {
    let certificate = Walk::over(der).expect("certificate", tag::SEQUENCE)?;
    let mut parts = certificate.inside();
    let tbs = parts.expect("tbsCertificate", tag::SEQUENCE)?;
    inspect_tbs(tbs.inside())?;
    inspect_algorithm(&mut parts, "signatureAlgorithm")?;
    inspect_bits(&mut parts, "signatureValue")?;
    parts.end("certificate")
}

fn inspect_tbs(mut tbs: Walk<'_>) -> Result<(), Damage> {
    if tbs.peek() == Some(tag::CONTEXT_0) {
        let version = tbs.expect("tbsCertificate.version", tag::CONTEXT_0)?;
        let number = version.inside().expect("tbsCertificate.version", tag::INTEGER)?;
        if number.content.is_empty()
            || number.content.len() > 4
            || number.content.first().is_some_and(|first| first & 0x80 != 0)
        {
            return Err(at(&number, "tbsCertificate.version", "no version number"));
        }
    }
    let serial = tbs.expect("tbsCertificate.serialNumber", tag::INTEGER)?;
    if serial.content.is_empty() {
        return Err(at(&serial, "tbsCertificate.serialNumber", "a number without octets"));
    }
    inspect_algorithm(&mut tbs, "tbsCertificate.signature")?;
    inspect_name(&mut tbs, "tbsCertificate.issuer")?;
    let validity = tbs.expect("tbsCertificate.validity", tag::SEQUENCE)?;
    let mut times = validity.inside();
    inspect_time(&mut times, "tbsCertificate.validity.notBefore")?;
    inspect_time(&mut times, "tbsCertificate.validity.notAfter")?;
    times.end("tbsCertificate.validity")?;
    inspect_name(&mut tbs, "tbsCertificate.subject")?;
    let key = tbs.expect("tbsCertificate.subjectPublicKeyInfo", tag::SEQUENCE)?;
    let mut key_parts = key.inside();
    inspect_algorithm(&mut key_parts, "tbsCertificate.subjectPublicKeyInfo.algorithm")?;
    inspect_bits(&mut key_parts, "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey")?;
    key_parts.end("tbsCertificate.subjectPublicKeyInfo")?;
    if tbs.peek() == Some(tag::IMPLICIT_1) {
        tbs.expect("tbsCertificate.issuerUniqueID", tag::IMPLICIT_1)?;
    }
    if tbs.peek() == Some(tag::IMPLICIT_2) {
        tbs.expect("tbsCertificate.subjectUniqueID", tag::IMPLICIT_2)?;
    }
    if !tbs.is_over() || tbs.cut {
        inspect_extensions(&mut tbs)?;
    }
    tbs.end("tbsCertificate")
}

fn inspect_algorithm(parent: &mut Walk<'_>, field: &str) -> Result<(), Damage> {
    let algorithm = parent.expect(field, tag::SEQUENCE)?;
    let mut parts = algorithm.inside();
    inspect_oid(&mut parts, &format!("{field}.algorithm"))?;
    if parts.cut && parts.is_over() {
        return parts.end(field);
    }
    if let Some(there) = parts.peek() {
        parts.expect(&format!("{field}.parameters"), there)?;
    }
    Ok(())
}

fn inspect_oid<'a>(parent: &mut Walk<'a>, field: &str) -> Result<Value<'a>, Damage> {
    let oid = parent.expect(field, tag::OID)?;
    match oid.content.last() {
        Some(last) if last & 0x80 == 0 => Ok(oid),
        _ => Err(at(&oid, field, "an object identifier that breaks off")),
    }
}

fn inspect_bits(parent: &mut Walk<'_>, field: &str) -> Result<(), Damage> {
    let bits = parent.expect(field, tag::BIT_STRING)?;
    match bits.content {
        [] => Err(at(&bits, field, "a bit string without octets")),
        [0, ..] => Ok(()),
        [1..=7, .., last] if last.trailing_zeros() >= bits.content.first().map_or(0, |unused| u32::from(*unused)) => {
            Ok(())
        }
        [1..=7, ..] => Err(at(&bits, field, "unused bits that are not zero")),
        _ => Err(at(&bits, field, "more than 7 unused bits")),
    }
}

fn inspect_name(parent: &mut Walk<'_>, field: &str) -> Result<(), Damage> {
    let name = parent.expect(field, tag::SEQUENCE)?;
    let mut sets = name.inside();
    for number in 1.. {
        if sets.is_over() {
            break;
        }
        let field = format!("{field}[{number}]");
        let set = sets.expect(&field, tag::SET)?;
        let mut attributes = set.inside();
        if set.content.is_empty() && !set.cut {
            return Err(at(&set, &field, "a SET without attributes"));
        }
        loop {
            let attribute = attributes.expect(&field, tag::SEQUENCE)?;
            let mut parts = attribute.inside();
            inspect_oid(&mut parts, &format!("{field}.type"))?;
            match parts.peek() {
                Some(there) => parts.expect(&format!("{field}.value"), there)?,
                None => parts.expect(&format!("{field}.value"), tag::SEQUENCE)?,
            };
            if attributes.is_over() {
                break;
            }
        }
        attributes.end(&field)?;
    }
    sets.end(field)
}

fn inspect_time(parent: &mut Walk<'_>, field: &str) -> Result<(), Damage> {
    let time = parent.expect_one_of(field, &[tag::UTC_TIME, tag::GENERALIZED_TIME])?;
    if times::moment(time.tag, time.content).is_some() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(time.content);
    Err(at(&time, field, &format!("no moment in time: {text}")))
}

fn inspect_extensions(parent: &mut Walk<'_>) -> Result<(), Damage> {
    const FIELD: &str = "tbsCertificate.extensions";
    let tagged = parent.expect(FIELD, tag::CONTEXT_3)?;
    let mut inside = tagged.inside();
    let sequence = inside.expect(FIELD, tag::SEQUENCE)?;
    let mut extensions = sequence.inside();
    for number in 1.. {
        if extensions.is_over() {
            break;
        }
        let mut field = format!("{FIELD}[{number}]");
        let extension = extensions.expect(&field, tag::SEQUENCE)?;
        let mut parts = extension.inside();
        let oid = inspect_oid(&mut parts, &format!("{field}.extnID"))?;
        if let Some(name) = names::extension(oid.content) {
            field = format!("{FIELD}.{name}");
        }
        if parts.peek() == Some(tag::BOOLEAN) {
            let critical = parts.expect(&format!("{field}.critical"), tag::BOOLEAN)?;
            if !matches!(critical.content, [0 | 0xff]) {
                return Err(at(&critical, &format!("{field}.critical"), "neither TRUE nor FALSE"));
            }
        }
        parts.expect(&format!("{field}.extnValue"), tag::OCTET_STRING)?;
        parts.end(&field)?;
    }
    extensions.end(FIELD)?;
    inside.end(FIELD)
}

pub(super) fn at(value: &Value<'_>, field: &str, reason: &str) -> Damage {
    Damage { field: field.to_owned(), offset: value.offset, reason: reason.to_owned() }
}

fn tag_name(tag: u8) -> String {
    let name = match tag {
        tag::BOOLEAN => "BOOLEAN",
        tag::INTEGER => "INTEGER",
        tag::BIT_STRING => "BIT STRING",
        tag::OCTET_STRING => "OCTET STRING",
        0x05 => "NULL",
        tag::OID => "OBJECT IDENTIFIER",
        tag::ENUMERATED => "ENUMERATED",
        0x0c => "UTF8String",
        0x13 => "PrintableString",
        0x16 => "IA5String",
        tag::UTC_TIME => "UTCTime",
        tag::GENERALIZED_TIME => "GeneralizedTime",
        tag::SEQUENCE => "SEQUENCE",
        tag::SET => "SET",
        0x80..0xc0 if tag & 0x1f != 0x1f => return format!("[{}]", tag & 0x1f),
        _ => return format!("tag 0x{tag:02x}"),
    };
    name.to_owned()
}
