//! A place with its whole range: lines of a text, bytes of a binary file, and the place within a certificate.

use std::fmt::Write as _;

use super::{
    model::{Label, Place},
    sentences::Sentences,
    short,
};
use crate::text::{Value, keys::report as keys};

/// A label's place from the working directory, such as `mail.pem:1:1-22:26 (tbsCertificate.subject)`.
pub(super) fn of_label(label: &Label, root: Option<&str>, words: &Sentences) -> String {
    let mut shown = of_place(&label.place, root, words);
    if let Some(logical) = &label.logical {
        let _ = write!(shown, " ({logical})");
    }
    shown
}

/// A place from the working directory, with its end where that is on another line.
pub(super) fn of_place(place: &Place, root: Option<&str>, words: &Sentences) -> String {
    let mut shown = short::shown(place, root);
    match (place.line, place.end_line, place.end_column, place.start, place.end) {
        (Some(line), Some(end_line), Some(end_column), ..) if line != end_line => {
            let _ = write!(shown, "-{end_line}:{end_column}");
        }
        (None, .., Some(start), Some(end)) => {
            let text = |offset: u32| Value::Text(offset.to_string());
            let bytes = words.tell(keys::BYTES, &[("start", text(start)), ("end", text(end))]);
            let _ = write!(shown, " {bytes}");
        }
        _ => {}
    }
    shown
}
