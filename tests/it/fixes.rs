//! `--format fixes`, read by a parser of PowerShell: only commands of known forms, each with `-WhatIf` first.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    powershell::{self, SINCE_POWERSHELL_3},
    reports::{
        ANY_TEXT, as_json, filled_with, from_json, hostile, of_cases, partly_accepted, sample, samples, written,
    },
};
use msstd::{
    finding::Step,
    model::command::{Command, Provider, ProviderSetting, Service, Thumbprint},
    report::{Format, model::Report, sentences::Sentences},
};
use proptest::{prelude::ProptestConfig, proptest};
use tree_sitter::Node;

/// What a script does.
#[derive(Default, Debug)]
struct Script {
    /// Commands that always run, in their order.
    shown: Vec<String>,
    /// Commands that run with `-Apply` alone.
    applied: Vec<String>,
    comments: Vec<String>,
}

fn parse(name: &str, script: &str) -> Script {
    let tree = powershell::parse(name, script);
    let mut seen = Script::default();
    walk(tree.root_node(), script, false, &mut seen);
    seen
}

fn walk(node: Node<'_>, script: &str, applied: bool, seen: &mut Script) {
    let text = &script[node.byte_range()];
    match node.kind() {
        "comment" => return seen.comments.push(text.to_owned()),
        "pipeline"
            if node
                .parent()
                .is_some_and(|parent| parent.kind() == "statement_list" || parent.kind() == "script_block_body") =>
        {
            let list = if applied { &mut seen.applied } else { &mut seen.shown };
            return list.push(text.to_owned());
        }
        _ => {}
    }
    let applied = applied || node.kind() == "if_statement" && text.starts_with("if ($Apply) {\r\n");
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        walk(child, script, applied, seen);
    }
}

/// What the script itself needs, and changes nothing.
fn is_scaffold(command: &str) -> bool {
    command.starts_with("Write-Host 'No command here is safe")
        || command.starts_with("$certificate = Get-ExchangeCertificate -Thumbprint ")
        || matches!(command, "$certificate = $null" | "$auth = $null" | "$ErrorActionPreference = 'Stop'")
        || command.starts_with("throw '")
}

/// The commands that findings bring, those of ways that are no alternatives first.
fn known(report: &Report) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut sure = BTreeSet::new();
    let mut all = BTreeSet::new();
    for finding in report.findings.iter() {
        let is_sure =
            finding.state.name() == "new" && format!("{:?}{:?}", finding.outcome, finding.confidence) == "FailHigh";
        for (way, steps) in finding.ways.0.iter().enumerate() {
            let commands = || steps.iter().map(|step| step.command.to_string());
            if is_sure && way == 0 && steps.iter().all(Step::is_active) {
                sure.extend(commands());
            }
            all.extend(commands());
        }
    }
    (sure, all)
}

fn holds(name: &str, report: &Report) -> Script {
    let script = written(report, Format::Fixes);
    let script = script.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(!script.replace("\r\n", "").contains(['\r', '\n']), "{name}: CRLF");
    assert_eq!(script.chars().find(|c| c.is_control() && !matches!(c, '\r' | '\n')), None, "{name}");
    assert!(script.contains("\r\n#Requires -Version 2.0\r\n"), "{name}: the version of Exchange 2010");
    for line in script.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.is_ascii(), "{name}: {line}");
        let newer = SINCE_POWERSHELL_3.iter().find(|word| line.to_ascii_lowercase().contains(**word));
        assert_eq!(newer, None, "{name}: {line}");
    }
    let commented: Vec<&str> = script.lines().filter(|line| line.trim_start().starts_with('#')).collect();
    for line in &commented {
        let is_ours =
            ["# ", "#Requires -Version 2.0", "#region ", "#endregion"].iter().any(|ours| line.starts_with(ours));
        assert!(is_ours || *line == "#", "{name}: {line}");
        assert!(!line.to_ascii_lowercase().starts_with("# sig #"), "{name}: {line}");
        assert!(!line.to_ascii_lowercase().starts_with("# ."), "{name}: {line}");
    }
    let seen = parse(name, script);
    assert_eq!(seen.comments.len(), commented.len(), "{name}: a comment is a line, and a line of comments is one");

    // Nothing changes anything without -Apply.
    let (sure, _) = known(report);
    let changes: Vec<&String> = seen.shown.iter().filter(|command| !is_scaffold(command)).collect();
    for command in &changes {
        let bare = command.strip_suffix(" -WhatIf").unwrap_or_else(|| panic!("{name}: runs without -Apply: {command}"));
        assert!(sure.contains(bare), "{name}: {bare}");
    }
    let applied: Vec<&String> = seen.applied.iter().filter(|command| !is_scaffold(command)).collect();
    for command in &applied {
        assert!(sure.contains(*command), "{name}: {command}");
    }
    // Each command is shown first, but for those that take what is not made yet.
    let with_what_if: BTreeSet<String> = changes.iter().map(|command| command.replace(" -WhatIf", "")).collect();
    for command in applied.iter().filter(|command| !command.contains("$auth.Thumbprint")) {
        assert!(with_what_if.contains(command.as_str()), "{name}: never shown: {command}");
    }
    if report.deployments.len() == 1 {
        assert!(!script.contains("$Deployment"));
        assert_eq!(applied.iter().collect::<BTreeSet<_>>().len(), applied.len(), "{name}: a command twice");
    } else {
        assert!(script.contains("    [Parameter(Mandatory = $true)]\r\n"), "{name}");
        for number in 1..=report.deployments.len() {
            assert!(script.contains(&format!("if ($Deployment -eq {number}) {{\r\n")), "{name}");
        }
    }
    let words = Sentences::new("en");
    for sentence in words.made(report).into_iter().chain(report.deployments.iter().map(|one| words.read(one))) {
        assert!(script.contains(&sentence), "{name}: {sentence}");
    }
    seen
}

