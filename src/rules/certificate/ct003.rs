//! CT003: a server certificate expires soon: under 60 days are left or a third of its lifetime, whichever is less.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("CT003"),
    name: "expires-soon",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Certificate(check),
};

fn check(case: &Case<'_>, holder: &Holder<'_>, certificate: &Arc<Certificate>, found: &mut Findings) {
    let at = case.options.at;
    let soon = runs_out(certificate, at, 60, 3) && !runs_out(certificate, at, 30, 6);
    if !soon || holder.role != Role::Server || is_renewed(case, holder, certificate) {
        return;
    }
    let finding = add(holder, certificate, Field::Validity, found);
    finding.fact("not_after", certificate.not_after).fact("days", time::days_between(at, certificate.not_after));
    show_bindings(finding, holder);
    mend_dates(finding, holder, certificate, replacement(case, certificate, certificate.not_after));
}
