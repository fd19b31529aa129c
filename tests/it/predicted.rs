//! What is predicted where no response was saved, and what `msstd predict` writes.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{assert_fits, cases, msstd, reports, runs};
use msstd::{
    model::{deployment::Deployment, file::ReadOptions, source::Place},
    predict,
    predict::response::Response,
    read::{Bytes, Named, read},
};

#[test]
fn deployments_without_a_response_get_a_verdict() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/field/7-predicted.md");
    let cases = cases::parse_field(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(cases.len(), 60);
    let mut open = Vec::new();
    for case in &cases {
        let report = reports::as_json(&runs::check(&case.deployment().unwrap(), None).unwrap());
        let deployment = &report["deployments"][0];
        let artifacts = deployment["artifacts"].as_array().unwrap();
        assert!(artifacts.iter().all(|artifact| artifact["kind"] != "autodiscover"), "{}", case.title);
        if deployment["answer"]["verdict"] == "not-determined" {
            open.push(&case.title);
        }
    }
    eprintln!("{} of {} determined", cases.len() - open.len(), cases.len());
    assert!(open.len() * 100 <= cases.len() * 5, "{open:#?}");
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn predict(folder: &TempDir, arguments: &[&str]) -> String {
    let path = folder.path().to_str().unwrap();
    let output = msstd([&["predict", path], arguments].concat()).assert().code(0).get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    let document = serde_json::from_str(&predict(folder, &[arguments, &["--format", "json"]].concat())).unwrap();
    assert_fits(&document, "predict-1.json");
    document
}

/// `EXPR Server=mail.contoso.com` for every value of the first response.
fn values(document: &Value) -> Vec<String> {
    let protocols = document["deployments"][0]["responses"][0]["protocols"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of_protocol = |protocol: &Value| {
        let (kind, values) = (text(&protocol["type"]), protocol["values"].as_array().unwrap().clone());
        values.into_iter().map(move |value| format!("{kind} {}={}", text(&value["element"]), text(&value["value"])))
    };
    protocols.iter().flat_map(of_protocol).collect()
}

/// `EXHTTP: too-old` for whole Protocols that the first response leaves out.
fn left_out(document: &Value) -> Vec<String> {
    let all = document["deployments"][0]["responses"][0]["left_out"].as_array().unwrap();
    let whole = all.iter().filter(|left| left["elements"].as_array().unwrap().is_empty());
    whole.map(|left| format!("{}: {}", left["type"].as_str().unwrap(), left["reason"].as_str().unwrap())).collect()
}

const PROVIDERS: &str = "\
Name              : EXCH
CertPrincipalName :
Server            :
TTL               : 1

Name              : EXPR
CertPrincipalName :
Server            :
TTL               : 2
";

fn anywhere(server: &str, host: &str, version: &str) -> String {
    format!(
        "ServerName                         : {server}\n\
         ExternalHostname                   : {host}\n\
         InternalHostname                   : intern.contoso.com\n\
         ExternalClientAuthenticationMethod : Ntlm\n\
         InternalClientAuthenticationMethod : Ntlm\n\
         ExternalClientsRequireSsl          : True\n\
         InternalClientsRequireSsl          : False\n\
         AdminDisplayVersion                : {version}\n"
    )
}

const EXCHANGE_2010: &str = "\
ServerName                 : CAS1
ExternalHostname           : oa.contoso.com
ClientAuthenticationMethod : Basic
AdminDisplayVersion        : Version 14.3 (Build 123.4)
";

const MAPI: &str = "\
Server      : EX1
Name        : mapi (Default Web Site)
InternalUrl : https://mail.contoso.com/mapi
ExternalUrl : https://mail.contoso.com/mapi
";

#[test]
fn exchange_2019_tells_external_clients() {
    let oa = anywhere("EX1", "mail.contoso.com", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("providers.txt", PROVIDERS), ("anywhere.txt", &oa)]);
    let document = json(&files, &["--side", "outside", "--client", "ex-http"]);
    let expected = [
        "EXCH TTL=1",
        "EXPR Server=mail.contoso.com",
        "EXPR SSL=On",
        "EXPR AuthPackage=Ntlm",
        "EXPR CertPrincipalName=msstd:mail.contoso.com",
        "EXPR TTL=2",
        "EXHTTP Server=intern.contoso.com",
        "EXHTTP SSL=Off",
        "EXHTTP AuthPackage=Ntlm",
        "EXHTTP Server=mail.contoso.com",
        "EXHTTP SSL=On",
        "EXHTTP AuthPackage=Ntlm",
    ];
    assert_eq!(values(&document), expected);
    let principal = &document["deployments"][0]["responses"][0]["protocols"][1]["values"][3];
    let lines: Vec<String> =
        principal["from"].as_array().unwrap().iter().map(|place| place["line"].to_string()).collect();
    assert_eq!((principal["ground"].as_str(), lines), (Some("provider-default"), vec!["7".to_owned(), "2".to_owned()]));
    assert_eq!(principal["assumed"], false);
}

#[test]
fn exchange_2019_tells_internal_clients() {
    let oa = anywhere("EX1", "mail.contoso.com", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("anywhere.txt", &oa)]);
    let document = json(&files, &["--side", "inside", "--client", "rpc-http"]);
    let expected =
        ["EXPR Server=intern.contoso.com", "EXPR SSL=Off", "EXPR AuthPackage=Ntlm", "EXPR CertPrincipalName=None"];
    assert_eq!(values(&document), expected);
}

