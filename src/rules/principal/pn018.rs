//! PN018: the required name is an internal one: no public authority issues it.

use super::*;
use crate::text::keys::pn018::*;

pub(in crate::rules) static RULE: Rule =
    Rule::note("PN018", "principal-on-internal-name", "0.1.0", Check::Principal(check))
        .with(Relations::none().caused_by(&[&RULE]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let (Form::Msstd(name), false) = (&judged.principal.form, judged.is_idle() || judged.is_cut()) else { return };
    if !name.is_of_internal_domain() {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.confidence(Confidence::High).say(&[EFFECT, HELP]);
}
