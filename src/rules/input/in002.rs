//! IN002: no reader knows the file. Where it is named like an Autodiscover answer, AD001 speaks.

use super::*;
use crate::rules::autodiscover::ad001;
use crate::text::keys::in002::*;

pub(super) static RULE: Rule = Rule::note("IN002", "not-recognised", "0.1.0", Check::Problem(check))
    .with(Relations::none().yields_to(&[&ad001::RULE]));

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    let ProblemKind::NotRecognised { looks_like } = problem.kind else { return };
    let source = &problem.place.source;
    if is_about_the_folder(source.file_name()) {
        return;
    }
    add_problem(MESSAGE, LABEL_HERE, problem, found).fact("looks_like", looks_like.key()).say(&[HELP]);
}

/// What stands beside exports by custom: our own configuration, and what people write about the folder.
fn is_about_the_folder(file_name: &str) -> bool {
    let name = file_name.to_ascii_lowercase();
    name == "msstd.toml" || name.starts_with("readme") || name.rsplit_once('.').is_some_and(|(_, end)| end == "md")
}
