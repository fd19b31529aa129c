//! `Get-OutlookAnywhere`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 10] = [
    "ExternalHostname",
    "InternalHostname",
    "ExternalClientsRequireSsl",
    "InternalClientsRequireSsl",
    "ExternalClientAuthenticationMethod",
    "InternalClientAuthenticationMethod",
    "ClientAuthenticationMethod",
    "IISAuthenticationMethods",
    "SSLOffloading",
    "ExtendedProtectionTokenChecking",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "OutlookAnywhere",
    type_name: "ADRpcHttpVirtualDirectory",
    recognises,
    dates: &[],
    read,
};

/// Other directories have URLs; this one has hosts.
fn recognises(record: &Record) -> bool {
    record.has_any(&[
        "ExternalHostname",
        "InternalHostname",
        "ExternalClientsRequireSsl",
        "InternalClientsRequireSsl",
        "ExternalClientAuthenticationMethod",
        "InternalClientAuthenticationMethod",
        "SSLOffloading",
    ])
}

pub(super) fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::OutlookAnywhere(Box::new(OutlookAnywhere {
        source: object.source(),
        span: object.record.span,
        server: object.server(),
        identity: object.text_of_any(&["Identity", "Name"]),
        external_hostname: object.text_or_part("ExternalHostname", &["HostnameString", "Domain", "Hostname"]),
        internal_hostname: object.text_or_part("InternalHostname", &["HostnameString", "Domain", "Hostname"]),
        external_clients_require_ssl: object.boolean("ExternalClientsRequireSsl"),
        internal_clients_require_ssl: object.boolean("InternalClientsRequireSsl"),
        external_client_authentication_method: object
            .text_of_any(&["ExternalClientAuthenticationMethod", "ClientAuthenticationMethod"]),
        has_one_authentication_method: object.record.has("ClientAuthenticationMethod")
            && !object.record.has("ExternalClientAuthenticationMethod"),
        internal_client_authentication_method: object.text("InternalClientAuthenticationMethod"),
        iis_authentication_methods: object.texts("IISAuthenticationMethods"),
        ssl_offloading: object.boolean("SSLOffloading"),
        extended_protection: object.text("ExtendedProtectionTokenChecking"),
        version: object.version(),
    })))
}
