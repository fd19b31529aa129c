//! What msstd writes, to be opened and read by who reviews a change: one sample in every format, the findings of all samples
//! as JSON, and their fingerprints. `MSSTD_BLESS=1 cargo test --test it goldens` writes these files.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::Path,
};

use msstd::report::Format;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::common::{msstd, runs::AT};

const FOLDER: &str = "tests/goldens";

/// The configuration that `seeds-case` is checked with: it accepts a finding, so that this is seen too.
const CONFIG: &str = "tests/goldens/accepting.toml";

/// The formats of `seeds-case`, and how their files end. `short` is there for all samples; NDJSON is the same JSON in a line.
const FORMATS: [(Format, &str); 10] = [
    (Format::Human, "human.txt"),
    (Format::Json, "json"),
    (Format::Html, "html"),
    (Format::Markdown, "md"),
    (Format::Csv, "findings.csv"),
    (Format::Inventory, "certificates.csv"),
    (Format::Sarif, "sarif.json"),
    (Format::Junit, "junit.xml"),
    (Format::Github, "github.txt"),
    (Format::Fixes, "ps1"),
];

fn run(arguments: &[&str]) -> String {
    let output = msstd(arguments).args(["--at", AT]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn seeds_case(format: Format) -> String {
    let text = run(&["check", "samples/seeds-case", "--config", CONFIG, "--format", format.name()]);
    // A hundred rules that found nothing would hide the rest.
    match format {
        Format::Json => without_rules(&text, "/run/rules", |rule| rule["failed"] != 0 || rule["inconclusive"] != 0),
        Format::Sarif => without_rules(&text, "/runs/0/tool/driver/rules", |_| false),
        _ => text,
    }
}

fn without_rules(text: &str, pointer: &str, keep: impl Fn(&Value) -> bool) -> String {
    let mut document: Value = serde_json::from_str(text).unwrap();
    document.pointer_mut(pointer).unwrap().as_array_mut().unwrap().retain(keep);
    serde_json::to_string_pretty(&document).unwrap() + "\n"
}

#[derive(Deserialize)]
struct Report<'t> {
    #[serde(borrow)]
    findings: Vec<&'t RawValue>,
}

/// All samples in three forms: the findings as JSON, the fingerprints, and the short format.
///
/// Allowances and baselines of users hold fingerprints: these change only together with their version.
fn samples() -> [(String, String); 3] {
    let (mut findings, mut fingerprints, mut short) = (String::new(), String::new(), String::new());
    for folder in sample_folders() {
        let sample = folder.rsplit('/').next().unwrap();
        short += &run(&["check", &folder, "--format", "short"]);
        let report = run(&["check", &folder, "--format", "ndjson"]);
        for finding in serde_json::from_str::<Report<'_>>(&report).unwrap().findings {
            writeln!(findings, "{}", finding.get()).unwrap();
            let finding: Value = serde_json::from_str(finding.get()).unwrap();
            let text = |key: &str| finding[key].as_str().unwrap_or("-");
            let (code, fingerprint, path, subject) = (text("code"), text("fingerprint"), text("path"), text("subject"));
            writeln!(fingerprints, "{sample} {code} {fingerprint} {path} {subject}").unwrap();
        }
    }
    [("findings.jsonl", findings), ("fingerprints.txt", fingerprints), ("short.txt", short)]
        .map(|(name, text)| (name.to_owned(), text))
}

/// The Analyzer's tests of every sample.
fn replays() -> String {
    let of_sample = |folder: &String| ["## ", folder, "\n\n", &run(&["replay", folder])].concat();
    sample_folders().iter().map(of_sample).collect()
}

/// The folders of the samples.
fn sample_folders() -> Vec<String> {
    let names = fs::read_dir("samples").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut folders: Vec<String> = names.map(|name| format!("samples/{name}")).collect();
    folders.sort();
    folders
}

#[test]
fn what_is_written_is_what_somebody_looked_at() {
    let goldens: BTreeMap<String, String> = FORMATS
        .into_iter()
        .map(|(format, end)| (format!("seeds-case.{end}"), seeds_case(format)))
        .chain(samples())
        .chain([
            ("everything.human.txt".to_owned(), run(&["check", "samples/everything"])),
            ("replay.txt".to_owned(), replays()),
            ("show.txt".to_owned(), run(&["show", "samples/healthy/certificates", "samples/archive"])),
        ])
        .collect();
    let mut changed = Vec::new();
    for (name, text) in &goldens {
        let path = Path::new(FOLDER).join(name);
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if golden == *text {
            continue;
        }
        if env::var_os("MSSTD_BLESS").is_some() {
            fs::write(&path, text).unwrap();
            continue;
        }
        let line = golden.lines().zip(text.lines()).take_while(|(golden, now)| golden == now).count() + 1;
        changed.push(format!("{name}:{line}"));
    }
    assert!(changed.is_empty(), "changed (MSSTD_BLESS=1 writes them): {changed:#?}");
    let there: BTreeSet<String> =
        fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let known = goldens.into_keys().chain(["accepting.toml".to_owned()]).collect();
    assert_eq!(there, known);
}

#[test]
fn the_readme_shows_real_output() {
    let readme = fs::read_to_string("README.md").unwrap();
    let mut now = String::new();
    let mut rest = readme.as_str();
    while let Some((before, after)) = rest.split_once("`:\n\n```text\n") {
        let (_, end) = after.split_once("```\n").expect("its end");
        let (_, arguments) = before.rsplit_once("`msstd ").expect("its command");
        let output = msstd(arguments.split(' ')).output().unwrap();
        let real = String::from_utf8(output.stdout).unwrap();
        let real: Vec<&str> = real.trim_end().lines().map(str::trim_end).collect();
        let real = real.join("\n") + "\n";
        now.extend([before, "`:\n\n```text\n", &real, "```\n"]);
        rest = end;
    }
    now += rest;
    if env::var_os("MSSTD_BLESS").is_some() {
        return fs::write("README.md", now).unwrap();
    }
    assert!(now.matches("```text").count() > 1, "examples of the output");
    assert_eq!(now, readme, "MSSTD_BLESS=1 writes README.md");
}
