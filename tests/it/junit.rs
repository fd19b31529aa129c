//! JUnit: read again by another parser, and held against the report.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::reports;
use msstd::{
    decide::FailOn,
    finding::{Outcome, Severity, State},
    report::{Format, model::Report},
};
use roxmltree::{Document, Node};

/// The report as JUnit's XML, after everything that holds for every one.
fn junit(report: &Report) -> String {
    let text = reports::written(report, Format::Junit);
    reports::assert_inert(&text);
    let document = Document::parse(&text).unwrap();
    let suites = document.root_element();
    assert_eq!(suites.tag_name().name(), "testsuites");
    let known = ["testsuites", "testsuite", "properties", "property", "testcase", "failure", "skipped", "system-out"];
    for node in suites.descendants().filter(Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "{} comes from a file", node.tag_name().name());
    }
    assert_counts(suites);
    named(suites, "testsuite").for_each(assert_counts);
    let names: Vec<_> = tests(suites).map(|test| (test.attribute("classname"), test.attribute("name"))).collect();
    // Deployments of one name are told apart where they are collected.
    let deployments: BTreeSet<&String> = report.deployments.iter().map(|one| &one.name).collect();
    if deployments.len() == report.deployments.len() {
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "no two tests have one name");
    }
    assert_agrees(report, suites);
    text
}

fn named<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.descendants().filter(move |node| node.has_tag_name(name))
}

fn tests<'d>(node: Node<'d, 'd>) -> impl Iterator<Item = Node<'d, 'd>> {
    named(node, "testcase")
}

fn has(test: Node<'_, '_>, name: &str) -> bool {
    test.children().any(|child| child.has_tag_name(name))
}

fn assert_counts(node: Node<'_, '_>) {
    let count = |name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
    let of = |child: &str| tests(node).filter(|test| has(*test, child)).count();
    assert_eq!(count("tests"), tests(node).count());
    assert_eq!(count("failures"), of("failure"));
    assert_eq!(count("skipped"), of("skipped"));
    assert_eq!(count("errors"), 0);
}

/// A rule is a test in each deployment, under its name alone, and comes to what the exit code comes to.
fn assert_agrees(report: &Report, suites: Node<'_, '_>) {
    let fail_on = report.run.options.get("fail_on").and_then(|level| FailOn::named(level.as_str()?));
    let fail_on = fail_on.unwrap_or(FailOn::Severity(Severity::Error));
    for (suite, part) in named(suites, "testsuite").zip(report.parts()) {
        let mut results: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (_, found) in part.findings() {
            let is_new = found.state == State::New;
            let fails = is_new && fail_on.fails(found.severity, found.outcome);
            let is_open = is_new && found.outcome == Outcome::Inconclusive;
            let result = if fails { "failure" } else { ["passes", "open"][usize::from(is_open)] };
            results.entry(found.code.to_string()).or_default().push(if is_new { result } else { "aside" });
        }
        for row in part.deployment.iter().flat_map(|deployment| &deployment.undecided) {
            results.entry(row.code.to_string()).or_default().push("open");
        }
        for code in part.deployment.iter().flat_map(|deployment| &deployment.not_examined) {
            results.entry(code.to_string()).or_default().push("open");
        }
        for test in tests(suite) {
            let code = test.attribute("classname").unwrap().rsplit('.').next().unwrap();
            let of_rule = results.remove(code).unwrap_or_default();
            let expected = if of_rule.contains(&"failure") {
                Some("failure")
            } else if of_rule.contains(&"open") || !of_rule.is_empty() && !of_rule.contains(&"passes") {
                Some("skipped")
            } else {
                None
            };
            let result = ["failure", "skipped"].into_iter().find(|name| has(test, name));
            assert_eq!(result, expected, "{code}: {of_rule:?}");
            let name = test.attribute("name").unwrap();
            assert!(name == code || name.split_once(' ').is_some_and(|(first, _)| first == code), "{name}");
            assert!(!name.contains(['/', ':', '.']), "{name} is the same wherever the finding is");
        }
        assert!(results.is_empty(), "no test for {results:?}");
    }
}

#[test]
fn every_sample_reads_again() {
    for (_, report) in reports::samples() {
        let text = junit(&report);
        assert!(!text.contains("tests=\"0\""), "every suite has tests");
        let document = Document::parse(&text).unwrap();
        for (deployment, suite) in report.deployments.iter().zip(named(document.root_element(), "testsuite")) {
            assert_eq!(suite.attribute("name").unwrap(), deployment.name);
            let properties: Vec<_> = named(suite, "property").map(|one| one.attribute("name").unwrap()).collect();
            let compared = properties.iter().filter(|name| **name == "compared").count();
            assert_eq!(compared, deployment.principals.len());
            for name in ["answer", "examined", "made", "at"] {
                assert!(properties.contains(&name), "{name}");
            }
        }
    }
}

