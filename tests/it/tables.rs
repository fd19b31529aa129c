//! `--format csv` and `--format inventory`, read by a reader of CSV.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::reports::{
    ANY_TEXT, as_json, filled_with, hostile, of_cases, partly_accepted, sample, samples, tally, written,
};
use msstd::report::{Format, model::Report, safe::visible, sentences::Sentences};
use proptest::{prelude::ProptestConfig, proptest};

/// Columns of numbers.
const NUMBERS: &[&str] = &["index", "line", "column", "end_line", "end_column", "days_left"];

type Row = BTreeMap<String, String>;

/// The rows of a table that is written as it must be.
fn rows(name: &str, report: &Report, format: Format) -> Vec<Row> {
    let table = written(report, format);
    let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
    // A row is a line.
    assert!(table.ends_with("\r\n") && !table.replace("\r\n", "").contains(['\r', '\n']), "{name}: CRLF");
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(table.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(columns[0], "record");
    assert_eq!(columns.iter().collect::<BTreeSet<_>>().len(), columns.len(), "a column twice");
    let rows: Vec<Row> = reader
        .records()
        .map(|row| columns.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect())
        .collect();
    assert_eq!(rows.len() + 1, table.lines().count(), "{name}");
    for (column, cell) in rows.iter().flatten() {
        if NUMBERS.contains(&column.as_str()) {
            assert!(cell.is_empty() || cell.parse::<i64>().is_ok(), "{name}: {column} is {cell}");
        } else {
            assert!(!is_formula(cell), "{name}: {column} is {cell}");
        }
        assert!(!cell.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}')), "{name}: {cell:?}");
    }
    says_the_rest(name, report, &rows);
    rows
}

/// A cell that a program of tables calculates, where semicolons part cells too.
fn is_formula(cell: &str) -> bool {
    cell.split(';').any(|part| {
        part.trim_start_matches(|c: char| c.is_whitespace() || c == '"')
            .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    })
}

fn of<'r>(rows: &'r [Row], record: &str) -> Vec<&'r Row> {
    rows.iter().filter(|row| row["record"] == record).collect()
}

/// What was examined and not decided, and how the report was made.
fn says_the_rest(name: &str, report: &Report, rows: &[Row]) {
    let words = Sentences::new("en");
    let undecided: usize = report.deployments.iter().map(|deployment| deployment.undecided.len()).sum();
    assert_eq!(of(rows, "undecided").len(), undecided, "{name}");
    let examined = of(rows, "examined");
    assert_eq!(examined.len(), report.deployments.len(), "{name}");
    // What is defused has an apostrophe more.
    let flat = |text: &str| visible(text).replace('\'', "");
    for (row, deployment) in examined.iter().zip(&report.deployments) {
        for sentence in [words.read(deployment), words.answer(deployment)] {
            assert!(flat(&row["message"]).contains(&flat(&sentence)), "{name}: {sentence}");
        }
    }
    let made: Vec<String> = of(rows, "configuration").iter().map(|row| row["message"].clone()).collect();
    assert_eq!(made, words.made(report), "{name}");
}

/// The findings of the table are those of the JSON report.
fn csv_holds(name: &str, report: &Report) {
    let rows = rows(name, report, Format::Csv);
    let mut found = BTreeMap::new();
    for row in of(&rows, "finding") {
        *found.entry((row["code"].clone(), row["state"].clone())).or_default() += 1;
    }
    assert_eq!(found, tally(report), "{name}");
    let json = as_json(report);
    let flat = |text: &str| text.replace('\'', "");
    for (row, finding) in of(&rows, "finding").iter().zip(json["findings"].as_array().unwrap()) {
        assert_eq!(row["fingerprint"], finding["fingerprint"].as_str().unwrap(), "{name}");
        assert_eq!(flat(&row["message"]), flat(finding["message"].as_str().unwrap()), "{name}");
        assert_eq!(flat(&row["path"]), flat(finding["path"].as_str().unwrap()), "{name}");
        assert_eq!(row["line"], finding["line"].as_u64().map(|line| line.to_string()).unwrap_or_default(), "{name}");
        assert_eq!(row["reason"].is_empty(), finding["allowance"].is_null(), "{name}");
    }
}

