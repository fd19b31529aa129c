//! OL001: a profile has the flag of mutual authentication, and no principal to require.

use super::*;
use crate::text::keys::ol001::*;

pub(super) static RULE: Rule =
    Rule::error("OL001", "profile-principal-missing", "0.1.0", Check::Profile(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, profile: &Profile, found: &mut Findings) {
    let Some(flags) = flags_in_use(profile).filter(|flags| flags.value.mutual_authentication()) else { return };
    if profile.principal.is_some() {
        return;
    }
    if is_damaged(judgement, profile) {
        return found.undecided(profile.place(flags.span), Reason::new(reasons::UNDECIDED_DAMAGED));
    }
    let finding = add_profile(MESSAGE, profile, found).label(profile.place(flags.span), LABEL_HERE);
    finding.fact("flags", names(flags.value)).say(&[ol::CLIENTS, EFFECT, HELP]);
}

/// A value of the file could not be read: it may have been the principal.
fn is_damaged(judgement: &Judgement<'_>, profile: &Profile) -> bool {
    judgement.deployment.problems.iter().any(|problem| {
        matches!(problem.kind, ProblemKind::ExportDamaged { .. } | ProblemKind::TextDamaged { .. })
            && Arc::ptr_eq(&problem.place.source, &profile.source)
    })
}