#[test]
fn hostile_texts_are_inert() {
    let report = reports::hostile();
    let text = junit(&report);
    let document = Document::parse(&text).unwrap();
    let files: Vec<&str> = tests(document.root_element()).filter_map(|test| test.attribute("file")).collect();
    assert!(files.iter().any(|file| file.contains("<script>alert(1)</script>.")), "names come through as they are");
}

#[test]
fn control_characters_of_a_saved_report_are_written_out() {
    let mut document = reports::as_json(&reports::sample("seeds-case"));
    document["findings"][0]["message"] = "a\u{1}b\u{c}c\u{fffe}d\u{85}e\rf".into();
    document["deployments"][0]["name"] = "x\u{0}y".into();
    let text = reports::written(&reports::from_json(&document), Format::Junit);
    Document::parse(&text).unwrap();
    assert!(text.contains("a\\u{1}b\\u{c}c\\u{fffe}d\\u{85}e\\u{d}f") && text.contains("x\\u{0}y"));
}

#[test]
fn accepted_findings_are_skipped_with_their_reason() {
    let report = reports::partly_accepted(&reports::sample("everything"));
    let text = junit(&report);
    let document = Document::parse(&text).unwrap();
    let told: String = document.descendants().filter_map(|node| node.attribute("message").or(node.text())).collect();
    for found in report.findings.found() {
        let why = match found.state {
            State::New => continue,
            State::Allowed => format!("accepted until 2026-12-31: {}", reports::REASON),
            State::Baselined => "known from the baseline".to_owned(),
            State::Unchanged => "unchanged by the renewal".to_owned(),
        };
        assert!(told.contains(&format!("{why}: {}", found.message())), "{}", found.code);
    }
}

#[test]
fn tests_fail_where_the_run_fails() {
    let mut document = reports::as_json(&reports::sample("everything"));
    for level in ["error", "warning", "note", "inconclusive", "never"] {
        document["run"]["options"]["fail_on"] = level.into();
        let report = reports::from_json(&document);
        let text = junit(&report);
        let fails = FailOn::named(level).unwrap();
        let failing = report.findings.found().filter(|one| fails.fails(one.severity, one.outcome));
        let failing = failing.map(|one| one.code.to_string()).collect::<BTreeSet<_>>().len();
        let start = text.find("failures=\"").unwrap() + "failures=\"".len();
        assert!(text[start..].starts_with(&format!("{failing}\"")), "{level}");
    }
}

#[test]
fn a_rule_that_found_nothing_is_a_test_that_passes() {
    let report = reports::sample("healthy");
    let text = junit(&report);
    let document = Document::parse(&text).unwrap();
    let passing = |code: &str| {
        let class = format!("{}.{code}", report.deployments[0].name);
        tests(document.root_element()).any(|test| test.attribute("classname") == Some(&class) && !test.has_children())
    };
    for rule in &report.run.rules {
        let found = report.findings.found().any(|found| found.code == rule.code);
        let undecided = report.deployments[0].undecided.iter().any(|row| row.code == rule.code);
        let expected = rule.examined > 0 && !found && !undecided && !rule.code.starts_with("PO");
        assert_eq!(passing(&rule.code), expected, "{}", rule.code);
    }
}

#[test]
fn a_rule_without_its_export_is_skipped_and_names_it() {
    let report = reports::sample("seeds-case");
    let text = junit(&report);
    let document = Document::parse(&text).unwrap();
    let why = |code: &str| {
        let class = format!("{}.{code}", report.deployments[0].name);
        let mut tests = tests(document.root_element()).filter(|test| test.attribute("classname") == Some(&class));
        let skipped = tests.next().unwrap().children().find(|child| child.has_tag_name("skipped")).unwrap();
        skipped.attribute("message").unwrap().to_owned()
    };
    assert_eq!(why("EX013"), "Not checked; missing: Get-ExchangeCertificate, Get-AuthConfig");
    assert_eq!(why("EX014"), "Not checked; missing: Get-ExchangeServer");
}

#[test]
fn names_are_the_same_whatever_is_found() {
    let names = |at: &str| {
        let text = junit(&reports::sample_at("healthy", at));
        let document = Document::parse(&text).unwrap();
        let names = tests(document.root_element()).map(|test| test.attribute("name").unwrap().to_owned());
        (names.collect::<BTreeSet<_>>(), text.contains("<failure"))
    };
    let (before, after) = (names("2026-06-01"), names("2034-02-01"));
    assert_eq!((before.1, after.1), (false, true));
    assert_eq!(before.0, after.0);
}
