//! The report for people at a terminal: each finding with its places, then what was read and compared.

use std::{
    fmt,
    io::{self, Write},
};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::{
    digest::{Counted, Digest, Told},
    layout::{Laid, Line as Order},
    model::{Deployment, Finding, Found, Place, Report, Summary},
    parts::Part,
    rows::shown_line,
    sentences::Sentences,
    short,
};
use crate::{
    finding::{Confidence, Outcome, Severity},
    text::{Key, keys::report as keys},
};

/// How it is written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// Columns to fit in.
    pub width: usize,
    /// Box-drawing characters; ASCII otherwise.
    pub unicode: bool,
    /// What follows from another finding is a line below it.
    pub fold: bool,
    /// With everything that is abridged otherwise: whole lists, digests of configurations.
    pub verbose: bool,
    /// The answers and the counts alone.
    pub quiet: bool,
    /// The folder of the rules' pages as a URL that ends in `/`, where codes are links to them.
    pub pages: Option<&'static str>,
}

impl Default for Style {
    fn default() -> Style {
        Style { colour: false, width: 80, unicode: true, fold: true, verbose: false, quiet: false, pages: None }
    }
}

/// Writes the whole report.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { words: &Sentences::new("en"), style, out };
    if style.quiet {
        return page.answers(report);
    }
    report.parts().try_for_each(|part| page.part(part))?;
    page.summary(report)
}

/// Writes one finding in full, and a line for each that follows from it.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_told(told: &Told<'_>, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    Page { words, style, out }.told(told)
}

/// The select graphic rendition of headings and of what leads a text.
const BOLD: &str = "1";
const CYAN: &str = "36";

/// How many lines of a list are shown.
const ENOUGH: usize = 12;

