//! OL: Outlook's own proxy settings, from a registry export or a profile file.

use super::prelude::*;
use crate::{
    model::profile::{Profile, ProfileForm, RohFlags},
    text::keys::ol,
};

mod ol001;
mod ol002;
mod ol003;
mod ol004;
mod ol005;
mod ol006;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/profile.rules"));

/// The profile's name, else the key or section that holds the settings.
fn shown(profile: &Profile) -> &str {
    let key = || profile.source.text.as_ref().map_or("", |text| text.slice(profile.span));
    profile.name.as_ref().map_or_else(key, |name| name.value.as_str())
}

/// Begins a finding about a profile.
fn add_profile<'f>(message: Key, profile: &Profile, found: &'f mut Findings) -> &'f mut Finding {
    let finding = found.add(message, shown(profile));
    add_profile_facts(finding, profile);
    finding
}

/// What a profile is called (`profile`), and whether it is one or a policy (`settings`).
pub(super) fn add_profile_facts(finding: &mut Finding, profile: &Profile) {
    let settings = if profile.form == ProfileForm::Policy { "policy" } else { "profile" };
    finding.fact("profile", shown(profile)).fact("settings", settings);
}

/// The flags, where they say that Outlook Anywhere is on: without it Outlook reads none of the other settings.
fn flags_in_use(profile: &Profile) -> Option<&Spanned<RohFlags>> {
    profile.flags.as_ref().filter(|flags| flags.value.uses_rpc_over_http())
}

/// The flags as they are documented, in words.
fn names(flags: RohFlags) -> Fact {
    Fact::Texts(flags.names().into_iter().map(str::to_owned).collect())
}
