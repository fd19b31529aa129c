//! PN010: `none`: clients outside do not check the name.

use super::*;
use crate::text::keys::pn010::*;

pub(super) static RULE: Rule =
    Rule::warning("PN010", "principal-check-disabled", "0.1.0", Check::Principal(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let is_none = judged.principal.form == Form::None;
    // In a profile that requires no principal, `none` says what is so anyway.
    let is_idle_profile = judged
        .profile
        .and_then(|profile| profile.flags.as_ref())
        .is_some_and(|flags| !flags.value.mutual_authentication());
    if judged.verdict != Verdict::Disabled || !is_none || is_idle_profile || judged.side != ClientSide::Outside {
        return;
    }
    let labels = [LABEL_REQUIRED, LABEL_REQUIRED_BY_PROVIDER, LABEL_REQUIRED_BY_OPTION];
    let label = required_by(judged.origin, labels);
    let Some(finding) = add_labelled(MESSAGE, label, judgement, judged, found) else { return };
    let clients = affected(finding, judgement, judged, CLIENTS);
    finding.say(&[clients, EFFECT, HELP]);
}
