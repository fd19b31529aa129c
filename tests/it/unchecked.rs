//! What was not checked: what each rule counts as examined, and which exports are said to be missing.

use std::collections::{BTreeMap, BTreeSet};

use msstd::{
    judge::{chain::roots::Trust, exports::Export},
    report::{Format, model::Report},
    rules,
};
use strum::IntoEnumIterator;

use crate::common::reports::{self, as_json, check_files, written};

const PROVIDER: &str = "Name              : EXPR\nServer            :\nCertPrincipalName : msstd:mail.contoso.com\nTTL               : 1\n";

fn report(name: &str) -> Report {
    let file = |path: &str| {
        let bytes = std::fs::read(format!("samples/healthy/{path}")).unwrap();
        (path.to_owned(), bytes)
    };
    let files = match name {
        "nothing" => vec![("notes.txt".to_owned(), b"Call Anna on Monday.".to_vec())],
        "certificate" => vec![file("certificates/mail.contoso.com.cer")],
        "response" => vec![file("autodiscover/outside.xml")],
        "provider" => vec![("provider.txt".to_owned(), PROVIDER.into())],
        other => panic!("{other}"),
    };
    check_files(name, None, files)
}

fn examined(report: &Report) -> BTreeSet<String> {
    report.run.rules.iter().filter(|rule| rule.examined > 0).map(|rule| rule.code.to_string()).collect()
}

/// The codes of a family, or of those that a list names.
fn codes(list: &str) -> BTreeSet<String> {
    let of = |word: &str| {
        let is_it = |code: &&str| code.starts_with(word);
        rules::all().map(|rule| rule.code.0).filter(is_it).map(str::to_owned).collect::<Vec<_>>()
    };
    list.split_whitespace().flat_map(of).collect()
}

/// What files of any kind are looked at for.
const ANY_FILE: &str = "AD017 IN001 IN002 IN003 IN004 IN005 IN006 IN007 IN009 IN010 IN011 IN012 IN013 IN014 IN017";

#[test]
fn without_its_export_a_rule_examines_nothing() {
    let any = codes(ANY_FILE);
    assert_eq!(examined(&report("nothing")), any);

    // The certificate is alone: its signature can't be verified, and there is no binding and no revocation list.
    let of_certificate: BTreeSet<String> = codes("CT CH001 IN008").difference(&codes("CT035")).cloned().collect();
    assert_eq!(examined(&report("certificate")), of_certificate.union(&any).cloned().collect());

    let of_response = codes("PN004 PN005 PN006 PN007 PN008 PN009 PN010 PN013 PN015 PN017 PN018 AD");
    assert_eq!(examined(&report("response")), of_response.union(&any).cloned().collect());

    let of_provider = codes("PN004 PN005 PN006 PN007 PN008 PN009 PN010 PN015 PN018 PN020 OP");
    assert_eq!(examined(&report("provider")), of_provider.union(&any).cloned().collect());
}

#[test]
fn every_rule_examines_something_where_one_of_everything_is_exported() {
    let samples = reports::samples().map(|(_, report)| examined(&report));
    let cases = reports::of_cases();
    let of_cases = cases.iter().map(|(_, report)| examined(report));
    let all: BTreeSet<String> = samples.chain(of_cases).flatten().collect();
    let never: Vec<&str> = rules::all().map(|rule| rule.code.0).filter(|code| !all.contains(*code)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn what_is_not_examined_lacks_an_export_that_is_named() {
    for name in ["nothing", "certificate", "response", "provider"] {
        let report = report(name);
        let [deployment] = report.deployments.as_slice() else { panic!() };
        let named: BTreeSet<&str> =
            deployment.missing.iter().flat_map(|missing| &missing.rules).map(|code| &**code).collect();
        for code in &deployment.not_examined {
            assert!(named.contains(&**code), "{code} in {name}");
        }
    }
}

#[test]
fn the_most_valuable_export_is_the_first() {
    let first = |name: &str| {
        let report = report(name);
        let exports: Vec<String> = report.deployments[0].to_export().map(|(row, _)| row.export.to_string()).collect();
        exports.into_iter().take(3).collect::<Vec<_>>()
    };
    assert_eq!(first("nothing"), ["certificate", "cmdlet:OutlookProvider", "autodiscover"]);
    assert_eq!(first("certificate"), ["cmdlet:OutlookProvider", "autodiscover", "cmdlet:ExchangeCertificate"]);
    assert_eq!(first("response"), ["certificate", "cmdlet:OutlookProvider", "cmdlet:ExchangeCertificate"]);
    assert_eq!(first("provider"), ["certificate", "autodiscover", "cmdlet:ExchangeCertificate"]);
}

#[test]
fn a_chain_is_missing_with_the_command_for_its_certificate() {
    let report = report("certificate");
    let chain = report.deployments[0].missing.iter().find(|row| row.export == Export::Chain.name()).unwrap();
    let sha1 = report.deployments[0].certificates.iter().next().unwrap().sha1.unwrap().to_ascii_uppercase();
    let command = chain.command.as_deref().unwrap();
    assert!(command.contains(&format!("$id = '{sha1}'")), "{command}");
    assert!(command.contains(".p7b") && !command.contains("-Type CERT"));
    assert!(chain.rules.iter().any(|code| code == "CH002"));
    // Whoever does not judge trust has the signatures judged.
    assert!(!matches!(reports::settings().trust, Trust::None));
}

#[test]
fn every_format_that_says_what_was_not_checked_names_what_is_missing() {
    let report = report("certificate");
    let missing = as_json(&report)["deployments"][0]["missing"].clone();
    assert!(missing.as_array().unwrap().len() > 10);
    for format in [Format::Short, Format::Junit, Format::Csv, Format::Inventory] {
        let text = written(&report, format);
        for (row, _) in report.deployments[0].to_export() {
            assert!(text.contains(&row.name), "{}: {}", format.name(), row.name);
        }
    }
    assert!(written(&report, Format::Short).contains("chain not checked: issuer Contoso Private CA not exported"));
}

#[test]
fn exports_have_names_and_questions_of_their_own() {
    let report = report("nothing");
    let rows = &report.deployments[0].missing;
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for row in rows {
        assert!(row.settles.len() == 1 && seen.insert(row.settles[0].clone(), &row.export).is_none(), "{}", row.export);
    }
    let kinds: BTreeSet<&str> = Export::iter().map(Export::name).collect();
    assert_eq!(kinds.len(), rows.len(), "nothing is here, so that everything is missing");
}

#[test]
fn what_was_read_is_no_unknown_file() {
    for (name, report) in reports::samples() {
        for artifact in report.deployments.iter().flat_map(|deployment| &deployment.artifacts) {
            let expected = match artifact.path.rsplit('/').next().unwrap() {
                "msstd.toml" => "configuration",
                "README.md" => "documentation",
                _ => continue,
            };
            assert_eq!(artifact.kind, expected, "{} in {name}", artifact.path);
        }
    }
    let short = written(&reports::sample("healthy"), Format::Short);
    assert!(short.contains("2 cmdlet outputs);") && !short.contains("not recognised"), "{short}");
}
