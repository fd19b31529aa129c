//! What the words of a text mean: words of one meaning in four languages are one feature, whatever their form.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use serde::Deserialize;

use super::pieces::{Piece, folded, pieces};

/// What a text says, as it is compared: a meaning, a word or a code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Feature {
    /// Its name; one that begins with `#` is a meaning.
    pub(super) key: String,
    /// How much of it is certain: less where a word was mistyped.
    pub(super) certainty: f64,
    /// Whether some symptom, or some rule, has it.
    pub(super) is_known: bool,
}

impl Feature {
    fn known(key: impl Into<String>) -> Feature {
        Feature { key: key.into(), certainty: 1.0, is_known: true }
    }

    fn unknown(key: impl Into<String>) -> Feature {
        Feature { is_known: false, ..Feature::known(key) }
    }

    fn meaning(name: &str) -> Feature {
        Feature::known(format!("#{name}"))
    }
}

/// The words that mean the same.
#[derive(Debug, Default)]
pub(super) struct Thesaurus {
    /// Words as they are, and what they mean.
    words: HashMap<String, String>,
    /// Beginnings of words, the longest first.
    stems: Vec<(String, String)>,
    /// Several words, the most first; of one that ends in `*`, the beginning is enough.
    phrases: Vec<(Vec<String>, String)>,
    /// Stretches of Japanese, the longest first.
    japanese: Vec<(String, String)>,
    ignored: HashSet<String>,
    elsewhere: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    concepts: BTreeMap<String, Vec<String>>,
    ignored: List,
    elsewhere: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: String,
}

static WORDS: LazyLock<Thesaurus> = LazyLock::new(|| {
    let written = toml::from_str::<Written>(include_str!("words.toml"));
    debug_assert!(written.is_ok(), "words.toml: {:?}", written.err());
    written.map(|written| Thesaurus::of(&written)).unwrap_or_default()
});

/// Unknown words of a text, and what was meant by each: nothing by one that is a mistyped word without meaning.
type Slips = HashMap<String, Option<Feature>>;

/// So many unknown words are looked at for slips: a message has fewer, and each is compared with every word.
const MOST_SLIPS: usize = 500;

/// A part of a compound has at least so many letters; at its beginning or end, one less is enough.
const PART: usize = 5;

/// From so many letters on, a word may be a compound.
const COMPOUND: usize = 9;

