//! Hybrids with one fault each, and without: both halves are exported, and a finding points at the lines of both.

use std::collections::BTreeMap;

use msstd::{
    finding::{Outcome, Severity},
    report::model::{Finding, Report},
};

use crate::common::{
    cases::{self, Block, Case},
    runs,
};

/// A hybrid of `faults.md` or `healthy.md`, checked.
struct Checked {
    title: String,
    expected: Vec<String>,
    files: Vec<(String, String)>,
    report: Report,
}

fn bases() -> BTreeMap<String, Case> {
    let all = cases::parse_field(include_str!("bases.md")).unwrap();
    all.into_iter().map(|base| (base.title.clone(), base)).collect()
}

fn checked(markdown: &str) -> Vec<Checked> {
    let bases = bases();
    cases::parse_field(markdown).unwrap().into_iter().map(|case| check(case, &bases)).collect()
}

fn check(mut case: Case, bases: &BTreeMap<String, Case>) -> Checked {
    let base = case.options.remove("base").unwrap();
    let stem = |block: &Block| block.path().map(|path| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned());
    let replaced: Vec<_> = case.blocks.iter().filter_map(stem).collect();
    let mut blocks = bases[base.as_str().unwrap()].blocks.clone();
    blocks.retain(|block| stem(block).is_none_or(|stem| !replaced.contains(&stem)));
    case.blocks.retain(|block| block.kind() != "without");
    blocks.append(&mut case.blocks);
    case.blocks = blocks;
    let deployment = case.deployment().unwrap_or_else(|error| panic!("{}: {error}", case.title));
    let report = runs::check(&deployment, None).unwrap();
    let text = |(path, bytes): &(String, Vec<u8>)| (path.clone(), String::from_utf8_lossy(bytes).into_owned());
    let files = deployment.files.iter().map(text).collect();
    Checked { expected: case.expected(), title: case.title, files, report }
}

impl Checked {
    /// `error EX026`
    fn level(row: &Finding) -> String {
        format!("{} {}", row.severity.name(), row.code)
    }

    /// The lines that a finding points at: `path: text`.
    fn lines(&self, row: &Finding) -> Vec<String> {
        let line = |path: &str, number: u32| {
            let (_, text) = self.files.iter().find(|(own, _)| own == path)?;
            Some(format!("{path}: {}", text.lines().nth(number as usize - 1)?))
        };
        row.labels.iter().filter_map(|label| line(&label.place.path, label.place.line?)).collect()
    }

    /// What is expected and not found, and errors that are found and not expected.
    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let expected = self.expected.split_first();
        if let Some((level, places)) = expected {
            let rows: Vec<Finding> = self.report.findings.iter().filter(|row| Self::level(row) == *level).collect();
            let points_at = |row: &Finding, place: &str| {
                let (path, part) = place.split_once(": ").unwrap();
                self.lines(row)
                    .iter()
                    .any(|line| line.split_once(": ").is_some_and(|(own, text)| own == path && text.contains(part)))
            };
            if !rows.iter().any(|row| places.iter().all(|place| points_at(row, place))) {
                let found: Vec<_> = rows.iter().map(|row| self.lines(row)).collect();
                wrong.push(format!("not found: {level} {places:?} but {found:#?}"));
            }
            if rows.len() > 1 {
                wrong.push(format!("{level} {} times", rows.len()));
            }
        }
        let is_error = |row: &Finding| row.outcome == Outcome::Fail && row.severity == Severity::Error;
        let errors = self.report.findings.iter().filter(is_error);
        let more = errors.filter(|row: &Finding| expected.is_none_or(|(level, _)| Self::level(row) != *level));
        wrong.extend(
            more.map(|row| format!("not expected: {} {} {:#?}", Self::level(&row), row.message, self.lines(&row))),
        );
        wrong.into_iter().map(|line| format!("{}: {line}", self.title)).collect()
    }
}

fn assert_right(all: &[Checked]) {
    let wrong: Vec<_> = all.iter().map(Checked::wrong).filter(|wrong| !wrong.is_empty()).collect();
    let lines: Vec<_> = wrong.iter().flatten().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), all.len(), lines.join("\n"));
}

#[test]
fn every_planted_fault_is_found_with_the_lines_of_both_files() {
    let all = checked(include_str!("faults.md"));
    assert!(all.len() >= 30 && all.iter().all(|one| one.expected.len() >= 3), "{}", all.len());
    assert_right(&all);
}

#[test]
fn nothing_is_wrong_with_a_healthy_hybrid() {
    let all = checked(include_str!("healthy.md"));
    assert!(all.len() >= 10 && all.iter().all(|one| one.expected.is_empty()), "{}", all.len());
    assert_right(&all);
}
