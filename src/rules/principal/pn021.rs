//! PN021: the subject of the answering certificate has an e-mail address: Windows makes the name from it.

use super::*;
use crate::text::keys::pn021::*;

pub(super) static RULE: Rule = Rule::warning("PN021", "principal-from-email", "0.1.0", Check::Deployment(check))
    .with(Relations::ending_at_renewal());

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    let mut seen = Vec::new();
    for index in judgement.principals.iter().filter_map(|judged| judged.chosen) {
        let file = judgement.deployed(index).and_then(DeployedCertificate::file).filter(|_| !seen.contains(&index));
        let Some(file) = file else { continue };
        seen.push(index);
        if let Some(email) = file.subject_emails.iter().find(|email| email.contains('@')) {
            report(judgement, index, file, email, found);
        }
    }
}

fn report(judgement: &Judgement<'_>, index: u32, file: &Arc<Certificate>, email: &str, found: &mut Findings) {
    let answers_for = || judgement.principals.iter().filter(|judged| judged.chosen == Some(index));
    let required = answers_for().find(|judged| judged.from_email);
    let shown = required.or(answers_for().next()).map_or_else(String::new, |judged| judged.shown().to_owned());
    let finding = found.add(MESSAGE, file).certificate(file, Field::Subject, LABEL_HERE);
    finding.fact("email", email).fact("principal", shown);
    finding.fact("certificate", judgement.deployed(index).map_or_else(String::new, DeployedCertificate::shown));
    if required.is_some() {
        finding.inconclusive().message(MESSAGE_REQUIRED).say(&[CLIENTS, HELP_REQUIRED]);
    } else {
        finding.say(&[CLIENTS, HELP]);
    }
    if let (Some(deployed), Some(name)) =
        (judgement.deployed(index), judgement.deployed(index).and_then(usable_common_name))
    {
        finding.fix(request_certificate(name, deployed));
    }
    finding.label_each(answers_for().filter_map(|judged| judged.place.clone()).take(8), LABEL_REQUIRED);
}
