//! `Get-ClientAccessService`, called `Get-ClientAccessServer` before Exchange 2016.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{exchange::ClientAccessService, file::Content},
    read::powershell::Record,
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "ClientAccessService",
    type_name: "ClientAccessServer",
    recognises,
    dates: &[],
    read: |object| Some(read(object)),
};

fn recognises(record: &Record) -> bool {
    record.field("AutoDiscoverServiceInternalUri").is_some()
}

fn read(object: &Object<'_>) -> Content {
    Content::ClientAccessService(Box::new(ClientAccessService {
        source: Arc::clone(object.source),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Fqdn", "Identity", "PSComputerName"]),
        auto_discover_service_internal_uri: object.url("AutoDiscoverServiceInternalUri"),
    }))
}
