//! What a person reads: a Markdown page a rule, the rule's messages, and the words of reports.
//!
//! A page is `docs/rules/<CODE>.md`: a title `# CODE name`, a summary of one sentence, then sections. The same file is what `msstd explain` shows and
//! what SARIF gives as help. Messages are Fluent: `text/<language>/rules/<CODE>.ftl`, and `text/<language>/report.ftl`.

mod similar;

pub use similar::similar;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::PatternElement;
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The sections that every page has, in this order.
pub const SECTIONS: [&str; 5] = ["What it checks", "Why it matters", "How to fix", "Example", "References"];

/// A rule's page.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The page as it is in its file.
    pub source: &'static str,
}

impl Page {
    /// The page of a rule in a language.
    pub fn of(language: &str, code: &str) -> Option<Page> {
        file(PAGES, language, code).map(|source| Page { source })
    }

    /// The title, without `# `.
    pub fn title(&self) -> &'static str {
        self.source.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or("")
    }

    /// What the rule reports, in the one sentence below the title.
    pub fn summary(&self) -> Option<&'static str> {
        let (_, text) = self.source.split_once('\n')?;
        let end = text.find("\n## ")?;
        text.get(..end).map(str::trim).filter(|summary| !summary.is_empty())
    }

    /// What the rule reports, in one sentence: its summary, or the first sentence about what it checks.
    pub fn sentence(&self) -> String {
        let text = self.summary().or_else(|| self.section("What it checks")).unwrap_or_default();
        let paragraph = text.split("\n\n").next().unwrap_or_default();
        first_sentence(&paragraph.lines().collect::<Vec<_>>().join(" ")).to_owned()
    }

    /// The text of a section, without its heading.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        let start = self.source.find(&format!("\n## {heading}\n"))? + heading.len() + "\n## \n".len();
        let rest = self.source.get(start..)?;
        Some(rest.find("\n## ").and_then(|end| rest.get(..end)).unwrap_or(rest).trim())
    }
}

/// Up to the first full stop, or line break, that ends a sentence.
pub(crate) fn first_sentence(text: &str) -> &str {
    let line = text.lines().next().unwrap_or(text);
    let ends = line.match_indices(". ").map(|(at, _)| at + 1);
    let begins_anew =
        |at: &usize| line.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(|c| !c.is_lowercase());
    ends.into_iter().find(begins_anew).and_then(|at| line.get(..at)).unwrap_or(line)
}

/// The messages of a rule in a language, or of reports (`report`), as Fluent writes them.
pub fn messages(language: &str, page: &str) -> Option<&'static str> {
    file(MESSAGES, language, page)
}

fn file(files: &[(&str, &str, &'static str)], language: &str, stem: &str) -> Option<&'static str> {
    let index = files.binary_search_by(|(lang, name, _)| (*lang, *name).cmp(&(language, stem)));
    index.ok().and_then(|index| files.get(index)).map(|(_, _, source)| *source)
}

/// One constant for each message, in a module named after its file: `keys::pn001::LABEL_REQUIRED`.
pub(crate) mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// A message, as one of the constants in `keys` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(&'static Message);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Message {
    /// The file's stem: a rule's code, or what several rules or reports share.
    page: &'static str,
    name: &'static str,
    /// The facts that it can't be said without; variants may need more.
    facts: &'static [&'static str],
}

impl Key {
    /// The message's name in its file: `label-required`.
    pub fn name(self) -> &'static str {
        self.0.name
    }
}

/// A value for a message. Foreign text must have been made visible before.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Value {
        Value::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Value {
        Value::from(count as u64)
    }
}

/// Values for several messages, put in order once.
pub struct Values<'v>(FluentArgs<'v>);

impl<'v> Values<'v> {
    /// Values by their names.
    pub fn new(values: &'v [(&str, Value)]) -> Values<'v> {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        Values(args)
    }
}

/// The words of one language.
pub struct Words {
    language: &'static str,
    bundles: RefCell<HashMap<&'static str, Option<Rc<FluentBundle<FluentResource>>>>>,
}

impl Words {
    /// The words of a language; English where there are none.
    pub fn new(language: &str) -> Words {
        let known = MESSAGES.iter().map(|(known, _, _)| *known).find(|known| *known == language);
        Words { language: known.unwrap_or("en"), bundles: RefCell::default() }
    }

    /// A message with the facts that it needs; others may be among them.
    pub fn say(&self, key: Key, values: &[(&str, Value)]) -> String {
        self.say_with(key, &Values::new(values))
    }

    /// The same, where several messages take the same facts.
    pub fn say_with(&self, key: Key, values: &Values<'_>) -> String {
        let Message { page, name, facts } = key.0;
        let missing = || facts.iter().find(|fact| values.0.get(**fact).is_none());
        debug_assert!(missing().is_none(), "{page} {name} lacks {:?}", missing());
        self.formatted(page, name, values).unwrap_or_else(|| format!("{page}:{name}"))
    }

    fn formatted(&self, page: &'static str, name: &str, Values(args): &Values<'_>) -> Option<String> {
        let bundle = self.bundle(page)?;
        let pattern = bundle.get_message(name)?.value()?;
        // Many messages are one text, whatever the facts.
        if let [PatternElement::TextElement { value }] = pattern.elements.as_slice() {
            return Some((*value).to_owned());
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{page} {name}: {errors:?}");
        Some(text)
    }

    fn bundle(&self, page: &'static str) -> Option<Rc<FluentBundle<FluentResource>>> {
        self.bundles.borrow_mut().entry(page).or_insert_with(|| self.load(page)).clone()
    }

    fn load(&self, page: &'static str) -> Option<Rc<FluentBundle<FluentResource>>> {
        let own = messages(self.language, page)?;
        let language: LanguageIdentifier = self.language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        bundle.set_use_isolating(false);
        // A rule's messages may take in those of its family.
        let family = page.get(..2).and_then(|family| messages(self.language, family));
        for source in family.into_iter().chain([own]) {
            let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
                debug_assert!(false, "{page}: {errors:?}");
                resource
            });
            bundle.add_resource_overriding(resource);
        }
        Some(Rc::new(bundle))
    }
}
