//! The report at a terminal: the answer first, the worst finding first, nothing said twice, no line too wide, and no longer than a
//! person reads.

use std::collections::HashSet;

use crate::common::reports::{as_json, from_json, hostile, sample, samples, written};
use msstd::report::{
    Format,
    human::{self, Style},
    model::Report,
};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

fn shown(report: &Report) -> String {
    written(report, Format::Human)
}

fn in_full(report: &Report) -> String {
    let mut out = Vec::new();
    human::write(report, Style { fold: false, ..Style::default() }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A report with one finding, which has so many places in so many files.
fn with_places(count: usize, files: usize) -> Report {
    let mut document = as_json(&sample("seeds-case"));
    let mut finding = document["findings"][0].clone();
    let label = finding["labels"][0].clone();
    let place = |index: usize| {
        let mut label = label.clone();
        label["path"] = format!("exports/{}.txt", index % files).into();
        label["line"] = (index + 1).into();
        label
    };
    finding["labels"] = (0..count).map(place).collect();
    document["findings"] = json!([finding]);
    from_json(&document)
}

#[test]
fn a_sample_is_read_on_one_screen() {
    for (name, most) in [("everything", 70), ("seeds-case", 40), ("healthy", 25)] {
        let text = shown(&sample(name));
        assert!(text.lines().count() <= most, "{name}: {} lines\n{text}", text.lines().count());
    }
    let (_, all) = samples().find(|(name, _)| name == "samples").unwrap();
    let text = shown(&all);
    let most = 35 * all.deployments.len();
    assert!(text.lines().count() <= most, "{} lines, not {most}", text.lines().count());
}

#[test]
fn the_answer_is_first_and_the_worst_finding_next() {
    let rank =
        |line: &str| ["error[", "warning[", "inconclusive[", "note["].iter().position(|level| line.starts_with(level));
    for (name, report) in samples() {
        let text = shown(&report);
        let mut answers = report.deployments.iter().map(|deployment| deployment.name.as_str());
        let mut worst = 0;
        for (index, line) in text.lines().enumerate() {
            if let Some(rank) = rank(line) {
                assert!(rank >= worst, "{name}: {line}");
                worst = rank;
            } else if index == 0 || answers.clone().next().is_some_and(|next| line.starts_with(&format!("{next} ("))) {
                assert!(answers.next().is_some_and(|answer| line.starts_with(answer)), "{name}: {line}");
                worst = 0;
            }
        }
        assert_eq!(answers.next(), None, "{name}");
    }
}

fn marks(text: &str) -> usize {
    text.lines().filter(|line| line.contains("^^^") || line.contains("---")).count()
}

#[test]
fn of_many_places_three_are_shown_and_the_rest_counted() {
    for (count, files, full, rest) in [
        (1, 1, 1, None),
        (3, 2, 3, None),
        (4, 2, 3, Some("  at: exports/1.txt:4:26: ")),
        (5, 2, 3, Some("  and 2 more places in 2 files; --no-fold lists them\n")),
        (170, 10, 3, Some("  and 167 more places in 10 files; --no-fold lists them\n")),
    ] {
        let report = with_places(count, files);
        let text = shown(&report);
        assert_eq!(marks(&text), full, "{count} places:\n{text}");
        match rest {
            Some(rest) => assert!(text.contains(rest), "{count} places:\n{text}"),
            None => assert!(!text.contains("more place") && !text.contains("  at: "), "{count} places:\n{text}"),
        }
        assert_eq!(marks(&in_full(&report)), count);
    }
}

#[test]
fn places_cost_what_they_are() {
    // Folded, a finding is as long with many places as with few; in full, its length is that of its places.
    let folded = |count| shown(&with_places(count, 7)).len();
    assert_eq!(folded(2_000), folded(3_000));
    let full = |count| in_full(&with_places(count, 7)).len();
    let (one, two) = (full(2_000) - full(1_000), full(3_000) - full(2_000));
    assert_eq!(one, two);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (name, report) in samples().chain([("hostile".to_owned(), hostile())]) {
        let commands: HashSet<String> = report
            .findings
            .iter()
            .flat_map(|finding| finding.ways.0.into_iter().flatten())
            .flat_map(|step| {
                step.shown()
                    .lines()
                    .map(str::to_owned)
                    .chain(step.old.map(|old| format!("# now: {old}")))
                    .collect::<Vec<_>>()
            })
            .collect();
        for style in
            [Style::default(), Style { fold: false, ..Style::default() }, Style { width: 60, ..Style::default() }]
        {
            let mut out = Vec::new();
            human::write(&report, style, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            for line in text.lines().filter(|line| line.width() > style.width && !commands.contains(line.trim_start()))
            {
                // A path or a name is never broken.
                let is_long = |word: &str| word.width() > style.width / 2;
                assert!(
                    line.contains(" ┌─ ") || !line.contains(" │ ") && line.split(' ').any(is_long),
                    "{name}:\n{line}"
                );
            }
        }
    }
}

#[test]
fn whom_it_affects_and_what_users_see_is_said_once() {
    for (name, report) in samples() {
        let text = shown(&report).replace("\n    ", " ");
        let mut said = HashSet::new();
        for line in text.lines().filter(|line| line.starts_with("  Affects: ") || line.starts_with("  Symptoms: ")) {
            assert!(line.contains(": see ") || said.insert(line), "{name}: {line}");
        }
    }
}

#[test]
fn what_says_the_same_of_other_places_is_counted() {
    let mut document = as_json(&sample("seeds-case"));
    let root = document["findings"][0].clone();
    let same = |index: usize| {
        let mut finding = root.clone();
        finding["path"] = format!("{index}.txt").into();
        finding["cause"] = Value::Null;
        finding["fingerprint"] = index.to_string().into();
        finding
    };
    document["findings"] = (0..5).map(same).collect();
    let text = shown(&from_json(&document));
    assert_eq!(text.matches("error[PN001]").count(), 1, "{text}");
    assert!(text.contains("  The same at 4 more places: 1.txt:24, 2.txt:24, 3.txt:24, …\n"), "{text}");
    let other = {
        let mut finding = same(9);
        finding["message"] = "Something else".into();
        finding
    };
    document["findings"].as_array_mut().unwrap().push(other);
    assert_eq!(shown(&from_json(&document)).matches("error[PN001]").count(), 2);
}
