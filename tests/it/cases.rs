//! Every rule: its page, its cases and its example.
//!
//! `MSSTD_BLESS=1 cargo test --test it cases` writes the examples of the pages, and the list of rules.

use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
};

use crate::common::{
    cases::{self, Case, Shows},
    example, runs,
};
use msstd::{
    decide::FAMILIES,
    rules::{self, Rule},
    text::{Page, SECTIONS},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn bless() -> bool {
    env::var_os("MSSTD_BLESS").is_some_and(|value| value == "1")
}

/// A page as it is in its file now; the one in the library may be older after a blessing.
fn page_path(code: &str) -> PathBuf {
    root().join(format!("docs/rules/{code}.md"))
}

/// What a test comes to, a panic of the library included.
fn caught<T>(test: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(test)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(format!("  it panicked: {}", said.unwrap_or_default()))
    })
}

/// Runs a test for every rule and fails with all that failed.
fn each_rule(mut test: impl FnMut(&'static Rule) -> Vec<String>) {
    let failures: Vec<String> = rules::all()
        .flat_map(|rule| test(rule).into_iter().map(|failure| format!("{}: {failure}", rule.code.0)))
        .collect();
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
}

#[test]
fn rules_have_codes_and_names_of_their_own() {
    let mut seen = BTreeSet::new();
    each_rule(|rule| {
        let mut failures = Vec::new();
        for word in [rule.code.0, rule.name] {
            if !seen.insert(word.to_ascii_lowercase()) {
                failures.push(format!("`{word}` is taken"));
            }
        }
        failures
    });
}

#[test]
fn every_rule_has_a_page_with_all_sections() {
    each_rule(|rule| {
        let Some(page) = Page::of("en", rule.code.0) else { return vec!["no page".to_owned()] };
        let mut failures = Vec::new();
        let title = format!("{} {}", rule.code.0, rule.name);
        if page.title() != title {
            failures.push(format!("the page's title is `{}`, not `{title}`", page.title()));
        }
        let headings: Vec<&str> = page.source.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        if headings != SECTIONS {
            failures.push(format!("the page's sections are {headings:?}, not {SECTIONS:?}"));
        }
        failures.extend(
            SECTIONS
                .iter()
                .filter(|heading| page.section(heading).is_none_or(str::is_empty))
                .map(|heading| format!("section `{heading}` is empty")),
        );
        failures
    });
}

fn cases_of(code: &str) -> Result<Vec<Case>, String> {
    let path = root().join(format!("tests/cases/{code}.md"));
    let text = fs::read_to_string(&path).map_err(|_| format!("no tests/cases/{code}.md"))?;
    cases::parse(&text).map_err(|error| format!("tests/cases/{code}.md: {error}"))
}

#[test]
fn every_rule_does_what_its_cases_say() {
    let mut known: BTreeSet<String> = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
        .collect();
    known.remove("README.md");
    each_rule(|rule| {
        let code = rule.code.0;
        known.remove(&format!("{code}.md"));
        let cases = match cases_of(code) {
            Ok(cases) => cases,
            Err(error) => return vec![error],
        };
        let mut failures = Vec::new();
        for (shows, word) in [(Shows::Fails, "fails"), (Shows::Passes, "passes")] {
            if !cases.iter().any(|case| case.shows == shows) {
                failures.push(format!("tests/cases/{code}.md has no case that {word}"));
            }
        }
        for case in cases.iter().filter(|case| case.shows != Shows::Example) {
            if let Err(failure) = caught(|| run_case(code, case)) {
                failures.push(format!("tests/cases/{code}.md:{}: {}\n{failure}", case.line, case.title));
            }
        }
        failures
    });
    assert!(known.is_empty(), "cases of no rule: {known:?}");
}

fn run_case(code: &str, case: &Case) -> Result<(), String> {
    let expected = case.expected();
    if (case.shows == Shows::Fails) == expected.is_empty() {
        return Err("  `fails` expects at least one line, `passes` and `trap` none".to_owned());
    }
    let deployment = case.deployment()?;
    let report = runs::check(&deployment, None)?;
    let found = runs::lines(&report, code);
    let undecided: Vec<_> = report.deployments.iter().flat_map(|deployment| &deployment.undecided).collect();
    for line in case.undecided() {
        let (path, reason) = line.split_once(": ").ok_or("  `undecided` has lines of `path: part of the reason`")?;
        if !undecided.iter().any(|row| row.code == code && row.path == path && row.reason.contains(reason)) {
            let rows: Vec<_> =
                undecided.iter().map(|row| format!("{} {}: {}", row.code, row.path, row.reason)).collect();
            return Err(format!("  - expected undecided {line}\n  found {rows:#?}"));
        }
    }
    let same = expected.len() == found.len()
        && expected.iter().zip(&found).all(|(expected, found)| runs::means(expected, found));
    if same {
        return Ok(());
    }
    let mut diff = String::new();
    for line in expected.iter().filter(|line| !found.iter().any(|other| runs::means(line, other))) {
        let _ = writeln!(diff, "  - expected {line}");
    }
    for line in found.iter().filter(|line| !expected.iter().any(|other| runs::means(other, line))) {
        let _ = writeln!(diff, "  + found    {line}");
    }
    if diff.is_empty() {
        let _ = writeln!(diff, "  expected {expected:#?}\n  found    {found:#?}");
    }
    for undecided in report
        .deployments
        .iter()
        .flat_map(|deployment| &deployment.undecided)
        .filter(|undecided| undecided.code == code)
    {
        let _ = writeln!(diff, "    undecided at {}: {}", undecided.path, undecided.reason);
    }
    for principal in report.deployments.iter().flat_map(|deployment| &deployment.principals) {
        let _ = writeln!(
            diff,
            "    principal {} of {}: {}, {:?}",
            principal.value, principal.origin, principal.verdict, principal.basis
        );
    }
    let kinds: Vec<String> = report
        .deployments
        .iter()
        .flat_map(|deployment| &deployment.artifacts)
        .map(|artifact| format!("{} ({})", artifact.path, artifact.kind))
        .collect();
    let _ = write!(diff, "    read: {}", kinds.join(", "));
    Err(diff)
}

#[test]
fn every_page_shows_the_real_output_of_its_example() {
    each_rule(|rule| {
        let code = rule.code.0;
        let Ok(source) = fs::read_to_string(page_path(code)) else { return Vec::new() };
        match caught(|| with_example(code, &source)) {
            Err(failure) => vec![failure],
            Ok(real) if real == source => Vec::new(),
            Ok(real) if bless() => {
                fs::write(page_path(code), real).unwrap();
                Vec::new()
            }
            Ok(real) => {
                let differing = real.lines().zip(source.lines()).find(|(real, page)| real != page);
                let (real, page) = differing.unwrap_or(("(more lines)", "(the end)"));
                vec![format!("its example is another now (MSSTD_BLESS=1 writes it):\n  page: {page}\n  real: {real}")]
            }
        }
    });
}

/// The page with the files of its example and their real output.
fn with_example(code: &str, source: &str) -> Result<String, String> {
    let cases = cases_of(code)?;
    let mut examples = cases.iter().filter(|case| case.shows == Shows::Example);
    let (Some(case), None) = (examples.next(), examples.next()) else {
        return Err(format!("tests/cases/{code}.md has no `## example`, or several"));
    };
    let heading = "\n## Example\n";
    let start = source.find(heading).ok_or("no Example")? + heading.len();
    let end = source[start..].find("\n## References").map_or(source.len(), |end| start + end);
    let mut deployment = case.deployment()?;
    let report = runs::check(&deployment, Some(code))?;
    if !report.findings.iter().any(|finding| finding.code == code) {
        return Err("its example does not make the rule fire".to_owned());
    }
    let output = deployment.steady(&runs::human_findings(&report, code));
    Ok(format!("{}\n{}{}", &source[..start], example::section(case, &mut deployment, &output), &source[end..]))
}

#[test]
fn the_list_of_rules_is_in_docs() {
    let mut list = String::from(
        "# Rules\n\nOne code, one meaning, one default severity. `msstd explain CODE` shows a page at the terminal.\n\n\
         | Code | Name | Severity | Finding |\n|---|---|---|---|\n",
    );
    let mut rules: Vec<&Rule> = rules::all().collect();
    rules.sort_by_key(|rule| rule.code);
    for rule in rules {
        let code = rule.code.0;
        let page = Page::of("en", code).unwrap();
        let summary = page.summary().or(page.section("What it checks")).map(first_sentence).unwrap_or_default();
        let (name, severity) = (rule.name, rule.severity.name());
        let _ = writeln!(list, "| [{code}]({code}.md) | {name} | {severity} | {summary} |");
    }
    let path = root().join("docs/rules/README.md");
    if bless() {
        fs::write(&path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), list, "MSSTD_BLESS=1 writes it");
}

#[test]
fn every_page_and_every_message_is_of_a_rule() {
    let codes: BTreeSet<&str> = rules::all().map(|rule| rule.code.0).collect();
    let shared = ["README", "conditions", "halves", "hosts", "lifecycle"];
    for folder in ["docs/rules", "src/text/en/rules"] {
        for path in fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_known = codes.contains(&*stem) || shared.contains(&&*stem) || FAMILIES.contains(&&*stem);
            assert!(is_known, "{} is of no rule", path.display());
        }
    }
}

fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = |at: usize| {
        let after = &paragraph[at + 1..];
        after.is_empty()
            || after.starts_with(' ') && after.trim_start().starts_with(|c: char| c.is_uppercase() || c == '`')
    };
    let end = paragraph.match_indices('.').map(|(at, _)| at).find(|at| ends(*at));
    paragraph[..end.map_or(paragraph.len(), |at| at + 1)].replace('|', "\\|")
}

#[test]
fn cases_are_read_as_the_readme_says() {
    let text = "# PN002\n\n## fails: one\noptions: client = \"modern\", at = \"2026-07-01\"\n\n```xml a.xml utf-16le crlf\n<a>\n```\n\n\
                ```cert m.pem\ncn = \"m\"\n```\n\n```txt t.txt\n{{thumbprint m.pem}}\n```\n\n```expect\na.xml:1:1: note PN002\n```\n";
    let cases = cases::parse(text).unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0].expected(), ["a.xml:1:1: note PN002"]);
    let deployment = cases[0].deployment().unwrap();
    assert_eq!(deployment.files[0].1, b"\xff\xfe<\0a\0>\0\r\0\n\0");
    assert!(deployment.files[1].1.starts_with(b"-----BEGIN CERTIFICATE-----\n"));
    assert_eq!(deployment.files[2].1.len(), 41);
    assert!(runs::means("m.pem#1:1: error CT001", "m.pem:1:1: error CT001"));
    assert!(!runs::means("m.pem:2:1: error CT001", "m.pem:1:1: error CT001"));
}
