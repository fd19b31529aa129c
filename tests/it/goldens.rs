//! Whole reports as they are handed over, to be opened and read: three samples in every format that people or other programs
//! read. `MSSTD_BLESS=1 cargo test --test it goldens` writes them; look at what changed.
//!
//! `seeds-case` is judged with a configuration that accepts a finding, so that this is seen too.

use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use msstd::report::Format;
use serde_json::Value;

const FOLDER: &str = "tests/goldens";

const FINGERPRINTS: &str = "fingerprints.txt";

const SAMPLES: [&str; 3] = ["everything", "healthy", "seeds-case"];

/// The formats, and how their files are called. The JSON forms have their schema, and `human` and `short` snapshots.
const FORMATS: [(Format, &str); 8] = [
    (Format::Html, "html"),
    (Format::Markdown, "md"),
    (Format::Csv, "findings.csv"),
    (Format::Inventory, "certificates.csv"),
    (Format::Sarif, "sarif.json"),
    (Format::Junit, "junit.xml"),
    (Format::Github, "github.txt"),
    (Format::Fixes, "ps1"),
];

fn written(sample: &str, format: Format) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_msstd"));
    let path = format!("samples/{sample}");
    command.args(["check", &path, "--at", "2026-06-01", "--format", format.name()]);
    if sample == "seeds-case" {
        command.args(["--config", "tests/goldens/accepting.toml"]);
    }
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    if format != Format::Sarif {
        return output.stdout;
    }
    // The rules' pages are in docs/rules; here they would hide the rest.
    let mut log: Value = serde_json::from_slice(&output.stdout).unwrap();
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        rule.as_object_mut().unwrap().retain(|key, _| key == "id");
    }
    serde_json::to_vec_pretty(&log).unwrap()
}

#[test]
fn reports_are_as_they_were_when_somebody_looked_at_them() {
    let bless = env::var_os("MSSTD_BLESS").is_some();
    let mut changed = Vec::new();
    let mut known = BTreeSet::from(["accepting.toml".to_owned(), FINGERPRINTS.to_owned()]);
    for sample in SAMPLES {
        for (format, end) in FORMATS {
            let name = format!("{sample}.{end}");
            let path = Path::new(FOLDER).join(&name);
            let report = written(sample, format);
            if bless {
                fs::write(&path, &report).unwrap();
            } else if fs::read(&path).ok().as_ref() != Some(&report) {
                changed.push(name.clone());
            }
            known.insert(name);
        }
    }
    assert!(changed.is_empty(), "not as they were (MSSTD_BLESS=1 writes them): {changed:?}");
    let there: BTreeSet<String> =
        fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, known);
}

/// Allowances and baselines of users hold these: they change only together with the version of fingerprints.
#[test]
fn the_fingerprints_of_all_samples_stay() {
    let mut samples: Vec<PathBuf> =
        fs::read_dir("samples").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    samples.sort();
    let mut lines = String::new();
    for sample in samples {
        let mut command = Command::new(env!("CARGO_BIN_EXE_msstd"));
        let output =
            command.arg("check").arg(&sample).args(["--at", "2026-06-01", "--format", "json"]).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        for finding in report["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap_or("-");
            let sample = sample.file_name().unwrap().to_str().unwrap();
            let (code, fingerprint, path, subject) = (text("code"), text("fingerprint"), text("path"), text("subject"));
            writeln!(lines, "{sample} {code} {fingerprint} {path} {subject}").unwrap();
        }
    }
    let path = Path::new(FOLDER).join(FINGERPRINTS);
    if env::var_os("MSSTD_BLESS").is_some() {
        fs::write(&path, &lines).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), lines);
}
