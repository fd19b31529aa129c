//! `Get-OrganizationConfig`.

use super::*;

/// What tells one under the prompt or the file's name of its cmdlet.
const PROPERTIES: [&str; 4] =
    ["MapiHttpEnabled", "EnableDownloadDomains", "OAuth2ClientProfileEnabled", "HybridConfigurationStatus"];

pub(super) const CMDLET: Cmdlet = Cmdlet {
    properties: &PROPERTIES,
    noun: "OrganizationConfig",
    type_name: "OrganizationConfig",
    recognises,
    dates: &[],
    read,
};

/// Mailboxes have `MapiHttpEnabled` too, but not alone.
fn recognises(record: &Record) -> bool {
    let of_others = [
        "AdminDisplayVersion",
        "ActiveSyncEnabled",
        "OWAEnabled",
        "PopEnabled",
        "ImapEnabled",
        "MapiEnabled",
        "EwsEnabled",
        "PrimarySmtpAddress",
    ];
    record.has_any(&["EnableDownloadDomains", "OAuth2ClientProfileEnabled", "HybridConfigurationStatus"])
        || record.has("MapiHttpEnabled") && !record.has_any(&of_others)
}

fn read(object: &Object<'_>) -> Option<Content> {
    Some(Content::OrganizationConfig(Box::new(OrganizationConfig {
        source: object.source(),
        span: object.record.span,
        half: object.half(),
        name: object.text("Name"),
        mapi_http_enabled: object.boolean("MapiHttpEnabled"),
        enable_download_domains: object.boolean("EnableDownloadDomains"),
        oauth2_client_profile_enabled: object.boolean("OAuth2ClientProfileEnabled"),
        hybrid_configuration_status: object.text("HybridConfigurationStatus"),
    })))
}