/// The report as it is written.
struct Page<'p> {
    words: &'p Sentences,
    style: Style,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    /// The answer for each deployment, and the counts.
    fn answers(&mut self, report: &Report) -> io::Result<()> {
        for deployment in &report.deployments {
            let answer = self.words.answer(deployment);
            self.filled("", "  ", &format!("{}: {answer}", deployment.name))?;
        }
        writeln!(self.out, "{}", self.words.summary(&report.summary))
    }

    fn part(&mut self, part: Part<'_>) -> io::Result<()> {
        if let Some(deployment) = part.deployment {
            let title = match &deployment.root {
                Some(root) if *root != deployment.name => format!("{} ({root})", deployment.name),
                _ => deployment.name.clone(),
            };
            writeln!(self.out, "{}\n", self.style.paint(&title, BOLD))?;
        }
        let digest = part.digest(self.style.fold);
        for told in &digest.told {
            self.told(told)?;
            writeln!(self.out)?;
        }
        self.counted(&digest)?;
        self.accepted(keys::HEADING_ACCEPTED, &digest.allowed)?;
        self.accepted(keys::HEADING_BASELINED, &digest.baselined)?;
        let Some(deployment) = part.deployment else { return Ok(()) };
        if part.findings().next().is_none() {
            writeln!(self.out, "  {}\n", self.words.say(keys::NOTHING_FOUND))?;
        }
        self.examined(deployment)
    }

    /// One finding in full, and a line for each that follows from it.
    fn told(&mut self, Told { found, following }: &Told<'_>) -> io::Result<()> {
        self.finding(&found.row())?;
        if following.is_empty() { Ok(()) } else { self.following(&found.message(), following) }
    }

    /// How many more findings each rule has than are shown: a table where there are very many.
    fn counted(&mut self, digest: &Digest<'_>) -> io::Result<()> {
        if digest.counted.is_empty() {
            return Ok(());
        }
        self.heading(if digest.is_flood { keys::HEADING_BY_RULE } else { keys::HEADING_MORE }, BOLD)?;
        for Counted { first, all, told } in digest.by_weight() {
            let values = [
                ("code", (&*first.code).into()),
                ("name", (&*first.name).into()),
                ("level", short::level_of(first.outcome, first.severity).into()),
                ("all", all.into()),
                ("count", (all - told).into()),
            ];
            let key = if digest.is_flood { keys::COUNT_OF_A_RULE } else { keys::MORE_OF_A_RULE };
            self.wrapped(&self.words.tell(key, &values))?;
        }
        if digest.is_flood {
            self.wrapped(&self.words.say(keys::FLOOD))?;
        }
        writeln!(self.out)
    }

    /// What is accepted, with reason and end, or what the baseline has: a line each.
    fn accepted(&mut self, heading: Key, findings: &[Found<'_>]) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        let words = self.words;
        self.heading(heading, BOLD)?;
        self.list(findings, ENOUGH, |found| {
            let why = found.allowance().map(|allowance| format!("; {}", words.accepted(&allowance)));
            let (level, place) = (short::level_of(found.outcome, found.severity), short::shown(&found.place(), None));
            format!("{level}[{}] {place}: {}{}", found.code, found.message(), why.unwrap_or_default())
        })?;
        writeln!(self.out)
    }

    /// What follows from one cause: a line each. What says the same in the same words is not said again.
    fn following(&mut self, headline: &str, following: &[Found<'_>]) -> io::Result<()> {
        let (words, style) = (self.words, self.style);
        self.heading(keys::FOLLOWING, CYAN)?;
        self.list(following, 20, |found| {
            let row = found.row();
            let place = short::place(&row, None);
            let message = if row.message == headline { words.say(keys::THE_SAME) } else { row.message.clone() };
            format!("{}[{}] {place}: {message}", short::level(&row), style.code(&row.code))
        })
    }

    /// One finding: headline, places, for whom it matters, what mends it.
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let (words, style) = (self.words, self.style);
        let seen: Vec<Option<Laid<'_>>> = finding.labels.iter().map(Laid::of).collect();
        let diagnostic = Diagnosis::new(finding, &seen, words, style);
        let handler = GraphicalReportHandler::new_themed(style.theme())
            .with_width(style.width)
            .with_links(style.pages.is_some())
            .with_link_display_text("")
            .with_context_lines(1)
            .with_break_words(false)
            .without_cause_chain();
        let mut text = String::new();
        handler.render_report(&mut text, &diagnostic).map_err(io::Error::other)?;
        self.out.write_all(text.as_bytes())?;
        for place in &diagnostic.elsewhere {
            self.filled(&format!("  {:<5} ", words.say(keys::AT)), "        ", place)?;
        }
        if !finding.help.0.is_empty() {
            let lead = style.paint(&words.say(keys::HELP), CYAN);
            self.filled(&format!("  {lead} "), "        ", &finding.help.joined("\n"))?;
        }
        for (is_other, step) in finding.ways.steps() {
            writeln!(self.out, "  {}", style.paint(&words.lead(is_other), CYAN))?;
            if let Some(old) = step.old.as_deref().filter(|_| !is_other) {
                writeln!(self.out, "    {}", words.tell(keys::FIX_OLD, &[("old", old.into())]))?;
            }
            for line in step.shown().lines() {
                writeln!(self.out, "    {line}")?;
            }
        }
        Ok(())
    }

    /// What was read, what was compared with what, and what could not be decided.
    fn examined(&mut self, deployment: &Deployment) -> io::Result<()> {
        let words = self.words;
        self.heading(keys::HEADING_READ, BOLD)?;
        self.wrapped(&words.read(deployment))?;
        self.heading(keys::HEADING_COMPARED, BOLD)?;
        if deployment.principals.is_empty() {
            self.wrapped(&words.say(keys::NO_PRINCIPAL))?;
        }
        self.list(&deployment.principals, ENOUGH, |principal| words.compared(principal))?;
        if !deployment.undecided.is_empty() {
            self.heading(keys::HEADING_UNDECIDED, BOLD)?;
            self.list(&deployment.undecided, ENOUGH, |row| words.undecided(row))?;
        }
        writeln!(self.out)
    }

    fn summary(&mut self, report: &Report) -> io::Result<()> {
        let made = self.words.made(report);
        // What matters most stands last, where the eye is.
        let (judged, before) = made.split_last().map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
        for sentence in before {
            writeln!(self.out, "{sentence}")?;
        }
        writeln!(self.out, "{}", self.style.paint(&self.words.summary(&report.summary), BOLD))?;
        writeln!(self.out, "{judged}")?;
        let Summary { errors, warnings, notes, inconclusive, .. } = report.summary;
        if [errors, warnings, notes, inconclusive].iter().any(|count| *count > 0) {
            writeln!(self.out, "{}", self.words.say(keys::EXPLAIN))?;
        }
        Ok(())
    }

    fn heading(&mut self, key: Key, rendition: &str) -> io::Result<()> {
        writeln!(self.out, "  {}", self.style.paint(&self.words.say(key), rendition))
    }

    /// The first of many items, a line each, and how many more there are.
    fn list<T>(&mut self, items: &[T], most: usize, line: impl Fn(&T) -> String) -> io::Result<()> {
        let most = if self.style.verbose { usize::MAX } else { most };
        items.iter().take(most).try_for_each(|item| self.wrapped(&line(item)))?;
        if items.len() > most {
            writeln!(self.out, "    {}", self.words.count(keys::AND_MORE, items.len() - most))?;
        }
        Ok(())
    }

    /// A text wrapped to the width; the lines after its first stand further in.
    fn wrapped(&mut self, text: &str) -> io::Result<()> {
        self.filled("    ", "      ", text)
    }

    /// A text behind a lead. Lines break at spaces alone, so that a path or a name can be copied whole.
    fn filled(&mut self, lead: &str, below: &str, text: &str) -> io::Result<()> {
        let options = textwrap::Options::new(self.style.width)
            .initial_indent(lead)
            .subsequent_indent(below)
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        writeln!(self.out, "{}", textwrap::fill(text, options))
    }
}

