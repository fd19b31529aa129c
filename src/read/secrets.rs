//! Passwords that are in a text. They are never kept: only the line that has one is given.

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use regex::Regex;

use crate::model::{
    file::{Problem, ProblemKind, Secret},
    source::{At, Place, Source, Span, Text},
};

/// How much of a command is looked at, before the cmdlet and behind it.
const MOST_BYTES: usize = 1024;

static SECURE_STRING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)ConvertTo-SecureString").ok());

/// The password that OpenSSL and certutil are given.
static ARGUMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bopenssl\b[^\r\n]*?\s-pass(?:in|out|word)?\s+.?pass:(\S+)|\bcertutil\b[^\r\n]*?\s[-/]p\s+(\S+)")
        .ok()
});

/// A value after a word for a password, and the password of a URL.
static ASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?ix)(?:passw(?:or[dt]|d)|passphrase|kennwort|\bpwd|mot\ de\ passe|contraseña)
        (?:["']?\s*[:=>]\s*|\s+)["'“]?([^\s"'”<>,;:=]+) | ://[^\s/@:]+:([^\s/@]+)@"#,
    )
    .ok()
});

/// The first line of an unknown text that gives a password: `password: …`.
pub(super) fn in_lines(text: &Text) -> Option<u32> {
    const WORDS: [&str; 7] = ["password", "passphrase", "pwd", "kennwort", "passwort", "mot de passe", "contraseña"];
    (1..=text.line_count()).find(|line| {
        let line = text.line_span(*line).map_or("", |span| text.slice(span));
        let Some((name, value)) = line.split_once([':', '=']) else { return false };
        let name = name.trim().to_lowercase();
        let tells = WORDS.iter().any(|word| name == *word || name.ends_with(&format!(" {word}")));
        let single = !value.trim().contains(char::is_whitespace);
        tells && single && is_password(value.trim())
    })
}

/// The first line of a profile file for Outlook's setup that gives a password: `POP3Password=…`.
pub(super) fn in_profile_file(text: &Text) -> Option<u32> {
    (1..=text.line_count()).find(|line| {
        let line = text.line_span(*line).map_or("", |span| text.slice(span)).trim();
        let Some((name, value)) = line.split_once('=') else { return false };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim();
        let is_switch = ["true", "false", "yes", "no", "0", "1"].iter().any(|word| value.eq_ignore_ascii_case(word));
        let tells = name.ends_with("password") && !name.starts_with("remember") && !line.starts_with(';');
        tells && !is_switch && is_password(value.trim_matches('"'))
    })
}

/// The first line with a command that has a password: `ConvertTo-SecureString "…" -AsPlainText`, `openssl … -passin pass:…`,
/// `certutil -p …`.
pub(super) fn in_commands(text: &Text) -> Option<u32> {
    let whole = text.as_str();
    let secure_string = SECURE_STRING.as_ref().and_then(|name| {
        name.find_iter(whole).map(|found| found.range()).find(|found| {
            let from = whole.floor_char_boundary(found.start.saturating_sub(MOST_BYTES));
            let to = whole.floor_char_boundary(whole.len().min(found.end + MOST_BYTES));
            let before = whole.get(from..found.start).unwrap_or("");
            let before = before.rsplit('\n').next().unwrap_or("");
            gives_password(before, whole.get(found.end..to).unwrap_or(""))
        })
    });
    let argument = ARGUMENT.as_ref().and_then(|argument| {
        let given = argument.captures_iter(whole).filter_map(|found| found.get(1).or_else(|| found.get(2)));
        given
            .map(|found| found.range())
            .find(|found| whole.get(found.clone()).is_some_and(|value| is_password(value.trim_matches(is_quote))))
    });
    let at = secure_string.into_iter().chain(argument).map(|found| found.start).min()?;
    (1..=text.line_count()).rev().find(|line| text.line_span(*line).is_some_and(|span| span.start as usize <= at))
}

/// Whether a line gives a password beside other things: as an element, a property, a parameter, or in a URL. The parts of
/// the line are looked at as far as they may be shown.
pub(crate) fn beside([before, marked, after]: [&str; 3]) -> bool {
    const ENOUGH: usize = 512;
    let from = before.ceil_char_boundary(before.len().saturating_sub(ENOUGH));
    let to = after.floor_char_boundary(ENOUGH);
    let line = [before.get(from..), Some(marked), after.get(..to)].map(Option::unwrap_or_default).concat();
    let given = |pattern: &LazyLock<Option<Regex>>| {
        let found = pattern.iter().flat_map(|pattern| pattern.captures_iter(&line));
        found.filter_map(|found| found.get(1).or_else(|| found.get(2))).any(|value| is_password(value.as_str()))
    };
    given(&ASSIGNED) || in_commands(&Text::new(line.clone())).is_some()
}

