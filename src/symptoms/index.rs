//! Which texts say what somebody typed: features that few have weigh more, and their order counts.

use std::collections::{HashMap, HashSet};

use super::thesaurus::{Feature, Thesaurus};

/// A text of a topic.
#[derive(Debug)]
struct Text {
    keys: Vec<String>,
    /// Sum of the weights of its features.
    weight: f64,
    /// A sign says something only as a whole.
    is_sign: bool,
}

/// What messages can be about.
#[derive(Debug, Default)]
struct Topic {
    texts: Vec<Text>,
    all: HashSet<String>,
}

/// The topics, by their order.
#[derive(Debug, Default)]
pub(super) struct Index {
    topics: Vec<Topic>,
    /// In how many topics a feature is.
    topics_of: HashMap<String, f64>,
    weights: HashMap<String, f64>,
}

/// Whether a feature is a code of Windows, or the number of an event.
fn is_code(key: &str) -> bool {
    key.starts_with("0x") || (key.len() >= 5 && key.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a feature is a meaning, not a word.
fn is_meaning(key: &str) -> bool {
    key.starts_with('#')
}

/// How a topic covers what was typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    /// The topic's place.
    pub(super) topic: usize,
    /// By which topics are ranked.
    pub(super) score: f64,
    /// The weight of what the best text has of it.
    pub(super) matched: f64,
    /// The share that the topic has of what was typed.
    pub(super) share: f64,
    /// The share of the best text that was typed.
    pub(super) recall: f64,
    /// How many different features the best text has of it.
    pub(super) features: usize,
    /// How many of these are meanings.
    pub(super) meanings: usize,
    /// Whether one of these is a code of Windows, or the number of an event.
    pub(super) has_code: bool,
}

/// What an unknown word weighs: it may be what matters, or only how somebody tells it.
const UNKNOWN: f64 = 1.0;

/// An unknown pair of Japanese characters is a part of a word.
const UNKNOWN_PAIR: f64 = 0.3;

impl Index {
    /// An index of topics: of each, its messages and its signs. Words that are common in other texts weigh half.
    pub(super) fn new<'t>(
        topics: impl Iterator<Item = (Vec<&'t str>, Vec<&'t str>)>,
        is_common: impl Fn(&str) -> bool,
    ) -> Index {
        let read = |text: &str, is_sign: bool| {
            let keys = Thesaurus::get().read(text).into_iter().map(|feature| feature.key).collect();
            Text { keys, weight: 0.0, is_sign }
        };
        let topic = |(messages, signs): (Vec<&str>, Vec<&str>)| {
            let messages = messages.into_iter().map(|text| read(text, false));
            let texts: Vec<Text> = messages.chain(signs.into_iter().map(|text| read(text, true))).collect();
            let all = texts.iter().flat_map(|text| text.keys.iter().cloned()).collect();
            Topic { texts, all }
        };
        let mut index = Index { topics: topics.map(topic).collect(), ..Index::default() };
        let mut topics_of: HashMap<String, f64> = HashMap::new();
        for key in index.topics.iter().flat_map(|topic| &topic.all) {
            *topics_of.entry(key.clone()).or_default() += 1.0;
        }
        #[allow(clippy::cast_precision_loss)]
        let all = index.topics.len() as f64;
        let times = |key: &str| match key {
            // A code says more than any word.
            code if is_code(code) => 2.0,
            common if is_common(common) => 0.5,
            _ => 1.0,
        };
        let weight = |key: &str, topics: f64| (1.0 + all / topics).ln() * times(key);
        index.weights = topics_of.iter().map(|(key, topics)| (key.clone(), weight(key, *topics))).collect();
        index.topics_of = topics_of;
        for text in index.topics.iter_mut().flat_map(|topic| &mut topic.texts) {
            let different: HashSet<&String> = text.keys.iter().collect();
            text.weight = different.into_iter().filter_map(|key| index.weights.get(key)).sum();
        }
        index
    }

    /// Whether a word is in several topics.
    pub(super) fn is_common(&self, key: &str) -> bool {
        !is_meaning(key) && self.topics_of.get(key).is_some_and(|topics| *topics >= 4.0)
    }

    /// The features that some text has.
    pub(super) fn keys(&self) -> impl Iterator<Item = &String> {
        self.weights.keys()
    }

    /// The topics that have something of what was typed, the best first.
    pub(super) fn matches(&self, typed: &[Feature]) -> Vec<Match> {
        let mut certainties: HashMap<&str, f64> = HashMap::new();
        for feature in typed {
            let known = certainties.entry(&feature.key).or_default();
            *known = known.max(feature.certainty);
        }
        let total: f64 = certainties.iter().map(|(key, certainty)| self.weight_typed(key) * certainty).sum();
        let order: Vec<&str> = typed.iter().map(|feature| feature.key.as_str()).collect();
        let topics = self.topics.iter().zip(0..);
        let mut matches: Vec<Match> =
            topics.filter_map(|(topic, place)| self.of_topic(topic, place, &certainties, total, &order)).collect();
        matches.sort_by(|one, other| other.score.total_cmp(&one.score).then(one.topic.cmp(&other.topic)));
        matches
    }

    fn weight(&self, key: &str) -> f64 {
        self.weights.get(key).copied().unwrap_or(0.0)
    }

    fn weight_typed(&self, key: &str) -> f64 {
        let unknown = || match key.chars().count() {
            // A name of a server, a number, an abbreviation.
            _ if key.chars().any(|c| c.is_ascii_digit()) => 0.0,
            2 if !key.is_ascii() => UNKNOWN_PAIR,
            0..4 if key.is_ascii() => 0.0,
            _ => UNKNOWN,
        };
        self.weights.get(key).copied().unwrap_or_else(unknown)
    }

    fn of_topic(
        &self,
        topic: &Topic,
        place: usize,
        certainties: &HashMap<&str, f64>,
        total: f64,
        order: &[&str],
    ) -> Option<Match> {
        let weight = |key: &str| self.weight(key) * certainties.get(key).copied().unwrap_or(0.0);
        let whole: f64 = certainties.keys().filter(|key| topic.all.contains(**key)).map(|key| weight(key)).sum();
        let of_text = |text: &Text| {
            let different: HashSet<&str> = text.keys.iter().map(String::as_str).collect();
            let shared: Vec<&str> = different.iter().copied().filter(|key| certainties.contains_key(key)).collect();
            if shared.is_empty() || (text.is_sign && shared.len() < different.len()) {
                return None;
            }
            let matched: f64 = shared.iter().map(|key| weight(key)).sum();
            let recall = matched / text.weight;
            let ordered = 0.3 * in_order(&text.keys, order);
            let score = matched * (0.4 + 0.6 * recall.min(1.0)) * (1.0 + ordered) + 0.25 * (whole - matched);
            Some(Match {
                topic: place,
                score,
                matched,
                share: whole / total,
                recall,
                features: shared.len(),
                meanings: shared.iter().filter(|key| is_meaning(key)).count(),
                has_code: shared.iter().any(|key| is_code(key)),
            })
        };
        let all = topic.texts.iter().filter_map(of_text);
        all.max_by(|one, other| one.score.total_cmp(&other.score))
    }
}

/// The share of a text's neighbours that were typed as neighbours.
fn in_order(keys: &[String], typed: &[&str]) -> f64 {
    let neighbours: HashSet<(&str, &str)> =
        typed.iter().zip(typed.iter().skip(1)).map(|(one, other)| (*one, *other)).collect();
    let all = keys.len().saturating_sub(1).min(typed.len().saturating_sub(1));
    let same = keys
        .iter()
        .zip(keys.iter().skip(1))
        .filter(|(one, other)| neighbours.contains(&(one.as_str(), other.as_str())));
    #[allow(clippy::cast_precision_loss)]
    let share = if all == 0 { 0.0 } else { (same.count() as f64 / all as f64).min(1.0) };
    share
}
