//! `Get-SendConnector` and `Get-ReceiveConnector`.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{
        exchange::{Connector, Direction},
        file::Content,
    },
    read::powershell::Record,
};

pub(super) const SEND: Cmdlet = Cmdlet {
    noun: "SendConnector",
    type_name: "SmtpSendConnectorConfig",
    recognises: |record| direction(record) == Some(Direction::Send),
    dates: &[],
    read: |object| Some(read(object, Direction::Send)),
};

pub(super) const RECEIVE: Cmdlet = Cmdlet {
    noun: "ReceiveConnector",
    type_name: "ReceiveConnector",
    recognises: |record| direction(record) == Some(Direction::Receive),
    dates: &[],
    read: |object| Some(read(object, Direction::Receive)),
};

/// A few properties that both have, and nothing else.
pub(super) const EITHER: Cmdlet = Cmdlet {
    noun: "Connector",
    type_name: "SmtpConnector",
    recognises: |record| direction(record) == Some(Direction::Unknown),
    dates: &[],
    read: |object| Some(read(object, Direction::Unknown)),
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
    let has = |property: &&str| record.field(property).is_some();
    let identity = || record.text("Identity").map(|identity| identity.value.as_str());
    if RECEIVE.iter().any(has) {
        Some(Direction::Receive)
    } else if SEND.iter().any(has) {
        Some(Direction::Send)
    } else if !has(&"TlsCertificateName") || !["Fqdn", "Name", "Identity", "Enabled"].iter().any(has) {
        None
    } else {
        // Only receive connectors belong to a server.
        Some(match identity() {
            Some(identity) if identity.contains('\\') => Direction::Receive,
            Some(_) => Direction::Send,
            None => Direction::Unknown,
        })
    }
}

fn read(object: &Object<'_>, direction: Direction) -> Content {
    let server = (direction != Direction::Send).then(|| object.server()).flatten();
    Content::Connector(Box::new(Connector {
        source: Arc::clone(object.source),
        span: object.record.span,
        direction,
        server,
        identity: object.name_in_any(&["Identity", "Name"]),
        fqdn: object.text_or_part("Fqdn", &["Domain"]),
        tls_certificate_name: object.tls_certificate_name("TlsCertificateName"),
        enabled: object.boolean("Enabled"),
        source_transport_servers: object.texts("SourceTransportServers"),
    }))
}
