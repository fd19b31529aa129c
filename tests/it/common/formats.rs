//! Reports for the tests of formats: every sample, hostile ones, and one with findings that are accepted.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use msstd::{
    collect::{Split, collect},
    decide::{AtSource, Settings},
    model::{file::Limits, time},
    read::{Bytes, DeploymentInput, Named},
    report::{self, Format, human, model::Report, saved},
};
use serde_json::{Value, json};

use super::certificates::{Spec, Workshop};

/// The folder of every sample, and all of them together.
pub fn samples() -> Vec<PathBuf> {
    let folders = fs::read_dir("samples").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut folders: Vec<PathBuf> = folders.chain([PathBuf::from("samples")]).collect();
    folders.sort();
    folders
}

fn settings() -> Settings {
    let mut settings = Settings::at(time::parse("2026-06-01").unwrap());
    settings.at_source = AtSource::Option;
    settings
}

/// Checks a folder.
pub fn check(folder: &Path) -> Report {
    let collected = collect(&[folder.to_owned()], Split::Folders, true, &Limits::default()).unwrap();
    msstd::check(collected.given, &settings())
}

/// Checks files that are nowhere but here.
pub fn check_files(name: &str, root: Option<&str>, files: &[(&str, Vec<u8>)]) -> Report {
    msstd::check(vec![given(name, root, files)], &settings())
}

fn given(name: &str, root: Option<&str>, files: &[(&str, Vec<u8>)]) -> DeploymentInput {
    let named = |(path, bytes): &(&str, Vec<u8>)| Named { path: (*path).to_owned(), bytes: Bytes::Here(bytes.clone()) };
    DeploymentInput { name: name.to_owned(), root: root.map(str::to_owned), files: files.iter().map(named).collect() }
}

/// A report in a format, as text.
pub fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report::write(report, format, human::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A report as JSON.
pub fn as_json(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Json)).unwrap()
}

/// The report that a JSON document holds.
pub fn from_json(document: &Value) -> Report {
    saved::read(document.to_string().as_bytes()).unwrap()
}

/// The report of a folder as if its findings were accepted by turns: by an allowance, by a baseline, not at all; and as if
/// every fourth could not be decided.
pub fn partly_accepted(folder: &Path) -> Report {
    let mut document = as_json(&check(folder));
    let findings = document["findings"].as_array_mut().unwrap();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (index, finding) in findings.iter_mut().enumerate() {
        if index % 4 == 3 {
            finding["outcome"] = "inconclusive".into();
        }
        match index % 3 {
            0 => {
                finding["state"] = "allowed".into();
                finding["allowance"] = json!({ "reason": "<known> & [seen](http://x)", "until": "2026-12-31" });
                *counts.entry("allowed").or_default() += 1;
            }
            1 => {
                finding["state"] = "baselined".into();
                *counts.entry("baselined").or_default() += 1;
            }
            _ => {
                let key = match (finding["outcome"].as_str().unwrap(), finding["severity"].as_str().unwrap()) {
                    ("inconclusive", _) => "inconclusive",
                    (_, "error") => "errors",
                    (_, "warning") => "warnings",
                    _ => "notes",
                };
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    for key in ["errors", "warnings", "notes", "inconclusive", "allowed", "baselined"] {
        document["summary"][key] = counts.get(key).copied().unwrap_or_default().into();
    }
    let baseline = json!({ "path": "base line.json", "sha256": "0".repeat(64), "role": "baseline" });
    document["run"]["config"].as_array_mut().unwrap().push(baseline);
    from_json(&document)
}

/// What is written into names, paths and values to break a format.
pub const POISON: [&str; 12] = [
    "<script>alert(1)</script>",
    "]]><x/>&amp;\"'",
    "=cmd|' /C calc'!A0",
    "a\u{1b}[31mb\u{9b}c\u{0}d",
    "mail\u{202e}moc\u{2066}x\u{200b}y",
    "one\ntwo\r\n::error file=x::three",
    "%0A::warning title=x::y, z: w",
    "[click](http://evil.example/) {0} {{x}}",
    "javascript:alert(1)#f?q=%41",
    "##[error]\u{2028}\u{ffff}",
    "é日\u{1f4e7} | `code` \\xff",
    "../../etc/pass wd",
];

/// A report in which every text that comes from a file is hostile.
pub fn hostile() -> Report {
    let mut workshop = Workshop::new();
    let mut all = Vec::new();
    for (index, poison) in POISON.iter().enumerate() {
        let name = format!("{index}.pem");
        let cn = toml::Value::String((*poison).to_owned());
        workshop.add(&name, Spec::parse(&format!("cn = {cn}\nsan = [\"owa.contoso.com\"]")).unwrap());
        let provider = format!(
            "RunspaceId             : {poison}\r\nCertPrincipalName      : msstd:{poison}\r\nServer                 : \r\n\
             TTL                    : 1\r\nOutlookProviderFlags   : None\r\nName                   : EXPR\r\n"
        );
        let escaped = quick_xml::escape::escape(*poison).into_owned();
        let answer = format!(
            "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response \
             xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><Account>\
             <AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type>\
             <Server>owa.contoso.com</Server><SSL>On</SSL><CertPrincipalName>msstd:{escaped}</CertPrincipalName>\
             </Protocol></Account></Response></Autodiscover>"
        );
        let files = [
            (format!("{poison}.pem"), workshop.get(&name).bytes()),
            (format!("{poison}.cer"), workshop.get(&name).der),
            (format!("{poison}.txt"), provider.into_bytes()),
            (format!("{poison}.xml"), answer.into_bytes()),
            (format!("{poison}.bin"), poison.as_bytes().to_vec()),
        ];
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
        let root = [None, Some(*poison), Some("/exports/a b"), Some(".")][index % 4];
        all.push(given(poison, root, &files));
    }
    msstd::check(all, &settings())
}

/// No character comes out raw that does something instead of being shown.
pub fn assert_inert(text: &str) {
    let raw = text.chars().find(|c| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    });
    assert!(raw.is_none(), "{raw:?} comes out raw");
}

/// How often each pair of code and state is found, by the JSON report.
pub fn tally(report: &Report) -> BTreeMap<(String, String), usize> {
    let document = as_json(report);
    let pairs = document["findings"].as_array().unwrap().iter().map(|finding| {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("code"), text("state"))
    });
    counted(pairs)
}

/// How often each is there.
pub fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}
