//! What a report shows of a place: one line, at most 160 columns, made harmless, and what of it is meant.

use std::{convert::Infallible, fmt, str::FromStr};

use crate::{
    decide::redact::Redactor,
    finding::Field,
    model::{
        certificate::{Certificate, hex},
        host::ListedName,
        serde_as_text,
        source::{At, Place, Span, Text},
        time,
    },
    read::secrets,
};

use super::safe;

/// The widest excerpt, in characters.
const WIDEST: usize = 160;

/// A line of a file, or of a certificate, decoded, and what of it is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    text: Box<str>,
    /// Byte range in the text, between characters.
    mark: Option<(u32, u32)>,
}

impl Excerpt {
    /// A text without a mark where the mark does not fit it, as a saved report may have one.
    pub(super) fn new(text: impl Into<Box<str>>, mark: Option<(usize, usize)>) -> Excerpt {
        let text = text.into();
        let fits = |(start, end): (usize, usize)| {
            text.get(start..end)?;
            Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
        };
        Excerpt { mark: mark.and_then(fits), text }
    }

    /// What stands at a place of a text; `None` where there is nothing to show. `redact` changes the three parts of the
    /// line: what is meant, what stands before it and after it.
    pub(super) fn of(place: &Place, redact: Option<&Redactor>) -> Option<Excerpt> {
        match place.at {
            At::Text(span) => of_text(place.source.text.as_ref()?, span, redact),
            At::File | At::Lines { .. } | At::Bytes(_) => None,
        }
    }

    /// A field of a certificate as a line of its decoded view.
    pub(super) fn decoded(certificate: &Certificate, field: Field) -> Excerpt {
        let (title, value) = decoded(certificate, field);
        let value = if value.is_empty() { "(none)".to_owned() } else { value };
        cropped(&format!("{title}: "), &value, "")
    }

    /// The line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte range of what is meant.
    pub fn mark(&self) -> Option<(usize, usize)> {
        self.mark.map(|(start, end)| (start as usize, end as usize))
    }

    /// What stands before what is meant, and that itself.
    pub(super) fn marked(&self) -> Option<(&str, &str)> {
        let (start, end) = self.mark()?;
        Some((self.text.get(..start)?, self.text.get(start..end)?))
    }
}

/// A place within a certificate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Logical {
    /// One that is known here.
    Field(Field),
    /// One of a saved report of a later version.
    Other(String),
}

impl fmt::Display for Logical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Logical::Field(field) => field.fmt(f),
            Logical::Other(text) => f.write_str(text),
        }
    }
}

impl FromStr for Logical {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Logical, Infallible> {
        Ok(Field::named(text).map_or_else(|| Logical::Other(text.to_owned()), Logical::Field))
    }
}

serde_as_text!(Logical);

fn of_text(text: &Text, place: Span, redact: Option<&Redactor>) -> Option<Excerpt> {
    let [before, marked, after] = text.line_around(place)?;
    Some(match redact {
        None if secrets::beside([before, marked, after]) => cropped("… ", marked, " …"),
        None => cropped(before, marked, after),
        Some(redactor) => {
            let (before, marked, after) = redactor.line(before, marked, after);
            cropped(&before, &marked, &after)
        }
    })
}

/// Three parts of a line, made harmless, cropped around the one that is meant.
fn cropped(before: &str, marked: &str, after: &str) -> Excerpt {
    const LEAD: usize = 40;
    let count = |text: &str| text.chars().take(WIDEST + 1).count();
    let fits = count(before) + count(marked) + count(after) <= WIDEST;
    let mut shown = String::new();
    if fits || count(before) <= LEAD {
        before.chars().for_each(|c| safe::push_visible(&mut shown, c));
    } else {
        shown.push('…');
        let tail: Vec<char> = before.chars().rev().take(LEAD).collect();
        tail.into_iter().rev().for_each(|c| safe::push_visible(&mut shown, c));
    }
    let start = shown.len();
    push_cropped(&mut shown, marked, WIDEST * 3 / 5);
    let end = shown.len();
    let left = WIDEST.saturating_sub(count(&shown));
    push_cropped(&mut shown, after, left);
    Excerpt::new(shown, Some((start, end)))
}

fn push_cropped(shown: &mut String, text: &str, most: usize) {
    let mut characters = text.chars();
    characters.by_ref().take(most).for_each(|c| safe::push_visible(shown, c));
    if characters.next().is_some() {
        shown.push('…');
    }
}

