//! PN008: the `fullsic:` form is legal, but is not compared here.

use super::*;
use crate::text::keys::pn008::*;

pub(super) static RULE: Rule =
    Rule::warning("PN008", "principal-fullsic", "0.1.0", Check::Principal(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::Inconclusive || judged.is_cut() || judged.principal.form != Form::FullSic {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.inconclusive().say(&[CLIENTS, HELP]);
}
