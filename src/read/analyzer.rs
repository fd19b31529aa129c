//! Saved reports of the Remote Connectivity Analyzer and of the desktop Connectivity Analyzer: XML (`<testresult …>`), the
//! page as HTML, its text, and parts of these within other text.
//!
//! All hold the same sentences, and the sentences say what was given and seen. They are looked for in every value of
//! the XML,
//! every piece of text of the page, every line of the text; what else a report holds is passed over, damage too. In other
//! languages than English a report is known by what is not translated.

mod gathering;
mod passages;
mod sentences;
mod steps;
mod structure;

use std::{ops::Range, sync::Arc};

use self::{
    gathering::Gathering,
    passages::{Passage, PassageKind, passages},
};
use crate::model::{
    analyzer::{AnalyzerReport, ReportForm},
    source::Source,
};

/// What other exports hold that may be beside a report.
const OF_OTHERS: [&str; 12] = [
    "[PS]",
    "PS C:\\",
    "CertPrincipalName",
    "ExternalHostname",
    "InternalHostname",
    "Thumbprint",
    "CertificateDomains",
    "InternalUri",
    "ExternalUrl",
    "InternalUrl",
    "<Autodiscover",
    ": Exchange HTTP",
];

/// A report, and what of its text is not it.
pub(super) struct Within {
    pub(super) report: AnalyzerReport,
    /// The parts of the text that are the report's.
    pub(super) parts: Vec<Range<usize>>,
    /// Other exports may be beside it.
    pub(super) in_part: bool,
    /// The limit that it reached: the rest of it was left out.
    pub(super) reached: Option<u64>,
}

/// Reads a report; `None` for any other text.
pub fn read(source: &Arc<Source>) -> Option<AnalyzerReport> {
    read_within(source).map(|within| within.report)
}

/// Reads a report, or parts of one, that may be within other text.
pub(super) fn read_within(source: &Arc<Source>) -> Option<Within> {
    let text = source.text.as_ref()?.as_str();
    if !may_be_one(text) {
        return None;
    }
    let (form, passages) = passages(text);
    let begin = begin_of(source, form, &passages)?;
    let in_english = passages.iter().any(|passage| sentences::is_step(&passage.lower));
    let mut gathering = Gathering::new(source, form, begin.span, in_english);
    for passage in &passages {
        gathering.take(passage);
    }
    gathering.take_steps(steps::steps(text, form, &passages));
    let parts = parts(text, form, &passages);
    let in_part = form != ReportForm::Html && is_beside_others(text, &parts);
    Some(Within { report: gathering.report, parts, in_part, reached: gathering.reached.map(|limit| limit as u64) })
}

/// It is worth looking.
fn may_be_one(text: &str) -> bool {
    let is_foreign = || {
        let is_markup = text.trim_start().starts_with('<') && !super::sniff::is_html(text);
        let of_proxy = || ["RPC", "SSL", "DNS"].iter().any(|word| text.contains(word));
        !is_markup && text.contains("msstd:") && (of_proxy() || structure::is_of_mutual_authentication(text))
    };
    let is_marked = sentences::MARKS.iter().any(|mark| text.contains(mark));
    is_marked || text.contains("OlaMutualAuthPrincipal") || is_foreign()
}

/// The passage that a report begins with; `None` where nothing shows that it is one.
fn begin_of<'p, 't>(source: &Source, form: ReportForm, passages: &'p [Passage<'t>]) -> Option<&'p Passage<'t>> {
    if form == ReportForm::Xml {
        return passages.first();
    }
    let has_steps = passages.iter().filter(|passage| sentences::is_step(&passage.lower)).nth(1).is_some();
    // Documents quote a sentence as an example.
    let is_quoted = || in_english(passages) || by_parameters(passages) || by_structure(passages);
    let is_one = has_steps || !source.is_about_the_folder() && is_quoted();
    passages.iter().find(|passage| is_reports(passage)).filter(|_| is_one)
}

/// Two lines that begin as a report writes them, or the sentence with both names.
fn in_english(passages: &[Passage<'_>]) -> bool {
    let any_step = passages.iter().any(|passage| sentences::is_step(&passage.lower));
    let lines = passages.iter().filter(|passage| sentences::begins_line(&passage.lower));
    let has_both_names = |passage: &Passage<'_>| {
        let lower = &passage.lower;
        lower.contains("certificate common name ")
            && lower.contains(" validate ")
            && structure::disagreement(&passage.text, lower).is_some()
    };
    any_step && lines.count() > 1 || passages.iter().any(has_both_names)
}

/// Parameters of the desktop Connectivity Analyzer, the principal among them.
fn by_parameters(passages: &[Passage<'_>]) -> bool {
    let names = || {
        passages.iter().filter_map(|passage| match passage.kind {
            PassageKind::Parameter(name) => Some(name),
            _ => None,
        })
    };
    names().nth(1).is_some() && names().any(|name| name == "OlaMutualAuthPrincipal")
}

/// A sentence with both names, and either two steps of different subjects or words on mutual authentication.
fn by_structure(passages: &[Passage<'_>]) -> bool {
    let disagrees = |passage: &Passage<'_>| structure::disagreement(&passage.text, &passage.lower).is_some();
    if !passages.iter().any(disagrees) {
        return false;
    }
    let mut subjects = passages.iter().filter_map(|passage| Some(structure::step(&passage.text)?.0));
    let first = subjects.next();
    let has_two = first.is_some_and(|first| subjects.any(|other| other != first));
    has_two
        || passages.iter().any(|passage| !disagrees(passage) && structure::is_of_mutual_authentication(&passage.text))
}

/// Whether a passage is the Analyzer's.
fn is_reports(passage: &Passage<'_>) -> bool {
    matches!(passage.kind, PassageKind::Parameter(_))
        || sentences::is_known(&passage.lower)
        || structure::disagreement(&passage.text, &passage.lower).is_some()
        || structure::step(&passage.text).is_some()
}

/// The parts of a text that are the report's.
fn parts(text: &str, form: ReportForm, passages: &[Passage<'_>]) -> Vec<Range<usize>> {
    let range = |passage: &Passage<'_>| passage.span.start as usize..passage.span.end as usize;
    let whole = match form {
        ReportForm::Xml => {
            let start = text.find("<testresult").unwrap_or(0);
            let closing = "</testresult>";
            let last = passages.last().map_or(start, |last| range(last).end);
            let end = text.rfind(closing).map_or(last, |at| last.max(at + closing.len()));
            Some(start..end)
        }
        ReportForm::Html => Some(0..text.len()),
        ReportForm::Text => None,
    };
    let of_text = || passages.iter().filter(|passage| is_reports(passage)).map(range).collect();
    whole.map_or_else(of_text, |whole| std::iter::once(whole).collect())
}

/// Whether the rest of a text has anything of other exports.
fn is_beside_others(text: &str, parts: &[Range<usize>]) -> bool {
    let has_any =
        |beside: Option<&str>| OF_OTHERS.iter().any(|word| beside.is_some_and(|beside| beside.contains(word)));
    let mut from = 0;
    let is_before_any = parts.iter().any(|part| {
        let beside = text.get(from..part.start);
        from = part.end;
        has_any(beside)
    });
    is_before_any || has_any(text.get(from..))
}
