//! PN010: `none`: clients outside do not check the name.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("PN010"),
    name: "principal-check-disabled",
    severity: Severity::Warning,
    since: "0.1.0",
    check: Check::Principal(check),
};

fn check(case: &Case<'_>, judged: &Judged<'_>, found: &mut Findings) {
    let is_none = judged.principal.form == Form::None;
    if judged.verdict != Verdict::Disabled || !is_none || judged.vantage != Vantage::Outside {
        return;
    }
    let Some(finding) = add(case, judged, found) else { return };
    finding.say(&["clients", "effect", "help"]);
}
