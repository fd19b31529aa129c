//! The form of the names that certificates list, and which rule reports one that is wrong.

use crate::model::host;

/// What is wrong with the form of a name. A name has one flaw at most, the first of these that holds, so that no two
/// rules report it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// An IP address (CT023).
    Address,
    /// `*` is not the whole first label, or is alone (CT019).
    Wildcard,
    /// What is no wildcard is no host name either (CT021); why not.
    Malformed(&'static str),
    /// `*.` and a public suffix (CT020).
    PublicSuffix,
}

impl Flaw {
    /// A stable key for texts.
    pub(super) fn key(self) -> &'static str {
        match self {
            Flaw::Address => "address",
            Flaw::Wildcard => "wildcard",
            Flaw::Malformed(why) => why,
            Flaw::PublicSuffix => "public-suffix",
        }
    }
}

/// What is wrong with the form of a DNS name of a certificate. Nothing is allocated for a name without A-labels.
pub(super) fn flaw(name: &str) -> Option<Flaw> {
    const LONGEST: usize = 253;
    if name.len() <= LONGEST && is_plain(name) {
        return None;
    }
    if host::is_ip(name) {
        return Some(Flaw::Address);
    }
    let (is_wildcard, rest) = match name.strip_prefix("*.") {
        Some(rest) => (true, rest),
        None => (false, name),
    };
    if rest.contains('*') || (is_wildcard && rest.is_empty()) {
        return Some(Flaw::Wildcard);
    }
    let too_long = (name.len() > LONGEST).then_some("name-long");
    if let Some(why) = malformed(rest).or(too_long) {
        return Some(Flaw::Malformed(why));
    }
    (is_wildcard && host::is_public_suffix(rest)).then_some(Flaw::PublicSuffix)
}

/// A common name that is meant as a name of the DNS, well-formed or not: characters that such names have or have got
/// by mistake, and a top-level label. What else a common name says is free text.
pub(super) fn stands_for_host(common_name: &str) -> bool {
    let name = common_name.trim_matches(|c: char| c.is_ascii_whitespace() || c.is_ascii_control());
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_used = |byte: u8| byte.is_ascii_alphanumeric() || byte.is_ascii_control() || b"-._*".contains(&byte);
    let is_top = |top: &str| {
        top == "*" || is_a_label(top) || (top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
    };
    name == "*" || (name.rsplit_once('.').is_some_and(|(_, top)| is_top(top)) && name.bytes().all(is_used))
}

/// Letters and digits, with single dots and hyphens between them, and a letter at the end: nearly every name is plain,
/// and none that is has a flaw but its length.
fn is_plain(name: &str) -> bool {
    const LONGEST_LABEL: usize = 63;
    let mut length = 0;
    let mut previous = b'.';
    for byte in name.bytes() {
        let separates = matches!(byte, b'.' | b'-');
        length = if byte == b'.' { 0 } else { length + 1 };
        if !(separates || byte.is_ascii_alphanumeric())
            || (separates && matches!(previous, b'.' | b'-'))
            || length > LONGEST_LABEL
        {
            return false;
        }
        previous = byte;
    }
    previous.is_ascii_alphabetic()
}

/// Why a text is no host name as RFC 5280, section 4.2.1.6, asks for: IA5String, the preferred name syntax of RFC 1034
/// as RFC 1123 relaxed it, an IDN as A-labels.
fn malformed(name: &str) -> Option<&'static str> {
    if is_plain(name) {
        return None;
    }
    let labels = || name.split('.');
    let is_used = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    if name.chars().any(char::is_control) {
        Some("control")
    } else if !name.is_ascii() {
        Some("not-ascii")
    } else if name.contains(' ') {
        Some("space")
    } else if name.contains('_') {
        Some("underscore")
    } else if !name.bytes().all(is_used) {
        Some("character")
    } else if name.strip_suffix('.').is_some_and(|name| name.split('.').all(|label| !label.is_empty())) {
        Some("trailing-dot")
    } else if labels().any(str::is_empty) {
        Some("empty-label")
    } else if labels().any(|label| label.len() > 63) {
        Some("label-long")
    } else if labels().any(|label| label.starts_with('-') || label.ends_with('-')) {
        Some("hyphen")
    } else if labels().any(|label| is_a_label(label) && !round_trips(label)) {
        Some("a-label")
    } else {
        None
    }
}

/// Written as an A-label: `xn--` and more.
fn is_a_label(label: &str) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"))
}

