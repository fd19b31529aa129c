//! Reports for the tests of formats: of every sample, of every case, of hostile input, and with findings that are accepted.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use msstd::{
    collect::{Splitting, collect},
    decide::{AtSource, Settings},
    model::{file::Limits, time},
    read::{Bytes, DeploymentInput, Named},
    report::{self, Format, human, load, model::Report},
};
use serde_json::{Value, json};

pub use super::fuzz::holds::{assert_inert, is_active};
use super::{
    cases,
    certificates::{Spec, Workshop},
    runs::{self, AT},
};

pub fn settings() -> Settings {
    let mut settings = Settings::at(time::parse(AT).unwrap());
    settings.at_source = AtSource::Option;
    settings
}

/// Checks a folder.
pub fn check(folder: &Path) -> Report {
    checked(folder, &settings())
}

/// Checks a sample as of a day.
pub fn sample_at(name: &str, day: &str) -> Report {
    checked(&Path::new("samples").join(name), &Settings { at: time::parse(day).unwrap(), ..settings() })
}

/// Checks a folder by settings.
pub fn checked(folder: &Path, settings: &Settings) -> Report {
    msstd::check(deployments(folder), settings)
}

/// The deployments of a folder.
pub fn deployments(folder: &Path) -> Vec<DeploymentInput> {
    let how = Splitting { use_config: true, ..Splitting::default() };
    collect(&[folder.to_owned()], how, &Limits::default()).unwrap().deployments().collect()
}

/// Checks files that are not on disk.
pub fn check_files(name: &str, root: Option<&str>, files: Vec<(String, Vec<u8>)>) -> Report {
    msstd::check(vec![deployment(name, root, files)], &settings())
}

fn deployment(name: &str, root: Option<&str>, files: Vec<(String, Vec<u8>)>) -> DeploymentInput {
    let files = files.into_iter().map(|(path, bytes)| Named { path, bytes: Bytes::Here(bytes) }).collect();
    DeploymentInput { name: name.to_owned(), root: root.map(str::to_owned), files }
}

/// The folder of every sample, and the folder of all of them.
pub fn folders() -> Vec<PathBuf> {
    let folders = fs::read_dir("samples").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut folders: Vec<PathBuf> = folders.chain([PathBuf::from("samples")]).collect();
    folders.sort();
    folders
}

/// The report of every sample by its name, and one of all samples together.
pub fn samples() -> impl Iterator<Item = (String, Report)> {
    folders().into_iter().map(|folder| (folder.file_name().unwrap().to_string_lossy().into_owned(), check(&folder)))
}

pub fn sample(name: &str) -> Report {
    check(&Path::new("samples").join(name))
}

/// The report of every case of every rule, the example on its page among them.
pub fn of_cases() -> Vec<(String, Report)> {
    let mut paths: Vec<PathBuf> = fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md"));
    paths.sort();
    let mut reports = Vec::new();
    for path in paths {
        for case in cases::parse(&fs::read_to_string(&path).unwrap()).unwrap() {
            if let Ok(report) = case.deployment().and_then(|deployment| runs::check(&deployment, None)) {
                reports.push((format!("{}:{}", path.display(), case.line), report));
            }
        }
    }
    assert!(reports.len() > 300, "the cases are here: {}", reports.len());
    reports
}

/// A report in a format, as text.
pub fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report::write(report, format, human::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub fn as_json(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Json)).unwrap()
}

/// The report that a JSON document holds.
pub fn from_json(document: &Value) -> Report {
    load::read(document.to_string().as_bytes()).unwrap()
}

/// Why findings of [`partly_accepted`] are.
pub const REASON: &str = "<known> & [seen](http://x) in #7 by @anna, =1";

