//! PN016: several certificates cover the host, and the client takes one for the name and not another.

use super::*;
use crate::text::keys::pn016::*;

pub(super) static RULE: Rule =
    Rule::warning("PN016", "principal-certificates-disagree", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::KnownCertificates])
        .with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let client = judgement.options.client;
    if judged.basis != Some(Basis::CoversHost) || !judged.disagree() && !judged.disagree_for(client) {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.confidence(Confidence::High);
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP]);
    if judged.disagree() {
        show_disagreement(finding, judgement, judged, Verdict::carries, [pn::LABEL_MATCHES, LABEL_LACKS]);
    } else {
        finding.message(MESSAGE_CLIENT).fact("client", client.name());
        let passes = |verdict: Verdict| verdict.passes(client);
        show_disagreement(finding, judgement, judged, passes, [LABEL_PASSES, LABEL_FAILS]);
    }
}
