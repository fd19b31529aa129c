//! `Get-OutlookProvider`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 5] = ["CertPrincipalName", "Server", "TTL", "OutlookProviderFlags", "RequiredClientVersions"];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "OutlookProvider",
    type_name: "OutlookProvider",
    recognises,
    dates: &[],
    read,
};

/// `CertPrincipalName` is nobody else's; without it, a provider's name and another property of providers.
fn recognises(record: &Record) -> bool {
    let named = name(record);
    let known =
        named.is_some_and(|name| ["EXCH", "EXPR", "WEB"].iter().any(|known| name.value.eq_ignore_ascii_case(known)));
    named.is_some() && record.has("CertPrincipalName")
        || known && record.has_any(&["TTL", "OutlookProviderFlags", "RequiredClientVersions"])
}

fn read(object: &Object<'_>) -> Option<Content> {
    read_from(object, ReadFrom::Cmdlet)
}

pub(super) fn read_from(object: &Object<'_>, read_from: ReadFrom) -> Option<Content> {
    Some(Content::OutlookProvider(Box::new(OutlookProvider {
        read_from,
        source: object.source(),
        span: object.record.span,
        name: name(object.record).cloned().or_else(|| asked_for(object.record))?,
        cert_principal_name: object.text("CertPrincipalName"),
        server: object.text("Server"),
        ttl: object.text("TTL"),
        flags: object.text("OutlookProviderFlags"),
    })))
}

/// The one that the command asked for.
fn asked_for(record: &Record) -> Option<Spanned<String>> {
    record.command.as_ref()?.identity.clone()
}

/// What names a provider: its `Name`, else its `Identity`, which is the same.
fn name(record: &Record) -> Option<&Spanned<String>> {
    let filled = |property| record.value(property).and_then(Value::text).filter(|text| !text.value.trim().is_empty());
    filled("Name").or_else(|| filled("Identity")).or_else(|| filled("AdminDisplayName"))
}
