//! IN013: a symbolic link, or what is no regular file, was not opened.

use super::*;

pub(super) static RULE: Rule = Rule {
    code: Code("IN013"),
    name: "link-not-followed",
    severity: Severity::Note,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    match &problem.kind {
        ProblemKind::LinkNotFollowed { target } => {
            add(problem, found).fact("target", target).say(&["help"]);
        }
        ProblemKind::NotAFile { what } => {
            add(problem, found).variant("not-a-file").fact("what", *what).say(&["help-not-a-file"]);
        }
        _ => {}
    }
}
