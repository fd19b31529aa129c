//! Foreign text made harmless: what a terminal, a viewer or a reader would not show as it is, is written out.

use std::{borrow::Cow, fmt::Write as _};

/// Writes out control characters (`\u{1b}`), bidirectional and invisible ones (`<U+202E>`). Tabs become a space.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_printable_ascii(text) || !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push_visible(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Nearly all texts are. Stretches are looked at as wholes, which goes many bytes at a time.
fn is_printable_ascii(text: &str) -> bool {
    const STRETCH: usize = 32;
    let is_printable = |all: bool, byte: &u8| all & (0x20..0x7f).contains(byte);
    text.as_bytes().chunks(STRETCH).all(|stretch| stretch.iter().fold(true, is_printable))
}

/// Appends one character, written out where it is harmful.
pub fn push_visible(shown: &mut String, c: char) {
    match c {
        '\t' => shown.push(' '),
        _ if !is_harmful(c) => shown.push(c),
        _ if c.is_control() => shown.extend(c.escape_unicode()),
        // Writing to a string can't fail.
        _ => drop(write!(shown, "<U+{:04X}>", u32::from(c))),
    }
}

/// Control characters, line and paragraph separators, bidirectional controls, and characters that do not show.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_plain_where_each_byte_is(text in "[ -~]{0,40}[\\x00-\\x7f\u{e9}]{0,2}[ -~]{0,40}") {
            prop_assert_eq!(is_printable_ascii(&text), text.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
        }
    }

    #[test]
    fn harmful_characters_are_written_out() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("mail\u{202e}moc"), "mail<U+202E>moc");
        assert_eq!(visible("a\nb\tc"), "a\\u{a}b c");
        assert_eq!(visible("Zürich 日本"), "Zürich 日本");
        assert_eq!(visible("\u{9b}"), "\\u{9b}");
    }
}
