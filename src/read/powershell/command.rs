//! The command behind a prompt: it names the cmdlet whose objects follow, and more of them than their properties tell.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::model::source::{Span, Spanned};

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// `OutlookProvider` of `Get-OutlookProvider`: the last cmdlet of the pipeline that prints objects of its own.
    pub noun: String,
    /// The object that was asked for: `EXPR` of `Get-OutlookProvider EXPR`.
    pub identity: Option<Spanned<String>>,
    /// The one property whose values are printed alone: `(Get-OutlookProvider EXPR).CertPrincipalName`.
    pub property: Option<Spanned<Arc<str>>>,
    /// The whole command.
    pub span: Span,
}

/// Verbs whose cmdlets hand on the objects that they are given.
const HAND_ON: [&str; 12] = [
    "Select",
    "Format",
    "Where",
    "Sort",
    "ForEach",
    "Out",
    "Export",
    "ConvertTo",
    "ConvertFrom",
    "Measure",
    "Group",
    "Tee",
];

static CMDLET: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)\b([a-z]+)[-–—]([a-z][a-z0-9]+)\b").ok());
/// What follows a cmdlet's name: its first argument, or that of `-Identity`.
static IDENTITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)^\s+(?:[-–—]Identity[\s:]+)?(?:["'“”]([^"'“”\r\n|]+)["'“”]|([^\s"'“”()|{}$;–—-][^\s"'“”()|{};]*))"#,
    )
    .ok()
});
/// `? {$_.Name -eq "EXPR"}`
static FILTER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\.(?:Name|Identity)\s+[-–—](?:i|c)?eq\s+["'“”]([^"'“”\r\n|]+)["'“”]"#).ok());
/// `(…).CertPrincipalName`, `select -ExpandProperty CertPrincipalName`
static PROPERTY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^\(.*\)\.|[-–—]Expand(?:Property)?[\s:]+)([a-z_][a-z0-9_]*)\s*$").ok());

impl Command {
    /// Reads what is after a prompt, from byte `at` of the text on; `None` if no cmdlet of it prints objects.
    pub(super) fn read(typed: &str, at: usize) -> Option<Command> {
        let cmdlets = CMDLET.as_ref()?.captures_iter(typed);
        let prints = |verb: &str| !HAND_ON.iter().any(|other| other.eq_ignore_ascii_case(verb));
        let last = cmdlets.filter_map(|found| Some((found.get(1)?, found.get(2)?)));
        // Arguments have dashes too, but are after a blank.
        let begins_command = |start: usize| {
            let before = typed.get(..start).unwrap_or("").trim_end();
            before.is_empty() || before.ends_with(['|', ';', '(', '{', '=', '&'])
        };
        let (verb, noun) = last.filter(|(verb, _)| begins_command(verb.start()) && prints(verb.as_str())).last()?;
        if !["get", "resolve", "test"].iter().any(|reads| reads.eq_ignore_ascii_case(verb.as_str())) {
            return None;
        }
        let rest = typed.get(noun.end()..)?;
        let argument = || {
            let found = IDENTITY.as_ref()?.captures(rest)?;
            let word = found.get(1).or_else(|| found.get(2))?;
            Some((word.as_str(), noun.end() + word.start()))
        };
        let filter = || {
            let word = FILTER.as_ref()?.captures(typed)?.get(1)?;
            Some((word.as_str(), word.start()))
        };
        let place = |start: usize, length: usize| Span::new(at + start, at + start + length);
        let property = PROPERTY.as_ref().and_then(|property| property.captures(typed)?.get(1));
        Some(Command {
            noun: noun.as_str().to_owned(),
            identity: argument()
                .or_else(filter)
                .map(|(word, start)| Spanned::new(word.to_owned(), place(start, word.len()))),
            property: property.map(|word| Spanned::new(Arc::from(word.as_str()), place(word.start(), word.len()))),
            span: place(0, typed.len()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_its_cmdlet() {
        for (typed, expected) in [
            ("Get-ExchangeCertificate | fl Subject,Services", Some(("ExchangeCertificate", None, None))),
            ("(Get-OutlookProvider EXPR).CertPrincipalName", {
                Some(("OutlookProvider", Some("EXPR"), Some("CertPrincipalName")))
            }),
            ("Get-OutlookProvider –Identity “EXPR” | fl", Some(("OutlookProvider", Some("EXPR"), None))),
            ("Get-OutlookProvider | ? {$_.Name -eq \"EXPR\"} | fl *Principal*", {
                Some(("OutlookProvider", Some("EXPR"), None))
            }),
            ("Get-OutlookProvider EXPR | select -ExpandProperty CertPrincipalName", {
                Some(("OutlookProvider", Some("EXPR"), Some("CertPrincipalName")))
            }),
            ("Get-ExchangeServer | Get-ExchangeCertificate | ft", Some(("ExchangeCertificate", None, None))),
            ("get-clientaccessserver | fl name,auto*uri", Some(("clientaccessserver", None, None))),
            (
                "Get-OwaVirtualDirectory -Server EX01 -ADPropertiesOnly | Format-List",
                Some(("OwaVirtualDirectory", None, None)),
            ),
            ("$x = Get-AuthConfig; $x | Select-Object *", Some(("AuthConfig", None, None))),
            ("Get-OutlookProvider | Set-OutlookProvider -TTL 1", None),
            ("ipconfig /all", None),
            ("exit", None),
        ] {
            let read = Command::read(typed, 0);
            let told = read.as_ref().map(|command| {
                let identity = command.identity.as_ref().map(|identity| identity.value.as_str());
                (command.noun.as_str(), identity, command.property.as_ref().map(|property| &*property.value))
            });
            assert_eq!(told, expected, "{typed}");
        }
    }
}
