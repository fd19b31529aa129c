//! Registry exports: `Windows Registry Editor Version 5.00` and `REGEDIT4`.
//!
//! Outlook keeps the properties of a profile as values named by their MAPI tag, type first: `001f6622` is
//! `PR_ROH_PROXY_SERVER`. They are below `Windows Messaging Subsystem\Profiles` or, since Outlook 2013, below
//! `Office\15.0\Outlook\Profiles`, in the global section or in an account's.

use std::{ops::Range, sync::Arc};

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::{Held, Reading, Section, Setting, damaged};
use crate::model::{
    profile::ProfileForm,
    source::{Source, Span, Spanned, Text},
};

const FORM: &str = "registry";

/// What comes before a profile's name in a key.
const PROFILES: &str = "\\profiles\\";

/// Reads a registry export that mentions Outlook's profiles.
pub(super) fn read(source: &Arc<Source>, text: &Text) -> Option<Reading> {
    let content = text.as_str();
    let begin = content.trim_start();
    let is_unicode = begin.starts_with("Windows Registry Editor");
    if !is_unicode && !begin.starts_with("REGEDIT4") {
        return None;
    }
    let mut reading = Reading::default();
    let mut section: Option<Section> = None;
    let mut speaks_of_outlook = false;
    for line in lines(content) {
        let written = content.get(line.clone()).unwrap_or_default();
        if let Some(key) = key(written) {
            reading.profiles.extend(section.take().and_then(Section::profile));
            let at = line.start + (written.len() - written.trim_start().len()) + 1;
            section = begin_section(source, key, at);
            speaks_of_outlook |= section.is_some();
        } else if let (Some(section), Some(value)) = (&mut section, Value::of(written, line.start)) {
            let Some(setting) = setting(value.name, section.profile.form) else { continue };
            match value.held(setting, is_unicode, section.profile.form) {
                Ok(Some(held)) => section.set(setting, held),
                Ok(None) => {}
                Err(detail) => reading.problems.push(damaged(source, FORM, detail, value.span())),
            }
        }
    }
    reading.profiles.extend(section.and_then(Section::profile));
    speaks_of_outlook.then_some(reading)
}

/// The lines with what continues them: a line that ends in `\` goes on in the next.
fn lines(content: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        loop {
            let rest = content.get(at..).filter(|rest| !rest.is_empty());
            let Some(rest) = rest else { return (at > start).then_some(start..at) };
            let length = rest.find(['\n', '\r']).map_or(rest.len(), |end| {
                end + if rest.get(end..).is_some_and(|rest| rest.starts_with("\r\n")) { 2 } else { 1 }
            });
            at += length;
            let line = rest.get(..length).unwrap_or_default().trim_end();
            // A key or a text may end in a backslash of its own.
            let continues = line.ends_with('\\') && !line.trim_start().starts_with(['[', ';']);
            if !continues {
                return Some(start..at);
            }
        }
    })
}

/// `[HKEY_…]`; nothing where the key is deleted.
fn key(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.strip_suffix(']')
}

/// A section of a profile, or the policy, by its key.
fn begin_section(source: &Arc<Source>, key: &str, at: usize) -> Option<Section> {
    if key.starts_with('-') {
        return None;
    }
    let span = Span::new(at, at + key.len());
    let lower = key.to_ascii_lowercase();
    if lower.ends_with("\\outlook\\rpc") {
        return Some(Section::new(source, ProfileForm::Policy, span, None));
    }
    if !lower.contains("windows messaging subsystem\\") && !lower.contains("\\outlook\\") {
        return None;
    }
    let start = lower.find(PROFILES)? + PROFILES.len();
    let name = key.get(start..)?.split('\\').next().filter(|name| !name.is_empty())?;
    let name = Spanned::new(name.to_owned(), Span::new(at + start, at + start + name.len()));
    Some(Section::new(source, ProfileForm::Registry, span, Some(name)))
}

/// The setting that a value is named for.
fn setting(name: &str, form: ProfileForm) -> Option<Setting> {
    let name = name.to_ascii_lowercase();
    Some(match (form, name.as_str()) {
        (ProfileForm::Policy, "proxyserver") | (ProfileForm::Registry, "001f6622" | "001e6622") => Setting::ProxyServer,
        (ProfileForm::Policy, "proxyserverprincipalname") | (ProfileForm::Registry, "001f6625" | "001e6625") => {
            Setting::Principal
        }
        (ProfileForm::Policy, "proxyserverflags") | (ProfileForm::Registry, "00036623") => Setting::Flags,
        (ProfileForm::Policy, "proxyauthenticationservicetype") | (ProfileForm::Registry, "00036627") => {
            Setting::AuthScheme
        }
        _ => return None,
    })
}

