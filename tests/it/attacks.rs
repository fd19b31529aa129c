//! Attacks in every value of every kind of input, the configuration included: in no format does one do anything.

use std::{fs, path::PathBuf, sync::LazyLock};

use crate::common::{
    cases,
    reports::{HOSTILE, check_files, is_active, written},
};
use msstd::report::Format;
use regex::{Captures, Regex};

/// What terminals take for links, titles, the clipboard, or the end of a line; and what is longer than anybody reads.
static MORE: LazyLock<[String; 4]> = LazyLock::new(|| {
    [
        "\u{1b}]8;;http://evil.example\u{1b}\\mail.contoso.com\u{1b}]8;;\u{7}".to_owned(),
        "\u{1b}]52;c;cm0gLXJm\u{7}\u{1b}]0;title\u{7}\u{9d}8;;x\u{9c}\u{1b}[2J\u{1b}[8m\u{8}\u{7f}".to_owned(),
        "\u{2067}\u{2069}\u{feff}\u{e0041}\u{ad}\u{1160}\u{3164}\u{fff9}\u{2028}\u{2029}\u{85}".to_owned(),
        format!("{}\u{1b}[31m", "long-".repeat(2000)),
    ]
});

/// Where values are: behind the name of a list, in an element, between quotes, in a cell of a row.
static VALUES: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        r"(?m)(?P<before>^[\w>\[\] .-]{1,40} ?[:=] ?)(?P<value>[^\r\n]+)(?P<after>)",
        r"(?P<before>>)(?P<value>[^<>\r\n]+)(?P<after></)",
        r#"(?P<before>")(?P<value>[^"\r\n]+)(?P<after>")"#,
        r"(?m)(?P<before>, ?)(?P<value>[^,\r\n]+)(?P<after>$)",
    ]
    .map(|pattern| Regex::new(pattern).unwrap())
});

/// Texts in which every other value that one pattern finds is exchanged for the attack, or goes before it. With all of them, what
/// is wrong first would hide what comes behind it.
fn attacked<'t>(text: &'t str, attack: &'t str, turn: usize) -> impl Iterator<Item = String> {
    let patterns = VALUES.iter().filter(move |pattern| pattern.is_match(text));
    patterns.map(move |pattern| {
        let mut count = turn;
        let exchange = |found: &Captures<'_>| {
            count += 1;
            let own = &found["value"];
            let value = match count % 6 {
                0 | 2 => attack.to_owned(),
                4 => format!("{own}{attack}"),
                _ => own.to_owned(),
            };
            format!("{}{value}{}", &found["before"], &found["after"])
        };
        pattern.replace_all(text, exchange).into_owned()
    })
}

/// The texts among the inputs of all cases, with their paths and the case.
fn inputs() -> Vec<(String, String, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut inputs = Vec::new();
    for page in paths.iter().filter(|page| page.extension().is_some_and(|own| own == "md")) {
        for case in cases::parse(&fs::read_to_string(page).unwrap()).unwrap_or_default() {
            let Ok(deployment) = case.deployment() else { continue };
            let configuration = deployment.configuration.iter().map(|text| ("msstd.toml".to_owned(), text.clone()));
            let files = deployment.files.iter().cloned();
            let texts = files.filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)));
            inputs.extend(
                texts
                    .chain(configuration)
                    .map(|(path, text)| (format!("{}:{}", page.display(), case.line), path, text)),
            );
        }
    }
    inputs
}

#[test]
fn an_attack_in_any_value_of_any_input_does_nothing() {
    let attacks: Vec<&str> = HOSTILE.into_iter().chain(MORE.iter().map(String::as_str)).collect();
    let mut attacks = attacks.iter().cycle();
    let mut shown = 0;
    for some in inputs().chunks(40) {
        let mut files = Vec::new();
        for (turn, (_, path, text)) in some.iter().enumerate() {
            let attack = attacks.next().unwrap();
            for changed in attacked(text, attack, turn) {
                files.push((format!("{}/{attack}/{path}", files.len()), changed.into_bytes()));
            }
        }
        let report = check_files("attacked", None, files);
        shown += report.findings.len();
        for format in Format::ALL {
            let text = written(&report, format);
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
            let raw = text.char_indices().find(|(_, c)| is_active(*c));
            let around = raw.map(|(at, _)| text[at..].chars().take(80).collect::<String>());
            assert!(raw.is_none(), "{} from {}: {raw:?} in {around:?}", format.name(), some[0].0);
        }
    }
    assert!(shown > 2000, "{shown} findings");
}
