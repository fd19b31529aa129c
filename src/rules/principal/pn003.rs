//! PN003: only a wildcard of the certificate covers the principal, and the Analyzer compares literally.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN003"),
    name: "principal-covered-by-wildcard-only",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Principal(check),
};

fn check(case: &Case<'_>, judged: &Judged<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::WildcardOnly {
        return;
    }
    let (Some(name), Some(holder)) = (judged.principal.name(), judged.chosen.and_then(|index| case.holder(index)))
    else {
        return;
    };
    let names = holder.common_names().unwrap_or_default();
    let covers = |own: &&String| {
        let own = CertificateName::parse(own);
        matches!((own, name.host()), (Ok(own), Some(host)) if own.covers(host))
    };
    let wildcard = names.iter().chain(holder.dns_names()).find(covers).cloned().unwrap_or_default();
    let Some(finding) = add(case, judged, found) else { return };
    if case.options.client == Client::Modern {
        finding.severity(Severity::Warning);
    }
    finding.fact("certificate", holder.shown()).fact("wildcard", wildcard);
    show_certificate(finding, holder, name);
    show_bindings(finding, holder);
    show_provider(finding, case, judged);
    finding.say(&["clients", "effect", help_of(case, judged, "help")]);
    say_doubt(finding, judged);
    add_fixes(finding, case, judged, holder);
}
