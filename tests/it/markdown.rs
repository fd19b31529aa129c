//! `--format markdown`, read by a parser of Markdown: nothing foreign is active, and all is told.

use std::collections::BTreeMap;

use crate::common::reports::{
    ANY_TEXT, as_json, assert_inert, filled_with, hostile, partly_accepted, sample, samples, tally, written,
};
use msstd::report::{Format, model::Report, sentences::Sentences};
use proptest::{prelude::ProptestConfig, proptest};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What a page has, as a parser reads it.
#[derive(Default)]
struct Seen {
    /// Texts of headings, by level.
    headings: Vec<(HeadingLevel, String)>,
    /// Texts of items of lists.
    items: Vec<String>,
    /// Texts that are no code, between other events.
    plain: Vec<String>,
    commands: Vec<String>,
    /// Everything as a reader sees it.
    text: String,
}

fn see(page: &str) -> Seen {
    let mut seen = Seen::default();
    let mut heading: Option<(HeadingLevel, String)> = None;
    let mut item: Option<String> = None;
    let mut plain = String::new();
    let (mut in_block, mut commands) = (false, false);
    for event in Parser::new_ext(page, Options::all().difference(Options::ENABLE_SMART_PUNCTUATION)) {
        if !matches!(event, Event::Text(_) | Event::SoftBreak) && !plain.is_empty() {
            seen.plain.push(std::mem::take(&mut plain));
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => seen.headings.extend(heading.take()),
            Event::Start(Tag::Item) => item = Some(String::new()),
            Event::End(TagEnd::Item) => seen.items.extend(item.take()),
            Event::Start(Tag::CodeBlock(kind)) => match kind {
                CodeBlockKind::Fenced(language) => (in_block, commands) = (true, &*language == "powershell"),
                CodeBlockKind::Indented => panic!("an indented block:\n{page}"),
            },
            Event::End(TagEnd::CodeBlock) => {
                (in_block, commands) = (false, false);
                seen.text.push('\n');
            }
            Event::Text(text) if in_block => {
                if commands {
                    seen.commands.extend(text.lines().map(str::to_owned));
                }
                seen.text.push_str(&text);
            }
            Event::Text(text) => {
                for own in heading.iter_mut().map(|(_, own)| own).chain(&mut item) {
                    own.push_str(&text);
                }
                plain.push_str(&text);
                seen.text.push_str(&text);
            }
            Event::Code(text) => {
                for own in heading.iter_mut().map(|(_, own)| own).chain(&mut item) {
                    own.push_str(&text);
                }
                seen.text.push_str(&text);
            }
            Event::SoftBreak => panic!("a text of two lines:\n{page}"),
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Strong)
            | Event::End(TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Strong) => seen.text.push('\n'),
            other => panic!("{other:?} in\n{page}"),
        }
    }
    seen
}

/// What GitHub, Azure DevOps and Jira make of plain words, whatever Markdown says of them.
fn is_active(plain: &str) -> bool {
    let words = || plain.split(|c: char| c.is_whitespace() || "(),\"'".contains(c));
    let is_commit = |word: &str| word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.contains(['@', '#', '<', '>', '[', ']', '*', '_', '|', '~', '$', '!', '\\', '`'])
        || plain.contains("//")
        || words().any(|word| word.starts_with("www.") || word.starts_with("GH-") || is_commit(word))
}

/// The number of places that a line counts: `at 3 more places: …`.
fn places(line: &str) -> usize {
    let counted =
        line.split_once(" at ").and_then(|(_, rest)| rest.split_once(" more place").or(rest.split_once(" place")));
    counted.and_then(|(count, _)| count.parse().ok()).unwrap_or(1)
}

