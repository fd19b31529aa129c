//! Saved reports of the Remote Connectivity Analyzer: XML (`<testresult …>`), the page as HTML, and its text.
//!
//! All three hold the same sentences, and the sentences say what was told and seen. They are looked for in every value of
//! the XML, every piece of text of the page, every line of the text; what else a report holds is passed over, damage too.

use std::{borrow::Cow, ops::Range, sync::Arc};

use super::xml::{self, Piece};
use crate::model::{
    analyzer::{AnalyzerCheck, AnalyzerReport, CheckOf, Outcome, ReportForm, SeenCertificate},
    source::{Source, Span, Spanned},
};

/// How many facts of one kind a report may hold.
const MAX_FACTS: usize = 10_000;

/// Sentences that only a report has; a page about the Analyzer quotes one at most.
const STEPS: [&str; 8] = [
    "attempting to resolve the host name ",
    "testing tcp port ",
    "testing the ssl certificate to make sure",
    "attempting to obtain the ssl certificate from remote server",
    "remote certificate subject: ",
    "validating the certificate name",
    "testing the certificate date",
    "testing ssl mutual authentication",
];

/// Without one of these, as they are written, it is not worth looking.
const MARKS: [&str; 6] = [
    "<testresult",
    "resolve the host name ",
    "SSL certificate",
    "Remote Certificate Subject",
    "the certificate name",
    "SSL mutual authentication",
];

/// Sentences that tell how a check ended.
const VERDICTS: [(&str, CheckOf, Outcome); 13] = [
    ("the certificate passed all validation requirements", CheckOf::Certificate, Outcome::Passed),
    ("the ssl certificate failed one or more certificate validation checks", CheckOf::Certificate, Outcome::Failed),
    ("the certificate name was validated successfully", CheckOf::Name, Outcome::Passed),
    ("certificate name validation failed", CheckOf::Name, Outcome::Failed),
    ("the certificate is trusted", CheckOf::Trust, Outcome::Passed),
    ("certificate trust validation failed", CheckOf::Trust, Outcome::Failed),
    ("intermediate certificates were missing or invalid", CheckOf::Trust, Outcome::Failed),
    ("date validation passed", CheckOf::Date, Outcome::Passed),
    ("date validation failed", CheckOf::Date, Outcome::Failed),
    ("mutual authentication was verified successfully", CheckOf::MutualAuthentication, Outcome::Passed),
    (
        "match the mutual authentication string provided; however, a match was found",
        CheckOf::MutualAuthentication,
        Outcome::Warned,
    ),
    ("mutual authentication could not be established", CheckOf::MutualAuthentication, Outcome::Failed),
    ("mutual authentication couldn't be established", CheckOf::MutualAuthentication, Outcome::Failed),
];

/// Sentences that name a host, before and behind it.
const HOSTS: [(&str, &str); 6] = [
    ("resolve the host name ", " in dns"),
    (" on host ", " to ensure"),
    ("remote server ", " on port"),
    ("host name ", " was found in"),
    ("host name ", " match any name"),
    ("rpc proxy server ", ""),
];

/// Reads a report; `None` for any other text.
pub fn read(source: &Arc<Source>) -> Option<AnalyzerReport> {
    let text = source.text.as_ref()?.as_str();
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let (form, passages) = passages(text);
    let is_step = |passage: &&Passage<'_>| STEPS.iter().any(|step| passage.lower.contains(step));
    let mut steps = passages.iter().filter(is_step);
    let begin = match form {
        ReportForm::Xml => passages.first()?,
        ReportForm::Html | ReportForm::Text => steps.next().filter(|_| steps.next().is_some())?,
    };
    let mut report = Gathering {
        report: AnalyzerReport {
            source: Arc::clone(source),
            span: begin.span,
            form,
            outcome: None,
            hosts: Vec::new(),
            principals: Vec::new(),
            certificates: Vec::new(),
            checks: Vec::new(),
        },
        host: None,
    };
    for passage in &passages {
        report.take(passage);
    }
    Some(report.report)
}

/// A piece of the report that holds whole sentences.
struct Passage<'t> {
    text: Cow<'t, str>,
    /// The same in lower case; bytes stand where they stood.
    lower: String,
    span: Span,
    /// What holds it tells how the whole test ended.
    status: bool,
}

impl<'t> Passage<'t> {
    fn new(raw: &'t str, at: usize, is_markup: bool) -> Option<Passage<'t>> {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            return None;
        }
        let start = at + (raw.len() - raw.trim_start().len());
        let text = if is_markup { unescaped(trimmed) } else { Cow::Borrowed(trimmed) };
        let lower = text.to_ascii_lowercase();
        Some(Passage { text, lower, span: Span::new(start, start + trimmed.len()), status: false })
    }

