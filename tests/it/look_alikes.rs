//! Objects that look like those that are read, and healthy ones that are: in every form in which PowerShell and people write
//! them, nothing is made of the first and nothing is wrong with the second.

use std::fmt::Write as _;

use msstd::{
    finding::{Outcome, Severity},
    report::model::Report,
};
use serde_json::{Map, Value, json};

use crate::common::{pem, reports};

/// Objects by their properties, in the form `== title | .NET type | noun`, a line `name = value` a property.
const FOREIGN: &str = include_str!("look_alikes/foreign.txt");
const READ: &str = include_str!("look_alikes/read.txt");

/// One object.
struct Sheet {
    title: &'static str,
    type_name: Option<&'static str>,
    /// The cmdlet that it is read as.
    noun: Option<&'static str>,
    properties: Vec<(&'static str, &'static str)>,
}

fn sheets(text: &'static str) -> Vec<Sheet> {
    let sheets = text.split("== ").filter(|sheet| !sheet.trim().is_empty());
    let sheet = |sheet: &'static str| {
        let mut lines = sheet.lines().filter(|line| !line.is_empty());
        let mut head = lines.next().unwrap().split(" | ");
        let property = |line: &'static str| {
            let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
            (name.trim(), value.trim())
        };
        Sheet {
            title: head.next().unwrap(),
            type_name: head.next(),
            noun: head.next(),
            properties: lines.map(property).collect(),
        }
    };
    sheets.map(sheet).collect()
}

/// The items of `{a, b}`.
fn items(value: &str) -> Option<Vec<&str>> {
    let inner = value.strip_prefix('{')?.strip_suffix('}')?;
    Some(inner.split(", ").filter(|item| !item.is_empty()).collect())
}

fn is_boolean(value: &str) -> bool {
    matches!(value, "True" | "False")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Sheet {
    /// The object in every form, each with its file's extension.
    fn files(&self) -> [(&'static str, String); 9] {
        [
            ("list.txt", self.list()),
            ("table.txt", self.table()),
            ("csv", self.csv()),
            ("json", self.json()),
            ("xml", self.clixml(self.type_name)),
            ("selected.xml", self.clixml(None)),
            ("collapsed.txt", self.pasted("", ": ")),
            ("quoted.txt", format!("Hello,\n\nhere it is.\n\n{}\nRegards\nAnna\n", self.pasted("> ", " : "))),
            ("spaced.txt", self.pasted("", "\u{a0}: ").replace('\n', "\n\n")),
        ]
    }

    fn list(&self) -> String {
        let width = self.properties.iter().map(|(name, _)| name.len()).max().unwrap();
        let line = |(name, value): &(&str, &str)| format!("{name:width$} : {value}").trim_end().to_owned() + "\n";
        format!("\n\n{}\n\n\n", self.properties.iter().map(line).collect::<String>())
    }

    /// As wide as it takes, of the first properties.
    fn table(&self) -> String {
        let mut lines = vec![String::new(); 3];
        for (name, value) in self.properties.iter().take(5) {
            let width = name.len().max(value.len());
            let dashes = "-".repeat(name.len());
            for (line, cell) in lines.iter_mut().zip([*name, &dashes, *value]) {
                write!(line, "{cell:width$} ").unwrap();
            }
        }
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        format!("\n{}\n\n\n", lines.join("\n"))
    }

    fn csv(&self) -> String {
        let row = |cells: Vec<String>| {
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
        };
        // `Export-Csv` writes the type of a collection.
        let cell = |value: &str| items(value).map_or_else(|| value.to_owned(), |items| items.join(" "));
        let names = row(self.properties.iter().map(|(name, _)| (*name).to_owned()).collect());
        let values = row(self.properties.iter().map(|(_, value)| cell(value)).collect());
        let head = self.type_name.map_or_else(String::new, |name| format!("#TYPE {name}\r\n"));
        format!("{head}{names}\r\n{values}\r\n")
    }

    fn json(&self) -> String {
        let value = |value: &str| match (items(value), value) {
            (Some(items), _) => json!(items),
            (_, "") => Value::Null,
            (_, "True" | "False") => json!(value == "True"),
            _ => value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number)),
        };
        let object: Map<String, Value> =
            self.properties.iter().map(|(name, written)| ((*name).to_owned(), value(written))).collect();
        serde_json::to_string_pretty(&json!([object])).unwrap()
    }

    /// Without a type, as `Select-Object` leaves objects.
    fn clixml(&self, type_name: Option<&str>) -> String {
        let property = |(name, value): &(&str, &str)| match (items(value), *value) {
            (Some(items), _) => {
                let items: String =
                    items.iter().fold(String::new(), |items, item| items + "<S>" + &escaped(item) + "</S>");
                format!("      <Obj N=\"{name}\"><LST>{items}</LST></Obj>\n")
            }
            (_, "") => format!("      <Nil N=\"{name}\" />\n"),
            (_, value) if is_boolean(value) => format!("      <B N=\"{name}\">{}</B>\n", value.to_lowercase()),
            (_, value) => format!("      <S N=\"{name}\">{}</S>\n", escaped(value)),
        };
        let properties: String = self.properties.iter().map(property).collect();
        let type_name = type_name.unwrap_or("Selected.System.Management.Automation.PSCustomObject");
        format!(
            "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n  <Obj RefId=\"0\">\n    \
             <TN RefId=\"0\"><T>Deserialized.{type_name}</T><T>System.Object</T></TN>\n    <Props>\n{properties}    </Props>\n  \
             </Obj>\n</Objs>\n"
        )
    }

    fn pasted(&self, before: &str, colon: &str) -> String {
        let line = |(name, value): &(&str, &str)| format!("{before}{name}{colon}{value}\n");
        self.properties.iter().map(line).collect()
    }
}

