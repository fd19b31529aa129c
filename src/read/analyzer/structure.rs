//! What the Analyzer says in any language: names of hosts, `msstd:`, abbreviations and the names of its parameters are not
//! translated.

use std::ops::Range;

use crate::model::host::CertificateName;

/// A sentence is no longer than this.
const LONGEST: usize = 600;

/// How many letters a sentence has beside the names in it.
const FEWEST_LETTERS: usize = 8;

/// What ends a principal beside a blank: marks of the sentence and of what a page or a mail puts around it.
const ENDS: [char; 18] = ['"', '\'', '`', '<', '>', ',', ';', '(', ')', '[', ']', '“', '”', '„', '‘', '’', '«', '»'];

/// "Mutual authentication", as the Analyzer's languages have it.
const MUTUAL_AUTHENTICATION: [&str; 13] = [
    "mutual authentication",
    "gegenseitige authentifizierung",
    "gegenseitige ssl-authentifizierung",
    "authentification mutuelle",
    "autenticación mutua",
    "autenticazione reciproca",
    "autenticação mútua",
    "wederzijdse",
    "взаимн",
    "相互認証",
    "相互身份验证",
    "相互驗證",
    "상호 인증",
];

/// "Intermediate certificate".
const INTERMEDIATE: [&str; 16] = [
    "intermediate certificate",
    "zwischenzertifikat",
    "certificat intermédiaire",
    "certificats intermédiaires",
    "certificado intermedio",
    "certificados intermedios",
    "certificato intermedio",
    "certificati intermedi",
    "certificado intermediário",
    "certificados intermediários",
    "tussenliggend",
    "промежуточн",
    "中間証明書",
    "中间证书",
    "中繼憑證",
    "중간 인증서",
];

/// Whether a text mentions mutual authentication.
pub(super) fn is_of_mutual_authentication(text: &str) -> bool {
    let lower = text.to_lowercase();
    MUTUAL_AUTHENTICATION.iter().any(|words| lower.contains(words))
}

/// Whether a text mentions intermediate certificates.
pub(super) fn is_of_intermediates(text: &str) -> bool {
    let lower = text.to_lowercase();
    INTERMEDIATE.iter().any(|words| lower.contains(words))
}

/// A sentence that tells which name a certificate has and which string it does not match.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Disagreement {
    /// The name of the certificate.
    pub(super) certificate_name: Range<usize>,
    /// `msstd:` and the name.
    pub(super) principal: Range<usize>,
}

/// Reads such a sentence; `lower` is the same text in ASCII lower case.
pub(super) fn disagreement(text: &str, lower: &str) -> Option<Disagreement> {
    if text.len() > LONGEST {
        return None;
    }
    let principal = principal(lower)?;
    let in_english = || {
        let start = lower.find("certificate common name ")? + "certificate common name ".len();
        let length = lower.get(start..)?.find(" validate ")?;
        let written = lower.get(start..start + length)?.trim_end();
        // `*.contoso.com, doesn't`: the last word belongs to the sentence.
        let name = written.rsplit_once(char::is_whitespace).map_or(written, |(name, _)| name);
        let name = name.trim_end_matches([',', ' ']);
        let is_word = !name.contains(char::is_whitespace);
        let host = names(name).next().filter(|_| is_word).map(|host| start + host.start..start + host.end);
        (!name.is_empty()).then(|| host.unwrap_or(start..start + name.len()))
    };
    if name_after_prefix(lower, &principal).is_empty() {
        return None;
    }
    let certificate_name = in_english().or_else(|| only_other_name(text, lower, &principal))?;
    Some(Disagreement { certificate_name, principal })
}

