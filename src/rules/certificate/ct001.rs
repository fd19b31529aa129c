//! CT001: the certificate expired, and it is not one that is merely left over (CT038).

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT001"),
    name: "expired",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let at = case.options.at;
    if certificate.not_after >= at || case.dates_told(holder) || is_left_over(case, holder, certificate) {
        return;
    }
    let finding = add(holder, certificate, Field::Validity, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(certificate.not_after, at));
    show_bindings(finding, holder);
    finding.say(&["effect"]);
    mend_dates(finding, holder, certificate, replacement(case, certificate, at));
}
