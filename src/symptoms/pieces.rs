//! The pieces of a text: words without case and accents, numbers, codes and names; hosts, addresses and thumbprints, which differ from
//! one organisation to the next, are left out.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization as _;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A word.
    Word(String),
    /// A number, also `4.7.5`.
    Number(String),
    /// An error code of Windows.
    Code(u32),
    /// A stretch of Japanese, which has no spaces.
    Japanese(String),
    /// `*.contoso.com`.
    Wildcard,
    /// `msstd:mail.contoso.com`.
    Principal,
}

static PIECES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let kinds = [
        r"(?P<omitted>https?://[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[0-9a-f]{32,}\b)",
        r"(?P<principal>msstd\s?:\s?(?:\*\.)?[\w-]*(?:\.[\w-]+)*)",
        r"(?P<wildcard>\*\.[\w-]+(?:\.[\w-]+)*)",
        r"(?P<code>\b0x[0-9a-f]{1,8}\b|\b8[0-9a-f]{7}\b|-[0-9]{9,10}\b)",
        r"(?P<dotted>[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
        r"(?P<japanese>[\x{3005}\x{3040}-\x{30ff}\x{4e00}-\x{9fff}]+)",
        r"(?P<number>\b[0-9]+\b)",
        r"(?P<word>[\p{L}\p{N}--\x{3005}\x{3040}-\x{30ff}\x{4e00}-\x{9fff}]+(?:'\p{L}+)*)",
    ];
    // A test compiles it.
    Regex::new(&kinds.join("|")).ok()
});

/// A text as it is compared: without case, accents, and the difference between full and half width.
pub(super) fn folded(text: &str) -> String {
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let lower: String = text.nfkc().flat_map(char::to_lowercase).nfd().filter(|c| !is_accent(c)).nfc().collect();
    lower.replace(['\u{2019}', '\u{2018}', '`', '´'], "'").replace('ß', "ss").replace('_', " ")
}

/// The pieces of a text, in their order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let text = folded(text);
    let found = PIECES.iter().flat_map(|pieces| pieces.captures_iter(&text));
    found.flat_map(|found| of(&found)).collect()
}

fn of(found: &Captures<'_>) -> Vec<Piece> {
    let kind = |name: &str| found.name(name).map(|text| text.as_str());
    if kind("principal").is_some() {
        vec![Piece::Principal]
    } else if kind("wildcard").is_some() {
        vec![Piece::Wildcard]
    } else if let Some(text) = kind("code") {
        code(text).into_iter().collect()
    } else if let Some(text) = kind("dotted") {
        dotted(text)
    } else if let Some(text) = kind("japanese") {
        vec![Piece::Japanese(text.to_owned())]
    } else if let Some(text) = kind("number") {
        vec![number(text)]
    } else if let Some(text) = kind("word") {
        words(text)
    } else {
        Vec::new()
    }
}

/// `0x80072f0d`, `80072f0d` and `-2147012851` are one code.
fn code(text: &str) -> Option<Piece> {
    let hexadecimal = text.strip_prefix("0x").unwrap_or(text);
    let signed = || text.parse::<i32>().ok().map(i32::cast_unsigned);
    u32::from_str_radix(hexadecimal, 16).ok().filter(|_| !text.starts_with('-')).or_else(signed).map(Piece::Code)
}

/// An error of WinINet or WinHTTP, 12000 and up, is the same as an HRESULT.
fn number(text: &str) -> Piece {
    match text.parse::<u32>() {
        Ok(number @ 12_001..=12_199) if !(12_010..=12_020).contains(&number) => Piece::Code(0x8007_0000 | number),
        _ => Piece::Number(text.to_owned()),
    }
}

/// Names that only an inner network has.
const INNER: &[&str] = &["local", "internal", "intern", "lan", "corp", "home", "test", "example", "domain"];

/// Extensions of files, which are no top-level domains here.
const EXTENSIONS: &[&str] = &["xml", "html", "aspx", "asmx", "cer", "pfx", "pem", "crt", "txt", "dll", "exe"];

/// A host is left out, but for `autodiscover`, which says what it is for; what is no host are words or a number.
fn dotted(text: &str) -> Vec<Piece> {
    let labels: Vec<&str> = text.split('.').filter(|label| !label.is_empty()).collect();
    let is_number = labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    if is_number {
        return vec![Piece::Number(text.to_owned())];
    }
    let last = labels.last().copied().unwrap_or_default();
    let is_public = psl::suffix(text.as_bytes()).is_some_and(|suffix| suffix.is_known());
    if (is_public || INNER.contains(&last)) && !EXTENSIONS.contains(&last) {
        let is_kept = labels.first() == Some(&"autodiscover");
        return is_kept.then(|| Piece::Word("autodiscover".to_owned())).into_iter().collect();
    }
    labels.into_iter().flat_map(|label| label.split('-')).filter(|word| !word.is_empty()).flat_map(words).collect()
}

/// Endings that an apostrophe joins to a word: `doesn't`.
const JOINED: &[&str] = &["t", "s", "re", "ve", "ll", "d", "m"];

/// `doesn't` is one word, `l'autenticazione` two.
fn words(text: &str) -> Vec<Piece> {
    let word = |text: &str| {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { number(text) } else { Piece::Word(text.to_owned()) }
    };
    match text.rsplit_once('\'') {
        Some((before, after)) if JOINED.contains(&after) => vec![word(&(before.replace('\'', "") + after))],
        Some(_) => text.split('\'').filter(|part| !part.is_empty()).map(word).collect(),
        None => vec![word(text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Piece {
        Piece::Word(text.to_owned())
    }

    #[test]
    fn values_are_recognised_and_words_folded() {
        assert_eq!(
            pieces(
                "Ｔｈｅ certificate *.contoso.com doesn’t match msstd: mail.contoso.com, l'autenticazione über ex01.corp.local"
            ),
            [
                word("the"),
                word("certificate"),
                Piece::Wildcard,
                word("doesnt"),
                word("match"),
                Piece::Principal,
                word("l"),
                word("autenticazione"),
                word("uber"),
            ]
        );
        assert_eq!(pieces("msstd:*.contoso.com https://mail.contoso.com/x anna@contoso.com"), [Piece::Principal]);
        assert_eq!(pieces("autodiscover.contoso.com"), [word("autodiscover")]);
        assert_eq!(pieces("証明書がｶﾞ"), [Piece::Japanese("証明書がガ".to_owned())]);
    }

    #[test]
    fn a_code_is_one_however_it_is_written() {
        for text in ["0x80072F0D", "80072f0d", "-2147012851", "12045"] {
            assert_eq!(pieces(text), [Piece::Code(0x8007_2f0d)], "{text}");
        }
        assert_eq!(pieces("454 4.7.5"), [Piece::Number("454".to_owned()), Piece::Number("4.7.5".to_owned())]);
        assert_eq!(pieces("12014"), [Piece::Number("12014".to_owned())], "an event of Exchange");
    }

    #[test]
    fn identifiers_are_words() {
        let found = pieces("ASSERT: HMACProvider.GetCertificates:protectionCertificates.Length<1 ERR_CERT_X");
        let expected = ["assert", "hmacprovider", "getcertificates", "protectioncertificates", "length"].map(word);
        assert!(found.starts_with(&expected), "{found:?}");
        assert!(found.ends_with(&["err", "cert", "x"].map(word)), "{found:?}");
    }
}