/// The certificates of the table are those of the JSON report.
fn inventory_holds(name: &str, report: &Report) {
    let rows = rows(name, report, Format::Inventory);
    let json = as_json(report);
    let certificates: Vec<&serde_json::Value> = json["deployments"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|deployment| deployment["certificates"].as_array().unwrap())
        .collect();
    let shown = of(&rows, "certificate");
    assert_eq!(shown.len(), certificates.len(), "{name}");
    for (row, certificate) in shown.iter().zip(certificates) {
        assert_eq!(row["id"], certificate["id"].as_str().unwrap(), "{name}");
        let names: Vec<&str> =
            certificate["names"].as_array().unwrap().iter().map(|own| own.as_str().unwrap()).collect();
        assert_eq!(split(&row["names"]).len(), names.len(), "{name}: {}", row["names"]);
        let bindings = certificate["bindings"].as_array().unwrap().len();
        assert_eq!(split(&row["bindings"]).len(), bindings, "{name}");
    }
}

/// The items of a list: what the documentation says about the separator.
fn split(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => items.last_mut().unwrap().extend(characters.next()),
            ';' => items.push(String::new()),
            c => items.last_mut().unwrap().push(c),
        }
    }
    if cell.is_empty() { Vec::new() } else { items.iter().map(|item| item.trim().to_owned()).collect() }
}

#[test]
fn the_findings_of_every_sample() {
    for (name, report) in samples() {
        csv_holds(&name, &report);
        csv_holds(&name, &partly_accepted(&report));
    }
}

#[test]
fn the_certificates_of_every_sample() {
    for (name, report) in samples() {
        inventory_holds(&name, &report);
        inventory_holds(&name, &partly_accepted(&report));
    }
}

#[test]
fn cases_are_tables() {
    // Every fourth: what rules say differs, not how it is written.
    for (name, report) in of_cases().into_iter().step_by(4) {
        csv_holds(&name, &report);
        inventory_holds(&name, &report);
    }
}

#[test]
fn hostile_names_are_inert() {
    let report = hostile();
    csv_holds("hostile", &report);
    inventory_holds("hostile", &report);
    csv_holds("hostile", &partly_accepted(&report));
    inventory_holds("hostile", &partly_accepted(&report));
}

#[test]
fn a_certificate_has_what_the_report_says_of_it() {
    let report = sample("seeds-case");
    let inventory = rows("seeds-case", &report, Format::Inventory);
    let row = of(&inventory, "certificate")[0];
    assert_eq!(row["path"], "hybrid.contoso.com.cer");
    assert_eq!(row["role"], "server");
    assert_eq!(row["common_names"], "hybrid.contoso.com");
    assert!(row["answers_for"].contains("msstd:mail.contoso.com (does not match)"), "{}", row["answers_for"]);
    // The finding is about the principal and shows the certificate.
    assert!(split(&row["named_in"]).contains(&"PN001".to_owned()), "{}", row["named_in"]);
    assert!(!split(&row["findings"]).contains(&"PN001".to_owned()), "{}", row["findings"]);
    let report = sample("healthy");
    let inventory = rows("healthy", &report, Format::Inventory);
    let old = of(&inventory, "certificate").into_iter().find(|row| row["path"].contains("2021")).unwrap();
    assert!(split(&old["findings"]).contains(&"CT038".to_owned()), "{}", old["findings"]);
    assert!(old["days_left"].parse::<i64>().unwrap() < 0, "{}", old["days_left"]);
    let accepted = partly_accepted(&report);
    let inventory = rows("healthy", &accepted, Format::Inventory);
    let old = of(&inventory, "certificate").into_iter().find(|row| row["path"].contains("2021")).unwrap();
    assert!(!split(&old["findings"]).contains(&"CT038".to_owned()), "{}", old["findings"]);
    assert!(old["accepted"].contains("CT038 (accepted until 2026-12-31: "), "{}", old["accepted"]);
}

#[test]
fn no_text_at_all_is_a_formula() {
    let seeds = as_json(&sample("seeds-case"));
    proptest!(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() }, |(text in ANY_TEXT)| {
        let report = filled_with(&seeds, &text);
        rows("any text", &report, Format::Csv);
        let inventory = rows("any text", &report, Format::Inventory);
        assert_eq!(split(&of(&inventory, "certificate")[0]["names"]).len(), 2, "{text:?} are not two names");
    });
}

#[test]
fn the_documentation_tells_every_column() {
    let documentation = std::fs::read_to_string("docs/tables.md").unwrap();
    let report = sample("seeds-case");
    for (format, heading) in [(Format::Csv, "## Findings"), (Format::Inventory, "## Certificates")] {
        let section =
            documentation.split("\n## ").find(|part| heading.ends_with(part.lines().next().unwrap())).unwrap();
        for column in rows("columns", &report, format)[0].keys() {
            assert!(section.contains(&format!("`{column}`")), "{heading} does not tell of {column}");
        }
    }
}