#[test]
fn exchange_2010_has_one_host_and_no_exhttp() {
    let files = folder(&[("anywhere.txt", EXCHANGE_2010)]);
    let document = json(&files, &["--side", "inside", "--client", "mapi-http"]);
    let expected =
        ["EXPR Server=oa.contoso.com", "EXPR AuthPackage=Basic", "EXPR CertPrincipalName=msstd:oa.contoso.com"];
    assert_eq!(values(&document), expected);
    assert_eq!(left_out(&document), ["mapiHttp: too-old", "EXHTTP: too-old"]);
    let sides = &document["deployments"][0]["responses"][0]["sides"];
    assert_eq!(sides, &serde_json::json!(["inside", "outside"]), "all clients are told the same");
}

#[test]
fn a_provider_has_the_last_word() {
    let provider = "Name : EXPR\nCertPrincipalName : msstd:*.contoso.com\nServer : proxy.contoso.com\nTTL : 0\n";
    let oa = anywhere("EX1", "mail.contoso.com", "Version 15.1 (Build 2507.6)");
    let files = folder(&[("providers.txt", provider), ("anywhere.txt", &oa)]);
    let document = json(&files, &["--side", "outside", "--client", "rpc-http"]);
    assert!(values(&document).contains(&"EXPR Server=proxy.contoso.com".to_owned()), "{:?}", values(&document));
    assert!(values(&document).contains(&"EXPR CertPrincipalName=msstd:*.contoso.com".to_owned()));
}

#[test]
fn mapi_over_http_is_the_organizations_or_the_mailboxs() {
    let oa = anywhere("EX1", "mail.contoso.com", "Version 15.1 (Build 2507.6)");
    let of = |organization: &str, arguments: &[&str]| {
        let mailboxes = "Name : Eva\nPrimarySmtpAddress : eva@contoso.com\nOWAEnabled : True\nMapiHttpEnabled : True\n\n\
                         Name : Kai\nPrimarySmtpAddress : kai@contoso.com\nOWAEnabled : True\nMapiHttpEnabled :\n";
        let files =
            folder(&[("oa.txt", &oa), ("mapi.txt", MAPI), ("org.txt", organization), ("mailboxes.txt", mailboxes)]);
        let document = json(&files, &[&["--client", "mapi-http", "--side", "outside"], arguments].concat());
        let first = document["deployments"][0]["responses"][0]["protocols"][0].clone();
        (first["type"].as_str().unwrap_or_default().to_owned(), first["values"][0]["assumed"].as_bool())
    };
    let (on, off) = ("Name : Contoso\nMapiHttpEnabled : True\n", "Name : Contoso\nMapiHttpEnabled : False\n");
    assert_eq!(of(on, &[]), ("mapiHttp".to_owned(), Some(false)));
    assert_eq!(of("", &[]), ("mapiHttp".to_owned(), Some(true)), "the default of 2016");
    assert_eq!(of(off, &[]).0, "EXPR");
    assert_eq!(of(off, &["--mail", "EVA@contoso.com"]).0, "mapiHttp");
    assert_eq!(of(off, &["--mail", "kai@contoso.com"]).0, "EXPR");
}

