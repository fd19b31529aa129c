//! Excerpts beside each other: which file or certificate each is of, and where its line is there; and how many of a
//! finding's places are shown.

use super::{
    excerpt::Logical,
    rows::{Label, Place, shown_place},
    short,
};

/// How many places of a finding are shown in full.
const MOST_PLACES: usize = 3;

/// The places that are shown in full, and those that are counted.
pub(super) fn folded(labels: &[Label], fold: bool) -> (&[Label], &[Label]) {
    let shown = if fold { MOST_PLACES.min(labels.len()) } else { labels.len() };
    labels.split_at_checked(shown).unwrap_or((labels, &[]))
}

/// Where a label is, as people read it.
pub(super) fn place_of(label: &Label) -> String {
    let Place { path, inside, index, .. } = &label.place;
    match label.logical {
        Some(_) => decoded(path, inside, *index),
        None => short::shown(&label.place, None),
    }
}

fn decoded(path: &str, inside: &[String], index: Option<u32>) -> String {
    format!("{} (decoded)", shown_place(path, inside, index))
}

/// An excerpt with a mark as it is laid out beside others of the same file or certificate.
pub(super) struct Laid<'l> {
    /// The file, or the certificate, which says that it is decoded.
    pub(super) title: String,
    pub(super) line: Line<'l>,
    pub(super) text: &'l str,
    pub(super) mark: (usize, usize),
}

/// Where a line is among others: by its number in a file, or by its field of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line<'l> {
    Numbered(u32),
    Decoded(&'l Logical),
}

impl<'l> Laid<'l> {
    /// The excerpt of a label; `None` where nothing is to be marked.
    pub(super) fn of(label: &'l Label) -> Option<Laid<'l>> {
        let excerpt = label.excerpt.as_ref()?;
        let (text, mark) = (excerpt.text(), excerpt.mark()?);
        let Place { path, inside, index, .. } = &label.place;
        let (title, line) = match (&label.logical, label.place.line) {
            (Some(logical), _) => (decoded(path, inside, *index), Line::Decoded(logical)),
            (None, line) => (shown_place(path, inside, None), Line::Numbered(line?)),
        };
        Some(Laid { title, line, text, mark })
    }
}
