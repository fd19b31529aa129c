//! What people really have: `tests/field`, whose README says what its lines mean.

use std::{env, fmt::Write as _, fs, panic, path::PathBuf};

use serde_json::Value;

use crate::common::{
    cases::{self, Case},
    reports, runs,
};

#[test]
fn field_variants_are_judged_right() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/field");
    let wanted = env::var("MSSTD_FIELD").unwrap_or_default();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != "README.md"));
    paths.retain(|path| path.to_string_lossy().contains(&wanted));
    paths.sort();
    let mut failures = String::new();
    let mut figures = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let cases =
            cases::parse_field(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let wrong: Vec<(&Case, Vec<String>)> =
            cases.iter().map(|case| (case, wrong(case))).filter(|(_, wrong)| !wrong.is_empty()).collect();
        let _ = writeln!(figures, "{name}: {} of {} right", cases.len() - wrong.len(), cases.len());
        for (case, wrong) in wrong {
            let _ =
                writeln!(failures, "tests/field/{name}:{}: {}\n    {}", case.line, case.title, wrong.join("\n    "));
        }
    }
    eprintln!("{figures}");
    assert!(failures.is_empty(), "\n{failures}\n{figures}");
}

/// What is not as a case says.
fn wrong(case: &Case) -> Vec<String> {
    let lines = case.expected();
    if lines.is_empty() {
        return vec!["it expects nothing".to_owned()];
    }
    let report = match panic::catch_unwind(|| runs::check(&case.deployment()?, None)) {
        Ok(Ok(report)) => Seen(reports::as_json(&report)),
        Ok(Err(error)) => return vec![error],
        Err(_) => return vec!["it panicked".to_owned()],
    };
    lines.iter().filter_map(|line| report.contradicts(line).map(|found| format!("{line}: {found}"))).collect()
}

/// A report as its JSON tells it.
struct Seen(Value);

