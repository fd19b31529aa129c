//! Where a certificate that can be read is not encoded as DER and RFC 5280 ask for.
//!
//! X.690, sections 8 to 11; RFC 5280, sections 4.1.2.4 and 4.1.2.5 and appendix A.1 (upper bounds). Values that repeat their
//! DEFAULT (`critical FALSE`, `cA FALSE`) are not told of: every reader takes them, and many authorities write them. Of the
//! issuer's name the strings are not looked at: the issuer's own certificate has them.

use crate::model::{
    certificate::{EncodingFault, EncodingKind},
    source::Span,
};

use super::{
    frame::{Extension, Frame},
    names, times,
    walk::{Value, tag},
};

/// How many faults of one certificate are told apart.
const MOST: usize = 32;

/// How deep values are followed; the schema of a certificate goes no deeper.
const DEPTH: usize = 24;

/// Faults of a certificate in the order of its bytes, at most [`MOST`].
pub(super) fn faults(der: &[u8], frame: &Frame<'_>) -> Vec<EncodingFault> {
    let mut search = Search { der, frame, faults: Vec::new() };
    let certificate = Value::outer(der, frame.length);
    search.value(&certificate, 0);
    for extension in &frame.extensions {
        search.extension(extension);
    }
    search.validity();
    search.strings(&frame.subject);
    if frame.inner_algorithm.whole(der) != frame.algorithm.whole(der) {
        search.found(frame.algorithm.offset, EncodingKind::AlgorithmsDiffer);
    }
    let mut faults = search.faults;
    faults.sort_by_key(|fault| fault.offset);
    faults
}

struct Search<'a> {
    der: &'a [u8],
    frame: &'a Frame<'a>,
    faults: Vec<EncodingFault>,
}

impl Search<'_> {
    fn found(&mut self, offset: usize, kind: EncodingKind) {
        if self.faults.len() < MOST {
            let field = field_at(self.frame, offset);
            self.faults.push(EncodingFault { field, offset: Span::new(offset, offset).start, kind });
        }
    }

    /// One value and those inside it.
    fn value(&mut self, value: &Value<'_>, depth: usize) {
        let content = value.content;
        if !value.has_shortest_header() {
            self.found(value.offset, EncodingKind::Length);
        }
        match value.tag {
            tag::BOOLEAN if !matches!(content, [0 | 0xff]) => self.found(value.offset, EncodingKind::Boolean),
            tag::INTEGER if matches!(content, [] | [0, 0..0x80, ..] | [0xff, 0x80..=0xff, ..]) => {
                self.found(value.offset, EncodingKind::Integer);
            }
            tag::BIT_STRING if !is_der_bits(content) => self.found(value.offset, EncodingKind::Bits),
            tag::UTC_TIME | tag::GENERALIZED_TIME if !times::is_der(value.tag, content) => {
                let written = String::from_utf8_lossy(content).into_owned();
                self.found(value.offset, EncodingKind::Time { written });
            }
            tag::SET if content.is_empty() => self.found(value.offset, EncodingKind::EmptySet),
            // A string in pieces, which DER forbids.
            0x23 | 0x24 | 0x2c | 0x32..=0x3e => self.found(value.offset, EncodingKind::Pieces),
            _ => {}
        }
        if value.tag & 0x20 == 0 || depth >= DEPTH {
            return;
        }
        let mut inside = value.inside();
        let mut before: Option<Value<'_>> = None;
        while let Some(part) = inside.next_whole() {
            if value.tag == tag::SET && before.is_some_and(|before| before.whole(self.der) > part.whole(self.der)) {
                self.found(part.offset, EncodingKind::SetOrder);
            }
            self.value(&part, depth + 1);
            before = Some(part);
        }
    }

    /// The DER inside an extension that is known; what cannot be read of it is IN006's.
    fn extension(&mut self, extension: &Extension<'_>) {
        if names::extension(extension.oid).is_none() {
            return;
        }
        let mut walk = extension.value.inside();
        if let Some(value) = walk.next_whole() {
            self.value(&value, 0);
            if !walk.is_over() {
                self.found(walk.offset(), EncodingKind::Trailing);
            }
        }
    }

    /// A time before 2050 is a UTCTime (RFC 5280, section 4.1.2.5).
    fn validity(&mut self) {
        let mut times = self.frame.validity.inside();
        for moment in [self.frame.not_before, self.frame.not_after] {
            let Some(time) = times.next_whole() else { return };
            if time.tag == tag::GENERALIZED_TIME
                && moment.as_second() < YEAR_2050
                && times::is_der(time.tag, time.content)
            {
                let written = String::from_utf8_lossy(time.content).into_owned();
                self.found(time.offset, EncodingKind::TimeForm { written });
            }
        }
    }

    /// The strings of a name: their types, their characters, their bounds.
    fn strings(&mut self, name: &Value<'_>) {
        let mut sets = name.inside();
        while let Some(set) = sets.next_whole() {
            let mut attributes = set.inside();
            while let Some(attribute) = attributes.next_whole() {
                let mut parts = attribute.inside();
                if let (Some(kind), Some(value)) = (parts.next_whole(), parts.next_whole()) {
                    self.string(kind.content, &value);
                }
            }
        }
    }

    fn string(&mut self, oid: &[u8], value: &Value<'_>) {
        let Some(name) = names::attribute(oid) else { return };
        let due: &[u8] = match name {
            "C" | "serialNumber" | "dnQualifier" | "jurisdictionC" => &[tag::PRINTABLE_STRING],
            "E" | "DC" => &[tag::IA5_STRING],
            // RFC 5280, section 4.1.2.4: names that were there before 2004 may go on in the other types.
            _ if self.frame.not_before.as_second() < YEAR_2004 => return self.characters(name, value),
            _ => &[tag::PRINTABLE_STRING, tag::UTF8_STRING],
        };
        if due.contains(&value.tag) {
            self.characters(name, value);
        } else if names::is_string(value.tag) {
            let found = names::string_type(value.tag);
            self.found(value.offset, EncodingKind::StringType { attribute: name, found });
        }
    }

    fn characters(&mut self, name: &'static str, value: &Value<'_>) {
        let fits = match value.tag {
            tag::PRINTABLE_STRING => value.content.iter().all(|byte| is_printable(*byte)),
            tag::IA5_STRING => value.content.is_ascii(),
            tag::UTF8_STRING => std::str::from_utf8(value.content).is_ok(),
            _ => true,
        };
        if !fits {
            let found = names::string_type(value.tag);
            self.found(value.offset, EncodingKind::Characters { attribute: name, found });
        }
        let Some(bound) = bound(name) else { return };
        // No string has more characters than octets.
        if value.content.len() > bound {
            let length = names::decoded(value.tag, value.content).chars().count();
            if length > bound {
                self.found(value.offset, EncodingKind::TooLong { attribute: name, length, bound });
            }
        }
    }
}

