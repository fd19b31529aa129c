//! Lines of what was printed: where each begins, and which of them no output goes on over.

use super::Record;
use crate::model::source::Span;

/// One line without its line break, and where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl Line<'_> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether no output goes on over this line.
    pub(super) fn is_border(self) -> bool {
        is_prompt(self.text) || is_stars(self.text)
    }
}

/// What one look at a line found.
pub(super) struct Found {
    pub(super) records: Vec<Record>,
    /// The line after it.
    pub(super) next: usize,
    /// Whether nothing but PowerShell prints this.
    pub(super) certain: bool,
    /// Where a table is whose values can't be distinguished.
    pub(super) torn: Option<Span>,
}

impl Found {
    /// A table whose values can't be distinguished, from its first byte to its last.
    pub(super) fn torn(start: usize, end: usize, next: usize) -> Found {
        Found { records: Vec::new(), next, certain: true, torn: Some(Span::new(start, end)) }
    }
}

/// `[PS] C:\>`, `PS C:\>`, `[server]: PS C:\>` and the command behind it.
pub(super) fn is_prompt(line: &str) -> bool {
    typed(line).is_some()
}

/// What is after a prompt.
pub(super) fn typed(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let behind = |rest: &'_ str| rest.find('>').map(|at| rest.len() - at - 1);
    let length = if let Some(rest) = line.strip_prefix("[PS]") {
        behind(rest).or(rest.trim().is_empty().then_some(0))
    } else {
        let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((_, rest)) => rest.trim_start_matches(':').trim_start(),
            None => line,
        };
        line.strip_prefix("PS").filter(|rest| rest.starts_with(['>', ' '])).and_then(behind)
    };
    line.get(line.len() - length?..)
}

/// A row of stars, as around the header of a transcript.
pub(super) fn is_stars(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.bytes().all(|byte| byte == b'*')
}
