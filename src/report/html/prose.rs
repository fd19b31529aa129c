//! Sentences that quote names in backticks: shown as code, each name apart from the words around it.

use askama::{Template, filters::HtmlSafe};

use crate::report::model::Finding;

/// A sentence.
#[derive(PartialEq, Template)]
#[template(
    source = "{% for (code, text) in pieces %}{% if code %}<code>{{ text }}</code>{% else %}<bdi>{{ text }}</bdi>{% endif %}{% endfor %}",
    ext = "html",
    whitespace = "preserve"
)]
pub(super) struct Prose {
    /// Each piece, and whether it is a quoted name.
    pieces: Vec<(bool, String)>,
}

impl HtmlSafe for Prose {}

impl Prose {
    /// A sentence whose quotes can be told from the backticks of `foreign` texts in it; it is shown as it is where they
    /// can't.
    pub(super) fn new<'t>(text: &str, foreign: impl IntoIterator<Item = &'t str>) -> Prose {
        let quotes = text.matches('`').count();
        let told_apart = quotes.is_multiple_of(2) && !foreign.into_iter().any(|text| text.contains('`'));
        if !told_apart {
            return Prose::raw(text.to_owned());
        }
        let pieces = text.split('`').enumerate().map(|(at, piece)| (at % 2 == 1, piece.to_owned()));
        Prose { pieces: pieces.filter(|(_, piece)| !piece.is_empty()).collect() }
    }

    /// A sentence about a finding.
    pub(super) fn quoting(text: &str, row: &Finding) -> Prose {
        Foreign::of(row).prose(text)
    }

    /// A sentence as it is.
    pub(super) fn raw(text: String) -> Prose {
        Prose { pieces: vec![(false, text)] }
    }

    /// The sentence after another text.
    pub(super) fn after(mut self, text: String) -> Prose {
        self.pieces.insert(0, (false, text));
        self
    }
}

/// Whether texts from files bring backticks of their own into the sentences about a finding.
pub(super) struct Foreign {
    quotes: bool,
}

impl Foreign {
    /// Its facts, its subject and its places are from files.
    pub(super) fn of(row: &Finding) -> Foreign {
        let facts = row.facts.values().flat_map(|fact| match fact {
            serde_json::Value::Array(texts) => texts.iter().filter_map(serde_json::Value::as_str).collect(),
            other => other.as_str().into_iter().collect::<Vec<_>>(),
        });
        let places = row.labels.iter().map(|label| label.place.path.as_str());
        Foreign { quotes: facts.chain([row.subject.as_str()]).chain(places).any(|text| text.contains('`')) }
    }

    /// A sentence about the finding.
    pub(super) fn prose(&self, text: &str) -> Prose {
        if self.quotes { Prose::raw(text.to_owned()) } else { Prose::new(text, []) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_names_are_code_and_inert() {
        let shown = Prose::new("Outlook requires `a<b>`, but", ["a<b>"]).to_string();
        assert_eq!(shown, "<bdi>Outlook requires </bdi><code>a&#60;b&#62;</code><bdi>, but</bdi>");
    }

    #[test]
    fn backticks_of_a_name_are_shown() {
        let shown = Prose::new("requires `a`b`c`", ["a`b`c"]).to_string();
        assert_eq!(shown, "<bdi>requires `a`b`c`</bdi>");
    }
}