/// A deployment in order.
fn neighbours() -> Vec<(String, Vec<u8>)> {
    let provider = "Name : EXPR\nServer :\nCertPrincipalName : msstd:mail.contoso.com\nTTL : 1\n";
    let anywhere =
        "ServerName       : EX01\nExternalHostname : mail.contoso.com\nInternalHostname : mail.contoso.com\n";
    let certificate = pem("cn = \"mail.contoso.com\"\nsan = [\"mail.contoso.com\", \"autodiscover.contoso.com\"]\n");
    vec![
        ("mail.pem".to_owned(), certificate),
        ("provider.txt".to_owned(), provider.into()),
        ("anywhere.txt".to_owned(), anywhere.into()),
    ]
}

fn check(files: Vec<(String, Vec<u8>)>) -> Report {
    reports::check_files("contoso", None, files)
}

/// Checks each file with a deployment in order beside it.
fn check_each(sheets: &[Sheet], mut look: impl FnMut(&Sheet, &str, &Report, &Report)) -> usize {
    let neighbours = neighbours();
    let alone = check(neighbours.clone());
    let mut count = 0;
    for sheet in sheets {
        for (form, text) in sheet.files() {
            let mut files = neighbours.clone();
            files.push((format!("export.{form}"), text.into_bytes()));
            look(sheet, form, &check(files), &alone);
            count += 1;
        }
    }
    count
}

/// Codes, severities and messages of what fails.
fn failing(report: &Report, least: Severity) -> Vec<String> {
    let fails = report.findings.iter().filter(|finding| finding.outcome == Outcome::Fail && finding.severity >= least);
    fails.map(|finding| format!("{} {} {}", finding.code, finding.place.path, finding.message)).collect()
}

fn kinds(report: &Report, file: &str) -> Vec<String> {
    let artifacts = report.deployments.iter().flat_map(|deployment| &deployment.artifacts);
    artifacts.filter(|artifact| artifact.path == file).map(|artifact| artifact.kind.clone()).collect()
}

