//! Whole runs over `samples/`: what is found there, and the JSON against its schema.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use msstd::report::short;

use crate::common::{
    assert_fits,
    reports::{as_json, check},
    schema,
};

/// One test a sample, with the rules of the family PN that must find something there, and no other.
macro_rules! samples {
    ($($name:ident: [$($code:literal),*],)*) => {
        const SAMPLES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                sample(stringify!($name), &[$($code),*]);
            }
        )*
    };
}

samples! {
    healthy: [],
    seeds_case: ["PN001"],
    wildcard: ["PN003"],
    san_only: ["PN002"],
    missing_prefix: ["PN004"],
    default_principal: ["PN001"],
    provider_disagrees: ["PN001", "PN012"],
    half_renewed_farm: ["PN022"],
    inside_answer: [],
    powershell_forms: [],
    windows_1252: [],
    outlook_profile: ["PN001"],
    directory_export: ["PN001"],
    analyzer_report: ["PN001", "PN014"],
    autodiscover_soap: ["PN002"],
    archive: [],
    server_exports: [],
    everything: ["PN001"],
    default_2013: [],
    default_2016: [],
    default_2019: [],
    default_2019_cu14: [],
    default_se: [],
}

fn folder(name: &str) -> PathBuf {
    Path::new("samples").join(name.replace('_', "-"))
}

fn sample(name: &str, codes: &[&str]) {
    let report = check(&folder(name));
    assert_fits(&as_json(&report), "report-1.json");
    let known: BTreeSet<&str> = msstd::rules::all().map(|rule| rule.code.0).collect();
    let found: BTreeSet<String> = report
        .findings
        .iter()
        .filter(|finding| finding.code.starts_with("PN") && finding.severity != msstd::finding::Severity::Note)
        .map(|finding| finding.code.into_owned())
        .collect();
    let expected: BTreeSet<String> =
        codes.iter().filter(|code| known.contains(*code)).map(|code| (*code).to_owned()).collect();
    assert_eq!(found, expected, "findings of the family PN in {name}");
}

#[test]
fn every_sample_is_tested() {
    let folders: BTreeSet<String> = fs::read_dir("samples")
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().replace('-', "_"))
        .collect();
    assert_eq!(folders, SAMPLES.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn the_healthy_sample_has_nothing_at_fault() {
    let report = check(&folder("healthy"));
    let faults: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.severity > msstd::finding::Severity::Note || short::level(finding) == "inconclusive")
        .map(|finding| format!("{} {}", finding.code, finding.message))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_exchange_setup_leaves_has_no_error() {
    let defaults = ["default_2013", "default_2016", "default_2019", "default_2019_cu14", "default_se"];
    for name in defaults {
        let report = check(&folder(name));
        let errors: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == msstd::finding::Severity::Error)
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        assert!(
            report.findings.iter().any(|finding| finding.code.starts_with("EX029")),
            "{name}: ActiveSync accepts Basic"
        );
    }
}

#[test]
fn all_samples_together_fit_the_schema() {
    let report = check(Path::new("samples"));
    assert_fits(&as_json(&report), "report-1.json");
    assert!(report.deployments.len() >= SAMPLES.len(), "each sample is a deployment of its own");
}

#[test]
fn samples_hold_no_secret_and_say_what_they_are() {
    fn walk(folder: &Path, seen: &mut impl FnMut(&Path)) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, seen) } else { seen(&path) }
        }
    }
    walk(Path::new("samples"), &mut |path| {
        let bytes = fs::read(path).unwrap();
        let needle = b"PRIVATE KEY";
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{} holds a private key", path.display());
    });
    for name in SAMPLES {
        let readme = fs::read_to_string(folder(name).join("README.md")).unwrap();
        assert_eq!(readme.lines().count(), 1, "the README.md of {name} is one line");
        let config = fs::read_to_string(folder(name).join("msstd.toml")).unwrap();
        assert!(
            config.starts_with("name = ") && config.lines().count() == 1,
            "the msstd.toml of {name} gives its name alone"
        );
    }
}

#[test]
fn the_schema_wants_what_a_report_has() {
    let report = check(&folder("seeds_case"));
    let mut value = serde_json::to_value(&report).unwrap();
    let schema = schema("report-1.json");
    assert!(schema.is_valid(&value));
    for (pointer, key) in
        [("", "summary"), ("/run", "at"), ("/findings/0", "fingerprint"), ("/deployments/0/principals/0", "verdict")]
    {
        let mut broken = value.clone();
        broken.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!schema.is_valid(&broken), "{pointer}/{key} is required");
    }
    value["findings"][0]["severity"] = "fatal".into();
    assert!(!schema.is_valid(&value));
}
