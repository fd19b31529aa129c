//! The ways by which foreign bytes come in, each with the files that fuzzing begins with.

use msstd::{
    decide::{baseline::Baseline, config::Config},
    report::{self, Format, human, load},
};
use serde_json::Value;

use super::holds::{Files, holds, reads, renders, run, shows};

/// A way by which foreign bytes come in.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// What is done with the bytes; it panics where something does not hold.
    pub run: fn(&[u8]),
    /// Whether its files are ones to begin with: by path, and the first bytes.
    pub is_seed: fn(&str, &[u8]) -> bool,
    /// Its bytes are DER, whose lengths a change has to keep right.
    pub is_der: bool,
}

/// One of a file that is read and shown by itself.
macro_rules! reader {
    ($name:literal, $path:literal, $is_der:literal, $is_seed:expr) => {
        Target { name: $name, run: |bytes| shows(&reads($path, bytes)), is_seed: $is_seed, is_der: $is_der }
    };
}

pub const TARGETS: &[Target] = &[
    reader!("certificate", "mail.cer", true, |path, bytes| ends(path, &["cer", "crt", "der"]) && is_der(bytes)),
    reader!("pem", "mail.pem", false, |_, bytes| has(bytes, "-----BEGIN")),
    reader!("pkcs7", "chain.p7b", true, |path, bytes| ends(path, &["p7b", "p7c", "spc"]) && is_der(bytes)),
    reader!("pkcs12", "mail.pfx", true, |path, bytes| ends(path, &["pfx", "p12"]) && is_der(bytes)),
    reader!("crl", "ca.crl", true, |path, bytes| ends(path, &["crl"]) && is_der(bytes)),
    reader!("autodiscover", "autodiscover.xml", false, |_, bytes| has(bytes, "utodiscover") && has(bytes, "<?xml")),
    reader!("json", "export.json", false, |path, _| ends(path, &["json"])),
    reader!("list", "export.txt", false, |path, bytes| ends(path, &["txt", "log"]) && has(bytes, " : ")),
    reader!("table", "export.txt", false, |path, bytes| ends(path, &["txt", "log"]) && has(bytes, "----")),
    reader!("csv", "export.csv", false, |path, _| ends(path, &["csv"])),
    reader!("clixml", "export.xml", false, |_, bytes| has(bytes, "<Objs")),
    reader!("pasted", "mail.eml", false, |path, bytes| {
        ends(path, &["md", "eml", "htm", "html"]) || has(bytes, "[PS]") || has(bytes, "> Name")
    }),
    reader!("registry", "profile.reg", false, |path, _| ends(path, &["reg"])),
    reader!("prf", "outlook.prf", false, |path, _| ends(path, &["prf"])),
    reader!("ldif", "scp.ldf", false, |path, _| ends(path, &["ldf", "ldif"])),
    reader!("zip", "export.zip", false, |_, bytes| bytes.starts_with(b"PK")),
    reader!("analyzer", "analyzer.html", false, |_, bytes| has(bytes, "onnectivity") && has(bytes, "nalyzer")),
    Target { name: "configuration", run: configuration, is_seed: |path, _| ends(path, &["toml"]), is_der: false },
    Target { name: "baseline", run: baseline, is_seed: |_, bytes| has(bytes, "\"fingerprint\""), is_der: false },
    Target { name: "saved", run: saved, is_seed: |_, bytes| has(bytes, "\"schema\""), is_der: false },
    Target { name: "rendered", run: rendered, is_seed: |_, bytes| bytes.len() < 400, is_der: false },
    // Its files to begin with are packed folders.
    Target { name: "folder", run: folder, is_seed: |_, _| false, is_der: false },
];

/// The target of a name.
pub fn named(name: &str) -> Option<Target> {
    TARGETS.iter().find(|target| target.name == name).copied()
}

fn ends(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, own)| extensions.iter().any(|one| own.eq_ignore_ascii_case(one)))
}

/// In UTF-8 or UTF-16.
fn has(bytes: &[u8], word: &str) -> bool {
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

fn is_der(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x30)
}

/// A configuration: what is wrong has its line.
fn configuration(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(wrong) = Config::parse(text) {
        assert!(wrong.line > 0 && !wrong.message.is_empty());
    }
    renders(&run(vec![("msstd.toml".to_owned(), bytes.to_owned())]));
}

