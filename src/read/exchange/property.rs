//! Values of PowerShell to properties of the domain.

use super::{Object, moment::DateOrder};
use crate::{
    model::{
        exchange::{Moment, Property},
        source::{Span, Spanned},
    },
    read::powershell::{Field, Value},
};

impl Object<'_> {
    /// A text; a collection counts only if it is empty or has one item.
    pub(super) fn text(&self, name: &str) -> Property<String> {
        let Some(field) = self.record.field(name) else { return Property::NotExported };
        match &field.value {
            Value::Cut(text) => Property::Cut(text.clone()),
            Value::List { items, cut, .. } => match (items.as_slice(), cut) {
                ([], false) => Property::Empty(self.span_of(field)),
                ([only], false) => Property::Value(only.clone()),
                ([first, ..], true) => Property::Cut(first.clone()),
                _ => Property::NotExported,
            },
            Value::Bytes(_) => Property::NotExported,
            value => match value.text().filter(|text| !is_nothing(&text.value)) {
                Some(text) => Property::Value(text.clone()),
                None if matches!(value, Value::Object(object) if object.text.is_none()) => Property::NotExported,
                None => Property::Empty(self.span_of(field)),
            },
        }
    }

    /// A collection of texts; a text is one whose items stand between commas, semicolons or line breaks.
    pub(super) fn texts(&self, name: &str) -> Property<Vec<String>> {
        let Some(field) = self.record.field(name) else { return Property::NotExported };
        match &field.value {
            Value::List { items, cut, span } => {
                let texts = Spanned::new(items.iter().map(|item| item.value.clone()).collect(), *span);
                match (items.is_empty(), cut) {
                    (true, false) => Property::Empty(self.span_of(field)),
                    (_, true) => Property::Cut(texts),
                    (false, false) => Property::Value(texts),
                }
            }
            Value::Cut(text) => {
                let mut texts = split(&text.value);
                texts.pop();
                Property::Cut(Spanned::new(texts, text.span))
            }
            _ => self.text(name).and_then(|text| Some(split(text))),
        }
    }

    /// `True` or `False`, which are not localised.
    pub(super) fn boolean(&self, name: &str) -> Property<bool> {
        self.text(name).and_then(|text| {
            let truth = text.eq_ignore_ascii_case("true");
            (truth || text.eq_ignore_ascii_case("false")).then_some(truth)
        })
    }

    /// A date in whatever culture the host had.
    pub(super) fn moment(&self, name: &str) -> Property<Moment> {
        let order: DateOrder = self.date_order;
        match self.text(name) {
            Property::Cut(text) => Property::Cut(Spanned::new(Moment::Undecidable, text.span)),
            whole => whole.and_then(|text| Some(order.read(text))),
        }
    }

    /// Where a property stands, from its name on where the name is beside it.
    fn span_of(&self, field: &Field) -> Span {
        let value = field.value.span();
        let beside = field.name.span.start >= self.record.span.start && field.name.span.end <= value.start;
        if beside { field.name.span.to(value) } else { value }
    }
}

impl<T> Property<T> {
    /// The property with its value read further; not exported where that fails.
    pub(super) fn and_then<U>(self, read: impl Fn(&T) -> Option<U>) -> Property<U> {
        let read = |spanned: Spanned<T>| Some(Spanned::new(read(&spanned.value)?, spanned.span));
        match self {
            Property::NotExported => Property::NotExported,
            Property::Empty(span) => Property::Empty(span),
            Property::Value(value) => read(value).map_or(Property::NotExported, Property::Value),
            Property::Cut(value) => read(value).map_or(Property::NotExported, Property::Cut),
        }
    }
}

/// Blank, `$null` and `{}` are all nothing.
fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == "{}" || text.eq_ignore_ascii_case("$null")
}

fn split(text: &str) -> Vec<String> {
    let inner = text.trim();
    let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
    inner.split([',', ';', '\n', '\r']).map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
}
