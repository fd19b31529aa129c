//! Hostile input: whatever the bytes, nothing panics, nothing is silent, and nothing raw comes out.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::common::{
    fuzz::{
        asn1,
        holds::{holds, reads, run},
        targets::TARGETS,
    },
    outside,
};
use msstd::{
    model::time,
    report::{
        self, Format, human,
        show::{self, Shown},
    },
};
use proptest::prelude::*;

/// Files below a folder, smallest first, up to a size.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn exports() -> Vec<(String, Vec<u8>)> {
    let files = files_below(Path::new("samples"))
        .into_iter()
        .filter(|path| !path.ends_with("README.md") && !path.ends_with("msstd.toml"));
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

/// A change to a file.
#[derive(Debug, Clone)]
enum Change {
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = prop::sample::select(vec![
        b"\x00".to_vec(),
        b"\xff\xfe".to_vec(),
        b"\xe2\x80\xae".to_vec(),
        b"\x1b[31m".to_vec(),
        b"<!DOCTYPE x [<!ENTITY a \"b\">]>&a;".to_vec(),
        b"<Protocol>".to_vec(),
        b"</Protocol>".to_vec(),
        b"]]>".to_vec(),
        b"&#x0;".to_vec(),
        b"\r\n\r\n".to_vec(),
        b"-----BEGIN CERTIFICATE-----\n".to_vec(),
        b" : ".to_vec(),
        b"...".to_vec(),
        "\u{1f4e7}\u{65e5}".as_bytes().to_vec(),
    ]);
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Change::Cut),
        (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (any::<prop::sample::Index>(), pieces).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<prop::sample::Index>(), 1usize..80).prop_map(|(at, count)| Change::Remove(at, count)),
        (any::<prop::sample::Index>(), 1usize..40, 2usize..60)
            .prop_map(|(at, count, times)| Change::Repeat(at, count, times)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len();
    match change {
        Change::Cut(at) => bytes.truncate(at.index(length)),
        Change::Flip(at, byte) => bytes[at.index(length)] ^= byte,
        Change::Insert(at, piece) => drop(bytes.splice(at.index(length)..at.index(length), piece.iter().copied())),
        Change::Remove(at, count) => drop(bytes.drain(at.index(length)..(at.index(length) + count).min(length))),
        Change::Repeat(at, count, times) => {
            let at = at.index(length);
            let piece = bytes[at..(at + count).min(length)].repeat(*times);
            bytes.splice(at..at, piece);
        }
    }
}

fn cases(count: u32) -> ProptestConfig {
    // More by PROPTEST_CASES; no file of failures is written beside the sources.
    let asked = ProptestConfig::default();
    let cases = if asked.cases == 256 { count } else { asked.cases };
    ProptestConfig { cases, failure_persistence: None, ..asked }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600), extension in "(xml|txt|pem|cer|der|csv|json|bin)?") {
        holds(vec![(format!("file.{extension}"), bytes)]);
    }

    #[test]
    fn arbitrary_text(text in "[ -~\\n\\t:{}<>/,.\"\u{202e}é日]{0,400}", head in prop::sample::select(vec![
        "", "<?xml version=\"1.0\"?>\n<Autodiscover>", "Name : EXPR\nCertPrincipalName : ", "-----BEGIN CERTIFICATE-----\n", "#TYPE x\n\"Name\",\"CertPrincipalName\"\n", "[{\"Name\":", "\u{feff}<Objs>",
    ])) {
        holds(vec![("file.txt".to_owned(), format!("{head}{text}").into_bytes())]);
    }

    #[test]
    fn names_as_they_come(name in "[a-z\u{1b}\u{202e}\\n/ .:#%é日]{1,40}") {
        let certificate = fs::read("samples/seeds-case/hybrid.contoso.com.cer").unwrap();
        let report = run(vec![(name, certificate)]);
        let mut out = Vec::new();
        human::write(&report, human::Style::default(), &mut out).unwrap();
        let raw = String::from_utf8(out).unwrap().contains(['\u{1b}', '\u{202e}']);
        prop_assert!(!raw, "a name comes out raw");
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn changed_exports(at in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let mut exports = exports();
        let at = at.index(exports.len());
        for change in &changes {
            apply(&mut exports[at].1, change);
        }
        // With a neighbour, so that there is something to compare with.
        let other = exports[(at + 1) % exports.len()].clone();
        let mut files = vec![exports[at].clone()];
        if other.0 != files[0].0 {
            files.push(other);
        }
        holds(files);
    }
}

#[test]
fn changed_der_holds() {
    let is_der = |bytes: &[u8]| bytes.first() == Some(&0x30);
    let folders = [Path::new("samples"), Path::new("tests/data")];
    let files: Vec<Vec<u8>> = folders.into_iter().flat_map(files_below).map(|path| fs::read(path).unwrap()).collect();
    let files: Vec<&Vec<u8>> = files.iter().filter(|bytes| is_der(bytes) && bytes.len() < 10_000).collect();
    let mut changed = 0;
    for seed in 0..200 {
        let der = files[seed % files.len()];
        if let Some(bytes) = asn1::changed(der, (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15), 1 << 16) {
            changed += usize::from(bytes != *der);
            let name = ["mail.cer", "ca.crl", "chain.p7b"][seed % 3];
            reads(name, &bytes);
            // All formats of some: reading is what may fail.
            if seed % 20 == 0 {
                holds(vec![(name.to_owned(), bytes)]);
            }
        }
    }
    assert!(changed > 100, "{changed} of 200 are changed");
}

#[test]
fn what_failed_once_holds() {
    for target in TARGETS {
        for path in files_below(&Path::new("fuzz/regressions").join(target.name)) {
            let bytes = fs::read(&path).unwrap();
            assert!(std::panic::catch_unwind(|| (target.run)(&bytes)).is_ok(), "{}", path.display());
        }
    }
}

