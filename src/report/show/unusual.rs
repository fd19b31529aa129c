//! What is unusual about a certificate, a line each.

use crate::model::certificate::{EncodingFault, EncodingKind, Unusual};

pub(super) fn texts(unusual: &Unusual) -> Vec<String> {
    // What can't be read is told as a problem of the file.
    let Unusual { encoding, repeated_extensions, unknown_critical, countries, unread_extensions: _ } = unusual;
    let repeated = repeated_extensions.iter().map(|name| format!("the extension {name} is there more than once"));
    let unknown = unknown_critical.iter().map(|oid| format!("the critical extension {oid} is not known here"));
    let countries = countries.iter().map(|country| format!("a further or odd countryName: {country}"));
    encoding.iter().map(fault).chain(repeated).chain(unknown).chain(countries).collect()
}

fn fault(fault: &EncodingFault) -> String {
    format!("{}, byte {}: {}", fault.field, fault.offset, what(&fault.kind))
}

fn what(kind: &EncodingKind) -> String {
    match kind {
        EncodingKind::Length => "a length with more octets than it needs".to_owned(),
        EncodingKind::Boolean => "a BOOLEAN that is neither 00 nor FF".to_owned(),
        EncodingKind::Integer => "an INTEGER with more octets than it needs, or none".to_owned(),
        EncodingKind::Bits => "a BIT STRING whose unused bits are not zero".to_owned(),
        EncodingKind::NamedBits => "a list of bits with zeros at its end".to_owned(),
        EncodingKind::Identifier => "an OBJECT IDENTIFIER that is padded or breaks off".to_owned(),
        EncodingKind::Pieces => "a string in pieces".to_owned(),
        EncodingKind::EmptySet => "a SET without elements".to_owned(),
        EncodingKind::SetOrder => "the elements of a SET are out of order".to_owned(),
        EncodingKind::Trailing => "bytes follow the value".to_owned(),
        EncodingKind::Time { written } => format!("a time in another form than DER's: {written}"),
        EncodingKind::TimeForm { written } => format!("a time before 2050 as a GeneralizedTime: {written}"),
        EncodingKind::AlgorithmsDiffer => "the signed part names another signature algorithm".to_owned(),
        EncodingKind::StringType { attribute, found } => format!("{attribute} as a {found}"),
        EncodingKind::Characters { attribute, found } => format!("{attribute} has characters that no {found} has"),
        EncodingKind::TooLong { attribute, length, bound } => {
            format!("{attribute} has {length} characters, at most {bound} are allowed")
        }
    }
}
