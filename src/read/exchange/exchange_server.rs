//! `Get-ExchangeServer`.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{
        exchange::{ExchangeServer, Version},
        file::Content,
    },
    read::powershell::{self, Record, Value},
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "ExchangeServer",
    type_name: "ExchangeServer",
    recognises,
    dates: &[],
    read: |object| Some(read(object)),
};

/// Directories and databases have a version too, and so have mailbox servers, among much else.
fn recognises(record: &Record) -> bool {
    let has = |property: &&str| record.field(property).is_some();
    let named = ["Name", "Identity", "Fqdn"].iter().any(has);
    let own = ["ServerRole", "IsClientAccessServer", "IsHubTransportServer", "IsE15OrLater", "IsExchange2007OrLater"];
    let foreign = ["MetabasePath", "InternalUrl", "EdbFilePath", "MountedOnServer", "MapiHttpEnabled"];
    let little_more = record.fields.len() <= 6 && has(&"AdminDisplayVersion");
    named && (own.iter().any(has) || little_more) && !foreign.iter().any(has)
}

fn read(object: &Object<'_>) -> Content {
    let version = object.text("AdminDisplayVersion");
    let read = version.value().and_then(|text| Version::parse(text)).or_else(|| version_in_parts(object.record));
    Content::ExchangeServer(Box::new(ExchangeServer {
        source: Arc::clone(object.source),
        span: object.record.span,
        name: object.name_in_any(&["Name", "Identity", "Fqdn"]),
        fqdn: object.text("Fqdn"),
        admin_display_version: version,
        version: read,
        server_role: object.text("ServerRole"),
        edition: object.text("Edition"),
    }))
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