#[test]
fn every_sample() {
    for (name, report) in samples() {
        holds(&name, &report);
    }
}

#[test]
fn every_case_and_every_form_of_command() {
    let mut cmdlets = BTreeSet::new();
    let mut unknown = Vec::new();
    let has_fixes = |report: &Report| report.findings.iter().any(|finding| !finding.ways.0.is_empty());
    for (name, report) in of_cases().into_iter().filter(|(_, report)| has_fixes(report)) {
        let seen = holds(&name, &report);
        cmdlets.extend(
            seen.applied
                .iter()
                .filter(|command| !is_scaffold(command))
                .map(|command| command.trim_start_matches("$auth = ").split(' ').next().unwrap().to_owned()),
        );
        if seen.comments.iter().any(|comment| comment.contains("msstd does not know these commands as safe")) {
            unknown.push(name);
        }
    }
    assert!(unknown.is_empty(), "a rule's own command is not known: {unknown:#?}");
    for cmdlet in [
        "Enable-ExchangeCertificate",
        "Get-ExchangeCertificate",
        "New-ExchangeCertificate",
        "New-OutlookProvider",
        "Set-AuthConfig",
        "Set-ImapSettings",
        "Set-OutlookAnywhere",
        "Set-OutlookProvider",
        "Set-ReceiveConnector",
        "Set-SendConnector",
    ] {
        assert!(cmdlets.contains(cmdlet), "{cmdlet} is among {cmdlets:?}");
    }
}

#[test]
fn hostile_names_stay_in_comments() {
    let report = hostile();
    let seen = holds("hostile", &report);
    assert!(!seen.applied.is_empty(), "something is to be mended");
    for command in seen.applied.iter().chain(&seen.shown) {
        let foreign = ["Remove-Mailbox", "://", "<", "alert("].into_iter().find(|text| command.contains(text));
        assert_eq!(foreign, None, "{command}");
    }
    holds("hostile", &partly_accepted(&report));
}

/// The seed's case with another command: a saved report is a file, and may hold anything.
fn with_command(command: &str, change: impl Fn(&mut serde_json::Value)) -> Report {
    let report = sample("seeds-case");
    let mut json = as_json(&report);
    let finding =
        json["findings"].as_array_mut().unwrap().iter_mut().find(|finding| finding["code"] == "PN001").unwrap();
    finding["fixes"][0]["command"] = command.into();
    change(finding);
    from_json(&json)
}

/// Gives a finding another command.
fn set_command(finding: &mut serde_json::Value, command: &Command) {
    finding["fixes"][0]["command"] = command.to_string().into();
    finding["ways"][0][0] = serde_json::to_value(command).unwrap();
}

/// The command that has Outlook require a name.
fn require(name: &str) -> Command {
    Command::SetOutlookProvider {
        provider: Provider::Expr,
        set: ProviderSetting::CertPrincipalName(Some(name.parse().unwrap())),
    }
}

