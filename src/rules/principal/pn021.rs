//! PN021: the subject of the answering certificate has an e-mail address: Windows makes the name from it.

use std::collections::HashSet;

use super::*;
use crate::text::keys::pn021::*;

pub(super) static RULE: Rule = Rule::warning("PN021", "principal-from-email", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Principals, Subject::Certificates])
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    for index in judgement.principals.iter().filter_map(|judged| judged.chosen) {
        let certificate = judgement.deployed(index).and_then(DeployedCertificate::with_file);
        let Some(certificate) = certificate.filter(|_| seen.insert(index)) else { continue };
        if let Some(email) = certificate.subject_emails.iter().find(|email| email.contains('@')) {
            report(judgement, &certificate, email, found);
        }
    }
}

fn report(judgement: &Judgement<'_>, certificate: &CertificateFile<'_>, email: &str, found: &mut Findings) {
    let answers_for = || judgement.compared_with(certificate.deployed);
    let required = answers_for().find(|judged| judged.from_email);
    let about = required.or(answers_for().next());
    let shown = about.map_or_else(String::new, |judged| judged.shown().to_owned());
    let finding = found.add(MESSAGE, certificate).certificate(certificate, Field::Subject, LABEL_HERE);
    finding.fact("email", email).fact("principal", shown).fact("certificate", certificate.deployed.shown());
    if let Some(judged) = about {
        add_origin(finding, judged);
    }
    if required.is_some() {
        finding.inconclusive().message(MESSAGE_REQUIRED).say(&[CLIENTS, HELP_REQUIRED]);
    } else {
        finding.say(&[CLIENTS, HELP]);
    }
    let name = usable_common_name(certificate.deployed);
    let Some(request) = name.and_then(|name| request(judgement, certificate.deployed, Some(name), None)) else {
        return;
    };
    let require = set_expr_principal(name.cloned()).about(certificate.deployed.id());
    finding.ways.push([request].into_iter().chain(required.is_some().then_some(require)).collect());
    finding.label_each(answers_for().filter_map(|judged| judged.place.clone()).take(8), LABEL_REQUIRED);
}
