//! SARIF: against the schema of the standard, against what the schema can't say, and against the files themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::LazyLock,
};

use crate::common::{
    certificates::{Spec, Workshop},
    reports::{self, counted},
};
use msstd::report::{Format, model::Report};
use percent_encoding::percent_decode_str;
use serde_json::Value;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = fs::read_to_string("tests/schemas/sarif-2.1.0.json").unwrap();
    // Two patterns, both for a language, are no regular expressions; Microsoft's copy of the schema has this one.
    let schema = schema.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema = serde_json::from_str(&schema).unwrap();
    jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap()
});

/// The report as SARIF, after everything that holds for every log.
fn sarif(report: &Report) -> Value {
    let text = reports::written(report, Format::Sarif);
    reports::assert_inert(&text);
    let log: Value = serde_json::from_str(&text).unwrap();
    let errors: Vec<String> =
        SCHEMA.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert_sound(&log);
    let results = list(&log["runs"][0]["results"]);
    let found = counted(results.map(|result| (text_of(&result["ruleId"]), text_of(&result["properties"]["state"]))));
    assert_eq!(found, reports::tally(report), "the findings are those of the JSON report");
    log
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Every object below a value, with the key that it is under.
fn objects<'v>(key: &'v str, value: &'v Value, seen: &mut impl FnMut(&str, &'v Value)) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| objects(key, one, seen)),
        Value::Object(fields) => {
            seen(key, value);
            fields.iter().filter(|(key, _)| *key != "properties").for_each(|(key, one)| objects(key, one, seen));
        }
        _ => {}
    }
}

/// What the standard asks for and its schema can't say.
fn assert_sound(log: &Value) {
    let run = &log["runs"][0];
    let rules: Vec<&Value> = list(&run["tool"]["driver"]["rules"]).collect();
    let ids: BTreeSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "every rule is listed once");
    let artifacts: Vec<&Value> = list(&run["artifacts"]).collect();
    let bases = run["originalUriBaseIds"].as_object().unwrap();
    for base in bases.values() {
        let uri = base["uri"].as_str().unwrap_or("file:///");
        assert!(uri.starts_with("file://") && uri.ends_with('/') && !uri.contains("/../"), "{uri}");
    }
    let index = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    objects("run", run, &mut |key, object| match key {
        "artifactLocation" | "location" => {
            if let Some(uri) = object["uri"].as_str() {
                assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
                assert!(!uri.contains(['<', '>', '"', '\\', '`', '{', '}', '|', '^', '#', '?']), "{uri}");
                let relative = !uri.starts_with("file:");
                assert!(!relative || !uri.split('/').next().unwrap().contains(':'), "{uri} would have a scheme");
            }
            if let Some(base) = object["uriBaseId"].as_str() {
                assert!(bases.contains_key(base), "{base} is defined");
                assert!(!object["uri"].as_str().unwrap().starts_with('/'));
            }
            if object["index"].is_u64() {
                let artifact = artifacts[index(&object["index"])];
                assert_eq!(artifact["location"]["uri"], object["uri"], "the index is that of the same file");
            }
        }
        "artifacts" if object["parentIndex"].is_u64() => {
            let parent = artifacts[index(&object["parentIndex"])];
            assert_ne!(parent["location"], object["location"]);
            assert!(object["location"]["uri"].as_str().unwrap().starts_with('/'));
        }
        "region" | "deletedRegion" => {
            let number = |key: &str| object[key].as_u64();
            if let Some(start) = number("startLine") {
                let end = number("endLine").unwrap_or(start);
                assert!(start >= 1 && end >= start);
                assert!(number("startColumn").is_none_or(|column| column >= 1));
                let columns = number("startColumn").zip(number("endColumn"));
                assert!(end > start || columns.is_none_or(|(start, end)| end >= start), "{object}");
                assert!(object["byteOffset"].is_null());
            } else {
                assert!(number("byteOffset").is_some() && number("byteLength").is_some(), "{object}");
                assert!(object["snippet"].is_null());
            }
        }
        "associatedRule" => {
            assert_eq!(rules[index(&object["index"])]["id"], object["id"]);
        }
        "results" => {
            assert_eq!(rules[index(&object["ruleIndex"])]["id"], object["ruleId"]);
            let related: Vec<u64> = list(&object["relatedLocations"]).map(|one| one["id"].as_u64().unwrap()).collect();
            assert_eq!(related, (1..=related.len() as u64).collect::<Vec<_>>());
            assert!(list(&object["locations"]).count() <= 1);
            let open = object["kind"] == "open";
            assert_eq!(open, object["properties"]["outcome"] == "inconclusive");
            assert_eq!(object["level"], if open { "none".into() } else { object["properties"]["severity"].clone() });
            assert!(object["suppressions"].is_array(), "of every result or of none");
            let accepted = list(&object["suppressions"]).count();
            assert_eq!(accepted > 0, object["properties"]["state"] == "allowed");
            let prints = object["partialFingerprints"].as_object().unwrap();
            assert!(prints.keys().eq(["msstd/v2"]) && prints.values().all(|print| print.as_str().unwrap().len() >= 32));
            for fix in list(&object["fixes"]) {
                let change = &fix["artifactChanges"][0];
                assert_eq!(change["artifactLocation"]["uri"], "msstd-fixes.ps1", "no export is ever changed");
                let inserted = text_of(&change["replacements"][0]["insertedContent"]["text"]);
                assert!(
                    text_of(&fix["description"]["text"])
                        .contains(&inserted.trim_end().replace('{', "{{").replace('}', "}}"))
                );
            }
        }
        _ => {}
    });
    let places: BTreeMap<String, &Value> = artifacts.iter().map(|one| (one.to_string(), *one)).collect();
    assert_eq!(places.len(), artifacts.len(), "every file is listed once");
    let made = &run["properties"];
    let of_level = |level: &str| {
        let counts = |result: &&Value| result["level"] == level && result["properties"]["state"] == "new";
        list(&run["results"]).filter(counts).count() as u64
    };
    for (level, key) in [("error", "errors"), ("warning", "warnings"), ("note", "notes"), ("none", "inconclusive")] {
        assert_eq!(Some(of_level(level)), made["summary"][key].as_u64(), "{key}");
    }
}

