//! `--redact`: who uses a server leaves no trace in any format.

use std::{fs, path::Path};

use crate::common::{msstd, pem, runs::AT};
use msstd::report::Format;
use tempfile::TempDir;

/// An answer of one line, with every kind of value that names a user around what findings point at.
const ANSWER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\
<Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><User><DisplayName>Anna Keller</DisplayName>\
<LegacyDN>/o=First Organization/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=d41d8cd98f00b204-akellermann</LegacyDN>\
<AutoDiscoverSMTPAddress>Anna.Keller@contoso.com</AutoDiscoverSMTPAddress><DeploymentId>7d1f4ba0</DeploymentId></User><Account><AccountType>email</AccountType>\
<Action>settings</Action><Protocol><Type>EXPR</Type><Server>https://owa.contoso.com/anna.keller@contoso.com</Server><SSL>On</SSL><LoginName>CONTOSO\\kellera</LoginName>\
<CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName></Protocol><Protocol><Type>EXHTTP</Type><Server>owa.contoso.com</Server><SSL>yes</SSL>\
<EwsUrl>https://webmail.contoso.com/EWS/Exchange.asmx?u=anna.keller%40contoso.com</EwsUrl><CertPrincipalName>msstd: anna.keller@contoso.com</CertPrincipalName>\
</Protocol></Account></Response></Autodiscover>\n";

const PROFILE: &str = "Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Office\\16.0\\Outlook\\Profiles\\Keller Privat\\13dbb0c8aa05101a9bb000aa002fc45a]\n\
\"001f3001\"=\"Anna Keller\"\n\"001f6622\"=\"owa.contoso.com\"\n\"001f6625\"=\"msstd:other.contoso.com\"\n\"00036623\"=hex:0f,00,00,00\n";

/// What must not be found, whatever its letter case.
const SECRETS: [&str; 9] = [
    "anna keller",
    "anna.keller",
    "annakeller",
    "d41d8cd98f00b204",
    "kellermann",
    "kellera",
    "keller privat",
    "first organization",
    "jdoe",
];

fn exports() -> TempDir {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("home/jdoe/exports of anna.keller");
    fs::create_dir_all(&root).unwrap();
    fs::write(root.join("anna.keller@contoso.com - Autodiscover.xml"), ANSWER).unwrap();
    fs::write(root.join("Anna Keller.reg"), PROFILE).unwrap();
    fs::write(root.join("AnnaKeller.txt"), "no export of Anna Keller <annakeller@contoso.com>\n").unwrap();
    fs::write(root.join("kellera.pem"), "-----BEGIN CERTIFICATE-----\nbroken\n").unwrap();
    let owa = "cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]";
    let person = "cn = \"Anna Keller\"\nemail = \"anna.keller@contoso.com\"\neku = [\"client\"]\nkey = \"rsa1024\"\nnot_after = \"2025-01-01\"";
    fs::write(root.join("owa.pem"), pem(owa)).unwrap();
    fs::write(root.join("person.pem"), pem(person)).unwrap();
    folder
}

