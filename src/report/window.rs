//! What a report shows of a place: one line, at most 160 columns, made harmless, with the range to mark.

use crate::{
    decide::redact::Redactor,
    finding::Field,
    model::{
        certificate::{Certificate, hex},
        source::{At, Place, Position, Source, Span, Text},
        time,
    },
};

use super::{
    row::{self, Label, shown_place},
    safe,
};

/// The widest window, in characters.
const WIDEST: usize = 160;

/// The line of a decoded view that shows the first DNS name.
const DNS_NAMES: u32 = 18;

/// A line of a file or of a decoded certificate, and the range in it that a label marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The file, or the decoded certificate, as it is titled.
    pub name: String,
    /// The line's number.
    pub line: u32,
    /// The column of the mark, in characters of the file's line.
    pub column: u32,
    /// The line, made harmless.
    pub text: String,
    /// Byte range of the mark in `text`.
    pub mark: (usize, usize),
    /// It is a decoded view: its lines have an order, but no numbers that stand in a file.
    pub decoded: bool,
}

impl Window {
    /// The window on a place in a text of a name; `None` where there is nothing to show. `redact` changes the three parts of the line:
    /// what is meant, what stands before it and after it.
    pub(super) fn of(place: &Place, name: &str, redact: Option<&Redactor>) -> Option<Window> {
        match place.at {
            At::Text(span) => of_text(name, place.source.text.as_ref()?, span, redact),
            At::File | At::Lines { .. } | At::Bytes(_) => None,
        }
    }
}

fn of_text(name: &str, text: &Text, span: Span, redact: Option<&Redactor>) -> Option<Window> {
    let Position { line, column } = text.position(span.start);
    let whole = text.line_span(line)?;
    let end = span.end.clamp(span.start, whole.end.max(span.start));
    let before = text.slice(Span { start: whole.start, end: span.start.min(whole.end) });
    let marked = text.slice(Span { start: span.start.min(whole.end), end: end.min(whole.end) });
    let after = text.slice(Span { start: end.min(whole.end), end: whole.end });
    let (shown, mark) = match redact {
        None => cropped(before, marked, after),
        Some(redactor) => {
            let (before, marked, after) = redactor.line(before, marked, after);
            cropped(&before, &marked, &after)
        }
    };
    Some(Window { name: safe::visible(name).into_owned(), line, column, text: shown, mark, decoded: false })
}

/// Joins three parts of a line, made harmless, cropped around the marked one.
fn cropped(before: &str, marked: &str, after: &str) -> (String, (usize, usize)) {
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
    (shown, (start, end))
}

fn push_cropped(shown: &mut String, text: &str, most: usize) {
    let mut characters = text.chars();
    characters.by_ref().take(most).for_each(|c| safe::push_visible(shown, c));
    if characters.next().is_some() {
        shown.push('…');
    }
}

impl Window {
    /// The window of a label; `None` where there is nothing to show.
    pub fn of_label(label: &Label) -> Option<Window> {
        let (text, mark) = (label.excerpt.clone()?, label.mark?);
        // A saved report may mark what is not there.
        text.get(mark.0..mark.1)?;
        let row::Place { path, inside, index, line, column, .. } = &label.place;
        let Some(logical) = &label.logical else {
            let name = shown_place(path, inside, None);
            return Some(Window { name, line: (*line)?, column: (*column)?, text, mark, decoded: false });
        };
        let name = format!("{} (decoded)", shown_place(path, inside, *index));
        let before = text.get(..mark.0)?.chars().count();
        let column = u32::try_from(before + 1).unwrap_or(u32::MAX);
        Some(Window { name, line: decoded_line(logical), column, text, mark, decoded: true })
    }

