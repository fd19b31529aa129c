//! `--format markdown`: for tickets of GitHub, Azure DevOps, Jira and their like.
//!
//! Nothing foreign becomes active there: no link, image, tag, heading or emphasis, nor what these places make of plain
//! words, such as `@name`, `#123` or a bare URL. Escapes do not hold against the latter, code spans do: a word that is
//! more than a plain word stands in one.

pub mod controls;
mod rehearsal;

use std::{
    fmt::Write as _,
    io::{self, BufWriter, Write},
    iter,
};

use unicode_width::UnicodeWidthStr;

use super::{
    brief::Open,
    digest::{Counted, Digest, MOST_OF_A_RULE, Told},
    layout,
    model::{Answer, Deployment, Finding, Found, Label, Paragraph, Report},
    names,
    parts::Part,
    rows::shown_place,
    said::{Rest, Said},
    sentences::Sentences,
    short,
};
use crate::{
    finding::{Confidence, Step},
    text::{Key, keys::report as keys},
};

/// How many lines of a list are shown.
const ENOUGH: usize = 20;

/// Writes the whole report.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = Sentences::new("en");
    let mut page = Page { out: BufWriter::with_capacity(1 << 16, out), words: &words, said: Said::default() };
    page.title(report)?;
    for part in report.parts() {
        page.part(part)?;
    }
    page.made(report)?;
    page.out.flush()
}

/// The page as it is written.
struct Page<'p, W: Write> {
    out: W,
    words: &'p Sentences,
    said: Said,
}

