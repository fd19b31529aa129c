//! CT002: the certificate is not valid yet.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT002"),
    name: "not-yet-valid",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let at = case.options.at;
    if certificate.not_before <= at || case.dates_told(holder) {
        return;
    }
    let finding = add(holder, certificate, Field::Validity, found);
    finding.fact("not_before", certificate.not_before).fact("at", at);
    finding.fact("days", time::days_between(at, certificate.not_before));
    show_bindings(finding, holder);
    finding.say(&["effect"]);
    match replacement(case, certificate, at) {
        Some(other) => mend_dates(finding, holder, certificate, Some(other)),
        None => drop(finding.say(&["help"])),
    }
}
