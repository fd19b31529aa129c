//! An explanation for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{super::rules::control_row, Answer, exports::rows, summary_of};
use crate::{
    controls::{Control, Framework},
    report::safe,
    rules::{self, Rule},
    symptoms::{Cause, Explanation, Reading},
};

/// Writes what was asked for: rules, or the causes of a message; of what is not known, an object without causes.
pub(super) fn write(asked: &str, answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let rules = |own: &[&Rule]| own.iter().map(|own| rule(own, None)).collect();
    let (kind, causes): (&str, Vec<Value>) = match answer {
        Answer::Rule(own) => ("rule", rules(&[own])),
        Answer::Family(own) => ("family", rules(own)),
        Answer::Control(own) => ("control", rules(&of_controls(own))),
        Answer::Message(explanation) => ("message", explanation.causes.iter().map(cause).collect()),
        Answer::Nothing(_) => ("nothing", Vec::new()),
    };
    let mut whole = json!({ "schema": 1, "asked": safe::visible(asked), "found": kind, "causes": causes });
    if let (Some(whole), Answer::Message(explanation)) = (whole.as_object_mut(), answer) {
        whole.extend(of_message(explanation));
    }
    if let (Some(whole), Answer::Control(own)) = (whole.as_object_mut(), answer) {
        let rows = own.iter().map(|(framework, control)| control_row(framework, control)).collect();
        whole.insert("controls".to_owned(), Value::Array(rows));
    }
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// The rules that decide a control.
fn of_controls(own: &[(&Framework, &Control)]) -> Vec<&'static Rule> {
    own.iter().flat_map(|(_, control)| control.rules.iter().filter_map(|code| rules::named(code))).collect()
}

fn of_message(explanation: &Explanation) -> Vec<(String, Value)> {
    let Explanation { title, is_sure, symptom, exports, first, readings, others, .. } = explanation;
    let exports: Vec<Value> = rows(exports)
        .into_iter()
        .map(|row| json!({ "kind": row.kind, "name": row.name, "settles": row.settles, "command": row.command }))
        .collect();
    let others: Vec<Value> =
        others.iter().map(|(title, rule)| json!({ "title": title, "code": rule.code.0 })).collect();
    let members = [
        ("symptom", json!(symptom)),
        ("title", json!(title)),
        ("confidence", json!(if *is_sure { "likely" } else { "possible" })),
        ("first_step", json!(first)),
        ("exports", json!(exports)),
        ("numbers", json!(readings.iter().map(reading).collect::<Vec<_>>())),
        ("others", json!(others)),
    ];
    members.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

fn cause(cause: &Cause) -> Value {
    rule(cause.rule, cause.when.as_deref())
}

fn rule(rule: &Rule, when: Option<&str>) -> Value {
    json!({
        "code": rule.code.0,
        "name": rule.name,
        "severity": rule.severity.name(),
        "summary": summary_of(rule),
        "when": when,
    })
}

fn reading(reading: &Reading) -> Value {
    let flags: Vec<Value> = reading
        .flags
        .iter()
        .map(|flag| json!({ "bit": flag.bit, "name": flag.name, "meaning": flag.meaning }))
        .collect();
    json!({ "number": reading.number, "flags": flags })
}