impl<W: Write> Page<'_, W> {
    fn say(&self, key: Key) -> String {
        prose(&self.words.say(key))
    }

    fn sentence(&mut self, text: &str) -> io::Result<()> {
        self.paragraph(&prose(text))
    }

    /// A heading, and an empty line after it.
    fn heading(&mut self, level: usize, text: &str) -> io::Result<()> {
        writeln!(self.out, "{} {text}\n", "#".repeat(level))
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}\n")
    }

    fn item(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "- {text}")
    }

    fn end_of_list(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// How many more there are than a list shows.
    fn more(&mut self, count: usize, shown: usize) -> io::Result<()> {
        if count > shown {
            self.item(&prose(&self.words.count(keys::MARKDOWN_AND_MORE, count - shown)))?;
        }
        Ok(())
    }

    /// The report's title, the answers, the counts.
    fn title(&mut self, report: &Report) -> io::Result<()> {
        let values = [("version", (&*report.tool.version).into())];
        self.heading(1, &prose(&self.words.tell(keys::MARKDOWN_TITLE, &values)))?;
        for part in report.parts() {
            if let Some(deployment) = part.deployment {
                let Answer { verdict, text, .. } = &deployment.answer;
                let verdict = self.words.passes(*verdict);
                self.item(&format!("{}: **{verdict}**: {}", code(&deployment.name), prose(text)))?;
            }
        }
        self.end_of_list()?;
        self.paragraph(&prose(&self.words.summary(&report.summary)))
    }

    fn part(&mut self, part: Part<'_>) -> io::Result<()> {
        match part.deployment {
            Some(deployment) => {
                let folder = deployment.root.as_ref().filter(|root| **root != deployment.name);
                let folder = folder.map(|root| format!(" ({})", code(root))).unwrap_or_default();
                self.heading(2, &format!("{}{folder}", code(&deployment.name)))?;
                self.sentence(&self.words.summary(&part.summary()))?;
            }
            None => {
                self.heading(2, &self.say(keys::HEADING_CONFIGURATION))?;
            }
        }
        let digest = part.digest(true);
        self.findings(&digest)?;
        self.accepted(&digest)?;
        if let Some(rehearsal) = part.deployment.and_then(|deployment| deployment.rehearsal.as_ref()) {
            self.renewal(rehearsal, &digest)?;
        }
        part.deployment.map_or(Ok(()), |deployment| self.examined(deployment, &digest))
    }

    /// Every root cause with what follows from it; of one rule no more than enough.
    fn findings(&mut self, digest: &Digest<'_>) -> io::Result<()> {
        for told in &digest.told {
            self.finding(&told.found.row())?;
            self.following(told)?;
        }
        if digest.told.is_empty() && digest.open.is_empty() {
            self.paragraph(&self.say(keys::NOTHING_FOUND))?;
        }
        if digest.counted.is_empty() {
            return Ok(());
        }
        self.heading(3, &self.say(keys::HEADING_MORE))?;
        for Counted { first, all, told } in digest.by_weight() {
            self.more_of(&first.code, all - told)?;
        }
        self.end_of_list()
    }

    /// How many more findings a rule has than are told.
    fn more_of(&mut self, code: &str, count: usize) -> io::Result<()> {
        let values = [("code", code.into()), ("count", count.into())];
        self.item(&prose(&self.words.tell(keys::MARKDOWN_MORE_OF_A_RULE, &values)))
    }

    /// One finding: headline, places, what stands there, for whom it matters, what mends it.
    fn finding(&mut self, row: &Finding) -> io::Result<()> {
        let medium = match row.confidence {
            Confidence::Medium => format!(" {}", self.say(keys::MEDIUM)),
            Confidence::High => String::new(),
        };
        self.heading(3, &format!("{} {} {}{medium}", short::level(row), code(&row.code), prose(&row.name)))?;
        self.sentence(&row.message)?;
        let (shown, rest) = layout::folded(&row.labels, true);
        for label in shown.iter().chain(rest.iter().filter(|_| rest.len() == 1)) {
            self.item(&format!("{}: {}", code(&place_of(label)), prose(&label.text)))?;
        }
        if rest.len() > 1 {
            self.item(&prose(&self.words.more_places(rest, keys::MARKDOWN_MORE_PLACES)))?;
        }
        self.end_of_list()?;
        self.excerpts(shown)?;
        let Rest { paragraphs, elsewhere } = self.said.rest(row, self.words);
        for (lead, text) in paragraphs {
            self.sentence(&Paragraph { lead: lead.into(), text }.to_string())?;
        }
        for (lead, of) in elsewhere {
            let text = self.words.tell(keys::SAID_ABOVE, &[("code", (&*of).into())]);
            self.sentence(&format!("{lead}: {text}"))?;
        }
        let mut steps = row.ways.steps().peekable();
        let first = iter::from_fn(|| steps.next_if(|(is_other, _)| !is_other)).collect::<Vec<_>>();
        if !first.is_empty() {
            self.commands(keys::FIX_RUN, &first)?;
        }
        for step in steps {
            self.commands(keys::FIX_OR, &[step])?;
        }
        Ok(())
    }

    /// What stands at the places, with what is meant marked below it.
    fn excerpts(&mut self, labels: &[Label]) -> io::Result<()> {
        let mut shown = String::new();
        let mut last = None;
        for label in labels {
            let Some(excerpt) = &label.excerpt else { continue };
            let place = place_of(label);
            if last.as_ref() != Some(&place) {
                let _ = writeln!(shown, "{place}");
            }
            let _ = writeln!(shown, "    {}", excerpt.text());
            if let Some((before, marked)) = excerpt.marked() {
                let _ = writeln!(shown, "    {}{}", " ".repeat(before.width()), "^".repeat(marked.width().max(1)));
            }
            last = Some(place);
        }
        if shown.is_empty() { Ok(()) } else { self.fenced("text", &shown) }
    }

    /// Commands, each with the value that it replaces.
    fn commands(&mut self, lead: Key, steps: &[(bool, &Step)]) -> io::Result<()> {
        self.paragraph(&self.say(lead))?;
        let mut shown = String::new();
        for (is_other, step) in steps {
            if let Some(old) = step.old.as_ref().filter(|_| !is_other) {
                let _ = writeln!(shown, "{}", self.words.tell(keys::FIX_OLD, &[("old", old.as_str().into())]));
            }
            let _ = writeln!(shown, "{}", step.shown());
        }
        self.fenced("powershell", &shown)
    }

    /// Lines as they are, within a fence that none of them can end.
    fn fenced(&mut self, language: &str, lines: &str) -> io::Result<()> {
        let fence = "`".repeat(longest_run(lines).max(2) + 1);
        writeln!(self.out, "{fence}{language}\n{lines}{fence}\n")
    }

    /// What follows from one cause: a line each rule.
    fn following(&mut self, told: &Told<'_>) -> io::Result<()> {
        if !told.same.is_empty() {
            self.sentence(&self.words.same(&told.same, quoted))?;
        }
        let consequences = told.consequences();
        if consequences.is_empty() {
            return Ok(());
        }
        self.paragraph(&format!("{}:", self.say(keys::FOLLOWING)))?;
        for rule in consequences {
            let (first, line) = (rule.first, self.words.consequence(&rule, &told.found.code, quoted));
            self.of_rule(first, &line)?;
        }
        self.end_of_list()
    }

    /// Findings of one rule in a line, which begins with the rule's code.
    fn of_rule(&mut self, first: Found<'_>, line: &str) -> io::Result<()> {
        let places = line.strip_prefix(&*first.code).unwrap_or(line).trim_start();
        let level = short::level_of(first.outcome, first.severity);
        self.item(&format!("{level} {} {}", code(&first.code), prose(places)))
    }

    /// What does not count: accepted, with reason and end, or of the baseline.
    fn accepted(&mut self, digest: &Digest<'_>) -> io::Result<()> {
        let rules: Vec<_> = digest.accepted().into_iter().chain(digest.known()).collect();
        if rules.is_empty() {
            return Ok(());
        }
        self.heading(3, &self.say(keys::MARKDOWN_ACCEPTED))?;
        for rule in rules {
            self.of_rule(rule.first, &self.words.accepted_rule(&rule, quoted))?;
        }
        self.end_of_list()
    }

    /// What was read, what was compared with what, and what could not be decided.
    fn examined(&mut self, deployment: &Deployment, digest: &Digest<'_>) -> io::Result<()> {
        self.heading(3, &self.say(keys::HEADING_READ))?;
        self.sentence(&self.words.read(deployment))?;
        self.heading(3, &self.say(keys::HEADING_COMPARED))?;
        let names = names::checked(deployment);
        if names.is_empty() {
            self.paragraph(&self.say(keys::NO_PRINCIPAL))?;
        } else {
            for name in names.iter().take(ENOUGH) {
                self.item(&prose(&self.words.checked(name)))?;
            }
            self.more(names.len(), ENOUGH)?;
            self.end_of_list()?;
        }
        let found =
            digest.open.iter().map(|found| (Some(short::level_of(found.outcome, found.severity)), Open::of(*found)));
        let undecided = self.words.undecided_by_reason(deployment).into_iter().map(|open| (None, open));
        let open: Vec<_> = found.chain(undecided).collect();
        if !open.is_empty() {
            self.heading(3, &self.say(keys::HEADING_UNDECIDED))?;
            for (level, Open { code: of, place, why }) in open.iter().take(MOST_OF_A_RULE) {
                let level = level.map(|level| format!("{level} ")).unwrap_or_default();
                self.item(&format!("{level}{} {}: {}", code(of), code(place), prose(why)))?;
            }
            self.more(open.len(), MOST_OF_A_RULE)?;
            self.end_of_list()?;
        }
        Ok(())
    }

    /// How the report was made.
    fn made(&mut self, report: &Report) -> io::Result<()> {
        self.heading(2, &self.say(keys::HEADING_MADE))?;
        for sentence in self.words.made(report) {
            self.item(&prose(&sentence))?;
        }
        Ok(())
    }
}

