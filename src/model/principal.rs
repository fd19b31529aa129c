//! The principal name that Outlook requires of a certificate: `msstd:mail.contoso.com`.
//!
//! Forms: Microsoft's "Principal Names" (Win32 RPC): `msstd:` with the certificate's name, `fullsic:` with its whole
//! chain. `none` (Set-OutlookProvider) turns the check off.

use std::borrow::Cow;

use super::host::{CertificateName, NotAHost};

/// The value of a CertPrincipalName, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The value as written.
    pub written: String,
    /// What it means.
    pub form: Form,
}

/// What a principal means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// `msstd:` and a name.
    Msstd(CertificateName),
    /// `fullsic:` and anything.
    FullSic,
    /// `none`: the check is off.
    None,
    /// None of these, and what is wrong, the first that holds.
    Malformed(Malformation),
}

/// What is wrong with a malformed principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformation {
    /// Nothing after the prefix.
    Empty,
    /// What follows is no host.
    NotAHost {
        /// Why.
        why: NotAHost,
        /// What follows the prefix, without stray characters.
        rest: String,
    },
    /// White space, quotes or invisible characters in or around an otherwise good value.
    StraySpace {
        /// The name without them.
        name: CertificateName,
        /// The first stray character.
        stray: char,
        /// It has the prefix too.
        prefixed: bool,
    },
    /// A good name with neither `msstd:` nor `fullsic:`.
    NoPrefix {
        /// The name.
        name: CertificateName,
    },
}

/// Where a principal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Origin {
    /// A CertPrincipalName of an answer.
    Autodiscover,
    /// The default, `msstd:<Server>`.
    AutodiscoverDefault,
    /// `Get-OutlookProvider`.
    OutlookProvider,
    /// The ExternalHostname of Outlook Anywhere, which Autodiscover takes where the EXPR provider is empty.
    ProviderDefault,
    /// The same where the EXPR provider is not exported: what its default would be.
    Predicted,
    /// An Outlook profile.
    OutlookProfile,
    /// A report of the Remote Connectivity Analyzer: what was typed, or found.
    AnalyzerReport,
    /// The EXPR provider in an export of the directory.
    DirectoryExport,
    /// `--principal`.
    CommandLine,
}

impl Origin {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// How far it is from where principals are set: what is set there reaches those behind.
    pub fn distance(self) -> u8 {
        match self {
            Origin::OutlookProvider => 0,
            Origin::ProviderDefault | Origin::Predicted | Origin::DirectoryExport => 1,
            Origin::Autodiscover => 2,
            Origin::AutodiscoverDefault => 3,
            Origin::OutlookProfile | Origin::AnalyzerReport | Origin::CommandLine => 4,
        }
    }
}

const PREFIX: &str = "msstd:";

/// The option that names a principal to test.
pub const OPTION: &str = "--principal";

impl Principal {
    /// Understands a value. `None` where it is blank, which Outlook takes as absent.
    pub fn parse(written: &str) -> Option<Principal> {
        if written.chars().all(is_stray) {
            return None;
        }
        Some(Principal { written: written.to_owned(), form: form(written) })
    }

    /// The name it requires, whatever is wrong around it; `None` where there is none to compare.
    pub fn name(&self) -> Option<&CertificateName> {
        match &self.form {
            Form::Msstd(name)
            | Form::Malformed(Malformation::StraySpace { name, .. } | Malformation::NoPrefix { name }) => Some(name),
            _ => None,
        }
    }

    /// Whether both require the same name.
    pub fn requires_same(&self, other: &Principal) -> bool {
        match (self.name(), other.name()) {
            (Some(own), Some(other)) => own == other,
            _ => self.form == other.form,
        }
    }

    /// The prefix is there, but not in lower case.
    pub fn has_prefix_in_other_case(&self) -> bool {
        let start = self.written.get(..PREFIX.len()).unwrap_or("");
        start.eq_ignore_ascii_case(PREFIX) && start != PREFIX
    }
}

