//! The voice: plain technical English in every word that a person reads, and no text longer than its place allows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::LazyLock,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use regex::Regex;
use serde_json::Value;

use crate::common::{
    commands, help,
    reports::{as_json, of_cases, samples},
};

/// What is not written, as a pattern, and what is written instead.
const WORDS: &[(&str, &str)] = &[
    (r"mend(s|ed|ing)?", "fix"),
    (r"for whom", "Affects"),
    (r"what users see", "Symptoms"),
    (r"follows? from it|says? the same elsewhere", "Caused by the same problem"),
    (r"judged at", "evaluated as of"),
    (r"not decided|undecided", "not determined"),
    (r"not in order|in order[.,:;]", "fails, passes"),
    (r"fits|(not|n't) fit", "matches, does not match"),
    (r"answers? to", "matches"),
    (r"certificates? that (may |might |can )?answers?|answer(s|ed)? for", "the certificate that the server presents"),
    (r"carr(y|ies|ied|ying)", "contains (a common name), lists (a SAN)"),
    (r"(is|are|was|were|be|been|being) told|told apart", "is reported, is listed separately, is required to"),
    (r"speaks? of|(say|says|said) of", "covers, reports"),
    (
        r"(stands?|stood) (above|after|alone|among|as|at|before|behind|below|beside|between|by|here|in|on|there|to|under|with)",
        "is at, is in",
    ),
    (r"(is|are|was|were) none|none of both|be (it|they)", "is not a …, neither, even if"),
    (r"of servers", "server certificates: 1"),
    (r"(hold|holds|holding) nothing that is known", "not recognised"),
    (r"in as many places", "in N places"),
    (r"vouch(es|ed)? for", "not in the trust store; only the export contains it"),
    (r"set-up|set-ups", "created by Exchange Setup"),
    (r"leftovers?", "expired, unused"),
    (r"accepts nothing", "matches no finding"),
    (r"what is new counts", "only new findings count"),
    (r"damaged|damages?", "corrupt"),
    (r"cut|cuts|cutting", "truncated"),
    (r"autodiscover answers?", "Autodiscover response"),
];

/// Keys of the JSON report, in which a word of the list is no word of a sentence; names of rules are left out too.
const NAMES: &[&str] = &["undecided[]", "`undecided`", "`set-up`", "\"undecided\""];

/// The kinds of messages that have a limit: the characters of the text outside its values, and its sentences.
const LIMITS: &[(&str, usize, usize)] =
    &[("message", 100, 1), ("label", 60, 1), ("clients", 100, 1), ("effect", 160, 2), ("help", 200, 2)];

/// Everything that a person reads and that is not made of other words: its name, and its texts.
static READ: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut read = BTreeMap::new();
    for path in files("src/text/en", "ftl").into_iter().chain(files("src/text/en/rules", "ftl")) {
        for (kind, text) in messages(&path) {
            let part = match (path.as_str(), kind.split('-').next()) {
                ("src/text/en/report.ftl", Some("html")) => " (page)",
                ("src/text/en/report.ftl", Some("answer" | "verdict" | "standing")) => " (answer)",
                _ => "",
            };
            read.entry(format!("{path}{part}")).or_insert_with(Vec::new).push(text.whole);
        }
    }
    for path in files("docs/rules", "md").into_iter().chain(files("docs", "md")) {
        read.insert(path.clone(), vec![prose(&fs::read_to_string(path).unwrap())]);
    }
    for path in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "src/cli/init.toml"] {
        read.insert(path.to_owned(), vec![prose(&fs::read_to_string(path).unwrap())]);
    }
    for symptom in msstd::symptoms::all() {
        read.insert(format!("symptom {}", symptom.name), symptom.words().map(str::to_owned).collect());
    }
    for path in files("docs/schema", "json") {
        let schema = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        read.insert(path, descriptions(&schema));
    }
    let changes = fs::read_to_string("CHANGELOG.md").unwrap();
    let unreleased = changes.split("\n## ").find(|part| part.starts_with("Unreleased"));
    read.insert("CHANGELOG.md".to_owned(), vec![prose(unreleased.unwrap())]);
    for command in commands().iter().map(String::as_str).chain([""]) {
        read.insert(format!("msstd {command} --help"), vec![help(command)]);
    }
    read
});

static NOT_WRITTEN: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let pattern = |words: &str| Regex::new(&format!(r"(?i)\b(?:{})(?:\b|$)", words.replace(' ', r"\s+"))).unwrap();
    WORDS.iter().map(|(words, instead)| (pattern(words), *instead)).collect()
});

fn files(folder: &str, extension: &str) -> Vec<String> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = paths.filter(|path| path.extension().is_some_and(|own| own == extension));
    own.map(|path| path.to_string_lossy().replace('\\', "/")).collect()
}

/// What a schema says about its values.
fn descriptions(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("description", Value::String(text)) => vec![text.clone()],
                _ => descriptions(value),
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(descriptions).collect(),
        _ => Vec::new(),
    }
}