fn baseline(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(baseline) = Baseline::parse("baseline.json", text) else { return };
    for index in 0..baseline.len() {
        let entry = baseline.get(index).unwrap();
        assert!(baseline.of_fingerprint(&entry.fingerprint).is_some());
        assert!(baseline.of_deployment(&entry.deployment).any(|own| own == index));
        assert!(baseline.place(index).span().is_some());
    }
}

/// A saved report that is read is written in every format.
fn saved(bytes: &[u8]) {
    if let Ok(report) = load::read(bytes) {
        renders(&report);
    }
}

/// A report of ours with texts and numbers in it exchanged for the bytes.
fn rendered(bytes: &[u8]) {
    let mut report = Vec::new();
    report::write(&run(example()), Format::Json, human::Style::default(), &mut report).unwrap();
    let mut document: Value = serde_json::from_slice(&report).unwrap();
    let mut rest = Taken(bytes);
    exchange(&mut document, &mut rest);
    saved(document.to_string().as_bytes());
}

/// Bytes that are taken one after another; zeros where there are none left.
struct Taken<'b>(&'b [u8]);

impl<'b> Taken<'b> {
    fn byte(&mut self) -> u8 {
        self.some(1).first().copied().unwrap_or_default()
    }

    fn some(&mut self, count: usize) -> &'b [u8] {
        let (some, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        some
    }
}

/// Goes through a document, and exchanges what a byte says.
fn exchange(value: &mut Value, rest: &mut Taken<'_>) {
    if rest.0.is_empty() {
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| exchange(item, rest)),
        Value::Object(fields) => fields.values_mut().for_each(|field| exchange(field, rest)),
        Value::String(text) if rest.byte().is_multiple_of(8) => {
            let length = usize::from(rest.byte() % 40);
            *text = String::from_utf8_lossy(rest.some(length)).into_owned();
        }
        Value::Number(number) if rest.byte().is_multiple_of(4) => {
            let digits = rest.some(4).iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
            *number = digits.into();
        }
        _ => {}
    }
}

/// Files that give findings of several kinds.
fn example() -> Files {
    let provider =
        "Name              : EXPR\nServer            :\nCertPrincipalName : mail.contoso.com\nTTL               : 1\n";
    let answer = "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
        <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
        <Account><AccountType>email</AccountType><Action>settings</Action>\n\
        <Protocol><Type>EXPR</Type><Server>mail.contoso.com</Server><SSL>On</SSL>\n\
        <CertPrincipalName>msstd:*.contoso.com</CertPrincipalName></Protocol></Account></Response></Autodiscover>\n";
    vec![
        ("Get-OutlookProvider.txt".to_owned(), provider.into()),
        ("autodiscover.xml".to_owned(), answer.into()),
        ("notes.txt".to_owned(), b"nothing that is known".to_vec()),
    ]
}

/// The files of a whole run, by what their first byte says.
const NAMES: [&str; 8] = [
    "mail.cer",
    "Get-OutlookProvider.txt",
    "autodiscover.xml",
    "msstd.toml",
    "ca.crl",
    "export.csv",
    "scp.ldf",
    "profile.reg",
];

/// A whole run: files with names and lengths out of the bytes.
fn folder(bytes: &[u8]) {
    let mut rest = Taken(bytes);
    let mut files = Files::new();
    while !rest.0.is_empty() && files.len() < NAMES.len() {
        let name = NAMES[usize::from(rest.byte()) % NAMES.len()];
        let length = usize::from(rest.byte()) << 8 | usize::from(rest.byte());
        files.push((format!("{}/{name}", files.len()), rest.some(length).to_vec()));
    }
    holds(files);
}

/// The bytes out of which a whole run takes these files.
pub fn packed<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut packed = Vec::new();
    for (path, bytes) in files {
        let extension = path.rsplit('.').next().unwrap_or_default();
        let name = NAMES.iter().position(|name| name.ends_with(extension)).unwrap_or(1);
        let (Ok(name), Ok(length)) = (u8::try_from(name), u16::try_from(bytes.len())) else { continue };
        packed.push(name);
        packed.extend(length.to_be_bytes());
        packed.extend(bytes);
    }
    packed
}
