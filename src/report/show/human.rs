//! `msstd show` for people: rows of name and value that fit a terminal, everything from a file made harmless.

use std::io::{self, Write};

use super::{Field, Item, ShownCertificate, ShownChain, ShownFile, ShownProblem, Shows, chain};
use crate::{
    model::{
        decoded::{Attribute, Extension, GeneralName, Identifier, Point, Value},
        time,
    },
    report::{crop::held, human::fill, safe::visible},
};

/// Where values begin.
const COLUMN: usize = 16;

/// The longest value that is shown; --format json has it whole.
const LONGEST: usize = 4096;

/// How many digits of what is not decoded are shown.
const MOST_DIGITS: usize = 512;

/// Writes everything, to fit so many columns.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(shown: &super::Shown, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let page = &mut Page { width, out };
    for (number, file) in shown.files.iter().enumerate() {
        if number > 0 {
            page.line("")?;
        }
        page.file(file, &time::rfc3339(shown.moment), shown.moment)?;
    }
    Ok(())
}

struct Page<'a> {
    width: usize,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn file(&mut self, file: &ShownFile, at: &str, moment: jiff::Timestamp) -> io::Result<()> {
        self.line(&format!("{}: {}", file.name, file.kinds.join(", ")))?;
        for (number, content) in file.contents.iter().enumerate() {
            if number > 0 && matches!(content, Shows::Certificate(_)) {
                self.line("")?;
            }
            match content {
                Shows::Certificate(certificate) => self.certificate(certificate, at, moment)?,
                Shows::Item(item) => self.item(item, 2)?,
            }
        }
        file.problems.iter().try_for_each(|problem| self.problem(problem))
    }

    fn problem(&mut self, problem: &ShownProblem) -> io::Result<()> {
        let index = problem.index.map(|index| format!(" certificate #{index}")).unwrap_or_default();
        let line = problem.line.map(|line| format!(" line {line}")).unwrap_or_default();
        self.wrapped(2, 4, &format!("{}{index}{line}: {}", problem.code, problem.message))
    }

    fn certificate(&mut self, shown: &ShownCertificate, at: &str, moment: jiff::Timestamp) -> io::Result<()> {
        let index = shown.index.map(|index| format!(" #{index}")).unwrap_or_default();
        let line = shown.line.map(|line| format!(", line {line}")).unwrap_or_default();
        self.line(&format!("  certificate{index}{line}"))?;
        if let (Some(role), Some(why)) = (&shown.role, &shown.role_why) {
            self.row("role", &format!("{role}: {why}"))?;
        }
        self.rows("subject", shown.subject.attributes.iter().map(attribute))?;
        self.rows("issuer", shown.issuer.attributes.iter().map(attribute))?;
        if let Some(own) = shown.own_signature {
            let own = match own {
                "holds" => "its own key made the signature",
                "wrong" => "its own key did not make the signature",
                _ => "whether its own key made the signature can't be verified here",
            };
            self.row("", &format!("(one name with the subject: {own})"))?;
        }
        self.row("version", &shown.version.to_string())?;
        let decimal = shown.serial_decimal.as_ref().map(|decimal| format!(" ({decimal})")).unwrap_or_default();
        self.row("serial", &format!("{}{decimal}", shown.serial))?;
        self.row("not before", &shown.not_before)?;
        self.row("not after", &shown.not_after)?;
        self.row("lifetime", &lifetime(shown, at, moment))?;
        self.key(shown)?;
        self.signature(shown)?;
        let unique = [("issuer ID", &shown.issuer_unique_id), ("subject ID", &shown.subject_unique_id)];
        for (name, id) in unique {
            if let Some(id) = id {
                self.row(name, &format!("{id} (unique identifier)"))?;
            }
        }
        self.row("SHA-1", &format!("{} (Thumbprint)", shown.sha1))?;
        self.row("SHA-256", &shown.sha256)?;
        if let Some(chain) = &shown.chain {
            self.rows("chain", chain_lines(chain).into_iter())?;
        }
        self.rows("unusual", shown.unusual.iter().cloned())?;
        if shown.extensions.is_empty() {
            self.row("extensions", "none")?;
        }
        shown.extensions.iter().try_for_each(|extension| self.extension(extension))
    }

    fn key(&mut self, shown: &ShownCertificate) -> io::Result<()> {
        let key = &shown.key;
        let mut parts = vec![key.algorithm.shown().to_owned()];
        if let Some(curve) = &key.curve {
            parts.push(curve.shown().to_owned());
        }
        parts.extend(key.bits.map(|bits| format!("{bits} bits")));
        parts.extend(key.exponent.as_ref().map(|exponent| format!("exponent {exponent}")));
        parts.extend(key.point.map(|point| format!("{point} point")));
        self.row("key", &parts.join(", "))?;
        self.row("key SHA-256", &key.sha256)?;
        self.row("key SHA-1", &format!("{} (RFC 5280 identifier)", key.identifier))
    }

    fn signature(&mut self, shown: &ShownCertificate) -> io::Result<()> {
        let signature = &shown.signature;
        let parameters = signature.decoded.parameters.as_ref().map(|parameters| format!(" ({parameters})"));
        let weak = signature.weak_hash.map(|weak| format!(", rests on {weak}, which is broken"));
        let (name, bytes) = (signature.decoded.algorithm.shown(), signature.decoded.bytes);
        let text = format!("{name}{}, {bytes} octets{}", parameters.unwrap_or_default(), weak.unwrap_or_default());
        self.row("signature", &text)
    }

    fn extension(&mut self, extension: &Extension) -> io::Result<()> {
        let critical = if extension.critical { ", critical" } else { "" };
        let known = extension.kind.name.map_or_else(|| format!("extension {}", extension.kind.oid), str::to_owned);
        self.line(&format!("    {known}{critical}"))?;
        match (&extension.value, &extension.hex) {
            (Some(value), _) => value_lines(value).into_iter().try_for_each(|line| self.value(&line)),
            (None, hex) => {
                let hex = hex.as_deref().unwrap_or_default();
                let why = if extension.kind.name.is_some() { "not decoded" } else { "not known here" };
                let more = if hex.len() > MOST_DIGITS { ", of which these are the first" } else { "" };
                self.value(&format!("({why}: {} octets{more})", extension.bytes))?;
                let digits: Vec<char> = hex.chars().take(MOST_DIGITS).collect();
                let room = (self.width.saturating_sub(COLUMN) / 2 * 2).clamp(16, 64);
                digits.chunks(room).try_for_each(|digits| self.value(&digits.iter().collect::<String>()))
            }
        }
    }

    fn item(&mut self, item: &Item, indent: usize) -> io::Result<()> {
        let name = item.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        self.wrapped(indent, indent + 2, &format!("{}{name}", item.kind))?;
        let widest =
            item.fields.iter().filter(|field| field.state != "not-exported").map(|field| field.name.len()).max();
        let column = indent + 2 + widest.unwrap_or(0).min(34) + 2;
        for field in &item.fields {
            if let Some(value) = field_text(field) {
                self.hanging(indent + 2, column, &field.name, &value)?;
            }
        }
        let missing: Vec<&str> =
            item.fields.iter().filter(|field| field.state == "not-exported").map(|field| field.name.as_str()).collect();
        if !missing.is_empty() {
            self.wrapped(indent + 2, indent + 4, &format!("(not exported: {})", missing.join(", ")))?;
        }
        item.parts.iter().try_for_each(|part| self.item(part, indent + 2))
    }

    /// Values of one name, each on a line of its own.
    fn rows(&mut self, name: &str, values: impl Iterator<Item = String>) -> io::Result<()> {
        let mut name = Some(name);
        values.into_iter().try_for_each(|value| self.row(name.take().unwrap_or_default(), &value))?;
        match name {
            Some(name @ ("subject" | "issuer")) => self.row(name, "(empty)"),
            _ => Ok(()),
        }
    }

    fn row(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.hanging(4, COLUMN, name, value)
    }

    fn value(&mut self, value: &str) -> io::Result<()> {
        self.wrapped(8, 10, value)
    }

    /// A name, and its value from a column on; what does not fit goes on below its beginning.
    fn hanging(&mut self, indent: usize, column: usize, name: &str, value: &str) -> io::Result<()> {
        let (lead, below) = (" ".repeat(indent), " ".repeat(column));
        let first = format!("{lead}{:<room$} ", visible(name), room = column.saturating_sub(indent + 1));
        self.filled(&first, &below, value)
    }

    fn wrapped(&mut self, indent: usize, below: usize, text: &str) -> io::Result<()> {
        self.filled(&" ".repeat(indent), &" ".repeat(below), text)
    }

    fn filled(&mut self, first: &str, below: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", fill(self.width, first, below, &held(&visible(text), LONGEST)).trim_end())
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", held(&visible(text), LONGEST))
    }
}

