//! Values of PowerShell to properties of the domain.

use super::{powershell::Field, *};
use crate::model::exchange::Half;

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

    /// A collection of texts; a text is one whose items are between commas, semicolons or line breaks.
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
        self.boolean_of_any(&[name])
    }

    /// The first of these properties that is exported: names of one thing on different objects.
    pub(super) fn boolean_of_any(&self, names: &[&str]) -> Property<bool> {
        self.text_of_any(names).and_then(|text| {
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

    /// The first of these properties that is exported: names of one thing in different versions.
    pub(super) fn text_of_any(&self, names: &[&str]) -> Property<String> {
        names.iter().map(|name| self.text(name)).find(|text| *text != Property::NotExported).unwrap_or_default()
    }

    /// A text, or what an object that JSON took apart is known by.
    pub(super) fn text_or_part(&self, name: &str, parts: &[&str]) -> Property<String> {
        match self.text(name) {
            Property::NotExported => {
                let part = self.object(name).and_then(|object| parts.iter().find_map(|part| part_of(object, part)));
                part.map_or(Property::NotExported, |part| Property::Value(part.clone()))
            }
            told => told,
        }
    }

    /// Which half of a hybrid it is of: objects of Exchange Online are in a forest of Microsoft's.
    pub(super) fn half(&self) -> Option<Half> {
        const FORESTS: [&str; 3] = [".outlook.com", ".outlook.cn", ".exchangelabs.com"];
        let written = ["OriginatingServer", "DistinguishedName", "OrganizationId"].map(|name| self.text(name));
        // `DC=EURPR05A010,DC=PROD,DC=OUTLOOK,DC=COM` is a forest too.
        let forests = written.iter().filter_map(Property::visible);
        let mut forests = forests.map(|text| text.to_ascii_lowercase().replace(",dc=", ".")).peekable();
        forests.peek()?;
        let is_of_microsoft = forests.any(|forest| FORESTS.iter().any(|own| forest.contains(own)));
        Some(if is_of_microsoft { Half::ExchangeOnline } else { Half::OnPremises })
    }

    /// A URL. JSON takes a `System.Uri` apart.
    pub(super) fn url(&self, name: &str) -> Property<String> {
        self.text_or_part(name, &["OriginalString", "AbsoluteUri"])
    }

    /// `AdminDisplayVersion`. JSON takes a `ServerVersion` apart: `{"Major": 15, "Minor": 1, "Build": 2507, "Revision": 6}`.
    pub(super) fn version(&self) -> Option<Version> {
        const NAME: &str = "AdminDisplayVersion";
        let in_parts = || {
            let object = self.object(NAME)?;
            let part = |name: &str| part_of(object, name)?.value.parse().ok();
            let (build, revision) = (part("Build"), part("Revision"));
            Some(Version { major: part("Major")?, minor: part("Minor")?, build, revision })
        };
        self.text(NAME).value().and_then(|text| Version::parse(text)).or_else(in_parts)
    }

    /// A thumbprint in lower case; as written where it is none.
    pub(super) fn thumbprint(&self, name: &str) -> Property<String> {
        self.text(name).and_then(|text| Some(hexadecimal(text).unwrap_or_else(|| text.to_owned())))
    }

    /// `<I>issuer<S>subject`. JSON takes the object apart, and CLIXML may lack its text.
    pub(super) fn tls_certificate_name(&self, name: &str) -> Property<TlsCertificateName> {
        match self.text(name) {
            Property::NotExported => self.tls_certificate_name_in_parts(name).unwrap_or_default(),
            told => told.and_then(|text| Some(TlsCertificateName::parse(text))),
        }
    }

    fn tls_certificate_name_in_parts(&self, name: &str) -> Option<Property<TlsCertificateName>> {
        let object = self.object(name)?;
        let subject = part_of(object, "CertificateSubject")?;
        let issuer = part_of(object, "CertificateIssuer");
        let span = issuer.map_or(subject.span, |issuer| issuer.span.to(subject.span));
        let issuer = issuer.map(|issuer| issuer.value.clone());
        let written = format!("<I>{}<S>{}", issuer.as_deref().unwrap_or_default(), subject.value);
        let name = TlsCertificateName { written, issuer, subject: Some(subject.value.clone()) };
        Some(Property::Value(Spanned::new(name, span)))
    }

    fn object(&self, name: &str) -> Option<&powershell::Object> {
        match self.record.value(name)? {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The server that an object belongs to: what it says about it, else the first part of `SERVER\name`, else the
    /// session.
    pub(super) fn server(&self) -> Option<Spanned<String>> {
        let told = ["ServerName", "Server", "MailboxServer"].into_iter().find_map(|name| self.name_in(name));
        told.or_else(|| self.server_in_identity()).or_else(|| self.name_in("PSComputerName"))
    }

    /// `EX01` of `EX01\owa (Default Web Site)`.
    pub(super) fn server_in_identity(&self) -> Option<Spanned<String>> {
        let identity = self.name_in("Identity")?;
        let length = identity.value.find('\\')?;
        self.beginning(&identity, length)
    }

    /// What names an object: the first of these properties that has a value.
    pub(super) fn name_in_any(&self, names: &[&str]) -> Option<Spanned<String>> {
        names.iter().find_map(|name| self.name_in(name))
    }

    fn name_in(&self, name: &str) -> Option<Spanned<String>> {
        self.text_or_part(name, &["Name"]).spanned().filter(|text| !text.value.trim().is_empty()).cloned()
    }

    /// The first bytes of a value, with their place where it can be given.
    fn beginning(&self, whole: &Spanned<String>, length: usize) -> Option<Spanned<String>> {
        let part = whole.value.get(..length).filter(|part| !part.trim().is_empty())?;
        let start = whole.span.start as usize;
        let span = Span::new(start, start + length);
        let written = self.source.text.as_ref().map(|text| text.slice(span));
        Some(Spanned::new(part.to_owned(), if written == Some(part) { span } else { whole.span }))
    }

    /// Where a property is, from its name on where the name is beside it.
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

/// The property of an object within an object, if it has a text.
fn part_of<'o>(object: &'o powershell::Object, name: &str) -> Option<&'o Spanned<String>> {
    let named = object.properties.iter().find(|(written, _)| written.value.eq_ignore_ascii_case(name));
    named.map(|(_, text)| text).filter(|text| !is_nothing(&text.value))
}

/// Forty hexadecimal digits in lower case, whatever spaces and invisible marks were copied along.
pub(super) fn hexadecimal(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}')).collect();
    let whole = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then(|| digits.to_ascii_lowercase())
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
