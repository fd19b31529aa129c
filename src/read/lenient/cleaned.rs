//! A text without what mails, web pages and word processors put into it.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::model::edited::Edited;

/// What is taken out, and what stands for it; of a pattern with a group, the group alone. In this order.
const EDITS: [(&str, &str); 14] = [
    // Marks without a width, and blanks of every width.
    (r"[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}\u{2066}-\u{2069}\u{feff}\u{ad}]", ""),
    (r"[\u{a0}\u{1680}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}]", " "),
    // What a mail program puts before each line of another mail.
    (r"(?m)^((?:[ \t]?(?:>|&gt;))+[ \t]?)", ""),
    (r"(?m)^([ \t]?\|[ \t])[^|\r\n]*$", ""),
    // The line under the labels of a table of Markdown.
    (r"(?m)^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\r?\n", ""),
    // Tags of pages and forums around lines and words; `<I>` and `<S>` are parts of a TlsCertificateName.
    (r"(?i)</?(?:br|p|div|span|pre|code|b|strong|em|font|blockquote|tt)(?:\s[^<>\r\n]*)?/?>", ""),
    (
        r"(?i)\[/?(?:b|i|u|s|url|pre|code|icode|quote|color|size|font|spoiler|html|text|plain|powershell)(?:=[^\]\r\n]*)?\]",
        "",
    ),
    // Fences and back-ticks, bold.
    (r"(?m)^[ \t]*(?:`{3,}|~{3,})[\w-]*[ \t]*$", ""),
    (r"(?m)^[ \t]*(`{1,2})", ""),
    (r"(?m)(`{1,2})[ \t]*$", ""),
    (r"\*\*", ""),
    // A colon of East Asian width behind a word.
    (r"(?m)^[ \t]*[A-Za-z_][\w.-]*[ \t]*(：)", " : "),
    // An element that a browser folded, of which only the start tag is shown.
    (r"(?m)^[ \t]*[+▶►▸⊞][ \t]*<[A-Za-z][^<>\r\n]*[^<>/\r\n](>)[ \t]*\r?$", "/>"),
    // A browser's marks for folding the element that follows.
    (r"(?m)^[ \t]*([-−–+▼▽▾▶►▸⊟⊞])[ \t]*<", ""),
];

/// What typographers make of straight quotes.
const QUOTES: [(&str, &str); 2] = [
    ("[\u{201c}\u{201d}\u{201e}\u{201f}\u{ab}\u{bb}\u{ff02}]", "\""),
    ("[\u{2018}\u{2019}\u{201a}\u{201b}\u{ff07}]", "'"),
];

const ENTITY: &str = r"&(?:#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,6});";

