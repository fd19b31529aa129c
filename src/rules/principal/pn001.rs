//! PN001: the certificate that answers does not carry the name that Outlook requires.

use super::*;
use crate::text::keys::pn001::*;

pub(in crate::rules) static RULE: Rule =
    Rule::error("PN001", "principal-not-in-certificate", "0.1.0", Check::Principal(check))
        .examining(&[Subject::Principals, Subject::KnownCertificates])
        .with(
            Relations::none()
                .rests_on(&["common_name"])
                .caused_by(&[&RULE])
                .reproduces(&[CheckOf::MutualAuthentication, CheckOf::Name]),
        );

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let told_by_another = !judged.set_aside.is_empty() || judged.by_binding() && judged.disagree();
    if judged.verdict != Verdict::Mismatch || told_by_another {
        return;
    }
    if let Some(reported) = &judged.reported {
        return tell_reported(judgement, judged, reported, found);
    }
    let Some(name) = judged.principal.name() else { return };
    // EX004 says so without an assumption.
    if judged.is_assumed() && name.host().is_some_and(|host| judgement.uncovered.contains(host)) {
        return;
    }
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    match judgement.chosen(judged) {
        Some(deployed) => {
            finding.compared_with(deployed.shown());
            finding.fact("common_name", deployed.first_common_name());
            if deployed.common_names().is_none_or(<[_]>::is_empty) {
                finding.message(MESSAGE_NO_COMMON_NAME);
            } else if judged.is_assumed() {
                finding.message(MESSAGE_PREDICTED);
            }
            show_certificate(finding, deployed, name);
            show_iis(finding, deployed);
            if let Some(other) = judged.carried_elsewhere.and_then(|index| judgement.deployed(index)) {
                finding.fact("elsewhere", other.shown());
                if let Some(file) = other.file() {
                    finding.certificate(file, Field::CommonName, LABEL_ELSEWHERE);
                }
                explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP_ELSEWHERE]);
                let mut servers: Vec<_> = deployed.front_end_records().map(|record| record.server.as_deref()).collect();
                servers.dedup();
                finding.ways.extend(enable(other, &[Service::Iis], &servers));
            } else {
                let help = match deployed.role {
                    Role::SetUp => HELP_SETUP,
                    _ if judged.is_assumed() => HELP_PREDICTED,
                    _ => help_of(judged, HELP),
                };
                explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, help]);
            }
            show_provider(finding, judgement, judged);
            add_fixes(finding, judgement, judged, deployed, None);
        }
        None => {
            finding.message(MESSAGE_SEVERAL).fact("count", judged.candidates.len());
            explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP_SEVERAL]);
            for file in
                judged.candidates.iter().filter_map(|candidate| judgement.deployed(candidate.deployed)?.file()).take(8)
            {
                finding.certificate(file, Field::CommonName, LABEL_CANDIDATE);
            }
            show_provider(finding, judgement, judged);
        }
    }
}

/// The certificate is known from an Analyzer report alone.
fn tell_reported(
    judgement: &Judgement<'_>,
    judged: &JudgedPrincipal<'_>,
    reported: &Reported<'_>,
    found: &mut Findings,
) {
    let Some(finding) = add_principal(MESSAGE_REPORTED, judgement, judged, found) else { return };
    finding.fact("common_name", &reported.certificate_name.value);
    show_reported(finding, judgement, judged, reported);
    explain(finding, judgement, judged, [pn::CLIENTS, EFFECT, HELP_REPORTED]);
}
