//! PN009: the prefix is not in lower case.

use super::*;
use crate::text::keys::pn009::*;

pub(super) static RULE: Rule =
    Rule::note("PN009", "principal-prefix-case", "0.1.0", Check::Principal(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let Form::Msstd(name) = &judged.principal.form else { return };
    if judged.is_idle() || judged.is_cut() || !judged.principal.has_prefix_in_other_case() {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    add_clean_name(finding, judgement, judged, Some(name));
    finding.ways.iter_mut().flatten().for_each(|step| *step = step.clone().only_if(conditions::ONLY_TO_BE_SAFE));
    finding.confidence(Confidence::High).say(&[HELP]);
}
