//! `Get-ExchangeCertificate`.

use std::borrow::Cow;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{property::hexadecimal, *};
use crate::model::{host::ListedName, x500};

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 19] = [
    "Thumbprint",
    "Services",
    "IISServices",
    "Subject",
    "Issuer",
    "CertificateDomains",
    "DnsNameList",
    "NotBefore",
    "NotAfter",
    "IsSelfSigned",
    "HasPrivateKey",
    "Status",
    "RootCAType",
    "SerialNumber",
    "PublicKeySize",
    "FriendlyName",
    "RawData",
    "SerializationData",
    "AccessRules",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "ExchangeCertificate",
    type_name: "ExchangeCertificate",
    properties: &PROPERTIES,
    recognises,
    dates: &["NotBefore", "NotAfter"],
    read,
};

/// Other certificates have a thumbprint and a subject too, and other objects have services: these are Exchange's.
fn recognises(record: &Record) -> bool {
    let has_services = || has_services(record);
    let has_subject = || record.text("Subject").is_some_and(|subject| x500::is_name(&subject.value));
    let has_own = || record.has_any(&["IISServices", "CertificateDomains", "RootCAType", "IsSelfSigned"]);
    let is_certificate = record.has_any(&["Thumbprint", "RawData"]);
    (is_certificate && (has_own() || has_services()))
        || (has_services() && (has_subject() || record.has("CertificateDomains") || record.has("IISServices")))
}

/// `Services` names services of Exchange; a table may have cut them.
fn has_services(record: &Record) -> bool {
    match record.value("Services") {
        Some(Value::Cut(text)) => services_named(&text.value).is_some(),
        Some(Value::List { items, .. }) => items.iter().any(|item| service(&item.value).is_some()),
        Some(value) => value.text().is_some_and(|text| services_of(&text.value).is_some()),
        None => false,
    }
}

fn read(object: &Object<'_>) -> Option<Content> {
    let certificate_domains = match object.texts("CertificateDomains") {
        // `Namespaces` is HealthChecker's name for them.
        Property::NotExported => match object.texts("DnsNameList") {
            Property::NotExported => object.texts("Namespaces"),
            names => names,
        },
        domains => domains,
    };
    let subject = object.text("Subject");
    let thumbprint = thumbprint(object.record, raw(object.record));
    if thumbprint.is_none() && subject.visible().is_none() && certificate_domains.visible().is_none() {
        return None;
    }
    let inner = Serialized::of(object.record);
    let iis_services = object.texts("IISServices").or_else(|| Some(inner.as_ref()?.iis_services()));
    let told = server(object.record).or_else(|| inner.as_ref()?.server());
    let server = told.or_else(|| match (server_of_sites(&iis_services), session(object.record)) {
        // The session's name of the same server is the whole one.
        (Some(own), Some(session)) if !is_same_server(&own, &session) => Some(own),
        (own, session) => session.or(own),
    });
    Some(Content::CertificateRecord(Box::new(CertificateRecord {
        source: object.source(),
        span: object.record.span,
        server,
        thumbprint,
        read_from: RecordSource::ExchangeCertificate,
        services: services(object).or_else(|| inner.as_ref()?.services()),
        iis_services,
        common_names: subject.visible().map(|subject| x500::common_names(subject)).unwrap_or_default(),
        subject,
        issuer: object.text("Issuer"),
        serial_number: object.text("SerialNumber"),
        certificate_domains: certificate_domains.and_then(|names| Some(names.iter().map(ListedName::new).collect())),
        not_before: object.moment("NotBefore"),
        not_after: object.moment("NotAfter"),
        is_self_signed: object.boolean("IsSelfSigned").or_else(|| inner.as_ref()?.is_self_signed()),
        has_private_key: object.boolean("HasPrivateKey"),
        root_ca_type: object.text("RootCAType"),
        status: object.text("Status"),
    })))
}

/// What is in `SerializationData` alone.
struct Serialized {
    certificate: serialized::ExchangeCertificate,
    span: Span,
}

impl Serialized {
    fn of(record: &Record) -> Option<Serialized> {
        let Value::Bytes(bytes) = record.value("SerializationData")? else { return None };
        let certificate = serialized::ExchangeCertificate::read(&bytes.value)?;
        Some(Serialized { certificate, span: bytes.span })
    }

    fn server(&self) -> Option<String> {
        server_of(self.certificate.identity.as_deref()?)
    }

    fn services(&self) -> Option<Property<Services>> {
        Some(Property::Value(Spanned::new(services_of_number(self.certificate.services?), self.span)))
    }

    fn iis_services(&self) -> Property<Vec<String>> {
        match self.certificate.iis_services.as_slice() {
            [] => Property::Empty(self.span),
            sites => Property::Value(Spanned::new(sites.to_vec(), self.span)),
        }
    }

    fn is_self_signed(&self) -> Option<Property<bool>> {
        Some(Property::Value(Spanned::new(self.certificate.self_signed?, self.span)))
    }
}

impl<T> Property<T> {
    /// The property, or what another place tells of one that is not exported.
    fn or_else(self, other: impl FnOnce() -> Option<Property<T>>) -> Property<T> {
        match self {
            Property::NotExported => other().unwrap_or(Property::NotExported),
            there => there,
        }
    }
}

/// The first part of `SERVER\THUMBPRINT`.
fn server(record: &Record) -> Option<String> {
    server_of(&record.text("Identity")?.value)
}

/// The server that the shell was connected to: `Get-ExchangeCertificate -Server` asks another one.
fn session(record: &Record) -> Option<String> {
    let session = record.text("PSComputerName")?.value.trim().to_owned();
    Some(session).filter(|name| !name.is_empty())
}

fn is_same_server(one: &str, other: &str) -> bool {
    let first_label = |name: &str| name.split('.').next().map(str::to_ascii_lowercase);
    first_label(one) == first_label(other)
}

/// `EX01` of `IIS://EX01/W3SVC/1`.
fn server_of_sites(sites: &Property<Vec<String>>) -> Option<String> {
    let server = |site: &String| Some(site.trim().split_once("://")?.1.split('/').next()?.to_owned());
    sites.value()?.iter().find_map(server).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("localhost"))
}

fn server_of(identity: &str) -> Option<String> {
    Some(identity.split_once('\\')?.0.trim()).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The certificate itself, in DER, and where it is: bytes, their numbers, or base64.
pub(super) fn raw(record: &Record) -> Option<(Cow<'_, [u8]>, Span)> {
    let raw = record.value("RawData")?;
    let der = match raw {
        Value::Bytes(bytes) => Cow::Borrowed(bytes.value.as_slice()),
        Value::List { items, cut: false, .. } => {
            Cow::Owned(items.iter().map(|item| item.value.parse().ok()).collect::<Option<Vec<u8>>>()?)
        }
        Value::Text(text) => Cow::Owned(STANDARD.decode(text.value.trim()).ok()?),
        _ => return None,
    };
    // A DER certificate is a sequence.
    (der.first() == Some(&0x30)).then(|| (der, raw.span()))
}

/// The thumbprint as written, if it is whole, else of the certificate itself.
fn thumbprint(record: &Record, raw: Option<(Cow<'_, [u8]>, Span)>) -> Option<Spanned<String>> {
    let written = record.text("Thumbprint").and_then(|text| Some(Spanned::new(hexadecimal(&text.value)?, text.span)));
    written.or_else(|| raw.map(|(der, span)| Spanned::new(sha1(&der), span)))
}

fn sha1(der: &[u8]) -> String {
    hex(ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, der).as_ref())
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
