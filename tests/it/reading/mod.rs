//! Readers: what they make of a text or of bytes, with every value at its place.

mod analyzer;
mod archive;
mod autodiscover;
mod autodiscover_forms;
mod certificate;
mod containers;
mod encoding;
mod exchange;
mod further_cmdlets;
mod outlook;
mod outlook_test;
mod powershell;
mod servers;
mod text;
mod xml;

use std::sync::Arc;

use msstd::{
    model::{
        exchange::Property,
        file::{Limits, ProblemKind, ReadOptions},
        source::{Source, Span, Spanned},
    },
    read::{self, exchange::Exchange, ldif},
};

use crate::common::runs;

/// A file of text, as a reader gets it.
fn source(text: &str) -> Arc<Source> {
    runs::source("export", text)
}

/// What an export of the directory or of PowerShell holds.
fn exported(content: &str) -> Option<Exchange> {
    let source = source(content);
    let text = source.text.as_ref()?;
    let output = ldif::read(text).or_else(|| read::powershell::read(text, &Limits::default()))?;
    Some(read::exchange::read(&source, &output, &ReadOptions::default()))
}

/// A text with the line ends of Unix, and with those of Windows.
fn with_both_line_ends(text: &str) -> [String; 2] {
    [text.to_owned(), text.replace('\n', "\r\n")]
}

/// Whether it was said that nothing of it is known.
fn is_unrecognised(exchange: &Exchange) -> bool {
    exchange.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::NotRecognised { .. }))
}

/// What is written at a place: it lies within the text and between characters.
fn slice(text: &str, span: Span) -> &str {
    let range = span.start as usize..span.end as usize;
    text.get(range).unwrap_or_else(|| panic!("{span:?} is no place of {text:?}"))
}

/// A value, which its place holds exactly.
fn exact<'v>(source: &Source, value: &'v Spanned<String>) -> &'v str {
    assert_eq!(slice(source.text.as_ref().unwrap().as_str(), value.span), value.value);
    &value.value
}

/// What a property holds, and that its place in the text holds exactly this.
fn told(source: &Source, property: &Property<String>) -> String {
    match property {
        Property::NotExported => "not exported".to_owned(),
        Property::Empty(_) => "empty".to_owned(),
        Property::Value(value) => exact(source, value).to_owned(),
        Property::Cut(value) => format!("{} (cut)", exact(source, value)),
    }
}

/// A text whose characters between two numbers, in any order, are others.
fn spliced(text: &str, (one, other): (usize, usize), noise: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars.splice(one.min(other).min(chars.len())..one.max(other).min(chars.len()), noise.chars());
    chars.into_iter().collect()
}
