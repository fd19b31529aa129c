//! The border that every saved report crosses: JSON whose strings and keys are made harmless as it is read. A saved report
//! is a file, and may hold anything; behind this border no format makes a text harmless again.

use std::io::{self, BufRead, BufReader, Read};

use super::safe::visible;

/// JSON in which no string holds a character that [`visible`] writes out, whatever the JSON that it is read from holds. A
/// byte order mark at the beginning is left out.
pub(super) struct SanitizedJson<R> {
    from: BufReader<R>,
    is_begun: bool,
    /// What is harmless and not yet taken from here.
    ready: Vec<u8>,
    /// How much of that is taken.
    taken: usize,
}

impl<R: Read> SanitizedJson<R> {
    pub(super) fn new(from: R) -> SanitizedJson<R> {
        let from = BufReader::with_capacity(1 << 16, from);
        SanitizedJson { from, is_begun: false, ready: Vec::new(), taken: 0 }
    }

    /// Reads on: plain characters, or one that is escaped or not ASCII. Valid JSON has these within strings alone.
    fn read_on(&mut self) -> io::Result<()> {
        let chunk = self.from.fill_buf()?;
        let plain = chunk.iter().take_while(|byte| is_plain(**byte)).count();
        if plain > 0 {
            self.ready.extend(chunk.iter().take(plain));
            self.from.consume(plain);
            return Ok(());
        }
        let character = self.character()?;
        if !self.is_begun && character == "\u{feff}" {
            return Ok(());
        }
        let json = serde_json::to_string(&visible(&character))?;
        self.ready.extend(json.trim_start_matches('"').strip_suffix('"').unwrap_or_default().bytes());
        Ok(())
    }

    /// The next character, whether it is escaped or not.
    fn character(&mut self) -> io::Result<String> {
        let mut written = self.bytes(1)?;
        match written.first() {
            Some(b'\\') => {
                written.extend(self.bytes(1)?);
                if written.ends_with(b"u") {
                    written.extend(self.bytes(4)?);
                }
                // The first half of a character beyond the first 65 536: the second must follow.
                if let [_, _, b'd' | b'D', b'8' | b'9' | b'a' | b'b' | b'A' | b'B', ..] = written.as_slice() {
                    written.extend(self.bytes(6)?);
                }
                Ok(serde_json::from_slice(&[b"\"", &*written, b"\""].concat())?)
            }
            Some(first) => {
                written.extend(self.bytes(first.leading_ones().saturating_sub(1).into())?);
                String::from_utf8(written).map_err(io::Error::other)
            }
            None => Ok(String::new()),
        }
    }

    fn bytes(&mut self, count: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from.by_ref().take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// What stands for itself within strings, and all that stands between them.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t') && byte != b'\\'
}

impl<R: Read> Read for SanitizedJson<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !(self.is_begun && self.from.fill_buf()?.is_empty()) {
            self.ready.clear();
            self.taken = 0;
            self.read_on()?;
            self.is_begun = true;
        }
        let count = self.ready.get(self.taken..).unwrap_or_default().read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harmless(json: &[u8]) -> Option<String> {
        let mut text = String::new();
        SanitizedJson::new(json).read_to_string(&mut text).ok().map(|_| text)
    }

    #[test]
    fn strings_are_harmless_however_they_are_written() {
        for (json, read) in [
            ("\u{feff}{\"a\": [1]}\n", r#"{"a": [1]}"#.to_owned() + "\n"),
            (r#""\u001b[31m \ud83d\ude00 \u202E""#, r#""\\u{1b}[31m 😀 <U+202E>""#.to_owned()),
            ("\"\u{202e} \u{9b} é\"", r#""<U+202E> \\u{9b} é""#.to_owned()),
            (r#""\n\t\"\\u001b\/""#, r#""\\u{a} \"\\u001b/""#.to_owned()),
            ("", String::new()),
        ] {
            assert_eq!(harmless(json.as_bytes()), Some(read), "{json}");
        }
    }

    #[test]
    fn what_is_no_text_ends_the_reading() {
        for json in [&br#""\ud83d""#[..], b"\"\\ud83d\",\"\xe2\x80\xae\"", br#""\ude00""#, b"\"\xff\"", br#""\u20"#] {
            assert_eq!(harmless(json), None, "{json:?}");
        }
    }
}
