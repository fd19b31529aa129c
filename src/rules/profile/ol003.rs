//! OL003: a profile requires a principal, but not SSL.

use super::*;
use crate::text::keys::ol003::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OL003"),
    name: "profile-principal-without-ssl",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Profile(check),
};

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let (Some(principal), Some(flags)) = (&profile.principal, flags_in_use(profile)) else { return };
    if !flags.value.mutual_authentication() || flags.value.ssl_only() {
        return;
    }
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(flags.span), LABEL_HERE);
    finding.fact("principal", &principal.value).fact("flags", names(flags.value));
    finding.label(profile.place(principal.span), LABEL_PRINCIPAL).say(&[ol::CLIENTS, EFFECT, HELP]);
}
