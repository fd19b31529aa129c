//! Distinguished names: RFC 5280, section 4.1.2.4.

use std::{borrow::Cow, fmt::Write as _};

use crate::model::certificate::hex;

use super::{
    names,
    walk::{Damage, Value, Walk, tag},
};

/// A name and its attributes, in the order of the certificate.
pub(super) struct Name<'a> {
    pub(super) whole: Value<'a>,
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// One attribute of a name.
pub(super) struct Attribute<'a> {
    pub(super) oid: &'a [u8],
    pub(super) value: Value<'a>,
    /// It belongs to one set with the attribute before it.
    pub(super) joined: bool,
}

impl<'a> Name<'a> {
    /// The next value, which must be a name. A set in it may be empty.
    pub(super) fn of(parent: &mut Walk<'a>, field: &str) -> Result<Name<'a>, Damage> {
        let whole = parent.expect(field, tag::SEQUENCE)?;
        let mut sets = whole.inside();
        let mut attributes = Vec::with_capacity(6);
        for number in 1.. {
            if sets.is_over() {
                break;
            }
            let set_field = format_args!("{field}[{number}]");
            let mut set = sets.expect(set_field, tag::SET)?.inside();
            let first = attributes.len();
            while !set.is_over() {
                let mut parts = set.expect(set_field, tag::SEQUENCE)?.inside();
                let oid = parts.expect(format_args!("{set_field}.type"), tag::OID)?.content;
                let any = parts.peek().unwrap_or(tag::SEQUENCE);
                let value = parts.expect(format_args!("{set_field}.value"), any)?;
                attributes.push(Attribute { oid, value, joined: attributes.len() > first });
            }
            set.reaches_its_end(set_field)?;
        }
        sets.reaches_its_end(field)?;
        Ok(Name { whole, attributes })
    }

    /// As `CN=mail.contoso.com, O=Contoso`: the order of the certificate, the escapes of RFC 4514.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.whole.content.len());
        for attribute in &self.attributes {
            if !text.is_empty() {
                text.push_str(if attribute.joined { " + " } else { ", " });
            }
            match names::attribute(attribute.oid) {
                Some(name) => text.push_str(name),
                None => text.push_str(&names::dotted(attribute.oid)),
            }
            text.push('=');
            let value = attribute.text();
            if names::is_string(attribute.value.tag) {
                push_escaped(&mut text, &value);
            } else {
                text.push_str(&value);
            }
        }
        text.shrink_to_fit();
        text
    }
}

impl<'a> Attribute<'a> {
    /// Its value, decoded as its string type says; what is no string as `#` and its DER in hexadecimal.
    pub(super) fn text(&self) -> Cow<'a, str> {
        value_text(&self.value)
    }
}

/// The text of an attribute's value.
pub(super) fn value_text<'a>(value: &Value<'a>) -> Cow<'a, str> {
    match value.tag {
        tag if names::is_string(tag) => names::decoded(tag, value.content),
        _ => der_in_hexadecimal(value).into(),
    }
}

fn der_in_hexadecimal(value: &Value<'_>) -> String {
    let mut text = format!("#{:02x}", value.tag);
    let _ = match value.content.len() {
        length @ 0..128 => write!(text, "{length:02x}"),
        length @ 128..256 => write!(text, "81{length:02x}"),
        length @ 256..65536 => write!(text, "82{length:04x}"),
        length => write!(text, "84{length:08x}"),
    };
    text.push_str(&hex(value.content));
    text
}

fn push_escaped(text: &mut String, value: &str) {
    let last = value.len().saturating_sub(1);
    for (at, character) in value.char_indices() {
        let needs_escape = match character {
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' => true,
            '#' => at == 0,
            ' ' => at == 0 || at == last,
            _ => false,
        };
        if needs_escape {
            text.push('\\');
        }
        text.push(character);
    }
}