    /// A certificate's field as a line of its decoded view. The lines have fixed numbers, so that fields of one
    /// certificate stand together in the order of this list.
    pub fn decoded(source: &Source, index: Option<u32>, certificate: &Certificate, field: Field) -> Window {
        let (line, title, value) = match field {
            Field::Whole => (1, "thumbprint", certificate.thumbprint()),
            Field::Version => (2, "version", certificate.version.to_string()),
            Field::Serial => (3, "serial number", hex(&certificate.serial)),
            Field::Signature => (4, "signature", certificate.signature.name.to_string()),
            Field::Issuer => (5, "issuer", certificate.issuer.to_string()),
            Field::Validity => {
                let (from, to) = (time::rfc3339(certificate.not_before), time::rfc3339(certificate.not_after));
                (6, "validity", format!("{from} to {to}"))
            }
            Field::Subject => (7, "subject", certificate.subject.clone()),
            Field::Country => (8, "subject C", certificate.countries().join("  +  ")),
            Field::CommonName => (9, "subject CN", certificate.common_names.join("  +  ")),
            Field::Key => (10, "public key", certificate.key.algorithm.shown()),
            Field::Extensions => (11, "extensions", certificate.extension_count.to_string()),
            Field::BasicConstraints => (12, "basicConstraints", basic_constraints(certificate)),
            Field::KeyUsage => (13, "keyUsage", key_usage(certificate)),
            Field::AuthorityKeyIdentifier => (
                14,
                "authorityKeyIdentifier",
                certificate.authority_key_identifier.as_deref().map(hex).unwrap_or_default(),
            ),
            Field::SubjectKeyIdentifier => {
                (15, "subjectKeyIdentifier", certificate.subject_key_identifier.as_deref().map(hex).unwrap_or_default())
            }
            Field::ExtendedKeyUsage => {
                let purposes = certificate.extended_key_usage.as_ref().map(|usage| usage.purposes.join(", "));
                (16, "extKeyUsage", purposes.unwrap_or_default())
            }
            Field::SubjectAltName => {
                const ENOUGH: usize = 4;
                let names = &certificate.dns_names;
                let more = names.len().saturating_sub(ENOUGH);
                let shown = names.iter().take(ENOUGH).cloned().collect::<Vec<_>>().join("  ");
                (17, "subjectAltName", if more > 0 { format!("{shown}  (+{more})") } else { shown })
            }
            Field::DnsName(index) => {
                let value = certificate.dns_names.get(index).cloned().unwrap_or_default();
                (u32::try_from(index).unwrap_or(u32::MAX).saturating_add(DNS_NAMES), "subjectAltName DNS", value)
            }
        };
        let value = if value.is_empty() { "(none)".to_owned() } else { value };
        let lead = format!("{title}: ");
        let (text, mark) = cropped(&lead, &value, "");
        let index = index.filter(|index| *index > 1).map(|index| format!("#{index}")).unwrap_or_default();
        let name = format!("{}{index} (decoded)", safe::visible(&source.shown()));
        let column = u32::try_from(lead.chars().count() + 1).unwrap_or(1);
        Window { name, line, column, text, mark, decoded: true }
    }
}

/// The number of the line of a decoded view that shows a place within a certificate; unknown ones come last.
fn decoded_line(logical: &str) -> u32 {
    const FIELDS: [Field; 17] = [
        Field::Whole,
        Field::Version,
        Field::Serial,
        Field::Signature,
        Field::Issuer,
        Field::Validity,
        Field::Subject,
        Field::Country,
        Field::CommonName,
        Field::Key,
        Field::Extensions,
        Field::BasicConstraints,
        Field::KeyUsage,
        Field::AuthorityKeyIdentifier,
        Field::SubjectKeyIdentifier,
        Field::ExtendedKeyUsage,
        Field::SubjectAltName,
    ];
    let line = FIELDS.iter().zip(1..).find(|(field, _)| field.logical() == logical).map(|(_, line)| line);
    let dns_name = || logical.rsplit('.').next()?.parse::<u32>().ok()?.checked_add(DNS_NAMES);
    line.or_else(dns_name).unwrap_or(u32::MAX)
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
        let (text, mark) = cropped(&"x".repeat(10_000), "msstd:mail.contoso.com", &"y".repeat(10_000));
        assert!(text.chars().count() <= WIDEST + 2);
        assert_eq!(text.get(mark.0..mark.1), Some("msstd:mail.contoso.com"));
    }

    #[test]
    fn the_lines_of_a_decoded_view_follow_from_its_places() {
        assert_eq!(decoded_line(&Field::Whole.logical()), 1);
        assert_eq!(decoded_line(&Field::CommonName.logical()), 9);
        assert_eq!(decoded_line(&Field::SubjectAltName.logical()), 17);
        assert_eq!(decoded_line(&Field::DnsName(3).logical()), 21);
        assert_eq!(decoded_line("of a later version"), u32::MAX);
    }

    #[test]
    fn what_is_marked_is_made_harmless_within_the_mark() {
        let (text, mark) = cropped("<A>", "ma\u{1b}il", "</A>");
        assert_eq!(text.get(mark.0..mark.1), Some("ma\\u{1b}il"));
    }
}
