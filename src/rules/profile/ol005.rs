//! OL005: a profile ignores warnings about the certificate.

use super::*;
use crate::text::keys::ol005::*;

pub(super) static RULE: Rule = Rule {
    code: Code("OL005"),
    name: "profile-ignores-warnings",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Profile(check),
};

fn check(_: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let Some(flags) = flags_in_use(profile).filter(|flags| flags.value.ignores_warnings()) else { return };
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(flags.span), LABEL_HERE);
    finding.fact("flags", names(flags.value)).say(&[ol::CLIENTS, EFFECT, HELP]);
}
