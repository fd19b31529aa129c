//! The lines of files at the places of a finding: a box for each file, its lines in order, what is meant marked.

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::{EXCERPTS, EXCERPTS_IN_FULL},
    prose::{Foreign, Prose},
    shared::Shared,
};
use crate::{
    report::{
        layout::{Laid, Line as Order},
        model::{Finding, Label},
        rows::shown_place,
    },
    text::keys::report as keys,
};

/// The places of a finding.
#[derive(Template)]
#[template(path = "excerpt.html")]
pub(super) struct Excerpts<'l> {
    shared: &'l Shared<'l>,
    boxes: Vec<Excerpt<'l>>,
    folded: Vec<Excerpt<'l>>,
    /// How many boxes are left out.
    left: usize,
    /// Places without anything to show.
    elsewhere: Vec<Elsewhere>,
}

impl HtmlSafe for Excerpts<'_> {}

/// What is shown of one file, or of one certificate.
pub(super) struct Excerpt<'l> {
    /// Its name, as a decoded certificate's says that it is one.
    name: String,
    /// The place of the first label there: `:24:26`.
    position: String,
    lines: Vec<Line<'l>>,
}

struct Line<'l> {
    order: Order<'l>,
    /// Its number in the file; a decoded certificate has none.
    number: Option<u32>,
    text: &'l str,
    indent: usize,
    marks: Vec<(usize, usize)>,
    notes: Vec<Note>,
}

#[derive(PartialEq)]
struct Note {
    text: Prose,
    /// It is the finding's primary place.
    primary: bool,
}

#[derive(PartialEq)]
struct Elsewhere {
    place: String,
    note: Note,
}

/// A piece of a line, marked or not.
pub(super) struct Piece<'l> {
    text: &'l str,
    marked: bool,
}

impl<'l> Excerpts<'l> {
    pub(super) fn new(shared: &'l Shared<'l>, row: &'l Finding) -> Excerpts<'l> {
        let mut excerpts = Excerpts { shared, boxes: Vec::new(), folded: Vec::new(), left: 0, elsewhere: Vec::new() };
        let foreign = Foreign::of(row);
        for (index, label) in row.labels.iter().enumerate() {
            let note = Note { text: foreign.prose(&label.text), primary: index == 0 };
            match Laid::of(label) {
                Some(laid) => excerpts.put(laid, label, note),
                None => excerpts.elsewhere.push(Elsewhere { place: place(label), note }),
            }
        }
        excerpts.elsewhere.dedup();
        for one in &mut excerpts.boxes {
            one.settle();
        }
        excerpts.fold();
        excerpts
    }

    /// Folds all but the first boxes; a single one stays.
    fn fold(&mut self) {
        if self.boxes.len() > EXCERPTS_IN_FULL + 1 {
            self.folded = self.boxes.split_off(EXCERPTS_IN_FULL);
        }
        self.left = self.folded.len().saturating_sub(EXCERPTS);
        self.folded.truncate(EXCERPTS);
    }

    /// Puts a label into the box of its file, on its line.
    fn put(&mut self, Laid { title, line: order, text, mark }: Laid<'l>, label: &Label, note: Note) {
        let number = match order {
            Order::Numbered(number) => Some(number),
            Order::Decoded(_) => None,
        };
        let line = |note| Line { order, number, text, indent: 0, marks: vec![mark], notes: vec![note] };
        let Some(known) = self.boxes.iter_mut().find(|one| one.name == title) else {
            let position = match (order, label.place.column) {
                (Order::Numbered(line), Some(column)) => format!(":{line}:{column}"),
                _ => String::new(),
            };
            self.boxes.push(Excerpt { name: title, position, lines: vec![line(note)] });
            return;
        };
        match known.lines.iter_mut().find(|known| known.takes(order, text, mark)) {
            Some(known) => {
                known.marks.push(mark);
                known.notes.push(note);
            }
            None => known.lines.push(line(note)),
        }
    }
}

impl Excerpt<'_> {
    /// Lines in order, numbered, without the indentation that all have.
    fn settle(&mut self) {
        self.lines.sort_by_key(|line| line.order);
        let spaces = |line: &Line<'_>| line.text.len() - line.text.trim_start_matches(' ').len();
        let indent = self.lines.iter().map(spaces).min().unwrap_or(0);
        for line in &mut self.lines {
            line.indent = indent;
            line.marks.sort_unstable();
            line.marks.dedup();
        }
    }
}

impl Line<'_> {
    /// Whether another mark fits on this line: it is of the same text, and overlaps no mark but its like.
    fn takes(&self, order: Order<'_>, text: &str, (start, end): (usize, usize)) -> bool {
        let apart = |mark: &(usize, usize)| *mark == (start, end) || mark.1 <= start || end <= mark.0;
        self.order == order && self.text == text && self.marks.iter().all(apart)
    }

    /// The text in pieces.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut at = self.indent;
        for (start, end) in &self.marks {
            let (start, end) = ((*start).max(at), (*end).max(at));
            let (Some(before), Some(marked)) = (self.text.get(at..start), self.text.get(start..end)) else { continue };
            pieces.push(Piece { text: before, marked: false });
            pieces.push(Piece { text: marked, marked: true });
            at = end;
        }
        pieces.push(Piece { text: self.text.get(at..).unwrap_or_default(), marked: false });
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }
}

/// Where a label is, down to its column.
fn place(label: &Label) -> String {
    let place = &label.place;
    let mut shown = shown_place(&place.path, &place.inside, place.index);
    for number in [place.line, place.column].into_iter().flatten() {
        shown.push(':');
        shown.push_str(&number.to_string());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'l>(text: &'l str, marks: &[(usize, usize)]) -> Line<'l> {
        Line { order: Order::Numbered(1), number: Some(1), text, indent: 0, marks: marks.to_vec(), notes: Vec::new() }
    }

    fn shown(line: &Line<'_>) -> String {
        let piece = |piece: Piece<'_>| if piece.marked { format!("[{}]", piece.text) } else { piece.text.to_owned() };
        line.pieces().into_iter().map(piece).collect()
    }

    #[test]
    fn marks_cut_a_line_into_pieces() {
        assert_eq!(shown(&line("a bc d", &[(2, 4)])), "a [bc] d");
        assert_eq!(shown(&line("abcd", &[(0, 1), (2, 4)])), "[a]b[cd]");
    }
}