fn check(root: &Path, arguments: &[&str]) -> String {
    let exports = root.join("home/jdoe/exports of anna.keller");
    let output = msstd(["check", "--at", AT]).arg(exports).args(arguments).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The secrets in a text, in plain or as JSON, XML and URLs write them.
fn found(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let forms = |secret: &&&str| {
        let spaced = secret.replace(' ', "%20");
        lower.contains(**secret) || lower.contains(&spaced) || lower.contains(&secret.replace(' ', "&#32;"))
    };
    let mut all: Vec<String> = SECRETS.iter().filter(forms).map(ToString::to_string).collect();
    all.extend(
        lower
            .split_whitespace()
            .filter(|word| word.contains("keller@contoso") || word.contains("keller%40"))
            .map(str::to_owned),
    );
    all
}

#[test]
fn no_format_names_a_user() {
    let folder = exports();
    let mut leaks = Vec::new();
    for format in Format::ALL {
        for more in [&[][..], &["--no-fold"], &["--principal", "msstd:anna.keller@contoso.com"]] {
            let open = check(folder.path(), &[&["--format", format.name()], more].concat());
            let redacted = check(folder.path(), &[&["--format", format.name(), "--redact"], more].concat());
            if matches!(format, Format::Human | Format::Short | Format::Json | Format::Ndjson) {
                assert!(!found(&open).is_empty(), "{}: nothing to redact", format.name());
            }
            leaks.extend(found(&redacted).into_iter().map(|secret| format!("{}: {secret}", format.name())));
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn what_is_redacted_says_the_same_of_the_server() {
    let folder = exports();
    let codes = |arguments: &[&str]| -> Vec<(String, String)> {
        let report: serde_json::Value =
            serde_json::from_str(&check(folder.path(), &[&["--format", "json"], arguments].concat())).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        findings.map(|finding| (text(&finding["code"]), text(&finding["state"]))).collect()
    };
    assert_eq!(codes(&[]), codes(&["--redact"]));
    let report = check(folder.path(), &["--redact"]);
    assert!(report.contains("msstd:mail.contoso.com") && report.contains("owa.contoso.com"), "{report}");
    assert!(report.contains("[redacted-"), "{report}");
}

#[test]
fn a_baseline_holds_for_a_redacted_report_too() {
    let folder = exports();
    let baseline = folder.path().join("baseline.json");
    let exports = folder.path().join("home/jdoe/exports of anna.keller");
    msstd(["baseline", "--at", AT, "--output"]).arg(&baseline).arg(exports).assert().success();
    let known = check(folder.path(), &["--redact", "--baseline", baseline.to_str().unwrap(), "--format", "short"]);
    assert!(!known.contains("error["), "{known}");
}

#[test]
fn decisions_name_no_user_either() {
    let folder = exports();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (baseline, config) = (at("baseline.json"), at("own.toml"));
    let root = folder.path().join("home/jdoe/exports of anna.keller");
    let gone = root.join("Bob Meyer.reg");
    fs::write(&gone, PROFILE.replace("Keller Privat", "Meyer")).unwrap();
    msstd(["baseline", "--at", AT, "--output", &baseline]).arg(&root).assert().success();
    fs::remove_file(gone).unwrap();
    let allow = |code: &str, path: &str, until: &str| {
        format!(
            "[[allow]]\ncode = \"{code}\"\npath = \"{path}\"\nreason = \"asked for by Anna Keller, bob@contoso.com\"\nuntil = {until}\n"
        )
    };
    let allowances = [
        allow("AD008", "**", "2027-01-01"),
        allow("AD010", "Anna Keller.reg", "2027-01-01"),
        allow("PN001", "**", "2026-01-01"),
    ];
    fs::write(&config, allowances.concat()).unwrap();
    for format in Format::ALL {
        let arguments = ["--redact", "--baseline", &baseline, "--config", &config, "--format", format.name()];
        let text = check(folder.path(), &arguments);
        let mut leaks = found(&text);
        leaks.extend(
            ["bob@contoso", "meyer"].into_iter().filter(|name| text.to_lowercase().contains(name)).map(str::to_owned),
        );
        assert!(leaks.is_empty(), "{}: {leaks:?}", format.name());
        if format == Format::Json {
            assert!(["PO001", "PO002", "PO003", "asked for by"].iter().all(|said| text.contains(said)), "{text}");
        }
    }
}

#[test]
fn the_samples_are_redacted_and_still_say_what_is_wrong() {
    let output = msstd(["check", "samples", "--at", AT, "--redact", "--format", "json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().to_lowercase();
    for secret in ["anna.keller", "anna keller", "/o=", "/cn=recipients"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("pn001") && text.contains("msstd:mail.contoso.com"));
}
