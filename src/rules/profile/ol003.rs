//! OL003: a profile requires a principal, but not SSL.

use super::*;
use crate::text::keys::ol003::*;

pub(super) static RULE: Rule =
    Rule::error("OL003", "profile-principal-without-ssl", "0.1.0", Check::Profile(check)).with(Relations::none());

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let (Some(principal), Some(flags)) = (&profile.principal, flags_in_use(profile)) else { return };
    if !flags.value.mutual_authentication() || flags.value.ssl_only() {
        return;
    }
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(flags.span), LABEL_HERE);
    finding.fact("principal", &principal.value).fact("flags", names(flags.value));
    finding.label(profile.place(principal.span), LABEL_PRINCIPAL).say(&[ol::CLIENTS, EFFECT, HELP]);
}
