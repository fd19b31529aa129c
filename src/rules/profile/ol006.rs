//! OL006: a profile sends the password itself.

use super::*;
use crate::text::keys::ol006::*;

pub(super) static RULE: Rule =
    Rule::warning("OL006", "profile-auth-basic", "0.1.0", Check::Profile(check)).with(Relations::none());

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let is_off = profile.flags.as_ref().is_some_and(|flags| !flags.value.uses_rpc_over_http());
    let Some(scheme) = profile.auth_scheme.as_ref().filter(|scheme| scheme.value.is_basic() && !is_off) else { return };
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(scheme.span), LABEL_HERE);
    finding.say(&[ol::CLIENTS, EFFECT, HELP]);
}
