//! Many things in one line: the findings of a rule by their places, a name with all that require it, how the report was made.

use std::collections::HashMap;

use super::{
    digest::OfRule,
    layout::place_of,
    model::{Deployment, Found, Label, Name, Report, Run},
    names::CheckedName,
    rows::shown_line,
    sentences::Sentences,
};
use crate::text::{Key, keys::report as keys};

/// How a format shows a place.
pub(super) type Shown = fn(&str) -> String;

/// How many places are listed behind their number.
const ENOUGH: usize = 3;

impl Sentences {
    /// The findings of a rule that follow from one of another rule, or of the same.
    pub(super) fn consequence(&self, rule: &OfRule<'_>, cause: &str, shown: Shown) -> String {
        let key = if rule.first.code == cause { keys::MORE_OF_RULE } else { keys::PLACES_OF_RULE };
        self.tell_places(key, &rule.all, shown)
    }

    /// The findings of a rule by their places.
    pub(super) fn of_rule(&self, rule: &OfRule<'_>, shown: Shown) -> String {
        self.tell_places(keys::PLACES_OF_RULE, &rule.all, shown)
    }

    /// Where a finding is.
    pub(super) fn at_place(&self, found: Found<'_>) -> String {
        format!("{} {}", self.say(keys::AT), line_of(found))
    }

    /// Where else a finding is the same.
    pub(super) fn same(&self, same: &[Found<'_>], shown: Shown) -> String {
        self.tell_places(keys::SAME_AT, same, shown)
    }

    fn tell_places(&self, key: Key, all: &[Found<'_>], shown: Shown) -> String {
        let mut places: Vec<String> = all.iter().take(ENOUGH).map(|found| shown(&line_of(*found))).collect();
        if all.len() > ENOUGH {
            places.push("…".to_owned());
        }
        let of = |name: fn(&Found<'_>) -> String| all.first().map(name).unwrap_or_default();
        let values = [
            ("code", of(|first| first.code.clone().into_owned()).as_str().into()),
            ("name", of(|first| first.name.clone().into_owned()).as_str().into()),
            ("count", all.len().into()),
            ("places", places.join(", ").as_str().into()),
        ];
        self.tell(key, &values)
    }

    /// The findings of a rule that are accepted for one reason.
    pub(super) fn accepted_rule(&self, rule: &OfRule<'_>, shown: Shown) -> String {
        let why = self.set_aside(rule.first.state, rule.first.allowance().as_ref());
        format!("{}; {}", self.of_rule(rule, shown), why.unwrap_or_default())
    }

    /// How many places a finding has beside those that are shown.
    pub(super) fn more_places(&self, rest: &[Label], key: Key) -> String {
        let mut files: Vec<_> = rest.iter().map(|label| (&label.place.path, &label.place.inside)).collect();
        files.sort_unstable();
        files.dedup();
        self.tell(key, &[("count", rest.len().into()), ("files", files.len().into())])
    }

    /// The one place that a finding has beside those that are shown, and what is said there.
    pub(super) fn place_and_text(label: &Label) -> String {
        format!("{}: {}", place_of(label), label.text)
    }

    /// A name that was checked: the verdict, the certificate, and where it is required or in how many places.
    pub(super) fn checked(&self, name: &CheckedName<'_>) -> String {
        let CheckedName { first, places } = name;
        let shown = first.shown();
        let values = [
            ("name", (&*shown).into()),
            ("verdict", self.verdict(&first.verdict).as_str().into()),
            ("certificate", first.certificate_shown.as_deref().unwrap_or_default().into()),
            ("basis", first.basis.as_deref().filter(|_| first.certificate_shown.is_some()).unwrap_or("none").into()),
            ("count", (*places).into()),
        ];
        self.tell(keys::CHECKED, &values)
    }

    /// What could not be determined and has no finding, each reason once.
    pub(super) fn undecided_by_reason(&self, deployment: &Deployment) -> Vec<Open> {
        let mut open: Vec<(Open, usize)> = Vec::new();
        let mut known = HashMap::new();
        for row in &deployment.undecided {
            let index = *known.entry((&row.code, &row.reason)).or_insert_with(|| {
                open.push((Open { code: row.code.clone(), place: row.place(), why: row.reason.clone() }, 0));
                open.len() - 1
            });
            if let Some((_, places)) = open.get_mut(index) {
                *places += 1;
            }
        }
        let counted = |(one, places): (Open, usize)| match places {
            1 => one,
            _ => Open { why: format!("{} {}", one.why, self.count(keys::AND_MORE_PLACES, places - 1)), ..one },
        };
        open.into_iter().map(counted).collect()
    }

    /// How the report was made, without digests: when, for which clients, with which roots and configuration.
    pub(super) fn made_briefly(&self, report: &Report) -> String {
        let run = &report.run;
        let mut made = self.evaluated(run);
        if report.summary.certificates > 0 {
            made.push(self.trusted(run));
        }
        made.extend(self.configurations(run));
        made.extend(self.left_out(report));
        made.join(" ")
    }

    fn configurations(&self, run: &Run) -> Vec<String> {
        let (baselines, configurations): (Vec<_>, Vec<_>) = run.config.iter().partition(|file| file.role == "baseline");
        let mut said: Vec<String> = Vec::new();
        if let Some((first, more)) = configurations.split_first() {
            let values = [("path", first.path.as_str().into()), ("more", more.len().into())];
            said.push(self.tell(keys::CONFIGURATIONS, &values));
        }
        said.extend(
            baselines.iter().map(|file| self.tell(keys::WITH_BASELINE, &[("path", file.path.as_str().into())])),
        );
        said
    }
}

/// Something that could not be determined.
pub(super) struct Open {
    pub(super) code: Name,
    pub(super) place: String,
    pub(super) why: String,
}

impl Open {
    /// A finding that could not be determined.
    pub(super) fn of(found: Found<'_>) -> Open {
        Open { code: found.code.clone(), place: line_of(found), why: found.message() }
    }
}

/// Where a finding is, without a column.
fn line_of(found: Found<'_>) -> String {
    let place = found.place();
    shown_line(&place.path, &place.inside, place.index, place.line)
}
