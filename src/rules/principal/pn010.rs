//! PN010: `none`: clients outside do not check the name.

use super::*;
use crate::text::keys::pn010::*;

pub(super) static RULE: Rule =
    Rule::warning("PN010", "principal-check-disabled", "0.1.0", Relations::none(), Check::Principal(check));

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
    let label = match judged.origin {
        Origin::Autodiscover | Origin::AutodiscoverDefault => LABEL_REQUIRED,
        Origin::OutlookProvider | Origin::DirectoryExport => LABEL_REQUIRED_BY_PROVIDER,
        Origin::CommandLine => LABEL_REQUIRED_BY_OPTION,
        origin => required(origin),
    };
    let Some(finding) = add_labelled(MESSAGE, label, judgement, judged, found) else { return };
    finding.say(&[CLIENTS, EFFECT, HELP]);
}
