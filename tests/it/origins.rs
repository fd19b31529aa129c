//! Who requires a principal: "Outlook requires" only where Outlook is told so, in the headline of every rule.

use serde_json::Value;

use crate::common::{
    cases::{self, Deployment},
    reports, runs,
};
use msstd::report::{Format, model::Report};

const CERTIFICATE: &str = r#"
```cert mail.pem
cn = "mail.contoso.com"
san = ["mail.contoso.com"]
```
"#;

const PROVIDER: &str = r"
```txt outlook-providers.txt
Name              : EXPR
CertPrincipalName : msstd:mail.contoso.com
Server            :
TTL               : 1
```
";

const PROFILE: &str = r"
```prf rollout.prf
[General]
ProfileName=Rollout

[Service List]
ServiceEGS=Exchange Global Section

[ServiceEGS]
RPCoverHTTPflags=0x2f
RPCProxyServer=owa.contoso.com
RPCProxyPrincipalName=msstd:owa.contoso.com
RPCProxyAuthScheme=2
```
";

const ANALYZER: &str = r#"
```xml RCATestResult.xml
<testresult status="Error" testdescription="Testing SSL mutual authentication with the RPC proxy server owa.contoso.com." resultdescription="Mutual Authentication could not be established." additionaldetails="The certificate common name mail.contoso.com doesn't validate against the mutual authentication string that was provided: msstd:owa.contoso.com" />
```
"#;

fn report(options: &str, blocks: &[&str]) -> Report {
    let (options, blocks) = cases::section(&format!("{options}\n{}", blocks.concat())).unwrap();
    runs::check(&Deployment::of(&blocks, options).unwrap(), None).unwrap()
}

fn findings(report: &Report) -> Vec<Value> {
    reports::as_json(report)["findings"].as_array().unwrap().clone()
}

fn finding<'f>(findings: &'f [Value], code: &str) -> &'f Value {
    findings.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("no {code} in {findings:#?}"))
}

const TESTED: &str = r#"options: principal = "msstd:owa.contoso.com""#;

#[test]
fn a_tested_name_is_not_required() {
    let all = findings(&report(TESTED, &[CERTIFICATE, PROVIDER]));
    let tested = finding(&all, "PN001");
    assert_eq!(
        tested["message"],
        "`msstd:owa.contoso.com` was tested (--principal), but the only server certificate is issued to `mail.contoso.com`"
    );
    let given = "No user: Outlook requires `msstd:mail.contoso.com`, which matches; this name was only tested";
    assert_eq!(tested["paragraphs"][0]["text"], given);
    assert_eq!(tested["paragraphs"][1]["text"], "Test again with `msstd:mail.contoso.com`.");
    assert_eq!(tested["fixes"], Value::Array(Vec::new()), "what users need is in order");
    assert_eq!(
        finding(&all, "PN014")["message"],
        "`msstd:owa.contoso.com` was tested, but Outlook requires `msstd:mail.contoso.com`, which matches"
    );
}

#[test]
fn a_tested_name_alone_affects_users_only_if_it_is_required() {
    let all = findings(&report(TESTED, &[CERTIFICATE]));
    let affected = &finding(&all, "PN001")["paragraphs"][0]["text"];
    assert_eq!(affected, "Outlook Anywhere clients, if Outlook requires this name");
}

#[test]
fn the_name_of_a_profile_is_required_by_the_profile() {
    let all = findings(&report("", &[CERTIFICATE, PROVIDER, PROFILE]));
    let of_profile = finding(&all, "PN001");
    assert_eq!(
        of_profile["message"],
        "The profile `Rollout` requires `msstd:owa.contoso.com`, but the only server certificate is issued to \
         `mail.contoso.com`"
    );
    let given = "Users of this profile; Autodiscover gives `msstd:mail.contoso.com`, which matches";
    assert_eq!(of_profile["paragraphs"][0]["text"], given);
}

#[test]
fn the_name_in_a_report_of_the_analyzer_was_tested_by_it() {
    let all = findings(&report("", &[CERTIFICATE, PROVIDER, ANALYZER]));
    let message = finding(&all, "PN001")["message"].as_str().unwrap().to_owned();
    assert!(message.starts_with("`msstd:owa.contoso.com` was tested by the Analyzer, but"), "{message}");
}

#[test]
fn outlook_requires_only_what_it_is_told() {
    let told = ["autodiscover", "autodiscover-default", "outlook-provider", "provider-default", "directory-export"];
    let mut seen = 0;
    for (name, report) in reports::of_cases() {
        for finding in findings(&report) {
            let (message, origin) = (finding["message"].as_str().unwrap(), finding["facts"]["origin"].as_str());
            if message.starts_with("Outlook requires") {
                seen += 1;
                assert!(origin.is_some_and(|origin| told.contains(&origin)), "{name}: {message} ({origin:?})");
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn a_tested_name_is_at_the_option_and_in_no_file() {
    let report = report(TESTED, &[CERTIFICATE, PROVIDER]);
    let document = reports::as_json(&report);
    let tested = document["findings"].as_array().unwrap().iter().filter(|finding| finding["path"] == "--principal");
    let codes: Vec<&Value> = tested.map(|finding| &finding["code"]).collect();
    assert_eq!(codes, ["PN001", "PN014"]);
    let principal = &document["deployments"][0]["principals"][1];
    assert_eq!((&principal["origin"], &principal["path"]), (&"command-line".into(), &Value::Null));

    let again = reports::from_json(&document);
    for report in [&report, &again] {
        let short = reports::written(report, Format::Short);
        assert!(short.starts_with("--principal: error[PN001] "), "{short}");
        let github = reports::written(report, Format::Github);
        assert!(!github.contains("file=--principal"), "{github}");
        let junit = reports::written(report, Format::Junit);
        assert!(junit.contains("file=\"--principal\""), "{junit}");
        let sarif: Value = serde_json::from_str(&reports::written(report, Format::Sarif)).unwrap();
        let result = &sarif["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "PN001");
        assert_eq!(result["locations"][0]["message"]["text"], "the name to test");
        assert_eq!(result["locations"][0]["physicalLocation"], Value::Null);
    }
}