fn chain_lines(chain: &ShownChain) -> Vec<String> {
    // What is self-signed says so at its issuer.
    let mut lines: Vec<String> =
        Some(&chain.says).filter(|_| chain.link != "self-signed").cloned().into_iter().collect();
    // The first is named there.
    for member in chain.members.iter().skip(1) {
        let place = member.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        lines.push(format!("that one by {}{place}", member.subject));
    }
    lines.extend(chain::end(chain).map(str::to_owned));
    lines.extend(chain.defects.iter().cloned());
    lines.extend(chain.refused.iter().map(|words| format!("rustls-webpki refuses it: {words}")));
    lines
}

fn lifetime(shown: &ShownCertificate, at: &str, moment: jiff::Timestamp) -> String {
    let days = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let told = match shown.validity {
        "not-yet-valid" => format!("not valid before {} after {at}", days(time::days_between(moment, shown.start))),
        "expired" => format!("expired {} before {at}", days(time::days_between(shown.end, moment))),
        _ => format!("{} left at {at}", days(shown.days_left)),
    };
    format!("{}; {told}", days(shown.lifetime_days))
}

fn attribute(attribute: &Attribute) -> String {
    let joined = if attribute.joined { "+ " } else { "" };
    let string = if attribute.unusual { format!(" ({})", attribute.string) } else { String::new() };
    format!("{joined}{} = {}{string}", attribute.kind.shown(), attribute.value)
}