/// What a decoded view calls a field, and its value.
fn decoded(certificate: &Certificate, field: Field) -> (&'static str, String) {
    match field {
        Field::Whole => ("thumbprint", certificate.thumbprint()),
        Field::Version => ("version", certificate.version.to_string()),
        Field::Serial => ("serial number", hex(&certificate.serial)),
        Field::Signature => ("signature", certificate.signature.name.to_string()),
        Field::Issuer => ("issuer", certificate.issuer.to_string()),
        Field::Validity => {
            let (from, to) = (time::rfc3339(certificate.not_before), time::rfc3339(certificate.not_after));
            ("validity", format!("{from} to {to}"))
        }
        Field::Subject => ("subject", certificate.subject.clone()),
        Field::Country => ("subject C", certificate.countries().join("  +  ")),
        Field::CommonName => ("subject CN", joined(&certificate.common_names, "  +  ")),
        Field::Key => ("public key", certificate.key.algorithm.shown()),
        Field::Extensions => ("extensions", certificate.extension_count.to_string()),
        Field::BasicConstraints => ("basicConstraints", basic_constraints(certificate)),
        Field::KeyUsage => ("keyUsage", key_usage(certificate)),
        Field::AuthorityKeyIdentifier => {
            ("authorityKeyIdentifier", certificate.authority_key_identifier.as_deref().map(hex).unwrap_or_default())
        }
        Field::SubjectKeyIdentifier => {
            ("subjectKeyIdentifier", certificate.subject_key_identifier.as_deref().map(hex).unwrap_or_default())
        }
        Field::ExtendedKeyUsage => {
            let purposes = certificate.extended_key_usage.as_ref().map(|usage| usage.purposes.join(", "));
            ("extKeyUsage", purposes.unwrap_or_default())
        }
        Field::SubjectAltName => {
            const ENOUGH: usize = 4;
            let names = &certificate.dns_names;
            let more = names.len().saturating_sub(ENOUGH);
            let shown = joined(names.get(..ENOUGH).unwrap_or(names), "  ");
            ("subjectAltName", if more > 0 { format!("{shown}  (+{more})") } else { shown })
        }
        Field::DnsName(index) => {
            let value = certificate.dns_names.get(index).map(ToString::to_string).unwrap_or_default();
            ("subjectAltName DNS", value)
        }
    }
}

fn joined(names: &[ListedName], between: &str) -> String {
    names.iter().map(|name| &**name).collect::<Vec<_>>().join(between)
}

fn basic_constraints(certificate: &Certificate) -> String {
    let mut shown: Vec<String> = Vec::new();
    if let Some(constraints) = certificate.basic_constraints {
        shown.push(if constraints.ca { "CA:TRUE" } else { "CA:FALSE" }.to_owned());
        shown.extend(constraints.path_len.map(|length| format!("pathLen {length}")));
    }
    if certificate.key_usage.is_some_and(|usage| usage.key_cert_sign) {
        shown.push("keyUsage keyCertSign".to_owned());
    }
    shown.join(", ")
}

/// The bits that matter here; that none of them is there does not mean that there is none.
fn key_usage(certificate: &Certificate) -> String {
    let Some(usage) = certificate.key_usage else { return String::new() };
    let bits = [
        (usage.digital_signature, "digitalSignature"),
        (usage.key_encipherment, "keyEncipherment"),
        (usage.key_agreement, "keyAgreement"),
        (usage.key_cert_sign, "keyCertSign"),
    ];
    let named = |set: bool| bits.iter().filter(move |bit| bit.0 == set).map(|bit| bit.1).collect::<Vec<_>>().join(", ");
    let set = named(true);
    if set.is_empty() { format!("none of {}", named(false)) } else { set }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cropped_around_the_mark() {
        let excerpt = cropped(&"x".repeat(10_000), "msstd:mail.contoso.com", &"y".repeat(10_000));
        assert!(excerpt.text().chars().count() <= WIDEST + 2);
        assert_eq!(excerpt.marked().map(|(_, marked)| marked), Some("msstd:mail.contoso.com"));
    }

    #[test]
    fn places_within_a_certificate_are_read_as_they_are_written() {
        for (field, text) in [
            (Field::Whole, "certificate"),
            (Field::CommonName, "tbsCertificate.subject.commonName"),
            (Field::SubjectAltName, "tbsCertificate.extensions.subjectAltName"),
            (Field::DnsName(3), "tbsCertificate.extensions.subjectAltName.3"),
        ] {
            assert_eq!((field.to_string().as_str(), Field::named(text)), (text, Some(field)));
        }
        assert_eq!("of a later version".parse(), Ok(Logical::Other("of a later version".to_owned())));
        assert!(Logical::Field(Field::SubjectAltName) < Logical::Field(Field::DnsName(0)));
    }

    #[test]
    fn what_is_meant_is_made_harmless_within_the_mark() {
        assert_eq!(cropped("<A>", "ma\u{1b}il", "</A>").marked(), Some(("<A>", "ma\\u{1b}il")));
    }

    #[test]
    fn a_mark_that_does_not_fit_marks_nothing() {
        for mark in [(0, 1), (1, 3), (2, 1), (0, 9)] {
            assert_eq!(Excerpt::new("éé", Some(mark)).mark(), None, "{mark:?}");
        }
        assert_eq!(Excerpt::new("éé", Some((2, 4))).mark(), Some((2, 4)));
    }
}
