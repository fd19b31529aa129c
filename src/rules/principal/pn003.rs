//! PN003: only a wildcard of the certificate covers the principal, and the Analyzer compares literally.

use super::*;
use crate::text::keys::pn003::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN003", "principal-covered-by-wildcard-only", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::KnownCertificates])
        .with(
            Relations::none().rests_on(&["wildcard"]).caused_by(&[&RULE]).reproduces(&[CheckOf::MutualAuthentication]),
        );

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::WildcardOnly {
        return;
    }
    if let Some(reported) = &judged.reported {
        return tell_reported(judgement, judged, reported, found);
    }
    let (Some(name), Some(deployed)) = (judged.principal.name(), judgement.chosen(judged)) else { return };
    let wildcard = name.host().and_then(|host| deployed.names().find(|own| own.covers(host)));
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    if judgement.options.client == Client::Modern {
        finding.severity(Severity::Warning);
    }
    finding.compared_with(deployed.shown()).fact("wildcard", wildcard.map(ToString::to_string).unwrap_or_default());
    let is_before_2013 = judgement.servers.version_is(None, Version::is_before_2013) == Some(true);
    let help = if is_before_2013 { HELP } else { HELP_EXCH };
    show_certificate(finding, deployed, name);
    show_iis(finding, deployed);
    show_provider(finding, judgement, judged);
    if rests_on_assumption(judgement, judged) {
        explain(finding, judgement, judged, [CLIENTS, EFFECT, pn::HELP_PREDICTED]);
        finding.fix(Command::ExportOutlookProviders);
        return;
    }
    explain(finding, judgement, judged, [CLIENTS, EFFECT, help_of(judged, help)]);
    add_fixes(finding, judgement, judged, deployed, None);
}

/// The certificate is known from an Analyzer report alone.
fn tell_reported(
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    reported: &Reported<'_>,
    found: &mut Findings,
) {
    let Some(finding) = add_principal(MESSAGE_REPORTED, judgement, judged, found) else { return };
    if judgement.options.client == Client::Modern {
        finding.severity(Severity::Warning);
    }
    finding.fact("wildcard", &reported.certificate_name.value);
    show_reported(finding, judgement, judged, reported);
    explain(finding, judgement, judged, [CLIENTS, EFFECT, HELP_REPORTED]);
}
