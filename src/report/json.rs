//! `--format json`: the report model as it is.
//!
//! A line a key and a line an item down to the fields of a finding and the items of a deployment's lists; what is deeper
//! stands in one line. So it can be read and searched without a tool, and a report of a hundred thousand certificates is
//! not mostly white space.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, Serializer};

use super::{
    model::{Deployment, Finding, Report, Run, Summary, Tool},
    parts::Part,
    safe,
};

/// Writes the report as one JSON document.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // A report is very many small pieces: those are put together before they go to a writer behind a pointer.
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    report.serialize(&mut Serializer::with_formatter(&mut buffered, Lines::new(DEEPEST, false)))?;
    writeln!(buffered)?;
    buffered.flush()
}

/// Writes the report as one object a deployment, one a line; what is said of the configuration has a last line of its
/// own. What is counted of the whole stands in the first line: the sum over all lines is the report's.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let alone = Run { rules: Vec::new(), ..report.run.clone() };
    let counted = report.deployments.is_empty() && report.run.rules.iter().any(|row| row.examined > 0);
    let none = Some(None).filter(|_| counted && report.findings.is_empty());
    for (index, part) in report.parts().map(Some).chain(none).enumerate() {
        let run = if index == 0 { &report.run } else { &alone };
        let line = Line {
            schema: report.schema,
            tool: &report.tool,
            run,
            deployments: part.and_then(|part| part.deployment).into_iter().collect(),
            findings: Rows(part),
            summary: part.map(Part::summary).unwrap_or_default(),
        };
        serde_json::to_writer(&mut buffered, &line)?;
        writeln!(buffered)?;
    }
    buffered.flush()
}

#[derive(Serialize)]
struct Line<'r> {
    schema: u32,
    tool: &'r Tool,
    run: &'r Run,
    deployments: Vec<&'r Deployment>,
    findings: Rows<'r>,
    summary: Summary,
}

/// The findings of a part as rows of a report that has this part alone.
struct Rows<'r>(Option<Part<'r>>);

impl Serialize for Rows<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.into_iter().flat_map(Part::findings).map(|(_, found)| {
            let row = found.row();
            Finding { deployment_index: row.deployment_index.map(|_| 0), ..row }
        }))
    }
}

/// Down to which depth each item of a report has a line of its own.
const DEEPEST: usize = 4;

/// Breaks lines, two spaces a level.
pub(super) struct Lines {
    /// Down to which depth each item has a line of its own; at most eight.
    deepest: usize,
    /// Strings are still raw, and are made harmless here.
    raw: bool,
    depth: usize,
    /// The list or object that ends next has items.
    has_items: bool,
}

impl Lines {
    /// Down to a depth; `raw` where nobody made the strings harmless yet.
    pub(super) fn new(deepest: usize, raw: bool) -> Lines {
        Lines { deepest, raw, depth: 0, has_items: false }
    }

    /// For strings that nobody made harmless yet.
    pub(super) fn harmless(deepest: usize) -> Lines {
        Lines::new(deepest, true)
    }

    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_items = false;
        out.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.line(out)
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let breaks = self.has_items && self.depth <= self.deepest;
        self.depth -= 1;
        self.has_items = true;
        if breaks {
            self.indent(out)?;
        }
        out.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        if self.depth <= self.deepest { self.indent(out) } else { Ok(()) }
    }

    fn indent<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        const SPACES: &[u8] = b"\n                ";
        out.write_all(SPACES.get(..=2 * self.depth).unwrap_or(SPACES))
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_items = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.item(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_items = true;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if !self.raw {
            return out.write_all(fragment.as_bytes());
        }
        // Backslashes of the text itself are escapes, and come below.
        out.write_all(safe::visible(fragment).replace('\\', "\\\\").as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        let control = match escape {
            CharEscape::Tab if self.raw => '\t',
            CharEscape::Backspace if self.raw => '\u{8}',
            CharEscape::FormFeed if self.raw => '\u{c}',
            CharEscape::LineFeed if self.raw => '\n',
            CharEscape::CarriageReturn if self.raw => '\r',
            CharEscape::AsciiControl(byte) if self.raw => char::from(byte),
            other => return CompactFormatter.write_char_escape(out, other),
        };
        self.write_string_fragment(out, control.encode_utf8(&mut [0; 4]))
    }
}
