//! The documentation: `docs/` is a book (mdBook's layout), what is generated in it is current, and every link leads
//! somewhere. `MSSTD_BLESS=1 cargo test --test it docs` writes what is generated.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use pulldown_cmark::{Event, Parser, Tag};

use crate::common::{commands, help};

/// The pages of the guide and of the reference, in the order of the book. Rules come last.
const GUIDE: &[&str] = &[
    "collect",
    "check",
    "read",
    "explain",
    "fix",
    "decisions",
    "predict",
    "replay",
    "rehearse",
    "reports",
    "tables",
    "controls",
    "offline",
];
const REFERENCE: &[&str] = &["commands", "inputs", "exit-codes", "performance", "scaling", "dependencies"];

/// Holds a file against what is generated, or writes it.
fn hold(path: &str, generated: &str) {
    if env::var_os("MSSTD_BLESS").is_some() {
        fs::write(path, generated).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), generated, "MSSTD_BLESS=1 writes {path}");
}

fn title(path: &str) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_else(|| panic!("{path} has no title")).to_owned()
}

fn pages(folder: &str) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter_map(|name| name.strip_suffix(".md").map(str::to_owned)).collect()
}

#[test]
fn the_summary_lists_every_page() {
    let mut listed: BTreeSet<String> = ["SUMMARY", "guide"].map(str::to_owned).into();
    let mut summary = format!("# Summary\n\n[{}](guide.md)\n", title("docs/guide.md"));
    for (part, names) in [("Guide", GUIDE), ("Reference", REFERENCE)] {
        write!(summary, "\n# {part}\n\n").unwrap();
        for name in names.iter().filter(|name| Path::new(&format!("docs/{name}.md")).exists()) {
            writeln!(summary, "- [{}]({name}.md)", title(&format!("docs/{name}.md"))).unwrap();
            listed.insert((*name).to_owned());
        }
    }
    summary += "- [Rules](rules/README.md)\n";
    for code in pages("docs/rules").iter().filter(|name| *name != "README") {
        writeln!(summary, "  - [{}](rules/{code}.md)", title(&format!("docs/rules/{code}.md"))).unwrap();
    }
    hold("docs/SUMMARY.md", &summary);
    assert_eq!(pages("docs"), listed, "a page that is in no part of the book");
}

#[test]
fn the_commands_are_those_of_the_help() {
    let mut page =
        "# Commands\n\nWhat `--help` prints. `msstd man` makes manual pages of it, `msstd completions` completions.\n"
            .to_owned();
    for command in commands() {
        write!(page, "\n## msstd {command}\n\n```text\n{}```\n", help(&command)).unwrap();
    }
    hold("docs/commands.md", &page);
}

#[test]
fn every_link_leads_somewhere() {
    let in_folder =
        |folder: &str| pages(folder).into_iter().map(|name| format!("{folder}/{name}.md")).collect::<Vec<_>>();
    let mut broken = Vec::new();
    for path in [in_folder("."), in_folder("docs"), in_folder("docs/rules")].concat() {
        let text = fs::read_to_string(&path).unwrap();
        let folder = Path::new(&path).parent().unwrap();
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            let file = dest_url.split('#').next().unwrap();
            if !file.is_empty() && !file.contains(':') && !folder.join(file).exists() {
                broken.push(format!("{path}: {dest_url}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