/// Whether a literal is the argument of `ConvertTo-SecureString`, or is piped into it.
fn gives_password(before: &str, after: &str) -> bool {
    let words = words(after);
    let is_plain = |word: &&Word<'_>| {
        let name = word.text.strip_prefix(['-', '–', '—']).unwrap_or("").to_ascii_lowercase();
        !word.is_quoted && name.len() > 1 && "asplaintext".starts_with(name.split(':').next().unwrap_or(""))
    };
    if !words.iter().any(|word| is_plain(&word)) {
        return false;
    }
    let is_argument = |word: &Word<'_>| word.is_literal() && is_password(word.text.as_ref());
    words.iter().any(is_argument) || piped(before).is_some_and(is_password)
}

/// The text in quotes that is piped into what follows: `"…" |`.
fn piped(before: &str) -> Option<&str> {
    let quoted = before.trim_end().strip_suffix('|')?.trim_end();
    let close = quoted.chars().next_back().filter(|c| is_quote(*c))?;
    let inner = quoted.get(..quoted.len() - close.len_utf8())?;
    let start = inner.rfind(is_quote)?;
    let text = inner.get(start..)?;
    text.get(text.chars().next()?.len_utf8()..)
}

/// A word of a command.
struct Word<'t> {
    text: Cow<'t, str>,
    is_quoted: bool,
}

impl Word<'_> {
    /// It is a text as it is: no parameter, no variable, no expression.
    fn is_literal(&self) -> bool {
        let value = self.text.trim();
        self.is_quoted || !value.starts_with(['-', '–', '—', '$', '(', '@', '['])
    }
}

/// The words of a command up to where it ends. A back-tick at the end of a line continues it.
fn words(command: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = command;
    while words.len() < 16 {
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', ':']).len();
        rest = rest.get(blank..).unwrap_or("");
        if let Some(continued) = rest.strip_prefix('`').map(|rest| rest.trim_start_matches([' ', '\t', '\r']))
            && let Some(next) = continued.strip_prefix('\n')
        {
            rest = next;
            continue;
        }
        let Some(first) = rest.chars().next().filter(|c| !matches!(c, '\r' | '\n' | ';' | '|' | ')')) else { break };
        let (text, after, is_quoted) = if is_quote(first) {
            let inner = rest.get(first.len_utf8()..).unwrap_or("");
            let Some(end) = inner.char_indices().find(|(_, c)| is_same_quote(first, *c)) else { break };
            let text = inner.get(..end.0).unwrap_or("");
            (text, inner.get(end.0 + end.1.len_utf8()..).unwrap_or(""), true)
        } else {
            let is_end = |c: char| c.is_whitespace() || matches!(c, ';' | '|' | ')');
            let end = rest.find(is_end).unwrap_or(rest.len());
            // `-String:'…'`
            let end = rest.get(..end).and_then(|word| word.find(is_quote)).unwrap_or(end);
            rest.split_at_checked(end.max(first.len_utf8()))
                .map_or((rest, "", false), |(word, after)| (word, after, false))
        };
        rest = after;
        words.push(Word { text: Cow::Borrowed(text), is_quoted });
    }
    words
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’')
}

fn is_same_quote(open: char, close: char) -> bool {
    let is_single = |c: char| matches!(c, '\'' | '‘' | '’');
    is_quote(close) && is_single(open) == is_single(close)
}

/// Whether a text is meant as a password: not masked, no placeholder, no variable, no type of a MAPI property.
fn is_password(value: &str) -> bool {
    const PLACEHOLDERS: [&str; 5] = ["password", "passwort", "kennwort", "yourpassword", "pfxpassword"];
    let is_masked = value.chars().all(|c| matches!(c, '*' | '.' | '•' | '-' | 'x' | 'X'));
    let is_variable = value.starts_with(['<', '$', '{', '[']) || value.starts_with('%') && value.ends_with('%');
    let is_mapping = value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("PT_")) && value.contains(',');
    let is_placeholder = PLACEHOLDERS.iter().any(|word| value.eq_ignore_ascii_case(word));
    !value.is_empty() && !is_masked && !is_variable && !is_mapping && !is_placeholder
}

