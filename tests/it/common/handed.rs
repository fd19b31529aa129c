//! What the tests of handed-over formats share: reports of all samples and cases, of a hostile deployment, and what JSON
//! says of them.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::{
    cases,
    certificates::{Spec, Workshop},
    runs,
};
use msstd::{
    collect::{Split, collect},
    decide::{AtSource, Settings},
    model::{file::Limits, time},
    read::{Bytes, DeploymentInput, Named},
    report::{Format, human, model::Report, saved},
    text::Page,
};
use serde_json::Value as Json;

pub fn settings() -> Settings {
    let mut settings = Settings::at(time::parse("2026-06-01").unwrap());
    settings.at_source = AtSource::Option;
    settings
}

/// The report of every sample, by its name, and one of all samples together.
pub fn samples() -> Vec<(String, Report)> {
    let mut folders: Vec<PathBuf> = fs::read_dir("samples").unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() > 15, "the samples are here");
    let check = |folders: &[PathBuf]| {
        let collected = collect(folders, Split::Folders, true, &Limits::default()).unwrap();
        msstd::check(collected.given, &settings())
    };
    let mut reports: Vec<(String, Report)> = folders
        .iter()
        .map(|folder| (folder.file_name().unwrap().to_string_lossy().into_owned(), check(std::slice::from_ref(folder))))
        .collect();
    reports.push(("all".to_owned(), check(&folders)));
    reports
}

/// The report of every case of every rule, and of the example on its page.
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
    for rule in msstd::rules::all() {
        let example = Page::of("en", rule.code.0).and_then(|page| page.section("Example")).unwrap();
        let (options, blocks) = cases::section(example).unwrap();
        let deployment = cases::Deployment::of(&blocks, options).unwrap();
        reports.push((format!("example of {}", rule.code.0), runs::check(&deployment, None).unwrap()));
    }
    assert!(reports.len() > 300, "the cases are here: {}", reports.len());
    reports
}

/// Markup, formulas, mentions, control and bidirectional characters, line breaks, quotes and what ends a comment.
pub const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "![x](http://evil.example/p.png)",
    "[x](http://evil.example)",
    "http://evil.example/x",
    "www.evil.example",
    "anna@evil.example @anna #123 GH-1",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\u{ff1d}1+1",
    "a;=1+1;\"=2",
    "`tick` ``two`` | pipe",
    "# heading\n## another",
    "x\r\n=1+1\r\n'; Remove-Mailbox anna #>",
    "\u{1b}[31mred\u{202e}moc.live\u{2028}next\u{85}line",
    "*bold* _em_ ~~gone~~ :+1: $x$ &amp; \\",
    "SIG # Begin signature block",
    "$(Remove-Mailbox anna)",
    "\" ; ' , x\u{2019}y\u{201c}z",
    "mail.contoso.com; owa.contoso.com",
    "```\nfence",
];

/// A deployment whose names, values and certificates are all hostile, and that has findings of many kinds.
pub fn hostile() -> Report {
    let mut workshop = Workshop::new();
    let mut deployments = Vec::new();
    for (at, text) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(text).unwrap().replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028");
        let ascii =
            serde_json::to_string(&text.chars().filter(char::is_ascii_graphic_or_space).collect::<String>()).unwrap();
        let path = format!("{at}.pem");
        let spec =
            format!("cn = {quoted}\no = {quoted}\nsan = [\"owa.contoso.com\", {ascii}]\nnot_after = \"2025-01-01\"");
        workshop.add(&path, Spec::parse(&spec).unwrap());
        let xml = text.replace('&', "&amp;").replace('<', "&lt;").replace('\u{1b}', "");
        let answer = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\
             <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><Account><AccountType>email</AccountType>\
             <Action>settings</Action><Protocol><Type>EXPR</Type><Server>owa.contoso.com</Server><SSL>On</SSL><AuthPackage>Basic</AuthPackage>\
             <CertPrincipalName>msstd:{xml}</CertPrincipalName><TTL>0</TTL></Protocol></Account></Response></Autodiscover>\n"
        );
        let one_line = text.replace(['\r', '\n'], " ");
        let provider = format!(
            "Name                   : EXPR\r\nCertPrincipalName      : msstd:mail.contoso.com\r\nServer                 : {one_line}\r\nTTL                    : 0\r\nOutlookProviderFlags   : {one_line}\r\n\r\n"
        );
        let named = |name: String, bytes: Vec<u8>| Named { path: name, bytes: Bytes::Here(bytes) };
        deployments.push(DeploymentInput {
            name: format!("{text} {at}"),
            root: Some((*text).to_owned()),
            files: vec![
                named(format!("{text}.pem"), workshop.get(&path).bytes().clone()),
                named(format!("{text}.xml"), answer.into_bytes()),
                named(format!("{text}.txt"), provider.into_bytes()),
                named(format!("{text}.damaged.xml"), b"<Autodiscover><".to_vec()),
            ],
        });
    }
    msstd::check(deployments, &settings())
}

trait Plain {
    fn is_ascii_graphic_or_space(&self) -> bool;
}

impl Plain for char {
    fn is_ascii_graphic_or_space(&self) -> bool {
        self.is_ascii_graphic() || *self == ' '
    }
}

/// A report in a format.
pub fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    msstd::report::write(report, format, human::Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub fn json(report: &Report) -> Json {
    serde_json::from_str(&written(report, Format::Json)).unwrap()
}

/// A report as it is after it was saved and read again.
pub fn read_again(report: &Report) -> Report {
    saved::read(written(report, Format::Json).as_bytes()).unwrap()
}

/// A report whose findings of some rules are accepted, and those of another known.
pub fn with_accepted(report: &Report, accepted: &str, known: &str) -> Report {
    let mut json = json(report);
    for finding in json["findings"].as_array_mut().unwrap() {
        if finding["code"].as_str().unwrap().starts_with(accepted) {
            finding["state"] = "allowed".into();
            finding["allowance"] = serde_json::json!({ "reason": "decided in #7 by @anna, =1", "until": "2027-01-31" });
        } else if finding["code"].as_str().unwrap().starts_with(known) {
            finding["state"] = "baselined".into();
        }
    }
    saved::read(serde_json::to_vec(&json).unwrap().as_slice()).unwrap()
}

/// How many findings each code has in each state.
pub fn counts(report: &Report) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in json(report)["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        *counts.entry((text("code"), text("state"))).or_default() += 1;
    }
    counts
}

/// A report with a text in every place of a finding, a principal and a certificate that a file can fill.
pub fn filled_with(json: &Json, text: &str) -> Report {
    let mut json = json.clone();
    let text = Json::from(text);
    json["deployments"][0]["name"] = text.clone();
    json["deployments"][0]["principals"][0]["value"] = text.clone();
    json["deployments"][0]["certificates"][0]["names"] = Json::from(vec![text.clone(), text.clone()]);
    json["deployments"][0]["certificates"][0]["subject"] = text.clone();
    for finding in json["findings"].as_array_mut().unwrap() {
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
    saved::read(serde_json::to_vec(&json).unwrap().as_slice()).unwrap()
}

/// Texts of the characters that some syntax gives a meaning to.
pub const ANY_TEXT: &str =
    "[ -~]{0,24}|[`~|=+@#'\";:!<>()*_$&. \\\\\\[\\]{}/\r\n\t\u{85}\u{2028}\u{202e}0-9a-fGH-]{0,40}";

pub fn seeds() -> Json {
    let (_, report) = samples().into_iter().find(|(name, _)| name == "seeds-case").unwrap();
    json(&report)
}
