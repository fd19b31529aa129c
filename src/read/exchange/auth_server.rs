//! `Get-AuthServer`.

use super::*;
use crate::model::exchange::AuthServer;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "AuthServer",
    type_name: "AuthServer",
    properties: &[
        "IssuerIdentifier",
        "AuthMetadataUrl",
        "AuthorizationEndpoint",
        "TokenIssuingEndpoint",
        "ApplicationIdentifier",
        "IsDefaultAuthorizationEndpoint",
        "Type",
        "Realm",
        "DomainName",
        "Enabled",
    ],
    recognises: |record| {
        let own = ["IssuerIdentifier", "AuthMetadataUrl", "TokenIssuingEndpoint", "IsDefaultAuthorizationEndpoint"];
        let beside = ["Type", "Realm", "ApplicationIdentifier", "DomainName", "AuthorizationEndpoint"];
        let count = own.iter().filter(|name| record.has(name)).count();
        count >= 2 || count == 1 && record.has_any(&beside)
    },
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::AuthServer(Box::new(AuthServer {
        source: object.source(),
        span: object.record.span,
        identity: object.name_in_any(&["Identity", "Name"]),
        server_type: object.text("Type"),
        issuer_identifier: object.url("IssuerIdentifier"),
        auth_metadata_url: object.url("AuthMetadataUrl"),
        application_identifier: object.text("ApplicationIdentifier"),
        realm: object.text("Realm"),
        domain_names: object.texts("DomainName"),
        enabled: object.boolean("Enabled"),
    })))
}
