//! Renewals with one fault each, and without: what a rehearsal finds of them.

use std::collections::BTreeMap;

use msstd::{
    decide::Settings,
    finding::{Outcome, Severity, State},
    read::{Bytes, DeploymentInput, Named},
    rehearse::{Asked, New, rehearse_each},
    report::{
        Format,
        model::{Report, Verdict},
        rehearsal::{Change, Rehearsal},
        services::{ServiceChangeKind, ServiceRow},
        short,
    },
};

use crate::common::{
    assert_fits,
    cases::{self, Case, Deployment},
    msstd, powershell, reports, runs,
};

/// A renewal of `renewals.md`, made and rehearsed.
struct Rehearsed {
    title: String,
    expected: Vec<String>,
    report: Report,
}

impl Rehearsed {
    fn rehearsal(&self) -> &Rehearsal {
        self.report.deployments[0].rehearsal.as_ref().unwrap()
    }

    /// What the renewal brings: `error PN001`, `error` and the text of a notice.
    fn brought(&self) -> Vec<String> {
        let new = self.report.findings.iter().filter(|row| row.state == State::New);
        let findings = new.map(|row| format!("{} {}", short::level(&row), row.code));
        let notices = self.rehearsal().notices.iter().map(|notice| format!("{} {}", notice.level(), notice.text));
        findings.chain(notices).collect()
    }

    /// What is expected and not found, and errors that are found and not expected.
    fn wrong(&self) -> Vec<String> {
        let brought = self.brought();
        let means = |expected: &str, found: &str| {
            let (level, what) = expected.split_once(' ').unwrap();
            found.strip_prefix(level).is_some_and(|rest| rest.contains(what))
        };
        let missing = self.expected.iter().filter(|expected| !brought.iter().any(|found| means(expected, found)));
        let errors = brought.iter().filter(|found| found.starts_with("error"));
        let more = errors.filter(|found| !self.expected.iter().any(|expected| means(expected, found)));
        let missing = missing.map(|line| format!("not found: {line}"));
        let more = more.map(|line| format!("not expected: {line}"));
        missing.chain(more).map(|line| format!("{}: {line}", self.title)).collect()
    }
}

/// The renewals of `renewals.md` whose titles are asked for, each as its turn comes.
fn renewals(is_asked: impl Fn(&str) -> bool) -> impl Iterator<Item = Rehearsed> {
    let all = cases::parse_field(include_str!("renewals.md")).unwrap();
    let (bases, own): (Vec<Case>, Vec<Case>) = all.into_iter().partition(|case| case.title.starts_with("base: "));
    let bases: BTreeMap<String, Case> =
        bases.into_iter().map(|base| (base.title["base: ".len()..].to_owned(), base)).collect();
    own.into_iter().filter(move |case| is_asked(&case.title)).map(move |case| rehearsed(case, &bases))
}

fn renewal(title: &str) -> Rehearsed {
    renewals(|own| own == title).next().unwrap_or_else(|| panic!("no renewal `{title}`"))
}

fn rehearsed(mut case: Case, bases: &BTreeMap<String, Case>) -> Rehearsed {
    let base = case.options.remove("base").unwrap();
    let is_own = |path: Option<&str>| case.blocks.iter().any(|block| block.path().is_some() && block.path() == path);
    let mut blocks: Vec<_> = bases[base.as_str().unwrap()].blocks.clone();
    blocks.retain(|block| !is_own(block.path()));
    blocks.append(&mut case.blocks);
    case.blocks = blocks;
    let servers = case.options.remove("server").into_iter().flat_map(|value| match value {
        toml::Value::Array(servers) => servers,
        other => vec![other],
    });
    let servers = servers.map(|server| server.as_str().unwrap().to_owned()).collect();
    let asked = Asked { replaces: None, servers };
    let deployment = case.deployment().unwrap_or_else(|error| panic!("{}: {error}", case.title));
    let settings = runs::settings(&deployment, None).unwrap();
    let report = rehearse(deployment, &asked, &settings);
    Rehearsed { expected: case.expected(), title: case.title, report }
}

fn rehearse(deployment: Deployment, asked: &Asked, settings: &Settings) -> Report {
    let named = |(path, bytes)| Named { path, bytes: Bytes::Here(bytes) };
    let exported = deployment.files.into_iter().filter(|(path, _)| !path.starts_with("trusted/"));
    let (new, files): (Vec<_>, Vec<_>) = exported.partition(|(path, _)| path.starts_with("new."));
    let new = named(new.into_iter().next().unwrap());
    let new = New::read(&new, &settings.reading()).unwrap();
    let given = DeploymentInput { name: "files".to_owned(), root: None, files: files.into_iter().map(named).collect() };
    let mut reports = Vec::new();
    rehearse_each(vec![given], &new, asked, settings, &|| (), &mut |report| reports.push(report));
    reports.pop().unwrap()
}