/// The one name in a sentence beside the principal.
fn only_other_name(text: &str, lower: &str, principal: &Range<usize>) -> Option<Range<usize>> {
    let is_sentence = !text.contains(['<', '>', '=', '{', '|']) && !is_property(text);
    let behind = lower.get(principal.end..)?;
    if !is_sentence || behind.contains("msstd:") {
        return None;
    }
    let required = name_after_prefix(lower, principal);
    let mut others: Vec<Range<usize>> = Vec::new();
    for name in names(text) {
        let value = lower.get(name.clone()).unwrap_or_default();
        let is_known = others.iter().any(|other| lower.get(other.clone()) == Some(value));
        let is_beside = name.start >= principal.end || name.end <= principal.start;
        if is_beside && value != required && !is_known {
            others.push(name);
        }
    }
    let [other] = others.as_slice() else { return None };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let of_names = (principal.end - principal.start) + (other.end - other.start);
    (letters >= of_names.saturating_sub(8) + FEWEST_LETTERS || !text.is_ascii()).then(|| other.clone())
}

/// The name of a principal without its prefix and what is around it.
fn name_after_prefix<'t>(lower: &'t str, principal: &Range<usize>) -> &'t str {
    let written = lower.get(principal.clone()).unwrap_or_default();
    written.split_once(':').map_or(written, |(_, name)| name).trim()
}

/// Where a principal is in a text in lower case: its form, and the name up to the next blank or mark.
pub(super) fn principal(lower: &str) -> Option<Range<usize>> {
    let start = ["msstd:", "fullsic:"].iter().find_map(|form| lower.find(form))?;
    let rest = lower.get(start..)?;
    let form = rest.find(':').map_or(0, |colon| colon + 1);
    let name = rest.get(form..)?;
    // A blank after the colon is the user's.
    let blank = name.len() - name.trim_start().len();
    let name = name.trim_start();
    let ends = |c: char| c.is_whitespace() || ENDS.contains(&c) || is_east_asian(c);
    let length = name.find(ends).unwrap_or(name.len());
    let name = name.get(..length).unwrap_or_default().trim_end_matches(['.', '!', '?', ':', '*']);
    Some(start..start + form + blank + name.len())
}

/// A step's subject: what it tests, by an abbreviation that is not translated, and the host it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The host is looked up.
    Dns,
    /// A port is opened.
    Port,
    /// The RPC proxy is tested.
    Rpc,
}

/// Reads a line that names one host and what of it is tested.
pub(super) fn step(text: &str) -> Option<(Subject, Range<usize>)> {
    let subjects = [("DNS", Subject::Dns), ("443", Subject::Port), ("RPC", Subject::Rpc)];
    let (_, subject) = subjects.into_iter().find(|(word, _)| text.contains(word))?;
    let is_sentence = text.len() <= LONGEST && !text.contains(['=', '<', '>', '{', '|', '/', '\\']);
    if !is_sentence || text.contains("msstd:") || text.contains(": ") || is_property(text) {
        return None;
    }
    let mut names = names(text);
    let host = names.next()?;
    names.all(|other| text.get(other) == text.get(host.clone())).then_some((subject, host))
}

/// Names of hosts in a text, and wildcards: with a dot, and no part of an address or a path.
fn names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(from..)?;
            let start = from + rest.find(is_of_name)?;
            let run = text.get(start..)?;
            let end = start + run.find(|c| !is_of_name(c)).unwrap_or(run.len());
            from = end;
            // Two asterisks are Markdown's.
            let start = if run.starts_with("**") { start + 2 } else { start };
            let name = text.get(start..end)?.trim_end_matches(['.', '-', '*']);
            let end = start + name.len();
            let is_free =
                !text.get(..start)?.ends_with(['/', '\\', '@', '_']) && !text.get(end..)?.starts_with(['/', '\\', '@']);
            if is_free && is_host(name) {
                return Some(start..end);
            }
        }
    })
}

/// Whether it has the form of a host or wildcard of more than one label that is no file and no number.
fn is_host(name: &str) -> bool {
    const FILES: [&str; 8] = ["dll", "exe", "xml", "aspx", "asmx", "html", "txt", "htm"];
    let Some((_, last)) = name.rsplit_once('.') else { return false };
    let is_word = last.chars().count() >= 2 && last.chars().any(char::is_alphabetic);
    is_word && !FILES.iter().any(|file| last.eq_ignore_ascii_case(file)) && CertificateName::parse(name).is_ok()
}

fn is_of_name(c: char) -> bool {
    (c.is_alphanumeric() && !is_east_asian(c)) || matches!(c, '.' | '-' | '*')
}

