//! A command is offered as the fix only where applying it makes its finding go away and brings no new error: each one is
//! applied to a copy of the exports, and they are checked again.

mod exports;
mod shell;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use msstd::{
    finding::{Outcome, Severity, State, Step},
    model::command::{AnywhereSetting, Command, Kind, ProviderSetting, SendSetting},
    report::{
        model::{Finding, Report},
        short,
    },
};
use strum::VariantNames;

use self::{exports::Exports, shell::Shell};
use crate::common::{
    cases::{self, Deployment},
    reports, runs,
};

/// Every deployment of the samples, the cases, the pages' examples and this folder.
fn all() -> Vec<(String, Exports)> {
    let mut all = Vec::new();
    for folder in reports::folders() {
        let exports = reports::deployments(&folder).into_iter().map(|given| Exports::of(given, reports::settings()));
        all.extend(exports.map(|exports| (folder.display().to_string(), exports)));
    }
    let mut add = |name: String, deployment: Result<Deployment, String>| {
        let Ok(deployment) = deployment else { return };
        let Ok(settings) = runs::settings(&deployment, None) else { return };
        let files = deployment.files.into_iter().filter(|(path, _)| !path.starts_with("trusted/")).collect();
        all.push((name, Exports::new("files".to_owned(), None, files, settings)));
    };
    let mut paths: Vec<PathBuf> = fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md"));
    paths.sort();
    for path in paths {
        for case in cases::parse(&fs::read_to_string(&path).unwrap()).unwrap() {
            add(format!("{}:{}", path.display(), case.line), case.deployment());
        }
    }
    for case in cases::parse_field(include_str!("deployments.md")).unwrap() {
        add(format!("tests/it/remedy/deployments.md: {}", case.title), case.deployment());
    }
    all
}

/// A finding as it is found again.
type Identity = (String, String, String);

fn identity(row: &Finding) -> Identity {
    (row.code.to_string(), row.subject.clone(), short::place(row, None))
}

fn counts(row: &Finding) -> bool {
    row.state == State::New && row.outcome == Outcome::Fail
}

/// Conditions that exports do not tell of: where they hold, the command has to work as one without a condition.
const UNTOLD: [&str; 7] = [
    "Only if clients are to require",
    "Only if clients before Windows Vista SP1",
    "Only if no proxy",
    "Only if nobody set the flags on purpose",
    "Only on Exchange 2013 and later",
    "Only to write the prefix",
    "Only if the MAPI virtual directories have URLs",
];

/// The condition that is made to hold before the command runs.
const IMPORTED: &str = "Only if the server has the certificate";

/// Whether a way is taken here: one under a condition is, where that can hold.
fn is_taken(way: &[Step]) -> bool {
    let mut conditions = way.iter().filter_map(Step::condition_text);
    conditions.all(|own| UNTOLD.iter().chain(&[IMPORTED]).any(|known| own.starts_with(known)))
}

/// What is wrong after a way was taken; `None` where its finding is gone, with all that it caused, and no error is new.
fn wrong_after(exports: &Exports, before: &Report, row: &Finding, way: &[Step]) -> Option<String> {
    let mut shell = Shell::new(exports.read(), exports.settings().at);
    for step in way {
        if step.condition_text().is_some_and(|own| own.starts_with(IMPORTED)) {
            shell.import(&step.command);
        }
        if let Err(refusal) = shell.run(&step.command, step.certificate.as_deref()) {
            return Some(format!("`{}` can't run: {refusal}", step.command));
        }
    }
    let after = exports.check(shell.copy);
    let caused: BTreeSet<Identity> = {
        let of_it = before.findings.iter().filter(|other| other.cause.as_ref() == Some(&row.fingerprint));
        of_it.map(|other| identity(&other)).collect()
    };
    let own = identity(row);
    let is_left = |other: &Finding| identity(other) == own || counts(other) && caused.contains(&identity(other));
    if let Some(left) = after.findings.iter().find(is_left) {
        return Some(format!("still there: {} {}", left.code, left.message));
    }
    let errors = |report: &Report| {
        let rows = report.findings.iter().filter(counts).filter(|row| row.severity == Severity::Error);
        rows.map(|row| (row.code.to_string(), row.subject.clone())).collect::<BTreeSet<_>>()
    };
    let known = errors(before);
    let new: Vec<_> = errors(&after).into_iter().filter(|error| !known.contains(error)).collect();
    (!new.is_empty()).then(|| format!("new errors: {new:?}"))
}

