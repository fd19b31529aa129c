//! `Get-TransportService`, called `Get-TransportServer` before Exchange 2013.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{exchange::TransportService, file::Content},
    read::powershell::Record,
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "TransportService",
    type_name: "TransportServer",
    recognises,
    dates: &[],
    read: |object| Some(read(object)),
};

fn recognises(record: &Record) -> bool {
    record.field("InternalTransportCertificateThumbprint").is_some()
}

fn read(object: &Object<'_>) -> Content {
    Content::TransportService(Box::new(TransportService {
        source: Arc::clone(object.source),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Identity", "PSComputerName"]),
        internal_transport_certificate: object.thumbprint("InternalTransportCertificateThumbprint"),
    }))
}
