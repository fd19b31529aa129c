//! `Get-AuthConfig`.

use super::*;

pub(super) const CMDLET: Cmdlet =
    Cmdlet { noun: "AuthConfig", type_name: "AuthConfig", recognises, dates: &["NextCertificateEffectiveDate"], read };

fn recognises(record: &Record) -> bool {
    record.has_any(&["CurrentCertificateThumbprint", "NextCertificateThumbprint", "PreviousCertificateThumbprint"])
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::AuthConfig(Box::new(AuthConfig {
        source: object.source(),
        span: object.record.span,
        current: object.thumbprint("CurrentCertificateThumbprint"),
        previous: object.thumbprint("PreviousCertificateThumbprint"),
        next: object.thumbprint("NextCertificateThumbprint"),
        next_effective: object.moment("NextCertificateEffectiveDate"),
        service_name: object.text("ServiceName"),
        realm: object.text("Realm"),
    })))
}
