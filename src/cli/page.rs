//! A rule's page as a terminal shows it: prose wrapped to the width, input and output as they are.

use std::io::{self, Write};

use crate::report::human::Style;

/// Columns before prose, and before what is shown as it is.
const PROSE: &str = "  ";
const VERBATIM: &str = "    ";

/// Writes a page, which is Markdown: headings, paragraphs, lists, blocks and tables.
pub(super) fn write(source: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            writeln!(out, "{}", bold(heading, style))?;
        } else if let Some(fence) = fence(line) {
            for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
                writeln!(out, "{}", format!("{VERBATIM}{line}").trim_end())?;
            }
        } else if line.starts_with(VERBATIM) || line.starts_with('|') {
            writeln!(out, "{PROSE}{line}")?;
        } else if line.is_empty() {
            writeln!(out)?;
        } else {
            let mut text = line.to_owned();
            while let Some(next) = lines.next_if(|next| goes_on(next)) {
                text = text + " " + next.trim_start();
            }
            writeln!(out, "{}", filled(&text, style.width))?;
        }
    }
    Ok(())
}

fn bold(heading: &str, style: Style) -> String {
    if style.colour { format!("\u{1b}[1m{heading}\u{1b}[0m") } else { heading.to_owned() }
}

/// The mark that a block begins and ends with.
fn fence(line: &str) -> Option<&str> {
    let mark = line.trim_end_matches(|c| c != '`');
    (mark.len() >= 3 && mark.bytes().all(|byte| byte == b'`')).then_some(mark)
}

/// Whether a line belongs to the paragraph or the item before it.
fn goes_on(line: &str) -> bool {
    let begins_anew = ["- ", "# ", "## ", "|", VERBATIM].iter().any(|mark| line.starts_with(mark));
    !line.is_empty() && !begins_anew && fence(line).is_none()
}

fn filled(text: &str, width: usize) -> String {
    let below = if text.starts_with("- ") { VERBATIM } else { PROSE };
    let options = textwrap::Options::new(width)
        .initial_indent(PROSE)
        .subsequent_indent(below)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_wrapped_and_blocks_are_not() {
        let long = "a word and another one ".repeat(5);
        let page = format!(
            "# PN001 x\n\n## What it checks\n\n{long}\n`b` goes on.\n\n- {long}\n  c\n- d\n\n    Get-It {long}\n\n```text\n  {long}\n```\n"
        );
        let mut out = Vec::new();
        write(&page, Style { width: 40, ..Style::default() }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let long_lines: Vec<&str> = text.lines().filter(|line| line.len() > 40).collect();
        assert_eq!(long_lines.len(), 2, "{text}");
        assert!(long_lines[0].starts_with("      Get-It") && long_lines[1].starts_with("      a word"), "{text}");
        assert!(text.starts_with("PN001 x\n\nWhat it checks\n\n  a word") && !text.contains("```"), "{text}");
        assert!(text.contains("\n    a word") || text.contains("\n    and another"), "items hang: {text}");
        assert!(text.contains("one `b` goes on.") || text.contains("`b` goes on."), "{text}");
        assert!(text.contains("\n  - d\n"), "{text}");
    }
}