#[test]
fn look_alikes_are_nothing() {
    let mut wrong = Vec::new();
    let count = check_each(&sheets(FOREIGN), |sheet, form, report, alone| {
        let file = format!("export.{form}");
        let kinds = kinds(report, &file);
        let told: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| {
                finding.place.path == file && !(finding.code.starts_with("IN") && finding.severity == Severity::Note)
            })
            .map(|finding| format!("{} {}", finding.code, finding.message))
            .collect();
        let more = failing(report, Severity::Warning) != failing(alone, Severity::Warning);
        let [with, without] = [report, alone].map(|report| {
            let deployment = report.deployments.first().unwrap();
            (deployment.certificates.iter().count(), deployment.endpoints.len(), deployment.principals.len())
        });
        if kinds != ["unknown"] || !told.is_empty() || more || with != without {
            wrong.push(format!("{} as {form}: {kinds:?} {told:?} {with:?} {without:?}", sheet.title));
        }
    });
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn healthy_objects_have_no_errors() {
    let mut wrong = Vec::new();
    let count = check_each(&sheets(READ), |sheet, form, report, _| {
        let kinds = kinds(report, &format!("export.{form}"));
        let noun = format!("cmdlet:{}", sheet.noun.unwrap());
        // A table has only the first properties.
        let is_known = kinds == [noun] || form == "table.txt";
        let errors = failing(report, Severity::Error);
        if !is_known || !errors.is_empty() {
            wrong.push(format!("{} as {form}: {kinds:?} {errors:?}", sheet.title));
        }
    });
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Three properties of an object as a list, and the same under the prompt of its cmdlet.
fn parts(sheet: &Sheet) -> Vec<(String, bool)> {
    let command = sheet.title.split(' ').next().unwrap();
    let lists = sheet
        .properties
        .windows(3)
        .map(|part| part.iter().fold(String::new(), |list, (name, value)| list + &format!("{name:40} : {value}\n")));
    let prompt = |list: String| (format!("[PS] C:\\>{command} | fl\n\n\n{list}\n\n"), true);
    let mut parts: Vec<(String, bool)> = lists.clone().map(|list| (list, false)).collect();
    if command.starts_with("Get-") {
        parts.extend(lists.map(prompt));
    }
    parts
}

#[test]
fn parts_of_look_alikes_are_nothing() {
    let mut wrong = Vec::new();
    for sheet in sheets(FOREIGN) {
        for (part, _) in parts(&sheet) {
            let report = check(vec![("export.txt".to_owned(), part.clone().into_bytes())]);
            let (kinds, failing) = (kinds(&report, "export.txt"), failing(&report, Severity::Warning));
            if kinds != ["unknown"] || !failing.is_empty() {
                wrong.push(format!("{}: {kinds:?} {failing:?}\n{part}", sheet.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn parts_of_healthy_objects_have_no_errors() {
    let mut wrong = Vec::new();
    for sheet in sheets(READ) {
        for (part, is_told) in parts(&sheet) {
            let mut files = neighbours();
            files.push(("export.txt".to_owned(), part.clone().into_bytes()));
            let report = check(files);
            let (kinds, errors) = (kinds(&report, "export.txt"), failing(&report, Severity::Error));
            let noun = format!("cmdlet:{}", sheet.noun.unwrap());
            let is_right = |kind: &String| {
                let leaves_open = ["cmdlet:Connector", "cmdlet:VirtualDirectory"].contains(&kind.as_str());
                *kind == noun || kind == "unknown" || !is_told && leaves_open
            };
            if !kinds.iter().all(is_right) || !errors.is_empty() {
                wrong.push(format!("{}: {kinds:?} {errors:?}\n{part}", sheet.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_enough_of_them() {
    let [foreign, read] = [FOREIGN, READ].map(|text| sheets(text).len());
    assert!(foreign >= 60 && (foreign + read) * 9 >= 364, "{foreign} {read}");
}
