//! PN002: the principal is one of the certificate's other names, but not its common name.

use super::*;
use crate::text::keys::pn002::*;

pub(in crate::rules) static RULE: Rule =
    Rule::warning("PN002", "principal-only-in-san", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::KnownCertificates])
        .with(
            Relations::none()
                .rests_on(&["common_name"])
                .caused_by(&[&RULE])
                .reproduces(&[CheckOf::MutualAuthentication]),
        );

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::SubjectAlternativeName {
        return;
    }
    let (Some(name), Some(deployed)) = (judged.principal.name(), judgement.chosen(judged)) else { return };
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    finding.severity(match judgement.options.client {
        Client::Analyzer => Severity::Warning,
        Client::Legacy => Severity::Error,
        Client::Modern => Severity::Note,
    });
    finding.compared_with(deployed.shown());
    finding.fact("common_name", deployed.first_common_name());
    let mut help = HELP;
    if deployed.common_names().is_none_or(<[_]>::is_empty) {
        finding.message(MESSAGE_NO_COMMON_NAME);
        help = HELP_NO_COMMON_NAME;
    }
    show_certificate(finding, deployed, name);
    show_iis(finding, deployed);
    show_provider(finding, judgement, judged);
    if rests_on_assumption(judgement, judged) {
        explain(finding, judgement, judged, [CLIENTS, EFFECT, pn::HELP_PREDICTED]);
        finding.fix(Command::ExportOutlookProviders);
        return;
    }
    explain(finding, judgement, judged, [CLIENTS, EFFECT, help]);
    let condition = (finding.severity != Severity::Error).then_some(conditions::ONLY_IF_OLD_CLIENTS);
    add_fixes(finding, judgement, judged, deployed, condition);
}