    /// What stands in a range of the text, with its place where no reference was resolved before.
    fn part(&self, range: Range<usize>) -> Option<Spanned<String>> {
        let written = self.text.get(range.clone())?;
        let value = written.trim();
        if value.is_empty() {
            return None;
        }
        let is_exact = self.text.len() == (self.span.end - self.span.start) as usize;
        let start = self.span.start as usize + range.start + (written.len() - written.trim_start().len());
        let span = if is_exact { Span::new(start, start + value.len()) } else { self.span };
        Some(Spanned::new(value.to_owned(), span))
    }

    /// What stands between two pieces of a sentence; with nothing behind, up to the end of the sentence.
    fn between(&self, before: &str, behind: &str) -> Option<Range<usize>> {
        let start = self.lower.find(before)? + before.len();
        let rest = self.lower.get(start..)?;
        let length = if behind.is_empty() { rest.trim_end_matches(['.', ' ']).len() } else { rest.find(behind)? };
        Some(start..start + length)
    }
}

/// References of XML and of pages; one that means nothing stays as written.
fn unescaped(raw: &str) -> Cow<'_, str> {
    xml::resolve_with(raw, |reference, _| match reference {
        "&nbsp;" => Some(' '),
        "&rsquo;" => Some('\''),
        _ => None,
    })
}

/// The pieces of a report, in its order: of XML the telling attributes of each `testresult`, of a page what is between its
/// tags. Real reports lack a space between attributes here and there.
fn passages(text: &str) -> (ReportForm, Vec<Passage<'_>>) {
    let begin = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    if !begin.starts_with('<') {
        return (ReportForm::Text, lines(text, 0, false).collect());
    }
    let (mut of_xml, mut of_page) = (Vec::new(), Vec::new());
    for piece in xml::pieces(text) {
        match piece {
            Piece::Tag(tag) if tag.name == "testresult" => {
                for attribute in tag.attributes {
                    let status = attribute.name == "status";
                    if status || matches!(attribute.name, "testdescription" | "resultdescription" | "additionaldetails")
                    {
                        let start = attribute.span.start as usize;
                        let raw = text.get(start..attribute.span.end as usize).unwrap_or_default();
                        of_xml.extend(Passage::new(raw, start, true).map(|passage| Passage { status, ..passage }));
                    }
                }
            }
            Piece::Tag(_) => {}
            Piece::Text(text, at) => of_page.extend(lines(text, at, true)),
        }
    }
    if of_xml.is_empty() { (ReportForm::Html, of_page) } else { (ReportForm::Xml, of_xml) }
}

fn lines(text: &str, at: usize, is_markup: bool) -> impl Iterator<Item = Passage<'_>> {
    let mut start = at;
    text.split_inclusive(['\n', '\r']).filter_map(move |line| {
        let passage = Passage::new(line, start, is_markup);
        start += line.len();
        passage
    })
}

/// A report as its passages are taken.
struct Gathering {
    report: AnalyzerReport,
    /// The host that was spoken of last.
    host: Option<Spanned<String>>,
}

impl Gathering {
    fn take(&mut self, passage: &Passage<'_>) {
        self.take_outcome(passage);
        let named = self.take_host(passage);
        self.take_certificate(passage);
        self.take_verdict(passage);
        self.take_detail(passage, named);
    }

    /// How the whole test ended: the first step of the XML, or the page's headline.
    fn take_outcome(&mut self, passage: &Passage<'_>) {
        if self.report.outcome.is_some() {
            return;
        }
        let lower = passage.lower.trim_end_matches(['.', '!']);
        self.report.outcome = match (passage.status, lower) {
            (true, "success") | (false, "connectivity test successful") => Some(Outcome::Passed),
            (true, "successwithwarnings") | (false, "connectivity test successful with warnings") => {
                Some(Outcome::Warned)
            }
            (true, "error") | (false, "connectivity test failed") => Some(Outcome::Failed),
            _ => None,
        };
    }

    /// The host that a passage names, which the next ones speak of.
    fn take_host(&mut self, passage: &Passage<'_>) -> Option<Spanned<String>> {
        let host = HOSTS.iter().find_map(|(before, behind)| {
            let range = passage.between(before, behind)?;
            let written = passage.text.get(range.clone())?;
            // `doesn't match`: the word between belongs to the sentence.
            let length = written.trim_end().find(char::is_whitespace).unwrap_or(written.len());
            let host = passage.part(range.start..range.start + length)?;
            host.value.contains(|c: char| c.is_ascii_alphanumeric()).then_some(host)
        })?;
        push_new(&mut self.report.hosts, &host);
        self.host = Some(host.clone());
        Some(host)
    }

