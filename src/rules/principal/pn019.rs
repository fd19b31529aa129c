//! PN019: only a certificate that is not valid at the time carries the name.

use super::*;
use crate::text::keys::pn019::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN019", "principal-only-in-invalid", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::KnownCertificates])
        .with(Relations::none().caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication, CheckOf::Name]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::Mismatch {
        return;
    }
    let Some(name) = judged.principal.name() else { return };
    let mut aside = judged.set_aside.iter().filter_map(|index| judgement.deployed(*index));
    let Some(first) = aside.next() else { return };
    let chosen = judgement.chosen(judged);
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    let (from, to) = first.validity();
    let expired = to.is_some_and(|to| to < judgement.options.at);
    if !expired {
        finding.message(MESSAGE_NOT_YET_VALID);
    }
    finding.compared_with(first.shown());
    if let Some(moment) = if expired { to } else { from } {
        finding.fact("moment", moment);
    }
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, if expired { HELP } else { HELP_NOT_YET_VALID }]);
    let validity = if expired { LABEL_EXPIRED } else { LABEL_NOT_YET_VALID };
    match first.known {
        Known::File(certificate) => {
            finding.certificate(certificate, Field::Validity, validity);
        }
        Known::Record(_) => show_candidate(finding, first, validity),
    }
    for deployed in aside.take(7) {
        show_candidate(finding, deployed, LABEL_ALSO_INVALID);
    }
    if let Some(chosen) = chosen {
        show_certificate(finding, chosen, name);
    }
    show_provider(finding, judgement, judged);
    let require = chosen.and_then(|chosen| fix_principal(finding, judgement, judged, chosen));
    let reissue = expired.then(|| fix_certificate(judgement, judged, chosen.unwrap_or(first))).flatten();
    finding.ways.extend([require, reissue].into_iter().flatten().map(|step| vec![step]));
}
