//! From a message that a person saw to its causes: which rules find them, and what to export to be sure.
//!
//! Symptoms are data (`*.toml`): messages in four languages, signs (words that together say the same), and causes in order of
//! likelihood. What no symptom covers, the pages of the rules may.

mod index;
mod pieces;
mod proxy_code;
mod rule_pages;
mod thesaurus;

pub use proxy_code::{Flag, Reading};

use std::{collections::HashSet, sync::LazyLock};

use serde::Deserialize;

use self::{
    index::{Index, Match},
    thesaurus::{Feature, Thesaurus},
};
use crate::{
    judge::exports::Export,
    rules::{self, Rule},
};

/// A symptom as it is written in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// Its name.
    pub name: String,
    /// What it most likely is.
    pub title: String,
    /// The first step.
    pub first: String,
    causes: Vec<WrittenCause>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    de: Vec<String>,
    #[serde(default)]
    it: Vec<String>,
    #[serde(default)]
    ja: Vec<String>,
    #[serde(default)]
    signs: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCause {
    rule: String,
    when: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    symptom: Vec<Symptom>,
}

impl Symptom {
    /// Its messages in all languages.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.de, &self.it, &self.ja].into_iter().flatten().map(String::as_str)
    }

    /// The codes of its causes.
    pub fn codes_of_causes(&self) -> impl Iterator<Item = &str> {
        self.causes.iter().map(|cause| cause.rule.as_str())
    }

    /// What a person reads of it.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str(), &self.first]
            .into_iter()
            .chain(self.causes.iter().filter_map(|cause| cause.when.as_deref()))
    }

    fn causes(&self) -> Vec<Cause> {
        let cause =
            |written: &WrittenCause| Some(Cause { rule: rules::named(&written.rule)?, when: written.when.clone() });
        self.causes.iter().filter_map(cause).collect()
    }
}

/// The name of the symptom whose message ends in a number.
const PROXY_CERTIFICATE: &str = "proxy-certificate";

static SYMPTOMS: LazyLock<Vec<Symptom>> = LazyLock::new(|| {
    let files = [
        include_str!("outlook.toml"),
        include_str!("analyzer.toml"),
        include_str!("windows.toml"),
        include_str!("exchange.toml"),
    ];
    let read = |text: &str| {
        let written = toml::from_str::<Written>(text);
        debug_assert!(written.is_ok(), "a file of symptoms: {:?}", written.as_ref().err());
        written.map(|written| written.symptom).unwrap_or_default()
    };
    files.into_iter().flat_map(read).collect()
});

/// All symptoms.
pub fn all() -> &'static [Symptom] {
    &SYMPTOMS
}

/// What can be the cause of a message.
#[derive(Debug)]
pub struct Explanation {
    /// What it most likely is.
    pub title: String,
    /// Whether the message says so, or only may.
    pub is_sure: bool,
    /// The symptom's name; none where only the pages of rules cover it.
    pub symptom: Option<&'static str>,
    /// The causes, the likeliest first.
    pub causes: Vec<Cause>,
    /// The exports that show which of them it is.
    pub exports: Vec<Export>,
    /// The first step.
    pub first: String,
    /// The readings of the number that the message ends in.
    pub readings: Vec<Reading>,
    /// Other symptoms that it may be: what each is, and the rule that finds it.
    pub others: Vec<(&'static str, &'static Rule)>,
}

/// A cause, and the rule that finds it.
#[derive(Debug)]
pub struct Cause {
    /// The rule.
    pub rule: &'static Rule,
    /// When it is likely.
    pub when: Option<String>,
}

/// The symptoms and the rules' pages, ready to be searched.
struct Library {
    symptoms: Index,
    pages: Index,
    vocabulary: HashSet<String>,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let texts = |list: &'static [String]| list.iter().map(String::as_str);
    let topics = all()
        .iter()
        .map(|symptom| (symptom.messages().collect(), texts(&symptom.signs).chain(texts(&symptom.codes)).collect()));
    let pages = rule_pages::index();
    let symptoms = Index::new(topics, |word| pages.is_common(word));
    let vocabulary = symptoms.keys().chain(pages.keys()).cloned().collect();
    Library { symptoms, pages, vocabulary }
});

/// Below this weight, what a symptom has in common with a message is too little to say anything.
const LEAST: f64 = 2.5;

/// Below this share of a message, a symptom is about something else, unless most of its own message is there.
const LEAST_SHARE: f64 = 0.4;

/// A single word has to be nearly all of what was typed.
const SINGLE_SHARE: f64 = 0.7;

/// From this weight on, a single meaning is of one symptom alone.
const SPECIFIC: f64 = 3.5;

/// Most of a text.
const MOST: f64 = 0.7;

/// From this share on, a symptom is what a message says.
const SURE: f64 = 0.6;

/// A symptom whose score is this share of the best one's may be it too.
const CLOSE: f64 = 0.8;

/// The causes of a message, in the words in which somebody saw it or tells it; `None` where it is about something else.
pub fn explain(message: &str) -> Option<Explanation> {
    let library = &*LIBRARY;
    let typed = Thesaurus::get().read_typed(message, &library.vocabulary);
    let matches = library.symptoms.matches(&typed);
    let readings = proxy_code::readings(message);
    let best = matches.first().copied().filter(is_enough);
    let page = rule_pages::best(&library.pages, &typed);
    if Thesaurus::get().is_elsewhere(message) && !is_of_our_field(&typed) {
        return None;
    }
    if says_only_a_code(&typed) && !readings.is_empty() {
        return of_code(readings);
    }
    match (best, page) {
        (Some(best), Some(page)) if is_better(&page, &best) => rule_pages::explanation(&page),
        (Some(best), _) => of_symptom(best, &matches, readings),
        (None, Some(page)) => rule_pages::explanation(&page),
        (None, None) => None,
    }
}