    fn take_certificate(&mut self, passage: &Passage<'_>) {
        let with_issuer = passage.between("remote certificate subject: ", ", issuer: ");
        let Some(range) = with_issuer.clone().or_else(|| passage.between("remote certificate subject: ", "")) else {
            return;
        };
        let issuer = with_issuer.and_then(|_| passage.part(passage.between(", issuer: ", "")?));
        let Some(subject) = passage.part(range) else { return };
        if self.report.certificates.len() < MAX_FACTS {
            self.report.certificates.push(SeenCertificate { subject, issuer, host: self.host.clone() });
        }
    }

    fn take_verdict(&mut self, passage: &Passage<'_>) {
        let plain = passage.lower.replace('\u{2019}', "'");
        let verdict = VERDICTS.iter().find(|(sentence, _, _)| plain.contains(sentence));
        if let Some((_, of, outcome)) = verdict
            && self.report.checks.len() < MAX_FACTS
        {
            self.report.checks.push(AnalyzerCheck {
                of: *of,
                outcome: *outcome,
                span: passage.span,
                host: self.host.clone(),
                certificate_name: None,
                principal: None,
            });
        }
    }

    /// What the details below a verdict say: the host, the certificate's name, the string that was given.
    fn take_detail(&mut self, passage: &Passage<'_>, host: Option<Spanned<String>>) {
        if passage.lower.contains("mutual authentication") {
            self.take_principal(passage);
        } else if let Some(host) = host
            && (passage.lower.contains(" was found in the certificate") || passage.lower.contains(" match any name"))
        {
            let certificate_name =
                passage.between("found on the server certificate ", "").and_then(|range| passage.part(range));
            let outcome = if certificate_name.is_some() { Outcome::Failed } else { Outcome::Passed };
            self.detail(CheckOf::Name, outcome, passage.span, |check| {
                check.host = Some(host);
                check.certificate_name = certificate_name;
            });
        }
    }

    fn take_principal(&mut self, passage: &Passage<'_>) {
        let Some(start) = ["msstd:", "fullsic:"].iter().find_map(|form| passage.lower.find(form)) else { return };
        let rest = passage.lower.get(start..).unwrap_or_default();
        // A blank after the colon is the user's.
        let form = rest.find(':').map_or(0, |colon| colon + 1);
        let name = rest.get(form..).unwrap_or_default();
        let blank = name.len() - name.trim_start().len();
        let name = name.trim_start();
        let length = name.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | ',' | ';')).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default().trim_end_matches('.');
        let Some(principal) = passage.part(start..start + form + blank + name.len()) else { return };
        push_new(&mut self.report.principals, &principal);
        if passage.lower.contains(" validate against ") {
            let certificate_name =
                passage.between("certificate common name ", " validate against ").and_then(|range| {
                    let written = passage.text.get(range.clone())?.trim_end();
                    // `*.contoso.com, doesn't`: the last word belongs to the sentence.
                    let name = written.rsplit_once(char::is_whitespace).map_or(written, |(name, _)| name);
                    passage.part(range.start..range.start + name.trim_end_matches([',', ' ']).len())
                });
            self.detail(CheckOf::MutualAuthentication, Outcome::Failed, passage.span, |check| {
                check.principal = Some(principal);
                check.certificate_name = certificate_name;
            });
        } else if let Some(check) = self.report.checks.last_mut()
            && check.of == CheckOf::MutualAuthentication
        {
            check.principal.get_or_insert(principal);
        }
    }

    /// Sets the details of the check they belong to: the last one, if it is of this kind and has none yet; else one of
    /// its own.
    fn detail(&mut self, of: CheckOf, outcome: Outcome, span: Span, set: impl FnOnce(&mut AnalyzerCheck)) {
        let lacks_details = |check: &&mut AnalyzerCheck| {
            check.of == of && check.principal.is_none() && check.certificate_name.is_none()
        };
        if let Some(check) = self.report.checks.last_mut().filter(lacks_details) {
            return set(check);
        }
        if self.report.checks.len() < MAX_FACTS {
            let host = self.host.clone();
            let mut check = AnalyzerCheck { of, outcome, span, host, certificate_name: None, principal: None };
            set(&mut check);
            self.report.checks.push(check);
        }
    }
}

fn push_new(known: &mut Vec<Spanned<String>>, new: &Spanned<String>) {
    if known.len() < MAX_FACTS && !known.iter().any(|old| old.value.eq_ignore_ascii_case(&new.value)) {
        known.push(new.clone());
    }
}
