//! CH004: a certificate between a valid one and its root is expired or not valid yet, and no other chain leads around it.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CH004"),
    name: "intermediate-not-valid",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    if !case.told_by_chain(holder) || certificate.valid_at(case.options.at) || certificate.self_signed() {
        return;
    }
    let finding = add_issuer(case, holder, certificate, Field::Validity, found);
    if certificate.not_after < case.options.at {
        finding.fact("days", time::days_between(certificate.not_after, case.options.at));
        finding.fact("not_after", certificate.not_after);
    } else {
        finding.variant("not-yet").fact("days", time::days_between(case.options.at, certificate.not_before));
        finding.fact("not_before", certificate.not_before);
    }
    finding.say(&["effect", "help"]);
}
