//! The report for people at a terminal: for each deployment the answer, each finding with its places, and what was checked.

mod rehearsal;
mod snippet;

use std::{
    array,
    borrow::Cow,
    io::{self, Write},
    slice,
};

use unicode_width::UnicodeWidthStr as _;

use self::snippet::Snippets;
use super::{
    brief::Open,
    crop::cropped,
    digest::{Counted, Digest, Told},
    layout::{self, Laid},
    model::{Answer, Deployment, Finding, Found, Label, Report, Summary, Verdict},
    names,
    parts::Part,
    said::{Rest, Said},
    sentences::Sentences,
    services::lines,
    short,
    unchecked::ISSUER_NOT_EXPORTED,
};
use crate::{
    finding::{Confidence, Outcome, Severity},
    text::{
        Key,
        keys::{report as keys, services::HEADING_SERVICES},
    },
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
    /// What follows from another finding is a line below it, and of many places the first are shown.
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
    let is_one = report.deployments.len() == 1;
    let mut page = Page { words: &Sentences::new("en"), style, is_one, said: Said::default(), out };
    if style.quiet {
        return page.answers(report);
    }
    report.parts().try_for_each(|part| page.part(part))?;
    page.summary(report)
}

/// Writes one finding in full, and a line for each rule that follows from it.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write_told(told: &Told<'_>, words: &Sentences, style: Style, out: &mut dyn Write) -> io::Result<()> {
    Page { words, style, is_one: true, said: Said::default(), out }.told(told, false, None)
}

// Select graphic renditions.
const BOLD: &str = "1";
const CYAN: &str = "36";
const BLUE: &str = "34";

/// How many lines of a list are shown.
const ENOUGH: usize = 6;