struct Patterns {
    edits: Vec<(Regex, &'static str)>,
    blanks: Regex,
    quotes: Vec<(Regex, &'static str)>,
    entity: Regex,
    element: Regex,
}

/// An element that a browser shows folded, by its name.
const FOLDED: &str = r"(?m)^[ \t]*[+▶►▸⊞][ \t]*<((?:\w+:)?(?:Response|Account|Protocol))\b[^<>\r\n]*>";

/// Where a browser folded an element that matters.
pub(super) fn folded(text: &str) -> Vec<Range<usize>> {
    static FOLDED_ELEMENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(FOLDED).ok());
    let Some(pattern) = FOLDED_ELEMENT.as_ref() else { return Vec::new() };
    pattern.captures_iter(text).filter_map(|found| Some(found.get(1)?.range())).collect()
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let compile = |(pattern, with): &(&str, &'static str)| Some((Regex::new(pattern).ok()?, *with));
    Some(Patterns {
        edits: EDITS.iter().map(compile).collect::<Option<_>>()?,
        blanks: Regex::new(EDITS[1].0).ok()?,
        quotes: QUOTES.iter().map(compile).collect::<Option<_>>()?,
        entity: Regex::new(ENTITY).ok()?,
        element: Regex::new(r"<[A-Za-z/?!][^<>]*>").ok()?,
    })
});

/// Cleans a text.
pub(super) fn cleaned(text: &str) -> Edited {
    let mut edited = Edited::new(text);
    let Some(patterns) = PATTERNS.as_ref() else { return edited };
    for (pattern, with) in &patterns.edits {
        replace_all(&mut edited, pattern, with);
    }
    let cells = pipes(edited.as_str());
    edited.replace(cells);
    // Within a document they are its own.
    if !patterns.element.is_match(edited.as_str()) {
        resolve_entities(&mut edited, &patterns.entity);
        replace_all(&mut edited, &patterns.blanks, " ");
    }
    for (pattern, with) in &patterns.quotes {
        replace_all(&mut edited, pattern, with);
    }
    edited
}

fn replace_all(edited: &mut Edited, pattern: &Regex, with: &str) {
    let part = |found: regex::Captures<'_>| found.get(1).or_else(|| found.get(0)).map(|part| part.range());
    let parts: Vec<Range<usize>> = pattern.captures_iter(edited.as_str()).filter_map(part).collect();
    edited.replace(parts.into_iter().map(|part| (part, with)));
}

/// The pipes of tables, `| Name | TTL |`, for which tabs are put; those around a row are gone.
fn pipes(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let row = line.trim();
        let indent = start + (line.len() - line.trim_start().len());
        start += line.len();
        if row.len() < 3 || !row.starts_with('|') || !row.ends_with('|') {
            continue;
        }
        for (at, _) in row.match_indices('|') {
            let is_edge = at == 0 || at + 1 == row.len();
            parts.push((indent + at..indent + at + 1, if is_edge { "" } else { "\t" }));
        }
    }
    parts
}

/// Puts the characters in place of the references to them.
fn resolve_entities(edited: &mut Edited, entity: &Regex) {
    let resolve = |found: regex::Match<'_>| Some((found.range(), character(found.as_str())?));
    let parts: Vec<(Range<usize>, String)> = entity.find_iter(edited.as_str()).filter_map(resolve).collect();
    edited.replace(parts.iter().map(|(part, character)| (part.clone(), character.as_str())));
}

/// The character of `&lt;`, `&nbsp;` or `&#58;`.
fn character(reference: &str) -> Option<String> {
    let name = reference.strip_prefix('&')?.strip_suffix(';')?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    if name.eq_ignore_ascii_case("nbsp") {
        return Some(" ".to_owned());
    }
    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cleaned() {
        for (text, clean) in [
            ("> Name : EXPR\n>> TTL : 1\n> > Server :", "Name : EXPR\nTTL : 1\nServer :"),
            ("Name\u{a0}\u{a0}:\u{a0}EXPR\u{200b}", "Name  : EXPR"),
            ("Name：EXPR\n結果：以下", "Name : EXPR\n結果：以下"),
            ("`Name : EXPR`\n```powershell\n**TTL** : 1\n```", "Name : EXPR\n\nTTL : 1\n"),
            ("[CODE]Name : EXPR[/CODE]\n[PS] C:\\>", "Name : EXPR\n[PS] C:\\>"),
            ("Name&nbsp;&nbsp;: EXPR<br>\nTls : &lt;I&gt;CN=x&#38;&amp;", "Name  : EXPR\nTls : <I>CN=x&&"),
            ("<A>&lt;</A>", "<A>&lt;</A>"),
            ("> Tls : <I>CN=x<S>CN=__y__<br>", "Tls : <I>CN=x<S>CN=__y__"),
            ("- <Protocol>\n  - <Type>EXPR</Type>", " <Protocol>\n   <Type>EXPR</Type>"),
            ("  + <User>\n▶<Protocol>...</Protocol>", "   <User/>\n<Protocol>...</Protocol>"),
            ("“a”, ‘b’", "\"a\", 'b'"),
            ("| Name | TTL |\n|------|:---:|\n| EXPR |  |\n", " Name \t TTL \n EXPR \t  \n"),
            ("| Name : EXPR\n| TTL  : 1\n", "Name : EXPR\nTTL  : 1\n"),
        ] {
            assert_eq!(cleaned(text).as_str(), clean, "{text}");
        }
        assert!(cleaned("Name : EXPR\n").is_unchanged());
    }
}
