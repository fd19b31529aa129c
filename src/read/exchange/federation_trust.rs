//! `Get-FederationTrust`.

use super::*;
use crate::model::exchange::FederationTrust;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "FederationTrust",
    type_name: "FederationTrust",
    properties: &[
        "ApplicationIdentifier",
        "ApplicationUri",
        "OrgCertificate",
        "OrgNextCertificate",
        "OrgPrivCertificate",
        "OrgNextPrivCertificate",
        "TokenIssuerUri",
        "TokenIssuerEpr",
        "TokenIssuerCertificate",
        "TokenIssuerMetadataEpr",
        "WebRequestorRedirectEpr",
        "NamespaceProvisioner",
    ],
    recognises: |record| {
        let own = [
            "OrgCertificate",
            "OrgPrivCertificate",
            "TokenIssuerUri",
            "TokenIssuerEpr",
            "TokenIssuerCertificate",
            "WebRequestorRedirectEpr",
        ];
        own.iter().filter(|name| record.has(name)).count() >= 2 || record.has("OrgPrivCertificate")
    },
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::FederationTrust(Box::new(FederationTrust {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        identity: object.name_in_any(&["Identity", "Name"]),
        application_uri: object.url("ApplicationUri"),
        org_priv_certificate: object.thumbprint("OrgPrivCertificate"),
        org_next_priv_certificate: object.thumbprint("OrgNextPrivCertificate"),
        token_issuer_uri: object.url("TokenIssuerUri"),
    })))
}
