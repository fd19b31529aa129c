//! Saved reports are foreign input: whatever stands in them, `convert` prints nothing raw, and nothing panics.

use std::{collections::BTreeSet, fs};

use msstd::report::{Format, load, merge::Merging, model::Report};
use regex::Regex;
use serde_json::{Value, json};

use super::common::reports::{HOSTILE, as_json, from_json, is_active, partly_accepted, sample, written};
use super::{rehearse, services};

/// Every format of what the document holds, if it is a report at all.
fn prints_nothing_raw(document: &Value, what: &str) -> bool {
    let report = match load::read(document.to_string().as_bytes()) {
        Ok(report) => report,
        Err(error) => {
            assert!(!error.to_string().contains(is_active), "the error about {what}: {error:?}");
            return false;
        }
    };
    for format in Format::ALL {
        let text = written(&report, format);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
        let raw = text.char_indices().find(|(_, c)| is_active(*c));
        let around = raw.map(|(at, _)| text[at..].chars().take(60).collect::<String>());
        assert!(raw.is_none(), "{what}, {}: {raw:?} in {around:?}", format.name());
    }
    true
}

/// A document with few rows that has every key of the contract: of each list the items that have something of their own.
fn document() -> Value {
    let mut whole = partly_accepted(&sample("archive"));
    whole.absorb(partly_accepted(&sample("everything")));
    for renewal in ["what is wrong stays wrong", "the proxy server of a profile file is missing"] {
        whole.absorb(rehearse::report(renewal));
    }
    whole.absorb(services::report("Auth with a staged certificate, and federation"));
    let mut other: Value = as_json(&partly_accepted(&sample("seeds-case")));
    other["run"]["at"] = "2026-07-01T00:00:00Z".into();
    let mut merging = Merging::default();
    merging.add(whole).unwrap();
    merging.add(load::read(other.to_string().as_bytes()).unwrap()).unwrap();
    let mut document = as_json(&merging.finish().unwrap());
    let options = document["run"]["options"].as_object_mut().unwrap();
    options.insert("select".to_owned(), json!(["PN001"]));
    options.insert("nested".to_owned(), json!({ "of": [{ "another": "tool" }] }));
    document["deployments"][0]["collected"] = json!([{
        "at": "2026-05-30T08:15:00Z",
        "host": "EX01",
        "path": "export.zip",
        "inside": ["manifest.txt"],
        "not_read": ["Get-PopSettings -Server EX01: access denied"],
    }]);
    document["deployments"][0]["principals"][0]["others"] = json!([{
        "basis": null,
        "verdict": "mismatch",
        "why": "its names do not cover the host",
        "count": 30,
    }]);
    // Steps within steps have the same keys.
    for deployment in document["deployments"].as_array_mut().unwrap() {
        for test in deployment["replay"]["tests"].as_array_mut().unwrap() {
            let steps = test["root"]["steps"].as_array_mut().unwrap();
            for step in steps {
                step["steps"] = json!([]);
            }
        }
    }
    thin_out(&mut document, "", &mut BTreeSet::new());
    document
}

/// The path of each value, with `[]` for every index.
fn paths(value: &Value, at: &str, seen: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| paths(field, &format!("{at}.{name}"), seen)),
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), seen)),
        one => seen(at, one),
    }
}

fn thin_out(value: &mut Value, at: &str, known: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, field)| thin_out(field, &format!("{at}.{name}"), known));
        }
        Value::Array(items) => {
            items.retain_mut(|item| {
                let mut is_new = false;
                paths(item, &format!("{at}[]"), &mut |path, one| {
                    is_new |= !one.is_null() && known.insert(path.to_owned());
                });
                is_new
            });
        }
        _ => {}
    }
}

/// Changes every value at a path; how many there are.
fn change(value: &mut Value, at: &str, path: &str, new: &dyn Fn(&Value) -> Value) {
    match value {
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(name, field)| change(field, &format!("{at}.{name}"), path, new));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, &format!("{at}[]"), path, new)),
        one if at == path => *one = new(one),
        _ => {}
    }
}

