//! `Get-SendConnector` and `Get-ReceiveConnector`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 21] = [
    "Fqdn",
    "TlsCertificateName",
    "Enabled",
    "AddressSpaces",
    "SmartHosts",
    "SourceTransportServers",
    "TlsAuthLevel",
    "TlsDomain",
    "RequireTLS",
    "IgnoreSTARTTLS",
    "CloudServicesMailEnabled",
    "TlsDomainCapabilities",
    "Bindings",
    "RemoteIPRanges",
    "PermissionGroups",
    "AuthMechanism",
    "TransportRole",
    "DomainSecureEnabled",
    "DNSRoutingEnabled",
    "Banner",
    "ProtocolLoggingLevel",
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
    const RECEIVE: [&str; 4] = ["RemoteIPRanges", "PermissionGroups", "AuthMechanism", "TransportRole"];
    if record.has_any(&FOREIGN) || has_other_address_spaces(record) {
        None
    } else if record.has_any(&RECEIVE) || has_bindings(record) {
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

/// Properties of connectors of Exchange Online, of foreign and delivery agent connectors, of web sites.
const FOREIGN: [&str; 8] = [
    "ConnectorType",
    "RecipientDomains",
    "SenderDomains",
    "TlsSettings",
    "DropDirectory",
    "DeliveryProtocol",
    "PhysicalPath",
    "TargetAddressDomains",
];

/// `AddressSpaces` of a gateway, `{FAX:*;1}`: those of a send connector are of SMTP.
fn has_other_address_spaces(record: &Record) -> bool {
    let is_other = |space: &str| {
        let kind = space.trim().trim_start_matches('{').split_once(':').map(|(kind, _)| kind);
        kind.is_some_and(|kind| !["SMTP", "Local"].iter().any(|own| kind.eq_ignore_ascii_case(own)))
    };
    match record.value("AddressSpaces") {
        Some(Value::List { items, .. }) => items.iter().any(|item| is_other(&item.value)),
        Some(value) => value.text().is_some_and(|text| is_other(&text.value)),
        None => false,
    }
}

/// `Bindings` of a receive connector, `{[::]:25, 0.0.0.0:25}`: those of a web site name a protocol.
fn has_bindings(record: &Record) -> bool {
    let is_endpoint = |text: &str| {
        let port = text.trim().rsplit_once(':').map(|(address, port)| (address.contains(['.', ']']), port));
        !text.trim().contains([' ', '*'])
            && port.is_some_and(|(is_address, port)| is_address && port.parse::<u16>().is_ok())
    };
    match record.value("Bindings") {
        Some(Value::List { items, .. }) => !items.is_empty() && items.iter().all(|item| is_endpoint(&item.value)),
        Some(Value::Text(text)) => {
            let inner = text.value.trim().trim_start_matches('{').trim_end_matches('}');
            inner.split(',').all(is_endpoint)
        }
        _ => false,
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
        auth_mechanism: object.texts("AuthMechanism"),
        permission_groups: object.texts("PermissionGroups"),
        remote_ip_ranges: object.texts("RemoteIPRanges"),
        tls_domain_capabilities: object.texts("TlsDomainCapabilities"),
        address_spaces: object.texts("AddressSpaces"),
        smart_hosts: match object.texts("SmartHosts") {
            Property::NotExported => object.texts("SmartHostsString"),
            told => told,
        },
        cloud_services_mail_enabled: object.boolean("CloudServicesMailEnabled"),
        ignore_starttls: object.boolean("IgnoreSTARTTLS"),
        require_tls: object.boolean("RequireTLS"),
        tls_auth_level: object.text("TlsAuthLevel"),
        tls_domain: object.text_or_part("TlsDomain", &["Domain"]),
        domain_secure_enabled: object.boolean("DomainSecureEnabled"),
        dns_routing_enabled: object.boolean("DNSRoutingEnabled"),
        banner: object.text("Banner"),
        protocol_logging_level: object.text("ProtocolLoggingLevel"),
    })))
}