/// The report as it is written.
struct Page<'p> {
    words: &'p Sentences,
    style: Style,
    /// There is one deployment.
    is_one: bool,
    said: Said,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    /// The answer for each deployment, and the counts.
    fn answers(&mut self, report: &Report) -> io::Result<()> {
        for deployment in &report.deployments {
            let answer = self.words.answer(deployment);
            self.filled("", "  ", &format!("{}: {answer}", deployment.name))?;
        }
        self.filled("", "  ", &self.words.summary(&report.summary))
    }

    fn part(&mut self, part: Part<'_>) -> io::Result<()> {
        let digest = part.digest(self.style.fold);
        if let Some(deployment) = part.deployment {
            self.answer(deployment, &digest)?;
        }
        for told in &digest.told {
            let answer = part.deployment.filter(|_| self.style.fold).map(|deployment| &*deployment.answer.text);
            self.told(told, self.style.fold && told.found.severity == Severity::Note, answer)?;
            writeln!(self.out)?;
        }
        self.counted(&digest)?;
        self.accepted(&digest)?;
        if let Some(rehearsal) = part.deployment.and_then(|deployment| deployment.rehearsal.as_ref()) {
            self.rehearsal(rehearsal, &digest)?;
        }
        part.deployment.map_or(Ok(()), |deployment| self.examined(part, deployment, &digest))
    }

    /// Whether Outlook accepts the server, and why. Whom it affects and the first step are in the finding that decides it, where
    /// that is the next thing to read.
    fn answer(&mut self, deployment: &Deployment, digest: &Digest<'_>) -> io::Result<()> {
        let title = match &deployment.root {
            Some(root) if *root != deployment.name => format!("{} ({root})", deployment.name),
            _ => deployment.name.clone(),
        };
        let Answer { verdict, text, affects, first_step, cause } = &deployment.answer;
        let verdict = self.style.paint(&self.words.passes(*verdict), BOLD);
        self.filled("", "  ", &format!("{}: {verdict}: {text}", self.style.paint(&title, BOLD)))?;
        let next = digest.told.first().map(|told| told.found.fingerprint());
        if let Some(rehearsal) = &deployment.rehearsal {
            self.certificates(rehearsal)?;
        }
        if next.is_none() || next != *cause {
            for (key, text) in [(keys::LEAD_CLIENTS, affects), (keys::ANSWER_FIRST_STEP, first_step)] {
                text.iter().try_for_each(|text| self.entries(key, slice::from_ref(text)))?;
            }
        }
        writeln!(self.out)
    }

    /// One finding, and a line for each rule that follows from it. Of a note the place is enough.
    fn told(&mut self, told: &Told<'_>, is_brief: bool, answer: Option<&str>) -> io::Result<()> {
        let row = told.found.row();
        self.headline(&row, answer)?;
        if is_brief {
            self.filled("  ", "    ", &self.words.at_place(told.found))?;
        } else {
            self.places(&row.labels, rendition(row.outcome, row.severity))?;
        }
        self.help(&row)?;
        self.ways(&row)?;
        if !told.same.is_empty() {
            self.filled("  ", "    ", &self.words.same(&told.same, str::to_owned))?;
        }
        let lines = told
            .consequences()
            .iter()
            .map(|rule| self.words.consequence(rule, &row.code, str::to_owned))
            .collect::<Vec<_>>();
        self.entries(keys::FOLLOWING, &lines)
    }

    /// How many more findings each rule has than are shown: a table where there are very many.
    fn counted(&mut self, digest: &Digest<'_>) -> io::Result<()> {
        if digest.counted.is_empty() {
            return Ok(());
        }
        self.heading(if digest.is_flood { keys::HEADING_BY_RULE } else { keys::HEADING_MORE })?;
        for Counted { first, all, told } in digest.by_weight() {
            let values = [
                ("code", (&*first.code).into()),
                ("name", (&*first.name).into()),
                ("level", short::level_of(first.outcome, first.severity).into()),
                ("all", all.into()),
                ("count", (all - told).into()),
            ];
            let key = if digest.is_flood { keys::COUNT_OF_A_RULE } else { keys::MORE_OF_A_RULE };
            self.item(&self.words.tell(key, &values))?;
        }
        if digest.is_flood {
            self.item(&self.words.say(keys::FLOOD))?;
        }
        writeln!(self.out)
    }

    /// What is accepted, with reason and end, and what the baseline has: a line each rule.
    fn accepted(&mut self, digest: &Digest<'_>) -> io::Result<()> {
        let accepted: Vec<String> =
            digest.accepted().iter().map(|rule| self.words.accepted_rule(rule, str::to_owned)).collect();
        let known: Vec<String> = digest.known().iter().map(|rule| self.words.of_rule(rule, str::to_owned)).collect();
        self.entries(keys::HEADING_ACCEPTED, &accepted)?;
        self.entries(keys::HEADING_BASELINED, &known)
    }

    /// What is wrong; where the answer says that in the same words, the rule is enough.
    fn headline(&mut self, finding: &Finding, answer: Option<&str>) -> io::Result<()> {
        let marker = format!("{}[{}]", short::level(finding), finding.code);
        let marker = self.style.paint(&marker, rendition(finding.outcome, finding.severity));
        let message = match finding.confidence {
            Confidence::High => Cow::Borrowed(&finding.message),
            Confidence::Medium => Cow::Owned(format!("{} {}", finding.message, self.words.say(keys::MEDIUM))),
        };
        let lines = match answer {
            Some(answer) if *answer == **message => self.fill(&format!("{marker} "), "  ", &finding.name),
            _ => self.fill(&format!("{marker}: "), "  ", &message),
        };
        // A link has no width, so that it is made after the lines are.
        writeln!(self.out, "{}", lines.replacen(&*finding.code, &self.style.code(&finding.code), 1))
    }

    /// The first places with what is there, and how many more there are.
    fn places(&mut self, labels: &[Label], rendition: &'static str) -> io::Result<()> {
        let (shown, rest) = layout::folded(labels, self.style.fold);
        Snippets::new(shown, self.style, rendition).write(self.out)?;
        let mut elsewhere: Vec<String> =
            shown.iter().filter(|label| Laid::of(label).is_none()).map(Sentences::place_and_text).collect();
        elsewhere.dedup();
        let at = format!("  {} ", self.words.say(keys::AT));
        elsewhere.iter().try_for_each(|place| self.filled(&at, "     ", place))?;
        match rest {
            [] => Ok(()),
            [one] => self.filled(&at, "     ", &Sentences::place_and_text(one)),
            several => self.filled("  ", "    ", &self.words.more_places(several, keys::MORE_PLACES)),
        }
    }

    fn help(&mut self, finding: &Finding) -> io::Result<()> {
        let Rest { paragraphs, elsewhere } = self.said.rest(finding, self.words);
        for (lead, text) in &paragraphs {
            let lead = if lead.is_empty() { String::new() } else { self.style.paint(&format!("{lead}:"), CYAN) + " " };
            self.filled(&format!("  {lead}"), "    ", text)?;
        }
        for (lead, code) in &elsewhere {
            let lead = self.style.paint(&format!("{lead}:"), CYAN);
            let text = self.words.tell(keys::SAID_ABOVE, &[("code", (&**code).into())]);
            writeln!(self.out, "  {lead} {text}")?;
        }
        Ok(())
    }

    fn ways(&mut self, finding: &Finding) -> io::Result<()> {
        for (at, (is_other, step)) in finding.ways.steps().enumerate() {
            if at == 0 || is_other {
                writeln!(self.out, "  {}", self.style.paint(&self.words.lead(is_other), CYAN))?;
            }
            if let Some(old) = step.old.as_deref().filter(|_| !is_other) {
                writeln!(self.out, "    {}", self.words.tell(keys::FIX_OLD, &[("old", old.into())]))?;
            }
            for line in step.shown().lines() {
                writeln!(self.out, "    {line}")?;
            }
        }
        Ok(())
    }

    /// What was read, which names were checked, and what could not be determined.
    fn examined(&mut self, part: Part<'_>, deployment: &Deployment, digest: &Digest<'_>) -> io::Result<()> {
        let words = self.words;
        // What each file is matters where it is all that was given.
        let read =
            if self.is_one || self.style.verbose { words.read(deployment) } else { words.read_briefly(deployment) };
        self.entries(keys::HEADING_READ, &[read])?;
        let names = match names::checked(deployment).as_slice() {
            [] => vec![words.say(keys::NO_PRINCIPAL)],
            _ if self.style.verbose => {
                deployment.principals.iter().map(|principal| words.compared(principal)).collect()
            }
            names => names.iter().map(|name| words.checked(name)).collect(),
        };
        self.entries(keys::HEADING_COMPARED, &names)?;
        // One line covers all chains.
        let (chains, others): (Vec<Found<'_>>, Vec<Found<'_>>) =
            digest.open.iter().copied().partition(|found| found.code == ISSUER_NOT_EXPORTED);
        let mut open: Vec<String> = chains.first().and_then(|_| words.chain_not_checked(part)).into_iter().collect();
        let others = others.into_iter().map(Open::of).chain(words.undecided_by_reason(deployment));
        open.extend(others.map(|Open { code, place, why }| format!("{code} {place}: {why}")));
        self.entries(keys::HEADING_UNDECIDED, &open)?;
        self.services(deployment)?;
        self.missing(deployment)?;
        writeln!(self.out)
    }

    /// Which certificate each service presents, where everything is asked for.
    fn services(&mut self, deployment: &Deployment) -> io::Result<()> {
        if !self.style.verbose {
            return Ok(());
        }
        let lines: Vec<String> = lines(&deployment.services).iter().map(|line| self.words.service_line(line)).collect();
        self.entries(HEADING_SERVICES, &lines)
    }

    /// The exports that are missing: each with its command where everything is asked for, else the most valuable where one
    /// deployment does not pass.
    fn missing(&mut self, deployment: &Deployment) -> io::Result<()> {
        let words = self.words;
        if !self.style.verbose {
            let is_told = self.is_one && deployment.answer.verdict != Verdict::Passes;
            let first = is_told.then(|| words.first_missing(deployment)).flatten();
            return self.entries(keys::HEADING_MISSING, &first.into_iter().collect::<Vec<_>>());
        }
        if deployment.to_export().next().is_some() {
            self.heading(keys::HEADING_MISSING)?;
        }
        for (missing, command) in deployment.to_export() {
            self.filled("    ", "      ", &words.missing(missing))?;
            writeln!(self.out, "      {command}")?;
        }
        Ok(())
    }

    fn summary(&mut self, report: &Report) -> io::Result<()> {
        if !self.is_one && !report.deployments.is_empty() {
            self.table(report)?;
        }
        let counts = self.fill("", "  ", &self.words.summary(&report.summary));
        writeln!(self.out, "{}", self.style.paint(&counts, BOLD))?;
        let mut made = if self.style.verbose { self.words.made(report) } else { vec![self.words.made_briefly(report)] };
        let Summary { errors, warnings, notes, inconclusive, .. } = report.summary;
        if let Some(last) =
            made.last_mut().filter(|_| [errors, warnings, notes, inconclusive].iter().any(|count| *count > 0))
        {
            *last = format!("{last} {}", self.words.say(keys::EXPLAIN));
        }
        made.iter().try_for_each(|sentence| self.filled("", "  ", sentence))
    }

    /// The verdict of each of several deployments, with its errors and warnings.
    fn table(&mut self, report: &Report) -> io::Result<()> {
        let heads = [keys::TABLE_DEPLOYMENT, keys::TABLE_VERDICT, keys::TABLE_ERRORS, keys::TABLE_WARNINGS];
        let mut rows = vec![heads.map(|key| self.words.say(key))];
        for part in report.parts() {
            let Some(deployment) = part.deployment else { continue };
            let (verdict, counts) = (self.words.passes(deployment.answer.verdict), part.summary());
            rows.push([deployment.name.clone(), verdict, counts.errors.to_string(), counts.warnings.to_string()]);
        }
        let widths: [usize; 4] =
            array::from_fn(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0));
        let [name, verdict, errors, warnings] = widths;
        let name = name.min(self.style.width.saturating_sub(verdict + errors + warnings + 6));
        for (at, [first, second, third, fourth]) in rows.iter().enumerate() {
            let first = cropped(first, name);
            let gap = " ".repeat(name.saturating_sub(first.width()));
            let row = format!("{first}{gap}  {second:verdict$}  {third:>errors$}  {fourth:>warnings$}");
            writeln!(self.out, "{}", if at == 0 { self.style.paint(&row, BOLD) } else { row })?;
        }
        writeln!(self.out)
    }

    fn heading(&mut self, key: Key) -> io::Result<()> {
        writeln!(self.out, "  {}", self.style.paint(&format!("{}:", self.words.say(key)), CYAN))
    }

    /// What is to be said below a heading: beside it where that is one thing.
    fn entries(&mut self, heading: Key, items: &[String]) -> io::Result<()> {
        let most = if self.style.verbose || !self.style.fold { usize::MAX } else { ENOUGH };
        match items {
            [] => return Ok(()),
            [one] => {
                let lead = self.style.paint(&format!("{}:", self.words.say(heading)), CYAN);
                return self.filled(&format!("  {lead} "), "    ", one);
            }
            _ => self.heading(heading)?,
        }
        items.iter().take(most).try_for_each(|item| self.item(item))?;
        match items.len().saturating_sub(most) {
            0 => Ok(()),
            more => self.item(&self.words.count(keys::AND_MORE, more)),
        }
    }

    /// A line of a list; those after its first are further in.
    fn item(&mut self, text: &str) -> io::Result<()> {
        self.filled("    ", "      ", text)
    }

    fn filled(&mut self, lead: &str, below: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.fill(lead, below, text))
    }

    fn fill(&self, lead: &str, below: &str, text: &str) -> String {
        self.style.fill(lead, below, text)
    }
}

