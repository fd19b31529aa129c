//! Decisions that last, as scripts see them: allowances, the baseline, and what they do to counts and exit codes.

use std::fs;

use crate::common::{assert_fits, msstd, pem};
use serde_json::Value;
use tempfile::TempDir;

const PROVIDER: &str = "\nName                 : EXPR\nServer               :\n\
                        CertPrincipalName    : msstd:mail.contoso.com\nTTL                  : 1\n";

/// A folder to work in: `exports` holds a provider and a certificate that does not match it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        fs::create_dir(desk.0.path().join("exports")).unwrap();
        desk.write("exports/Get-OutlookProvider.txt", PROVIDER);
        desk.certificate("cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"");
        desk
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.path().join(path), text).unwrap();
    }

    /// Makes the certificate anew: with another key identifier, serial number and thumbprint.
    fn certificate(&self, spec: &str) {
        fs::write(self.0.path().join("exports/owa.pem"), pem(spec)).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> std::process::Output {
        msstd(arguments).current_dir(self.0.path()).output().unwrap()
    }

    fn code(&self, arguments: &[&str]) -> i32 {
        self.run(&[&["check", "exports", "--at", "2026-06-01"], arguments].concat()).status.code().unwrap()
    }

    fn report(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[&["check", "exports", "--at", "2026-06-01", "--format", "json"], arguments].concat());
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    fn baseline(&self) {
        let output = self.run(&["baseline", "exports", "--at", "2026-06-01", "--output", "baseline.json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Code and state of each finding.
fn states(report: &Value) -> Vec<(&str, &str)> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|finding| (finding["code"].as_str().unwrap(), finding["state"].as_str().unwrap())).collect()
}

fn allow(code: &str, what: &str, until: &str) -> String {
    format!("[[allow]]\ncode = \"{code}\"\n{what}\nreason = \"ordered: CHG-4711\"\nuntil = {until}\n\n")
}

#[test]
fn an_accepted_finding_stays_in_the_report_and_does_not_count() {
    let desk = Desk::new();
    assert_eq!(desk.code(&[]), 1);
    let subject = "subject = \"msstd:mail.contoso.com\"";
    desk.write("msstd.toml", &allow("PN001", subject, "2027-01-31"));
    assert_eq!(desk.code(&[]), 0);
    let report = desk.report(&[]);
    assert!(states(&report).contains(&("PN001", "allowed")));
    let accepted = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "PN001").unwrap();
    assert_eq!(accepted["allowance"]["reason"], "ordered: CHG-4711");
    assert_eq!(accepted["allowance"]["until"], "2027-01-31");
    assert_eq!(report["summary"]["errors"], 0);
    assert_eq!(report["summary"]["allowed"], 1);
    // The auditor sees everything, and the configuration is not called unused for it.
    assert_eq!(desk.code(&["--no-allow"]), 1);
    let report = desk.report(&["--no-allow"]);
    assert!(states(&report).contains(&("PN001", "new")) && !states(&report).iter().any(|(code, _)| *code == "PO002"));
    assert_eq!(report["run"]["options"]["no_allow"], true);
    // When its day is over it counts again, and its line says so.
    desk.write("msstd.toml", &allow("PN001", subject, "2026-05-31"));
    assert_eq!(desk.code(&[]), 1);
    assert!(states(&desk.report(&[])).contains(&("PO001", "new")));
}

#[test]
fn an_export_accepts_nothing_for_itself() {
    let desk = Desk::new();
    desk.write("exports/msstd.toml", &allow("PN001", "path = \"**\"", "2027-01-31"));
    let report = desk.report(&[]);
    assert!(states(&report).contains(&("PN001", "new")) && states(&report).contains(&("PO004", "new")));
    assert!(!states(&report).iter().any(|(code, _)| *code == "PO002"), "it is not in force");
    let trusted = desk.report(&["--trust-config"]);
    assert!(states(&trusted).contains(&("PN001", "allowed")) && states(&trusted).contains(&("PO004", "new")));
    assert_eq!(desk.code(&["--isolated"]), 1);
}

#[test]
fn what_an_export_may_not_set_even_where_it_is_trusted_is_distinguished() {
    let desk = Desk::new();
    desk.write("exports/msstd.toml", "client = \"modern\"\nignore = [\"PN\"]\n");
    let report = desk.report(&["--trust-config"]);
    let told: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == "PO004")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(states(&report).iter().any(|(code, _)| *code == "PN001"), "ignore is not for an export to set");
}

