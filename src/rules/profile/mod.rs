//! OL: Outlook's own proxy settings, from a registry export or a profile file.

use super::prelude::*;
use crate::model::profile::{Profile, ProfileForm, RohFlags};

mod ol001;
mod ol002;
mod ol003;
mod ol004;
mod ol005;
mod ol006;

pub(super) static RULES: &[&Rule] =
    &[&ol001::RULE, &ol002::RULE, &ol003::RULE, &ol004::RULE, &ol005::RULE, &ol006::RULE];

/// The profile's name, else the key or section that holds the settings.
fn shown(profile: &Profile) -> &str {
    let key = || profile.source.text.as_ref().map_or("", |text| text.slice(profile.span));
    profile.name.as_ref().map_or_else(key, |name| name.value.as_str())
}

/// Begins a finding about a profile, at one of its settings.
fn add<'f>(profile: &Profile, span: Span, found: &'f mut Findings) -> &'f mut Finding {
    let finding = found.add(shown(profile), profile.place(span));
    let settings = if profile.form == ProfileForm::Policy { "policy" } else { "profile" };
    finding.fact("profile", shown(profile)).fact("settings", settings);
    finding
}

/// The flags, where they say that Outlook Anywhere is on: without it Outlook reads none of the other settings.
fn flags_in_use(profile: &Profile) -> Option<&Spanned<RohFlags>> {
    profile.flags.as_ref().filter(|flags| flags.value.uses_rpc_over_http())
}

/// The flags as they are documented, in words.
fn names(flags: RohFlags) -> Fact {
    Fact::Texts(flags.names().into_iter().map(str::to_owned).collect())
}
