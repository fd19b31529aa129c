//! `msstd replay`: the Analyzer's tests on exports.

use std::{env, fs};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{
    msstd, pem,
    reports::{HOSTILE, assert_inert, check_files, is_active, written},
    runs::AT,
};
use msstd::report::{Format, human::Style, model::Report, replay};

/// An Autodiscover response for clients outside.
fn response(server: &str, principal: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
         <User><AutoDiscoverSMTPAddress>anna@contoso.com</AutoDiscoverSMTPAddress></User>\n\
         <Account><AccountType>email</AccountType><Action>settings</Action>\n\
         <Protocol><Type>EXPR</Type><Server>{server}</Server><SSL>On</SSL><AuthPackage>Basic</AuthPackage>\n\
         <CertPrincipalName>{principal}</CertPrincipalName></Protocol></Account></Response></Autodiscover>\n"
    )
    .into_bytes()
}

fn checked(files: &[(&str, Vec<u8>)]) -> Report {
    check_files("case", None, files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.clone())).collect())
}

/// The deployment that requires a name at `mail.contoso.com`, where this certificate is.
fn with(principal: &str, certificate: &str) -> Report {
    checked(&[("autodiscover.xml", response("mail.contoso.com", principal)), ("mail.pem", pem(certificate))])
}

fn tests(report: &Report) -> Value {
    serde_json::to_value(&report.deployments[0].replay).unwrap()["tests"].take()
}

/// The Outlook Anywhere test; the only one there is.
fn outlook_anywhere(report: &Report) -> Value {
    let tests = tests(report);
    let mut found = tests.as_array().unwrap().iter().filter(|test| test["kind"] == "outlook-anywhere");
    let test = found.next().expect("an Outlook Anywhere test").clone();
    assert!(found.next().is_none(), "{tests:#}");
    test
}

/// The first step below that begins so.
fn step<'t>(step: &'t Value, begins: &str) -> Option<&'t Value> {
    if step["description"].as_str().unwrap().starts_with(begins) {
        return Some(step);
    }
    step["steps"].as_array().unwrap().iter().find_map(|own| self::step(own, begins))
}

fn mutual(test: &Value) -> &Value {
    step(&test["root"], "Testing SSL mutual authentication").expect("it is reached")
}

