//! Exchange Online's `Get-InboundConnector` and `Get-OutboundConnector`.

use super::*;
use crate::model::exchange::CloudConnector;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 14] = [
    "ConnectorType",
    "ConnectorSource",
    "SenderDomains",
    "SenderIPAddresses",
    "RequireTls",
    "TlsSenderCertificateName",
    "CloudServicesMailEnabled",
    "RecipientDomains",
    "UseMXRecord",
    "SmartHosts",
    "TlsSettings",
    "TlsDomain",
    "Enabled",
    "RouteAllMessagesViaOnPremises",
];

pub(super) const INBOUND: Cmdlet = Cmdlet {
    noun: "InboundConnector",
    type_name: "TenantInboundConnector",
    properties: &PROPERTIES,
    recognises: |record| {
        record.has_any(&["TlsSenderCertificateName", "RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses"])
            || record.has("SenderDomains") && record.has_any(&["ConnectorType", "SenderIPAddresses", "RequireTls"])
    },
    dates: &[],
    read: |object| read(object, true),
};

pub(super) const OUTBOUND: Cmdlet = Cmdlet {
    noun: "OutboundConnector",
    type_name: "TenantOutboundConnector",
    properties: &PROPERTIES,
    recognises: |record| {
        let own = ["TlsSettings", "UseMXRecord", "RouteAllMessagesViaOnPremises", "IsTransportRuleScoped"];
        record.has_any(&["RecipientDomains", "ConnectorType", "SmartHosts", "TlsDomain"]) && record.has_any(&own)
    },
    dates: &[],
    read: |object| read(object, false),
};

fn read(object: &Object<'_>, is_inbound: bool) -> Option<Content> {
    Some(Content::CloudConnector(Box::new(CloudConnector {
        source: object.source(),
        span: object.record.span,
        is_inbound,
        identity: object.name_in_any(&["Identity", "Name"]),
        connector_type: object.text("ConnectorType"),
        connector_source: object.text("ConnectorSource"),
        enabled: object.boolean("Enabled"),
        require_tls: object.boolean("RequireTls"),
        tls_sender_certificate_name: object.text("TlsSenderCertificateName"),
        tls_settings: object.text("TlsSettings"),
        tls_domain: object.text("TlsDomain"),
        smart_hosts: object.texts("SmartHosts"),
        domains: object.texts(if is_inbound { "SenderDomains" } else { "RecipientDomains" }),
    })))
}