/// What a command is counted as: its action, and each value that it sets.
fn forms(command: &Command) -> Vec<String> {
    let action = serde_json::to_value(command).unwrap()["action"].as_str().unwrap_or("text").to_owned();
    let each = |names: Vec<&str>| names.into_iter().map(|name| format!("{action} {name}")).collect();
    match command {
        Command::SetOutlookProvider { set, .. } => each(vec![set.into()]),
        Command::SetOutlookAnywhere { set, .. } => each(set.iter().map(Into::into).collect()),
        Command::SetVirtualDirectory { directory, .. } | Command::SetExternalUrl { directory, .. } => {
            each(vec![directory.noun()])
        }
        Command::SetConnector { direction, .. } => each(vec![direction.noun()]),
        Command::SetSendConnector { set, .. } => each(vec![set.into()]),
        Command::RenewCertificate { generate_request: true, .. } => each(vec!["by-request"]),
        Command::RenewCertificate { .. } => each(vec!["self-signed"]),
        Command::StageAuthCertificate { thumbprint: None, .. } => each(vec!["new"]),
        Command::StageAuthCertificate { .. } => each(vec!["existing"]),
        _ => vec![action],
    }
}

/// Every form that a rule can make and that changes something.
fn every_form() -> BTreeSet<String> {
    let of = |action: &str, names: &[&str]| names.iter().map(|name| format!("{action} {name}")).collect::<Vec<_>>();
    let directories =
        ["Owa", "Ecp", "WebServices", "ActiveSync", "Oab", "Mapi"].map(|own| own.to_owned() + "VirtualDirectory");
    // Those of a runbook are of no rule.
    let runbook = ["import-certificate", "set-inbound-connector", "restart-pop", "restart-imap", "text"];
    let is_a_rules = |action: &&&str| !action.starts_with("export-") && !runbook.contains(*action);
    let actions = Command::VARIANTS.iter().filter(is_a_rules);
    let forms = actions.flat_map(|action| match *action {
        "set-outlook-provider" => of(action, ProviderSetting::VARIANTS),
        "set-outlook-anywhere" => of(action, AnywhereSetting::VARIANTS),
        "set-virtual-directory" | "set-external-url" => of(action, &directories.each_ref().map(String::as_str)),
        "set-connector" => of(action, &["SendConnector", "ReceiveConnector"]),
        "set-send-connector" => of(action, SendSetting::VARIANTS),
        "renew-certificate" => of(action, &["by-request", "self-signed"]),
        "stage-auth-certificate" => of(action, &["new", "existing"]),
        _ => vec![(*action).to_owned()],
    });
    forms.collect()
}

#[derive(Default)]
struct Counts {
    /// Ways that were taken, active and under a condition.
    active: usize,
    conditional: usize,
    /// Ways under a condition that can't hold here, by the condition.
    left: BTreeMap<String, usize>,
    /// Commands that were run, by their form.
    run: BTreeMap<String, usize>,
    /// Commands that only export.
    exports: usize,
}

#[test]
fn every_command_that_is_offered_works() {
    let mut failures = Vec::new();
    let mut counted = Counts::default();
    let deployments = all();
    for (name, exports) in &deployments {
        let before = exports.check(exports.read());
        for row in before.findings.iter() {
            for (at, way) in row.ways.0.iter().enumerate() {
                if way.iter().all(|step| step.command.kind() == Some(Kind::Export)) {
                    counted.exports += way.len();
                    continue;
                }
                if !is_taken(way) {
                    let condition = way.iter().find_map(Step::condition_text).unwrap_or_default();
                    let condition = condition.split('`').next().unwrap_or_default();
                    *counted.left.entry(condition.trim().to_owned()).or_default() += 1;
                    continue;
                }
                let is_active = way.iter().all(Step::is_active);
                *(if is_active { &mut counted.active } else { &mut counted.conditional }) += 1;
                for form in way.iter().flat_map(|step| forms(&step.command)) {
                    *counted.run.entry(form).or_default() += 1;
                }
                if let Some(wrong) = wrong_after(exports, &before, &row, way) {
                    let commands: Vec<_> = way.iter().map(Step::shown_in_line).collect();
                    let place = short::place(&row, None);
                    failures.push(format!(
                        "{} {name}: {place}, way {at}: {wrong}\n  {}",
                        row.code,
                        commands.join("\n  ")
                    ));
                }
            }
        }
    }
    let Counts { active, conditional, left, run, exports } = counted;
    let commands: usize = run.values().sum();
    eprintln!(
        "{} deployments, {active} active ways and {conditional} under a condition taken with {commands} commands of {} forms; {exports} commands export",
        deployments.len(),
        run.len()
    );
    eprintln!("run: {run:#?}\nleft: {left:#?}");
    failures.sort();
    assert!(failures.is_empty(), "{} ways do not work\n{}", failures.len(), failures.join("\n"));
    let missing: Vec<_> = every_form().into_iter().filter(|form| !run.contains_key(form)).collect();
    assert!(missing.is_empty(), "no deployment has a rule make {missing:?}");
}
