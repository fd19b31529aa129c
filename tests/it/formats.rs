//! All formats say the same: for every sample, the findings that count, by code, are those of the JSON report in each of
//! them, and so they are for hostile names and for findings that are accepted or known.

use std::collections::BTreeMap;

use crate::common::{
    msstd,
    reports::{as_json, counted, from_json, hostile, partly_accepted, samples, written},
    runs::AT,
};
use msstd::{
    finding::State,
    report::{self, Format, human, model::Report},
};
use regex::Regex;
use scraper::{Html, Selector};
use serde_json::Value;

type Counts = BTreeMap<String, usize>;

/// The first group of a pattern, wherever it matches.
fn matches(pattern: &str, text: &str) -> Counts {
    let pattern = Regex::new(pattern).unwrap();
    counted(pattern.captures_iter(text).map(|found| found[1].to_owned()))
}

fn new_of(findings: &Value) -> Vec<String> {
    let new = findings.as_array().unwrap().iter().filter(|finding| finding["state"] == "new");
    new.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn json(text: &str) -> Counts {
    counted(new_of(&serde_json::from_str::<Value>(text).unwrap()["findings"]))
}

fn ndjson(text: &str) -> Counts {
    counted(text.lines().flat_map(|line| new_of(&serde_json::from_str::<Value>(line).unwrap()["findings"])))
}

fn sarif(text: &str) -> Counts {
    let log: Value = serde_json::from_str(text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    // An allowed finding is suppressed, a known one unchanged: what is neither counts.
    let counts = results.filter(|result| {
        result["suppressions"].as_array().is_none_or(Vec::is_empty) && result["baselineState"] != "unchanged"
    });
    counted(counts.map(|result| result["ruleId"].as_str().unwrap().to_owned()))
}

/// Tests that failed, that tell something, or that could not be decided, but for what is no finding.
fn junit(text: &str) -> Counts {
    let document = roxmltree::Document::parse(text).unwrap();
    let told = document.descendants().filter(|node| matches!(node.tag_name().name(), "failure" | "system-out"));
    let told: Vec<&str> = told.filter_map(|node| node.text()).collect();
    matches(r"(?m)^\S.*?: (?:error|warning|note|inconclusive)\[([A-Z]{2}\d{3})\] ", &told.join("\n"))
}

fn csv(text: &str) -> Counts {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (record, state, code) = (column("record"), column("state"), column("code"));
    let rows = reader.records().map(Result::unwrap).filter(|row| &row[record] == "finding" && &row[state] == "new");
    counted(rows.map(|row| row[code].to_owned()))
}

/// What is told in full by its heading's side, and what follows by its code.
fn html(text: &str) -> Counts {
    let page = Html::parse_document(text);
    let (finding, code) = (Selector::parse(".finding").unwrap(), Selector::parse(".code").unwrap());
    let codes =
        page.select(&finding).flat_map(|finding| finding.select(&code).map(|code| code.text().collect::<String>()));
    let all: Vec<String> = codes.collect();
    counted(all.iter().map(|code| code.split_whitespace().next().unwrap().to_owned()))
}

/// Each heading is a finding; a line counts those of a rule by their places. What is accepted is in a list of its own.
fn markdown(text: &str) -> Counts {
    let (heading, same, line) = (
        Regex::new(r"^(?:error|warning|note|inconclusive) `([A-Z]{2}\d{3})`").unwrap(),
        Regex::new(r"(?m)^The same at (\d+) more places?:").unwrap(),
        Regex::new(r"(?m)^- (?:error|warning|note|inconclusive) `([A-Z]{2}\d{3})` (?:(?:\S+ )?at (?:(\d+) )?)?")
            .unwrap(),
    );
    let mut counts = Counts::new();
    for part in text.split("\n### ").skip(1).filter(|part| !part.starts_with("Accepted")) {
        if let Some(code) = heading.captures(part) {
            let same = same.captures(part).map_or(0, |count| count[1].parse().unwrap());
            *counts.entry(code[1].to_owned()).or_default() += 1 + same;
        }
        for rule in line.captures_iter(part) {
            *counts.entry(rule[1].to_owned()).or_default() +=
                rule.get(2).map_or(1, |count| count.as_str().parse().unwrap());
        }
    }
    counts
}

/// The findings that count, as a format has them; `None` for those that tell of other things.
fn counts(report: &Report, format: Format) -> Option<Counts> {
    let text = written(report, format);
    Some(match format {
        Format::Human => {
            let mut out = Vec::new();
            let style = human::Style { fold: false, ..human::Style::default() };
            report::write(report, format, style, &mut out).unwrap();
            let all = String::from_utf8(out).unwrap();
            matches(r"(?m)^(?:error|warning|note|inconclusive)\[([A-Z]{2}\d{3})\]", &all)
        }
        Format::Short => matches(r"(?m)^[^#].*?: (?:error|warning|note|inconclusive)\[([A-Z]{2}\d{3})\] ", &text),
        Format::Json => json(&text),
        Format::Ndjson => ndjson(&text),
        Format::Html => html(&text),
        Format::Sarif => sarif(&text),
        Format::Junit => junit(&text),
        Format::Markdown => markdown(&text),
        Format::Csv => csv(&text),
        Format::Github => {
            matches(r"(?m)^::(?:error|warning|notice) [^:]*title=(?:Not determined%3A )?([A-Z]{2}\d{3}) ", &text)
        }
        // A table of certificates, a script of what can be fixed, and what controls came to.
        Format::Inventory | Format::Fixes | Format::Controls | Format::Cklb | Format::Hdf | Format::Oscal => {
            return None;
        }
    })
}

fn agree(name: &str, report: &Report) {
    let findings = report.findings.iter().filter(|finding| finding.state == State::New);
    let expected = counted(findings.map(|finding| finding.code.into_owned()));
    for format in Format::ALL {
        if let Some(counts) = counts(report, format) {
            assert_eq!(counts, expected, "{name}: {}", format.name());
        }
    }
    let summary = report.summary;
    let counting = summary.errors + summary.warnings + summary.notes + summary.inconclusive;
    assert_eq!(counting, expected.values().sum::<usize>() as u64, "{name}: the summary");
    let all = report.findings.len() as u64;
    assert_eq!(counting + summary.allowed + summary.baselined, all, "{name}: the summary");
}

#[test]
fn every_sample_says_the_same_in_every_format() {
    for (name, report) in samples() {
        agree(&name, &report);
    }
}

#[test]
fn what_is_accepted_counts_in_no_format() {
    for (name, report) in samples() {
        agree(&name, &partly_accepted(&report));
    }
}

#[test]
fn hostile_names_change_no_count() {
    agree("hostile", &hostile());
    agree("hostile", &partly_accepted(&hostile()));
}

#[test]
fn every_format_is_the_same_again_from_another_run_and_from_the_saved_report() {
    for ((name, report), (_, again)) in samples().zip(samples()) {
        assert_steady(&name, &report, &again);
        assert_steady(&name, &partly_accepted(&report), &partly_accepted(&again));
    }
    let report = hostile();
    assert_steady("hostile", &report, &report);
}

fn assert_steady(name: &str, report: &Report, again: &Report) {
    let saved = from_json(&as_json(report));
    for format in Format::ALL {
        let first = written(report, format);
        assert!(first == written(again, format), "{name}: two runs as {}", format.name());
        assert!(first == written(&saved, format), "{name}: the saved report as {}", format.name());
    }
}

#[test]
fn every_format_says_whose_configuration_took_effect_and_what_was_examined() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Inventory) {
        let mut command = msstd(["check", "samples/everything", "--at", AT, "--format", format.name()]);
        let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
        let digest = "f160173c1fc84ec62743cd7941f5c5343dbd448ebb133c540e666d2f578964db";
        assert!(text.contains("samples/everything/msstd.toml"), "{}", format.name());
        // At a terminal a digest is read by nobody.
        assert_eq!(text.contains(digest), format != Format::Human, "{}", format.name());
        let is_list = matches!(format, Format::Json | Format::Ndjson);
        assert!(is_list || text.contains("Analyzer report") && text.contains("Outlook profile"), "{}", format.name());
    }
}
