//! The manifest that the script of `msstd collector` writes: comments with what was collected, then a line for each file
//! as `sha256sum` writes it. Without the heading it is somebody else's list of files, and not read.

use std::sync::Arc;

use crate::model::{
    manifest::{Entry, Manifest},
    source::{Source, Span, Spanned, Text},
};

/// How every version begins.
const HEADING: &str = "# msstd manifest ";

/// Reads a manifest; `None` for any other text.
pub(super) fn read(source: &Arc<Source>, text: &Text) -> Option<Manifest> {
    let mut lines = lines(text);
    let (heading, _) = lines.next().filter(|(_, line)| line.starts_with(HEADING))?;
    let mut manifest = Manifest {
        source: Arc::clone(source),
        heading,
        collected: None,
        host: None,
        not_read: Vec::new(),
        entries: Vec::new(),
        count: None,
        unreadable: Vec::new(),
    };
    for (span, line) in lines {
        match line.strip_prefix('#') {
            Some(comment) => manifest.comment(span, comment),
            None => match entry(span, line) {
                Some(entry) => manifest.entries.push(entry),
                None => manifest.unreadable.push(span),
            },
        }
    }
    Some(manifest)
}

/// The lines that are not blank, trimmed.
fn lines(text: &Text) -> impl Iterator<Item = (Span, &str)> {
    let trimmed = |span: Span| {
        let line = text.slice(span);
        let start = span.start as usize + (line.len() - line.trim_start().len());
        let line = line.trim();
        (!line.is_empty()).then(|| (Span::new(start, start + line.len()), line))
    };
    (1..=text.line_count()).filter_map(|line| text.line_span(line)).filter_map(trimmed)
}

impl Manifest {
    fn comment(&mut self, span: Span, comment: &str) {
        let Some((name, value)) = comment.split_once(':') else { return };
        let value = value.trim();
        match name.trim() {
            "collected" => self.collected = value.parse().ok(),
            "host" => self.host = Some(value.to_owned()),
            "files" => self.count = value.parse().ok().map(|count| Spanned::new(count, span)),
            "not read" => self.not_read.push(value.to_owned()),
            _ => {}
        }
    }
}

/// `HASH *path`, or `HASH  path`.
fn entry(span: Span, line: &str) -> Option<Entry> {
    let (hash, rest) = line.split_once(' ')?;
    let is_sha256 = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let sha256 = is_sha256.then(|| hash.to_ascii_lowercase())?;
    let path = rest.strip_prefix(['*', ' ']).unwrap_or(rest);
    let start = span.end as usize - path.len();
    Some(Entry { path: Spanned::new(path.to_owned(), Span::new(start, span.end as usize)), sha256 })
}
