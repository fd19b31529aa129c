//! JUnit: read again by another parser, and held against the report.

use std::collections::BTreeSet;

use crate::common::reports::{self, counted};
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

/// Each finding is a test, which comes to what the exit code comes to.
fn assert_agrees(report: &Report, suites: Node<'_, '_>) {
    let fail_on = report.run.options.get("fail_on").and_then(|level| FailOn::named(level.as_str()?));
    let fail_on = fail_on.unwrap_or(FailOn::Severity(Severity::Error));
    let expected = counted(report.findings.found().map(|found| {
        let is_new = found.state == State::New;
        let fails = is_new && fail_on.fails(found.severity, found.outcome);
        let skipped = !is_new || found.outcome == Outcome::Inconclusive;
        let result = if fails { "failure" } else { ["", "skipped"][usize::from(skipped)] };
        (found.code.to_string(), result)
    }));
    // A test of a finding has a text; one of what is undecided, or of a rule that found nothing, has none.
    let of_findings = tests(suites).filter(|test| has(*test, "system-out") || has(*test, "failure"));
    let found = counted(of_findings.map(|test| {
        let code = test.attribute("classname").unwrap().rsplit('.').next().unwrap().to_owned();
        let result = ["failure", "skipped"].into_iter().find(|name| has(test, name)).unwrap_or_default();
        (code, result)
    }));
    assert_eq!(found, expected);
    let undecided = tests(suites).filter(|test| has(*test, "skipped") && !has(*test, "system-out")).count();
    assert_eq!(undecided, report.deployments.iter().map(|one| one.undecided.len()).sum::<usize>());
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
    let names: Vec<&str> = tests(document.root_element()).map(|test| test.attribute("name").unwrap()).collect();
    assert!(names.iter().any(|name| name.contains("<script>alert(1)</script>.")), "names come through as they are");
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
    let reasons = counted(named(document.root_element(), "skipped").map(|one| one.attribute("message").unwrap()));
    let states = counted(report.findings.found().map(|found| found.state.name()));
    assert_eq!(reasons[format!("accepted until 2026-12-31: {}", reports::REASON).as_str()], states["allowed"]);
    assert_eq!(reasons["known from the baseline"], states["baselined"]);
}

#[test]
fn tests_fail_where_the_run_fails() {
    let mut document = reports::as_json(&reports::sample("everything"));
    for level in ["error", "warning", "note", "inconclusive", "never"] {
        document["run"]["options"]["fail_on"] = level.into();
        let report = reports::from_json(&document);
        let text = junit(&report);
        let fails = FailOn::named(level).unwrap();
        let failing = report.findings.found().filter(|one| fails.fails(one.severity, one.outcome)).count();
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
