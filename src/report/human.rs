//! The report for people at a terminal: each finding with its places, then what was read and compared.

use std::{
    fmt::{self, Write as _},
    io::{self, Write},
};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};

use super::{
    digest::{Counted, Digest, Told},
    layout::{Laid, Line as Order},
    model::{Deployment, Finding, Found, Report, Summary},
    rows::shown_place,
    sentences::{Sentences, number},
    short,
};
use crate::{
    finding::{Outcome, Severity},
    text::{Key, Value, keys::report as keys},
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
}

impl Default for Style {
    fn default() -> Style {
        Style { colour: false, width: 80, unicode: true, fold: true }
    }
}

/// Writes the whole report.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    for part in report.parts() {
        if let Some(deployment) = part.deployment {
            writeln!(out, "{}\n", title(deployment, style))?;
        }
        let digest = part.digest(style.fold);
        for told in &digest.told {
            write_told(told, &words, style, out)?;
            writeln!(out)?;
        }
        write_counted(&digest, &words, style, out)?;
        write_accepted(&digest, &words, style, out)?;
        let Some(deployment) = part.deployment else { continue };
        if part.findings().next().is_none() {
            writeln!(out, "  {}\n", words.say(keys::NOTHING_FOUND, &[]))?;
        }
        write_examined(deployment, &words, style, out)?;
    }
    write_summary(report, &words, style, out)
}

/// Writes one finding in full, and a line for each that follows from it.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_told(told: &Told<'_>, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Told { found, following } = told;
    write_finding(&found.row(), words, style, out)?;
    if following.is_empty() { Ok(()) } else { write_following(&found.message(), following, words, style, out) }
}

/// How many more findings each rule has than are shown: a table where there are very many.
fn write_counted(digest: &Digest<'_>, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if digest.counted.is_empty() {
        return Ok(());
    }
    let heading = if digest.is_flood { keys::HEADING_BY_RULE } else { keys::HEADING_MORE };
    writeln!(out, "  {}", paint(&words.say(heading, &[]), "1", style))?;
    for Counted { first, all, told } in digest.by_weight() {
        let text = |text: &str| Value::Text(text.to_owned());
        let values = [
            ("code", text(&first.code)),
            ("name", text(&first.name)),
            ("level", text(short::level_of(first.outcome, first.severity))),
            ("all", Value::Number(number(all))),
            ("count", Value::Number(number(all - told))),
        ];
        let key = if digest.is_flood { keys::COUNT_OF_A_RULE } else { keys::MORE_OF_A_RULE };
        wrapped(&words.say(key, &values), style, out)?;
    }
    if digest.is_flood {
        wrapped(&words.say(keys::FLOOD, &[]), style, out)?;
    }
    writeln!(out)
}