/// `"name"=data`.
struct Value<'t> {
    name: &'t str,
    data: &'t str,
    /// Where the data begins.
    at: usize,
}

impl<'t> Value<'t> {
    fn of(line: &'t str, start: usize) -> Option<Value<'t>> {
        let (name, rest) = line.trim_start().strip_prefix('"')?.split_once('"')?;
        let data = rest.trim_start().strip_prefix('=')?.trim_start();
        let at = start + line.len() - data.len();
        Some(Value { name, data: data.trim_end(), at })
    }

    fn span(&self) -> Span {
        Span::new(self.at, self.at + self.data.len())
    }

    /// What the value holds; nothing where it is deleted.
    fn held(&self, setting: Setting, is_unicode: bool, form: ProfileForm) -> Result<Option<Held>, String> {
        let wants_text = matches!(setting, Setting::ProxyServer | Setting::Principal);
        if self.data == "-" {
            return Ok(None);
        }
        if let Some(digits) = self.strip("dword:") {
            let number = u32::from_str_radix(digits.value.trim(), 16).map_err(|error| error.to_string())?;
            return Ok((!wants_text).then_some(Held::Number(Spanned::new(number, digits.span))));
        }
        if self.data.starts_with('"') {
            let text = self.quoted()?;
            return Ok(wants_text.then_some(Held::Text(text)));
        }
        let (kind, bytes) = self.bytes()?;
        if wants_text {
            // A text's type says how it is written; a binary's is the property's.
            let wide = match kind {
                "hex" => form == ProfileForm::Policy || !self.name.to_ascii_lowercase().starts_with("001e"),
                _ => is_unicode,
            };
            return decode(bytes, wide).map(|text| Some(Held::Text(text)));
        }
        let number = <[u8; 4]>::try_from(bytes.value.as_slice())
            .map_err(|_| format!("expected 4 bytes, found {}", bytes.value.len()))?;
        Ok(Some(Held::Number(Spanned::new(u32::from_le_bytes(number), bytes.span))))
    }

    fn strip(&self, prefix: &str) -> Option<Spanned<&'t str>> {
        let start = self.data.get(..prefix.len())?;
        let rest = self.data.get(prefix.len()..).filter(|_| start.eq_ignore_ascii_case(prefix))?;
        Some(Spanned::new(rest, Span::new(self.at + prefix.len(), self.at + self.data.len())))
    }

    /// `"text"`, where `\\` and `\"` stand for themselves.
    fn quoted(&self) -> Result<Spanned<String>, String> {
        let mut value = String::new();
        let mut chars = self.data.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => return Ok(Spanned::new(value, Span::new(self.at + 1, self.at + at))),
                '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
                c => value.push(c),
            }
        }
        Err("expected `\"` at the end of the text".to_owned())
    }

    /// The bytes of `hex:6d,00,…` or `hex(1):…`, from the first digit to the last.
    fn bytes(&self) -> Result<(&'t str, Spanned<Vec<u8>>), String> {
        let (kind, digits) =
            self.data.split_once(':').ok_or_else(|| "expected `hex:`, `dword:` or a text in quotes".to_owned())?;
        if kind != "hex" && !kind.starts_with("hex(") {
            return Err(format!("expected `hex:`, found `{kind}:`"));
        }
        let at = self.at + kind.len() + 1;
        let mut bytes = Vec::new();
        let mut span: Option<Span> = None;
        let mut offset = at;
        for piece in digits.split(',') {
            let byte = piece.trim_matches(|c: char| c.is_whitespace() || c == '\\');
            if !byte.is_empty() {
                let start = offset + piece.find(byte).unwrap_or_default();
                let place = Span::new(start, start + byte.len());
                span = Some(span.map_or(place, |span| span.to(place)));
                let is_byte = byte.len() <= 2 && byte.bytes().all(|digit| digit.is_ascii_hexdigit());
                let value = u8::from_str_radix(byte, 16).ok().filter(|_| is_byte);
                bytes.push(value.ok_or_else(|| format!("expected a byte in hexadecimal, found `{byte}`"))?);
            }
            offset += piece.len() + 1;
        }
        Ok((kind, Spanned::new(bytes, span.unwrap_or(Span::new(at, at)))))
    }
}

/// A text up to its NUL.
fn decode(bytes: Spanned<Vec<u8>>, wide: bool) -> Result<Spanned<String>, String> {
    if wide && bytes.value.len() % 2 == 1 {
        return Err(format!("expected UTF-16, found {} bytes", bytes.value.len()));
    }
    let encoding = if wide { UTF_16LE } else { WINDOWS_1252 };
    Ok(bytes.map(|bytes| {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        text.split('\0').next().unwrap_or_default().to_owned()
    }))
}