/// `export.zip!chain.pem#2:24:26`, and the place within a certificate.
fn place_of(label: &Label) -> String {
    let place = &label.place;
    let mut shown = shown_place(&place.path, &place.inside, place.index);
    match (&label.logical, place.line, place.column) {
        (Some(logical), ..) => drop(write!(shown, " ({logical})")),
        (None, Some(line), Some(column)) => drop(write!(shown, ":{line}:{column}")),
        (None, Some(line), None) => drop(write!(shown, ":{line}")),
        (None, None, _) => {}
    }
    shown
}

/// A place among words, which become a code span with it.
fn quoted(place: &str) -> String {
    format!("`{place}`")
}

/// How many backticks stand together at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A foreign text as a code span, which nothing in it can end.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "\"\"".to_owned();
    }
    let ticks = "`".repeat(longest_run(text) + 1);
    // One space on each side is taken off again: needed beside a backtick, and where a space is to stay.
    let pad = if text.contains('`') || text.starts_with(' ') || text.ends_with(' ') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A sentence: what stands between backticks becomes a code span, and so does every word that is more than plain. It is
/// one line, and can begin nothing but a paragraph.
pub(super) fn prose(text: &str) -> String {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let Some((quoted, after)) = after.split_once('`') else { break };
        push_words(&mut pieces, before);
        if !quoted.is_empty() {
            push(&mut pieces, true, quoted);
        }
        rest = after;
    }
    push_words(&mut pieces, rest);
    let mut sentence = String::with_capacity(text.len() + 16);
    for piece in &pieces {
        match piece {
            Piece::Space => sentence.push(' '),
            Piece::Plain(text) => sentence.push_str(text),
            Piece::Code(text) => sentence.push_str(&code(text)),
        }
    }
    sentence.trim().to_owned()
}