/// A page without its blocks of input and output: these show data, and messages that are read where they are written.
fn prose(page: &str) -> String {
    let mut fenced = false;
    page.lines()
        .filter(|line| {
            let fence = line.trim_start().starts_with("```");
            fenced ^= fence;
            !fenced && !fence
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// A message's text without its values.
struct Text {
    /// All variants.
    whole: String,
    /// The longest that one choice of variants gives.
    longest: usize,
    /// The most sentences of one choice of variants.
    sentences: usize,
}

/// The messages and comments of a file by their names.
fn messages(path: &str) -> Vec<(String, Text)> {
    let source = fs::read_to_string(path).unwrap();
    let resource = parser::parse(source.as_str()).unwrap();
    let texts = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name.to_owned(), text(message.value.as_ref()?))),
        Entry::Comment(comment) => Some(("#".to_owned(), Text::without_length(comment.content.join("\n")))),
        _ => None,
    });
    texts.collect()
}

fn text(pattern: &Pattern<&str>) -> Text {
    let mut all = Text::without_length(String::new());
    for element in &pattern.elements {
        let part = match element {
            PatternElement::TextElement { value } => of_words(value),
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                of_words(value)
            }
            PatternElement::Placeable { expression: Expression::Inline(_) } => Text::without_length("…".to_owned()),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                let variants: Vec<Text> = variants.iter().map(|variant| text(&variant.value)).collect();
                Text {
                    whole: variants.iter().map(|variant| variant.whole.as_str()).collect::<Vec<_>>().join("\n"),
                    longest: variants.iter().map(|variant| variant.longest).max().unwrap_or(0),
                    sentences: variants.iter().map(|variant| variant.sentences).max().unwrap_or(0),
                }
            }
        };
        all.whole += &part.whole;
        all.longest += part.longest;
        all.sentences += part.sentences;
    }
    all
}

fn of_words(text: &str) -> Text {
    Text { whole: text.to_owned(), longest: text.chars().count(), sentences: text.matches(". ").count() }
}

impl Text {
    fn without_length(whole: String) -> Text {
        Text { whole, longest: 0, sentences: 0 }
    }
}

/// The words of a text that are not written, each with what is written instead.
fn not_written(text: &str) -> Vec<String> {
    let rules = msstd::rules::all().map(|rule| rule.name).filter(|name| name.contains('-'));
    let text = NAMES.iter().copied().chain(rules).fold(text.to_owned(), |text, name| text.replace(name, "…"));
    let found = NOT_WRITTEN.iter().flat_map(|(words, instead)| {
        words.find_iter(&text).map(move |found| format!("\"{}\": {instead}", found.as_str().replace('\n', " ")))
    });
    found.collect()
}

/// What is longer than its place allows.
fn too_long(name: &str, text: &Text) -> Option<String> {
    let kind = name.split('-').next().unwrap();
    let (_, characters, sentences) = LIMITS.iter().find(|(limited, ..)| *limited == kind)?;
    let (longest, most) = (text.longest, text.sentences + 1);
    (longest > *characters || most > *sentences).then(|| {
        format!("`{name}` has {longest} characters in {most} sentences, {characters} in {sentences} are allowed")
    })
}

#[test]
fn every_word_is_of_the_voice_and_no_text_too_long() {
    let mut faults: Vec<String> = Vec::new();
    for (name, texts) in &*READ {
        faults.extend(texts.iter().flat_map(|text| not_written(text)).map(|fault| format!("{name}: {fault}")));
    }
    for path in files("src/text/en/rules", "ftl") {
        let long = messages(&path).into_iter().filter_map(|(name, text)| too_long(&name, &text));
        faults.extend(long.map(|fault| format!("{path}: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_two_paragraphs_of_a_finding_have_one_lead() {
    let mut wrong = BTreeSet::new();
    for (name, report) in samples().chain(of_cases()) {
        for finding in as_json(&report)["findings"].as_array().unwrap() {
            let leads: Vec<&str> = finding["paragraphs"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|paragraph| paragraph["lead"].as_str().unwrap())
                .collect();
            if leads.iter().collect::<BTreeSet<_>>().len() < leads.len() {
                wrong.insert(format!("{} in {name}: {leads:?}", finding["code"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

mod checks {
    use super::*;

    #[test]
    fn a_word_is_found_in_each_form_and_across_lines() {
        for text in [
            "To mend it: renew it",
            "what it mended",
            "The name does not\nfit here",
            "it fits.",
            "the certificate that answers",
            "he is\ntold",
            "It stands in the file",
            "is none of them",
            "1 certificate, 1 of servers",
            "Vouched for by the export",
            "a cut value",
            "all is in order.",
        ] {
            assert_eq!(not_written(text).len(), 1, "{text}: {:?}", not_written(text));
        }
        for text in ["amend the recommended value", "in order to", "fit for use", "expired-leftover", "a shortcut"] {
            assert_eq!(not_written(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_longest_choice_of_variants_counts_without_its_values() {
        let source =
            "message = { $a ->\n    [one] 12\n   *[other] { $a } 12345\n  }1{ $b ->\n   *[other] 1{ \"23\" }. 4\n  }\n";
        let resource = parser::parse(source).unwrap();
        let Entry::Message(message) = &resource.body[0] else { panic!() };
        let text = text(message.value.as_ref().unwrap());
        assert_eq!((text.longest, text.sentences), (6 + 1 + 6, 1));
        assert!(too_long("message", &text).is_some(), "it has two sentences");
        assert!(too_long("help", &text).is_none());
    }

    #[test]
    fn input_and_output_of_a_page_are_left_out() {
        assert_eq!(prose("one\n```output\nmend\n```\ntwo"), "one\ntwo");
    }
}
