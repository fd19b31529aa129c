//! Exchange Online's `Get-OnPremisesOrganization`.

use super::*;
use crate::model::exchange::OnPremisesOrganization;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "OnPremisesOrganization",
    type_name: "OnPremisesOrganization",
    properties: &[
        "HybridDomains",
        "InboundConnector",
        "OutboundConnector",
        "OrganizationRelationship",
        "OrganizationGuid",
        "OrganizationName",
    ],
    recognises: |record| {
        record.has("HybridDomains") || record.has("InboundConnector") && record.has("OutboundConnector")
    },
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    let name = |property: &str| object.text_or_part(property, &["Name"]);
    Some(Content::OnPremisesOrganization(Box::new(OnPremisesOrganization {
        source: object.source(),
        span: object.record.span,
        identity: object.name_in_any(&["Identity", "Name"]),
        hybrid_domains: object.texts("HybridDomains"),
        inbound_connector: name("InboundConnector"),
        outbound_connector: name("OutboundConnector"),
        organization_relationship: name("OrganizationRelationship"),
    })))
}
