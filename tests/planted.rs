//! Faults that are planted in a reader and in a rule, by the names of files (`--features planted-panics`): the run goes on, and
//! says what failed.

use std::{fs, process::Command};

use serde_json::Value;
use tempfile::TempDir;

const PROVIDER: &str =
    "Name              : EXPR\nServer            :\nCertPrincipalName : mail.contoso.com\nTTL               : 1\n";

/// A folder with these files in `exports`: its name is in fingerprints, and the same for every run.
fn exports(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    for name in names {
        fs::write(exports.join(name), PROVIDER).unwrap();
    }
    folder
}

/// Checks these files in a folder: the report as JSON, and the exit code; nothing may be printed beside it.
fn check(names: &[&str], jobs: &str) -> (Value, Option<i32>) {
    let folder = exports(names);
    let mut msstd = Command::new(env!("CARGO_BIN_EXE_msstd"));
    msstd.args(["check", "exports", "--at", "2026-06-01", "--format", "json", "--jobs", jobs]);
    msstd.current_dir(folder.path());
    let output = msstd.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panicked"), "{said}");
    (serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}")), output.status.code())
}

/// The findings of a rule: where, and the headline.
fn found(report: &Value, code: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let own = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
    own.map(|finding| (text(&finding["path"]), text(&finding["message"]))).collect()
}

#[test]
fn a_reader_that_fails_is_reported_and_the_run_goes_on() {
    let (report, code) = check(&["a.txt", "planted-in-reader.txt", "z.txt"], "2");
    let failed = found(&report, "IN017");
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0].0, "planted-in-reader.txt");
    let others: Vec<String> = found(&report, "PN004").into_iter().map(|(path, _)| path).collect();
    assert_eq!(others, ["a.txt", "z.txt"]);
    assert_eq!(code, Some(1));
}

#[test]
fn a_rule_that_fails_is_reported_and_has_no_result_there() {
    let (report, code) = check(&["a.txt", "planted-in-PN004.txt"], "2");
    let failed = found(&report, "IN017");
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert_eq!(failed[0].0, "planted-in-PN004.txt");
    assert!(failed[0].1.contains("PN004"), "{failed:?}");
    let others: Vec<String> = found(&report, "PN004").into_iter().map(|(path, _)| path).collect();
    assert_eq!(others, ["a.txt"]);
    let undecided = report["deployments"][0]["undecided"].as_array().unwrap();
    assert!(
        undecided.iter().any(|row| row["code"] == "PN004" && row["path"] == "planted-in-PN004.txt"),
        "{undecided:?}"
    );
    assert_eq!(code, Some(1));
}

#[test]
fn a_failure_is_reported_whatever_is_selected() {
    let folder = exports(&["planted-in-reader.txt"]);
    for options in [["--select", "OL"], ["--ignore", "IN017"]] {
        let mut msstd = Command::new(env!("CARGO_BIN_EXE_msstd"));
        msstd.args(["check", "exports", "--at", "2026-06-01", "--format", "json"]).args(options);
        let output = msstd.current_dir(folder.path()).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((found(&report, "IN017").len(), output.status.code()), (1, Some(1)), "{options:?}");
    }
}

#[test]
fn nothing_passes_where_something_failed() {
    let (report, code) = check(&["planted-in-reader.txt"], "1");
    assert_eq!(
        report["deployments"][0]["answer"]["verdict"], "not-determined",
        "{}",
        report["deployments"][0]["answer"]
    );
    assert_eq!(code, Some(1));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let names = ["a.txt", "planted-in-PN004.txt", "planted-in-reader-1.txt", "planted-in-reader-2.txt"];
    assert_eq!(check(&names, "1"), check(&names, "4"));
}

#[test]
fn a_report_that_fails_is_no_verdict_and_leaves_the_old_one() {
    let folder = exports(&["planted-in-report.txt"]);
    fs::write(folder.path().join("report.json"), "the old one").unwrap();
    for arguments in [&["-o", "report.json"][..], &["--format", "html"]] {
        let mut msstd = Command::new(env!("CARGO_BIN_EXE_msstd"));
        let output = msstd.args(["check", "exports"]).args(arguments).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{said}");
        assert!(said.contains("msstd failed at src/border.rs:") && said.contains("planted in a report"), "{said}");
        assert!(!said.contains("panicked") && said.lines().count() == 1, "{said}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("report.json")).unwrap(), "the old one");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left behind");
}
