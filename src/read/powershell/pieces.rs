//! A value that the host's width broke over several lines, put together again without inventing characters.

use std::ops::Range;

use super::Value;
use crate::model::source::{Span, Spanned};

/// What is at the end of a list or a cell that was truncated.
const CUT_MARKS: [&str; 2] = ["...", "…"];

/// The pieces of one value, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    joined: String,
    /// Where each piece begins in `joined`, and where in the text.
    begins: Vec<(usize, usize)>,
    /// Where the value would be if there is nothing.
    empty_at: usize,
}

impl Pieces {
    /// No pieces yet, at a place.
    pub(super) fn new(empty_at: usize) -> Pieces {
        Pieces { empty_at, ..Pieces::default() }
    }

    /// Adds the piece of `text` that begins at byte `at` of the whole text.
    pub(super) fn push(&mut self, piece: &str, at: usize) {
        if !piece.is_empty() {
            self.begins.push((self.joined.len(), at));
            self.joined.push_str(piece);
        }
    }

    /// What there is so far.
    pub(super) fn as_str(&self) -> &str {
        &self.joined
    }

    /// The value as `Format-List` prints it: nothing, a collection in braces, or text.
    pub(super) fn into_value(self) -> Value {
        let Some(whole) = self.trimmed() else { return self.null() };
        self.collection(&whole).unwrap_or_else(|| Value::Text(self.spanned(whole)))
    }

    /// The value as `Format-Table` prints it, where a full cell may end in a truncation mark.
    pub(super) fn into_cell(self, fills_column: bool) -> Value {
        let Some(whole) = self.trimmed() else { return self.null() };
        if let Some(collection) = self.collection(&whole) {
            return collection;
        }
        let content = self.part(&whole);
        let mark = CUT_MARKS.iter().find(|mark| content.ends_with(**mark) && (fills_column || **mark == "…"));
        let Some(mark) = mark else { return Value::Text(self.spanned(whole)) };
        let left = whole.start..whole.end - mark.len();
        match content.strip_prefix('{') {
            Some(_) => self.cut_collection(whole, left),
            None => Value::Cut(self.spanned(left)),
        }
    }

    fn null(&self) -> Value {
        Value::Null(Span::new(self.empty_at, self.empty_at))
    }

    fn part(&self, range: &Range<usize>) -> &str {
        self.joined.get(range.clone()).unwrap_or("")
    }

    fn trimmed(&self) -> Option<Range<usize>> {
        trim(&self.joined, 0..self.joined.len())
    }

    fn collection(&self, whole: &Range<usize>) -> Option<Value> {
        let inner = self.part(whole).strip_prefix('{')?.strip_suffix('}')?;
        let mut items = self.items(whole.start + 1..whole.start + 1 + inner.len());
        let mut cut = false;
        if let Some(last) = items.last_mut()
            && let Some(left) = CUT_MARKS.iter().find_map(|mark| self.part(last).strip_suffix(mark))
        {
            cut = true;
            last.end = last.start + left.len();
        }
        Some(self.list(items, cut, whole.clone()))
    }

    /// A collection that the column truncated: only the items before the last separator are whole.
    fn cut_collection(&self, whole: Range<usize>, left: Range<usize>) -> Value {
        let inner = left.start + 1..left.end;
        let mut items = self.items(inner.clone());
        let ends_whole = self.part(&inner).trim_end().ends_with(',');
        if !ends_whole {
            items.pop();
        }
        self.list(items, true, whole)
    }

    fn list(&self, items: Vec<Range<usize>>, cut: bool, whole: Range<usize>) -> Value {
        let items = items.into_iter().filter(|item| !item.is_empty()).map(|item| self.spanned(item)).collect();
        Value::List { items, cut, span: self.span(&whole) }
    }

    /// Items are separated by a comma and a space; the space may have been lost where a line ended.
    fn items(&self, inner: Range<usize>) -> Vec<Range<usize>> {
        let mut items = Vec::new();
        let mut start = inner.start;
        for (comma, _) in self.part(&inner).match_indices(',') {
            let comma = inner.start + comma;
            let after = comma + 1;
            if self.joined.get(after..).is_some_and(|rest| rest.starts_with(' ')) || self.begins_at(after) {
                items.extend(trim(&self.joined, start..comma));
                start = after;
            }
        }
        items.extend(trim(&self.joined, start..inner.end));
        items
    }

    fn begins_at(&self, offset: usize) -> bool {
        self.begins.binary_search_by_key(&offset, |(joined, _)| *joined).is_ok()
    }

    fn spanned(&self, range: Range<usize>) -> Spanned<String> {
        Spanned::new(self.part(&range).to_owned(), self.span(&range))
    }

    /// The place in the text: from the first byte to the last, over line breaks if there are any.
    fn span(&self, range: &Range<usize>) -> Span {
        let start = self.begins.partition_point(|(joined, _)| *joined <= range.start);
        let end = self.begins.partition_point(|(joined, _)| *joined < range.end);
        let place = |count: usize, offset: usize| {
            let begin = count.checked_sub(1).and_then(|index| self.begins.get(index));
            begin.map_or(self.empty_at, |(joined, text)| text + (offset - joined))
        };
        Span::new(place(start, range.start), place(end.max(start), range.end))
    }
}

/// The range without white space around it; `None` if nothing is left.
fn trim(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + (part.len() - part.trim_start().len());
    let end = range.end - (part.len() - part.trim_end().len());
    (start < end).then_some(start..end)
}
