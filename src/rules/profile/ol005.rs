//! OL005: a profile ignores warnings about the certificate.

use super::*;
use crate::text::keys::ol005::*;

pub(super) static RULE: Rule =
    Rule::warning("OL005", "profile-ignores-warnings", "0.1.0", Check::Profile(check)).with(Relations::none());

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let Some(flags) = flags_in_use(profile).filter(|flags| flags.value.ignores_warnings()) else { return };
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(flags.span), LABEL_HERE);
    finding.fact("flags", names(flags.value)).say(&[ol::CLIENTS, EFFECT, HELP]);
}
