//! `Get-AuthConfig`.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{exchange::AuthConfig, file::Content},
    read::powershell::Record,
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "AuthConfig",
    type_name: "AuthConfig",
    recognises,
    dates: &["NextCertificateEffectiveDate"],
    read: |object| Some(read(object)),
};

fn recognises(record: &Record) -> bool {
    let own = ["CurrentCertificateThumbprint", "NextCertificateThumbprint", "PreviousCertificateThumbprint"];
    own.iter().any(|property| record.field(property).is_some())
}

fn read(object: &Object<'_>) -> Content {
    Content::AuthConfig(Box::new(AuthConfig {
        source: Arc::clone(object.source),
        span: object.record.span,
        current: object.thumbprint("CurrentCertificateThumbprint"),
        previous: object.thumbprint("PreviousCertificateThumbprint"),
        next: object.thumbprint("NextCertificateThumbprint"),
        next_effective: object.moment("NextCertificateEffectiveDate"),
        service_name: object.text("ServiceName"),
        realm: object.text("Realm"),
    }))
}
