//! `Get-AcceptedDomain`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 3] = ["DomainName", "DomainType", "Default"];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "AcceptedDomain",
    type_name: "AcceptedDomain",
    recognises,
    dates: &[],
    read,
};

fn recognises(record: &Record) -> bool {
    record.has("DomainName") && record.has("DomainType")
}

fn read(object: &Object<'_>) -> Option<Content> {
    let domain_name = object.text_or_part("DomainName", &["Address", "Domain"]);
    Some(Content::AcceptedDomain(Box::new(AcceptedDomain {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        domain_name: domain_name.spanned()?.clone(),
        domain_type: object.text("DomainType"),
        default: object.boolean("Default"),
    })))
}