/// Whether a rule's page has clearly more of what was typed than a symptom of which only a part was.
fn is_better(page: &rule_pages::Found, best: &Match) -> bool {
    let is_whole = best.recall >= MOST && best.features >= 2 && best.share >= MOST;
    !is_whole && page.share > best.share + 0.25
}

fn is_enough(best: &Match) -> bool {
    let is_single = best.features == 1 && best.share >= SINGLE_SHARE && (best.meanings == 1 || best.recall >= MOST);
    let is_whole = (best.features >= 2 || best.matched >= SPECIFIC) && best.recall >= MOST;
    // Of a message that is there in part, more words have to be there.
    let is_part = best.meanings >= 1 && (best.features >= 3 || (best.features == 2 && best.recall >= LEAST_SHARE));
    let is_words = best.features >= 2 && best.recall >= LEAST_SHARE || best.features >= 4;
    let is_quoted = best.features >= 4 && best.recall >= MOST;
    let is_telling = best.share >= LEAST_SHARE && (is_whole || is_part || is_words);
    best.matched >= LEAST
        && (is_single || is_telling || is_quoted || (best.has_code && best.share >= LEAST_SHARE / 2.0))
}

/// Whether a symptom is what a message says, rather than one that it may be.
fn is_sure(best: &Match) -> bool {
    let is_specific = best.recall >= LEAST_SHARE || best.features >= 4;
    best.share >= SURE && best.features >= 2 && is_specific || best.has_code
}

/// Whether a message names something of Exchange or of certificates.
fn is_of_our_field(typed: &[Feature]) -> bool {
    const FIELD: &[&str] =
        &["#certificate", "#autodiscover", "#owa", "#principal", "#tls", "#proxy", "#connector", "#oauth"];
    typed.iter().any(|feature| FIELD.contains(&feature.key.as_str()))
}

/// `error code 10` and no more.
fn says_only_a_code(typed: &[Feature]) -> bool {
    typed.iter().all(|feature| feature.key == "code" || feature.key.starts_with(|c: char| c.is_ascii_digit()))
}

fn of_symptom(best: Match, matches: &[Match], readings: Vec<Reading>) -> Option<Explanation> {
    let symptom = all().get(best.topic)?;
    let mut causes = symptom.causes();
    let is_proxy = symptom.name.starts_with(PROXY_CERTIFICATE);
    let readings = if is_proxy { readings } else { Vec::new() };
    if symptom.name == PROXY_CERTIFICATE && !readings.is_empty() {
        causes = causes_of(&readings);
    }
    let first = causes.first()?.rule;
    let close = matches.iter().skip(1).filter(|other| other.score >= best.score * CLOSE && is_enough(other));
    let close = close.filter_map(|other| all().get(other.topic));
    let others: Vec<_> = close
        .filter_map(|symptom| Some((symptom.title.as_str(), rules::named(symptom.codes_of_causes().next()?)?)))
        .filter(|(_, rule)| *rule != first)
        .take(2)
        .collect();
    Some(Explanation {
        title: symptom.title.clone(),
        is_sure: is_sure(&best) && others.is_empty(),
        symptom: Some(&symptom.name),
        exports: exports_of(&causes),
        causes,
        first: symptom.first.clone(),
        readings,
        others,
    })
}

/// A number without the message that it ends.
fn of_code(readings: Vec<Reading>) -> Option<Explanation> {
    let symptom = all().iter().find(|symptom| symptom.name == PROXY_CERTIFICATE)?;
    let causes = causes_of(&readings);
    Some(Explanation {
        title: symptom.title.clone(),
        is_sure: false,
        symptom: Some(&symptom.name),
        exports: exports_of(&causes),
        causes,
        first: "Read the whole message: it names the fault where it knows it. Then look at the certificate that the server presents.".to_owned(),
        readings,
        others: Vec::new(),
    })
}

/// How many rules of a flag are named where there are several flags.
const RULES_OF_A_FLAG: usize = 3;

/// The causes of each flag of each reading.
fn causes_of(readings: &[Reading]) -> Vec<Cause> {
    let flags: Vec<&Flag> = readings.iter().flat_map(|reading| reading.flags.iter().copied()).collect();
    let most = if flags.len() > 1 { RULES_OF_A_FLAG } else { usize::MAX };
    let mut causes: Vec<Cause> = Vec::new();
    for flag in flags {
        for rule in flag.rules.iter().take(most).filter_map(|code| rules::named(code)) {
            if causes.iter().all(|cause| cause.rule != rule) {
                causes.push(Cause { rule, when: Some(format!("the number contains {}", flag.name)) });
            }
        }
    }
    causes
}

/// How many exports are named.
const EXPORTS: usize = 4;

/// What the rules look at, those of the likeliest cause first.
fn exports_of(causes: &[Cause]) -> Vec<Export> {
    let mut exports: Vec<Export> = Vec::new();
    for export in causes.iter().flat_map(|cause| cause.rule.subjects()).flat_map(|subject| subject.exports()) {
        if !exports.contains(export) && exports.len() < EXPORTS {
            exports.push(*export);
        }
    }
    exports
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_and_code_leads_to_its_symptom() {
        let mut wrong = Vec::new();
        for symptom in all() {
            for sign in symptom.signs.iter().chain(&symptom.codes) {
                let found = explain(sign).and_then(|explanation| explanation.symptom);
                if found != Some(symptom.name.as_str()) {
                    wrong.push(format!("{}, not {found:?}: {sign}", symptom.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
