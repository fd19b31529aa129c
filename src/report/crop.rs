//! Texts held to a width.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cropped_by_their_width() {
        assert_eq!(cropped("mail", 4), "mail");
        assert_eq!(cropped("mail.contoso.com", 6), "mail.…");
        assert_eq!(cropped("日本語日本語", 6), "日本…");
        assert_eq!(cropped("mail", 0), "");
    }
}
