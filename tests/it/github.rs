//! GitHub's annotations: every line is a command as the runner reads it, and they are the findings that count.

use std::{collections::BTreeMap, fs, path::Path};

use crate::common::reports::{self, counted};
use msstd::{
    finding::{Outcome, State},
    report::{Format, model::Report},
};

/// A command as the runner reads it.
#[derive(Debug)]
struct Command {
    name: String,
    properties: BTreeMap<String, String>,
    message: String,
}

/// Reads a line as the runner of GitHub's workflows does.
fn command(line: &str) -> Command {
    let line = line.strip_prefix("::").unwrap_or_else(|| panic!("no command: {line}"));
    let (head, message) = line.split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let unescaped = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
    let property = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap();
        let value = unescaped(value).replace("%3A", ":").replace("%2C", ",").replace("%25", "%");
        (key.to_owned(), value)
    };
    let properties = properties.split(',').map(property).collect();
    Command { name: name.to_owned(), properties, message: unescaped(message).replace("%25", "%") }
}

/// The report as commands, after everything that holds for every one.
fn commands(report: &Report) -> Vec<Command> {
    let text = reports::written(report, Format::Github);
    reports::assert_inert(&text);
    let commands: Vec<Command> = text.lines().map(command).collect();
    for one in &commands {
        assert!(["error", "warning", "notice"].contains(&one.name.as_str()));
        let keys = ["col", "endColumn", "endLine", "file", "line", "title"];
        assert!(one.properties.keys().all(|key| keys.contains(&key.as_str())), "{one:?}");
    }
    let code = |title: &str| title.trim_start_matches("Not determined: ").split(' ').next().unwrap().to_owned();
    let found = counted(findings(&commands).map(|one| (one.name.clone(), code(&one.properties["title"]))));
    let expected = counted(report.findings.found().filter(|found| found.state == State::New).map(|found| {
        let level = match (found.outcome, found.severity.name()) {
            (Outcome::Inconclusive, _) => "warning",
            (_, "note") => "notice",
            (_, severity) => severity,
        };
        (level.to_owned(), found.code.to_string())
    }));
    assert_eq!(found, expected, "the annotations are the findings that count");
    commands
}

/// The commands that are findings: all that name a file, since no finding of these tests is without one.
fn findings(commands: &[Command]) -> impl Iterator<Item = &Command> {
    commands.iter().filter(|one| one.properties.contains_key("file"))
}

#[test]
fn every_sample_is_commands() {
    for (_, report) in reports::samples() {
        let commands = commands(&report);
        for one in findings(&commands) {
            let file = &one.properties["file"];
            assert!(Path::new(file).is_file(), "{file} is a file of the repository");
            if let (Some(line), Some(column)) = (one.properties.get("line"), one.properties.get("col")) {
                let bytes = fs::read(file).unwrap();
                if let Ok(text) = String::from_utf8(bytes) {
                    let line = text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
                    assert!(column.parse::<usize>().unwrap() <= line.chars().count() + 1);
                }
                assert_eq!(one.properties["line"], one.properties["endLine"], "columns are for one line");
            }
        }
        let notices: Vec<&Command> = commands.iter().filter(|one| !one.properties.contains_key("file")).collect();
        for file in &report.run.config {
            assert!(notices[0].message.contains(&file.path));
        }
        assert!(notices[0].message.contains("Evaluated as of 2026-06-01"));
        for deployment in &report.deployments {
            let titled = |title: &str| notices.iter().find(|one| one.properties["title"] == title);
            let examined = titled(&deployment.name).unwrap();
            assert!(examined.message.contains(&format!("{} file", deployment.tally.files)));
            let undecided = titled(&format!("{}: Not determined", deployment.name));
            assert_eq!(undecided.is_some(), !deployment.undecided.is_empty());
        }
    }
}

#[test]
fn hostile_texts_are_inert() {
    let report = reports::hostile();
    let text = reports::written(&report, Format::Github);
    let all = commands(&report);
    let lines = text.lines().count();
    assert_eq!(all.len(), lines);
    assert!(
        text.lines().all(|line| line.starts_with("::error ")
            || line.starts_with("::warning ")
            || line.starts_with("::notice "))
    );
    let files: Vec<&String> = findings(&all).map(|one| &one.properties["file"]).collect();
    assert!(files.iter().any(|file| file.contains("%0A::warning title=x::y, z: w.")), "paths come through as they are");
}

#[test]
fn a_line_break_of_a_saved_report_begins_no_command() {
    let mut document = reports::as_json(&reports::sample("seeds-case"));
    document["deployments"][0]["name"] = "x\r\n::error::y".into();
    document["findings"][0]["message"] = "a\n::error::b\u{1b}[31m".into();
    let report = reports::from_json(&document);
    let lines = reports::written(&report, Format::Github);
    assert_eq!(lines.lines().filter(|line| line.starts_with("::error::")).count(), 0);
    assert!(!lines.contains(['\r', '\u{1b}']));
}

#[test]
fn what_is_accepted_is_counted_and_what_is_not_decided_warns() {
    let report = reports::partly_accepted(&reports::sample("everything"));
    let all = commands(&report);
    let states = counted(report.findings.found().map(|found| found.state.name()));
    let counts = format!("{} accepted and {} known from the baseline", states["allowed"], states["baselined"]);
    assert!(all.iter().any(|one| one.name == "notice" && one.message.starts_with(&counts)), "{counts}");
    let open = report.findings.found().filter(|one| one.state == State::New && one.outcome == Outcome::Inconclusive);
    let warned =
        all.iter().filter(|one| one.name == "warning" && one.properties["title"].starts_with("Not determined: "));
    assert_eq!(warned.count(), open.count());
}

#[test]
fn the_first_command_that_mends_it_is_told() {
    let report = reports::sample("seeds-case");
    let all = commands(&report);
    assert!(all.iter().any(|one| one.name == "error"
        && one.message.ends_with("\nRun: Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:hybrid.contoso.com\"")));
}
