//! Where a certificate that can be read is not encoded as DER and RFC 5280 ask for.
//!
//! X.690, sections 8 to 11; RFC 5280, sections 4.1.2.4 and 4.1.2.5 and appendix A.1 (types and upper bounds). Values that
//! repeat their DEFAULT (`critical FALSE`, `cA FALSE`) are not reported: every reader takes them, and many authorities
//! write
//! them. Of the issuer's name the strings are not looked at: the issuer's own certificate has them. Extensions that are
//! unknown may hold anything, and the signature's bits are the algorithm's own.

use std::sync::Arc;

use crate::model::{
    certificate::{EncodingFault, EncodingKind},
    file::{Limit, ProblemKind},
    source::Span,
};

use super::{
    distinguished_name::Attribute,
    layout::{Extension, Layout, Time},
    names::{self, KeyFamily},
    times,
    walk::{Value, Walk, tag},
};

/// How many faults of one certificate are listed; those of public test suites have at most 13.
const MOST: usize = 32;

/// How deep values are followed; the schema of a certificate goes no deeper.
const DEPTH: usize = 24;

/// Faults of a certificate in the order of its bytes, at most [`MOST`], and the limit that was reached.
pub(super) fn faults(der: &[u8], layout: &Layout<'_>) -> (Vec<EncodingFault>, Option<ProblemKind>) {
    let mut search = Search { der, layout, faults: Vec::new(), limit: None };
    search.value(&layout.whole, 0);
    for extension in &layout.extensions {
        search.extension(extension);
    }
    search.rsa_key();
    search.validity();
    for attribute in &layout.subject.attributes {
        search.string(attribute);
    }
    if layout.inner_algorithm.whole.whole(der) != layout.algorithm.whole.whole(der) {
        search.found(layout.algorithm.whole.offset, EncodingKind::AlgorithmsDiffer);
    }
    let Search { mut faults, limit, .. } = search;
    faults.sort_by_key(|fault| fault.offset);
    (faults, limit)
}

struct Search<'a> {
    der: &'a [u8],
    layout: &'a Layout<'a>,
    faults: Vec<EncodingFault>,
    limit: Option<ProblemKind>,
}

impl Search<'_> {
    fn found(&mut self, offset: usize, kind: EncodingKind) {
        if self.faults.len() < MOST {
            let field = field_at(self.layout, offset);
            let before = self.faults.last().map(|fault| &fault.field).filter(|before| ***before == *field);
            let field = before.map_or_else(|| Arc::from(field), Arc::clone);
            self.faults.push(EncodingFault { field, offset: Span::new(offset, offset).start, kind });
        } else {
            self.limit.get_or_insert(ProblemKind::too_many_problems(MOST));
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
            tag::OID if !is_der_identifier(content) => self.found(value.offset, EncodingKind::Identifier),
            tag::UTC_TIME | tag::GENERALIZED_TIME if !times::is_der(value.tag, content) => {
                let written = String::from_utf8_lossy(content).into_owned();
                self.found(value.offset, EncodingKind::Time { written });
            }
            tag::SET if content.is_empty() => self.found(value.offset, EncodingKind::EmptySet),
            // A string in pieces, which DER forbids.
            0x23 | 0x24 | 0x2c | 0x32..=0x3e => self.found(value.offset, EncodingKind::Pieces),
            _ => {}
        }
        if value.tag & 0x20 == 0 || content.is_empty() {
            return;
        }
        if depth >= DEPTH {
            let limit = ProblemKind::LimitReached { limit: Limit::Depth, value: DEPTH as u64, found: None };
            self.limit.get_or_insert(limit);
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
        let Some(name) = names::extension(extension.oid) else { return };
        let mut walk = extension.value.inside();
        if let Some(value) = walk.next_whole() {
            self.value(&value, 0);
            // X.690, section 11.2.2: a list of named bits ends with a bit that is set.
            if name == "keyUsage" && value.tag == tag::BIT_STRING && ends_in_zero(value.content) {
                self.found(value.offset, EncodingKind::NamedBits);
            }
            if !walk.is_over() {
                self.found(walk.offset(), EncodingKind::Trailing);
            }
        }
    }

    /// An RSA key is DER within its bits (RFC 3279, section 2.3.1).
    fn rsa_key(&mut self) {
        let key = &self.layout.key;
        if let Some(KeyFamily::Rsa) = names::key_family(key.algorithm.oid)
            && let Some(numbers) = Walk::at(key.bits, key.offset).next_whole()
        {
            self.value(&numbers, 0);
        }
    }

    /// A time before 2050 is a UTCTime (RFC 5280, section 4.1.2.5).
    fn validity(&mut self) {
        for Time { value, moment } in [&self.layout.not_before, &self.layout.not_after] {
            if value.tag == tag::GENERALIZED_TIME
                && moment.as_second() < YEAR_2050
                && times::is_der(value.tag, value.content)
            {
                let written = String::from_utf8_lossy(value.content).into_owned();
                self.found(value.offset, EncodingKind::TimeForm { written });
            }
        }
    }

    /// A string of the subject: its type, its characters, its bounds.
    fn string(&mut self, Attribute { oid, value, .. }: &Attribute<'_>) {
        let Some(attribute) = names::attribute(oid).filter(|_| names::is_string(value.tag)) else { return };
        let found = names::string_type(value.tag);
        if !may_be(attribute, value.tag, self.layout.not_before.moment.as_second()) {
            self.found(value.offset, EncodingKind::StringType { attribute, found });
        }
        if !has_its_characters(value) {
            self.found(value.offset, EncodingKind::Characters { attribute, found });
        }
        let Some(bound) = bound(attribute) else { return };
        // No string has more characters than octets.
        if value.content.len() > bound {
            let length = names::decoded(value.tag, value.content).chars().count();
            if length > bound {
                self.found(value.offset, EncodingKind::TooLong { attribute, length, bound });
            }
        }
    }
}

