//! Texts in the lines of a picture.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::report::crop::cropped;

/// A text in at most `lines` lines of at most `most` columns, broken behind a separator where there is one; what is longer
/// ends in `…`.
pub(super) fn wrapped(text: &str, most: usize, lines: usize) -> Vec<String> {
    let mut wrapped = Vec::new();
    let mut rest = text;
    while rest.width() > most && wrapped.len() + 1 < lines {
        let (line, remainder) = rest.split_at(break_within(rest, most));
        wrapped.push(line.trim_end().to_owned());
        rest = remainder.trim_start();
    }
    wrapped.push(cropped(rest, most));
    wrapped
}

/// Where a text is broken: behind the last separator in the second half of the line, else where the line is full.
fn break_within(text: &str, most: usize) -> usize {
    let mut width = 0;
    let (mut full, mut separated) = (0, None);
    for (at, c) in text.char_indices() {
        width += c.width().unwrap_or(0);
        if width > most && full > 0 {
            break;
        }
        full = at + c.len_utf8();
        if width * 2 > most && matches!(c, ' ' | '/' | '\\' | '.' | '-' | ':' | ',' | '_') {
            separated = Some(full);
        }
    }
    separated.unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_texts_are_wrapped_behind_separators() {
        assert_eq!(wrapped("mail", 8, 2), ["mail"]);
        assert_eq!(wrapped("mail.contoso.com", 9, 3), ["mail.", "contoso.", "com"]);
        assert_eq!(wrapped("Autodiscover response", 14, 2), ["Autodiscover", "response"]);
        assert_eq!(wrapped("0123456789abcdef", 6, 2), ["012345", "6789a…"]);
        assert_eq!(wrapped("日本語日本語", 6, 2), ["日本語", "日本語"]);
        assert_eq!(wrapped("日本語", 2, 2), ["日", "…"]);
    }
}