#[test]
fn every_sample_matches_the_standard() {
    for (_, report) in reports::samples() {
        let log = sarif(&report);
        assert_examined(&report, &log);
        assert_stands_there(&log);
    }
}

/// What was examined, what is not decided and whose configuration took effect is given.
fn assert_examined(report: &Report, log: &Value) {
    let invocation = &log["runs"][0]["invocations"][0];
    let notes: Vec<String> =
        list(&invocation["toolExecutionNotifications"]).map(|one| text_of(&one["message"]["text"])).collect();
    let warnings = list(&invocation["toolExecutionNotifications"]).filter(|one| one["level"] == "warning").count();
    assert_eq!(warnings, report.deployments.iter().map(|one| one.undecided.len()).sum::<usize>());
    for deployment in &report.deployments {
        let files = format!("{}: {} file", deployment.name, deployment.tally.files);
        assert!(notes.iter().any(|note| note.starts_with(&files)), "{files}");
    }
    let made: Vec<String> =
        list(&invocation["toolConfigurationNotifications"]).map(|one| text_of(&one["message"]["text"])).collect();
    for file in &report.run.config {
        assert!(made.iter().any(|note| note.contains(&file.path)));
        assert!(
            list(&log["runs"][0]["artifacts"]).any(|one| one["roles"][0] == "userSpecifiedConfiguration"
                && one["hashes"]["sha-256"] == file.sha256.as_str())
        );
    }
}

