//! `Get-ADPermission`.

use super::*;

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "ADPermission",
    type_name: "ADAcePresentationObject",
    properties: &["User", "Deny", "AccessRights", "ExtendedRights", "IsInherited", "InheritanceType"],
    recognises: |record| record.has("ExtendedRights") && record.has("User"),
    dates: &[],
    read,
};

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::AdPermission(Box::new(AdPermission {
        source: object.source(),
        span: object.record.span,
        identity: object.name_in_any(&["Identity"])?,
        user: object.text_or_part("User", &["RawIdentity"]),
        deny: object.boolean("Deny"),
        extended_rights: object.texts("ExtendedRights"),
    })))
}
