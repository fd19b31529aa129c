//! Base64 without borders: what is left of PEM when somebody copies only the middle.

use std::sync::Arc;

use ::base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::model::{
    file::ReadOptions,
    source::{At, Source, Span},
};

use super::{Reading, der, pem};

/// Reads a text that is base64 and white space alone; `None` where it is not, or decodes to nothing known.
pub fn read_bare_base64(source: &Arc<Source>, text: &str, options: &ReadOptions) -> Option<Reading> {
    // The base64 of every SEQUENCE begins with this letter.
    let content = text.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    if !content.starts_with('M') || !content.bytes().all(is_base64_or_space) {
        return None;
    }
    let base64: Vec<u8> = content.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let der = STANDARD.decode(base64).ok()?;
    let mut written = pem::lines(text).filter(|line| !line.text.trim().is_empty());
    let first = written.next()?;
    let last = written.last().unwrap_or(first);
    let place = At::Lines {
        first: first.number,
        last: last.number,
        columns: (1, last.column(last.text.len())),
        span: Span::new(first.start, last.start + last.text.len()),
    };
    der::read_placed(source, &der, options, |_, _| place)
}

fn is_base64_or_space(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace()
}
