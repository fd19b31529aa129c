//! IN004: text that its encoding forbids, that goes on in another encoding, or that breaks off.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN004"),
    name: "text-damaged",
    severity: Severity::Warning,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::TextDamaged { count, encoding, bytes } => {
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let finding = add(problem, found);
            finding.fact("count", *count).fact("encoding", *encoding).fact("bytes", bytes.join(" "));
            finding.say(&["help"]);
        }
        ProblemKind::MixedEncodings { first, then } => {
            let finding = add(problem, found);
            finding.variant("mixed").fact("first", *first).fact("then", *then);
            finding.say(&["help-mixed"]);
        }
        ProblemKind::ExportDamaged { form, detail } => {
            let finding = add(problem, found);
            finding.variant("export").fact("form", *form).fact("detail", detail);
            finding.say(&["help-export"]);
        }
        _ => {}
    }
}
