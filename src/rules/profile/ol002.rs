//! OL002: a profile has a principal, but not the flag that makes Outlook require it.

use super::*;
use crate::text::keys::ol002::*;

pub(super) static RULE: Rule =
    Rule::warning("OL002", "profile-principal-inactive", "0.1.0", Check::Profile(check)).with(Relations::none());

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let (Some(principal), Some(flags)) = (&profile.principal, &profile.flags) else { return };
    let means_none = Principal::parse(&principal.value).is_none_or(|principal| principal.form == Form::None);
    if flags.value.mutual_authentication() || means_none {
        return;
    }
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(principal.span), LABEL_HERE);
    finding.fact("principal", &principal.value).fact("flags", names(flags.value));
    finding.label(profile.place(flags.span), LABEL_FLAGS).say(&[ol::CLIENTS, EFFECT, HELP]);
}
