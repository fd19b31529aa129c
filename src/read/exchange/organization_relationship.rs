//! `Get-OrganizationRelationship`.

use super::*;
use crate::model::exchange::OrganizationRelationship;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "OrganizationRelationship",
    type_name: "OrganizationRelationship",
    properties: &[
        "DomainNames",
        "FreeBusyAccessEnabled",
        "FreeBusyAccessLevel",
        "MailTipsAccessEnabled",
        "MailboxMoveEnabled",
        "TargetApplicationUri",
        "TargetAutodiscoverEpr",
        "TargetOwaURL",
        "TargetSharingEpr",
        "Enabled",
    ],
    recognises: |record| {
        record.has("TargetAutodiscoverEpr") && !record.has_any(&["ForestName", "AccessMethod"])
            || record.has("TargetApplicationUri") && record.has_any(&["DomainNames", "FreeBusyAccessEnabled"])
    },
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::OrganizationRelationship(Box::new(OrganizationRelationship {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        identity: object.name_in_any(&["Identity", "Name"]),
        domain_names: object.texts("DomainNames"),
        target_application_uri: object.url("TargetApplicationUri"),
        target_autodiscover_epr: object.url("TargetAutodiscoverEpr"),
        target_owa_url: object.url("TargetOwaURL"),
        target_sharing_epr: object.url("TargetSharingEpr"),
        enabled: object.boolean("Enabled"),
    })))
}
