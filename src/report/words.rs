//! From facts to words: every fact is made harmless on the way.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::{
    finding::{Fact, Facts, Reason},
    model::time,
    text::{Value, Words},
};

use super::{crop::shortened, safe};

/// How many texts of a list are shown.
const ENOUGH: usize = 5;

/// Facts as values of messages.
pub(super) fn values<'f>(facts: impl IntoIterator<Item = &'f (&'static str, Fact)>) -> Vec<(&'static str, Value)> {
    facts.into_iter().map(|(name, fact)| (*name, value(fact))).collect()
}

fn value(fact: &Fact) -> Value {
    match fact {
        Fact::Text(text) => Value::Text(shown(text)),
        Fact::Number(number) => Value::Number(*number),
        Fact::Moment(moment) => Value::Text(time::day(*moment)),
        Fact::Texts(texts) => {
            let mut joined =
                texts.iter().take(ENOUGH).map(|text| format!("`{}`", shown(text))).collect::<Vec<_>>().join(", ");
            if texts.len() > ENOUGH {
                let _ = write!(joined, " (+{})", texts.len() - ENOUGH);
            }
            Value::Text(joined)
        }
    }
}

/// A text made harmless and held to a length that a message can bear.
fn shown(text: &str) -> String {
    safe::visible(&shortened(text)).into_owned()
}

/// Facts as JSON.
pub(super) fn json(facts: &Facts) -> serde_json::Map<String, Json> {
    let text = |text: &String| Json::String(safe::visible(text).into_owned());
    let value = |fact: &Fact| match fact {
        Fact::Text(one) => text(one),
        Fact::Texts(texts) => Json::Array(texts.iter().map(text).collect()),
        Fact::Number(number) => Json::from(*number),
        Fact::Moment(moment) => Json::String(time::rfc3339(*moment)),
    };
    facts.iter().map(|(name, fact)| ((*name).to_owned(), value(fact))).collect()
}

/// A reason in words.
pub(super) fn reason(words: &Words, reason: &Reason) -> String {
    words.say(reason.key, &values(&reason.facts))
}
