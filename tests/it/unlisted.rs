//! A report lists no more than two hundred certificates for a name or a host, and counts the others.

use std::{collections::BTreeSet, fmt::Write as _};

use msstd::{
    decide::Settings,
    model::time,
    read::{Bytes, DeploymentInput, Named},
};
use serde_json::Value;

use super::common::{reports::as_json, runs::AT};

/// So many certificates of Get-ExchangeCertificate: each lists a host of its own, and every second one mail.contoso.com too.
/// They are bound to SMTP alone.
fn records(certificates: usize) -> String {
    let mut records = String::new();
    for index in 0..certificates {
        let number = index + 1;
        let shared = if index % 2 == 0 { ", mail.contoso.com" } else { "" };
        let _ = writeln!(
            records,
            "Thumbprint         : {number:040X}\nIsSelfSigned       : False\nServices           : SMTP\n\
             Subject            : CN=host{index}.contoso.com\n\
             CertificateDomains : {{host{index}.contoso.com{shared}}}\nNotAfter           : 1/14/2034 12:00:00 AM\n"
        );
    }
    records
}

fn checked(files: &[(&str, &str)]) -> Value {
    let named = |(path, text): &(&str, &str)| Named { path: (*path).to_owned(), bytes: Bytes::Here((*text).into()) };
    let files = files.iter().map(named).collect();
    let given = DeploymentInput { name: "many".to_owned(), root: None, files };
    as_json(&msstd::check(vec![given], &Settings::at(time::parse(AT).unwrap())))
}

/// A report on these certificates where Outlook requires mail.contoso.com.
fn report(certificates: usize) -> Value {
    let provider = "Name              : EXPR\nCertPrincipalName : msstd:mail.contoso.com\nServer            :\n";
    let anywhere = "ServerName       : EX01\nExternalHostname : mail.contoso.com\n\
        Identity         : EX01\\Rpc (Default Web Site)\n";
    checked(&[("certificates.txt", &records(certificates)), ("provider.txt", provider), ("anywhere.txt", anywhere)])
}

fn count(rows: &Value) -> u64 {
    rows.as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).sum()
}

#[test]
fn what_is_not_listed_is_counted() {
    for certificates in [1, 20, 21, 200, 201, 500, 1_000] {
        let report = report(certificates);
        let deployment = &report["deployments"][0];
        let principal = &deployment["principals"][0];
        let listed = principal["candidates"].as_array().unwrap();
        let ids: BTreeSet<&str> = listed.iter().map(|row| row["certificate"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), listed.len(), "{certificates}");
        assert!(listed.len() <= 200);
        let all = listed.len() as u64 + count(&principal["others"]);
        assert_eq!(all, certificates as u64, "{certificates}: {principal:#}");
        // Those that cover the host are candidates, and come before those that do not.
        let covering = certificates.div_ceil(2);
        let candidates = listed.iter().filter(|row| !row["basis"].is_null()).count();
        assert_eq!(candidates, covering.min(200), "{certificates}");
        let endpoint = &deployment["endpoints"][0];
        assert_eq!(endpoint["covered_by_count"], covering);
        assert_eq!(endpoint["covered_by"].as_array().unwrap().len(), covering.min(200));
        let others = principal["others"].as_array().unwrap();
        let counted: Vec<Value> = others.iter().filter(|row| !row["basis"].is_null()).cloned().collect();
        assert_eq!(count(&counted.into()), (covering - candidates) as u64);
    }
}

/// A response that requires the host of each certificate of a list of so many.
fn answered(certificates: usize) -> usize {
    let mut answer = String::from(
        "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\n\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\">\n\
         <Account><AccountType>email</AccountType><Action>settings</Action>\n",
    );
    for index in 0..certificates {
        let _ = writeln!(
            answer,
            "<Protocol><Type>EXPR</Type><Server>host{index}.contoso.com</Server><SSL>On</SSL></Protocol>"
        );
    }
    answer.push_str("</Account></Response></Autodiscover>\n");
    let report = checked(&[("certificates.txt", &records(certificates)), ("answer.xml", &answer)]);
    assert_eq!(report["deployments"][0]["principals"].as_array().unwrap().len(), certificates);
    report.to_string().len()
}

#[test]
fn a_report_grows_with_names_and_certificates_no_more_than_they_do() {
    assert!(answered(400) < 5 * answered(100));
}
