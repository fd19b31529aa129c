//! OP: what Get-OutlookProvider lists.

use super::prelude::*;

mod op001;
mod op002;
mod op003;
mod op004;
mod op005;
mod op006;
mod op007;
mod op008;

pub(super) static RULES: &[&Rule] = &include!(concat!(env!("OUT_DIR"), "/provider.rules"));

/// The provider that setup makes; `None` for another name, which no command may have.
fn known_name(provider: &OutlookProvider) -> Option<Provider> {
    provider.name.value.parse().ok()
}

/// The command that sets a value of a provider.
fn set(provider: Provider, set: ProviderSetting) -> Step {
    Command::SetOutlookProvider { provider, set }.into()
}
