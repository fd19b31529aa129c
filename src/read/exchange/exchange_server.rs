//! `Get-ExchangeServer`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 8] = [
    "AdminDisplayVersion",
    "ServerRole",
    "Edition",
    "Fqdn",
    "IsClientAccessServer",
    "IsHubTransportServer",
    "IsE15OrLater",
    "Site",
];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "ExchangeServer",
    type_name: "ExchangeServer",
    recognises,
    dates: &[],
    read,
};

/// Directories and databases have a version too, and so have mailbox servers, among much else.
fn recognises(record: &Record) -> bool {
    let own = [
        "ServerRole",
        "IsClientAccessServer",
        "IsHubTransportServer",
        "IsE15OrLater",
        "IsExchange2007OrLater",
        "IsExchangeServer",
    ];
    let foreign = ["MetabasePath", "InternalUrl", "EdbFilePath", "MountedOnServer", "Mounted", "Server"];
    let beside = ["Name", "Identity", "PSComputerName", "RunspaceId", "PSShowComputerName"];
    let is_own = |name: &str| CMDLET.has(name) || beside.iter().any(|other| other.eq_ignore_ascii_case(name));
    let nothing_else =
        || record.has("AdminDisplayVersion") && record.fields.iter().all(|field| is_own(&field.name.value));
    record.has_any(&["Name", "Identity", "Fqdn"])
        && (record.has_any(&own) || nothing_else())
        && !record.has_any(&foreign)
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::ExchangeServer(Box::new(ExchangeServer {
        source: object.source(),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Identity", "Fqdn"]),
        fqdn: object.text("Fqdn"),
        admin_display_version: object.text("AdminDisplayVersion"),
        version: object.version(),
        server_role: object.text("ServerRole"),
        edition: object.text("Edition"),
    })))
}
