//! `Get-OrganizationConfig`.

use std::sync::Arc;

use super::{Cmdlet, Object};
use crate::{
    model::{exchange::OrganizationConfig, file::Content},
    read::powershell::Record,
};

pub(super) const CMDLET: Cmdlet = Cmdlet {
    noun: "OrganizationConfig",
    type_name: "OrganizationConfig",
    recognises,
    dates: &[],
    read: |object| Some(read(object)),
};

/// Mailboxes have `MapiHttpEnabled` too, but not alone.
fn recognises(record: &Record) -> bool {
    let has = |property: &&str| record.field(property).is_some();
    let own = ["OAuth2ClientProfileEnabled", "HybridConfigurationStatus"];
    let of_a_mailbox = ["ActiveSyncEnabled", "OWAEnabled", "PopEnabled", "ImapEnabled", "PrimarySmtpAddress"];
    own.iter().any(has) || has(&"MapiHttpEnabled") && !of_a_mailbox.iter().any(has)
}

fn read(object: &Object<'_>) -> Content {
    Content::OrganizationConfig(Box::new(OrganizationConfig {
        source: Arc::clone(object.source),
        span: object.record.span,
        name: object.text("Name"),
        mapi_http_enabled: object.boolean("MapiHttpEnabled"),
        oauth2_client_profile_enabled: object.boolean("OAuth2ClientProfileEnabled"),
        hybrid_configuration_status: object.text("HybridConfigurationStatus"),
    }))
}
