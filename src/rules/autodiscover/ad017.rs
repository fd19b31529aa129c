//! AD017: an XML document declares a document type or entities: it is refused, and nothing after that is read.

use super::*;
use crate::text::keys::ad017::*;

pub(super) static RULE: Rule =
    Rule::error("AD017", "document-type-declared", "0.1.0", Check::Problem(check)).with(Relations::none());

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    if problem.kind == ProblemKind::DocumentType {
        let file = problem.place.source.shown();
        found.add(MESSAGE, &file).label(problem.place.clone(), LABEL_HERE).fact("file", file).say(&[HELP]);
    }
}
