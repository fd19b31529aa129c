//! Excerpts beside each other: which file or certificate each is of, and where its line stands there.

use super::{
    excerpt::Logical,
    rows::{Label, shown_place},
};

/// An excerpt with a mark as it is laid out beside others of the same file or certificate.
pub(super) struct Laid<'l> {
    /// The file, or the certificate, which says that it is decoded.
    pub(super) title: String,
    pub(super) line: Line<'l>,
    pub(super) text: &'l str,
    pub(super) mark: (usize, usize),
}

/// Where a line stands among others: by its number in a file, or by its field of a certificate.
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
        let (path, inside, index) = (&label.place.path, &label.place.inside, label.place.index);
        let (title, line) = match (&label.logical, label.place.line) {
            (Some(logical), _) => (format!("{} (decoded)", shown_place(path, inside, index)), Line::Decoded(logical)),
            (None, line) => (shown_place(path, inside, None), Line::Numbered(line?)),
        };
        Some(Laid { title, line, text, mark })
    }
}
