//! Controls for STIG Manager, Heimdall and OSCAL: in the shapes that these read, with the statuses of the JSON report, and
//! with nothing from a file that is more than text. `tests/readers` holds them against the readers themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::reports::{HOSTILE, as_json, from_json, sample, samples, written};
use msstd::{
    controls,
    report::{Format, model::Report},
};
use pulldown_cmark::{Event, Parser, Tag};
use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};

/// A status by framework and number.
type Statuses = BTreeMap<(String, String), String>;

/// From the one that matters least in several deployments to the one that matters most.
const WORSE: [&str; 4] = ["not-applicable", "not-a-finding", "not-reviewed", "open"];

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} of {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn read(report: &Report, format: Format) -> Value {
    serde_json::from_str(&written(report, format)).unwrap()
}

/// What the JSON report says, all deployments together.
fn together(report: &Report) -> Statuses {
    let rank = |status: &str| WORSE.iter().position(|known| *known == status);
    let mut statuses = Statuses::new();
    for row in list(&as_json(report), "deployments").iter().flat_map(|one| list(one, "controls")) {
        let key = (text(row, "framework").to_owned(), text(row, "id").to_owned());
        let known = statuses.entry(key).or_insert_with(|| WORSE[0].to_owned());
        if rank(text(row, "status")) > rank(known) {
            text(row, "status").clone_into(known);
        }
    }
    if statuses.is_empty() {
        // Without an export that a control is about, none is reviewed.
        let all = controls::all().map(|(framework, own)| (framework.id.clone(), own.id.clone()));
        statuses = all.map(|key| (key, "not-reviewed".to_owned())).collect();
    }
    statuses
}

/// Framework, number and status of each control of a deployment.
fn rows(deployment: &Value) -> Vec<[String; 3]> {
    let of_row = |row| ["framework", "id", "status"].map(|key| text(row, key).to_owned());
    let rows: Vec<[String; 3]> = list(deployment, "controls").iter().map(of_row).collect();
    if !rows.is_empty() {
        return rows;
    }
    let all = controls::all();
    all.map(|(framework, own)| [framework.id.clone(), own.id.clone(), "not-reviewed".to_owned()]).collect()
}

/// Two deployments in which controls came to everything, with these texts from files.
fn assessed(from_file: &str) -> Report {
    let mut document = as_json(&sample("healthy"));
    let first = document["deployments"][0].clone();
    let control = |id: &str, status: &str| {
        json!({
            "framework": "disa-exchange-2019-mailbox", "id": id, "title": "Receive connectors offer TLS",
            "severity": "high", "status": status, "reason": format!("because of {from_file}"),
            "evidence": [{ "path": from_file, "inside": [from_file], "line": 7, "text": from_file }],
            "more_evidence": 2, "findings": [], "missing": ["Get-ReceiveConnector"],
            "question": "Is the connector approved?",
        })
    };
    let deployment = |name: &str, statuses: [&str; 4]| {
        let mut deployment = first.clone();
        deployment["name"] = name.into();
        let ids = ["V-259646", "V-259710", "V-0", "V-1"];
        deployment["controls"] = ids.iter().zip(statuses).map(|(id, status)| control(id, status)).collect();
        deployment["frameworks"] = json!([{
            "framework": "disa-exchange-2019-mailbox", "title": "DISA STIG", "version": "V2R3",
            "date": "2025-05-14", "source": "https://example.org/", "open": 1, "not_a_finding": 1,
            "not_reviewed": 1, "not_applicable": 1, "reviewed": 2, "score": 50,
        }]);
        deployment
    };
    document["deployments"] = json!([
        deployment("Boston", ["not-a-finding", "open", "not-a-finding", "not-applicable"]),
        deployment("Rome", ["not-a-finding", "not-a-finding", "not-reviewed", "not-a-finding"]),
    ]);
    from_json(&document)
}

/// Every UUID of a key `uuid`; none is there twice, and all are made of a name.
fn uuids(value: &Value) -> BTreeSet<String> {
    let form = Regex::new("^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$").unwrap();
    let mut found = BTreeSet::new();
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(uuid) = fields.get("uuid") {
                    let uuid = uuid.as_str().unwrap();
                    assert!(form.is_match(uuid), "{uuid}");
                    assert!(found.insert(uuid.to_owned()), "{uuid} is there twice");
                }
                rest.extend(fields.values());
            }
            Value::Array(items) => rest.extend(items),
            _ => {}
        }
    }
    found
}

/// A checklist with the fields that STIG Viewer 3 knows, and no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, clippy::struct_field_names)]
struct Checklist {
    title: String,
    id: String,
    stigs: Vec<Stig>,
    active: bool,
    mode: u8,
    has_path: bool,
    target_data: BTreeMap<String, Value>,
    cklb_version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, clippy::struct_field_names)]
struct Stig {
    stig_name: String,
    display_name: String,
    stig_id: String,
    release_info: String,
    version: String,
    uuid: String,
    reference_identifier: Option<String>,
    size: usize,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, clippy::struct_field_names)]
