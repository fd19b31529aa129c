//! AD017: an XML document declares a document type or entities: it is refused, and nothing after that is read.

use super::*;
use crate::text::keys::ad017::*;

pub(super) static RULE: Rule = Rule {
    code: Code("AD017"),
    name: "document-type-declared",
    severity: Severity::Error,
    since: "0.1.0",
    relations: Relations { survives_renewal: false, rests_on: &[], yields_to: &[], caused_by: &[], reproduces: &[] },
    check: Check::Problem(check),
};

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    if problem.kind == ProblemKind::DocumentType {
        let file = problem.place.source.shown();
        found.add(MESSAGE, &file).label(problem.place.clone(), LABEL_HERE).fact("file", file).say(&[HELP]);
    }
}
