//! PN002: the principal is one of the certificate's other names, but not its common name.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN002"),
    name: "principal-only-in-san",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Principal(check),
};

fn check(case: &Case<'_>, judged: &Judged<'_>, found: &mut Findings) {
    if judged.verdict != Verdict::SubjectAlternativeName {
        return;
    }
    let (Some(name), Some(holder)) = (judged.principal.name(), judged.chosen.and_then(|index| case.holder(index)))
    else {
        return;
    };
    let Some(finding) = add(case, judged, found) else { return };
    finding.severity(match case.options.client {
        Client::Analyzer => Severity::Warning,
        Client::Legacy => Severity::Error,
        Client::Modern => Severity::Note,
    });
    finding.fact("certificate", holder.shown());
    finding.fact("common_name", holder.common_names().and_then(|names| names.first().cloned()).unwrap_or_default());
    if holder.common_names().is_none_or(|names| names.is_empty()) {
        finding.variant("no-common-name");
    }
    show_certificate(finding, holder, name);
    show_bindings(finding, holder);
    show_provider(finding, case, judged);
    finding.say(&["clients", "effect", help_of(case, judged, "help")]);
    say_doubt(finding, judged);
    add_fixes(finding, case, judged, holder);
}
