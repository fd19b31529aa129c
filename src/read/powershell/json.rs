//! `ConvertTo-Json`: an object or an array of objects.

use std::sync::Arc;

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Object as Node, Value as Ast},
    common::Ranged,
    parse_to_ast,
};

use super::{Field, Form, Object, Output, Record, Value, is_type_name};
use crate::model::{
    file::{Limit, Limits, ProblemKind},
    source::{Span, Spanned},
};

const FORM: &str = "JSON";

/// Reads a JSON text; `None` if it holds no objects.
pub(super) fn read(content: &str, limits: &Limits) -> Option<Output> {
    let mut output = Output::new(Form::Json);
    match parse(content) {
        Ok(value) => take_records(&value?, 0, limits, &mut output),
        Err(problem) => {
            output.problems.push(problem);
            let (offset, whole) = whole_objects(content);
            for object in whole {
                let start = offset + object.start;
                let Some(Ok(Some(value))) = content.get(start..offset + object.end).map(parse) else { continue };
                take_records(&value, start, limits, &mut output);
            }
        }
    }
    (!output.records.is_empty() || (!output.problems.is_empty() && names_something(content))).then_some(output)
}

fn parse(content: &str) -> Result<Option<Ast<'_>>, (ProblemKind, Span)> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(content, &CollectOptions::default(), &strict) {
        Ok(parsed) => Ok(parsed.value),
        Err(error) => {
            let range = error.range();
            let detail = error.kind().to_string();
            Err((ProblemKind::ExportDamaged { form: FORM, detail }, Span::new(range.start, range.end)))
        }
    }
}

