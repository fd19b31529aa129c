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
    let version = object.text("AdminDisplayVersion");
    let read = version.value().and_then(|text| Version::parse(text)).or_else(|| version_in_parts(object.record));
    Some(Content::ExchangeServer(Box::new(ExchangeServer {
        source: object.source(),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Identity", "Fqdn"]),
        fqdn: object.text("Fqdn"),
        admin_display_version: version,
        version: read,
        server_role: object.text("ServerRole"),
        edition: object.text("Edition"),
    })))
}

/// JSON takes a `ServerVersion` apart: `{"Major": 15, "Minor": 1, "Build": 2507, "Revision": 6}`.
fn version_in_parts(record: &Record) -> Option<Version> {
    let Some(Value::Object(object)) = record.value("AdminDisplayVersion") else { return None };
    let part = |name: &str| number(object, name);
    Some(Version { major: part("Major")?, minor: part("Minor")?, build: part("Build"), revision: part("Revision") })
}

fn number(object: &powershell::Object, name: &str) -> Option<u32> {
    object.properties.iter().find(|(written, _)| written.value.eq_ignore_ascii_case(name))?.1.value.parse().ok()
}
