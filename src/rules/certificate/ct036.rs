//! CT036: a server certificate expires now: under 30 days are left or a sixth of its lifetime, whichever is less.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT036"),
    name: "expires-now",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let at = case.options.at;
    let now = runs_out(certificate, at, 30, 6);
    if !now || holder.role != Role::Server || is_renewed(case, holder, certificate) {
        return;
    }
    let finding = add(holder, certificate, Field::Validity, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(at, certificate.not_after));
    show_bindings(finding, holder);
    finding.say(&["effect"]);
    mend_dates(finding, holder, certificate, replacement(case, certificate, certificate.not_after));
}