/// Whether a corrupt text begins as an object with a named value does.
fn names_something(content: &str) -> bool {
    let inner = content.trim_start().trim_start_matches('[').trim_start();
    let name = inner.strip_prefix('{').and_then(|inner| inner.trim_start().strip_prefix('"'));
    name.and_then(|name| name.split_once('"')).is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Where the objects are that a corrupt text still holds whole.
fn whole_objects(content: &str) -> (usize, Vec<std::ops::Range<usize>>) {
    let trimmed = content.trim_start();
    let offset = content.len() - trimmed.len();
    let top = usize::from(trimmed.starts_with('['));
    let mut objects = Vec::new();
    let (mut depth, mut start, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for (at, byte) in trimmed.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => {
                if depth == top {
                    start = at;
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == top && byte == b'}' {
                    objects.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    (offset, objects)
}

/// Turns the objects of a value into records; places are moved by `offset`.
fn take_records(value: &Ast<'_>, offset: usize, limits: &Limits, output: &mut Output) {
    let converter = Converter { offset, limits };
    match value {
        Ast::Object(object) => match wrapped_items(object) {
            Some(items) => items.elements.iter().for_each(|item| take_records_of(item, &converter, output)),
            None => {
                take_records_of(value, &converter, output);
                if is_bundle(object) && depth(value) < limits.depth {
                    take_inner(value, None, &converter, output);
                }
            }
        },
        Ast::Array(array) => array.elements.iter().for_each(|item| take_records_of(item, &converter, output)),
        _ => {}
    }
}

fn take_records_of(value: &Ast<'_>, converter: &Converter<'_>, output: &mut Output) {
    if let Ast::Object(object) = value {
        output.records.push(converter.record(object, &mut output.problems));
        if depth(value) < converter.limits.depth {
            object.properties.iter().for_each(|property| take_certificates(&property.value, converter, output));
        }
    }
}

/// Whether an object only groups others, as a collector writes all that it found.
fn is_bundle(object: &Node<'_>) -> bool {
    let groups = |value: &Ast<'_>| match value {
        Ast::Object(_) => true,
        Ast::Array(array) => array.elements.iter().all(|item| matches!(item, Ast::Object(_))),
        _ => false,
    };
    !object.properties.is_empty() && object.properties.iter().all(|property| groups(&property.value))
}

/// Takes every object within a bundle, with the server that the nearest one around it names.
fn take_inner(value: &Ast<'_>, server: Option<&Field>, converter: &Converter<'_>, output: &mut Output) {
    match value {
        Ast::Object(object) => {
            let mut record = converter.record(object, &mut Vec::new());
            let own = ["ServerName", "Server"]
                .iter()
                .find_map(|name| record.field(name))
                .filter(|own| own.value.text().is_some());
            let own = own.map(super::computer);
            let server = own.as_ref().or(server);
            for property in &object.properties {
                take_inner(&property.value, server, converter, output);
            }
            if !record.has("PSComputerName") {
                record.fields.extend(server.cloned());
            }
            output.inner.push(record);
        }
        Ast::Array(array) => array.elements.iter().for_each(|item| take_inner(item, server, converter, output)),
        _ => {}
    }
}

/// Takes the certificates within an object: those whose data are beside them.
fn take_certificates(value: &Ast<'_>, converter: &Converter<'_>, output: &mut Output) {
    match value {
        Ast::Object(object) => {
            if object.properties.iter().any(|property| property.name.as_str() == "RawData") {
                output.inner.push(converter.record(object, &mut Vec::new()));
            }
            for property in &object.properties {
                take_certificates(&property.value, converter, output);
            }
        }
        Ast::Array(array) => array.elements.iter().for_each(|item| take_certificates(item, converter, output)),
        _ => {}
    }
}

/// Windows PowerShell wraps an array: `{"value": […], "Count": 2}`.
fn wrapped_items<'a, 'b>(object: &'b Node<'a>) -> Option<&'b jsonc_parser::ast::Array<'a>> {
    let only_those = object.properties.len() == 2 && object.get_number("Count").is_some();
    object.get_array("value").filter(|_| only_those)
}

struct Converter<'l> {
    offset: usize,
    limits: &'l Limits,
}

impl Converter<'_> {
    fn record(&self, object: &Node<'_>, problems: &mut Vec<(ProblemKind, Span)>) -> Record {
        let mut fields = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let name = Spanned::new(Arc::from(property.name.as_str()), self.inside_quotes(&property.name));
            let too_deep = depth(&property.value) + 2 > self.limits.depth;
            if too_deep {
                let value = self.limits.depth as u64;
                let kind = ProblemKind::LimitReached { limit: Limit::Depth, value, found: None };
                problems.push((kind, self.span(&property.value)));
            } else if let Some(value) = self.value(&property.value) {
                fields.push(Field { name, value });
            }
        }
        Record::new(self.span(object), fields)
    }

    /// A value; `None` if it is only the name of its .NET type.
    fn value(&self, value: &Ast<'_>) -> Option<Value> {
        Some(match value {
            Ast::NullKeyword(null) => Value::Null(self.span(null)),
            Ast::Array(array) => self.list(array, self.span(array)),
            Ast::Object(object) => match wrapped_items(object) {
                Some(items) => self.list(items, self.span(items)),
                None => self.object(object),
            },
            simple => Value::Text(self.simple(simple).filter(|text| !is_type_name(&text.value))?),
        })
    }

    fn list(&self, array: &jsonc_parser::ast::Array<'_>, span: Span) -> Value {
        let items: Vec<_> = array.elements.iter().filter_map(|item| self.shown(item)).collect();
        Value::List { cut: items.len() < array.elements.len(), items, span }
    }

    fn object(&self, object: &Node<'_>) -> Value {
        let properties = object.properties.iter().filter_map(|property| {
            let name = Spanned::new(Arc::from(property.name.as_str()), self.inside_quotes(&property.name));
            Some((name, self.simple(&property.value)?))
        });
        let text = self.shown_object(object);
        Value::Object(Box::new(Object { text, span: self.span(object), properties: properties.collect() }))
    }

    /// What a value shows of itself in a list.
    fn shown(&self, value: &Ast<'_>) -> Option<Spanned<String>> {
        match value {
            Ast::Object(object) => self.shown_object(object),
            simple => self.simple(simple),
        }
    }

    /// A wrapped value: `{"value": 24, "Value": "IIS, SMTP"}` of an enum, `{"value": "/Date(…)/", "DateTime": …}`.
    fn shown_object(&self, object: &Node<'_>) -> Option<Spanned<String>> {
        let named = |name| object.get(name).and_then(|property| self.simple(&property.value));
        named("Value").or_else(|| named("value"))
    }

    fn simple(&self, value: &Ast<'_>) -> Option<Spanned<String>> {
        match value {
            Ast::StringLit(text) => Some(Spanned::new(text.value.clone().into_owned(), self.inside_quotes(text))),
            Ast::NumberLit(number) => Some(Spanned::new(number.value.to_owned(), self.span(number))),
            Ast::BooleanLit(boolean) => Some(Spanned::new(boolean.value.to_string(), self.span(boolean))),
            Ast::Object(_) | Ast::Array(_) | Ast::NullKeyword(_) => None,
        }
    }

    fn span(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        Span::new(self.offset + range.start, self.offset + range.end)
    }

    fn inside_quotes(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        Span::new(self.offset + range.start + 1, (self.offset + range.end).saturating_sub(1))
    }
}

/// How deep a value is nested; the parser itself stops at 512.
fn depth(value: &Ast<'_>) -> usize {
    match value {
        Ast::Object(object) => 1 + object.properties.iter().map(|property| depth(&property.value)).max().unwrap_or(0),
        Ast::Array(array) => 1 + array.elements.iter().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}