impl Style {
    /// A rule's code, as a link to its page where there is one.
    pub fn code(self, code: &str) -> String {
        match self.page(code) {
            Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{code}\u{1b}]8;;\u{1b}\\"),
            None => code.to_owned(),
        }
    }

    /// Where a rule's page is.
    fn page(self, code: &str) -> Option<String> {
        self.pages.map(|pages| format!("{pages}{code}.md"))
    }

    fn paint(self, text: &str, rendition: &str) -> String {
        if self.colour { format!("\u{1b}[{rendition}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn theme(self) -> GraphicalTheme {
        match (self.unicode, self.colour) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme { styles: GraphicalTheme::unicode().styles, ..GraphicalTheme::none() },
            (false, false) => GraphicalTheme::none(),
        }
    }
}

/// A finding as miette takes it.
struct Diagnosis<'f> {
    finding: &'f Finding,
    code: String,
    page: Option<String>,
    excerpts: Chunks<'f>,
    labels: Vec<LabeledSpan>,
    /// Labels without anything to show: a line each.
    elsewhere: Vec<String>,
}

impl<'f> Diagnosis<'f> {
    fn new(finding: &'f Finding, seen: &'f [Option<Laid<'f>>], words: &Sentences, style: Style) -> Diagnosis<'f> {
        let excerpts = Chunks::new(seen.iter().flatten());
        let mut labels = Vec::new();
        let mut elsewhere = Vec::new();
        for (index, (label, excerpt)) in finding.labels.iter().zip(seen).enumerate() {
            match excerpt.as_ref().and_then(|excerpt| excerpts.span(excerpt)) {
                Some(span) if index == 0 => {
                    labels.push(LabeledSpan::new_primary_with_span(Some(label.text.clone()), span));
                }
                Some(span) => labels.push(LabeledSpan::new_with_span(Some(label.text.clone()), span)),
                None => {
                    let Place { path, inside, index, line, .. } = &label.place;
                    elsewhere.push(format!("{}: {}", shown_line(path, inside, *index, *line), label.text));
                }
            }
        }
        elsewhere.dedup();
        let mut code = format!("{}[{}] {}", short::level(finding), finding.code, finding.name);
        if finding.confidence == Confidence::Medium {
            code = code + " " + &words.say(keys::MEDIUM);
        }
        Diagnosis { finding, code, page: style.page(&finding.code), excerpts, labels, elsewhere }
    }
}

impl fmt::Debug for Diagnosis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.code)
    }
}

impl fmt::Display for Diagnosis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Diagnosis<'_> {}

impl Diagnostic for Diagnosis<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.page.as_ref().map(|page| Box::new(page) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match (self.finding.outcome, self.finding.severity) {
            (Outcome::Inconclusive, _) | (_, Severity::Warning) => miette::Severity::Warning,
            (_, Severity::Error) => miette::Severity::Error,
            (_, Severity::Note) => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.labels.is_empty()).then_some(&self.excerpts as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = _>>)
    }
}

/// The excerpts of one finding, laid out as one text in which each file is a chunk of neighbouring lines. Chunks are apart,
/// so that miette shows each under its own name.
#[derive(Default)]
struct Chunks<'l> {
    chunks: Vec<Chunk<'l>>,
}

struct Chunk<'l> {
    name: &'l str,
    offset: usize,
    first_line: u32,
    text: String,
    lines: Vec<Line<'l>>,
}