#[test]
fn a_baseline_counts_only_what_is_new() {
    let desk = Desk::new();
    desk.baseline();
    let written: Value =
        serde_json::from_str(&fs::read_to_string(desk.0.path().join("baseline.json")).unwrap()).unwrap();
    assert_fits(&written, "baseline-1.json");
    let known = ["--baseline", "baseline.json"];
    assert_eq!(desk.code(&known), 0);
    let report = desk.report(&known);
    assert!(states(&report).iter().all(|(_, state)| *state == "baselined"), "{:?}", states(&report));
    assert!(report["run"]["config"].as_array().unwrap().iter().any(|file| file["role"] == "baseline"));
    assert_eq!(desk.code(&["--baseline", "baseline.json", "--no-allow"]), 1);
    // Renumbered lines change nothing.
    desk.write("exports/Get-OutlookProvider.txt", &format!("\n\n\n{PROVIDER}"));
    assert_eq!(desk.code(&known), 0);
    // Another name that is required is new, and the known one is fixed.
    desk.write("exports/Get-OutlookProvider.txt", &PROVIDER.replace("mail.", "webmail."));
    assert_eq!(desk.code(&known), 1);
    let report = desk.report(&known);
    assert!(states(&report).contains(&("PN001", "new")) && states(&report).contains(&("PO003", "new")));
    desk.baseline();
    assert_eq!(desk.code(&known), 0);
}

#[test]
fn a_decision_outlives_a_renewal_where_the_rule_allows() {
    let desk = Desk::new();
    let spec = "cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"\nnot_after = \"2026-05-01\"";
    desk.certificate(spec);
    desk.baseline();
    let known = ["--baseline", "baseline.json"];
    let state_of = |code: &str| {
        let report = desk.report(&known);
        states(&report).iter().find(|(own, _)| *own == code).map(|(_, state)| (*state).to_owned())
    };
    assert_eq!(state_of("CT017").as_deref(), Some("baselined"));
    assert_eq!(state_of("CT001").as_deref(), Some("baselined"));
    // Renewed with the same names, and expired again: self-signed is known, that it is expired is another certificate's.
    desk.certificate(&format!("{spec}\nserial = 4711"));
    assert_eq!(state_of("CT017").as_deref(), Some("baselined"));
    assert_eq!(state_of("CT001").as_deref(), Some("new"));
    assert_eq!(state_of("PN001").as_deref(), Some("baselined"));
    // Renewed with another name: what was decided does not match any more.
    desk.certificate(&spec.replace("owa.", "other."));
    assert_eq!(state_of("CT017").as_deref(), Some("new"));
    assert_eq!(state_of("PN001").as_deref(), Some("new"));
}

#[test]
fn what_has_become_worse_is_new() {
    let desk = Desk::new();
    desk.certificate(
        "cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\", \"mail.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"",
    );
    desk.baseline();
    assert!(states(&desk.report(&["--baseline", "baseline.json"])).contains(&("PN002", "baselined")));
    let legacy = desk.report(&["--baseline", "baseline.json", "--client", "legacy"]);
    assert!(states(&legacy).contains(&("PN002", "new")), "an error there: {:?}", states(&legacy));
}

/// What is accepted is that something is left out, not what it holds.
#[test]
fn what_was_left_out_is_no_pass_where_it_is_accepted() {
    let desk = Desk::new();
    desk.certificate("cn = \"mail.contoso.com\"\nsan = [\"mail.contoso.com\"]\nissuer = \"self\"\nkey = \"rsa\"");
    let answer = |report: &Value| report["deployments"][0]["answer"]["verdict"].as_str().unwrap().to_owned();
    assert_eq!(answer(&desk.report(&[])), "passes");
    let namespace = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    let (open, close) = ("<a>".repeat(100), "</a>".repeat(100));
    desk.write("exports/deep.xml", &format!("<Autodiscover xmlns=\"{namespace}\">{open}{close}</Autodiscover>"));
    assert_eq!(answer(&desk.report(&[])), "not-determined");

    desk.write("accepted.toml", &allow("IN011", "path = \"deep.xml\"", "2026-12-31"));
    let accepted = desk.report(&["--config", "accepted.toml"]);
    assert!(states(&accepted).contains(&("IN011", "allowed")), "{:?}", states(&accepted));
    assert_eq!(answer(&accepted), "not-determined");

    desk.baseline();
    let known = desk.report(&["--baseline", "baseline.json"]);
    assert!(states(&known).contains(&("IN011", "baselined")), "{:?}", states(&known));
    assert_eq!(answer(&known), "not-determined");
}

