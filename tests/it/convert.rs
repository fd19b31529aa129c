//! `msstd convert`, as scripts see it: any form of a saved report, and several as one.

use std::{fs, path::Path, process::Output};

use crate::common::{self, assert_fits};
use msstd::report::Format;
use serde_json::Value;
use tempfile::TempDir;

fn msstd(arguments: &[&str]) -> Output {
    common::msstd(arguments).output().unwrap()
}

/// A report of some folders, saved in a format.
fn save(folder: &Path, name: &str, format: Format, arguments: &[&str]) -> String {
    let path = folder.join(name).display().to_string();
    let report = format!("{}={path}", format.name());
    let output = msstd(&[&["check", "--at", "2026-06-01", "--report", &report], arguments].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    path
}

#[test]
fn a_saved_report_gives_every_format_as_the_run_itself() {
    let folder = TempDir::new().unwrap();
    let json = save(folder.path(), "r.json", Format::Json, &["samples"]);
    let lines = save(folder.path(), "r.ndjson", Format::Ndjson, &["samples"]);
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Ndjson) {
        let run = msstd(&["check", "samples", "--at", "2026-06-01", "--format", format.name()]).stdout;
        for saved in [&json, &lines] {
            let output = msstd(&["convert", saved, "--format", format.name()]);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(output.stdout == run, "{} of {saved}", format.name());
        }
    }
    // What was counted of the configuration has a line too.
    let accepting = ["samples/seeds-case", "--config", "tests/goldens/accepting.toml"];
    let json = save(folder.path(), "a.json", Format::Json, &accepting);
    let with_policy = save(folder.path(), "a.ndjson", Format::Ndjson, &accepting);
    assert!(msstd(&["convert", &with_policy, "--format", "json"]).stdout == fs::read(&json).unwrap());
    for line in fs::read_to_string(&lines).unwrap().lines() {
        let report: Value = serde_json::from_str(line).unwrap();
        assert_fits(&report, "report-1.json");
        assert_eq!(report["deployments"].as_array().unwrap().len(), 1);
    }
    // What is no JSON can't be converted, a byte order mark does not matter, and standard input is a report too.
    let text = fs::read(&json).unwrap();
    let marked = folder.path().join("marked.json");
    fs::write(&marked, [b"\xef\xbb\xbf", text.as_slice()].concat()).unwrap();
    let short = msstd(&["convert", &json, "--format", "short"]).stdout;
    assert_eq!(msstd(&["convert", marked.to_str().unwrap(), "--format", "short"]).stdout, short);
    let mut command = common::msstd(["convert", "-", "--format", "short"]);
    assert_eq!(command.write_stdin(text).output().unwrap().stdout, short);
}

