//! `msstd explain` by symptom: what people type leads to the rule that finds the cause, and what is about something else to nothing.

use std::{collections::BTreeSet, fs, sync::LazyLock};

use msstd::{rules, symptoms};
use serde_json::Value;

use crate::common::{assert_fits, msstd};

static QUERIES: LazyLock<toml::Table> =
    LazyLock::new(|| fs::read_to_string("tests/data/explain.toml").unwrap().parse().unwrap());

fn run(what: &str, format: &str) -> (i32, String, String) {
    let output = msstd(["explain", "--format", format, what]).env("COLUMNS", "80").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The first cause of a message.
fn first(message: &str) -> Option<&'static str> {
    symptoms::explain(message).map(|explanation| explanation.causes[0].rule.code.0)
}

/// The queries of a kind, each with the rules of which one has to be first.
fn queries(kind: &str) -> Vec<(&'static str, &'static str)> {
    let pair = |query: &'static toml::Value| (query[0].as_str().unwrap(), query[1].as_str().unwrap());
    QUERIES[kind].as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn nine_of_ten_queries_lead_to_their_rule() {
    let all = [queries("quoted"), queries("told")];
    assert!(all[1].len() >= 30 && all.iter().map(Vec::len).sum::<usize>() >= 120, "there are enough");
    for queries in all {
        let is_right =
            |rules: &str, query: &str| first(query).is_some_and(|rule| rules.split('|').any(|own| own == rule));
        let wrong: Vec<String> = queries
            .iter()
            .filter(|(rules, query)| !is_right(rules, query))
            .map(|(rules, query)| format!("{rules}, not {:?}: {query}", first(query)))
            .collect();
        assert!(wrong.len() * 10 <= queries.len(), "{} of {}:\n{}", wrong.len(), queries.len(), wrong.join("\n"));
    }
}

#[test]
fn what_is_about_something_else_finds_nothing() {
    let queries = QUERIES["nothing"].as_array().unwrap();
    for query in queries {
        let query = query.as_str().unwrap();
        assert_eq!(first(query), None, "{query}");
    }
    let query = queries[0].as_str().unwrap();
    let (code, out, err) = run(query, "human");
    assert!(code == 2 && out.is_empty() && err.contains("nothing found"), "{query}: {out}{err}");
    let (code, out, _) = run(query, "json");
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_fits(&answer, "explain-1.json");
    assert!(code == 2 && answer["found"] == "nothing" && answer["causes"] == Value::Array(Vec::new()), "{query}");
}

#[test]
fn every_message_finds_its_own_symptom() {
    let mut wrong = Vec::new();
    for symptom in symptoms::all() {
        for message in symptom.messages() {
            let found = symptoms::explain(message).and_then(|explanation| explanation.symptom);
            if found != Some(symptom.name.as_str()) {
                wrong.push(format!("{}, not {found:?}: {message}", symptom.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cause_is_a_rule_about_what_users_see() {
    let mut names = BTreeSet::new();
    for symptom in symptoms::all() {
        assert!(names.insert(&symptom.name), "{} is there twice", symptom.name);
        let codes: Vec<&str> = symptom.codes_of_causes().collect();
        assert!(!codes.is_empty() && codes.iter().collect::<BTreeSet<_>>().len() == codes.len(), "{}", symptom.name);
        for code in codes {
            assert!(rules::named(code).is_some(), "{}: {code} is no rule", symptom.name);
            assert!(!code.starts_with("PO") && !code.starts_with("IN"), "{}: {code}", symptom.name);
        }
    }
}

#[test]
fn other_values_and_slips_change_nothing() {
    for (message, other) in [
        (
            "The certificate common name a.example.org doesn't validate against the mutual authentication string that was provided: msstd:b.example.org",
            "the certificate common name EX-2.corp.local does not validate agianst the mutual authentification string that was provided: msstd:x.y.z.fabrikam.de",
        ),
        (
            "The name on the security certificate is invalid or does not match the name of the site.",
            "„Ｔｈｅ name on the security certificate is invalid or does not match the name of the site“",
        ),
    ] {
        let symptom = |message| symptoms::explain(message).unwrap().symptom;
        assert_eq!(symptom(message), symptom(other), "{other}");
    }
}

#[test]
fn the_number_of_a_proxy_certificate_error_is_decoded() {
    let (code, out, _) =
        run("There is a problem with the proxy server's security certificate. (Error Code 10)", "human");
    assert_eq!(code, 0);
    assert!(out.contains("FLAG_CERT_CN_INVALID") && out.contains("FLAG_INVALID_CA"), "{out}");
    let (_, out, _) = run("error code 0x48", "json");
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_fits(&answer, "explain-1.json");
    let flags = answer["numbers"][0]["flags"].as_array().unwrap();
    assert_eq!(flags.iter().map(|flag| flag["bit"].as_u64().unwrap()).collect::<Vec<_>>(), [8, 0x40]);
    let codes: Vec<&str> =
        answer["causes"].as_array().unwrap().iter().filter_map(|cause| cause["code"].as_str()).collect();
    assert!(codes.contains(&"CH003") && codes.contains(&"CT014"), "{codes:?}");
}

#[test]
fn causes_exports_and_the_first_step_are_shown_in_eighty_columns() {
    let (code, out, _) = run("An encrypted connection to your mail server is not available", "human");
    assert_eq!(code, 0);
    assert!(out.starts_with("Most likely: "), "{out}");
    for part in ["PN001  principal-not-in-certificate", "First step:", "Get-OutlookProvider", "msstd explain PN001"] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let long = out.lines().find(|line| !line.starts_with("    ") && line.chars().count() > 80);
    assert_eq!(long, None, "{out}");
    let (_, out, _) = run("PN001", "json");
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_fits(&answer, "explain-1.json");
    assert_eq!((&answer["found"], &answer["causes"][0]["code"]), (&Value::from("rule"), &Value::from("PN001")));
}

#[test]
fn the_example_of_the_readme_is_real() {
    let (_, out, _) = run("The target principal name is incorrect", "human");
    let readme = fs::read_to_string("README.md").unwrap().replace("\r\n", "\n");
    assert!(readme.contains(&format!("```text\n{out}```\n")), "{out}");
}

#[test]
fn a_message_in_a_long_text_is_found() {
    let mail = "wordnoa wordnob wordnoc wordnod wordnoe ".repeat(1000);
    let message = "The security certificate was issued by a company you have not chosen to trust.";
    assert_eq!(first(&format!("{mail}{message} {mail}")), Some("CH003"));
}

#[test]
fn words_of_a_page_find_its_rule() {
    for (words, rule) in [
        ("the same extension twice", "CT025"),
        ("private key can be computed from its public RSA key", "CT007"),
        ("PKCS#12 container password", "IN010"),
    ] {
        assert_eq!(first(words), Some(rule), "{words}");
    }
}

#[test]
fn decisions_about_findings_are_no_cause() {
    for words in ["the allowance has ended", "a finding of the baseline is fixed", "allowance matches no finding"] {
        assert!(first(words).is_none_or(|rule| !rule.starts_with("PO")), "{words}");
    }
}