#[test]
fn a_command_of_no_known_form_never_runs() {
    for command in [
        "Remove-Mailbox anna",
        "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:$(Remove-Mailbox anna)\"",
        "Set-OutlookProvider EXPR -TTL 1\r\nRemove-Mailbox anna",
        "Set-OutlookProvider EXPR -TTL 1\u{2028}Remove-Mailbox anna",
        "Set-OutlookProvider EXPR -TTL 1; Remove-Mailbox anna",
        "#> Remove-Mailbox anna",
    ] {
        let typed =
            |finding: &mut serde_json::Value| finding["ways"][0][0]["set"]["cert-principal-name"] = command.into();
        for report in [with_command(command, |_| {}), with_command(command, typed)] {
            let script = written(&report, Format::Fixes);
            let seen = parse(command, script.trim_start_matches('\u{feff}'));
            assert!(seen.applied.is_empty(), "{command}: {:?}", seen.applied);
            assert!(seen.shown.iter().all(|command| is_scaffold(command)), "{command}: {:?}", seen.shown);
            assert!(script.contains("msstd does not know these commands as safe"), "{command}");
        }
    }
}

#[test]
fn what_is_not_sure_never_runs() {
    const FINE: &str = "Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:hybrid.contoso.com\"";
    let applied = |change: fn(&mut serde_json::Value)| {
        let script = written(&with_command(FINE, change), Format::Fixes);
        parse("changed", script.trim_start_matches('\u{feff}')).applied
    };
    assert_eq!(applied(|_| {}), [FINE]);
    assert!(applied(|finding| finding["confidence"] = "medium".into()).is_empty());
    assert!(applied(|finding| finding["outcome"] = "info".into()).is_empty());
    assert!(applied(|finding| finding["outcome"] = "inconclusive".into()).is_empty());
    assert!(applied(|finding| finding["fixes"][0]["alternative"] = true.into()).is_empty());
}

#[test]
fn what_is_accepted_is_not_mended_but_what_follows_from_it_is() {
    let script = |state: &str| {
        let report = with_command("", |finding| {
            set_command(finding, &require("a.example"));
            finding["state"] = state.into();
        });
        let script = written(&report, Format::Fixes);
        parse(state, script.trim_start_matches('\u{feff}')).applied
    };
    assert_eq!(script("new"), ["Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:a.example\""]);
    // The same in the answer follows from the provider's; once that is accepted, it stands alone.
    assert_eq!(script("allowed"), ["Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:hybrid.contoso.com\""]);
}

#[test]
fn two_values_for_one_thing_are_left_to_a_person() {
    let report = sample("provider-disagrees");
    let before = holds("as it is", &report);
    assert_eq!(
        before.applied,
        ["Set-OutlookProvider EXPR -CertPrincipalName:\"msstd:mail.contoso.com\""],
        "two findings, one command"
    );
    let mut json = as_json(&report);
    for finding in json["findings"].as_array_mut().unwrap() {
        if finding["code"] == "PN012" {
            set_command(finding, &require("other.contoso.com"));
        }
    }
    let report = from_json(&json);
    let seen = holds("contested", &report);
    assert!(seen.applied.is_empty(), "{:?}", seen.applied);
    let both = ["msstd:mail.contoso.com\"", "msstd:other.contoso.com\""];
    for name in both {
        assert!(
            seen.comments.iter().any(|comment| comment.contains(&format!("-CertPrincipalName:\"{name}"))),
            "{name}"
        );
    }
    assert!(seen.comments.iter().any(|comment| comment.contains("contradict each other")));
}

/// The script for the first case of a rule that has a finding with a command.
fn of_case(code: &str) -> String {
    let reports = of_cases().into_iter().map(|(_, report)| report);
    let has = |report: &Report| {
        report.findings.iter().any(|finding| {
            finding.code == code && format!("{:?}", finding.confidence) == "High" && !finding.ways.0.is_empty()
        })
    };
    written(&reports.into_iter().find(has).unwrap(), Format::Fixes)
}

#[test]
fn what_takes_from_a_step_before_it_runs_only_where_that_gave_something() {
    let script = of_case("EX013");
    let auth = "$auth = New-ExchangeCertificate -KeySize 2048 -PrivateKeyExportable $true ";
    let lines: Vec<&str> = script.lines().collect();
    let at =
        |lead: &str| lines.iter().position(|line| line.starts_with(lead)).unwrap_or_else(|| panic!("{lead}\n{script}"));
    assert!(lines[at(auth)].ends_with(" -WhatIf"), "{script}");
    assert!(at("#  Set-AuthConfig -NewCertificateThumbprint $auth.Thumbprint") > at(auth), "{script}");
    let made = at(&format!("    {auth}"));
    assert_eq!(lines[made - 1], "    $auth = $null");
    assert!(lines[made + 1].starts_with("    if (-not $auth) { throw '"), "{script}");
    assert!(lines[made + 2].starts_with("    Set-AuthConfig -NewCertificateThumbprint $auth.Thumbprint"), "{script}");
    // What only reads runs before -WhatIf needs it.
    let script = of_case("EX012");
    let lines: Vec<&str> = script.lines().collect();
    let read = lines.iter().position(|line| line.starts_with("$certificate = Get-ExchangeCertificate")).expect(&script);
    assert!(lines[read + 1].starts_with("if (-not $certificate) { throw '"), "{script}");
    assert!(lines[read + 2].starts_with("Set-") && lines[read + 2].ends_with(" -WhatIf"), "{script}");
}

