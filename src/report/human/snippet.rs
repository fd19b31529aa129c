//! What is at the places of a finding: the line of each file, what is meant underlined, and what is said of it.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use unicode_width::UnicodeWidthStr as _;

use super::Style;
use crate::report::{
    crop::cropped,
    layout::{Laid, Line as Order},
    model::Label,
};

/// The places of a finding by their files.
pub(super) struct Snippets<'l> {
    style: Style,
    /// Of the finding's severity: its primary place is underlined so.
    rendition: &'static str,
    /// Columns of the greatest line number.
    digits: usize,
    files: Vec<File<'l>>,
}

/// A file, or a decoded certificate.
struct File<'l> {
    title: String,
    /// Where the first of its places begins.
    position: Option<(u32, u32)>,
    places: Vec<Place<'l>>,
}

/// A line of a file, and what is meant in it.
struct Place<'l> {
    order: Order<'l>,
    line: &'l str,
    mark: (usize, usize),
    said: &'l str,
    is_primary: bool,
}

/// A line as it is shown.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    line: String,
    /// The column in which what is meant begins.
    start: usize,
    /// How many columns it has.
    columns: usize,
}

impl<'l> Snippets<'l> {
    /// The places that have something to show, in the order of their files.
    pub(super) fn new(labels: &'l [Label], style: Style, rendition: &'static str) -> Snippets<'l> {
        let mut snippets = Snippets { style, rendition, digits: 1, files: Vec::new() };
        let mut known: HashMap<String, usize> = HashMap::new();
        for (label, index) in labels.iter().zip(0..) {
            let Some(Laid { title, line: order, text: line, mark }) = Laid::of(label) else { continue };
            let position = match order {
                Order::Numbered(number) => {
                    snippets.digits = snippets.digits.max(number.to_string().len());
                    label.place.column.map(|column| (number, column))
                }
                Order::Decoded(_) => None,
            };
            let file = *known.entry(title).or_insert_with_key(|title| {
                snippets.files.push(File { title: title.clone(), position, places: Vec::new() });
                snippets.files.len() - 1
            });
            if let Some(file) = snippets.files.get_mut(file) {
                file.places.push(Place { order, line, mark, said: &label.text, is_primary: index == 0 });
            }
        }
        for file in &mut snippets.files {
            file.places.sort_by_key(|place| place.order);
        }
        snippets
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.files.iter().try_for_each(|file| self.file(file, out))
    }

    fn file(&self, file: &File<'_>, out: &mut dyn Write) -> io::Result<()> {
        let arrow = if self.style.unicode { "┌─" } else { "-->" };
        let position = file.position.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        writeln!(out, " {:digits$} {arrow} {}{position}", "", file.title, digits = self.digits)?;
        let indent = file.places.iter().map(|place| indent_of(place.line)).min().unwrap_or(0);
        let mut above = None;
        for place in &file.places {
            let seen = place.within(indent, self.columns());
            match place.order {
                Order::Decoded(_) => self.decoded(place, &seen, out)?,
                Order::Numbered(number) => {
                    // Two marks of one line are below each other.
                    let here = Some((number, seen.line.clone()));
                    if here != above {
                        self.line(&number.to_string(), &seen.line, out)?;
                    }
                    above = here;
                    self.marked(place, &seen, out)?;
                }
            }
        }
        Ok(())
    }

    /// A field of a certificate, of which the whole value is meant, and what is said of it.
    fn decoded(&self, place: &Place<'_>, seen: &Seen, out: &mut dyn Write) -> io::Result<()> {
        let arrow = if self.style.unicode { "←" } else { "<-" };
        let said = format!(" {arrow} {}", place.said);
        if seen.line.width() + said.width() <= self.columns() {
            return self.line("", &format!("{}{}", seen.line, self.painted(place, &said)), out);
        }
        self.line("", &seen.line, out)?;
        self.below(place, seen.start, out)
    }

    /// The mark below a line, and what is said of it: beside the mark where there is room.
    fn marked(&self, place: &Place<'_>, seen: &Seen, out: &mut dyn Write) -> io::Result<()> {
        let sign = if place.is_primary { "^" } else { "-" };
        let (before, mark) = (" ".repeat(seen.start), sign.repeat(seen.columns));
        let said = format!("{mark} {}", place.said);
        if seen.start + said.width() <= self.columns() {
            return self.line("", &format!("{before}{}", self.painted(place, &said)), out);
        }
        self.line("", &format!("{before}{}", self.painted(place, &mark)), out)?;
        self.below(place, seen.start, out)
    }

    /// What is said of a place on lines of its own, below where it begins if there is room.
    fn below(&self, place: &Place<'_>, start: usize, out: &mut dyn Write) -> io::Result<()> {
        let lines = super::wrapped(place.said, self.columns().saturating_sub(2));
        let widest = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        let before = " ".repeat(start.min(self.columns().saturating_sub(widest)));
        lines.iter().try_for_each(|line| self.line("", &format!("{before}{}", self.painted(place, line)), out))
    }

    fn painted(&self, place: &Place<'_>, text: &str) -> String {
        self.style.paint(text, if place.is_primary { self.rendition } else { super::BLUE })
    }

    fn line(&self, number: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
        let bar = if self.style.unicode { "│" } else { "|" };
        writeln!(out, " {number:>digits$} {bar} {text}", digits = self.digits)
    }

    /// What is left of the width beside line numbers.
    fn columns(&self) -> usize {
        self.style.width.saturating_sub(self.digits + " ".len() + " │ ".width())
    }
}

