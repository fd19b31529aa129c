//! PN021: the subject of the answering certificate has an e-mail address: Windows makes the name from it.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN021"),
    name: "principal-from-email",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Deployment(check),
};

fn check(case: &Case<'_>, found: &mut Findings) {
    let mut seen = Vec::new();
    for index in case.principals.iter().filter_map(|judged| judged.chosen) {
        let file = case.holder(index).and_then(Holder::file).filter(|_| !seen.contains(&index));
        let Some(file) = file else { continue };
        seen.push(index);
        if let Some(email) = file.subject_emails.iter().find(|email| email.contains('@')) {
            report(case, index, file, email, found);
        }
    }
}

fn report(case: &Case<'_>, index: u32, file: &Arc<Certificate>, email: &str, found: &mut Findings) {
    let answers_for = || case.principals.iter().filter(|judged| judged.chosen == Some(index));
    let required = answers_for().find(|judged| judged.from_email);
    let shown = required.or(answers_for().next()).map_or_else(String::new, |judged| judged.shown().to_owned());
    let finding = found.add_certificate(file, Field::Subject);
    finding.fact("email", email).fact("principal", shown);
    finding.fact("certificate", case.holder(index).map_or_else(String::new, Holder::shown));
    if required.is_some() {
        finding.inconclusive().variant("required").say(&["clients", "help-required"]);
    } else {
        finding.say(&["clients", "help"]);
    }
    if let (Some(holder), Some(name)) = (case.holder(index), case.holder(index).and_then(usable_common_name)) {
        fix(finding, request_certificate(&name, holder), None, false, Some(holder.id()));
    }
    for place in answers_for().filter_map(|judged| judged.place.clone()).take(8) {
        finding.label(place, "required");
    }
}