struct Line<'l> {
    order: Order<'l>,
    /// The number shown: of the file, or counted within a decoded certificate.
    shown: u32,
    /// Where it begins in the chunk's text.
    start: usize,
    text: &'l str,
    /// Bytes of indentation that are left out of the chunk's text.
    indent: usize,
}

/// Bytes between chunks, so that no span reaches from one into the next.
const GAP: usize = 16;

impl<'l> Chunks<'l> {
    fn new(excerpts: impl Iterator<Item = &'l Laid<'l>>) -> Chunks<'l> {
        // By file in the order of the labels, then by line.
        let mut files: Vec<(&str, Vec<&Laid<'_>>)> = Vec::new();
        for excerpt in excerpts {
            match files.iter_mut().find(|(name, _)| *name == excerpt.title) {
                Some((_, own)) => own.push(excerpt),
                None => files.push((&excerpt.title, vec![excerpt])),
            }
        }
        let mut chunks = Chunks::default();
        for (name, mut own) in files {
            own.sort_by_key(|excerpt| excerpt.line);
            own.dedup_by_key(|excerpt| (excerpt.line, excerpt.text));
            let are_neighbours = |above: &&Laid<'_>, below: &&Laid<'_>| match (above.line, below.line) {
                (Order::Numbered(above), Order::Numbered(below)) => above.checked_add(1) == Some(below),
                _ => true,
            };
            own.chunk_by(are_neighbours).for_each(|run| chunks.push(name, run));
        }
        chunks
    }

    fn push(&mut self, name: &'l str, run: &[&'l Laid<'l>]) {
        let offset = self.chunks.last().map_or(0, |chunk| chunk.offset + chunk.text.len() + GAP);
        let spaces = |excerpt: &&Laid<'_>| excerpt.text.len() - excerpt.text.trim_start_matches(' ').len();
        let indent = run.iter().map(spaces).min().unwrap_or(0);
        let first_line = match run.first().map(|first| first.line) {
            Some(Order::Numbered(line)) => line,
            _ => 1,
        };
        let mut chunk = Chunk { name, offset, first_line, text: String::new(), lines: Vec::new() };
        for (shown, excerpt) in (first_line..=u32::MAX).zip(run) {
            let start = chunk.text.len();
            chunk.text.push_str(excerpt.text.get(indent..).unwrap_or(""));
            chunk.text.push('\n');
            chunk.lines.push(Line { order: excerpt.line, shown, start, text: excerpt.text, indent });
        }
        self.chunks.push(chunk);
    }

    fn span(&self, excerpt: &Laid<'_>) -> Option<SourceSpan> {
        self.chunks.iter().filter(|chunk| chunk.name == excerpt.title).find_map(|chunk| {
            let line = chunk.lines.iter().find(|line| line.order == excerpt.line && line.text == excerpt.text)?;
            let at = |byte: usize| chunk.offset + line.start + byte.saturating_sub(line.indent);
            let (start, end) = (at(excerpt.mark.0), at(excerpt.mark.1));
            Some(SourceSpan::new(start.into(), end - start))
        })
    }
}

impl SourceCode for Chunks<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = span.offset();
        let holds = |chunk: &&Chunk<'_>| chunk.offset <= start && start <= chunk.offset + chunk.text.len();
        let chunk = self.chunks.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        if start + span.len() > chunk.offset + chunk.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let local = start - chunk.offset;
        let line_index = chunk.lines.iter().rposition(|line| line.start <= local).unwrap_or(0);
        let line = chunk.lines.get(line_index).ok_or(MietteError::OutOfBounds)?;
        let (data, span, number, column, lines) = if before == 0 && after == 0 {
            // The exact place, for the title of the snippet.
            let data = chunk.text.get(local..local + span.len()).ok_or(MietteError::OutOfBounds)?;
            let column = chunk.text.get(line.start..local).map_or(0, |text| text.chars().count()) + line.indent;
            (data, *span, line.shown, column, 1)
        } else {
            let whole = SourceSpan::new(chunk.offset.into(), chunk.text.len());
            (chunk.text.as_str(), whole, chunk.first_line, 0, chunk.lines.len())
        };
        let (name, number) = (chunk.name.to_owned(), (number as usize).saturating_sub(1));
        Ok(Box::new(MietteSpanContents::new_named(name, data.as_bytes(), span, number, column, lines)))
    }
}
