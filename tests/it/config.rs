//! The configuration and the baseline against their schemas: what an editor is given is what the program takes.

use std::{collections::BTreeSet, fs};

use msstd::decide::config::Config;
use serde_json::Value;

const TEMPLATE: &str = include_str!("../../src/cli/init.toml");

fn schema(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(format!("docs/schema/{name}")).unwrap()).unwrap()
}

/// TOML as an editor hands it to a schema: dates are texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect::<serde_json::Map<_, _>>().into()
        }
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn errors(text: &str) -> Vec<String> {
    let document = as_json(&toml::from_str::<toml::Value>(text).unwrap());
    let validator = jsonschema::validator_for(&schema("config-1.json")).unwrap();
    validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The template with everything switched on.
fn everything() -> String {
    let setting = |line: &str| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).map(str::to_owned);
    TEMPLATE.lines().map(|line| setting(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

#[test]
fn the_template_says_nothing_until_it_is_changed() {
    let config = Config::parse(TEMPLATE).unwrap();
    assert!(config.judging.is_empty() && config.name.is_none());
}

#[test]
fn everything_in_the_template_is_taken_and_matches_the_schema() {
    let text = everything();
    let config = Config::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(config.allowances.len(), 1);
    assert_eq!(errors(&text), Vec::<String>::new());
    let said: toml::Table = toml::from_str(&text).unwrap();
    let properties = &schema("config-1.json")["properties"];
    let known: BTreeSet<&String> = properties.as_object().unwrap().keys().collect();
    assert_eq!(said.keys().collect::<BTreeSet<_>>(), known, "the template explains every setting");
    for (table, properties) in [
        (&said["limits"], &properties["limits"]["properties"]),
        (&said["allow"][0], &properties["allow"]["items"]["properties"]),
        (&said["deployment"][0], &properties["deployment"]["items"]["properties"]),
        (&said["endpoint"][0], &properties["endpoint"]["items"]["properties"]),
    ] {
        let known: BTreeSet<&String> = properties.as_object().unwrap().keys().collect();
        assert_eq!(table.as_table().unwrap().keys().collect::<BTreeSet<_>>(), known);
    }
}

#[test]
fn the_schema_knows_the_keys_that_the_program_knows() {
    let expected = |text: &str| -> BTreeSet<String> {
        let message = Config::parse(text).unwrap_err().message;
        let list = message.split("expected one of").nth(1).or(message.split("expected").nth(1)).unwrap();
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let properties = &schema("config-1.json")["properties"];
    assert_eq!(expected("colour = true\n"), keys(properties));
    assert_eq!(expected("[[allow]]\ncolour = true\n"), keys(&properties["allow"]["items"]["properties"]));
    assert_eq!(expected("[[endpoint]]\ncolour = true\n"), keys(&properties["endpoint"]["items"]["properties"]));
    assert_eq!(expected("[[deployment]]\ncolour = true\n"), keys(&properties["deployment"]["items"]["properties"]));
    let limits: BTreeSet<String> =
        msstd::decide::config::Limit::ALL.iter().map(|limit| limit.name.to_owned()).collect();
    assert_eq!(limits, keys(&properties["limits"]["properties"]));
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let allow = |rest: &str| format!("[[allow]]\ncode = \"CT017\"\n{rest}");
    for text in [
        "colour = true\n",
        "client = \"xp\"\n",
        "select = [\"not a rule\"]\n",
        "trust_anchors = []\n",
        "[limits]\nrows = 6\n",
        "[limits]\nnames = -5\n",
        "[severity]\nPN001 = \"bad\"\n",
        "[[deployment]]\npath = \"a\"\n",
        &allow("subject = \"x\"\nreason = \"y\"\n"),
        &allow("subject = \"x\"\nuntil = 2027-01-31\n"),
        &allow("reason = \"y\"\nuntil = 2027-01-31\n"),
        &allow("subject = \"x\"\nreason = \" \"\nuntil = 2027-01-31\n"),
        &allow("subject = \"x\"\nreason = \"y\"\nuntil = \"soon\"\n"),
        "[[allow]]\ncode = \"CT\"\nsubject = \"x\"\nreason = \"y\"\nuntil = 2027-01-31\n",
    ] {
        assert!(Config::parse(text).is_err(), "the program takes {text}");
        assert!(!errors(text).is_empty(), "the schema takes {text}");
    }
}
