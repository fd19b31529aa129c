//! Any certificate of .NET with its data, whatever printed it: `Get-ChildItem Cert:\`, a property of another object.

use super::{exchange_certificate::raw, *};

/// The certificate's DER, and where it is. Other objects have `RawData` too: names, extensions.
pub(super) fn data(record: &Record) -> Option<(Cow<'_, [u8]>, Span)> {
    let class = |name: &String| name.rsplit('.').next().is_some_and(|class| class.starts_with("X509Certificate"));
    let is_typed = record.type_names.iter().any(class);
    let is_untyped =
        record.type_names.is_empty() || record.type_names.iter().any(|name| name.contains("PSCustomObject"));
    let is_certificate = is_typed || is_untyped && (record.fields.len() == 1 || record.has_any(&OWN));
    raw(record).filter(|_| is_certificate)
}

/// Properties of a certificate that names and extensions lack.
const OWN: [&str; 8] =
    ["Thumbprint", "Subject", "Issuer", "SerialNumber", "NotAfter", "NotBefore", "HasPrivateKey", "FriendlyName"];