/// What is accepted, with reason and end, and what the baseline has: a line each.
fn write_accepted(digest: &Digest<'_>, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    const ENOUGH: usize = 12;
    for (heading, findings) in [(keys::HEADING_ACCEPTED, &digest.allowed), (keys::HEADING_BASELINED, &digest.baselined)]
    {
        if findings.is_empty() {
            continue;
        }
        writeln!(out, "  {}", paint(&words.say(heading, &[]), "1", style))?;
        for found in findings.iter().take(ENOUGH) {
            let level = short::level_of(found.outcome, found.severity);
            let mut line =
                format!("{level}[{}] {}: {}", found.code, short::shown(&found.place(), None), found.message());
            if let Some(allowance) = found.allowance() {
                let _ = write!(line, "; {}", words.accepted(&allowance));
            }
            wrapped(&line, style, out)?;
        }
        more(findings.len(), ENOUGH, words, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// What follows from one cause: a line each. What says the same in the same words is not said again.
fn write_following(
    headline: &str,
    following: &[Found<'_>],
    words: &Sentences,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    const ENOUGH: usize = 20;
    writeln!(out, "  {}", paint(&words.say(keys::FOLLOWING, &[]), "36", style))?;
    for found in following.iter().take(ENOUGH) {
        let row = found.row();
        let place = short::place(&row, None);
        let message = if row.message == headline { words.say(keys::THE_SAME, &[]) } else { row.message.clone() };
        wrapped(&format!("{}[{}] {place}: {message}", short::level(&row), row.code), style, out)?;
    }
    more(following.len(), ENOUGH, words, out)
}

/// The deployment's name and folder.
fn title(deployment: &Deployment, style: Style) -> String {
    let title = match &deployment.root {
        Some(root) if *root != deployment.name => format!("{} ({root})", deployment.name),
        _ => deployment.name.clone(),
    };
    paint(&title, "1", style)
}

fn paint(text: &str, code: &str, style: Style) -> String {
    if style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Writes one finding: headline, places, for whom it matters, what mends it.
fn write_finding(finding: &Finding, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let seen: Vec<Option<Laid<'_>>> = finding.labels.iter().map(Laid::of).collect();
    let diagnostic = Diagnosis::new(finding, &seen, words);
    let theme = match (style.unicode, style.colour) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, colour) => {
            let mut theme = GraphicalTheme::none();
            if colour {
                theme.styles = GraphicalTheme::unicode().styles;
            }
            theme
        }
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(style.width)
        .with_links(false)
        .with_context_lines(1)
        .with_break_words(false)
        .without_cause_chain();
    let mut text = String::new();
    handler.render_report(&mut text, &diagnostic).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())?;
    for place in &diagnostic.elsewhere {
        let lead = words.say(keys::AT, &[]);
        hanging(&format!("  {lead:<5} "), place, style, out)?;
    }
    if !finding.help.0.is_empty() {
        let lead = words.say(keys::HELP, &[]);
        hanging(&format!("  {} ", paint(&lead, "36", style)), &finding.help.joined("\n"), style, out)?;
    }
    for (is_other, step) in finding.ways.steps() {
        let lead = words.say(if is_other { keys::FIX_OR } else { keys::FIX_RUN }, &[]);
        let old = step.old.as_deref().filter(|_| !is_other);
        writeln!(out, "  {}", paint(&lead, "36", style))?;
        if let Some(old) = old {
            writeln!(out, "    {}", words.say(keys::FIX_OLD, &[("old", Value::Text(old.to_owned()))]))?;
        }
        writeln!(out, "    {}", step.command)?;
    }
    Ok(())
}

/// What was read, what was compared with what, and what could not be decided.
fn write_examined(deployment: &Deployment, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    const ENOUGH: usize = 12;
    let say = |key: Key, values: &[(&str, Value)]| words.say(key, values);
    let heading = |key: Key| paint(&say(key, &[]), "1", style);
    paragraph(&heading(keys::HEADING_READ), &words.read(deployment), style, out)?;
    if deployment.principals.is_empty() {
        paragraph(&heading(keys::HEADING_COMPARED), &say(keys::NO_PRINCIPAL, &[]), style, out)?;
    } else {
        writeln!(out, "  {}", heading(keys::HEADING_COMPARED))?;
        for principal in deployment.principals.iter().take(ENOUGH) {
            wrapped(&words.compared(principal), style, out)?;
        }
        more(deployment.principals.len(), ENOUGH, words, out)?;
    }
    if !deployment.undecided.is_empty() {
        writeln!(out, "  {}", heading(keys::HEADING_UNDECIDED))?;
        for row in deployment.undecided.iter().take(ENOUGH) {
            wrapped(&words.undecided(row), style, out)?;
        }
        more(deployment.undecided.len(), ENOUGH, words, out)?;
    }
    writeln!(out)
}

fn more(count: usize, shown: usize, words: &Sentences, out: &mut dyn Write) -> io::Result<()> {
    if count > shown {
        let count = Value::Number(number(count - shown));
        writeln!(out, "    {}", words.say(keys::AND_MORE, &[("count", count)]))?;
    }
    Ok(())
}

/// A heading, and a text below it.
fn paragraph(heading: &str, text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {heading}")?;
    wrapped(text, style, out)
}

/// A text behind a lead, wrapped to the width; the lines after its first stand below its beginning.
fn hanging(lead: &str, text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let options = textwrap::Options::new(style.width).initial_indent(lead).subsequent_indent("        ");
    writeln!(out, "{}", textwrap::fill(text, whole_words(options)))
}

/// Lines break at spaces alone, so that a path or a name can be copied whole.
fn whole_words(options: textwrap::Options<'_>) -> textwrap::Options<'_> {
    options
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// A text wrapped to the width; the lines after its first stand further in.
fn wrapped(text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let options = textwrap::Options::new(style.width).initial_indent("    ").subsequent_indent("      ");
    writeln!(out, "{}", textwrap::fill(text, whole_words(options)))
}

fn write_summary(report: &Report, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let made = words.made(report);
    // What matters most stands last, where the eye is.
    let (judged, before) = made.split_last().map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
    for sentence in before {
        writeln!(out, "{sentence}")?;
    }
    writeln!(out, "{}", paint(&words.summary(&report.summary), "1", style))?;
    writeln!(out, "{judged}")?;
    let Summary { errors, warnings, notes, inconclusive, .. } = report.summary;
    if [errors, warnings, notes, inconclusive].iter().any(|count| *count > 0) {
        writeln!(out, "{}", words.say(keys::EXPLAIN, &[]))?;
    }
    Ok(())
}

/// A finding as miette takes it.
struct Diagnosis<'f> {
    finding: &'f Finding,
    code: String,
    excerpts: Chunks<'f>,
    labels: Vec<LabeledSpan>,
    /// Labels without anything to show: a line each.
    elsewhere: Vec<String>,
}

impl<'f> Diagnosis<'f> {
    fn new(finding: &'f Finding, seen: &'f [Option<Laid<'f>>], words: &Sentences) -> Diagnosis<'f> {
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
                    let line = label.place.line.map(|line| format!(":{line}")).unwrap_or_default();
                    let place = shown_place(&label.place.path, &label.place.inside, label.place.index);
                    elsewhere.push(format!("{place}{line}: {}", label.text));
                }
            }
        }
        elsewhere.dedup();
        let code = format!("{}[{}] {}", short::level(finding), finding.code, finding.name);
        let code = match finding.confidence {
            crate::finding::Confidence::Medium => format!("{code} {}", words.say(keys::MEDIUM, &[])),
            crate::finding::Confidence::High => code,
        };
        Diagnosis { finding, code, excerpts, labels, elsewhere }
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
        if before == 0 && after == 0 {
            // The exact place, for the title of the snippet.
            let data = chunk.text.get(local..local + span.len()).ok_or(MietteError::OutOfBounds)?;
            let column = chunk.text.get(line.start..local).map_or(0, |text| text.chars().count()) + line.indent;
            let number = (line.shown as usize).saturating_sub(1);
            return Ok(Box::new(MietteSpanContents::new_named(
                chunk.name.to_owned(),
                data.as_bytes(),
                *span,
                number,
                column,
                1,
            )));
        }
        let whole = SourceSpan::new(chunk.offset.into(), chunk.text.len());
        let first = (chunk.first_line as usize).saturating_sub(1);
        let contents = MietteSpanContents::new_named(
            chunk.name.to_owned(),
            chunk.text.as_bytes(),
            whole,
            first,
            0,
            chunk.lines.len(),
        );
        Ok(Box::new(contents))
    }
}