/// How many findings that count a page tells, by code: headings, lines below them, and those it counts alone.
fn told(seen: &Seen, report: &Report) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    let levels = ["error ", "warning ", "note ", "inconclusive "];
    let is_accepted = |text: &str| text.contains("; accepted until") || text.contains("; known from the baseline");
    let headings = seen.headings.iter().filter(|(level, _)| *level == HeadingLevel::H3).map(|(_, text)| text);
    let items = seen.items.iter().filter(|text| !is_accepted(text));
    for text in headings.chain(items) {
        if let Some(rest) = levels.iter().find_map(|level| text.strip_prefix(level)) {
            *told.entry(rest.split([' ', ':']).next().unwrap().to_owned()).or_default() += places(rest);
        }
    }
    // What says the same of another place is counted below the first.
    let mut last = None;
    for line in seen.text.lines() {
        if let Some(rest) = levels.iter().find_map(|level| line.strip_prefix(level)) {
            last = rest.split([' ', ':']).next();
        } else if let (Some(code), true) = (last, line.starts_with("The same at ")) {
            *told.entry(code.to_owned()).or_default() += places(line);
        }
    }
    assert!(report.findings.len() < 5_000, "more than are listed in full");
    told
}

fn holds(name: &str, report: &Report) {
    let page = written(report, Format::Markdown);
    let seen = see(&page);
    let active: Vec<_> = seen.plain.iter().filter(|plain| is_active(plain)).collect();
    assert!(active.is_empty(), "{name}: {active:#?}");
    assert_inert(&page);
    assert!(
        !page.lines().any(|line| line.ends_with(' ') && !line.starts_with("    ")),
        "{name}: a line ends in a space"
    );
    // What counts is told, with heading or line, or is counted.
    if !page.contains("JSON report lists") {
        let expected: BTreeMap<String, usize> = tally(report)
            .into_iter()
            .filter_map(|((code, state), count)| (state == "new").then_some((code, count)))
            .collect();
        assert_eq!(told(&seen, report), expected, "{name}");
    }
    let words = Sentences::new("en");
    let flat = |text: &str| text.replace(['`', ' ', '\n'], "");
    let all = flat(&seen.text);
    for deployment in &report.deployments {
        for sentence in [words.read(deployment), words.answer(deployment)] {
            assert!(all.contains(&flat(&sentence)), "{name}: {sentence}");
        }
        for row in deployment.undecided.iter().take(20) {
            assert!(all.contains(&flat(&row.reason)), "{name}: {}", row.reason);
        }
    }
    for sentence in words.made(report) {
        assert!(all.contains(&flat(&sentence)), "{name}: {sentence}");
    }
}

#[test]
fn every_sample_is_told_whole() {
    for (name, report) in samples() {
        holds(&name, &report);
    }
}

#[test]
fn nothing_foreign_is_active() {
    let report = hostile();
    assert!(report.findings.len() > 100, "{} findings", report.findings.len());
    holds("hostile", &report);
}

/// `reports::REASON` with code around what would be active.
const ACCEPTED: &str = "; accepted until 2026-12-31: `<known>` `&` `[seen](http://x`) in `#7` by `@anna`, `=1`";

#[test]
fn what_does_not_count_is_told_with_its_reason() {
    for (name, report) in [("hostile".to_owned(), hostile())].into_iter().chain(samples()) {
        let report = partly_accepted(&report);
        holds(&name, &report);
        let page = written(&report, Format::Markdown);
        let count = |why: &str| page.lines().filter(|line| line.ends_with(why)).map(places).sum::<usize>();
        let summary = report.findings.iter().fold((0, 0), |(allowed, known), finding| match finding.state.name() {
            "allowed" => (allowed + 1, known),
            "baselined" => (allowed, known + 1),
            _ => (allowed, known),
        });
        assert_eq!((count(ACCEPTED), count("; known from the baseline")), summary, "{name}");
    }
}

#[test]
fn a_fence_is_longer_than_what_stands_in_it() {
    let page = written(&hostile(), Format::Markdown);
    assert!(page.contains("````"), "a text of three backticks stands in a longer fence");
}

#[test]
fn no_text_at_all_is_active() {
    let seeds = as_json(&sample("seeds-case"));
    proptest!(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }, |(text in ANY_TEXT)| {
        let seen = see(&written(&filled_with(&seeds, &text), Format::Markdown));
        let active: Vec<_> = seen.plain.iter().filter(|plain| is_active(plain)).collect();
        assert!(active.is_empty(), "{active:#?}");
        assert_eq!(seen.headings.iter().filter(|(level, _)| *level == HeadingLevel::H1).count(), 1);
        assert_eq!(seen.headings.iter().filter(|(level, _)| *level == HeadingLevel::H2).count(), 2);
    });
}
