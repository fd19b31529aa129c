//! Limits of what is judged: what is left out is said, and nothing passes because of it.

use std::fmt::Write as _;

use msstd::{
    decide::Settings,
    model::time,
    read::{Bytes, DeploymentInput, Named},
    report::{self, Format, human},
};
use serde_json::Value;

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
    let named = |path: &str, text: String| Named { path: path.to_owned(), bytes: Bytes::Here(text.into_bytes()) };
    vec![named("Get-ExchangeCertificate.txt", records), named("autodiscover.xml", answer)]
}

fn check(count: usize, comparisons: usize) -> Value {
    let mut settings = Settings::at(time::parse("2026-06-01").unwrap());
    settings.comparisons = comparisons;
    let input = DeploymentInput { name: "exports".to_owned(), root: None, files: exports(count) };
    let mut out = Vec::new();
    report::write(&msstd::check(vec![input], &settings), Format::Json, human::Style::default(), &mut out).unwrap();
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
    let all = check(4, 16);
    assert_eq!(verdicts(&all), ["mismatch"; 4]);
    assert!(!codes(&all).contains(&"IN011"), "{:?}", codes(&all));
    let some = check(4, 8);
    assert_eq!(verdicts(&some), ["mismatch", "mismatch", "inconclusive", "inconclusive"]);
    assert_eq!(codes(&some).iter().filter(|code| **code == "IN011").count(), 1);
    assert!(!codes(&some).contains(&"PN015"), "it is not for want of a certificate: {:?}", codes(&some));
    let none = check(4, 0);
    assert_eq!(verdicts(&none), ["inconclusive"; 4]);
    assert_eq!(none["deployments"][0]["answer"]["verdict"], "not-determined");
    let replay = none["deployments"][0]["replay"].to_string();
    assert!(replay.contains("IN011") && !replay.contains("no server certificate"), "{replay}");
}
