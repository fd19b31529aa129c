//! PN004: a good name with neither `msstd:` nor `fullsic:` before it.

use super::*;
use crate::text::keys::pn004::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN004", "principal-without-prefix", "0.1.0", Check::Principal(check))
        .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Some(Malformation::NoPrefix { name }) = malformation(judged) else { return };
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    add_clean_name(finding, judgement, judged, Some(name));
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP]);
}
