//! The pages of the rules as texts that a message may be about.

use super::{
    Cause, Explanation, exports_of,
    index::{Index, Match},
    thesaurus::Feature,
};
use crate::{
    rules::{self, Rule},
    text::{Page, messages},
};

/// Rules that are no answer to what a user saw: what was decided about findings.
const NO_ANSWER: &str = "PO";

/// How many rules are named.
const RULES: usize = 5;

fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| !rule.code.0.starts_with(NO_ANSWER))
}

/// The pages as topics: the name and the summary, what is checked, and the symptoms.
pub(super) fn index() -> Index {
    let topics = rules().map(|rule| {
        let code = rule.code.0;
        let page = Page::of("en", code);
        let checks = page.and_then(|page| page.section("What it checks"));
        let own = messages("en", code).unwrap_or_default();
        let effects = own.lines().filter_map(|line| line.strip_prefix("effect")?.split_once('=')).map(|(_, text)| text);
        let texts = [Some(rule.name), page.and_then(|page| page.summary()), checks].into_iter().flatten();
        (texts.chain(effects).collect(), Vec::new())
    });
    Index::new(topics, |_| false)
}

/// The rules that cover what was typed, and how well the best does.
pub(super) struct Found {
    rules: Vec<&'static Rule>,
    /// The share that the best one has of what was typed.
    pub(super) share: f64,
}

/// A page has to have most of what was typed: its words are those of any text.
const LEAST_SHARE: f64 = 0.7;

/// A page has to have so much in common with it.
const LEAST: f64 = 3.5;

/// Of two words, a text has to consist mostly.
const LEAST_RECALL: f64 = 0.5;

/// The rules whose pages have the words.
pub(super) fn best(pages: &Index, typed: &[Feature]) -> Option<Found> {
    let matches = pages.matches(typed);
    let is_about_files = |rule: &Rule| !rule.code.0.starts_with("IN");
    let of = |found: &Match| rules().nth(found.topic);
    let first = matches.first()?;
    let is_whole = first.features >= 2 && first.recall >= LEAST_RECALL;
    let is_part = first.features >= 3 && first.matched >= 2.0 * LEAST;
    if first.share < LEAST_SHARE || first.matched < LEAST || !(is_whole || is_part) {
        return None;
    }
    let close: Vec<&'static Rule> =
        matches.iter().take_while(|other| other.score >= first.score * 0.75).filter_map(of).take(RULES).collect();
    // A file's rule is an answer only where it is the first.
    let leads_to_files = close.first().is_some_and(|rule| !is_about_files(rule));
    let rules: Vec<_> = close.into_iter().filter(|rule| leads_to_files || is_about_files(rule)).collect();
    Some(Found { rules, share: first.share })
}

/// What the pages of rules say.
pub(super) fn explanation(found: &Found) -> Option<Explanation> {
    let first = *found.rules.first()?;
    let page = Page::of("en", first.code.0)?;
    let causes: Vec<Cause> = found.rules.iter().map(|rule| Cause { rule, when: None }).collect();
    let fix = page.section("How to fix").unwrap_or_default();
    let paragraph = fix.split("\n\n").next().unwrap_or_default();
    Some(Explanation {
        title: page.sentence().trim_end_matches('.').to_owned(),
        is_sure: false,
        symptom: None,
        exports: exports_of(&causes),
        causes,
        first: paragraph.split_whitespace().collect::<Vec<_>>().join(" "),
        readings: Vec::new(),
        others: Vec::new(),
    })
}
