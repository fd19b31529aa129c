//! Saved Autodiscover answers, and the documents that are mistaken for them.

mod pox;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::xml::{Damage, DamageKind, Event, Reader, Start};
use crate::model::{
    autodiscover::{Answer, Body, OtherKind},
    file::{Kind, Limits, Problem},
    source::{Source, Span},
};

/// What was read from a document.
#[derive(Debug)]
pub struct Reading {
    /// What the document is.
    pub kind: Kind,
    /// What it says; `None` where a document type stands before its first element, and nothing after that is read.
    pub answer: Option<Answer>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Reads a document whose first element is `Autodiscover` (whatever its namespace) or Thunderbird's `clientConfig`.
/// `None` for any other text: SOAP, HTML, none at all.
pub fn read(source: &Arc<Source>, limits: &Limits) -> Option<Reading> {
    let text = source.text.as_ref()?.as_str();
    let mut events = Reader::new(text, limits.depth);
    let root = match first(&mut events)? {
        First::Element(root) => root,
        First::DocumentType(damage) => {
            return mentions_autodiscover(text, damage.span).then(|| refused(source, damage));
        }
    };
    let (answer, damages) = match root.local() {
        "Autodiscover" => pox::read(source, &root, events),
        "clientConfig" => pox::read_other(source, &root, events, OtherKind::ClientConfig),
        _ => return None,
    };
    let problems = damages.into_iter().map(|damage| damage.into_problem(source)).collect();
    Some(Reading { kind: kind_of(&answer.body), answer: Some(answer), problems })
}

/// What a document begins with.
enum First<'t> {
    Element(Start<'t>),
    DocumentType(Damage),
}

fn first<'t>(events: &mut Reader<'t>) -> Option<First<'t>> {
    events.find_map(|event| match event {
        Event::Start(root) => Some(First::Element(root)),
        Event::Damage(damage) if damage.kind == DamageKind::DocumentType => Some(First::DocumentType(damage)),
        _ => None,
    })
}

/// A document type hides the first element, since nothing after it is read. The page of a browser declares `html`; a
/// document that is ours has the name of its root somewhere.
fn mentions_autodiscover(text: &str, declaration: Span) -> bool {
    let rest = text.get(declaration.start as usize..).unwrap_or_default();
    let declared = rest.split_whitespace().nth(1).unwrap_or_default();
    let name = declared.split(['>', '[']).next().unwrap_or_default();
    !name.eq_ignore_ascii_case("html") && rest.contains("Autodiscover")
}

fn refused(source: &Arc<Source>, declaration: Damage) -> Reading {
    Reading { kind: Kind::Unknown, answer: None, problems: vec![declaration.into_problem(source)] }
}

fn kind_of(body: &Body) -> Kind {
    match body {
        Body::Error { .. } => Kind::AutodiscoverError,
        Body::RedirectUrl(_) | Body::RedirectAddr(_) => Kind::AutodiscoverRedirect,
        Body::Other(OtherKind::Request) => Kind::AutodiscoverRequest,
        Body::Settings | Body::Other(_) => Kind::Autodiscover,
    }
}