fn human(report: &Report) -> String {
    let mut out = Vec::new();
    replay::human::write(report, &msstd::judge::options::Client::ALL, Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const LISTED: &str = "san = [\"mail.contoso.com\", \"autodiscover.contoso.com\"]";

#[test]
fn the_three_outcomes_of_mutual_authentication() {
    let by_san = "The certificate common name doesn't match the mutual authentication string provided; however, a match \
                  was found in the subject alternative name extension.";
    let failed = "Mutual Authentication could not be established.";
    let clients = |analyzer: &str, legacy: &str, modern: &str| json!({ "analyzer": analyzer, "legacy": legacy, "modern": modern });
    let detail = |name: &str| {
        format!(
            "The certificate common name {name} doesn't validate against the mutual authentication string that was \
             provided: msstd:mail.contoso.com"
        )
    };
    for (certificate, outcome, result, details, clients) in [
        (
            format!("cn = \"mail.contoso.com\"\n{LISTED}"),
            "passed",
            "Mutual authentication was verified successfully.",
            json!([]),
            clients("passed", "passed", "passed"),
        ),
        (
            format!("cn = \"owa.contoso.com\"\n{LISTED}"),
            "warning",
            by_san,
            json!([]),
            clients("warning", "failed", "passed"),
        ),
        (
            "cn = \"*.contoso.com\"\nsan = [\"*.contoso.com\"]".to_owned(),
            "failed",
            failed,
            json!([detail("*.contoso.com")]),
            clients("failed", "failed", "warning"),
        ),
    ] {
        let test = outlook_anywhere(&with("msstd:mail.contoso.com", &certificate));
        let step = mutual(&test);
        assert_eq!((&step["outcome"], &step["result"]), (&outcome.into(), &result.into()), "{certificate}");
        assert_eq!((&step["details"], &step["clients"]), (&details, &clients), "{certificate}");
        let places: Vec<&Value> = step["places"].as_array().unwrap().iter().map(|place| &place["path"]).collect();
        assert_eq!(places, ["autodiscover.xml", "mail.pem"]);
        assert_eq!(test["ends_in"].as_str(), (outcome == "failed").then_some(failed));
    }
    let other = outlook_anywhere(&with("msstd:oa.contoso.com", &format!("cn = \"mail.contoso.com\"\n{LISTED}")));
    assert_eq!(mutual(&other)["outcome"], "failed");
    assert_eq!(other["root"]["outcome"], "failed");
}

#[test]
fn a_failed_step_ends_its_branch() {
    // The certificate does not list the host: the name comes before mutual authentication.
    let report = checked(&[
        ("autodiscover.xml", response("mail.contoso.com", "msstd:owa.contoso.com")),
        ("owa.pem", pem("cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]")),
    ]);
    let test = outlook_anywhere(&report);
    assert_eq!(test["ends_in"], "Certificate name validation failed.");
    let certificate = step(&test["root"], "Testing the SSL certificate").unwrap();
    let last = certificate["steps"].as_array().unwrap().last().unwrap();
    assert_eq!(last["description"], "Validating the certificate name.");
    assert_eq!(
        last["details"],
        json!([
            "Host name mail.contoso.com doesn't match any name found on the server certificate CN=owa.contoso.com."
        ])
    );
    assert_eq!(test["root"]["steps"].as_array().unwrap().last().unwrap(), certificate);
    // What it would have said is there all the same.
    assert_eq!(test["not_reached"]["outcome"], "passed");
}

#[test]
fn an_expired_certificate_fails_by_its_date() {
    let expired =
        format!("cn = \"mail.contoso.com\"\n{LISTED}\nnot_before = \"2020-01-01\"\nnot_after = \"2021-01-01\"");
    let test = outlook_anywhere(&with("msstd:mail.contoso.com", &expired));
    assert_eq!(test["ends_in"], "Date validation failed.");
}

#[test]
fn without_a_certificate_the_steps_name_the_export() {
    let report = checked(&[("autodiscover.xml", response("mail.contoso.com", "msstd:mail.contoso.com"))]);
    let test = outlook_anywhere(&report);
    assert_eq!((&test["root"]["outcome"], &test["ends_in"]), (&"not-determined".into(), &Value::Null));
    let obtaining = step(&test["root"], "The Microsoft Connectivity Analyzer is attempting to obtain").unwrap();
    assert_eq!(obtaining["export"]["export"], "certificate");
    assert_eq!(mutual(&test)["export"]["export"], "certificate");
    assert_eq!(mutual(&test)["outcome"], "not-determined");
}

#[test]
fn without_a_principal_the_hosts_are_tested() {
    let anywhere = "ServerName : EX01\nExternalHostname : mail.contoso.com\nExternalClientAuthenticationMethod : Ntlm\n\
                    IISAuthenticationMethods : {Basic, Ntlm}\nIdentity : EX01\\Rpc (Default Web Site)\n";
    let refusing = anywhere.replace(", Ntlm", "");
    let certificate = pem(&format!("cn = \"mail.contoso.com\"\n{LISTED}"));
    let test = |anywhere: &str| {
        let export = ("Get-OutlookAnywhere.txt", anywhere.as_bytes().to_vec());
        // EXPR is gone: Autodiscover has nothing to fill in.
        let providers = ("Get-OutlookProvider.txt", b"Name : EXCH\nServer :\nCertPrincipalName :\nTTL : 1\n".to_vec());
        outlook_anywhere(&checked(&[export, providers, ("mail.pem", certificate.clone())]))
    };
    let accepted = test(anywhere);
    assert_eq!((&accepted["host"], &accepted["principal"]), (&"mail.contoso.com".into(), &Value::Null));
    assert_eq!(mutual(&accepted)["export"]["export"], "cmdlet:OutlookProvider");
    let methods = step(&accepted["root"], "Testing HTTP Authentication Methods").unwrap();
    assert_eq!(methods["outcome"], "passed");
    assert_eq!(test(&refusing)["ends_in"], "All Required Authentication Methods could not be found.");
}

#[test]
fn autodiscover_fails_only_where_no_way_is_left() {
    let report = with("msstd:owa.contoso.com", "cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]");
    let tests = tests(&report);
    let autodiscover = &tests[0];
    assert_eq!(autodiscover["host"], "contoso.com");
    let own =
        step(&autodiscover["root"], "Attempting to test potential Autodiscover URL https://autodiscover.contoso.com");
    assert_eq!(own.unwrap()["outcome"], "failed");
    // A redirect or an SRV record may lead elsewhere.
    assert_eq!(autodiscover["root"]["outcome"], "not-determined");
}

#[test]
fn the_response_must_have_its_elements() {
    let settings = |response: &str| {
        let report = checked(&[("autodiscover.xml", response.as_bytes().to_vec())]);
        let tests = tests(&report);
        step(&tests[0]["root"], "Autodiscover settings for Outlook Anywhere").unwrap().clone()
    };
    let whole = String::from_utf8(response("mail.contoso.com", "msstd:mail.contoso.com")).unwrap();
    assert_eq!(settings(&whole)["outcome"], "passed");
    let without = settings(&whole.replace("<AuthPackage>Basic</AuthPackage>", ""));
    assert_eq!(without["result"], "Missing AuthPackage element in Autodiscover XML Response");
    let without = settings(&whole.replace("EXPR", "EXCH"));
    assert_eq!(without["result"], "Missing EXPR element in Autodiscover XML Response.");
}

#[test]
fn texts_of_files_come_out_harmless() {
    for poison in HOSTILE {
        let safe: String = poison.replace(['&', '<', '"'], "");
        let bytes = format!("Name : EXPR\nServer :\nCertPrincipalName : msstd:mail{safe}contoso.com\nTTL : 1\n");
        let report = checked(&[
            ("Get-OutlookProvider.txt", bytes.into_bytes()),
            ("a\u{1b}[31m\u{202e}.pem", pem("cn = \"mail.contoso.com\"")),
        ]);
        let text = human(&report).replace('\n', " ");
        let page = written(&report, Format::Html);
        assert!(page.contains("class=\"replay\"") && !page.replace('\n', " ").contains(is_active), "{page}");
        assert!(!text.contains(is_active), "{text:?}");
    }
}

/// A saved report of `mail.contoso.com`, every step passed.
fn saved(principal: &str) -> String {
    let step = |description: &str, result: &str, details: &str| {
        format!(
            "<testresult status=\"Success\" errorid=\"00000000-0000-0000-0000-000000000000\" \
             testdescription=\"{description}\" resultdescription=\"{result}\" additionaldetails=\"{details}\">"
        )
    };
    [
        step("Testing RPC/HTTP connectivity.", "The RPC/HTTP test completed successfully.", ""),
        "<children>".to_owned(),
        step(
            "Attempting to resolve the host name mail.contoso.com in DNS.",
            "The host name resolved successfully.",
            "",
        ),
        "</testresult>\n".to_owned(),
        step("Validating the certificate name.", "The certificate name was validated successfully.", ""),
        "</testresult>\n".to_owned(),
        step(
            "Testing SSL mutual authentication with the RPC proxy server mail.contoso.com.",
            "Mutual authentication was verified successfully.",
            &format!("The mutual authentication string is {principal}"),
        ),
        "</testresult></children></testresult>\n".to_owned(),
    ]
    .concat()
}

fn beside(report: &Report) -> Value {
    let tests = tests(report);
    let own = tests.as_array().unwrap().iter().find(|test| !test["beside"].is_null());
    own.expect("a test with a saved report")["beside"].clone()
}

#[test]
fn a_saved_report_is_beside_its_test_and_one_planted_difference_is_found() {
    let principal = "msstd:mail.contoso.com";
    let with = |saved: &str, certificate: &str| {
        let response = ("autodiscover.xml", response("mail.contoso.com", principal));
        checked(&[response, ("mail.pem", pem(certificate)), ("RCATestResult.xml", saved.as_bytes().to_vec())])
    };
    let good = format!("cn = \"mail.contoso.com\"\n{LISTED}");
    let same = beside(&with(&saved(principal), &good));
    assert_eq!(same["first_difference"], Value::Null);
    assert_eq!(same["place"]["path"], "RCATestResult.xml");
    // The certificate was renewed without the name since.
    let renewed = with(&saved(principal), &format!("cn = \"owa.contoso.com\"\n{LISTED}"));
    let different = beside(&renewed);
    let first = &different["rows"][usize::try_from(different["first_difference"].as_u64().unwrap()).unwrap()];
    assert!(first["description"].as_str().unwrap().starts_with("Testing SSL mutual authentication"), "{first}");
    assert_eq!((&first["replayed"], &first["saved"]), (&"warning".into(), &"passed".into()));
    assert_eq!(first["place"]["line"], 3);
    let text = human(&renewed);
    assert!(text.contains("First difference: Testing SSL mutual authentication"), "{text}");
    // The report as text.
    let text = "Attempting to resolve the host name mail.contoso.com in DNS.\nThe host name resolved successfully.\n\
                Testing the SSL certificate to make sure it's valid.\nValidating the certificate name.\n\
                Certificate name validation failed.\nAdditional Details\nHost name mail.contoso.com doesn't match any \
                name found on the server certificate CN=old.contoso.com.\n\
                Testing SSL mutual authentication with the RPC proxy server mail.contoso.com.\n\
                The mutual authentication string is msstd:mail.contoso.com\n";
    let different = beside(&with(text, &good));
    let first = &different["rows"][usize::try_from(different["first_difference"].as_u64().unwrap()).unwrap()];
    assert_eq!(first["description"], "Validating the certificate name.");
    assert_eq!((&first["replayed"], &first["saved"]), (&"passed".into(), &"failed".into()));
}

fn replayed(arguments: &[&str], code: i32) -> String {
    let output = msstd([&["replay", "--at", AT], arguments].concat()).assert().code(code).get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_seeds_case_ends_as_the_seeds_say() {
    let text = replayed(&["samples/seeds-case"], 1);
    assert!(text.trim_end().ends_with("Ends in: Mutual Authentication could not be established."), "{text}");
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let detail = "The certificate common name hybrid.contoso.com doesn't validate against the mutual authentication string \
                  that was provided: msstd:mail.contoso.com";
    assert!(joined.contains(detail), "{text}");
    for line in text.lines() {
        let longest = line.split(' ').map(str::len).max().unwrap_or(0);
        assert!(line.chars().count() <= 80 || longest > 60, "{line}");
    }
    assert_inert(&text.replace('\n', " "));
}

#[test]
fn a_client_decides_how_the_test_ends() {
    replayed(&["samples/san-only"], 0);
    let legacy = replayed(&["samples/san-only", "--client", "legacy"], 1);
    assert!(legacy.contains("Windows before Vista SP1: failed") && !legacy.contains("current Windows"), "{legacy}");
    let modern = replayed(&["samples/wildcard", "--client", "modern"], 0);
    assert!(modern.contains("current Windows: warning"), "{modern}");
}

#[test]
fn a_root_that_is_given_is_trusted() {
    let text = replayed(&["samples/healthy", "--quiet"], 1);
    assert!(text.contains("Ends in: Certificate trust validation failed."), "{text}");
    assert!(text.contains("Not reached, because a step above fails:"), "{text}");
    let root = "samples/healthy/certificates/Contoso Private CA.cer";
    let text = replayed(&["samples/healthy", "--trust-anchors", root], 0);
    assert!(text.contains("Mutual authentication was verified successfully."), "{text}");
}

#[test]
fn nothing_to_replay() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("note.txt"), "hello").unwrap();
    let path = folder.path().to_str().unwrap();
    replayed(&[path], 3);
    replayed(&["samples/seeds-case/no-such-file"], 2);
}

#[test]
fn the_json_is_that_of_the_report() {
    let document: Value = serde_json::from_str(&replayed(&["samples/seeds-case", "--format", "json"], 1)).unwrap();
    let report = msstd(["check", "samples/seeds-case", "--at", AT, "--format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(document["deployments"][0]["replay"], report["deployments"][0]["replay"]);
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["at", "client", "deployments", "schema", "tool"]);
}

#[test]
fn the_readme_shows_real_output() {
    let readme = fs::read_to_string("README.md").unwrap();
    let command = "`msstd replay samples/seeds-case --quiet --at 2026-06-01`:\n\n```text\n";
    let (_, rest) = readme.split_once(command).expect("an example of the output");
    let (shown, _) = rest.split_once("```\n").expect("its end");
    let real = replayed(&["samples/seeds-case", "--quiet"], 1).trim_end().to_owned() + "\n";
    if env::var_os("MSSTD_BLESS").is_some() {
        let whole = format!("{command}{shown}");
        return fs::write("README.md", readme.replacen(&whole, &format!("{command}{real}"), 1)).unwrap();
    }
    assert_eq!(real, shown, "MSSTD_BLESS=1 writes README.md");
}
