//! PN008: the `fullsic:` form is legal, but is not compared here.

use super::*;
use crate::text::keys::pn008::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN008"),
    name: "principal-fullsic",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Principal(check),
};

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::Inconclusive || judged.is_cut() || judged.principal.form != Form::FullSic {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.inconclusive().say(&[CLIENTS, HELP]);
}