#[test]
fn the_xml_is_read_as_a_response() {
    let oa = anywhere("EX1", "mail.contoso.com", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("providers.txt", PROVIDERS), ("anywhere.txt", &oa), ("mapi.txt", MAPI)]);
    for client in ["mapi-http", "ex-http", "rpc-http"] {
        let xml = predict(&files, &["--format", "xml", "--client", client, "--mail", "eva@contoso.com"]);
        let saved = folder(&[("autodiscover.xml", &xml)]);
        let path = saved.path().to_str().unwrap();
        let output =
            msstd(["check", path, "--format", "json", "--fail-on", "never"]).assert().code(0).get_output().clone();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["deployments"][0]["artifacts"][0]["kind"], "autodiscover", "{xml}");
        let of_form = ["AD001", "AD002", "AD005", "AD008", "AD018", "AD022"];
        let codes: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
        assert!(codes.iter().all(|code| !of_form.contains(code)), "{client}: {codes:?}");
        let principals = report["deployments"][0]["principals"].as_array().unwrap();
        let outside = principals.iter().filter(|principal| principal["vantage"] == "outside");
        let names: Vec<&str> = outside.map(|principal| principal["value"].as_str().unwrap()).collect();
        assert!(names.iter().all(|name| *name == "msstd:mail.contoso.com"), "{client}: {names:?}");
        assert!(!names.is_empty(), "{client}");
    }
}

fn saved(server: &str, ssl: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n\
         <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
         <Account><AccountType>email</AccountType><Action>settings</Action>\n\
         <Protocol><Type>EXPR</Type>\n<Server>{server}</Server>\n<SSL>{ssl}</SSL>\n<AuthPackage>ntlm</AuthPackage>\n\
         </Protocol></Account></Response></Autodiscover>\n"
    )
}

fn differences(files: &TempDir) -> Vec<(String, String, Value)> {
    let document = json(files, &[]);
    let compared = document["deployments"][0]["compared"][0]["differences"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    compared.iter().map(|one| (text(&one["element"]), text(&one["saved"]), one["other_server"].clone())).collect()
}

#[test]
fn a_saved_response_is_compared() {
    let two = anywhere("EX1", "mail.contoso.com", "Version 15.2 (Build 1544.4)")
        + "\n"
        + &anywhere("EX2", "dr.contoso.com", "Version 15.2 (Build 1544.4)");
    let of = |response: &str| differences(&folder(&[("p.txt", PROVIDERS), ("oa.txt", &two), ("a.xml", response)]));
    assert_eq!(of(&saved("MAIL.contoso.com", "on")), []);
    assert_eq!(of(&saved("dr.contoso.com", "On")), [], "the other server has sent it");
    let old = of(&saved("old.contoso.com", "On"));
    let expected = [("Server", "old.contoso.com"), ("CertPrincipalName", "msstd:old.contoso.com")];
    let expected = expected.map(|(element, saved)| (element.to_owned(), saved.to_owned(), Value::Null));
    assert_eq!(old, expected, "the principal is the default for the Server that was saved");
    let mixed = saved("dr.contoso.com", "On")
        .replace("</Protocol>", "<CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName></Protocol>");
    let [(element, _, other)] = of(&mixed).try_into().unwrap();
    assert!(
        element == "CertPrincipalName" && other == "EX1" || element == "Server" && other == "EX2",
        "{element} {other}"
    );
}

#[test]
fn without_exports_it_says_what_to_export() {
    let files = folder(&[("providers.txt", PROVIDERS)]);
    let output = msstd(["predict", files.path().to_str().unwrap()]).assert().code(3).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Get-OutlookAnywhere") && said.lines().count() == 1, "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn the_server_of_an_xml_must_be_named() {
    let two = anywhere("EX1", "mail.contoso.com", "Version 15.2 (Build 1544.4)")
        + "\n"
        + &anywhere("EX2", "dr.contoso.com", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("oa.txt", &two)]);
    let path = files.path().to_str().unwrap();
    let output = msstd(["predict", path, "--format", "xml"]).assert().code(2).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--server: EX1, EX2"));
    let xml = predict(&files, &["--format", "xml", "--server", "ex2.contoso.com", "--client", "rpc-http"]);
    assert!(xml.contains("<Server>dr.contoso.com</Server>"), "{xml}");
    msstd(["predict", path, "--server", "EX9"]).assert().code(2);
}

#[test]
fn what_a_file_holds_reaches_nobody_raw() {
    let oa = anywhere("EX1\u{202e}", "mail.contoso.com\u{1b}[31m<&>", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("oa.txt", &oa)]);
    for format in ["human", "json", "xml"] {
        let out = predict(&files, &["--format", format]);
        assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{format}: {out}");
        assert!(out.contains("mail.contoso.com"), "{format}: {out}");
    }
    let xml = predict(&files, &["--format", "xml"]);
    roxmltree::Document::parse(&xml).unwrap();
}

