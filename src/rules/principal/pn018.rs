//! PN018: the required name is an internal one: no public authority issues it.

use super::*;
use crate::text::keys::pn018::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code("PN018"),
    name: "principal-on-internal-name",
    severity: Severity::Note,
    since: "0.1.0",
    relations: Relations {
        survives_renewal: false,
        rests_on: &[],
        yields_to: &[],
        caused_by: &[&RULE],
        reproduces: &[],
    },
    check: Check::Principal(check),
};

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let (Form::Msstd(name), false) = (&judged.principal.form, judged.is_idle() || judged.is_cut()) else { return };
    if !name.is_of_internal_domain() {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.confidence(Confidence::High).say(&[EFFECT, HELP]);
}
