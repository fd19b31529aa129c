//! `Get-IntraOrganizationConnector`.

use super::*;
use crate::model::exchange::IntraOrganizationConnector;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "IntraOrganizationConnector",
    type_name: "IntraOrganizationConnector",
    properties: &["TargetAddressDomains", "DiscoveryEndpoint", "TargetSharingEpr", "Enabled"],
    // A foreign connector has target domains as well.
    recognises: |record| record.has("DiscoveryEndpoint") && record.has_any(&["TargetAddressDomains", "Enabled"]),
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::IntraOrganizationConnector(Box::new(IntraOrganizationConnector {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        identity: object.name_in_any(&["Identity", "Name"]),
        target_address_domains: object.texts("TargetAddressDomains"),
        discovery_endpoint: object.url("DiscoveryEndpoint"),
        target_sharing_epr: object.url("TargetSharingEpr"),
        enabled: object.boolean("Enabled"),
    })))
}
