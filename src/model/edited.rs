//! A text with some of its parts replaced, and where each part of it was: what is read of a text that came through a mail
//! or a web page is not byte for byte what the file has.

use std::ops::Range;

/// A text after some edits.
#[derive(Debug, Clone)]
pub struct Edited {
    content: String,
    /// In the order of the text, without gaps; the first one begins at 0.
    runs: Vec<Run>,
}

/// A part of the edited text and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where it begins in the edited text.
    at: usize,
    /// Where it begins in the file.
    from: usize,
    /// How many bytes of the file a replacement stands for; `None` for bytes that are the file's own.
    replaces: Option<usize>,
}

impl Edited {
    /// A text as it is.
    pub fn new(text: &str) -> Edited {
        Edited { content: text.to_owned(), runs: vec![Run { at: 0, from: 0, replaces: None }] }
    }

    /// What the text is now.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Whether nothing was replaced.
    pub fn is_unchanged(&self) -> bool {
        self.runs.iter().all(|run| run.replaces.is_none())
    }

    /// Replaces parts of the text; they are in its order and do not overlap.
    pub fn replace<'r>(&mut self, parts: impl IntoIterator<Item = (Range<usize>, &'r str)>) {
        let mut edited = Edited { content: String::with_capacity(self.content.len()), runs: Vec::new() };
        let mut done = 0;
        for (part, with) in parts {
            edited.keep(self, done..part.start);
            let file = self.place(part.clone());
            edited.push(Run { at: edited.content.len(), from: file.start, replaces: Some(file.len()) });
            edited.content.push_str(with);
            done = part.end;
        }
        if done > 0 {
            edited.keep(self, done..self.content.len());
            *self = edited;
        }
    }

    /// Adds a part of another text as it is there.
    fn keep(&mut self, whole: &Edited, part: Range<usize>) {
        let Some(text) = whole.content.get(part.clone()).filter(|text| !text.is_empty()) else { return };
        let first = whole.index(part.start);
        let runs = whole.runs.iter().skip(first).take_while(|run| run.at < part.end);
        let shift = self.content.len();
        for run in runs {
            let into = part.start.saturating_sub(run.at);
            let from = if run.replaces.is_some() { run.from } else { run.from + into };
            self.push(Run { at: shift + run.at.max(part.start) - part.start, from, ..*run });
        }
        self.content.push_str(text);
    }

    /// Adds a run; one that goes on where the last one ends is no other.
    fn push(&mut self, run: Run) {
        let goes_on = self.runs.last().is_some_and(|last| {
            last.replaces.is_none() && run.replaces.is_none() && run.from - last.from == run.at - last.at
        });
        if !goes_on {
            self.runs.push(run);
        }
    }

    /// The run that a byte is in: of several that begin there, the one that has bytes.
    fn index(&self, at: usize) -> usize {
        self.runs.partition_point(|run| run.at <= at).saturating_sub(1)
    }

    /// Where a part of the text is in the file: from its first byte to its last.
    pub fn place(&self, part: Range<usize>) -> Range<usize> {
        let begin = |at: usize| match self.runs.get(self.index(at)) {
            Some(run) if run.replaces.is_none() => run.from + (at - run.at),
            Some(run) => run.from,
            None => at,
        };
        let Range { start, end } = part;
        if end <= start {
            return begin(start)..begin(start);
        }
        let last = self.runs.get(self.index(end - 1));
        let end = last.map_or(end, |run| run.replaces.map_or(run.from + (end - run.at), |length| run.from + length));
        begin(start)..end.max(begin(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces each occurrence of a word.
    fn replace(edited: &mut Edited, word: &str, with: &str) {
        let parts: Vec<_> = edited.as_str().match_indices(word).map(|(at, _)| at..at + word.len()).collect();
        edited.replace(parts.into_iter().map(|part| (part, with)));
    }

    #[test]
    fn every_part_is_found_in_the_file() {
        let file = "> Name&nbsp;: EXPR\n> TTL&nbsp;: 1\n";
        let mut edited = Edited::new(file);
        replace(&mut edited, "&nbsp;", "  ");
        replace(&mut edited, "> ", "");
        replace(&mut edited, "nothing", "");
        assert_eq!(edited.as_str(), "Name  : EXPR\nTTL  : 1\n");
        let written = |part: &str| {
            let at = edited.as_str().find(part).unwrap_or_default();
            file.get(edited.place(at..at + part.len()))
        };
        for (part, in_file) in [
            ("Name", "Name"),
            ("EXPR", "EXPR"),
            ("TTL", "TTL"),
            ("1", "1"),
            ("Name  :", "Name&nbsp;:"),
            ("EXPR\nTTL", "EXPR\n> TTL"),
            ("1\n", "1\n"),
        ] {
            assert_eq!(written(part), Some(in_file), "{part}");
        }
        let end = edited.as_str().len();
        assert_eq!(edited.place(end..end), file.len()..file.len());
        assert!(!edited.is_unchanged() && Edited::new(file).is_unchanged());
    }
}
