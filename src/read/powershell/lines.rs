//! Lines of what was printed: where each begins, and which of them no output goes on over.

use super::Record;

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
}

/// `[PS] C:\>`, `PS C:\>`, `[server]: PS C:\>` and the command behind it.
pub(super) fn is_prompt(line: &str) -> bool {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("[PS]") {
        return rest.trim_start().contains('>') || rest.trim().is_empty();
    }
    let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest.trim_start_matches(':').trim_start(),
        None => line,
    };
    line.strip_prefix("PS").is_some_and(|rest| rest.starts_with('>') || (rest.starts_with(' ') && rest.contains('>')))
}

/// A row of stars, as around the header of a transcript.
pub(super) fn is_stars(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.bytes().all(|byte| byte == b'*')
}