/// A report as if its findings were accepted by turns: by an allowance, by a baseline, not at all; and as if every fourth
/// could not be decided.
pub fn partly_accepted(report: &Report) -> Report {
    let mut document = as_json(report);
    let findings = document["findings"].as_array_mut().unwrap();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (index, finding) in findings.iter_mut().enumerate() {
        if index % 4 == 3 {
            finding["outcome"] = "inconclusive".into();
        }
        match index % 3 {
            0 => {
                finding["state"] = "allowed".into();
                finding["allowance"] = json!({ "reason": REASON, "until": "2026-12-31" });
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

/// What is written into names, paths and values to break a format: markup, formulas, mentions, commands, control and
/// bidirectional characters, line breaks, quotes, and what ends a comment.
pub const HOSTILE: [&str; 32] = [
    "<script>alert(1)</script>",
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></style><svg onload=alert(3)>&lt;b&gt;",
    "]]><x/>&amp;\"'",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://evil.example\")",
    "-2+3",
    "@SUM(A1)",
    "\u{ff1d}1+1",
    "a;=1+1;\"=2",
    "a\u{1b}[31mb\u{9b}c\u{0}d",
    "mail\u{202e}moc\u{2066}x\u{200b}y",
    "\u{1b}[31mred\u{202e}moc.live\u{2028}next\u{85}line",
    "one\ntwo\r\n::error file=x::three",
    "x\r\n=1+1\r\n'; Remove-Mailbox anna #>",
    "%0A::warning title=x::y, z: w",
    "![x](http://evil.example/p.png) {0} {{x}}",
    "http://evil.example/x",
    "www.evil.example",
    "javascript:alert(1)#f?q=%41",
    "anna@evil.example @anna #123 GH-1",
    "##[error]\u{2028}\u{ffff}",
    "`tick` ``two`` | pipe",
    "# heading\n## another",
    "*bold* _em_ ~~gone~~ :+1: $x$ &amp; \\",
    "```\nfence",
    "SIG # Begin signature block",
    "$(Remove-Mailbox anna)",
    "\" ; ' , x\u{2019}y\u{201c}z",
    "mail.contoso.com; owa.contoso.com",
    "é日\u{1f4e7} | `code` \\xff",
    "../../etc/pass wd",
    "+1+1",
];

/// A report in which every text that comes from a file is hostile, with findings of many kinds.
pub fn hostile() -> Report {
    let deployments = HOSTILE.iter().enumerate().map(|(index, text)| {
        let root = [None, Some(*text), Some("/exports/a b"), Some(".")][index % 4];
        deployment(&format!("{text} {index}"), root, hostile_files(text))
    });
    msstd::check(deployments.collect::<Vec<_>>(), &settings())
}

fn hostile_files(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut workshop = Workshop::new();
    let quoted = toml::Value::String(text.to_owned());
    let ascii = toml::Value::String(text.chars().filter(|c| matches!(c, ' '..='~')).collect());
    let spec = format!("cn = {quoted}\no = {quoted}\nsan = [\"owa.contoso.com\", {ascii}]\nnot_after = \"2025-01-01\"");
    workshop.add("c", Spec::parse(&spec).unwrap());
    let escaped = quick_xml::escape::escape(text);
    let answer = format!(
        "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\"><Response \
         xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><Account>\
         <AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type>\
         <Server>owa.contoso.com</Server><SSL>On</SSL><AuthPackage>Basic</AuthPackage>\
         <CertPrincipalName>msstd:{escaped}</CertPrincipalName><TTL>0</TTL></Protocol></Account></Response></Autodiscover>"
    );
    let provider = |name: &str, principal: &str| {
        format!(
            "RunspaceId             : {text}\r\nCertPrincipalName      : msstd:{principal}\r\nServer                 : {text}\r\n\
             TTL                    : 0\r\nOutlookProviderFlags   : {text}\r\nName                   : {name}\r\n\r\n"
        )
    };
    vec![
        (format!("{text}.pem"), workshop.get("c").bytes()),
        (format!("{text}.cer"), workshop.get("c").der),
        (format!("{text}.txt"), (provider("EXPR", "mail.contoso.com") + &provider("EXCH", text)).into_bytes()),
        (format!("{text}.xml"), answer.into_bytes()),
        (format!("{text}.damaged.xml"), b"<Autodiscover><".to_vec()),
        (format!("{text}.bin"), text.as_bytes().to_vec()),
    ]
}

/// A report with a text in every place of a finding, a principal and a certificate that a file can fill.
pub fn filled_with(report: &Value, text: &str) -> Report {
    let mut document = report.clone();
    let text = Value::from(text);
    document["deployments"][0]["name"] = text.clone();
    document["deployments"][0]["principals"][0]["value"] = text.clone();
    document["deployments"][0]["certificates"][0]["names"] = Value::from(vec![text.clone(), text.clone()]);
    document["deployments"][0]["certificates"][0]["subject"] = text.clone();
    for finding in document["findings"].as_array_mut().unwrap() {
        for key in ["name", "path", "message", "subject", "help"] {
            finding[key] = text.clone();
        }
        for label in finding["labels"].as_array_mut().unwrap() {
            (label["path"], label["text"]) = (text.clone(), text.clone());
        }
        for fix in finding["fixes"].as_array_mut().unwrap() {
            (fix["command"], fix["old"]) = (text.clone(), text.clone());
        }
    }
    from_json(&document)
}

/// Texts of the characters that some syntax gives a meaning to.
pub const ANY_TEXT: &str =
    "[ -~]{0,24}|[`~|=+@#'\";:!<>()*_$&. \\\\\\[\\]{}/\r\n\t\u{85}\u{2028}\u{202e}0-9a-fGH-]{0,40}";

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
pub fn counted<T: Ord>(all: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    all.into_iter().for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}
