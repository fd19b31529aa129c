//! A walk through DER with offsets, and where exactly it is corrupt.
//!
//! The walk follows the schema of what is read, so it never goes deeper than that does and needs no recursion.

use std::fmt::Display;

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
    /// `[4]` around a value.
    pub(in super::super) const CONTEXT_4: u8 = 0xa4;
    /// `[0]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_0: u8 = 0x80;
    /// `[1]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_1: u8 = 0x81;
    /// `[2]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_2: u8 = 0x82;
    /// `[6]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_6: u8 = 0x86;
    /// `[7]` in place of a value's own tag.
    pub(in super::super) const IMPLICIT_7: u8 = 0x87;
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

    /// Damage to it.
    pub(super) fn damage(&self, field: impl Display, reason: impl Display) -> Damage {
        Damage { field: field.to_string(), offset: self.offset, reason: reason.to_string() }
    }

    /// A walk over the values inside.
    pub(super) fn inside(&self) -> Walk<'a> {
        Walk { bytes: self.content, offset: self.content_offset, cut: self.cut }
    }
}

/// A walk over values that are one after the other.
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

    /// A walk over bytes that are at an offset.
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
    pub(super) fn expect(&mut self, field: impl Display, due: u8) -> Result<Value<'a>, Damage> {
        self.expect_one_of(field, &[due])
    }

    pub(super) fn expect_one_of(&mut self, field: impl Display, due: &[u8]) -> Result<Value<'a>, Damage> {
        let offset = self.offset;
        let damage = |reason| Damage { field: field.to_string(), offset, reason };
        let Some(there) = self.peek() else {
            let reason = if self.cut { "the data end before it" } else { "it is missing" };
            return Err(damage(reason.to_owned()));
        };
        if !due.contains(&there) {
            let due: Vec<String> = due.iter().map(|tag| tag_name(*tag)).collect();
            return Err(damage(format!("{} expected, {} found", due.join(" or "), tag_name(there))));
        }
        let breaks_off = || damage("the data end within its header".to_owned());
        self.step(false).or_else(|fault| match fault {
            Fault::TooLong { .. } if self.cut && there & 0x20 != 0 => self.step(true).map_err(|_| breaks_off()),
            Fault::TooLong { length, held } if self.cut => {
                Err(damage(format!("the data end within it: {held} of {length} bytes are there")))
            }
            Fault::TooLong { length, held } => {
                Err(damage(format!("its length is {length}, but what holds it has only {held} bytes left")))
            }
            Fault::Over | Fault::HeaderCut => Err(breaks_off()),
            Fault::LongTag => Err(damage("a tag number above 30".to_owned())),
            Fault::LongLength => Err(damage("a length beyond 4 GiB".to_owned())),
            Fault::Indefinite => Err(damage("an indefinite length: BER, not DER".to_owned())),
        })
    }

    /// Nothing may follow inside what holds this.
    pub(super) fn end(&self, field: impl Display) -> Result<(), Damage> {
        match self.bytes.len() {
            0 => self.reaches_its_end(field),
            more => {
                let reason = format!("{more} bytes too many at its end");
                Err(Damage { field: field.to_string(), offset: self.offset, reason })
            }
        }
    }

    /// The data may not end where the walk is over, and what holds this is not.
    pub(super) fn reaches_its_end(&self, field: impl Display) -> Result<(), Damage> {
        if self.cut && self.is_over() {
            let reason = "the data end before it does".to_owned();
            return Err(Damage { field: field.to_string(), offset: self.offset, reason });
        }
        Ok(())
    }
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
