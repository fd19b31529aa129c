//! `Get-HybridConfiguration`.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{exchange::HybridConfiguration, file::Content},
    read::powershell::Record,
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "HybridConfiguration",
    type_name: "HybridConfiguration",
    recognises,
    dates: &[],
    read: |object| Some(read(object)),
};

fn recognises(record: &Record) -> bool {
    let own = [
        "ClientAccessServers",
        "ReceivingTransportServers",
        "SendingTransportServers",
        "EdgeTransportServers",
        "OnPremisesSmartHost",
    ];
    own.iter().any(|property| record.field(property).is_some())
}

fn read(object: &Object<'_>) -> Content {
    Content::HybridConfiguration(Box::new(HybridConfiguration {
        source: Arc::clone(object.source),
        span: object.record.span,
        tls_certificate_name: object.tls_certificate_name("TlsCertificateName"),
        client_access_servers: object.texts("ClientAccessServers"),
        transport_servers: object.texts("TransportServers"),
        receiving_transport_servers: object.texts("ReceivingTransportServers"),
        sending_transport_servers: object.texts("SendingTransportServers"),
        edge_transport_servers: object.texts("EdgeTransportServers"),
        on_premises_smart_host: object.text_or_part("OnPremisesSmartHost", &["Domain"]),
        domains: object.texts("Domains"),
        features: object.texts("Features"),
        exchange_version: object.text_of_any(&["AdminDisplayVersion", "ExchangeVersion"]),
    }))
}
