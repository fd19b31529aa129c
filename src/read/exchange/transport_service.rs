//! `Get-TransportService`, called `Get-TransportServer` before Exchange 2013.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 1] = ["InternalTransportCertificateThumbprint"];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "TransportService",
    type_name: "TransportServer",
    recognises,
    dates: &[],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has("InternalTransportCertificateThumbprint")
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::TransportService(Box::new(TransportService {
        source: object.source(),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Identity", "PSComputerName"]),
        internal_transport_certificate: object.thumbprint("InternalTransportCertificateThumbprint"),
    })))
}