#[test]
fn what_is_accepted_is_not_written_into_a_baseline() {
    let desk = Desk::new();
    desk.write("msstd.toml", &allow("PN001", "path = \"*\"", "2027-01-31"));
    desk.baseline();
    assert!(!fs::read_to_string(desk.0.path().join("baseline.json")).unwrap().contains("PN001"));
    // When the allowance ends, it counts, whatever the baseline has.
    desk.write("msstd.toml", &allow("PN001", "path = \"*\"", "2026-05-31"));
    assert_eq!(desk.code(&["--baseline", "baseline.json"]), 1);
}

#[test]
fn wrong_baselines_are_wrong_usage_with_their_line() {
    let desk = Desk::new();
    for (text, said) in [
        ("not json", "line 1"),
        ("{\"schema\": 9, \"findings\": []}", "version 9"),
        ("{\"schema\": 1,\n\"findings\": [\n{\"code\": 1}]}", "line 3"),
    ] {
        desk.write("wrong.json", text);
        let output = desk.run(&["check", "exports", "--baseline", "wrong.json"]);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(told.contains("wrong.json") && told.contains(said), "{told}");
    }
    assert_eq!(desk.code(&["--baseline", "no/such.json"]), 2);
}

#[test]
fn folders_with_names_are_deployments() {
    let desk = Desk::new();
    fs::create_dir_all(desk.0.path().join("exports/boston")).unwrap();
    desk.write("exports/boston/Get-OutlookProvider.txt", PROVIDER);
    desk.write("msstd.toml", "[[deployment]]\npath = \"exports/boston\"\nname = \"Contoso, Boston\"\n");
    let report = desk.report(&[]);
    let names: Vec<&str> =
        report["deployments"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["exports", "Contoso, Boston"]);
    desk.write("msstd.toml", "\n[[deployment]]\npath = \"exports/bosten\"\nname = \"Contoso, Boston\"\n");
    let output = desk.run(&["check", "exports"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("msstd.toml:2"));
}

#[test]
fn the_configuration_sets_what_the_options_set() {
    let desk = Desk::new();
    desk.write("msstd.toml", "ignore = [\"PN\"]\ntrust_anchors = [\"exports/owa.pem\"]\n[limits]\nnames = 7\n");
    let report = desk.report(&[]);
    assert!(!states(&report).iter().any(|(code, _)| code.starts_with("PN")));
    assert_eq!(report["run"]["trust"]["source"], "trust-anchors");
    assert_eq!(report["run"]["options"]["limits"]["names"], 7);
    assert_eq!(report["run"]["options"]["ignore"], serde_json::json!(["PN"]));
    desk.write("msstd.toml", "select = [\"PN\"]\n");
    assert!(states(&desk.report(&[])).iter().all(|(code, _)| code.starts_with("PN")));
    assert!(
        states(&desk.report(&["--select", "CT"])).iter().all(|(code, _)| code.starts_with("CT")),
        "typed goes first"
    );
}

#[test]
fn there_is_an_end_to_the_roots_that_are_trusted() {
    let desk = Desk::new();
    let root = fs::read_to_string(desk.0.path().join("exports/owa.pem")).unwrap();
    desk.write("roots.pem", &root.repeat(10_001));
    let output = desk.run(&["check", "exports", "--trust-anchors", "roots.pem"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("roots.pem: 10001 certificates to trust, more than 10000"), "{told}");
}

#[test]
fn init_writes_a_configuration_and_never_over_one() {
    let desk = Desk::new();
    assert!(desk.run(&["init"]).status.success());
    let written = fs::read_to_string(desk.0.path().join("msstd.toml")).unwrap();
    assert!(written.contains("#[[allow]]"));
    assert_eq!(desk.code(&[]), 1, "it says nothing yet");
    desk.write("msstd.toml", "client = \"modern\"\n");
    assert_eq!(desk.run(&["init"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(desk.0.path().join("msstd.toml")).unwrap(), "client = \"modern\"\n");
    assert_eq!(String::from_utf8(desk.run(&["init", "--output", "-"]).stdout).unwrap(), written);
}
