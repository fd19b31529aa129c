//! Texts held to a width or a length.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A text of at most so many columns; what is longer ends in `…`. In no column there is nothing.
pub(super) fn cropped(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut width = 0;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width < most
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    if most > 0 {
        kept.push('…');
    }
    kept
}

/// The longest value that a person is shown; a principal with the longest host name has 259 characters.
const LONGEST: usize = 300;

/// A value held to a length that a person can bear; what is longer ends in `…`.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    held(text, LONGEST)
}

/// A text of at most so many characters; what is longer ends in `…`.
pub(super) fn held(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most).filter(|_| text.len() > most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_shortened() {
        assert_eq!(held("mail", 4), "mail");
        assert_eq!(held("日本語", 3), "日本語");
        assert_eq!(held("日本語日", 3), "日本語…");
        assert_eq!(shortened(&"a".repeat(1 << 20)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn long_texts_are_cropped_by_their_width() {
        assert_eq!(cropped("mail", 4), "mail");
        assert_eq!(cropped("mail.contoso.com", 6), "mail.…");
        assert_eq!(cropped("日本語日本語", 6), "日本…");
        assert_eq!(cropped("mail", 0), "");
    }
}