impl Place<'_> {
    /// Its line without so much indentation, cut to a width around what is meant.
    fn within(&self, indent: usize, most: usize) -> Seen {
        let at = |byte: usize| byte.max(indent).min(self.line.len());
        let part = |from: usize, until: usize| self.line.get(at(from)..at(until)).unwrap_or_default();
        let (before, marked, after) =
            (part(0, self.mark.0), part(self.mark.0, self.mark.1), part(self.mark.1, self.line.len()));
        let wanted = marked.width().max(1);
        let (before, marked) = if before.width() + wanted <= most {
            (before.to_owned(), marked.to_owned())
        } else {
            let left = most.saturating_sub(wanted);
            (end(before, left.clamp(1, LEAD)), marked.to_owned())
        };
        let marked = cropped(&marked, most.saturating_sub(before.width()));
        let after = cropped(after, most.saturating_sub(before.width() + marked.width()));
        Seen { start: before.width(), columns: marked.width().max(1), line: before + &marked + &after }
    }
}

/// How much of a line is shown before what is meant where not everything fits.
const LEAD: usize = 24;

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The end of a text, in at most so many columns.
fn end(text: &str, most: usize) -> String {
    let reversed: String = text.chars().rev().collect();
    cropped(&reversed, most).chars().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(line: &str, mark: (usize, usize), most: usize) -> (String, usize, usize) {
        let place = Place { order: Order::Numbered(1), line, mark, said: "", is_primary: true };
        let Seen { line, start, columns } = place.within(0, most);
        (line, start, columns)
    }

    #[test]
    fn a_line_that_fits_stays_whole() {
        assert_eq!(within("a bc d", (2, 4), 6), ("a bc d".to_owned(), 2, 2));
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        assert_eq!(within("aaaaaaaaaabcd", (1, 3), 6), ("aaaaa…".to_owned(), 1, 2));
        assert_eq!(within("aaaaaaaaaabcd", (10, 12), 6), ("…aaabc".to_owned(), 4, 2));
        assert_eq!(within("日本語日本語", (9, 12), 6), ("…語日…".to_owned(), 3, 2));
    }

    #[test]
    fn a_mark_wider_than_the_line_is_cut() {
        assert_eq!(within("abcdefgh", (1, 8), 5), ("abcd…".to_owned(), 1, 4));
        assert_eq!(within("abcdefgh", (0, 8), 5), ("abcd…".to_owned(), 0, 5));
    }

    #[test]
    fn nothing_at_a_place_has_a_mark_too() {
        assert_eq!(within("abc", (3, 3), 10), ("abc".to_owned(), 3, 1));
    }
}
