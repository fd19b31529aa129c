//! Limits of what is judged: what is left out is said, and nothing passes because of it.

use std::fmt::Write as _;

use msstd::{
    decide::{Selector, Settings},
    model::time,
    read::{Bytes, DeploymentInput, Named},
    report::{self, Format, human},
};
use serde_json::Value;

fn named(path: &str, text: String) -> Named {
    Named { path: path.to_owned(), bytes: Bytes::Here(text.into_bytes()) }
}

/// As many certificates that are bound to IIS, and a response for as many hosts: each of them is compared with all.
fn exports(count: usize) -> Vec<Named> {
    let mut records = String::from("[PS] C:\\>Get-ExchangeCertificate | Format-List\n\n");
    let mut protocols = String::new();
    for index in 0..count {
        let name = format!("mail{index}.contoso.com");
        let _ = write!(
            records,
            "CertificateDomains : {{{name}}}\nSubject            : CN={name}\nIssuer             : CN=CA\n\
             Thumbprint         : {index:040X}\nServices           : IIS\nNotAfter           : 1/1/2028 1:00:00 AM\n\n"
        );
        let _ = write!(
            protocols,
            "<Protocol><Type>EXPR</Type><Server>{name}</Server><SSL>On</SSL>\
             <CertPrincipalName>msstd:{name}</CertPrincipalName></Protocol>"
        );
    }
    let answer = format!(
        "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\
         <Account><AccountType>email</AccountType><Action>settings</Action>{protocols}</Account></Response></Autodiscover>"
    );
    vec![named("Get-ExchangeCertificate.txt", records), named("autodiscover.xml", answer)]
}

fn settings() -> Settings {
    Settings::at(time::parse("2026-06-01").unwrap())
}

fn check(files: Vec<Named>, settings: &Settings) -> Value {
    let input = DeploymentInput { name: "exports".to_owned(), root: None, files };
    let mut out = Vec::new();
    report::write(&msstd::check(vec![input], settings), Format::Json, human::Style::default(), &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// The verdicts of all principals.
fn verdicts(report: &Value) -> Vec<&str> {
    let principals = report["deployments"][0]["principals"].as_array().unwrap();
    principals.iter().map(|principal| principal["verdict"].as_str().unwrap()).collect()
}

fn codes(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn what_is_not_compared_is_said_and_is_no_pass() {
    let check = |comparisons| check(exports(4), &Settings { comparisons, ..settings() });
    let all = check(16);
    assert_eq!(verdicts(&all), ["mismatch"; 4]);
    assert!(!codes(&all).contains(&"IN011"), "{:?}", codes(&all));
    let some = check(8);
    assert_eq!(verdicts(&some), ["mismatch", "mismatch", "inconclusive", "inconclusive"]);
    assert_eq!(codes(&some).iter().filter(|code| **code == "IN011").count(), 1);
    assert!(!codes(&some).contains(&"PN015"), "it is not for want of a certificate: {:?}", codes(&some));
    let none = check(0);
    assert_eq!(verdicts(&none), ["inconclusive"; 4]);
    assert_eq!(none["deployments"][0]["answer"]["verdict"], "not-determined");
    let replay = none["deployments"][0]["replay"].to_string();
    assert!(replay.contains("IN011") && !replay.contains("no server certificate"), "{replay}");
}

/// The default of EXPR is written nowhere where EXPR is not exported.
#[test]
fn a_default_that_is_not_compared_is_said() {
    let anywhere = "Identity : EX01\\Rpc (Default Web Site)\nServer : EX01\nExternalHostname : mail0.contoso.com\n\
                    ExternalClientsRequireSsl : True\n";
    let exports = || {
        let records = exports(1).into_iter().take(1);
        records.chain([named("Get-OutlookAnywhere.txt", anywhere.to_owned())]).collect::<Vec<_>>()
    };
    let sound = check(exports(), &settings());
    assert_eq!((verdicts(&sound), codes(&sound).contains(&"IN011")), (vec!["common-name"], false));
    let report = check(exports(), &Settings { comparisons: 0, ..settings() });
    assert_eq!(verdicts(&report), ["inconclusive"]);
    assert!(codes(&report).contains(&"IN011"), "{:?}", codes(&report));
}

#[test]
fn findings_of_a_rule_that_are_not_listed_are_said() {
    let responses = |count: usize| {
        let response = |index| named(&format!("autodiscover{index}.xml"), "<Autodiscover/>".to_owned());
        (0..count).map(response).collect::<Vec<_>>()
    };
    let of = |report: &Value, code: &str| {
        let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
        findings.map(|finding| finding["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let some = Settings { findings: 3, ..settings() };
    let all = check(responses(3), &some);
    let code = "AD022";
    assert_eq!((of(&all, code).len(), of(&all, "IN011").len()), (3, 0), "{:?}", codes(&all));
    let more = check(responses(5), &some);
    assert_eq!(of(&more, code), ["autodiscover0.xml", "autodiscover1.xml", "autodiscover2.xml"]);
    assert_eq!(of(&more, "IN011"), ["autodiscover3.xml"]);
    assert_eq!(more["deployments"][0]["answer"]["verdict"], "not-determined");
}

/// Of very many certificates some are looked at before others: the first are listed.
#[test]
fn findings_about_the_first_certificates_are_listed() {
    const MOST: usize = 1500;
    let mut text = String::new();
    for index in 0..17_000 {
        let _ = write!(text, "Thumbprint : {index:040X}\nSubject : CN=mail{index}.contoso.com\nIssuer : CN=CA\n");
        text += "Services : IIS\nNotAfter : 6/10/2026 1:00:00 AM\n\n";
    }
    let select = vec![Selector::parse("CT036").unwrap()];
    let report = check(vec![named("certificates.txt", text)], &Settings { findings: MOST, select, ..settings() });
    let lines = |code: &str| {
        let findings = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code);
        findings.map(|finding| finding["line"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    let of_certificate = |index: usize| (index * 6 + 5) as u64;
    assert_eq!(lines("CT036"), (0..MOST).map(of_certificate).collect::<Vec<_>>());
    assert_eq!(lines("IN011"), [of_certificate(MOST)]);
    // Those that are not listed look as if they had passed otherwise.
    let rules = report["run"]["rules"].as_array().unwrap();
    let own = rules.iter().find(|row| row["code"] == "CT036").unwrap();
    assert_eq!((&own["examined"], &own["failed"]), (&MOST.into(), &MOST.into()));
}

/// A response that is cut at a limit.
fn deep() -> Named {
    let namespace = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    let (open, close) = ("<a>".repeat(100), "</a>".repeat(100));
    named("deep.xml", format!("<Autodiscover xmlns=\"{namespace}\">{open}{close}</Autodiscover>"))
}

#[test]
fn what_was_left_out_is_said_whatever_is_selected() {
    let of = |selectors: &str| vec![Selector::parse(selectors).unwrap()];
    for settings in [
        Settings { select: of("PN"), ..settings() },
        Settings { ignore: of("IN011"), ..settings() },
        Settings { ignore: of("IN"), ..settings() },
    ] {
        let report = check(vec![deep()], &settings);
        assert_eq!(codes(&report), ["IN011"]);
        assert_eq!(report["deployments"][0]["answer"]["verdict"], "not-determined");
    }
}
