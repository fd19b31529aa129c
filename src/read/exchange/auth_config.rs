//! `Get-AuthConfig`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 6] = [
    "CurrentCertificateThumbprint",
    "PreviousCertificateThumbprint",
    "NextCertificateThumbprint",
    "NextCertificateEffectiveDate",
    "ServiceName",
    "Realm",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "AuthConfig",
    type_name: "AuthConfig",
    recognises,
    dates: &["NextCertificateEffectiveDate"],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has_any(&["CurrentCertificateThumbprint", "NextCertificateThumbprint", "PreviousCertificateThumbprint"])
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::AuthConfig(Box::new(AuthConfig {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        current: object.thumbprint("CurrentCertificateThumbprint"),
        previous: object.thumbprint("PreviousCertificateThumbprint"),
        next: object.thumbprint("NextCertificateThumbprint"),
        next_effective: object.moment("NextCertificateEffectiveDate"),
        service_name: object.text("ServiceName"),
        realm: object.text("Realm"),
    })))
}
