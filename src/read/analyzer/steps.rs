//! The steps of a report, in its order.

use super::{
    passages::{Passage, PassageKind},
    sentences,
};
use crate::{
    model::{
        analyzer::{Outcome, ReportForm, ReportedStep},
        source::{Span, Spanned},
    },
    read::xml::{self, Piece, Start},
};

/// How a step's description begins.
const BEGINS: [&str; 8] = [
    "attempting ",
    "testing ",
    "validating ",
    "checking ",
    "analyzing ",
    "certificate trust is being validated",
    "autodiscover settings for ",
    "the microsoft connectivity analyzer is ",
];

/// Words of a sentence that says that a step failed, and that it passed.
const FAILED: [&str; 6] = ["failed", "couldn't", "could not", "wasn't", "weren't", "missing"];
const PASSED: [&str; 6] = ["success", "was opened", "resolved", "passed", "are correct", "validated"];

/// The steps: of XML each `testresult`, of a page and of text the lines that begin as a step.
pub(super) fn steps(text: &str, form: ReportForm, passages: &[Passage<'_>]) -> Vec<ReportedStep> {
    match form {
        ReportForm::Xml => of_xml(text),
        ReportForm::Html | ReportForm::Text => of_lines(passages),
    }
}

fn of_xml(text: &str) -> Vec<ReportedStep> {
    let tags = xml::pieces(text).filter_map(|piece| match piece {
        Piece::Tag(tag) if tag.name == "testresult" => Some(tag),
        _ => None,
    });
    tags.filter_map(|tag| of_tag(&tag)).collect()
}

fn of_tag(tag: &Start<'_>) -> Option<ReportedStep> {
    let value = |name: &str| {
        let attribute = tag.attribute(name)?;
        let value = attribute.value.trim();
        (!value.is_empty()).then(|| Spanned::new(value.to_owned(), attribute.span))
    };
    let outcome = match tag.attribute("status").map(|status| status.value.to_ascii_lowercase()).as_deref() {
        Some("success") => Some(Outcome::Passed),
        Some("successwithwarnings") => Some(Outcome::Warned),
        Some("error") => Some(Outcome::Failed),
        _ => None,
    };
    let description = value("testdescription")?;
    Some(ReportedStep { description, outcome, result: value("resultdescription") })
}

fn of_lines(passages: &[Passage<'_>]) -> Vec<ReportedStep> {
    let mut steps: Vec<ReportedStep> = Vec::new();
    let words = passages.iter().filter(|passage| passage.kind == PassageKind::Words);
    for Passage { text, lower, span, .. } in words {
        let outcome = outcome_of(lower);
        // `Testing of this potential Autodiscover URL failed.` ends one.
        if BEGINS.iter().any(|begin| lower.starts_with(begin)) && !(lower.starts_with("testing ") && outcome.is_some())
        {
            steps.push(ReportedStep { description: spanned(text, *span), outcome: None, result: None });
        } else if let (Some(last), Some(outcome)) = (steps.last_mut(), outcome)
            && last.outcome.is_none()
        {
            last.outcome = Some(outcome);
            last.result = Some(spanned(text, *span));
        }
    }
    steps
}

fn spanned(text: &str, span: Span) -> Spanned<String> {
    Spanned::new(text.to_owned(), span)
}

/// How a sentence says that a step ended.
fn outcome_of(lower: &str) -> Option<Outcome> {
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let of_words = || has(&FAILED).then_some(Outcome::Failed).or_else(|| has(&PASSED).then_some(Outcome::Passed));
    sentences::verdict(lower).map(|(_, outcome)| outcome).or_else(of_words)
}