fn field_text(field: &Field) -> Option<String> {
    let values = field.values.join(", ");
    match field.state {
        "not-exported" => None,
        "empty" => Some("(empty)".to_owned()),
        "cut" => Some(format!("{values} (cut)")),
        _ => Some(values),
    }
}

/// The name with its dots, where there is one.
fn with_oid(identifier: &Identifier) -> String {
    match identifier.name {
        Some(name) => format!("{} ({name})", identifier.oid),
        None => identifier.oid.clone(),
    }
}

fn general_name(name: &GeneralName) -> String {
    let value = if name.value.is_empty() { "(empty)" } else { &name.value };
    let octets = name.octets.as_ref().map(|octets| format!(" (no text: #{octets})")).unwrap_or_default();
    match &name.other {
        Some(other) => format!("otherName {}: {value}", with_oid(other)),
        None => format!("{} {value}{octets}", name.kind),
    }
}

fn or_none(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() { vec!["(empty)".to_owned()] } else { lines }
}

/// The value of an extension, a line each.
fn value_lines(value: &Value) -> Vec<String> {
    match value {
        Value::Names(names) => or_none(names.iter().map(general_name).collect()),
        Value::BasicConstraints { ca, path_len } => {
            let length = path_len.as_ref().map(|length| format!(", pathLenConstraint {length}"));
            vec![format!("{}{}", if *ca { "CA" } else { "not a CA" }, length.unwrap_or_default())]
        }
        Value::Usages(usages) => vec![if usages.is_empty() { "(none)".to_owned() } else { usages.join(", ") }],
        Value::Purposes(purposes) => {
            let purposes: Vec<&str> = purposes.iter().map(Identifier::shown).collect();
            vec![if purposes.is_empty() { "(none)".to_owned() } else { purposes.join(", ") }]
        }
        Value::KeyIdentifier(key_identifier) => vec![key_identifier.clone()],
        Value::AuthorityKey { key_identifier, issuer, serial } => {
            let mut lines: Vec<String> = key_identifier.iter().cloned().collect();
            lines.extend(issuer.iter().map(|name| format!("issuer {}", general_name(name))));
            lines.extend(serial.iter().map(|serial| format!("serial {serial}")));
            or_none(lines)
        }
        Value::Policies(policies) => {
            let lines = policies.iter().flat_map(|policy| {
                let qualifiers = policy.qualifiers.iter().map(|qualifier| format!("  {qualifier}"));
                std::iter::once(with_oid(&policy.kind)).chain(qualifiers)
            });
            or_none(lines.collect())
        }
        Value::Access(access) => or_none(
            access.iter().map(|entry| format!("{} {}", entry.method.shown(), general_name(&entry.location))).collect(),
        ),
        Value::Points(points) => or_none(points.iter().flat_map(point).collect()),
        Value::NameConstraints { permitted, excluded } => {
            let permitted = permitted.iter().map(|name| format!("permitted {}", general_name(name)));
            let excluded = excluded.iter().map(|name| format!("excluded {}", general_name(name)));
            or_none(permitted.chain(excluded).collect())
        }
        Value::Timestamps(timestamps) => {
            let mut lines = vec![match timestamps.len() {
                1 => "1 timestamp".to_owned(),
                count => format!("{count} timestamps"),
            }];
            for one in timestamps {
                let at = one.at.map_or_else(|| "(no moment)".to_owned(), time::rfc3339);
                lines.push(format!("{at}, version {}, log", one.version));
                lines.push(format!("  {}", one.log));
            }
            lines
        }
        Value::Template { template, major, minor } => {
            let version = |which, version: &Option<String>| {
                version.as_ref().map(|version| format!(", {which} version {version}")).unwrap_or_default()
            };
            vec![format!("{}{}{}", with_oid(template), version("major", major), version("minor", minor))]
        }
        Value::Text(text) => vec![if text.is_empty() { "(empty)".to_owned() } else { text.clone() }],
        Value::Texts(texts) => or_none(texts.clone()),
    }
}

fn point(point: &Point) -> Vec<String> {
    let mut lines: Vec<String> = point.names.iter().map(general_name).collect();
    lines.extend(point.relative.iter().map(|name| format!("relative to the issuer: {name}")));
    if lines.is_empty() {
        lines.push("(a point without a name)".to_owned());
    }
    if !point.reasons.is_empty() {
        lines.push(format!("  for {}", point.reasons.join(", ")));
    }
    lines.extend(point.crl_issuer.iter().map(|name| format!("  issued by {}", general_name(name))));
    lines
}
