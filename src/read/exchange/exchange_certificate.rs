//! `Get-ExchangeCertificate`.

use std::{fmt::Write, sync::Arc};

use super::{Cmdlet, Object};
use crate::{
    model::{
        exchange::{CertificateRecord, Property, Services},
        file::Content,
        source::Spanned,
    },
    read::powershell::{Record, Value},
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "ExchangeCertificate",
    type_name: "ExchangeCertificate",
    recognises,
    dates: &["NotBefore", "NotAfter"],
    read,
};

/// Other certificates have a thumbprint too, but not these.
fn recognises(record: &Record) -> bool {
    let has = |property: &&str| record.field(property).is_some();
    let own = ["Services", "IISServices", "CertificateDomains", "RootCAType", "IsSelfSigned"];
    (has(&"Thumbprint") || has(&"RawData")) && own.iter().any(has)
}

fn read(object: &Object<'_>) -> Option<Content> {
    let certificate_domains = match object.texts("CertificateDomains") {
        Property::NotExported => object.texts("DnsNameList"),
        domains => domains,
    };
    Some(Content::CertificateRecord(Box::new(CertificateRecord {
        source: Arc::clone(object.source),
        span: object.record.span,
        server: server(object.record),
        thumbprint: thumbprint(object.record)?,
        services: services(object),
        iis_services: object.texts("IISServices"),
        subject: object.text("Subject"),
        issuer: object.text("Issuer"),
        certificate_domains,
        not_before: object.moment("NotBefore"),
        not_after: object.moment("NotAfter"),
        is_self_signed: object.boolean("IsSelfSigned"),
        has_private_key: object.boolean("HasPrivateKey"),
        status: object.text("Status"),
    })))
}

/// The session's server, else the first part of `SERVER\THUMBPRINT`.
fn server(record: &Record) -> Option<String> {
    let session = record.text("PSComputerName").map(|text| text.value.trim());
    let identity = || Some(record.text("Identity")?.value.split_once('\\')?.0.trim());
    session.filter(|name| !name.is_empty()).or_else(identity).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The thumbprint as written, else of the certificate itself.
fn thumbprint(record: &Record) -> Option<Spanned<String>> {
    let written = record.text("Thumbprint").and_then(|text| Some(Spanned::new(hexadecimal(&text.value)?, text.span)));
    written.or_else(|| {
        let raw = record.value("RawData")?;
        let der = match raw {
            Value::Bytes(bytes) => bytes.value.clone(),
            Value::List { items, cut: false, .. } => {
                items.iter().map(|item| item.value.parse::<u8>().ok()).collect::<Option<Vec<u8>>>()?
            }
            _ => return None,
        };
        // A DER certificate is a sequence.
        (der.first() == Some(&0x30)).then(|| Spanned::new(sha1(&der), raw.span()))
    })
}

/// Forty hexadecimal digits in lower case, whatever spaces and invisible marks were copied along.
fn hexadecimal(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}')).collect();
    let whole = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then(|| digits.to_ascii_lowercase())
}

fn sha1(der: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, der);
    digest.as_ref().iter().fold(String::with_capacity(40), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn services(object: &Object<'_>) -> Property<Services> {
    match object.text("Services") {
        Property::NotExported => object
            .texts("Services")
            .and_then(|words| Some(words.iter().filter_map(|word| service(word)).fold(Services::default(), both))),
        // The word at the cut may be half a word: what is no service is left out.
        Property::Cut(text) => Property::Cut(text.map(|text| services_named(&text).unwrap_or_default())),
        whole => whole.and_then(|text| services_of(text)),
    }
}

/// `IIS, SMTP`, `IP.WS..` or the number of the enum.
fn services_of(text: &str) -> Option<Services> {
    let text = text.trim();
    text.parse().ok().map(services_of_number).or_else(|| services_named(text)).or_else(|| services_of_letters(text))
}

/// The enum `AllowedServices`.
fn services_of_number(number: u32) -> Services {
    let has = |bit| number & bit != 0;
    Services { imap: has(1), pop: has(2), um: has(4) || has(64), iis: has(8), smtp: has(16), federation: has(32) }
}

fn services_named(text: &str) -> Option<Services> {
    let known: Vec<Services> = text.split([',', ' ']).filter_map(|word| service(word.trim())).collect();
    (!known.is_empty()).then(|| known.into_iter().fold(Services::default(), both))
}

fn service(word: &str) -> Option<Services> {
    let none = Services::default();
    Some(match word.to_ascii_lowercase().as_str() {
        "none" => none,
        "iis" => Services { iis: true, ..none },
        "smtp" => Services { smtp: true, ..none },
        "imap" => Services { imap: true, ..none },
        "pop" => Services { pop: true, ..none },
        "um" | "umcallrouter" => Services { um: true, ..none },
        "federation" => Services { federation: true, ..none },
        _ => return None,
    })
}

/// One letter a service, a dot where it is not bound: IMAP, POP, UM, Web, SMTP, Federation, call Router.
fn services_of_letters(text: &str) -> Option<Services> {
    let letters = text.len() >= 5 && text.bytes().all(|byte| b"IPUWSFRC.".contains(&byte.to_ascii_uppercase()));
    let has = |letter: char| text.contains(letter) || text.contains(letter.to_ascii_lowercase());
    letters.then(|| Services {
        imap: has('I'),
        pop: has('P'),
        um: has('U') || has('R') || has('C'),
        iis: has('W'),
        smtp: has('S'),
        federation: has('F'),
    })
}

fn both(one: Services, other: Services) -> Services {
    Services {
        iis: one.iis || other.iis,
        smtp: one.smtp || other.smtp,
        imap: one.imap || other.imap,
        pop: one.pop || other.pop,
        um: one.um || other.um,
        federation: one.federation || other.federation,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn services_in_every_form() {
        for (text, names) in [
            ("IIS, SMTP", &["IIS", "SMTP"][..]),
            ("IP.WS..", &["IMAP", "POP", "IIS", "SMTP"]),
            ("....S..", &["SMTP"]),
            ("...W...", &["IIS"]),
            ("None", &[]),
            (".......", &[]),
            ("0", &[]),
            ("24", &["IIS", "SMTP"]),
            ("127", &["IMAP", "POP", "UM", "IIS", "SMTP", "Federation"]),
            ("UMCallRouter", &["UM"]),
        ] {
            assert_eq!(services_of(text).map(Services::names).as_deref(), Some(names), "{text}");
        }
        assert_eq!(services_of("what"), None);
    }

    #[test]
    fn a_thumbprint_has_forty_digits() {
        let digits = "B22BD738BED13136D29B7F410CE2993C5313F8FA";
        assert_eq!(hexadecimal(&format!("\u{200e}{digits} ")), Some(digits.to_ascii_lowercase()));
        assert_eq!(hexadecimal("B22BD738BED1"), None);
    }
}