fn form(written: &str) -> Form {
    let trimmed = written.trim_matches(is_stray);
    if trimmed.eq_ignore_ascii_case("none") {
        return Form::None;
    }
    if starts_with(trimmed, "fullsic:") {
        return Form::FullSic;
    }
    let prefixed = starts_with(trimmed, PREFIX);
    let rest = if prefixed { trimmed.get(PREFIX.len()..).unwrap_or("") } else { trimmed };
    let rest = rest.trim_matches(is_stray);
    if rest.is_empty() {
        return Form::Malformed(Malformation::Empty);
    }
    let is_name = |part: &&str| part.contains('.') && CertificateName::parse(part).is_ok();
    let has_stray = rest.contains(is_stray);
    let several = has_stray && rest.split(is_stray).filter(is_name).count() > 1;
    let bare: Cow<'_, str> =
        if has_stray { rest.chars().filter(|c| !is_stray(*c)).collect() } else { Cow::Borrowed(rest) };
    let name = match CertificateName::parse(&bare) {
        _ if several => return not_a_host(NotAHost::List, rest),
        Err(why) => return not_a_host(why, &bare),
        Ok(name) => name,
    };
    match written.chars().find(|c| is_stray(*c)) {
        Some(stray) => Form::Malformed(Malformation::StraySpace { name, stray, prefixed }),
        None if prefixed => Form::Msstd(name),
        None => Form::Malformed(Malformation::NoPrefix { name }),
    }
}

fn not_a_host(why: NotAHost, rest: &str) -> Form {
    Form::Malformed(Malformation::NotAHost { why, rest: rest.to_owned() })
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// White space, quotes, and characters that do not show: none of them belongs in a principal.
fn is_stray(c: char) -> bool {
    if c.is_ascii_graphic() {
        return matches!(c, '"' | '\'' | '`');
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ab}' | '\u{bb}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{2018}'..='\u{201f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn malformation(written: &str) -> Malformation {
        match Principal::parse(written).unwrap().form {
            Form::Malformed(malformation) => malformation,
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn good_values() {
        for written in ["msstd:mail.contoso.com", "MSSTD:Mail.contoso.com", "msstd:*.contoso.com", "msstd:EX01"] {
            assert!(matches!(Principal::parse(written).unwrap().form, Form::Msstd(_)), "{written}");
        }
        assert_eq!(Principal::parse("None").unwrap().form, Form::None);
        assert_eq!(Principal::parse("fullsic:\\<\\Authority>").unwrap().form, Form::FullSic);
        assert_eq!(Principal::parse(" \t"), None);
    }

    #[test]
    fn the_first_malformation_that_holds() {
        assert_eq!(malformation("msstd: "), Malformation::Empty);
        assert!(matches!(malformation("msstd: https://mail.contoso.com"), Malformation::NotAHost { .. }));
        assert!(matches!(malformation("msstd: mail.contoso.com"), Malformation::StraySpace { stray: ' ', .. }));
        assert!(matches!(malformation("\"mail.contoso.com\""), Malformation::StraySpace { prefixed: false, .. }));
        assert!(matches!(malformation("msstd:mail.\u{200b}contoso.com"), Malformation::StraySpace { .. }));
        assert!(matches!(malformation("msstd:mail\u{200b}.contoso.com"), Malformation::StraySpace { .. }));
        assert!(matches!(malformation("*.contoso.com"), Malformation::NoPrefix { .. }));
        for (written, why) in [
            ("msstd:mail.contoso.com:443", NotAHost::Port),
            ("msstd:mail.contoso.com.", NotAHost::TrailingDot),
            ("msstd:192.0.2.7", NotAHost::IpAddress),
            ("msstd:admin@contoso.com", NotAHost::EmailAddress),
            ("msstd:mail.contoso.com owa.contoso.com", NotAHost::List),
            ("msstd:mail.contoso.com;owa.contoso.com", NotAHost::List),
            ("msstd:mail.contoso.com \"owa.contoso.com\"", NotAHost::List),
            ("msstd:ex_1.contoso.com", NotAHost::Forbidden),
            ("msstd:m*.contoso.com", NotAHost::Forbidden),
            ("msstd:msstd:mail.contoso.com", NotAHost::Forbidden),
        ] {
            assert!(
                matches!(malformation(written), Malformation::NotAHost { why: found, .. } if found == why),
                "{written}: {:?}",
                malformation(written)
            );
        }
    }
}
