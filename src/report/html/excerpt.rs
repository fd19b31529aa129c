//! What stands in the files at the places of a finding: a box a file, its lines in order, what is meant marked.

use askama::{Template, filters::HtmlSafe};

use crate::report::{
    model::{Label, Window},
    row::shown_place,
};

/// The places of a finding.
#[derive(Template)]
#[template(path = "excerpt.html")]
pub(super) struct Excerpts {
    boxes: Vec<Excerpt>,
    /// Places without anything to show.
    elsewhere: Vec<Elsewhere>,
    /// What leads them.
    at: String,
}

impl HtmlSafe for Excerpts {}

/// What is shown of one file, or of one certificate.
struct Excerpt {
    /// Its name, as a decoded certificate's says that it is one.
    name: String,
    /// The place of the first label there: `:24:26`.
    position: String,
    lines: Vec<Line>,
}

struct Line {
    number: u32,
    /// Counted by order: the number stands in no file.
    decoded: bool,
    text: String,
    indent: usize,
    marks: Vec<(usize, usize)>,
    notes: Vec<Note>,
}

struct Note {
    text: String,
    /// It is the finding's primary place.
    primary: bool,
}

struct Elsewhere {
    place: String,
    text: String,
}

/// A piece of a line, marked or not.
pub(super) struct Piece<'l> {
    text: &'l str,
    marked: bool,
}

impl Excerpts {
    pub(super) fn new(labels: &[Label], at: String) -> Excerpts {
        let mut excerpts = Excerpts { boxes: Vec::new(), elsewhere: Vec::new(), at };
        for (index, label) in labels.iter().enumerate() {
            match Window::of_label(label) {
                Some(window) => excerpts.put(window, label, index == 0),
                None => excerpts.elsewhere.push(Elsewhere::of(label)),
            }
        }
        excerpts.elsewhere.dedup_by(|one, other| one.place == other.place && one.text == other.text);
        for one in &mut excerpts.boxes {
            one.settle();
        }
        excerpts
    }

    /// Puts a label into the box of its file, on its line.
    fn put(&mut self, window: Window, label: &Label, primary: bool) {
        let note = Note { text: label.text.clone(), primary };
        let at = self.boxes.iter().position(|one| one.name == window.name);
        let known = at.and_then(|at| self.boxes.get_mut(at));
        let Window { name, line: number, column, text, mark, decoded } = window;
        let line = |note| Line { number, decoded, text, indent: 0, marks: vec![mark], notes: vec![note] };
        let Some(known) = known else {
            let position = if decoded { String::new() } else { format!(":{number}:{column}") };
            self.boxes.push(Excerpt { name, position, lines: vec![line(note)] });
            return;
        };
        let line_there = label.excerpt.as_deref().unwrap_or_default();
        match known.lines.iter_mut().find(|known| known.takes(number, line_there, mark)) {
            Some(known) => {
                known.marks.push(mark);
                known.notes.push(note);
            }
            None => known.lines.push(line(note)),
        }
    }
}

impl Excerpt {
    /// Lines in order, numbered, without the indentation that all have.
    fn settle(&mut self) {
        self.lines.sort_by_key(|line| line.number);
        let spaces = |line: &Line| line.text.len() - line.text.trim_start_matches(' ').len();
        let indent = self.lines.iter().map(spaces).min().unwrap_or(0);
        for (order, line) in (1..).zip(&mut self.lines) {
            line.indent = indent;
            line.marks.sort_unstable();
            line.marks.dedup();
            if line.decoded {
                line.number = order;
            }
        }
    }
}

impl Line {
    /// Whether another mark fits on this line: it is of the same text, and overlaps no mark but its like.
    fn takes(&self, number: u32, text: &str, (start, end): (usize, usize)) -> bool {
        let apart = |mark: &(usize, usize)| *mark == (start, end) || mark.1 <= start || end <= mark.0;
        self.number == number && self.text == text && self.marks.iter().all(apart)
    }

    /// The text in pieces. A mark that does not fit the text, as a saved report may have one, marks nothing.
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

impl Elsewhere {
    fn of(label: &Label) -> Elsewhere {
        let place = &label.place;
        let mut shown = shown_place(&place.path, &place.inside, place.index);
        for number in [place.line, place.column].into_iter().flatten() {
            shown.push(':');
            shown.push_str(&number.to_string());
        }
        Elsewhere { place: shown, text: label.text.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, marks: &[(usize, usize)]) -> Line {
        Line { number: 1, decoded: false, text: text.to_owned(), indent: 0, marks: marks.to_vec(), notes: Vec::new() }
    }

    fn shown(line: &Line) -> String {
        let piece = |piece: Piece<'_>| if piece.marked { format!("[{}]", piece.text) } else { piece.text.to_owned() };
        line.pieces().into_iter().map(piece).collect()
    }

    #[test]
    fn marks_cut_a_line_into_pieces() {
        assert_eq!(shown(&line("a bc d", &[(2, 4)])), "a [bc] d");
        assert_eq!(shown(&line("abcd", &[(0, 1), (2, 4)])), "[a]b[cd]");
    }

    #[test]
    fn a_mark_that_does_not_fit_marks_nothing() {
        assert_eq!(shown(&line("añb", &[(2, 3)])), "añb");
        assert_eq!(shown(&line("ab", &[(1, 9)])), "ab");
    }
}