impl Thesaurus {
    /// The one that messages are read with.
    pub(super) fn get() -> &'static Thesaurus {
        &WORDS
    }

    fn of(written: &Written) -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        for (meaning, entries) in &written.concepts {
            for entry in entries {
                let is_stem = entry.ends_with('*');
                let text = folded(entry.trim_end_matches('*'));
                let words: Vec<String> = folded(entry).split_whitespace().map(str::to_owned).collect();
                if !text.is_ascii() {
                    thesaurus.japanese.push((text, meaning.clone()));
                } else if words.len() > 1 {
                    thesaurus.phrases.push((words, meaning.clone()));
                } else if is_stem {
                    thesaurus.stems.push((text, meaning.clone()));
                } else {
                    thesaurus.words.insert(text, meaning.clone());
                }
            }
        }
        let longest = |(one, _): &(String, String), (other, _): &(String, String)| other.len().cmp(&one.len());
        thesaurus.stems.sort_by(longest);
        thesaurus.japanese.sort_by(longest);
        thesaurus.phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let words = |list: &List| list.words.split_whitespace().map(folded).collect();
        thesaurus.ignored = words(&written.ignored);
        thesaurus.elsewhere = words(&written.elsewhere);
        thesaurus
    }

    /// Whether a text has a word of another field: a printer, a disk.
    pub(super) fn is_elsewhere(&self, text: &str) -> bool {
        let text = folded(text);
        let is_japanese = |word: &&String| !word.is_ascii() && text.contains(word.as_str());
        text.split(|c: char| !c.is_alphanumeric()).any(|word| self.elsewhere.contains(word))
            || self.elsewhere.iter().any(|word| is_japanese(&word))
    }

    /// The features of a text of ours: each of its words counts as it is.
    pub(super) fn read(&self, text: &str) -> Vec<Feature> {
        self.features(text, None)
    }

    /// The features of what somebody typed: words that no text of ours has are compounds, mistyped, or unknown.
    pub(super) fn read_typed(&self, text: &str, vocabulary: &HashSet<String>) -> Vec<Feature> {
        self.features(text, Some(vocabulary))
    }

    fn features(&self, text: &str, vocabulary: Option<&HashSet<String>>) -> Vec<Feature> {
        let pieces = pieces(text);
        let mut features = Vec::new();
        let mut slips = Slips::new();
        let mut rest = pieces.as_slice();
        while let Some((piece, after)) = rest.split_first() {
            rest = after;
            match piece {
                Piece::Word(word) => match self.phrase(word, after) {
                    Some((length, meaning)) => {
                        features.push(Feature::meaning(meaning));
                        rest = after.get(length - 1..).unwrap_or_default();
                    }
                    None => self.take_word(word, vocabulary, &mut slips, &mut features),
                },
                Piece::Number(number) => features.push(Feature {
                    is_known: vocabulary.is_none_or(|known| known.contains(number)),
                    ..Feature::known(number.clone())
                }),
                Piece::Code(code) => features.push(Feature::known(format!("0x{code:08x}"))),
                Piece::Japanese(text) => self.take_japanese(text, vocabulary, &mut features),
                Piece::Wildcard => features.push(Feature::meaning("wildcard")),
                Piece::Principal => features.push(Feature::meaning("principal")),
            }
        }
        features
    }

    /// The longest phrase that begins with a word: how many words it has, and what it means.
    fn phrase(&self, first: &str, after: &[Piece]) -> Option<(usize, &str)> {
        let is = |word: &str, wanted: &str| match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        };
        let is_next = |(index, wanted): (usize, &String)| match after.get(index) {
            Some(Piece::Word(word) | Piece::Number(word)) => is(word, wanted),
            _ => false,
        };
        self.phrases.iter().find_map(|(phrase, meaning)| {
            let (start, others) = phrase.split_first()?;
            let is_here = is(first, start) && others.iter().enumerate().all(is_next);
            is_here.then_some((phrase.len(), meaning.as_str()))
        })
    }

    fn take_word(
        &self,
        word: &str,
        vocabulary: Option<&HashSet<String>>,
        slips: &mut Slips,
        features: &mut Vec<Feature>,
    ) {
        if let Some(meaning) = self.words.get(word) {
            features.push(Feature::meaning(meaning));
        } else if self.ignored.contains(word) {
        } else if let Some((stem, meaning)) = self.stem(word) {
            features.push(Feature::meaning(meaning));
            features.extend(self.parts(word.get(stem.len()..).unwrap_or_default()));
        } else if vocabulary.is_none_or(|known| known.contains(word)) {
            features.push(Feature::known(word));
        } else {
            let parts = if word.chars().count() >= COMPOUND { self.parts(word) } else { Vec::new() };
            if parts.is_empty() {
                let is_compared = slips.contains_key(word) || slips.len() < MOST_SLIPS;
                features.extend(if is_compared {
                    slips.entry(word.to_owned()).or_insert_with(|| self.mistyped(word, vocabulary)).clone()
                } else {
                    Some(Feature::unknown(word))
                });
            } else {
                features.extend(parts);
            }
        }
    }

    fn stem(&self, word: &str) -> Option<&(String, String)> {
        self.stems.iter().find(|(stem, _)| word.starts_with(stem.as_str()))
    }

    /// What the parts of a compound mean: `Sicherheitszertifikatsname`.
    fn parts(&self, word: &str) -> Vec<Feature> {
        let known = self.stems.iter().map(|(part, meaning)| (part, meaning)).chain(&self.words);
        let is_part = |part: &str| {
            let is_at_edge = word.starts_with(part) || word.ends_with(part);
            word.contains(part) && part.len() >= if is_at_edge { PART - 1 } else { PART }
        };
        let mut parts: Vec<_> = known.filter(|(part, _)| is_part(part)).collect();
        parts.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then(one.cmp(other)));
        let mut left = word.to_owned();
        let mut found = Vec::new();
        for (part, meaning) in parts {
            if left.contains(part.as_str()) {
                left = left.replacen(part.as_str(), " ", 1);
                found.push(Feature { certainty: 0.9, ..Feature::meaning(meaning) });
            }
        }
        found
    }

    /// The word that was meant by a mistyped one; one that is ignored has nothing to say.
    fn mistyped(&self, word: &str, vocabulary: Option<&HashSet<String>>) -> Option<Feature> {
        let letters = word.chars().count();
        let unknown = Feature::unknown(word);
        if word.chars().any(|c| c.is_ascii_digit()) {
            return Some(unknown);
        }
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        // Of a short word, only exchanged letters are surely a slip.
        let most = match letters {
            0..4 => return Some(unknown),
            4..8 => 1,
            _ => 2,
        };
        let distance = |meant: &str| {
            let is_near = meant.chars().count().abs_diff(letters) <= most;
            let is_slip = letters > 4 || sorted(meant) == sorted(word);
            (is_near && is_slip).then(|| strsim::damerau_levenshtein(word, meant)).filter(|steps| *steps <= most)
        };
        let of_stem = |stem: &str| {
            let beginning: String = word.chars().take(stem.chars().count()).collect();
            let is_long = stem.len() >= 5;
            let steps = is_long.then(|| strsim::damerau_levenshtein(&beginning, stem)).filter(|steps| *steps <= most);
            distance(stem).into_iter().chain(steps).min()
        };
        let whole = self
            .words
            .iter()
            .filter_map(|(meant, meaning)| Some((distance(meant)?, meant, Some(Feature::meaning(meaning)))));
        let stems = self
            .stems
            .iter()
            .filter_map(|(meant, meaning)| Some((of_stem(meant)?, meant, Some(Feature::meaning(meaning)))));
        let raw = vocabulary.into_iter().flatten().filter(|meant| !meant.starts_with('#'));
        let raw = raw.filter_map(|meant| Some((distance(meant)?, meant, Some(Feature::known(meant.as_str())))));
        let ignored = self.ignored.iter().filter_map(|meant| Some((distance(meant)?, meant, None)));
        let elsewhere =
            self.elsewhere.iter().filter_map(|meant| Some((distance(meant)?, meant, Some(unknown.clone()))));
        let all = whole.chain(stems).chain(ignored).chain(elsewhere).chain(raw);
        let best = all.min_by(|(one, meant, _), (other, instead, _)| one.cmp(other).then(meant.cmp(instead)));
        match best {
            Some((_, _, feature)) => feature.map(|own| Feature { certainty: own.certainty * 0.85, ..own }),
            None => Some(unknown),
        }
    }

    /// What Japanese says: the words that are known, and pairs of the other characters.
    fn take_japanese(&self, text: &str, vocabulary: Option<&HashSet<String>>, features: &mut Vec<Feature>) {
        let mut found = Vec::new();
        let mut left = text.to_owned();
        for (word, meaning) in &self.japanese {
            if let Some(at) = left.find(word.as_str()) {
                found.push((at, Feature::meaning(meaning)));
                // The places of the others stay as they are.
                left = left.replace(word.as_str(), &" ".repeat(word.len()));
            }
        }
        let is_hiragana = |c: &char| ('\u{3040}'..='\u{309f}').contains(c);
        let mut pairs = left.char_indices().zip(left.chars().skip(1));
        let told = |((_, one), other): &((usize, char), char)| {
            *one != ' ' && *other != ' ' && !(is_hiragana(one) || is_hiragana(other))
        };
        found.extend(pairs.by_ref().filter(told).map(|((at, one), other)| {
            let key = format!("{one}{other}");
            let is_known = vocabulary.is_none_or(|known| known.contains(&key));
            (at, Feature { key, certainty: 0.5, is_known })
        }));
        found.sort_by_key(|(at, _)| *at);
        features.extend(found.into_iter().map(|(_, feature)| feature));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str) -> Vec<String> {
        let vocabulary = HashSet::from(["element".to_owned()]);
        let features = Thesaurus::get().read_typed(text, &vocabulary);
        features.into_iter().filter(|feature| feature.is_known).map(|feature| feature.key).collect()
    }

    #[test]
    fn four_languages_say_the_same() {
        for text in [
            "the certificate has expired",
            "das Zertifikat ist abgelaufen",
            "il certificato è scaduto",
            "証明書の期限切れ",
        ] {
            assert_eq!(meanings(text), ["#certificate", "#expired"], "{text}");
        }
    }

    #[test]
    fn compounds_slips_and_phrases_are_understood() {
        assert_eq!(meanings("Serverzertifikatsname"), ["#certificate", "#name"]);
        assert_eq!(meanings("certifcate exipred"), ["#certificate", "#expired"]);
        assert_eq!(meanings("the elment"), ["element"]);
        assert_eq!(meanings("out of office"), ["#out-of-office"]);
        assert_eq!(meanings("a recieved thing about EX01"), [""; 0]);
    }

    #[test]
    fn other_fields_are_seen() {
        assert!(Thesaurus::get().is_elsewhere("the printer is offline"));
        assert!(Thesaurus::get().is_elsewhere("プリンターが動かない"));
        assert!(!Thesaurus::get().is_elsewhere("the certificate has expired"));
    }
}