/// A password in clear at a line. `bare` is the file without its text: nothing of the line can be shown.
pub(super) fn password_at(bare: &Arc<Source>, text: &Text, line: u32) -> Problem {
    let start = text.line_span(line).map_or(0, |span| span.start as usize);
    let at = At::Lines { first: line, last: line, columns: (1, 1), span: Span::new(start, start) };
    let place = Place { source: Arc::clone(bare), at, index: None };
    Problem::new(ProblemKind::SecretInClear(Secret::Password), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text::new(text.to_owned())
    }

    #[test]
    fn commands_that_give_a_password() {
        for given in [
            "ConvertTo-SecureString 'Zinnia+9' -AsPlainText -Force",
            "$p = ConvertTo-SecureString -String \"Zinnia;9 | x\" -AsPlainText -Force",
            "$p=convertto-securestring -asplaintext -force “Zinnia9”",
            "-Password (ConvertTo-SecureString -AsPlainText Zinnia9 -Force)",
            "\"Zinnia9\" | ConvertTo-SecureString -AsPlainText -Force",
            "openssl pkcs12 -in mail.pfx -nodes -passin pass:Zinnia9 -out mail.pem",
            "certutil -f -p \"Zinnia9\" -importPFX mail.pfx",
            "ConvertTo-SecureString `\r\n  -String:'Zinnia9' `\r\n  -AsPlainText -Force",
        ] {
            assert_eq!(in_commands(&text(&format!("first\n{given}\n"))), Some(2), "{given}");
        }
        for other in [
            "ConvertTo-SecureString $plain -AsPlainText -Force",
            "ConvertTo-SecureString \"$plain\" -AsPlainText -Force",
            "ConvertTo-SecureString (Read-Host) -AsPlainText -Force",
            "ConvertTo-SecureString '<password>' -AsPlainText -Force",
            "ConvertTo-SecureString '********' -AsPlainText -Force",
            "ConvertTo-SecureString 01000000d08c9ddf0115d1118c7a00c04fc297eb",
            "Get-Help ConvertTo-SecureString",
            "openssl pkcs12 -in mail.pfx -passin pass:$pw",
            "openssl pkcs12 -in mail.pfx -passin file:pw.txt",
            "certutil -p <password> -importPFX mail.pfx",
            "certutil -store -p",
            "$plain | ConvertTo-SecureString -AsPlainText -Force; Write-Host 'done'",
        ] {
            assert_eq!(in_commands(&text(other)), None, "{other}");
        }
    }

    #[test]
    fn no_number_of_commands_hides_the_last() {
        let many = "ConvertTo-SecureString $plain -AsPlainText -Force\n".repeat(10_000);
        let last = "openssl pkcs12 -in mail.pfx -passin pass:Zinnia9\n";
        assert_eq!(in_commands(&text(&format!("{many}{last}"))), Some(10_001));
    }

    #[test]
    fn lines_that_give_a_password_beside_other_things() {
        for line in [
            "CertPrincipalName : msstd:mail.contoso.com  Password : Tulip77",
            "<CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName><Password>Tulip77</Password>",
            "{\"Password\": \"Tulip77\", \"CertPrincipalName\": \"msstd:mail.contoso.com\"}",
            "Set-OutlookProvider EXPR -CertPrincipalName msstd:mail.contoso.com # kennwort Tulip77",
            "connect -Password Tulip77 | Set-OutlookProvider EXPR -CertPrincipalName msstd:mail.contoso.com",
            "https://anna:Tulip77@mail.contoso.com/ msstd:mail.contoso.com",
            "ConvertTo-SecureString 'Tulip77' -AsPlainText -Force; 'msstd:mail.contoso.com'",
        ] {
            let (before, after) = line.split_once("msstd:mail.contoso.com").unwrap();
            assert!(beside([before, "msstd:mail.contoso.com", after]), "{line}");
        }
        for line in [
            "CertPrincipalName : msstd:mail.contoso.com",
            "<Password>********</Password><CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName>",
            "PasswordLastSet : 1/1/2026 msstd:mail.contoso.com",
            "https://mail.contoso.com:443/owa@x msstd:mail.contoso.com",
            "-Password $password msstd:mail.contoso.com",
        ] {
            let (before, after) = line.split_once("msstd:mail.contoso.com").unwrap();
            assert!(!beside([before, "msstd:mail.contoso.com", after]), "{line}");
        }
    }

    #[test]
    fn lines_that_give_a_password() {
        for (line, given) in [
            ("Password: Tulip77", true),
            ("PFX password = Tulip77", true),
            ("Password=PT_STRING8,0x6703", false),
            ("Password: ****", false),
            ("Password: <secret>", false),
            ("Password: see the ticket", false),
            ("Password=", false),
        ] {
            assert_eq!(in_lines(&text(line)).is_some(), given, "{line}");
        }
        for (line, given) in [
            ("POP3Password=Tulip77", true),
            ("Password=\"Tulip 77\"", true),
            ("Password=PT_STRING8,0x6703", false),
            ("Password=%Password%", false),
            ("RememberPassword=TRUE", false),
            ("SMTPUsePOP3Password=1", false),
            (";Password=Tulip77", false),
        ] {
            assert_eq!(in_profile_file(&text(line)).is_some(), given, "{line}");
        }
    }
}
