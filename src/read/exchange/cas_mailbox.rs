//! `Get-CASMailbox`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 8] = [
    "MapiHttpEnabled",
    "ActiveSyncEnabled",
    "OWAEnabled",
    "PopEnabled",
    "ImapEnabled",
    "MapiEnabled",
    "EwsEnabled",
    "PrimarySmtpAddress",
];

pub(super) const CMDLET: Cmdlet =
    Cmdlet { properties: &PROPERTIES, noun: "CASMailbox", type_name: "CASMailbox", recognises, dates: &[], read };

/// An organization has `MapiHttpEnabled` too, but nothing of what a mailbox is allowed.
fn recognises(record: &Record) -> bool {
    record.has("MapiHttpEnabled") && record.has_any(&["ActiveSyncEnabled", "OWAEnabled", "MapiEnabled", "EwsEnabled"])
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::CasMailbox(Box::new(CasMailbox {
        source: object.source(),
        span: object.record.span,
        name: object.name_in_any(&["Name", "DisplayName", "Identity"]),
        primary_smtp_address: object.text_or_part("PrimarySmtpAddress", &["Address"]),
        mapi_http_enabled: object.boolean("MapiHttpEnabled"),
    })))
}
