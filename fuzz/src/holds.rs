//! What has to hold of any bytes: nothing panics, nothing is silent, and nothing raw comes out.

use std::sync::LazyLock;

use msstd::{
    decide::Settings,
    model::{
        file::{File, ReadOptions},
        time,
    },
    read::{self, Bytes, DeploymentInput, Named},
    report::{
        self, Format, human,
        model::Report,
        show::{self, Shown},
    },
};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings = Settings::at(time::parse("2026-06-01").unwrap());
    settings.principal = Some("msstd:mail.contoso.com".to_owned());
    settings
});

/// Files with their bytes.
pub type Files = Vec<(String, Vec<u8>)>;

/// Whether a character does something instead of being shown.
pub fn is_active(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        // What does not show at all hides in what does.
        || matches!(c, '\u{ad}' | '\u{1160}' | '\u{3164}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// No character comes out raw that does something instead of being shown.
pub fn assert_inert(text: &str) {
    let raw = text.chars().find(|c| is_active(*c));
    assert!(raw.is_none(), "{raw:?} comes out raw");
}

/// Checks files together.
pub fn run(files: Files) -> Report {
    let files = files.into_iter().map(|(path, bytes)| Named { path, bytes: Bytes::Here(bytes) }).collect();
    msstd::check(vec![DeploymentInput { name: "hostile".to_owned(), root: None, files }], &SETTINGS)
}

/// Reads a file: something is said of it.
pub fn reads(path: &str, bytes: &[u8]) -> Vec<File> {
    let named = Named { path: path.to_owned(), bytes: Bytes::Here(bytes.to_owned()) };
    let files = read::read(&named, &ReadOptions::default());
    let is_silent = |file: &File| file.kinds.is_empty() && file.problems.is_empty();
    assert!(!files.is_empty() && !files.iter().any(is_silent), "nothing is said of {path}");
    files
}

/// Everything in files decoded, as `msstd show` writes it.
pub fn shows(files: &[File]) {
    let shown = Shown::new(files, time::parse("2026-06-01").unwrap());
    let mut out = Vec::new();
    show::human::write(&shown, 80, &mut out).unwrap();
    shown.write_json(&mut out).unwrap();
    assert_inert(&String::from_utf8(out).unwrap());
}

/// A report in every format.
pub fn renders(report: &Report) {
    let mut out = Vec::new();
    for format in Format::ALL {
        report::write(report, format, human::Style::default(), &mut out).unwrap();
    }
    // Tables and scripts begin with a byte order mark and have lines that end in CRLF.
    assert_inert(&String::from_utf8(out).unwrap().replace(['\r', '\u{feff}'], ""));
}

/// Every file is reported, and every format can be written.
pub fn holds(files: Files) {
    let paths: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let read: Vec<File> = files.iter().flat_map(|(path, bytes)| reads(path, bytes)).collect();
    shows(&read);
    let report = run(files);
    for path in &paths {
        let mut artifacts = report.deployments.iter().flat_map(|deployment| &deployment.artifacts);
        let seen = artifacts.any(|artifact| artifact.path == *path);
        assert!(seen || report.findings.iter().any(|finding| finding.place.path == *path), "nothing is said of {path}");
    }
    renders(&report);
}