/// Each target is good for something: of what it begins with, some is there.
#[test]
fn every_target_has_files_to_begin_with() {
    let folders = [Path::new("samples"), Path::new("tests/data"), Path::new("fuzz/seeds")];
    let files: Vec<PathBuf> = folders.into_iter().flat_map(files_below).collect();
    let files: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|path| (path.to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect();
    for target in TARGETS.iter().filter(|target| target.name != "folder") {
        assert!(files.iter().any(|(path, bytes)| (target.is_seed)(path, bytes)), "{}", target.name);
    }
}

#[test]
fn deep_nesting_ends() {
    for (open, close) in
        [("<a>", "</a>"), ("[", "]"), ("{\"a\":", "}"), ("<Autodiscover><Response><Account><Protocol>", "")]
    {
        let text = open.repeat(20_000) + &close.repeat(20_000);
        holds(vec![("deep.xml".to_owned(), text.into_bytes())]);
    }
    // DER: SEQUENCE in SEQUENCE.
    let mut der = vec![0x05, 0x00];
    for _ in 0..5_000 {
        let length = u16::try_from(der.len()).unwrap_or(u16::MAX).to_be_bytes();
        der.splice(0..0, [0x30, 0x82, length[0], length[1]]);
        if der.len() > 60_000 {
            break;
        }
    }
    holds(vec![("deep.der".to_owned(), der)]);
}

#[test]
fn long_lines_are_not_printed_whole() {
    let answer = fs::read_to_string("samples/seeds-case/autodiscover.xml").unwrap();
    let line: String = answer.lines().map(str::trim).collect();
    let line = line
        .replace("<Account>", &format!("<Account>{}", "<Filler>xxxxxxxxxxxxxxxxxxxxxxxxxxxxx</Filler>".repeat(2_000)));
    let certificate = fs::read("samples/seeds-case/hybrid.contoso.com.cer").unwrap();
    let report = run(vec![("autodiscover.xml".to_owned(), line.into_bytes()), ("hybrid.cer".to_owned(), certificate)]);
    assert!(report.findings.iter().any(|finding| finding.code == "PN001"));
    let mut out = Vec::new();
    human::write(&report, human::Style::default(), &mut out).unwrap();
    assert!(out.len() < 60_000, "{} bytes of human output", out.len());
    let longest = String::from_utf8(out).unwrap().lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(400), "a line of {longest:?} characters");
}

/// JSON and SARIF have values whole: `docs/reports.md` says so.
#[test]
fn a_long_value_is_shortened_where_a_person_reads_it() {
    let long = format!("msstd:{}.contoso.com", "a".repeat(1 << 20));
    let answer = fs::read_to_string("samples/seeds-case/autodiscover.xml").unwrap();
    let provider = fs::read_to_string("samples/seeds-case/Get-OutlookProvider.txt").unwrap();
    let certificate = fs::read("samples/seeds-case/hybrid.contoso.com.cer").unwrap();
    let files = vec![
        ("autodiscover.xml".to_owned(), answer.replace("msstd:mail.contoso.com", &long).into_bytes()),
        ("provider.txt".to_owned(), provider.replace("msstd:mail.contoso.com", &long).into_bytes()),
        ("hybrid.cer".to_owned(), certificate),
    ];
    let mut out = Vec::new();
    let read: Vec<_> = files.iter().flat_map(|(path, bytes)| reads(path, bytes)).collect();
    show::human::write(&Shown::new(&read, time::parse("2026-06-01").unwrap()), 80, &mut out).unwrap();
    assert!(out.len() < 100_000, "show: {} bytes", out.len());
    let report = run(files);
    for format in Format::ALL {
        if matches!(format, Format::Json | Format::Ndjson | Format::Sarif | Format::Hdf | Format::Oscal | Format::Cklb)
        {
            continue;
        }
        let mut out = Vec::new();
        report::write(&report, format, human::Style::default(), &mut out).unwrap();
        let most = if format == Format::Csv { 400_000 } else { 150_000 };
        assert!(out.len() < most, "{}: {} bytes", format.name(), out.len());
    }
}

#[test]
fn a_password_on_the_line_of_a_principal_is_not_shown() {
    let answer = fs::read_to_string("samples/seeds-case/autodiscover.xml").unwrap();
    let line: String = answer.lines().map(str::trim).collect();
    let line = line.replace("<CertPrincipalName>", "<Password>Tulip77</Password><CertPrincipalName>");
    let csv = "\"Name\",\"CertPrincipalName\",\"Comment\"\n\"EXPR\",\"msstd:mail.contoso.com\",\"password: Tulip77\"\n";
    let certificate = fs::read("samples/seeds-case/hybrid.contoso.com.cer").unwrap();
    let report = run(vec![
        ("autodiscover.xml".to_owned(), line.into_bytes()),
        ("providers.csv".to_owned(), csv.into()),
        ("hybrid.cer".to_owned(), certificate),
    ]);
    assert!(report.findings.iter().filter(|finding| finding.code == "PN001").count() > 1);
    for format in Format::ALL {
        let mut out = Vec::new();
        report::write(&report, format, human::Style::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains("Tulip77"), "{}", format.name());
    }
}

#[test]
#[ignore = "needs a corpus: MSSTD_CORPUS names a folder of folders"]
fn every_file_of_a_corpus() {
    let corpus = outside("MSSTD_CORPUS");
    for folder in fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let paths = files_below(&folder);
        let name = |path: &Path| path.strip_prefix(&corpus).unwrap().to_string_lossy().into_owned();
        for part in paths.chunks(150) {
            holds(part.iter().map(|path| (name(path), fs::read(path).unwrap())).collect());
        }
    }
}
