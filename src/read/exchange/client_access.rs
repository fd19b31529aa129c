//! `Get-ClientAccessService`, called `Get-ClientAccessServer` before Exchange 2016.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 5] = [
    "AutoDiscoverServiceInternalUri",
    "AutoDiscoverServiceCN",
    "AutoDiscoverSiteScope",
    "OutlookAnywhereEnabled",
    "ClientAccessArray",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "ClientAccessService",
    type_name: "ClientAccessServer",
    recognises,
    dates: &[],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has("AutoDiscoverServiceInternalUri")
}

pub(super) fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::ClientAccessService(Box::new(ClientAccessService {
        source: object.source(),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Fqdn", "Identity", "PSComputerName"]),
        auto_discover_service_internal_uri: object.url("AutoDiscoverServiceInternalUri"),
    })))
}
