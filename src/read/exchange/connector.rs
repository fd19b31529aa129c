//! `Get-SendConnector` and `Get-ReceiveConnector`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 14] = [
    "Fqdn",
    "TlsCertificateName",
    "Enabled",
    "AddressSpaces",
    "SmartHosts",
    "SourceTransportServers",
    "TlsAuthLevel",
    "TlsDomain",
    "RequireTLS",
    "Bindings",
    "RemoteIPRanges",
    "PermissionGroups",
    "AuthMechanism",
    "TransportRole",
];

pub(super) const SEND: Cmdlet = Cmdlet {
    noun: "SendConnector",
    type_name: "SmtpSendConnectorConfig",
    properties: &PROPERTIES,
    recognises: |record| direction(record) == Some(Direction::Send),
    dates: &[],
    read: |object| read(object, Direction::Send),
};

pub(super) const RECEIVE: Cmdlet = Cmdlet {
    noun: "ReceiveConnector",
    type_name: "ReceiveConnector",
    properties: &PROPERTIES,
    recognises: |record| direction(record) == Some(Direction::Receive),
    dates: &[],
    read: |object| read(object, Direction::Receive),
};

/// A few properties that both have, and nothing else.
pub(super) const EITHER: Cmdlet = Cmdlet {
    noun: "Connector",
    type_name: "SmtpConnector",
    properties: &PROPERTIES,
    recognises: |record| direction(record) == Some(Direction::Unknown),
    dates: &[],
    read: |object| read(object, Direction::Unknown),
};

/// The direction by the properties that only one of the two has; `None` if it is no connector.
fn direction(record: &Record) -> Option<Direction> {
    const SEND: [&str; 9] = [
        "AddressSpaces",
        "SmartHosts",
        "SmartHostsString",
        "DNSRoutingEnabled",
        "SourceTransportServers",
        "HomeMtaServerId",
        "TlsAuthLevel",
        "IsScopedConnector",
        "FrontendProxyEnabled",
    ];
    const RECEIVE: [&str; 6] =
        ["Bindings", "RemoteIPRanges", "PermissionGroups", "AuthMechanism", "TransportRole", "MessageRateLimit"];
    if record.has_any(&RECEIVE) {
        Some(Direction::Receive)
    } else if record.has_any(&SEND) {
        Some(Direction::Send)
    } else if !record.has("TlsCertificateName") || !record.has_any(&["Fqdn", "Name", "Identity", "Enabled"]) {
        None
    } else {
        // Only receive connectors belong to a server.
        Some(match record.text("Identity") {
            Some(identity) if identity.value.contains('\\') => Direction::Receive,
            Some(_) => Direction::Send,
            None => Direction::Unknown,
        })
    }
}

fn read(object: &Object<'_>, direction: Direction) -> Option<Content> {
    let server = (direction != Direction::Send).then(|| object.server()).flatten();
    Some(Content::Connector(Box::new(Connector {
        source: object.source(),
        span: object.record.span,
        direction,
        server,
        identity: object.name_in_any(&["Identity", "Name"]),
        fqdn: object.text_or_part("Fqdn", &["Domain"]),
        tls_certificate_name: object.tls_certificate_name("TlsCertificateName"),
        enabled: object.boolean("Enabled"),
        source_transport_servers: object.texts("SourceTransportServers"),
    })))
}
