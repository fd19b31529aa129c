//! The rules of a run as SARIF's descriptors, with their pages as help.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    shapes::{Help, RuleReference},
    taxonomies::{Relationship, Taxonomies},
};
use crate::{
    report::model::Report,
    rules,
    text::{Page, first_sentence},
};

/// The sections of a page that help; what is left out is its example, which is input for a test.
const HELP: [&str; 4] = ["What it checks", "Why it matters", "How to fix", "References"];

/// A rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relationships: Vec<Relationship>,
    properties: Tags,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: Vec<String>,
}

/// The rules that a report speaks of, in a fixed order, each with its name where it is known.
pub(super) struct Rules {
    rows: Vec<(String, Option<String>)>,
    index: BTreeMap<String, usize>,
}

impl Rules {
    /// The rules that were run; then those that only a finding names, as a saved report of another version may have them.
    pub(super) fn of(report: &Report) -> Rules {
        let mut all = Rules { rows: Vec::new(), index: BTreeMap::new() };
        for run in &report.run.rules {
            all.add(&run.code, || rules::all().find(|rule| rule.code.0 == run.code).map(|rule| rule.name.to_owned()));
        }
        for found in report.findings.found() {
            all.add(&found.code, || Some(found.name.to_string()));
        }
        for undecided in report.deployments.iter().flat_map(|deployment| &deployment.undecided) {
            all.add(&undecided.code, || None);
        }
        all
    }

    fn add(&mut self, code: &str, name: impl FnOnce() -> Option<String>) {
        if !self.index.contains_key(code) {
            self.index.insert(code.to_owned(), self.rows.len());
            self.rows.push((code.to_owned(), name()));
        }
    }

    /// Its place among the descriptors.
    pub(super) fn index(&self, code: &str) -> Option<usize> {
        self.index.get(code).copied()
    }

    /// A rule as others point to it.
    pub(super) fn reference(&self, code: &str) -> RuleReference {
        RuleReference { id: code.to_owned(), index: self.index(code) }
    }

    /// A row each.
    pub(super) fn descriptors<'a>(&'a self, taxonomies: &'a Taxonomies<'_>) -> impl Iterator<Item = Descriptor> + 'a {
        self.rows.iter().map(|(code, name)| descriptor(code, name.clone(), taxonomies.of_rule(code)))
    }
}

fn descriptor(code: &str, name: Option<String>, relationships: Vec<Relationship>) -> Descriptor {
    let page = Page::of("en", code);
    let summary = page.and_then(|page| page.summary());
    let checks = page.and_then(|page| page.section("What it checks")).map(first_paragraphs);
    let full = checks.map(|checks| summary.map_or(String::new(), |summary| format!("{summary}\n\n")) + &checks);
    let plain = |text: String| Help { text, markdown: None };
    let level = rules::all().find(|rule| rule.code.0 == code).map(|rule| rule.severity.name());
    Descriptor {
        id: code.to_owned(),
        name,
        short_description: full.as_deref().map(|text| plain(first_sentence(text).to_owned())),
        full_description: full.map(plain),
        help: page.map(help),
        default_configuration: level.map(|level| Configuration { level }),
        relationships,
        properties: Tags { tags: code.get(..2).map(str::to_owned).into_iter().collect() },
    }
}

fn help(page: Page) -> Help {
    let sections = || HELP.iter().filter_map(|heading| Some((heading, page.section(heading)?)));
    let joined = |mark: &str| {
        let sections = sections().map(|(heading, text)| format!("{mark}{heading}\n\n{text}\n"));
        format!("{}\n\n{}", page.title(), sections.collect::<Vec<_>>().join("\n"))
    };
    Help { text: joined(""), markdown: Some(format!("# {}", joined("## "))) }
}

/// A text in lines as one line a paragraph.
fn first_paragraphs(text: &str) -> String {
    text.split("\n\n").map(|paragraph| paragraph.lines().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}