/// Copies a sample without its configuration.
fn copy(sample: &str, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(sample).unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != "msstd.toml") {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn parts_of_a_run_become_the_report_of_the_run() {
    let folder = TempDir::new().unwrap();
    let site = |name: &str| folder.path().join(name).display().to_string();
    // The paths of the configurations are in another order than the folders.
    let sites = ["archive", "archive old", "empty", "other/archive"].map(site);
    for (site, sample) in sites.iter().zip(["archive", "seeds-case", "", "san-only"]) {
        if sample.is_empty() {
            fs::create_dir(site).unwrap();
            continue;
        }
        copy(&format!("samples/{sample}"), Path::new(site));
        fs::write(Path::new(site).join("msstd.toml"), "client = \"modern\"\n").unwrap();
    }
    let [first, second, third, fourth] = &sites;
    let named = "--name-by-path";
    let whole = save(folder.path(), "whole.json", Format::Json, &[named, first, second, third, fourth]);
    let whole = fs::read(whole).unwrap();
    for (index, parts) in [
        vec![vec![first], vec![second, third, fourth]],
        vec![vec![first], vec![second, third], vec![fourth]],
        vec![vec![first, second], vec![third, fourth]],
    ]
    .into_iter()
    .enumerate()
    {
        let saved: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(part, sites)| {
                let sites: Vec<&str> = sites.iter().map(|site| site.as_str()).collect();
                save(folder.path(), &format!("{index}-{part}"), Format::Ndjson, &[&[named], &sites[..]].concat())
            })
            .collect();
        let files: Vec<&str> = saved.iter().map(String::as_str).collect();
        let merged = msstd(&[&["convert", "--format", "json"], &files[..]].concat());
        assert!(merged.stdout == whole, "parts in files, split {index}");
        assert!(merged.stderr.is_empty(), "{}", String::from_utf8_lossy(&merged.stderr));
        let lines = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect::<String>();
        let mut command = common::msstd(["convert", "-", "--format", "json"]);
        assert!(command.write_stdin(lines).output().unwrap().stdout == whole, "parts in one stream, split {index}");
    }
    // A run that knows of one `archive` alone can't know that there is another.
    let one = save(folder.path(), "first.ndjson", Format::Ndjson, &[first]);
    let other = save(folder.path(), "fourth.ndjson", Format::Ndjson, &[fourth]);
    let merged = msstd(&["convert", &one, &other, "--format", "json"]);
    assert!(merged.status.success());
    let said = String::from_utf8(merged.stderr).unwrap();
    assert_eq!(said, "msstd: `archive` is the name of several folders: `check --name-by-path` avoids this\n");
}

#[test]
fn several_reports_become_one_and_say_so() {
    let folder = TempDir::new().unwrap();
    let one = save(folder.path(), "one.json", Format::Json, &["samples/everything"]);
    let other =
        save(folder.path(), "other.json", Format::Json, &["samples/healthy", "samples/seeds-case", "--ignore", "CH"]);
    let merged = folder.path().join("merged.json").display().to_string();
    let report = format!("json={merged}");
    assert!(msstd(&["convert", &one, &other, &one, "--report", &report]).status.success());
    let whole: Value = serde_json::from_str(&fs::read_to_string(&merged).unwrap()).unwrap();
    assert_fits(&whole, "report-1.json");
    assert_eq!(whole["deployments"].as_array().unwrap().len(), 4);
    assert_eq!(whole["run"]["merged"].as_array().unwrap().len(), 2, "two ways of judging");
    assert_eq!(whole["findings"].as_array().unwrap().last().unwrap()["deployment_index"], 3);
    // The merged one is a report like any other, also where it holds a deployment twice.
    for format in Format::ALL {
        let several = msstd(&["convert", &one, &other, &one, "--format", format.name()]).stdout;
        let again = msstd(&["convert", &merged, "--format", format.name()]).stdout;
        assert!(several == again, "{}", format.name());
    }
}

#[test]
fn what_is_no_report_is_wrong_usage_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let legacy = save(folder.path(), "legacy.json", Format::Json, &["samples/healthy", "--client", "legacy"]);
    let modern = save(folder.path(), "modern.json", Format::Json, &["samples/healthy", "--client", "modern"]);
    let out = folder.path().join("out.html");
    let report = format!("html={}", out.display());
    let later = folder.path().join("later.json").display().to_string();
    fs::write(&later, fs::read_to_string(&legacy).unwrap().replacen("\"schema\": 1", "\"schema\": 2", 1)).unwrap();
    for (arguments, said) in [
        (&[legacy.as_str(), &modern][..], "client modern"),
        (&["README.md"], "line 1"),
        (&["no/such.json"], "no/such.json"),
        (&[&later], "version 2"),
        (&["docs/schema/report-1.json"], "not a JSON report"),
    ] {
        let output = msstd(&[&["convert"], arguments, &["--report", &report]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(said), "{told}");
        assert!(!out.exists());
    }
    let onto = format!("html={legacy}");
    assert_eq!(msstd(&["convert", &legacy, "--report", &onto]).status.code(), Some(2));
}
