//! A report lists no more than two hundred certificates for a name or a host, and counts the others.

use std::{collections::BTreeSet, fmt::Write as _};

use msstd::{
    decide::Settings,
    model::time,
    read::{Bytes, DeploymentInput, Named},
};
use serde_json::Value;

use super::common::{reports::as_json, runs::AT};

/// A report on so many certificates of Get-ExchangeCertificate: all list a host of their own, and every second one the host
/// that Outlook requires too. They are bound to SMTP alone.
fn report(certificates: usize) -> Value {
    let mut records = String::new();
    for index in 0..certificates {
        let number = index + 1;
        let shared = if index % 2 == 0 { ", mail.contoso.com" } else { "" };
        let _ = writeln!(
            records,
            "Thumbprint         : {number:040X}\nIsSelfSigned       : False\nServices           : SMTP\nSubject            : CN=host{index}.contoso.com\n\
             CertificateDomains : {{host{index}.contoso.com{shared}}}\nNotAfter           : 1/14/2034 12:00:00 AM\n"
        );
    }
    let provider = "Name              : EXPR\nCertPrincipalName : msstd:mail.contoso.com\nServer            :\n";
    let anywhere = "ServerName       : EX01\nExternalHostname : mail.contoso.com\nIdentity         : EX01\\Rpc (Default Web Site)\n";
    let files = [("certificates.txt", records.as_str()), ("provider.txt", provider), ("anywhere.txt", anywhere)];
    let files = files.map(|(path, text)| Named { path: path.to_owned(), bytes: Bytes::Here(text.into()) });
    let given = DeploymentInput { name: "many".to_owned(), root: None, files: files.into() };
    as_json(&msstd::check(vec![given], &Settings::at(time::parse(AT).unwrap())))
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

#[test]
fn a_report_grows_with_names_and_certificates_no_more_than_they_do() {
    let length = |certificates| report(certificates).to_string().len();
    assert!(length(4_000) < 5 * length(1_000));
}
