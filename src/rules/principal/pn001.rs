//! PN001: the certificate that answers does not carry the name that Outlook requires.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN001"),
    name: "principal-not-in-certificate",
    severity: Severity::Error,
    since: "0.1.0",
    check: Check::Principal(check),
};

fn check(case: &Case<'_>, judged: &Judged<'_>, found: &mut Findings) {
    let told_by_another = !judged.set_aside.is_empty() || judged.by_binding() && judged.disagree();
    if judged.verdict != Verdict::Mismatch || told_by_another {
        return;
    }
    let Some(name) = judged.principal.name() else { return };
    let Some(finding) = add(case, judged, found) else { return };
    finding.say(&["clients", "effect"]);
    match judged.chosen.and_then(|index| case.holder(index)) {
        Some(holder) => {
            finding.fact("certificate", holder.shown());
            finding.fact(
                "common_name",
                holder.common_names().and_then(|names| names.first().cloned()).unwrap_or_default(),
            );
            if holder.common_names().is_none_or(|names| names.is_empty()) {
                finding.variant("no-common-name");
            }
            show_certificate(finding, holder, name);
            show_bindings(finding, holder);
            if let Some(other) = judged.carried_elsewhere.and_then(|index| case.holder(index)) {
                finding.fact("elsewhere", other.shown());
                if let Some(file) = other.file() {
                    finding.certificate(file, Field::CommonName, "elsewhere");
                }
                finding.say(&["help-elsewhere"]);
                let server = holder.front_end_records().find_map(|record| record.server.as_deref());
                fix(finding, bind_certificate(other, server), None, false, Some(other.id()));
            } else {
                finding.say(&[help_of(case, judged, "help")]);
                say_doubt(finding, judged);
            }
            show_provider(finding, case, judged);
            add_fixes(finding, case, judged, holder);
        }
        None => {
            finding.variant("several").fact("count", judged.candidates.len());
            finding.say(&["help-several"]);
            for file in judged.candidates.iter().filter_map(|candidate| case.holder(candidate.holder)?.file()).take(8) {
                finding.certificate(file, Field::CommonName, "candidate");
            }
            show_provider(finding, case, judged);
        }
    }
}
