//! IN004: text that its encoding forbids, that goes on in another encoding, or that breaks off.

use super::*;
use crate::text::keys::in004::*;

pub(super) static RULE: Rule =
    Rule::warning("IN004", "text-damaged", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::TextDamaged { count, encoding, bytes } => {
            let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            let finding = add_problem(MESSAGE, LABEL_HERE, problem, found);
            finding.fact("count", *count).fact("encoding", *encoding).fact("bytes", bytes.join(" "));
            finding.say(&[HELP]);
        }
        ProblemKind::MixedEncodings { first, then } => {
            let finding = add_problem(MESSAGE_MIXED, LABEL_HERE, problem, found);
            finding.fact("first", *first).fact("then", *then);
            finding.say(&[HELP_MIXED]);
        }
        ProblemKind::ExportDamaged { form, detail } => {
            let finding = add_problem(MESSAGE_EXPORT, LABEL_HERE, problem, found);
            finding.fact("form", *form).fact("detail", detail);
            finding.say(&[HELP_EXPORT]);
        }
        _ => {}
    }
}
