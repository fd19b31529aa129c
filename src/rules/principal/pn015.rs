//! PN015: there is no certificate to compare the principal with.

use super::*;
use crate::text::keys::pn015::*;

pub(in crate::rules) static RULE: Rule =
    Rule::warning("PN015", "principal-unverifiable", "0.1.0", Check::Principal(check))
        .with(Relations::none().caused_by(&[&RULE]));

fn check(judgement: &Judgement<'_>, judged: &JudgedPrincipal<'_>, found: &mut Findings) {
    let is_name = matches!(judged.principal.form, Form::Msstd(_));
    if judged.verdict != Verdict::Inconclusive
        || !is_name
        || judged.is_cut()
        || judged.from_email
        || judged.is_over_limit
    {
        return;
    }
    let chosen = judgement.chosen(judged);
    let is_for = |host: &str| Host::parse(host).is_ok_and(|host| judged.hosts.contains(&host));
    let configured = judgement.options.endpoints.iter().find(|endpoint| is_for(&endpoint.host));
    let Some(finding) = add_principal(MESSAGE, judgement, judged, found) else { return };
    let clients = affected(finding, judgement, judged, pn::CLIENTS);
    finding.inconclusive().say(&[clients]);
    if let Some(Known::Record(record)) = chosen.map(|deployed| deployed.known) {
        let thumbprint = record.thumbprint.as_ref().map(|thumbprint| thumbprint.value.to_ascii_uppercase());
        finding.fact("thumbprint", thumbprint.as_deref().unwrap_or_default()).fact("name", record.first_name());
        if thumbprint.is_some() {
            finding.message(MESSAGE_RECORD).say(&[HELP_RECORD]);
        } else {
            finding.message(MESSAGE_WITHOUT_THUMBPRINT).say(&[HELP_WITHOUT_THUMBPRINT]);
            finding.fix(Command::ExportCertificateRecords);
        }
        finding.label(record.place(record.certificate_domains.span()), LABEL_NAMES);
        if let (Some(deployed), Some(Ok(thumbprint))) = (chosen, thumbprint.map(|thumbprint| thumbprint.parse())) {
            finding.fix(Step::from(Command::ExportCertificate { thumbprint }).about(deployed.id()));
        }
    } else if let Some(endpoint) = configured {
        finding.message(MESSAGE_CONFIGURED).say(&[HELP_CONFIGURED]);
        finding.fact("host", &endpoint.host).compared_with(endpoint.certificate.clone());
    } else {
        finding.say(&[HELP]);
        finding.fix(Command::ExportCertificateRecords);
    }
    show_provider(finding, judgement, judged);
}
