//! IN002: no reader knows the file. Where it is named like an Autodiscover answer, AD001 reports it.

use super::*;
use crate::model::file::Part;
use crate::rules::autodiscover::ad001;
use crate::text::keys::in002::*;

pub(super) static RULE: Rule = Rule::note("IN002", "not-recognised", "0.1.0", Check::Problem(check))
    .with(Relations::none().yields_to(&[&ad001::RULE]));

fn check(_: &Judgement<'_>, problem: &Problem, found: &mut Findings) {
    if let ProblemKind::PartNotRead { part, lines } = &problem.kind {
        return found.undecided(problem.place.clone(), part_not_read(part, *lines));
    }
    let ProblemKind::NotRecognised { looks_like } = problem.kind else { return };
    let source = &problem.place.source;
    if source.is_about_the_folder() {
        return;
    }
    add_problem(MESSAGE, LABEL_HERE, problem, found).fact("looks_like", looks_like.key()).say(&[HELP]);
}

/// Why a part of a file that is read otherwise is not read.
fn part_not_read(part: &Part, [first, last]: [u32; 2]) -> Reason {
    let reason = match part {
        Part::Objects { cmdlet: None } => Reason::new(reasons::UNDECIDED_PART_OTHER_OBJECTS),
        Part::Objects { cmdlet: Some(noun) } => {
            Reason::new(reasons::UNDECIDED_PART_OTHER_CMDLET).with("cmdlet", format!("Get-{noun}"))
        }
        Part::MoreJson => Reason::new(reasons::UNDECIDED_PART_MORE_JSON),
        Part::Folded => Reason::new(reasons::UNDECIDED_PART_FOLDED),
        Part::Table => Reason::new(reasons::UNDECIDED_PART_TABLE),
    };
    reason.with("first", u64::from(first)).with("last", u64::from(last))
}
