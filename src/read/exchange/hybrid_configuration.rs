//! `Get-HybridConfiguration`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 9] = [
    "ClientAccessServers",
    "TransportServers",
    "ReceivingTransportServers",
    "SendingTransportServers",
    "EdgeTransportServers",
    "OnPremisesSmartHost",
    "TlsCertificateName",
    "Domains",
    "Features",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "HybridConfiguration",
    type_name: "HybridConfiguration",
    recognises,
    dates: &[],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has_any(&[
        "ClientAccessServers",
        "ReceivingTransportServers",
        "SendingTransportServers",
        "EdgeTransportServers",
        "OnPremisesSmartHost",
    ])
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::HybridConfiguration(Box::new(HybridConfiguration {
        source: object.source(),
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
    })))
}
