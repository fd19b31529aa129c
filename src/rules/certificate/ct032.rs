//! CT032: the lifetime ends before it begins, so that the certificate is never valid.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT032"),
    name: "lifetime-inverted",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if certificate.not_after >= certificate.not_before {
        return;
    }
    let finding = add(holder, certificate, Field::Validity, found);
    finding.fact("not_before", certificate.not_before).fact("not_after", certificate.not_after);
    show_bindings(finding, holder);
    finding.say(&["effect"]);
    mend_dates(finding, holder, certificate, replacement(case, certificate, case.options.at));
}