#[test]
fn lines_fit_a_terminal_unless_a_word_does_not() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples/server-exports");
    let output = msstd(["predict", folder.to_str().unwrap()]).assert().code(0).get_output().clone();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("CertPrincipalName      msstd:mail.contoso.com  Get-OutlookProvider.txt:24"), "{text}");
    for line in text.lines() {
        assert!(line.chars().count() <= 80 || line.contains("OWAUrl"), "{line}");
    }
}

#[test]
fn the_readme_shows_what_is_written() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, shown) = readme.split_once("$ msstd predict ").unwrap();
    let (shown, _) = shown.split_once("\n```").unwrap();
    let (arguments, lines) = shown.split_once('\n').unwrap();
    let arguments: Vec<&str> = ["predict"].into_iter().chain(arguments.split(' ')).collect();
    let output = msstd(arguments).assert().code(0).get_output().clone();
    let written = String::from_utf8(output.stdout).unwrap();
    let missing: Vec<&str> = lines.lines().filter(|line| *line != "  …" && !written.contains(line)).collect();
    assert!(missing.is_empty(), "{missing:#?} in:\n{written}");
}

/// Every deployment of the cases and of the field, as it is read.
fn deployments() -> Vec<(String, Deployment)> {
    let mut all = Vec::new();
    for folder in ["tests/cases", "tests/field"] {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let text = fs::read_to_string(&path).unwrap();
            let cases = if folder == "tests/field" { cases::parse_field(&text) } else { cases::parse(&text) };
            for case in cases.unwrap_or_default() {
                let Ok(deployment) = case.deployment() else { continue };
                let named = |(path, bytes): (String, Vec<u8>)| Named { path, bytes: Bytes::Here(bytes) };
                let files = deployment.files.into_iter().map(named);
                let files = files.flat_map(|named| read(&named, &ReadOptions::default())).collect();
                let name = format!("{}:{}", path.display(), case.line);
                all.push((name.clone(), Deployment::new(name, None, files).0));
            }
        }
    }
    assert!(all.len() > 1000, "{}", all.len());
    all
}

/// What the file has at a place, letters and digits alone.
fn written(place: &Place) -> String {
    let text = place.source.text.as_ref().unwrap().in_file();
    let span = place.span().unwrap();
    plain(&text[span.start as usize..span.end as usize])
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn every_value_is_at_the_lines_that_it_names() {
    let (mut seen, mut wrong) = (0, Vec::new());
    for (name, deployment) in deployments() {
        let responses: Vec<Response> = predict::responses(&deployment, None);
        predict::compare::compare(&responses, &deployment.answers);
        for value in responses.iter().flat_map(|response| &response.protocols).flat_map(|protocol| &protocol.values) {
            seen += 1;
            let wanted = match value.element {
                // What Exchange adds is in no file.
                "CertPrincipalName" if value.text == "None" => continue,
                element if element.starts_with("MailStore") || element.starts_with("AddressBook") => continue,
                "SSL" => if value.text == "On" { "true" } else { "false" }.to_owned(),
                "ServerExclusiveConnect" => value.element.to_lowercase(),
                "CertPrincipalName" => plain(value.text.trim_start_matches("msstd:")),
                _ => plain(&value.text),
            };
            if !value.from.iter().any(|place| written(place).contains(&wanted)) {
                let found: Vec<String> = value.from.iter().map(written).collect();
                wrong.push(format!("{name}: {} {}: {found:?}", value.element, value.text));
            }
        }
    }
    assert!(seen > 3000, "{seen}");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_protocol_that_is_no_longer_offered_is_a_difference() {
    let oa = anywhere("EX1", "", "Version 15.2 (Build 1544.4)");
    let files = folder(&[("oa.txt", &oa), ("a.xml", &saved("mail.contoso.com", "On"))]);
    let all = differences(&files);
    assert!(all.iter().any(|(element, saved, _)| element.is_empty() && saved == "mail.contoso.com"), "{all:?}");
    let text = predict(&files, &[]);
    assert!(text.contains("EXPR is in the saved response"), "{text}");
}
