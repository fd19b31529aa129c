//! Profile files for Outlook's setup (`.prf`): sections of names and values.
//!
//! The section `[Exchange Global Section]` only maps the names to MAPI tags (`RPCProxyServer=PT_UNICODE,0x6622`); the
//! values are in the section that the list of services names for it, such as `[ServiceEGS1]`.

use std::sync::Arc;

use super::{Held, Reading, Section, Setting, damaged};
use crate::model::{
    profile::ProfileForm,
    source::{Source, Span, Spanned, Text},
};

const FORM: &str = "profile";

/// A line `name=value`.
struct Pair<'t> {
    name: &'t str,
    value: Spanned<&'t str>,
}

/// Reads a profile file.
pub(super) fn read(source: &Arc<Source>, text: &Text) -> Option<Reading> {
    let content = text.as_str();
    let first = content.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with(';'))?;
    section_name(first)?;
    let mut reading = Reading::default();
    let mut sections: Vec<Section> = Vec::new();
    let mut name: Option<Spanned<String>> = None;
    let mut is_profile_file = false;
    for span in (1..=text.line_count()).filter_map(|line| text.line_span(line)) {
        let line = text.slice(span);
        if let Some(title) = section_name(line) {
            is_profile_file |= ["Service List", "Exchange Global Section"].iter().any(|own| is(title, own));
            sections.push(Section::new(source, ProfileForm::Prf, title_span(line, title, span), None));
        } else if let Some(pair) = pair(line, span) {
            if is(pair.name, "ProfileName") {
                is_profile_file = true;
                name = Some(pair.value.clone().map(str::to_owned)).filter(|name| !name.value.is_empty());
            }
            let (Some(section), Some(setting)) = (sections.last_mut(), setting(pair.name)) else { continue };
            is_profile_file = true;
            if pair.value.value.get(..3).is_some_and(|kind| is(kind, "PT_")) {
                continue;
            }
            match held(setting, &pair.value) {
                Ok(held) => section.set(setting, held),
                Err(detail) => reading.problems.push(damaged(source, FORM, detail, pair.value.span)),
            }
        }
    }
    let profiles = sections.into_iter().filter_map(Section::profile);
    reading.profiles = profiles.map(|profile| super::Profile { name: name.clone(), ..profile }).collect();
    is_profile_file.then_some(reading)
}

fn is(written: &str, name: &str) -> bool {
    written.eq_ignore_ascii_case(name)
}

fn section_name(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.strip_suffix(']').map(str::trim)
}

fn title_span(line: &str, title: &str, span: Span) -> Span {
    let start = span.start as usize + line.find(title).unwrap_or_default();
    Span::new(start, start + title.len())
}

/// The name and the value of a line that is no comment; quotes around the value go.
fn pair(line: &str, span: Span) -> Option<Pair<'_>> {
    let (name, value) = line.split_once('=')?;
    if name.trim_start().starts_with(';') {
        return None;
    }
    let start = span.start as usize + name.len() + 1 + (value.len() - value.trim_start().len());
    let value = value.trim();
    let inner = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    let (value, start) = inner.map_or((value, start), |inner| (inner, start + 1));
    Some(Pair { name: name.trim(), value: Spanned::new(value, Span::new(start, start + value.len())) })
}

fn setting(name: &str) -> Option<Setting> {
    let settings = [
        ("RPCProxyServer", Setting::ProxyServer),
        ("RPCProxyPrincipalName", Setting::Principal),
        ("RPCoverHTTPflags", Setting::Flags),
        ("RPCProxyAuthScheme", Setting::AuthScheme),
    ];
    settings.into_iter().find(|(written, _)| is(name, written)).map(|(_, setting)| setting)
}

/// A text, or a number in decimal or after `0x` in hexadecimal.
fn held(setting: Setting, value: &Spanned<&str>) -> Result<Held, String> {
    if matches!(setting, Setting::ProxyServer | Setting::Principal) {
        return Ok(Held::Text(value.clone().map(str::to_owned)));
    }
    let digits = value.value.strip_prefix("0x").or_else(|| value.value.strip_prefix("0X"));
    let number = digits.map_or_else(|| value.value.parse(), |digits| u32::from_str_radix(digits, 16));
    number
        .map(|number| Held::Number(Spanned::new(number, value.span)))
        .map_err(|_| format!("expected a number, found `{}`", value.value))
}
