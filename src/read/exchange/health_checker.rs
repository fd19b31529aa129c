//! The text report of Microsoft's HealthChecker: the server and its certificates, under the names that the cmdlets have for
//! their properties.

use super::{
    powershell::{Field, Form, Manner},
    *,
};
use crate::model::source::Text;

/// How every report begins.
const TITLE: &str = "Exchange Health Checker version";

/// How far from the beginning the title may be.
const LINES_ABOVE: usize = 8;

/// What the report calls the properties of a server, and what `Get-ExchangeServer` calls them.
const OF_SERVER: [(&str, &str); 3] =
    [("Name", "Name"), ("Build Number", "AdminDisplayVersion"), ("Server Role", "ServerRole")];

/// What the report calls the properties of a certificate, and what `Get-ExchangeCertificate` calls them.
const OF_CERTIFICATE: [(&str, &str); 4] = [
    ("FriendlyName", "FriendlyName"),
    ("Thumbprint", "Thumbprint"),
    ("Certificate status", "Status"),
    ("Bound to services", "Services"),
];

/// Reads a report; `None` if the text is another.
pub fn output(text: &Text) -> Option<Output> {
    let content = text.as_str();
    if !content.lines().take(LINES_ABOVE).any(|line| line.trim_start().starts_with(TITLE)) {
        return None;
    }
    let mut reader = Reader::default();
    let mut start = 0;
    for line in content.split_inclusive('\n') {
        reader.line(start, line.trim_end());
        start += line.len();
    }
    reader.end_certificate();
    let mut output = Output { manner: Manner::Exact, ..Output::new(Form::List) };
    let server = reader.server.iter().find(|field| &*field.name.value == "Name").cloned();
    for certificate in &mut reader.certificates {
        certificate.fields.extend(server.as_ref().map(|name| renamed(name, "PSComputerName")));
    }
    output.records.extend(reader.server.first().map(|first| {
        let end = reader.server.last().map_or(first.name.span, |last| last.value.span());
        Record::new(first.name.span.to(end), reader.server.clone())
    }));
    output.records.append(&mut reader.certificates);
    (!output.records.is_empty()).then_some(output)
}

#[derive(Default)]
struct Reader {
    server: Vec<Field>,
    certificates: Vec<Record>,
    /// The certificate that is being read, and how far its first line is indented.
    certificate: Option<(Record, usize)>,
    /// The names below `Namespaces:`.
    names: Option<Vec<Spanned<String>>>,
}

impl Reader {
    fn line(&mut self, start: usize, line: &str) {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            return;
        }
        let at = start + indent;
        if self.certificate.as_ref().is_some_and(|(_, of_certificate)| indent <= *of_certificate) {
            self.end_certificate();
        }
        if trimmed == "Certificate:" {
            self.end_certificate();
            self.certificate = Some((Record::new(Span::new(at, at + trimmed.len()), Vec::new()), indent));
            return;
        }
        let (name, value) = trimmed.split_once(':').map_or((trimmed, ""), |(name, value)| (name, value.trim()));
        let value_at = at + trimmed.len() - value.len();
        let value = Spanned::new(value.to_owned(), Span::new(value_at, at + trimmed.len()));
        match &mut self.certificate {
            Some((certificate, _)) => {
                certificate.span = certificate.span.to(value.span);
                if name == "Namespaces" {
                    self.names = Some(Vec::new());
                } else if let Some(names) = self.names.as_mut().filter(|_| !trimmed.contains(':')) {
                    names.push(Spanned::new(trimmed.to_owned(), Span::new(at, at + trimmed.len())));
                } else {
                    certificate.fields.extend(field(&OF_CERTIFICATE, name, at, value));
                }
            }
            None => {
                // The first of each name is the server's own.
                let field = field(&OF_SERVER, name, at, value);
                self.server.extend(field.filter(|new| self.server.iter().all(|old| old.name.value != new.name.value)));
            }
        }
    }

    fn end_certificate(&mut self) {
        let Some((mut certificate, _)) = self.certificate.take() else { return };
        if let Some(items) = self.names.take()
            && let (Some(first), Some(last)) = (items.first(), items.last())
        {
            let span = first.span.to(last.span);
            let name = Spanned::new(Arc::from("CertificateDomains"), span);
            certificate.fields.push(Field { name, value: Value::List { items, cut: false, span } });
        }
        self.certificates.push(certificate);
    }
}

fn field(known: &[(&str, &str)], name: &str, at: usize, value: Spanned<String>) -> Option<Field> {
    let (_, property) = known.iter().find(|(own, _)| *own == name)?;
    let name = Spanned::new(Arc::from(*property), Span::new(at, at + name.len()));
    Some(Field { name, value: Value::Text(value) })
}

fn renamed(field: &Field, name: &str) -> Field {
    Field { name: Spanned::new(Arc::from(name), field.name.span), value: field.value.clone() }
}