/// The text at the region of a file is the snippet; a certificate's region is the whole of its PEM; hashes are those of
/// the files.
fn assert_stands_there(log: &Value) {
    let run = &log["runs"][0];
    let artifacts: Vec<&Value> = list(&run["artifacts"]).collect();
    let mut compared = 0;
    for result in list(&run["results"]) {
        for location in list(&result["locations"]).chain(list(&result["relatedLocations"])) {
            let place = &location["physicalLocation"];
            let location_of_file = &place["artifactLocation"];
            let artifact = artifacts[usize::try_from(location_of_file["index"].as_u64().unwrap()).unwrap()];
            if artifact["parentIndex"].is_u64() || place["region"].is_null() {
                continue;
            }
            let path =
                percent_decode_str(location_of_file["uri"].as_str().unwrap()).decode_utf8().unwrap().into_owned();
            let bytes = fs::read(&path).unwrap();
            assert_eq!(artifact["length"].as_u64().unwrap(), bytes.len() as u64);
            let region = &place["region"];
            let logical = list(&location["logicalLocations"]).next();
            if let Some(end) = region["byteOffset"].as_u64().map(|start| start + region["byteLength"].as_u64().unwrap())
            {
                assert!(end <= bytes.len() as u64);
                continue;
            }
            let encoding = encoding_rs::Encoding::for_label(artifact["encoding"].as_str().unwrap().as_bytes()).unwrap();
            let text = encoding.decode(&bytes).0.into_owned();
            let piece = piece(&text, region);
            if logical.is_some() {
                assert!(region["snippet"].is_null(), "a decoded view is no snippet of a file");
                assert!(
                    piece.is_none_or(|piece| piece.starts_with("-----BEGIN ") && piece.ends_with("-----")),
                    "{path}"
                );
            } else if let Some(snippet) = region["snippet"]["text"].as_str() {
                assert_eq!(piece.unwrap(), snippet, "{path}");
            }
            compared += 1;
        }
    }
    assert!(compared > 0 || list(&run["results"]).all(|one| one["ruleId"].as_str().unwrap().starts_with("IN")));
}

/// The text of a region. Columns count characters; the end is the one after the last.
fn piece(text: &str, region: &Value) -> Option<String> {
    let number = |key: &str| region[key].as_u64().map(|number| usize::try_from(number).unwrap());
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let (start, end) = (number("startLine")?, number("endLine")?);
    let (first, last) = (number("startColumn")?, number("endColumn")?);
    let mut piece = String::new();
    for line in start..=end {
        let from = if line == start { first - 1 } else { 0 };
        let to = if line == end { last - 1 } else { usize::MAX };
        piece.extend(lines[line - 1].chars().take(to).skip(from));
        if line < end {
            piece.push('\n');
        }
    }
    Some(piece)
}

#[test]
fn hostile_texts_are_inert() {
    let report = reports::hostile();
    assert!(report.findings.len() > 40, "there is much to find");
    let log = sarif(&report);
    for result in list(&log["runs"][0]["results"]) {
        let message = text_of(&result["message"]["text"]);
        assert!(!message.replace("\\](", "").contains("]("), "no link comes from a file: {message}");
        assert!(!message.replace("{{", "").contains('{'), "no argument is asked for: {message}");
    }
    // Every path is its URI, decoded.
    let uris: BTreeSet<String> = list(&log["runs"][0]["artifacts"])
        .map(|one| percent_decode_str(one["location"]["uri"].as_str().unwrap()).decode_utf8().unwrap().into_owned())
        .collect();
    for artifact in report.deployments.iter().flat_map(|one| &one.artifacts) {
        assert!(uris.iter().any(|uri| uri.ends_with(&artifact.path)), "{}", artifact.path);
    }
}