#[test]
fn the_document_has_every_key_of_the_schema() {
    fn keys(schema: &Value, known: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => fields.iter().for_each(|(name, field)| {
                if let ("properties", Some(properties)) = (name.as_str(), field.as_object()) {
                    known.extend(properties.keys().cloned());
                }
                keys(field, known);
            }),
            Value::Array(items) => items.iter().for_each(|item| keys(item, known)),
            _ => {}
        }
    }
    let mut expected = BTreeSet::new();
    let schema = fs::read_to_string("docs/schema/report-1.json").unwrap();
    keys(&serde_json::from_str(&schema).unwrap(), &mut expected);
    let mut seen = BTreeSet::new();
    paths(&document(), "", &mut |path, _| seen.extend(path.split(['.', '[', ']']).map(str::to_owned)));
    let missing: Vec<&String> = expected.difference(&seen).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_string_of_a_saved_report_comes_out_raw() {
    let document = document();
    let mut strings = BTreeSet::new();
    paths(&document, "", &mut |path, one| {
        if one.is_string() {
            strings.insert(path.to_owned());
        }
    });
    assert!(strings.len() > 80, "{strings:?}");
    let poison: Value = HOSTILE.concat().into();
    let mut free = Vec::new();
    for path in &strings {
        let mut hostile = document.clone();
        change(&mut hostile, "", path, &|_| poison.clone());
        if prints_nothing_raw(&hostile, path) {
            free.push(path);
        }
    }
    assert!(free.len() > 60, "only these take any text: {free:?}");
    // All of them at once, each poison alone, also behind what was there.
    for poison in HOSTILE {
        for with_own in [false, true] {
            let mut hostile = document.clone();
            for path in &free {
                let text = |own: &Value| {
                    if with_own { format!("{}{poison}", own.as_str().unwrap_or_default()) } else { poison.to_owned() }
                };
                change(&mut hostile, "", path, &|own| text(own).into());
            }
            assert!(prints_nothing_raw(&hostile, poison));
        }
    }
}

#[test]
fn no_key_of_a_saved_report_comes_out_raw() {
    let mut document = document();
    let poison = HOSTILE.concat();
    document["run"]["options"][&poison] = json!({ &poison: [&poison] });
    for finding in document["findings"].as_array_mut().unwrap() {
        finding["facts"][&poison] = json!({ &poison: [&poison] });
        finding[&poison] = poison.clone().into();
    }
    assert!(prints_nothing_raw(&document, "keys"));
}

#[test]
fn no_number_of_a_saved_report_breaks_a_format() {
    let document = document();
    let mut numbers = BTreeSet::new();
    paths(&document, "", &mut |path, one| {
        if one.is_number() {
            numbers.insert(path.to_owned());
        }
    });
    for number in [0, u64::from(u32::MAX), u64::MAX] {
        let mut all = document.clone();
        for path in &numbers {
            let mut hostile = document.clone();
            change(&mut hostile, "", path, &|_| number.into());
            if prints_nothing_raw(&hostile, &format!("{number} at {path}")) {
                change(&mut all, "", path, &|_| number.into());
            }
        }
        prints_nothing_raw(&all, &format!("{number} everywhere"));
        let saved = |document: &Value| -> Report { load::read(document.to_string().as_bytes()).unwrap() };
        if let Ok(mut twice) = load::read(all.to_string().as_bytes()) {
            twice.absorb(saved(&document));
            for format in Format::ALL {
                written(&twice, format);
            }
        }
    }
}

#[test]
fn a_mark_that_does_not_fit_its_excerpt_marks_nothing() {
    let document = document();
    for (excerpt, mark) in
        [("éé", [1, 3]), ("éé", [0, 1]), ("ab", [2, 1]), ("ab", [0, 9]), ("", [0, 0]), ("a\u{1b}é", [1, 2])]
    {
        let mut hostile = document.clone();
        change(&mut hostile, "", ".findings[].labels[].excerpt", &|_| excerpt.into());
        for finding in hostile["findings"].as_array_mut().unwrap() {
            finding["labels"].as_array_mut().unwrap().iter_mut().for_each(|label| label["mark"] = json!(mark));
        }
        assert!(prints_nothing_raw(&hostile, excerpt));
    }
}

#[test]
fn a_report_of_an_earlier_version_gives_the_same_and_runs_nothing() {
    let whole = as_json(&sample("everything"));
    let mut earlier = whole.clone();
    for finding in earlier["findings"].as_array_mut().unwrap() {
        finding.as_object_mut().unwrap().retain(|key, _| key != "ways" && key != "paragraphs");
    }
    let uuid = Regex::new(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b").unwrap();
    for format in
        Format::ALL.into_iter().filter(|format| !matches!(format, Format::Json | Format::Ndjson | Format::Fixes))
    {
        // The page names the digest of the JSON report, which is another one, and UUIDs are made of it.
        let digest = |line: &&str| !line.contains("json-sha256");
        let lines = |report| {
            let text = written(&from_json(report), format);
            let lines = text.lines().filter(digest).collect::<Vec<_>>().join("\n");
            uuid.replace_all(&lines, "UUID").into_owned()
        };
        assert!(lines(&earlier) == lines(&whole), "{}", format.name());
    }
    let script = written(&from_json(&earlier), Format::Fixes);
    assert!(!script.contains("-WhatIf\r\n"), "{script}");
    assert!(script.contains("msstd does not know these commands as safe"), "{script}");
}
