//! Bytes to text: encodings and what is corrupt in them.
//!
//! UTF-8 and UTF-16 with and without BOM, else a Windows code page by detection. Windows PowerShell 5.1 writes UTF-16LE
//! with `>` and `Out-File`, and `>>` onto a file of another encoding mixes encodings
//! (about_Character_Encoding, PowerShell documentation).

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::file::ProblemKind;

/// A decoded text.
#[derive(Debug)]
pub struct Decoded<'b> {
    /// The text without BOM; the bytes themselves where they are UTF-8.
    pub text: Cow<'b, str>,
    /// Its encoding, as reports name it.
    pub encoding: &'static str,
    /// What was corrupt, with the byte offset in `text` where it begins.
    pub damage: Option<(ProblemKind, usize)>,
}

/// Decodes bytes that are meant as text. `None` where they are no text in any encoding known here.
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some(unicode(rest, UTF_8));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Some(unicode(rest, UTF_16LE));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Some(unicode(rest, UTF_16BE));
    }
    if let Some(encoding) = utf_16_without_bom(bytes) {
        return Some(unicode(bytes, encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if !text.contains('\0') {
            return Some(Decoded { text: Cow::Borrowed(text), encoding: "utf-8", damage: None });
        }
        return Some(unicode(bytes, UTF_8));
    }
    if is_binary(bytes) {
        return None;
    }
    // Mostly UTF-8 with a few bad bytes is corrupt UTF-8; else it is a code page.
    let valid = valid_multibyte(bytes);
    if valid > 0 && valid >= 4 * invalid_bytes(bytes) {
        return Some(unicode(bytes, UTF_8));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    Some(decode_as(bytes, encoding))
}

/// Decodes UTF-8 or UTF-16 and looks for a tail in another encoding.
fn unicode<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let Some((start, then)) = other_tail(bytes, encoding) else { return decode_as(bytes, encoding) };
    let (head, tail) = bytes.split_at(start);
    let head = decode_as(head, encoding);
    let tail = decode_as(tail, then);
    let at = head.text.len();
    let kind = ProblemKind::MixedEncodings { first: head.encoding, then: tail.encoding };
    let text = Cow::Owned(head.text.into_owned() + &tail.text);
    Decoded { text, encoding: head.encoding, damage: head.damage.or(Some((kind, at))) }
}

fn decode_as<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let name = name_of(encoding);
    let damage = bad.then(|| {
        let count = text.matches('\u{fffd}').count();
        let at = text.find('\u{fffd}').unwrap_or(0);
        let kind = ProblemKind::TextDamaged {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            encoding: name,
            bytes: first_bad(bytes, encoding, text.get(..at).unwrap_or("")),
        };
        (kind, at)
    });
    Decoded { text, encoding: name, damage }
}

/// The bytes at the first place that the encoding forbids, at most four.
fn first_bad(bytes: &[u8], encoding: &'static Encoding, before: &str) -> Vec<u8> {
    let start = if encoding == UTF_8 {
        before.len()
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        before.encode_utf16().count() * 2
    } else {
        return Vec::new();
    };
    bytes.iter().skip(start).take(4).copied().collect()
}

/// The encodings that text is read in, by the WHATWG's labels.
const LABELS: &str = "utf-8 utf-16le utf-16be windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 \
    windows-1256 windows-1257 windows-1258 windows-874 shift_jis euc-jp euc-kr big5 gbk gb18030 koi8-u koi8-r ibm866";

/// The name in reports.
fn name_of(encoding: &'static Encoding) -> &'static str {
    LABELS.split(' ').find(|label| label.eq_ignore_ascii_case(encoding.name())).unwrap_or(encoding.name())
}

/// UTF-16 without a BOM: nearly every second byte of the beginning is zero, as Latin text has it.
fn utf_16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(512) & !1)?;
    if start.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2 * 9 / 10;
    if odd >= most.max(2) && even == 0 {
        Some(UTF_16LE)
    } else if even >= most.max(2) && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Where text goes on in another encoding: UTF-16LE after UTF-8 (a run of bytes of which every second is zero), or bytes
/// of ASCII after UTF-16 (a last run without any zero byte).
fn other_tail(bytes: &[u8], encoding: &'static Encoding) -> Option<(usize, &'static Encoding)> {
    if encoding == UTF_8 {
        let zero = bytes.iter().position(|byte| *byte == 0)?;
        let start = zero.checked_sub(1)?;
        let tail = bytes.get(start..)?;
        let sample = tail.get(..tail.len().min(256) & !1)?;
        let zeros = sample.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
        let tail_is_utf_16 = sample.len() >= 4 && zeros * 10 >= sample.len() / 2 * 9;
        // A BOM of its own before the tail belongs to it.
        let start = if bytes.get(..start).is_some_and(|head| head.ends_with(b"\xff\xfe")) { start - 2 } else { start };
        return tail_is_utf_16.then_some((start, UTF_16LE));
    }
    let length = bytes.iter().rev().take_while(|byte| matches!(byte, 9 | 10 | 13 | 32..=126)).count();
    // The last character of the UTF-16 part has one byte that looks like ASCII too.
    let start = (bytes.len() - length).next_multiple_of(2);
    let tail = bytes.get(start..)?;
    let is_text = tail.len() >= 16 && tail.iter().any(|byte| matches!(byte, b'\n' | b' '));
    is_text.then_some((start, UTF_8))
}

fn valid_multibyte(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum()
}

fn invalid_bytes(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum()
}

/// Control characters that no text has, in numbers that damage does not explain.
fn is_binary(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let control = start.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    control * 50 > start.len()
}