impl Seen {
    /// What was found instead, if a line of `expect` does not hold.
    fn contradicts(&self, line: &str) -> Option<String> {
        let (what, part) = line.split_once(" | ").unwrap_or((line, ""));
        let words: Vec<&str> = what.split_whitespace().collect();
        let unless = |holds: bool, found: String| (!holds).then_some(found);
        match words.as_slice() {
            ["never", "error"] => unless(self.errors().is_empty(), self.errors().join("; ")),
            ["never", "inconclusive"] => {
                let found: Vec<String> =
                    self.findings().filter(|finding| finding["outcome"] == "inconclusive").map(headline).collect();
                unless(found.is_empty(), found.join("; "))
            }
            ["never", "principal", name] => {
                let is = |principal: &&Value| {
                    [&principal["name"], &principal["value"]].into_iter().any(|value| same(value, name))
                };
                let found = self.rows("principals").find(is).map(Value::to_string);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["never", "host", name] => {
                let found = self.rows("endpoints").find(|endpoint| same(&endpoint["host"], name)).map(Value::to_string);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["never", "undecided", ..] => {
                let word = what["never undecided".len()..].trim();
                let found = self.undecided().find(|row| says(row, word)).map(headline);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["never", "kind", kind] => {
                let found = self.rows("artifacts").find(|artifact| artifact["kind"] == **kind).map(Value::to_string);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["never", "answer"] => {
                let found = self.answers().find(|answer| says(&answer["text"], part)).map(Value::to_string);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["answer", verdict] => {
                let is_it = |answer: &Value| {
                    answer["verdict"] == **verdict
                        && answer["text"].as_str().is_some_and(|text| has_in_order(text, part))
                };
                let found: Vec<String> = self.answers().map(Value::to_string).collect();
                unless(self.answers().any(is_it), found.join("; "))
            }
            ["never", words @ ..] => {
                let found = self.findings().find(|finding| is_finding(finding, words, part)).map(headline);
                unless(found.is_none(), found.unwrap_or_default())
            }
            ["errors", number] => unless(self.errors().len().to_string() == *number, format!("{:?}", self.errors())),
            [key @ ("verdict" | "origin" | "basis"), name, value] => {
                let of_name = self.rows("principals").filter(|principal| same(&principal["name"], name));
                let found: Vec<&Value> = of_name.map(|principal| &principal[*key]).collect();
                unless(found.iter().any(|found| **found == **value), format!("{found:?}"))
            }
            ["count", code, number] => {
                let found = self.findings().filter(|finding| is_finding(finding, &[code], part)).count().to_string();
                unless(found == *number, found)
            }
            ["kind", path, kind] => {
                let of_file = self.rows("artifacts").filter(|artifact| artifact["path"] == **path);
                let found: Vec<&Value> = of_file.map(|artifact| &artifact["kind"]).collect();
                unless(found.iter().any(|found| **found == **kind), format!("{found:?}"))
            }
            ["unknown", number] => {
                let unknown = self.rows("artifacts").filter(|artifact| artifact["kind"] == "unknown");
                let found: Vec<&Value> = unknown.map(|artifact| &artifact["path"]).collect();
                unless(found.len().to_string() == *number, format!("{found:?}"))
            }
            ["certificates", number] => {
                let found = self.rows("certificates").count().to_string();
                unless(found == *number, found)
            }
            ["undecided", ..] => {
                let word = what["undecided".len()..].trim();
                let found: Vec<String> = self.undecided().map(headline).collect();
                unless(self.undecided().any(|row| says(row, word)), format!("{found:?}"))
            }
            ["tells", path, lines] => {
                let (from, to) = lines.split_once('-').unwrap_or((lines, lines));
                let (from, to) = (from.parse::<u64>().unwrap(), to.parse::<u64>().unwrap());
                let rows = self.findings().chain(self.rows("undecided")).filter(|row| row["path"] == **path);
                let found: Vec<&Value> = rows.map(|row| &row["line"]).collect();
                let told = found.iter().filter_map(|line| line.as_u64()).any(|line| (from..=to).contains(&line));
                unless(told, format!("lines {found:?}"))
            }
            ["tells", path] => {
                let found: Vec<&Value> = self.findings().filter(|row| row["path"] == **path).collect();
                let told = found.iter().any(|row| row["code"].as_str().is_some_and(|code| code.starts_with("IN")));
                unless(told, format!("{found:?}"))
            }
            ["any", words @ ..] => {
                let found: Vec<String> = self.findings().map(headline).collect();
                let is_there = self.findings().any(|finding| is_finding(finding, words, part));
                unless(is_there, format!("\n      {}", found.join("\n      ")))
            }
            [code, ..] if code.chars().any(|c| c.is_ascii_digit()) => {
                let found: Vec<String> = self.findings().map(headline).collect();
                unless(
                    self.findings().any(|finding| is_finding(finding, &words, part)),
                    format!("\n      {}", found.join("\n      ")),
                )
            }
            _ => Some("no such line".to_owned()),
        }
    }

    fn findings(&self) -> impl Iterator<Item = &Value> {
        list(&self.0["findings"])
    }

    /// The rows of a table of all deployments.
    fn rows(&self, table: &'static str) -> impl Iterator<Item = &Value> {
        list(&self.0["deployments"]).flat_map(move |deployment| list(&deployment[table]))
    }

    fn answers(&self) -> impl Iterator<Item = &Value> {
        list(&self.0["deployments"]).map(|deployment| &deployment["answer"])
    }

    fn undecided(&self) -> impl Iterator<Item = &Value> {
        let inconclusive = self.findings().filter(|finding| finding["outcome"] == "inconclusive");
        self.rows("undecided").chain(inconclusive)
    }

    fn errors(&self) -> Vec<String> {
        let errors = self.findings().filter(|finding| finding["severity"] == "error" && finding["outcome"] == "fail");
        errors.map(headline).collect()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Whether a text has the pieces between `...` one after another.
fn has_in_order(text: &str, pieces: &str) -> bool {
    let after = |rest: &'_ str, piece: &str| rest.find(piece).map(|at| rest[at + piece.len()..].to_owned());
    pieces.split("...").map(str::trim).try_fold(text.to_owned(), |rest, piece| after(&rest, piece)).is_some()
}

fn same(value: &Value, name: &str) -> bool {
    value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(name))
}

/// `PN003 error medium @ems.txt:12`, and the part that it says.
fn is_finding(finding: &Value, words: &[&str], part: &str) -> bool {
    words.iter().all(|word| match *word {
        "error" | "warning" | "note" => finding["severity"] == *word && finding["outcome"] != "inconclusive",
        "fail" | "inconclusive" | "info" => finding["outcome"] == *word,
        "high" | "medium" => finding["confidence"] == *word,
        _ => match word.strip_prefix('@') {
            Some(place) => {
                let (path, line) = place.split_once(':').unwrap_or((place, ""));
                finding["path"] == path && (line.is_empty() || finding["line"].as_u64() == line.parse().ok())
            }
            None => finding["code"] == *word,
        },
    }) && says(finding, part)
}

/// Whether a text is among the texts of a row.
fn says(row: &Value, part: &str) -> bool {
    let part = part.to_lowercase();
    match row {
        Value::String(text) => text.to_lowercase().contains(&part),
        Value::Array(rows) => rows.iter().any(|row| says(row, &part)),
        Value::Object(fields) => {
            fields.iter().any(|(key, row)| !matches!(key.as_str(), "fingerprint" | "cause") && says(row, &part))
        }
        _ => part.is_empty(),
    }
}

fn headline(row: &Value) -> String {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let line = row["line"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
    let level = if row["outcome"] == "inconclusive" { text("outcome") } else { text("severity") };
    format!("{} {level} {}{line}: {}{}", text("code"), text("path"), text("message"), text("reason"))
}