/// Letters and marks that are beside a name without a blank.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}

/// A property of a list, `CertPrincipalName : msstd:…`, or an assignment: no sentence.
fn is_property(text: &str) -> bool {
    let Some((name, _)) = text.split_once(':') else { return false };
    let spaced = name.ends_with("  ") || text.contains(" : ") && !text.trim_end().contains(". ");
    let name = name.trim();
    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_word && (spaced || name.chars().filter(char::is_ascii_uppercase).count() > 1)
}

/// The name of a parameter of the Analyzer that a line begins with, and where its value is: `OlaRPCProxyServer: …`.
pub(super) fn parameter(text: &str) -> Option<(&str, Range<usize>)> {
    let bare = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '"'));
    if !bare.starts_with("Ola") {
        return None;
    }
    let begin = text.len() - bare.len();
    let length = bare.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(bare.len());
    let name = bare.get(..length)?;
    let behind = bare.get(length..)?;
    let value = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | '：' | '"' | '\''));
    let is_separate = value.len() < behind.len() || behind.is_empty();
    let value_end = value.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',')).len();
    let start = begin + bare.len() - value.len();
    (is_separate && is_parameter(name)).then_some((name, start..start + value_end))
}

/// Whether a name is that of a parameter: `OlaMutualAuthPrincipal`.
pub(super) fn is_parameter(name: &str) -> bool {
    name.strip_prefix("Ola").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(String, String)> {
        let lower = text.to_ascii_lowercase();
        let found = disagreement(text, &lower)?;
        Some((text[found.certificate_name].to_owned(), text[found.principal].to_owned()))
    }

    #[test]
    fn both_names_are_found_in_any_language() {
        let wildcard = |principal: &str| Some(("*.contoso.com".to_owned(), principal.to_owned()));
        for text in [
            "The certificate common name *.contoso.com, doesn't validate against the mutual authentication string that was provided: msstd:oa.contoso.com",
            "Der allgemeine Name *.contoso.com des Zertifikats stimmt nicht überein: msstd:oa.contoso.com",
            "Le nom commun du certificat, *.contoso.com, ne correspond pas à la chaîne fournie : msstd:oa.contoso.com.",
            "証明書の共通名*.contoso.comは、指定された相互認証の文字列msstd:oa.contoso.comに対して検証されません。",
            "Общее имя сертификата *.contoso.com не соответствует строке: msstd:oa.contoso.com",
            "인증서 일반 이름 *.contoso.com이(가) 제공된 상호 인증 문자열 msstd:oa.contoso.com과(와) 일치하지 않습니다.",
        ] {
            assert_eq!(told(text), wildcard("msstd:oa.contoso.com"), "{text}");
        }
        for text in [
            "CertPrincipalName : msstd:oa.contoso.com",
            "CertPrincipalName : msstd:oa.contoso.com for www.contoso.com",
            "We went from msstd:*.contoso.com to msstd:oa.contoso.com yesterday",
            "Der Proxy oa.contoso.com verlangt msstd:oa.contoso.com, sagt man",
            "Set-OutlookProvider EXPR -CertPrincipalName:msstd:oa.contoso.com",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn steps_name_one_host() {
        let text = "TCP-poort 443 op host oa.contoso.com wordt getest.";
        let (subject, host) = step(text).unwrap();
        assert_eq!((subject, &text[host]), (Subject::Port, "oa.contoso.com"));
        for text in ["InternalUrl : https://oa.contoso.com:443/rpc", "RPC von a.contoso.com nach b.contoso.com", "DNS"]
        {
            assert_eq!(step(text), None, "{text}");
        }
    }

    #[test]
    fn parameters_have_values() {
        for text in [
            "OlaRPCProxyServer: oa.contoso.com",
            "  - OlaRPCProxyServer = \"oa.contoso.com\"",
            "OlaRPCProxyServer\toa.contoso.com",
        ] {
            let (name, value) = parameter(text).unwrap();
            assert_eq!((name, &text[value]), ("OlaRPCProxyServer", "oa.contoso.com"));
        }
        assert!(parameter("Olaf: oa.contoso.com").is_none());
    }
}