/// A text in lines of a width, with what leads the first and those below.
pub(super) fn fill(width: usize, lead: &str, below: &str, text: &str) -> String {
    textwrap::fill(text, wrapping(width).initial_indent(lead).subsequent_indent(below))
}

/// Lines break at spaces alone, so that a path or a name can be copied whole.
fn wrapping<'o>(width: usize) -> textwrap::Options<'o> {
    textwrap::Options::new(width)
        .break_words(false)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// The lines of a text.
fn wrapped(text: &str, width: usize) -> Vec<Cow<'_, str>> {
    textwrap::wrap(text, wrapping(width))
}

/// How a level is painted.
fn rendition(outcome: Outcome, severity: Severity) -> &'static str {
    match (outcome, severity) {
        (Outcome::Inconclusive, _) => "1;35",
        (_, Severity::Error) => "1;31",
        (_, Severity::Warning) => "1;33",
        (_, Severity::Note) => "1;36",
    }
}

impl Style {
    /// A rule's code, as a link to its page where there is one.
    pub fn code(self, code: &str) -> String {
        match self.pages {
            Some(pages) => format!("\u{1b}]8;;{pages}{code}.md\u{1b}\\{code}\u{1b}]8;;\u{1b}\\"),
            None => code.to_owned(),
        }
    }

    /// A text in lines that fit, with what leads the first and those below.
    pub(super) fn fill(self, lead: &str, below: &str, text: &str) -> String {
        fill(self.width, lead, below, text)
    }

    pub(super) fn paint(self, text: &str, rendition: &str) -> String {
        if self.colour { format!("\u{1b}[{rendition}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