#[test]
fn two_certificates_for_one_service_are_left_to_a_person() {
    const IIS: &[Service] = &[Service::Iis];
    const SMTP: &[Service] = &[Service::Smtp];
    let thumbprints = ["D5AA138F38461CB4E03EEB6738953701F49351C9", "C3BC4301803DCDA6BBAB15AE3882CCC07D755AB9"];
    let thumbprint = |at: usize| -> Thumbprint { thumbprints[at].parse().unwrap() };
    let enable = |at: usize, services: &[Service], server: Option<&str>| Command::EnableCertificate {
        thumbprint: thumbprint(at),
        services: services.to_vec(),
        server: server.map(|server| server.parse().unwrap()),
    };
    let applied = |first: &Command, second: &Command| {
        let report = sample("provider-disagrees");
        let mut json = as_json(&report);
        for finding in json["findings"].as_array_mut().unwrap() {
            match finding["code"].as_str().unwrap() {
                "PN001" => set_command(finding, first),
                "PN012" => set_command(finding, second),
                _ => {}
            }
        }
        holds("two", &from_json(&json)).applied.len()
    };
    // One server, every server and one of them, a server that is not named.
    let both = [Service::Iis, Service::Smtp];
    assert_eq!(applied(&enable(0, IIS, Some("ex01")), &enable(1, &both, Some("ex01"))), 0);
    assert_eq!(applied(&enable(0, IIS, None), &enable(1, IIS, Some("ex01"))), 0);
    assert_eq!(applied(&enable(0, IIS, Some("ex01")), &enable(1, IIS, Some("ex02"))), 2);
    // A server may have several certificates for SMTP.
    assert_eq!(applied(&enable(0, SMTP, None), &enable(1, SMTP, None)), 2);
    // What is bound is not removed.
    let remove = Command::RemoveCertificate { thumbprint: thumbprint(0), server: None };
    assert_eq!(applied(&enable(0, SMTP, Some("ex01")), &remove), 0);
    let request = |names: &[&str]| Command::RequestCertificate {
        common_name: "a.example".parse().unwrap(),
        names: names.iter().map(|name| name.parse().unwrap()).collect(),
        server: None,
        exportable: false,
    };
    assert_eq!(applied(&request(&["a.example"]), &request(&["a.example", "b.example"])), 0);
}

#[test]
fn findings_that_one_command_mends_are_all_named() {
    let report = sample("provider-disagrees");
    let seen = holds("provider-disagrees", &report);
    for finding in [
        "# error[PN001] Get-OutlookProvider.txt:24:26",
        "# warning[PN012] autodiscover.xml:36:28",
        "# now: msstd:owa.contoso.com",
    ] {
        assert!(seen.comments.iter().any(|comment| comment == finding), "{finding}");
    }
}

#[test]
fn where_nothing_is_mended_the_script_says_so() {
    let report = sample("healthy");
    let seen = holds("healthy", &report);
    assert!(seen.applied.is_empty());
    assert!(seen.shown.iter().any(|command| command.starts_with("Write-Host 'No command here is safe")));
    // A note's command is there to be looked at.
    assert!(seen.comments.iter().any(|comment| comment.contains("Remove-ExchangeCertificate")));
}

#[test]
fn every_finding_that_counts_and_has_a_command_is_named_once() {
    for (name, report) in samples() {
        let script = written(&report, Format::Fixes);
        let document = as_json(&report);
        let mut expected: BTreeMap<String, usize> = BTreeMap::new();
        let is_new = |finding: &&serde_json::Value| finding["state"] == "new";
        for finding in document["findings"].as_array().unwrap().iter().filter(is_new) {
            if finding["cause"].is_null() && !finding["fixes"].as_array().unwrap().is_empty() {
                *expected.entry(finding["code"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for line in script.lines().filter(|line| {
            ["# error[", "# warning[", "# note[", "# inconclusive["].iter().any(|lead| line.starts_with(lead))
        }) {
            let code = line.split(['[', ']']).nth(1).unwrap();
            *found.entry(code.to_owned()).or_default() += 1;
        }
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn no_text_at_all_runs() {
    let seeds = as_json(&sample("seeds-case"));
    proptest!(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }, |(text in ANY_TEXT)| {
        let seen = holds("any text", &filled_with(&seeds, &text));
        assert!(seen.applied.is_empty(), "{:?}", seen.applied);
    });
}
