//! PN016: several certificates cover the host, and not all of them carry the name.

use super::*;
use crate::text::keys::pn016::*;

pub(super) static RULE: Rule =
    Rule::warning("PN016", "principal-certificates-disagree", "0.1.0", Check::Principal(check)).with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.basis != Some(Basis::CoversHost) || !judged.disagree() {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.confidence(Confidence::High).say(&[pn::CLIENTS, EFFECT, HELP]);
    show_disagreement(finding, judgement, judged, LABEL_LACKS);
}