#[test]
fn a_certificate_in_der_has_bytes_and_no_lines() {
    let mut workshop = Workshop::new();
    workshop.add("owa.cer", Spec::parse("cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]").unwrap());
    let der = workshop.get("owa.cer").der;
    let provider = b"Name                   : EXPR\r\nCertPrincipalName      : msstd:mail.contoso.com\r\nServer                 : \r\nTTL                    : 1\r\nOutlookProviderFlags   : None\r\n";
    let length = der.len() as u64;
    let files = vec![("owa.cer".to_owned(), der), ("Get-OutlookProvider.txt".to_owned(), provider.to_vec())];
    let log = sarif(&reports::check_files("one", Some("/exports/one"), files));
    let run = &log["runs"][0];
    let base = &run["originalUriBaseIds"]["DEPLOYMENT1"];
    assert_eq!(base["uri"], "file:///exports/one/");
    let mut within = 0;
    for result in list(&run["results"]) {
        for location in list(&result["locations"]).chain(list(&result["relatedLocations"])) {
            let place = &location["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uriBaseId"], "DEPLOYMENT1");
            if place["artifactLocation"]["uri"] == "owa.cer" && !location["logicalLocations"].is_null() {
                within += 1;
                assert_eq!(place["region"], serde_json::json!({ "byteOffset": 0, "byteLength": length }));
                let logical = &location["logicalLocations"][0];
                let name = text_of(&logical["fullyQualifiedName"]);
                assert!(name.ends_with(logical["name"].as_str().unwrap()));
            }
        }
    }
    assert!(within > 0);
}

#[test]
fn what_is_accepted_is_suppressed_and_what_is_known_is_unchanged() {
    let log = sarif(&reports::partly_accepted(&reports::sample("everything")));
    let results: Vec<&Value> = list(&log["runs"][0]["results"]).collect();
    let states =
        counted(results.iter().map(|one| (text_of(&one["properties"]["state"]), text_of(&one["baselineState"]))));
    let expected = [("allowed", "new"), ("baselined", "unchanged"), ("new", "new")];
    assert!(states.keys().map(|(state, baseline)| (state.as_str(), baseline.as_str())).eq(expected));
    let suppression = &results[0]["suppressions"][0];
    assert_eq!(suppression["kind"], "external");
    assert_eq!(suppression["status"], "accepted");
    assert_eq!(suppression["justification"], reports::REASON);
    assert_eq!(suppression["properties"]["until"], "2026-12-31");
    let plain = sarif(&reports::sample("everything"));
    assert!(list(&plain["runs"][0]["results"]).all(|one| one["baselineState"].is_null()), "there was no baseline");
}

#[test]
fn a_rule_of_another_version_is_listed_by_what_is_known_of_it() {
    let mut document = reports::as_json(&reports::sample("seeds-case"));
    document["findings"][0]["code"] = "ZZ999".into();
    document["findings"][0]["name"] = "from-the-future".into();
    let log = sarif(&reports::from_json(&document));
    let rules: Vec<&Value> = list(&log["runs"][0]["tool"]["driver"]["rules"]).collect();
    let last = rules.last().unwrap();
    assert_eq!((&last["id"], &last["name"]), (&"ZZ999".into(), &"from-the-future".into()));
}

#[test]
fn every_rule_has_its_page_as_help() {
    let log = sarif(&reports::sample("healthy"));
    let rules: Vec<&Value> = list(&log["runs"][0]["tool"]["driver"]["rules"]).collect();
    assert_eq!(rules.len(), msstd::rules::all().count());
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        let page = msstd::text::Page::of("en", id).unwrap();
        let markdown = text_of(&rule["help"]["markdown"]);
        for heading in ["What it checks", "Why it matters", "How to fix", "References"] {
            assert!(markdown.contains(page.section(heading).unwrap()), "{id} {heading}");
        }
        let short = text_of(&rule["shortDescription"]["text"]);
        assert!(
            text_of(&rule["fullDescription"]["text"]).starts_with(&short) && !short.contains('\n'),
            "{id}: {short}"
        );
        assert!(short.ends_with(['.', ':', ')']), "{id}: {short}");
    }
}

/// The check of the schema can fail.
#[test]
fn the_schema_refuses_what_is_wrong() {
    let mut log = sarif(&reports::sample("seeds-case"));
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!SCHEMA.is_valid(&log));
}
