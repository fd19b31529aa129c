//! CT029: a name is shown in letters that can be taken for those of another name.

use unicode_security::{GeneralSecurityProfile as _, MixedScript as _, mixed_script::AugmentedScriptSet, skeleton};

use super::*;
use crate::text::keys::ct029::*;

pub(super) static RULE: Rule =
    Rule::warning("CT029", "name-confusable", "0.1.0", Check::Certificate(check)).with(Relations::surviving_renewal());

fn check(_: &Judgement<'_>, certificate: &CertificateFile<'_>, found: &mut Findings) {
    let is_host = |name: &ListedName| name.contains('.') && name.parsed().is_ok();
    let own = certificate.common_names.iter().filter(|name| is_idn(name) && is_host(name));
    let names = certificate.dns_names.iter().enumerate().map(|(index, name)| (Field::DnsName(index), name));
    let mut confusable: Vec<(Field, Shown)> = names
        .chain(own.map(|name| (Field::CommonName, name)))
        .filter_map(|(field, name)| Some((field, confusable(name)?)))
        .collect();
    // A common name that the SAN has too is one name.
    let mut seen = HashSet::new();
    confusable.retain(|(_, shown)| seen.insert(shown.ascii.clone()));
    let Some(((field, first), others)) = confusable.split_first() else {
        names_left_out(certificate, found);
        return;
    };
    let finding = add_certificate([MESSAGE, LABEL_HERE], *field, certificate, found);
    let listed = || confusable.iter().take(LISTED).map(|(_, shown)| shown);
    finding.fact("count", confusable.len());
    finding.fact("names", listed().map(|shown| shown.ascii.clone()).collect::<Vec<_>>());
    finding.fact("shown", listed().map(|shown| shown.unicode.clone()).collect::<Vec<_>>());
    finding.fact("why", first.why);
    for (field, shown) in others.iter().take(POINTED_AT - 1) {
        finding.certificate_with(certificate, *field, LABEL_HERE, [("why", Fact::from(shown.why))]);
    }
    finding.say(&[EFFECT]);
    if confusable.iter().all(|(_, shown)| shown.why == ALIKE) {
        // It may be a word of that script.
        finding.say(&[HELP_ALIKE]).confidence(Confidence::Medium);
    } else {
        finding.say(&[HELP]);
    }
}

/// A name in both forms, and why it can be taken for another.
struct Shown {
    ascii: String,
    unicode: String,
    why: &'static str,
}

const MIXED: &str = "mixed";
const ALIKE: &str = "alike";

/// Whether it may have a letter outside ASCII; A-labels have two hyphens.
fn is_idn(name: &str) -> bool {
    !name.is_ascii() || name.contains("--")
}

/// A label is judged as it is shown; the top-level one is not, for ICANN has. A name that does not decode is left to
/// CT021.
fn confusable(name: &str) -> Option<Shown> {
    if !is_idn(name) {
        return None;
    }
    let shown = |label: &str| match idna::domain_to_unicode(label) {
        (shown, Ok(())) => Some(shown),
        (_, Err(_)) => None,
    };
    let labels: Vec<String> = name.split('.').map(shown).collect::<Option<_>>()?;
    let (top, labels_below) = labels.split_last()?;
    let why = labels_below.iter().filter(|label| !label.is_ascii()).find_map(|label| {
        if mixes_scripts(label) {
            return Some(MIXED);
        }
        (looks_latin(label) && !is_of_one_script(label, top)).then_some(ALIKE)
    })?;
    let ascii = idna::domain_to_ascii(name).unwrap_or_else(|_| name.to_owned());
    Some(Shown { ascii, unicode: labels.join("."), why })
}

/// Letters of more scripts than one language is written in: beyond the "highly restrictive" level of UTS #39, section
/// 5.2, which allows Latin letters beside those of Chinese, Japanese and Korean.
fn mixes_scripts(label: &str) -> bool {
    if label.is_single_script() {
        return false;
    }
    let mut others = AugmentedScriptSet::default();
    label.chars().filter(|c| !is_latin(*c)).for_each(|c| others.intersect_with(c.into()));
    !(others.hanb || others.jpan || others.kore)
}

/// Every letter looks like a Latin one of ASCII (UTS #39, section 4), and they are no letters that Latin alphabets use.
fn looks_latin(label: &str) -> bool {
    let is_of_latin_alphabets = |c: char| c.is_ascii() || (is_latin(c) && c.identifier_allowed());
    !label.chars().all(is_of_latin_alphabets) && skeleton(label).all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Below a top-level label of its own script, a word is a word of it.
fn is_of_one_script(label: &str, top: &str) -> bool {
    let mut scripts = label.resolve_script_set();
    scripts.intersect_with(top.resolve_script_set());
    !top.is_ascii() && !scripts.is_empty()
}

fn is_latin(c: char) -> bool {
    AugmentedScriptSet::for_char(c) == AugmentedScriptSet::for_char('a')
}
