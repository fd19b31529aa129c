//! GeneralName (RFC 5280, section 4.2.1.6) as names are compared, and nameConstraints.

use crate::model::{
    certificate::Raw,
    general_name::{GeneralName, NameConstraints, PresentedNames, RelativeName},
};

use super::{
    distinguished_name::Name,
    layout::Layout,
    names,
    walk::{Value, Walk, tag},
};

/// The names of a certificate that was read; `None` where the DER is none.
pub fn presented(raw: &Raw) -> Option<PresentedNames> {
    let layout = Layout::of(&raw.der).ok()?;
    let is_san = |oid| names::extension(oid) == Some("subjectAltName");
    let lists = layout.extensions.iter().filter(|extension| is_san(extension.oid));
    let lists: Option<Vec<Vec<GeneralName>>> = lists
        .map(|extension| {
            let list = extension.value.inside().next_whole().filter(Value::is_sequence)?;
            all(list.inside(), |name| one(&name))
        })
        .collect();
    Some(PresentedNames { alternative: lists.map(|lists| lists.concat()), subject: relative_names(&layout.subject) })
}

/// The constraints of an extension; `None` where some of it can't be read.
pub(super) fn constraints(mut extension: Walk<'_>) -> Option<NameConstraints> {
    let mut constraints = NameConstraints::default();
    let mut lists = extension.next_whole().filter(Value::is_sequence)?.inside();
    while !lists.is_over() {
        let list = lists.next_whole()?;
        let subtrees = all(list.inside(), |subtree| one(&subtree.inside().next_whole()?))?;
        match list.tag {
            _ if subtrees.is_empty() => return None,
            tag::CONTEXT_0 => constraints.permitted.extend(subtrees),
            tag::CONTEXT_1 => constraints.excluded.extend(subtrees),
            _ => return None,
        }
    }
    Some(constraints)
}

fn all<'a>(mut list: Walk<'a>, one: impl Fn(Value<'a>) -> Option<GeneralName>) -> Option<Vec<GeneralName>> {
    let mut names = Vec::new();
    while !list.is_over() {
        names.push(one(list.next_whole()?)?);
    }
    Some(names)
}

/// One name; `None` where it is no GeneralName at all.
fn one(name: &Value<'_>) -> Option<GeneralName> {
    let text = || std::str::from_utf8(name.content).ok();
    let read = match name.tag {
        tag::IMPLICIT_1 => text().map(|address| GeneralName::Email(address.to_ascii_lowercase())),
        tag::IMPLICIT_2 => text().map(GeneralName::dns),
        tag::CONTEXT_4 => {
            let directory = Name::of(&mut name.inside(), "directoryName").ok();
            directory.map(|name| GeneralName::Directory(relative_names(&name), name.text()))
        }
        tag::IMPLICIT_7 => Some(GeneralName::Ip(name.content.to_vec())),
        _ => None,
    };
    let is_context_specific = name.tag & 0xc0 == 0x80;
    read.or_else(|| is_context_specific.then_some(GeneralName::Other(name.tag & 0x1f)))
}

fn relative_names(name: &Name<'_>) -> Vec<RelativeName> {
    let mut sets: Vec<RelativeName> = Vec::new();
    for attribute in &name.attributes {
        let text = attribute.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        let one = (attribute.oid.to_vec(), words.join(" ").to_lowercase());
        match sets.last_mut() {
            Some(set) if attribute.joined => set.push(one),
            _ => sets.push(vec![one]),
        }
    }
    sets
}
