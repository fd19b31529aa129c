//! What a file looks like that no reader knows, and whether its extension misleads.

use crate::model::{
    autodiscover::AnswerForm,
    file::{Content, Kind, LooksLike, Problem, ProblemKind},
    source::Source,
};

/// The text begins like XML or HTML.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The text begins like an HTML page.
pub(super) fn is_html(text: &str) -> bool {
    let text = text.trim_start();
    begins(text, "<!doctype html") || begins(text, "<html")
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
}

/// The text behind the head of an HTTP answer, an XML declaration and comments.
fn past_prologue(text: &str) -> &str {
    let mut text = text;
    while let Some(head) = Some(text).filter(|text| text.starts_with("HTTP/")) {
        let body = head.split_once("\n\r\n").or_else(|| head.split_once("\n\n"));
        let Some((_, body)) = body else { return text };
        text = body.trim_start();
    }
    loop {
        let inner = text.strip_prefix("<?xml").map(|rest| (rest, "?>"));
        let Some((rest, end)) = inner.or_else(|| Some((text.strip_prefix("<!--")?, "-->"))) else { return text };
        let Some((_, after)) = rest.split_once(end) else { return text };
        text = after.trim_start();
    }
}

/// What a text looks like that no reader knows.
pub(super) fn text(text: &str) -> LooksLike {
    let trimmed = text.trim();
    if is_html(past_prologue(trimmed)) {
        LooksLike::Html
    } else if trimmed.starts_with('<') {
        let start = trimmed.get(..trimmed.len().min(4096)).unwrap_or(trimmed);
        if start.contains("Envelope") { LooksLike::Soap } else { LooksLike::Xml }
    } else if serde_json::from_str::<serde::de::IgnoredAny>(trimmed).is_ok() && trimmed.starts_with(['{', '[']) {
        LooksLike::Json
    } else if !trimmed.contains(char::is_whitespace)
        && ["https://", "http://"].iter().any(|scheme| begins(trimmed, scheme))
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
        Kind::OutlookProfile
        | Kind::AnalyzerReport
        | Kind::DirectoryExport
        | Kind::Manifest
        | Kind::Configuration
        | Kind::Documentation
        | Kind::Unknown => None,
    };
    let certificate = kinds.contains(&Kind::Certificate).then_some(LooksLike::Certificate);
    certificate.or_else(|| kinds.iter().find_map(of_kind)).or_else(|| {
        problems.iter().find_map(|problem| match problem.kind {
            ProblemKind::NotRecognised { looks_like } => Some(looks_like),
            _ => None,
        })
    })
}