/// The report of a renewal of `renewals.md`.
pub fn report(title: &str) -> Report {
    renewal(title).report
}

/// The verdict fails where an error is new, and each finding is marked as what it counts as.
fn inconsistent(one: &Rehearsed) -> Option<String> {
    let breaks = one.brought().iter().any(|found| found.starts_with("error"));
    let answer = &one.report.deployments[0].answer;
    if (answer.verdict == Verdict::Fails) != breaks {
        return Some(format!("{}: {}", one.title, answer.text));
    }
    let change = |state| match state {
        State::New => Some(Change::New),
        State::Unchanged => Some(Change::Unchanged),
        State::Allowed | State::Baselined => None,
    };
    let rows = one.report.findings.iter();
    let states: BTreeMap<_, _> = rows.filter_map(|row| Some((row.fingerprint.clone(), change(row.state)?))).collect();
    let marks = one.rehearsal().findings.iter().map(|mark| (mark.fingerprint.clone(), mark.change));
    (states != marks.collect()).then(|| format!("{}: marks differ from states", one.title))
}

#[test]
fn every_planted_fault_is_foreseen_and_nothing_is_stopped_without_one() {
    let all: Vec<Rehearsed> = renewals(|_| true).collect();
    let (planted, faultless): (Vec<_>, Vec<_>) = all.iter().partition(|one| !one.expected.is_empty());
    let wrong: Vec<String> = all.iter().flat_map(|one| one.wrong().into_iter().chain(inconsistent(one))).collect();
    eprintln!("{} renewals with a fault, {} without", planted.len(), faultless.len());
    assert!(planted.len() >= 40 && faultless.len() >= 10, "{} and {}", planted.len(), faultless.len());
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    for one in &faultless {
        let answer = &one.report.deployments[0].answer;
        assert_eq!(answer.verdict, Verdict::Passes, "{}: {}", one.title, answer.text);
    }
}

#[test]
fn an_error_that_is_there_before_and_after_does_not_count() {
    let one = renewal("what is wrong stays wrong");
    let is_error = |outcome, severity| outcome == Outcome::Fail && severity == Severity::Error;
    let unchanged: Vec<_> = one.report.findings.iter().filter(|row| row.state == State::Unchanged).collect();
    assert!(unchanged.iter().any(|row| row.code == "EX008" && is_error(row.outcome, row.severity)));
    assert_eq!((one.report.summary.errors, one.report.summary.unchanged), (0, unchanged.len() as u64));
}

/// No rule reports this: another certificate of SMTP lists the name.
#[test]
fn a_connector_that_selects_another_certificate_is_seen() {
    let one = renewal("a connector falls back to a self-signed certificate");
    let called = |row: &Option<ServiceRow>| row.as_ref().and_then(|row| row.called.clone()).unwrap_or_default();
    let of = |connector: Option<&str>, service: &str| {
        let is_it = |row: &ServiceRow| row.service == service && row.connector.as_deref() == connector;
        let change = one.rehearsal().services.iter().find(|change| change.after.as_ref().is_some_and(is_it)).unwrap();
        (change.change, called(&change.before), called(&change.after))
    };
    let renewed = (ServiceChangeKind::Renewed, "old.cer".to_owned(), "new.cer".to_owned());
    assert_eq!(of(None, "iis"), renewed);
    assert_eq!(of(Some("EX01\\Default Frontend EX01"), "smtp-receive"), renewed);
    let self_signed = "5F00000000000000000000000000000000000000".to_owned();
    let other = (ServiceChangeKind::Other, "old.cer".to_owned(), self_signed);
    assert_eq!(of(Some("EX01\\Partners"), "smtp-receive"), other);
    for format in [Format::Human, Format::Markdown, Format::Html] {
        let text = reports::written(&one.report, format);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("which is not the new certificate"), "{text}");
    }
}

#[test]
fn nothing_is_replaced_on_a_server_that_is_not_there() {
    let [new, exports] = ["samples/seeds-case/hybrid.contoso.com.cer", "samples/server-exports"];
    for (server, code, says) in [("EX99", 2, "no such certificate"), ("EX01", 1, "")] {
        let arguments = ["rehearse", new, exports, "--server", server, "--at", "2026-06-01", "--format", "json"];
        let output = msstd(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{server}");
        assert!(String::from_utf8(output.stderr).unwrap().contains(says), "{server}");
    }
}

#[test]
fn without_exports_nothing_passes() {
    let folder = tempfile::TempDir::new().unwrap();
    let new = ["rehearse", "samples/seeds-case/hybrid.contoso.com.cer", "--at", "2026-06-01"];
    let output = msstd(new).arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stdout).unwrap().contains(": not determined: "));
}