/// 2050-01-01T00:00:00Z.
const YEAR_2050: i64 = 2_524_608_000;

/// 2004-01-01T00:00:00Z.
const YEAR_2004: i64 = 1_072_915_200;

/// Upper bounds in characters (RFC 5280, appendix A.1).
fn bound(attribute: &str) -> Option<usize> {
    Some(match attribute {
        "CN" | "O" | "OU" | "title" | "serialNumber" => 64,
        "L" | "ST" | "pseudonym" => 128,
        "E" => 255,
        _ => return None,
    })
}

/// The alphabet of PrintableString (X.680, section 41.4).
fn is_printable(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte)
}

fn is_der_bits(content: &[u8]) -> bool {
    match content {
        [0, ..] => true,
        [unused @ 1..=7, .., last] => last.trailing_zeros() >= u32::from(*unused),
        _ => false,
    }
}

/// The field of RFC 5280 that an offset lies in.
fn field_at(frame: &Frame<'_>, offset: usize) -> String {
    let holds = |value: &Value<'_>| (value.offset..value.end()).contains(&offset);
    if let Some(extension) = frame.extensions.iter().find(|extension| holds(&extension.value)) {
        let name = names::extension(extension.oid).map_or_else(|| names::dotted(extension.oid), str::to_owned);
        return format!("tbsCertificate.extensions.{name}");
    }
    let field = match () {
        () if holds(&frame.serial) => "tbsCertificate.serialNumber",
        () if holds(&frame.inner_algorithm) => "tbsCertificate.signature",
        () if holds(&frame.issuer) => "tbsCertificate.issuer",
        () if holds(&frame.validity) => "tbsCertificate.validity",
        () if holds(&frame.subject) => "tbsCertificate.subject",
        () if holds(&frame.key.whole) => "tbsCertificate.subjectPublicKeyInfo",
        () if holds(&frame.algorithm) => "signatureAlgorithm",
        () if holds(&frame.signature) => "signatureValue",
        () if offset >= frame.key.whole.end() && offset < frame.tbs.end() => "tbsCertificate.extensions",
        () if holds(&frame.tbs) => "tbsCertificate",
        () => "certificate",
    };
    field.to_owned()
}
