//! PN011: nothing is written, the default applies, and the certificate carries it.

use super::*;
use crate::text::keys::pn011::*;

pub(super) static RULE: Rule = Rule::note("PN011", "principal-default-applies", "0.1.0", Check::Principal(check))
    .examining(&[Subject::RpcHttpProtocols, Subject::KnownCertificates])
    .with(Relations::none());

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    // In the SAN alone it is PN002's to say.
    if judged.origin != Origin::AutodiscoverDefault || judged.verdict != Verdict::CommonName {
        return;
    }
    let Some(deployed) = judgement.chosen(judged) else { return };
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.fact("certificate", deployed.shown()).say(&[CLIENTS, HELP]);
    show_provider(finding, judgement, judged);
}