#[test]
fn a_name_that_a_finding_reports_is_no_notice() {
    let one = renewal("Exchange Online requires another name of the sender, and the send connector is known");
    let said = one.brought().into_iter().filter(|line| line.starts_with("error"));
    assert_eq!(said.collect::<Vec<_>>(), ["error EX026"]);
}

#[test]
fn the_json_fits_its_schema_and_is_read_again() {
    for title in
        ["a send connector requires the old issuer", "a request with another subject", "the name of POP is missing"]
    {
        let one = renewal(title);
        let document = reports::as_json(&one.report);
        assert_fits(&document, "report-1.json");
        let again = reports::from_json(&document);
        assert_eq!(reports::as_json(&again), document, "{title}");
        for format in Format::ALL {
            assert_eq!(reports::written(&again, format), reports::written(&one.report, format), "{}", format.name());
        }
    }
}

#[test]
fn what_no_rule_covers_is_in_every_format_for_people() {
    let one = renewal("the name of POP is missing");
    for format in [Format::Human, Format::Short, Format::Markdown, Format::Html] {
        let text = reports::written(&one.report, format).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("X509CertificateName") && text.contains("pop.contoso.com"), "{}", format.name());
    }
}

#[test]
fn only_what_is_new_is_a_failure_in_formats_without_a_mark_for_it() {
    let one = renewal("what is wrong stays wrong");
    for format in [Format::Short, Format::Github, Format::Fixes] {
        assert!(!reports::written(&one.report, format).contains("EX008"), "{}", format.name());
    }
    let sarif: serde_json::Value = serde_json::from_str(&reports::written(&one.report, Format::Sarif)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let state = |code: &str| results.iter().find(|row| row["ruleId"] == code).map(|row| row["baselineState"].clone());
    assert_eq!(state("EX008"), Some("unchanged".into()));
    assert!(!reports::written(&one.report, Format::Junit).contains("<failure"));
}

#[test]
fn every_command_of_a_runbook_is_powershell() {
    let mut count = 0;
    for one in renewals(|_| true) {
        let Rehearsal { runbook, back, .. } = one.rehearsal();
        for command in runbook.iter().chain(back).flat_map(|step| &step.commands) {
            powershell::parse(&one.title, command);
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

/// The commands of a renewal's steps, in their order.
fn commands(one: &Rehearsed) -> String {
    let thumbprint = one.rehearsal().new.sha1.as_deref().unwrap_or("no thumbprint");
    let steps = one.rehearsal().runbook.iter().flat_map(|step| &step.commands);
    steps.cloned().collect::<Vec<_>>().join("\n").replace(thumbprint, "NEW")
}

#[test]
fn the_runbook_imports_binds_and_sets_what_the_new_certificate_needs() {
    let connector = commands(&renewal("a send connector requires the old issuer"));
    for command in [
        "Import-ExchangeCertificate -Server ex01.contoso.com -FileData ([IO.File]::ReadAllBytes(\"$PWD\\new.cer\"))",
        "Enable-ExchangeCertificate -Thumbprint NEW -Services IMAP,POP,IIS,SMTP -Server ex01.contoso.com",
        "Set-SendConnector \"To Office 365\" -TlsCertificateName",
        "Restart-Service MSExchangePOP3; Restart-Service MSExchangePOP3BE",
        "Remove-ExchangeCertificate -Thumbprint",
    ] {
        assert!(connector.contains(command), "{command}\n{connector}");
    }
    let two = commands(&renewal("two servers"));
    assert!(two.contains("Export-ExchangeCertificate -Thumbprint NEW -Server ex01.contoso.com"), "{two}");
    assert!(two.contains("Enable-ExchangeCertificate -Thumbprint NEW -Services IIS,SMTP -Server ex02.contoso.com"));
    let container = commands(&renewal("a container with the private key"));
    assert!(container.contains("new.pfx\")) -Password (Get-Credential).Password -PrivateKeyExportable $true"));
    assert_eq!(commands(&renewal("a request for the same names")), "", "nothing is bound before it is issued");
}

#[test]
fn the_way_back_binds_the_old_certificate_and_sets_its_connectors_back() {
    let one = renewal("a send connector requires the old issuer");
    let old = one.rehearsal().replaces[0].sha1.clone().unwrap();
    let back: Vec<_> = one.rehearsal().back.iter().flat_map(|step| &step.commands).collect();
    assert!(back[0].starts_with(&format!("Enable-ExchangeCertificate -Thumbprint {old} -Services IMAP,POP,IIS,SMTP")));
    assert!(back[1].ends_with(&old) && back[2].starts_with("Set-SendConnector"), "{back:?}");
}