struct Rule {
    group_id_src: String,
    group_tree: Vec<BTreeMap<String, String>>,
    group_id: String,
    severity: String,
    group_title: String,
    rule_id_src: String,
    rule_id: String,
    rule_version: String,
    rule_title: String,
    fix_text: String,
    weight: String,
    check_content: String,
    check_content_ref: Option<BTreeMap<String, String>>,
    classification: String,
    discussion: String,
    false_positives: String,
    false_negatives: String,
    documentable: String,
    security_override_guidance: String,
    potential_impacts: String,
    third_party_tools: String,
    ia_controls: String,
    responsibility: String,
    mitigations: String,
    mitigation_control: String,
    legacy_ids: Vec<String>,
    ccis: Vec<String>,
    reference_identifier: Option<String>,
    uuid: String,
    stig_uuid: String,
    status: String,
    overrides: BTreeMap<String, Value>,
    comments: String,
    finding_details: String,
}

fn checklist(report: &Report) -> Checklist {
    let document = read(report, Format::Cklb);
    uuids(&document);
    serde_json::from_value(document).unwrap()
}

#[test]
fn a_checklist_has_every_stig_that_applies_with_the_statuses_of_the_report() {
    let release = Regex::new(r"^Release: \d+ Benchmark Date: \d\d [A-Z][a-z]{2} \d{4}$").unwrap();
    for (name, report) in samples() {
        let statuses = together(&report);
        let checklist = checklist(&report);
        assert_eq!(checklist.cklb_version, "1.0");
        let mut listed = Statuses::new();
        for stig in &checklist.stigs {
            assert!(stig.size >= stig.rules.len() && !stig.rules.is_empty(), "{name}: {}", stig.stig_id);
            assert!(release.is_match(&stig.release_info), "{name}: {}", stig.release_info);
            for rule in &stig.rules {
                assert!(["high", "medium", "low", "unknown"].contains(&&*rule.severity), "{name}: {}", rule.severity);
                assert_eq!(rule.rule_id_src, format!("{}_rule", rule.rule_id), "{name}");
                assert!(rule.rule_id.starts_with(&format!("S{}r", rule.group_id)), "{name}: {}", rule.rule_id);
                assert!(!rule.rule_version.is_empty() && rule.stig_uuid == stig.uuid, "{name}: {}", rule.group_id);
                let same = statuses.iter().filter(|((_, id), _)| *id == rule.group_id);
                listed.extend(same.map(|(key, _)| (key.clone(), rule.status.replace('_', "-"))));
            }
        }
        // A STIG is whole there, or not at all: then it is for another product.
        for (key, status) in &statuses {
            match listed.get(key) {
                Some(own) => assert_eq!(own, status, "{name}: {key:?}"),
                None if key.0.starts_with("disa-") => assert_eq!(status, "not-applicable", "{name}: {key:?}"),
                None => {}
            }
        }
    }
}

#[test]
fn several_deployments_are_one_target_and_the_worst_status_counts() {
    let report = assessed("x.txt");
    let checklist = checklist(&report);
    assert_eq!(checklist.target_data["host_name"], "Boston, Rome");
    let [stig] = checklist.stigs.as_slice() else { panic!("one STIG") };
    let statuses: Vec<&str> = stig.rules.iter().map(|rule| rule.status.as_str()).collect();
    assert_eq!(statuses, ["not_a_finding", "open", "not_reviewed", "not_a_finding"]);
    let details = &stig.rules[1].finding_details;
    assert!(details.contains("Boston, open: because of x.txt."), "{details}");
    assert!(details.contains("Rome, not a finding: because of x.txt."), "{details}");
    assert!(details.contains("x.txt!x.txt:7: x.txt\nand 2 more lines"), "{details}");
    assert!(stig.rules[1].comments.contains("Is the connector approved?"));
    let evaluation = read(&report, Format::Hdf);
    let statuses: Vec<&str> = list(&evaluation["profiles"][0], "controls").iter().map(in_heimdall).collect();
    assert_eq!(statuses, ["not-a-finding", "open", "not-reviewed", "not-a-finding"]);
}

#[test]
fn a_rule_that_is_not_known_keeps_its_number_and_gets_no_other() {
    let report = assessed("x.txt");
    let ids: Vec<String> = checklist(&report).stigs[0].rules.iter().map(|rule| rule.rule_id_src.clone()).collect();
    assert!(ids[0].starts_with("SV-259646r"), "{ids:?}");
    assert_eq!(ids[2..], ["V-0", "V-1"]);
    // Rule ids change with each release of a STIG: those of another one are not known.
    let mut document = as_json(&report);
    for deployment in document["deployments"].as_array_mut().unwrap() {
        deployment["frameworks"][0]["version"] = "V1R1".into();
    }
    let other = checklist(&from_json(&document));
    assert_eq!(other.stigs.len(), 1);
    assert_eq!((&*other.stigs[0].version, &*other.stigs[0].rules[0].rule_id_src), ("1", "V-259646"));
}

