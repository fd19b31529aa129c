//! `msstd show`: certificates decoded as other tools decode them, in a form that is documented, and nothing raw.

use std::fs;

use crate::common::{assert_fits, msstd, pem, reports::assert_inert, runs::AT, schema};
use serde_json::Value;
use tempfile::TempDir;

/// `msstd show --at 2026-06-01 …`.
fn show(arguments: &[&str]) -> String {
    let output = msstd([&["show", "--at", AT], arguments].concat()).assert().code(0).get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let out = show(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&out).unwrap()
}

/// A certificate made from a specification, in a file of its own.
fn made(spec: &str) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mail.pem");
    fs::write(&path, pem(spec)).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn lines_fit_a_terminal_unless_a_word_does_not() {
    for line in show(&["samples/healthy/certificates"]).lines() {
        let longest = line.split(' ').map(str::len).max().unwrap_or(0);
        assert!(line.chars().count() <= 80 || longest > 60, "{line}");
    }
}

#[test]
fn the_json_matches_its_schema() {
    assert_fits(&json(&["samples"]), "show-1.json");
    let validator = schema("show-1.json");
    let certificate = "/files/0/contents/0";
    let document = json(&["samples/healthy/certificates"]);
    for (pointer, key) in
        [("", "files"), ("/files/0", "problems"), (certificate, "sha256"), ("/files/0/contents/0/extensions/0", "oid")]
    {
        let mut broken = document.clone();
        broken.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        assert!(!validator.is_valid(&broken), "{pointer}/{key} is required");
    }
}

/// Extensions in DER, and what must be read in them.
const EXTENSIONS: [(&str, &str); 10] = [
    (
        "2.5.29.17",
        "30818da020060a2b060104018237140203a0120c10616e6e6140636f6e746f736f2e636f6d8110616e6e6140636f6e746f736f2e636f6d82106d61696c2e636f6e746f736f2e636f6da411300f310d300b06035504030c04416e6e61861468747470733a2f2f636f6e746f736f2e636f6d2f8704c0000201871020010db800000000000000000000000188042a864801",
    ),
    ("1.3.6.1.4.1.311.21.7", "3013060b2b06010401823715080102020164020104"),
    ("1.3.6.1.4.1.311.20.2", "1e12005700650062005300650072007600650072"),
    ("1.3.6.1.4.1.311.25.2", "3025a023060a2b060104018237190201a0150413532d312d352d32312d312d322d332d31313035"),
    (
        "2.5.29.30",
        "3033a01b300d820b636f6e746f736f2e636f6d300a87080a000000ff000000a114301282106576696c2e636f6e746f736f2e636f6d",
    ),
    ("2.5.29.31", "30293027a021a01f861d687474703a2f2f706b692e636f6e746f736f2e636f6d2f63612e63726c81020160"),
    (
        "1.3.6.1.5.5.7.1.1",
        "3050302306082b060105050730018617687474703a2f2f6f6373702e636f6e746f736f2e636f6d302906082b06010505073002861d687474703a2f2f706b692e636f6e746f736f2e636f6d2f63612e637274",
    ),
    (
        "2.5.29.32",
        "30483046060667810c010202303c302306082b06010505070201161768747470733a2f2f636f6e746f736f2e636f6d2f637073301506082b0601050507020230090c0752656164206974",
    ),
    ("1.3.6.1.4.1.311.21.1", "0203010002"),
    ("1.2.3.4", "3003020101"),
];

fn rare() -> (TempDir, String) {
    let extensions = EXTENSIONS.map(|(oid, der)| format!("{{ oid = \"{oid}\", der = \"{der}\" }}")).join(", ");
    made(&format!("cn = \"mail.contoso.com\"\nextensions = [{extensions}]\nserial = 4711"))
}