/// Whether an attribute may have a string of that type.
fn may_be(attribute: &str, string: u8, not_before: i64) -> bool {
    match attribute {
        // RFC 5280, appendix A.1.
        "C" | "serialNumber" | "dnQualifier" | "jurisdictionC" => string == tag::PRINTABLE_STRING,
        "E" | "DC" => string == tag::IA5_STRING,
        // PKCS#9 (RFC 2985) leaves these open, and telephone numbers are nobody's concern.
        "unstructuredName" | "unstructuredAddress" | "telephoneNumber" => true,
        // DirectoryString, RFC 5280, section 4.1.2.4: the three old types were free until the end of 2003.
        _ => match string {
            tag::PRINTABLE_STRING | tag::UTF8_STRING => true,
            tag::TELETEX_STRING | tag::BMP_STRING | tag::UNIVERSAL_STRING => not_before < YEAR_2004,
            _ => false,
        },
    }
}

/// Whether a string has only characters that its type has.
fn has_its_characters(value: &Value<'_>) -> bool {
    match value.tag {
        tag::PRINTABLE_STRING => value.content.iter().all(|byte| is_printable(*byte)),
        tag::IA5_STRING => value.content.is_ascii(),
        tag::UTF8_STRING => std::str::from_utf8(value.content).is_ok(),
        tag::BMP_STRING => value.content.len().is_multiple_of(2),
        tag::UNIVERSAL_STRING => value.content.len().is_multiple_of(4),
        _ => true,
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

/// Whether the last bit that is reported is zero, or there is no bit but one reported.
fn ends_in_zero(content: &[u8]) -> bool {
    match content {
        [unused @ 0..=7, .., last] => last.trailing_zeros() > u32::from(*unused),
        _ => false,
    }
}

/// Subidentifiers with no octet to spare, the last one whole (X.690, section 8.19.2).
fn is_der_identifier(content: &[u8]) -> bool {
    let mut begins = true;
    for octet in content {
        if begins && *octet == 0x80 {
            return false;
        }
        begins = octet & 0x80 == 0;
    }
    begins && !content.is_empty()
}

/// The field of RFC 5280 that an offset lies in.
fn field_at(layout: &Layout<'_>, offset: usize) -> String {
    let holds = |value: &Value<'_>| (value.offset..value.end()).contains(&offset);
    if let Some(extension) = layout.extensions.iter().find(|extension| holds(&extension.value)) {
        let name = names::extension(extension.oid).map_or_else(|| names::dotted(extension.oid), str::to_owned);
        return format!("tbsCertificate.extensions.{name}");
    }
    let field = match () {
        () if holds(&layout.serial) => "tbsCertificate.serialNumber",
        () if holds(&layout.inner_algorithm.whole) => "tbsCertificate.signature",
        () if holds(&layout.issuer.whole) => "tbsCertificate.issuer",
        () if holds(&layout.validity) => "tbsCertificate.validity",
        () if holds(&layout.subject.whole) => "tbsCertificate.subject",
        () if holds(&layout.key.whole) => "tbsCertificate.subjectPublicKeyInfo",
        () if holds(&layout.algorithm.whole) => "signatureAlgorithm",
        () if holds(&layout.signature) => "signatureValue",
        () if offset >= layout.key.whole.end() && offset < layout.tbs.end() => "tbsCertificate.extensions",
        () if holds(&layout.tbs) => "tbsCertificate",
        () => "certificate",
    };
    field.to_owned()
}
