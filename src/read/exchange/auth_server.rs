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
        let beside = ["Type", "DomainName", "AuthorizationEndpoint"];
        let count = own.iter().filter(|name| record.has(name)).count();
        !record.has_any(&OF_PARTNERS) && (count >= 2 || count == 1 && record.has_any(&beside))
    },
    dates: &[],
    read,
};

/// Properties of partner applications, which have issuers and metadata too.
const OF_PARTNERS: [&str; 5] =
    ["UseAuthServer", "AcceptSecurityIdentifierInformation", "LinkedAccount", "ActAsPermissions", "AppOnlyPermissions"];

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::AuthServer(Box::new(AuthServer {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
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
