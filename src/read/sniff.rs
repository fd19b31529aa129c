//! What a file looks like that no reader knows, and whether its extension misleads.

use std::sync::Arc;

use crate::model::{
    autodiscover::AnswerForm,
    file::{Content, Kind, LooksLike, Problem, ProblemKind, Secret},
    source::{At, Place, Source, Span, Text},
};

/// The text begins like XML or HTML.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The text begins like an HTML page.
pub(super) fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    let begins = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    begins("<!doctype html") || begins("<html")
}

/// What a text looks like that no reader knows.
pub(super) fn text(text: &str) -> LooksLike {
    let trimmed = text.trim();
    if is_html(trimmed) {
        LooksLike::Html
    } else if trimmed.starts_with('<') {
        let start = trimmed.get(..trimmed.len().min(4096)).unwrap_or(trimmed);
        if start.contains("Envelope") { LooksLike::Soap } else { LooksLike::Xml }
    } else if serde_json::from_str::<serde::de::IgnoredAny>(trimmed).is_ok() && trimmed.starts_with(['{', '[']) {
        LooksLike::Json
    } else if !trimmed.contains(char::is_whitespace)
        && (trimmed.starts_with("https://") || trimmed.starts_with("http://"))
    {
        LooksLike::Url
    } else {
        LooksLike::Text
    }
}

/// What bytes look like that are no text.
pub(super) fn binary(bytes: &[u8]) -> LooksLike {
    super::certificate::der::looks_like(bytes).unwrap_or(LooksLike::Binary)
}

/// Lines of an unknown text that give a password. The text is not kept: nothing of the line can be shown.
pub(super) fn passwords(source: &Arc<Source>, text: &str) -> Option<Problem> {
    const WORDS: [&str; 7] = ["password", "passphrase", "pwd", "kennwort", "passwort", "mot de passe", "contraseña"];
    let text = Text::new(text.to_owned());
    (1..=text.line_count()).find_map(|line| {
        let span = text.line_span(line)?;
        let (name, value) = text.slice(span).split_once([':', '='])?;
        let name = name.trim().to_lowercase();
        let value = value.trim();
        let tells = WORDS.iter().any(|word| name == *word || name.ends_with(&format!(" {word}")));
        let is_masked =
            value.chars().all(|c| matches!(c, '*' | '.' | '•' | '-' | 'x' | 'X')) || value.starts_with(['<', '$']);
        let single = !value.is_empty() && !value.contains(char::is_whitespace);
        (tells && single && !is_masked).then(|| {
            let start = span.start as usize;
            let at = At::Lines { first: line, last: line, columns: (1, 1), span: Span::new(start, start) };
            let place = Place { source: Arc::clone(source), at, index: None };
            Problem::new(ProblemKind::SecretInClear(Secret::Password), place)
        })
    })
}

/// The extension says one thing, the content is another.
pub(super) fn misleading_extension(
    source: &Source,
    kinds: &[Kind],
    contents: &[Content],
    problems: &[Problem],
) -> Option<ProblemKind> {
    let (_, extension) = source.file_name().rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let is_json = |content: &Content| matches!(content, Content::Answer(answer) if answer.form == AnswerForm::Json);
    let json = contents.first().is_some_and(is_json).then_some(LooksLike::Json);
    let holds = json.or_else(|| holds(kinds, problems))?;
    // An export keeps its text: it may hold certificates as values.
    let is_export = source.text.is_some() && matches!(extension.as_str(), "xml" | "clixml" | "json");
    let holds = if is_export && holds == LooksLike::Certificate { LooksLike::PowerShell } else { holds };
    let fits = match extension.as_str() {
        "cer" | "crt" | "der" => matches!(holds, LooksLike::Certificate),
        "csr" | "req" | "p10" => matches!(holds, LooksLike::CertificateRequest),
        "key" => matches!(holds, LooksLike::PrivateKey | LooksLike::PublicKey),
        "crl" => matches!(holds, LooksLike::Crl),
        "pfx" | "p12" => matches!(holds, LooksLike::Pkcs12),
        "p7b" | "p7c" | "spc" => matches!(holds, LooksLike::Pkcs7),
        "xml" | "clixml" => !matches!(
            holds,
            LooksLike::Html
                | LooksLike::Json
                | LooksLike::Url
                | LooksLike::Text
                | LooksLike::Certificate
                | LooksLike::PrivateKey
        ),
        "json" => matches!(holds, LooksLike::Json | LooksLike::PowerShell),
        _ => true,
    };
    (!fits).then_some(ProblemKind::ExtensionMisleads { extension, holds })
}

/// What a file holds, as far as an extension can mislead about it. Damaged and empty files mislead nobody.
fn holds(kinds: &[Kind], problems: &[Problem]) -> Option<LooksLike> {
    let of_kind = |kind: &Kind| match kind {
        Kind::Certificate => Some(LooksLike::Certificate),
        Kind::CertificateRequest => Some(LooksLike::CertificateRequest),
        Kind::PrivateKey => Some(LooksLike::PrivateKey),
        Kind::Pkcs7 => Some(LooksLike::Pkcs7),
        Kind::Pkcs12 => Some(LooksLike::Pkcs12),
        Kind::Crl => Some(LooksLike::Crl),
        Kind::Archive => Some(LooksLike::Zip),
        Kind::Autodiscover | Kind::AutodiscoverError | Kind::AutodiscoverRedirect | Kind::AutodiscoverRequest => {
            Some(LooksLike::Xml)
        }
        Kind::Cmdlet(_) => Some(LooksLike::PowerShell),
        Kind::OutlookProfile | Kind::AnalyzerReport | Kind::DirectoryExport | Kind::Unknown => None,
    };
    let certificate = kinds.contains(&Kind::Certificate).then_some(LooksLike::Certificate);
    certificate.or_else(|| kinds.iter().find_map(of_kind)).or_else(|| {
        problems.iter().find_map(|problem| match problem.kind {
            ProblemKind::NotRecognised { looks_like } => Some(looks_like),
            _ => None,
        })
    })
}