/// A part of a sentence.
enum Piece {
    Space,
    Plain(String),
    Code(String),
}

fn push_words(pieces: &mut Vec<Piece>, text: &str) {
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 && !matches!(pieces.last(), None | Some(Piece::Space)) {
            pieces.push(Piece::Space);
        }
        if word.is_empty() {
            continue;
        }
        if begins_list(word) && pieces.is_empty() {
            push(pieces, true, word);
            continue;
        }
        // Brackets and full stops around a word are none of it.
        let core =
            word.trim_start_matches(['(', '"', '\'']).trim_end_matches([')', '"', '\'', ',', '.', ';', ':', '?']);
        let Some((lead, trail)) = word.split_once(core).filter(|_| !is_plain(core)) else {
            push(pieces, false, word);
            continue;
        };
        for (is_code, text) in [(false, lead), (true, core), (false, trail)] {
            if !text.is_empty() {
                push(pieces, is_code, text);
            }
        }
    }
}

/// Code spans that touch are one: their backticks would be taken together.
fn push(pieces: &mut Vec<Piece>, is_code: bool, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Code(last)) if is_code => last.push_str(text),
        _ if is_code => pieces.push(Piece::Code(text.to_owned())),
        _ => pieces.push(Piece::Plain(text.to_owned())),
    }
}

/// What begins a list or a definition, or what may turn a line above into a heading.
fn begins_list(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.starts_with(['-', '+', ':']) || digits.len() < word.len() && digits.starts_with(['.', ')'])
}

/// A word of which no reader of Markdown, nor what comes after it, makes anything.
fn is_plain(word: &str) -> bool {
    let is_plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || ",.;:()'\"/-%+?".contains(c);
    // A commit, and an issue by its key: `GH-12`.
    let is_digest = |part: &str| part.len() >= 7 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_issue = |part: &str| {
        part.split_once('-').is_some_and(|(key, number)| {
            key.starts_with(|c: char| c.is_ascii_uppercase()) && number.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let mut parts = word.split(|c: char| !c.is_alphanumeric() && c != '-');
    let is_reference = parts.any(|part| is_digest(part) || is_issue(part));
    let is_address = word.contains("//") || word.to_ascii_lowercase().contains("www.");
    // `:smile:`
    let is_picture = word.matches(':').count() > 1;
    word.chars().all(is_plain) && !is_reference && !is_address && !is_picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_more_than_plain_are_code() {
        for (text, shown) in [
            ("`a` and `b`, (c)", "`a` and `b`, (c)"),
            ("ask @anna about #12 or https://x.example", "ask `@anna` about `#12` or `https://x.example`"),
            ("see https://x.example.", "see `https://x.example`."),
            ("a`b", "`` a`b ``"),
            ("`a`@b", "`a@b`"),
            ("- no list", "`-` no list"),
            ("1. no list", "`1.` no list"),
            (": no definition", "`:` no definition"),
            ("(of Cert:\\CA), \"#1\".", "(of `Cert:\\CA`), \"`#1`\"."),
            ("<b>bold</b> *is* _it_", "`<b>bold</b>` `*is*` `_it_`"),
            ("fixed in GH-12.xml by deadbee", "fixed in `GH-12.xml` by `deadbee`"),
            ("  spaces   go  ", "spaces go"),
        ] {
            assert_eq!(prose(text), shown, "{text}");
        }
    }

    #[test]
    fn nothing_ends_a_code_span() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a``b`"), "``` a``b` ```");
        assert_eq!(code(" a "), "`  a  `");
    }
}
