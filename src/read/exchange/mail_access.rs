//! `Get-PopSettings` and `Get-ImapSettings`.

use super::*;
use crate::model::exchange::{MailAccess, MailAccessSettings};

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 8] = [
    "X509CertificateName",
    "LoginType",
    "UnencryptedOrTLSBindings",
    "SSLBindings",
    "InternalConnectionSettings",
    "ExternalConnectionSettings",
    "ProtocolName",
    "Server",
];

pub(super) const POP: Cmdlet = Cmdlet {
    noun: "PopSettings",
    type_name: "Pop3AdConfiguration",
    properties: &PROPERTIES,
    recognises: |record| service(record) == Some(MailAccess::Pop),
    dates: &[],
    read: |object| read(object, MailAccess::Pop),
};

pub(super) const IMAP: Cmdlet = Cmdlet {
    noun: "ImapSettings",
    type_name: "Imap4AdConfiguration",
    properties: &PROPERTIES,
    recognises: |record| service(record) == Some(MailAccess::Imap),
    dates: &[],
    read: |object| read(object, MailAccess::Imap),
};

/// The service by its name, its ports, or what only one of the two has.
fn service(record: &Record) -> Option<MailAccess> {
    if !(record.has("X509CertificateName") || record.has("LoginType") && record.has("SSLBindings")) {
        return None;
    }
    let protocol = record.text("ProtocolName").map(|name| name.value.trim().to_ascii_uppercase());
    match protocol.as_deref() {
        Some("POP3") => return Some(MailAccess::Pop),
        Some("IMAP4") => return Some(MailAccess::Imap),
        _ => {}
    }
    if record.has("ShowHiddenFoldersEnabled") {
        return Some(MailAccess::Imap);
    }
    if record.has("MessageRetrievalSortOrder") {
        return Some(MailAccess::Pop);
    }
    let has_port = |ports: [&str; 2]| {
        ["SSLBindings", "UnencryptedOrTLSBindings"].iter().filter_map(|name| record.value(name)).any(|value| {
            let is_it = |text: &str| ports.iter().any(|port| text.trim_end_matches('}').ends_with(port));
            match value {
                Value::List { items, .. } => items.iter().any(|item| is_it(&item.value)),
                value => value.text().is_some_and(|text| is_it(&text.value)),
            }
        })
    };
    let imap = has_port([":993", ":143"]).then_some(MailAccess::Imap);
    imap.or_else(|| has_port([":995", ":110"]).then_some(MailAccess::Pop))
}

fn read(object: &Object<'_>, service: MailAccess) -> Option<Content> {
    Some(Content::MailAccessSettings(Box::new(MailAccessSettings {
        source: object.source(),
        span: object.record.span,
        service,
        server: object.server(),
        x509_certificate_name: object.text("X509CertificateName"),
        login_type: object.text("LoginType"),
        unencrypted_or_tls_bindings: object.texts("UnencryptedOrTLSBindings"),
        external_connection_settings: object.texts("ExternalConnectionSettings"),
        internal_connection_settings: object.texts("InternalConnectionSettings"),
    })))
}
