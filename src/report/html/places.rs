//! Places that say the same: the first in full, the rest folded.

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{IN_FULL, PLACES},
    shared::Shared,
};
use crate::text::keys::report as keys;

/// Places below each other.
#[derive(Template)]
#[template(path = "places.html")]
pub(super) struct Places {
    shown: Vec<String>,
    folded: Vec<String>,
    /// How many are folded.
    more: String,
    /// How many are not on the page at all.
    left: String,
}

impl HtmlSafe for Places {}

impl Places {
    /// Of `count` places, of which only the first are asked for.
    pub(super) fn new(shared: &Shared<'_>, count: usize, places: impl Iterator<Item = String>) -> Places {
        let mut shown: Vec<String> = places.take(PLACES).collect();
        // Nothing is won by folding a single line into another one.
        let folded = if shown.len() > IN_FULL + 1 { shown.split_off(IN_FULL) } else { Vec::new() };
        let left = count.saturating_sub(shown.len() + folded.len());
        Places {
            more: shared.count(keys::HTML_AND_PLACES, count.saturating_sub(shown.len())),
            left: if left > 0 { shared.count(keys::HTML_MORE_PLACES, left) } else { String::new() },
            shown,
            folded,
        }
    }
}