#[test]
fn what_is_rare_is_decoded_too() {
    let (_folder, path) = rare();
    let text = show(&[&path]);
    for line in [
        "        otherName 1.3.6.1.4.1.311.20.2.3 (UPN): anna@contoso.com",
        "        email anna@contoso.com",
        "        DNS mail.contoso.com",
        "        directoryName CN=Anna",
        "        URI https://contoso.com/",
        "        IP 192.0.2.1",
        "        IP 2001:db8::1",
        "        registeredID 1.2.840.1",
        "        1.3.6.1.4.1.311.21.8.1.2, major version 100, minor version 4",
        "        WebServer",
        "        otherName 1.3.6.1.4.1.311.25.2.1 (SID): S-1-5-21-1-2-3-1105",
        "        permitted DNS contoso.com",
        "        permitted IP 10.0.0.0/8",
        "        excluded DNS evil.contoso.com",
        "        URI http://pki.contoso.com/ca.crl",
        "          for keyCompromise, cACompromise",
        "        OCSP URI http://ocsp.contoso.com",
        "        caIssuers URI http://pki.contoso.com/ca.crt",
        "        2.23.140.1.2.2 (CA/Browser Forum: organization validated)",
        "          CPS https://contoso.com/cps",
        "          notice \"Read it\"",
        "        V2.1",
        "    extension 1.2.3.4",
        "        (not known here: 5 octets)",
        "        3003020101",
        "    serial      1267 (4711)",
        "    lifetime    3653 days; 2771 days left at 2026-06-01T00:00:00Z",
    ] {
        assert!(text.lines().any(|shown| shown == line), "`{line}` is missing:\n{text}");
    }
    let shown = json(&[&path]);
    let certificate = &shown["files"][0]["contents"][0];
    let extension = |oid: &str| {
        let all = certificate["extensions"].as_array().unwrap();
        all.iter().find(|extension| extension["oid"] == oid).unwrap().clone()
    };
    assert_eq!(extension("2.5.29.17")["value"]["names"][0]["value"], "anna@contoso.com");
    assert_eq!(extension("2.5.29.17")["value"]["names"][0]["other"]["name"], "UPN");
    assert_eq!(extension("1.3.6.1.4.1.311.21.7")["value"]["major"], "100");
    assert_eq!((&extension("1.2.3.4")["value"], &extension("1.2.3.4")["hex"]), (&Value::Null, &"3003020101".into()));
    assert_eq!((&certificate["validity"], &certificate["days_left"]), (&"valid".into(), &2771.into()));
}

#[test]
fn nothing_raw_comes_out() {
    let spec = "cn = \"mail\\u001b[2J\\n.contoso\\u202e.com\"\nsan = [\"a\\u0000b\\u0007.contoso.com\"]\no = \"\\u009b31m\\\"Con\\\\toso\\u2066\"";
    let (_folder, path) = made(spec);
    for text in [show(&[&path]), show(&[&path, "--format", "json"])] {
        assert_inert(&text);
    }
    let shown = json(&[&path]);
    let subject = shown["files"][0]["contents"][0]["subject"]["attributes"].as_array().unwrap().clone();
    let values: Vec<&str> = subject.iter().map(|attribute| attribute["value"].as_str().unwrap()).collect();
    assert!(values.contains(&"mail\\u{1b}[2J\\u{a}.contoso<U+202E>.com"), "{values:?}");
    assert!(values.contains(&"\\u{9b}31m\"Con\\toso<U+2066>"), "{values:?}");
}

#[test]
fn files_that_are_not_whole_are_reported() {
    let folder = TempDir::new().unwrap();
    let whole = fs::read_to_string("samples/healthy/certificates/mail.contoso.com.cer").unwrap();
    fs::write(folder.path().join("cut.cer"), &whole[..whole.len() / 2]).unwrap();
    let text = show(&[folder.path().to_str().unwrap()]);
    assert!(text.contains("IN005"), "{text}");
    msstd(["show", "no/such/file"]).assert().code(2);
    msstd(["show", "--at", "yesterday", "samples"]).assert().code(2);
    let output = msstd(["show", "-"]).write_stdin(whole).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("CN = mail.contoso.com"));
}