/// An A-label that decodes to letters that are encoded as it (UTS #46). Each label by itself, for what Unicode forbids
/// beside letters that run from right to left is no matter of certificates.
fn round_trips(label: &str) -> bool {
    idna::domain_to_ascii(label).is_ok_and(|again| again.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_first_flaw() {
        let long_label = format!("{}.contoso.com", "a".repeat(64));
        let long_name = format!("{}contoso.com", "abcdefgh.".repeat(28));
        for (name, flaw) in [
            ("192.0.2.1", Flaw::Address),
            ("2001:db8::1", Flaw::Address),
            ("[2001:db8::1]", Flaw::Address),
            ("*", Flaw::Wildcard),
            ("*.", Flaw::Wildcard),
            ("m*.contoso.com", Flaw::Wildcard),
            ("*mail.contoso.com", Flaw::Wildcard),
            ("mail.*.contoso.com", Flaw::Wildcard),
            ("*.*.contoso.com", Flaw::Wildcard),
            ("*.ex_01.*", Flaw::Wildcard),
            ("mail.contoso.com\0.example", Flaw::Malformed("control")),
            ("bücher.example", Flaw::Malformed("not-ascii")),
            ("con\u{fffd}oso.com", Flaw::Malformed("not-ascii")),
            ("mail contoso.com", Flaw::Malformed("space")),
            ("ex_01.contoso.com", Flaw::Malformed("underscore")),
            ("*.ex_01.contoso.com", Flaw::Malformed("underscore")),
            ("https://mail.contoso.com", Flaw::Malformed("character")),
            ("mail.contoso.com.", Flaw::Malformed("trailing-dot")),
            ("", Flaw::Malformed("empty-label")),
            (".", Flaw::Malformed("empty-label")),
            (".contoso.com", Flaw::Malformed("empty-label")),
            ("mail..contoso.com", Flaw::Malformed("empty-label")),
            (&long_label, Flaw::Malformed("label-long")),
            (&long_name, Flaw::Malformed("name-long")),
            ("-mail.contoso.com", Flaw::Malformed("hyphen")),
            ("mail-.contoso.com", Flaw::Malformed("hyphen")),
            ("xn--zzzzzzzz99999.contoso.com", Flaw::Malformed("a-label")),
            ("xn--mail-.contoso.com", Flaw::Malformed("hyphen")),
            ("xn--.contoso.com", Flaw::Malformed("hyphen")),
            ("*.com", Flaw::PublicSuffix),
            ("*.CO.UK", Flaw::PublicSuffix),
            ("*.xn--p1ai", Flaw::PublicSuffix),
            ("*.xn--55qx5d.cn", Flaw::PublicSuffix),
        ] {
            assert_eq!(super::flaw(name), Some(flaw), "{name}");
        }
    }

    #[test]
    fn right_names_have_none() {
        let long_label = format!("{}.contoso.com", "a".repeat(63));
        for name in [
            "mail.contoso.com",
            "MAIL.contoso.com",
            "ex01",
            "ex01.contoso.local",
            "3com.example",
            "mail.contoso.c0m1",
            "*.contoso.com",
            "*.contoso",
            "*.github.io",
            "*.mail.contoso.co.uk",
            "mail.xn--bcher-kva.example",
            "mail.XN--BCHER-KVA.example",
            "xn--n3h.example",
            "2.xn--4dbcagdahymbxekheh6e0a7fei0b.example",
            "r3---sn.example.com",
            &long_label,
        ] {
            assert_eq!(flaw(name), None, "{name}");
        }
    }

    #[test]
    fn a_common_name_is_a_name_or_free_text() {
        for name in [
            "mail.contoso.com",
            "ex_01.contoso.local",
            "m*.contoso.com",
            "*",
            "contoso.*",
            " mail.contoso.com",
            "mail.contoso.com.",
            "mail..contoso.com",
            "mail.contoso.com\0.example.org",
        ] {
            assert!(stands_for_host(name), "{name}");
        }
        for text in [
            "",
            "EX_01",
            "Contoso Mail Gateway",
            "Contoso *new* gateway",
            "Contoso mail.contoso.com",
            "Contoso_Inc.",
            "Contoso S.A.",
            "192.0.2.1",
            "https://mail.contoso.com",
            "mail.contoso.com:443",
            "mail.contoso.com,owa.contoso.com",
            "admin@contoso.com",
            "mail.bücher.example",
            "Gateway_1.2",
        ] {
            assert!(!stands_for_host(text), "{text}");
        }
    }
}