#[test]
fn a_target_is_never_called_longer_than_stig_manager_takes() {
    for (name, expected) in [("x".repeat(255), 255), ("x".repeat(256), 255), ("\u{1f4e7}".repeat(200), 255)] {
        let mut document = as_json(&sample("healthy"));
        document["deployments"][0]["name"] = name.into();
        let checklist = checklist(&from_json(&document));
        let called = checklist.target_data["host_name"].as_str().unwrap().encode_utf16().count();
        assert_eq!(called, expected);
    }
}

/// How Heimdall reads a control: one without impact is not applicable, then the worst result counts.
fn in_heimdall(control: &Value) -> &'static str {
    let results = list(control, "results");
    let has = |status: &str| results.iter().any(|result| text(result, "status") == status);
    match control["impact"].as_f64().unwrap() {
        0.0 => "not-applicable",
        _ if has("failed") => "open",
        _ if has("passed") => "not-a-finding",
        _ if has("skipped") => "not-reviewed",
        _ => panic!("{control}"),
    }
}

#[test]
fn heimdall_gets_the_status_of_every_control() {
    for (name, report) in samples() {
        let evaluation = read(&report, Format::Hdf);
        let mut statuses = Statuses::new();
        let mut ids = BTreeSet::new();
        for profile in list(&evaluation, "profiles") {
            assert_eq!(text(profile, "sha256").len(), 64);
            for control in list(profile, "controls") {
                let id = text(control, "id");
                // Heimdall takes controls of one number in several profiles for layers of one control.
                assert!(ids.insert(id.to_owned()), "{name}: {id} is in two frameworks");
                let skipped = control["results"][0].get("skip_message").is_some();
                assert_eq!(skipped, ["not-reviewed", "not-applicable"].contains(&in_heimdall(control)), "{name}: {id}");
                statuses.insert((text(profile, "name").to_owned(), id.to_owned()), in_heimdall(control).to_owned());
            }
        }
        assert_eq!(statuses, together(&report), "{name}");
    }
}

/// The value of a property of msstd's own.
fn property<'v>(of: &'v Value, name: &str) -> &'v str {
    let found = list(of, "props").iter().find(|one| one["name"] == name && one["ns"] == "urn:msstd:control");
    text(found.unwrap_or_else(|| panic!("{name} of {of}")), "value")
}

#[test]
fn oscal_has_an_observation_of_every_control_and_a_finding_of_what_was_decided() {
    let token = Regex::new(r"^[A-Za-z_][A-Za-z0-9_.-]*$").unwrap();
    for (name, report) in samples().chain([("assessed".to_owned(), assessed("x.txt"))]) {
        let document = read(&report, Format::Oscal);
        let known = uuids(&document);
        let results = list(&document["assessment-results"], "results");
        let deployments = as_json(&report);
        for (result, deployment) in results.iter().zip(list(&deployments, "deployments")) {
            let rows = rows(deployment);
            let of_observation = |one| ["framework", "control", "status"].map(|key| property(one, key).to_owned());
            let observations = list(result, "observations");
            let observed: Vec<[String; 3]> = observations.iter().map(of_observation).collect();
            assert_eq!(observed, rows, "{name}");
            for (row, observation) in list(deployment, "controls").iter().zip(observations) {
                assert_eq!(list(row, "evidence").len(), list(observation, "relevant-evidence").len(), "{name}");
            }
            let decided = rows.iter().filter_map(|[_, id, status]| match &**status {
                "open" => Some((id.clone(), "not-satisfied".to_owned())),
                "not-a-finding" => Some((id.clone(), "satisfied".to_owned())),
                _ => None,
            });
            let findings = list(result, "findings").iter().map(|finding| {
                assert!(known.contains(text(&finding["related-observations"][0], "observation-uuid")));
                assert!(token.is_match(text(&finding["target"], "target-id")));
                (property(finding, "control").to_owned(), text(&finding["target"]["status"], "state").to_owned())
            });
            assert_eq!(findings.collect::<Vec<_>>(), decided.collect::<Vec<_>>(), "{name}");
            let selections = list(&result["reviewed-controls"], "control-selections");
            let count = |key: &str| selections.iter().map(|selection| list(selection, key).len()).sum::<usize>();
            let not_reviewed = rows.iter().filter(|[.., status]| status == "not-reviewed").count();
            assert_eq!((count("include-controls"), count("exclude-controls")), (rows.len(), not_reviewed), "{name}");
        }
        assert_eq!(results.len(), list(&deployments, "deployments").len(), "{name}");
    }
}

#[test]
fn markup_of_a_file_is_text_in_oscal() {
    for hostile in HOSTILE {
        let document = read(&assessed(hostile), Format::Oscal);
        for result in list(&document["assessment-results"], "results") {
            for observation in list(result, "observations") {
                let evidence = list(observation, "relevant-evidence").iter().chain([observation]);
                for text in evidence.map(|one| text(one, "description")) {
                    let active = Parser::new(text).find(|event| match event {
                        Event::Start(tag) => !matches!(tag, Tag::Paragraph),
                        Event::End(_) | Event::Text(_) | Event::Code(_) => false,
                        _ => true,
                    });
                    assert_eq!(active, None, "{text}");
                }
            }
        }
    }
}
