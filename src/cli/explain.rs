//! `msstd explain`: a rule's page, or the rules whose pages cover a message.

use std::process::ExitCode;

use clap::Args;

use super::{page, style, to_standard_output, usage, written};
use crate::{
    decide::FAMILIES,
    rules::{self, Rule},
    text::{Page, messages},
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd explain PN001                          the page of a rule
  msstd explain PN                             the rules of a family
  msstd explain \"encrypted connection\"         the rules that cover a message that a user saw")]
pub(super) struct Explain {
    /// A code (PN001), a name (principal-not-in-certificate), a family (PN), or words of a message that a user saw
    #[arg(required = true, value_name = "CODE|NAME|MESSAGE")]
    what: Vec<String>,
}

impl Explain {
    pub(super) fn run(&self) -> ExitCode {
        let what = self.what.join(" ");
        if let Some(page) = rules::named(what.trim()).and_then(page_of) {
            return written(to_standard_output(|out| page::write(page.source, style(), out)));
        }
        let family = what.trim().to_ascii_uppercase();
        if let Some(meant) = is_like_a_code(what.trim()).then(|| rules::similar(what.trim())).flatten() {
            return usage(format!("`{what}` is not a rule; did you mean `{meant}`?"));
        }
        let rules_found: Vec<_> = if FAMILIES.contains(&family.as_str()) {
            rules::all().filter(|rule| rule.code.0.starts_with(&family)).collect()
        } else {
            covering(&what)
        };
        match rules_found.as_slice() {
            [] => usage(match rules::similar(what.trim()) {
                Some(meant) => format!("`{what}` is not a rule; did you mean `{meant}`?"),
                None => {
                    format!("`{what}` is not a rule, and no page contains these words; msstd rules lists the rules")
                }
            }),
            [only] => match page_of(only) {
                Some(page) => written(to_standard_output(|out| page::write(page.source, style(), out))),
                None => usage(format!("{} has no page", only.code.0)),
            },
            several => written(to_standard_output(|out| {
                writeln!(out, "These rules cover it; msstd explain CODE shows the page:\n")?;
                several.iter().try_for_each(|rule| writeln!(out, "{}  {}", style().code(rule.code.0), rule.name))
            })),
        }
    }
}

/// Two letters and digits: no message that a user saw.
fn is_like_a_code(text: &str) -> bool {
    text.split_at_checked(2).is_some_and(|(family, number)| {
        family.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn page_of(rule: &'static Rule) -> Option<Page> {
    Page::of("en", rule.code.0)
}

/// The rules whose pages hold all the words in one stretch, without regard to case, line breaks and punctuation.
fn covering(message: &str) -> Vec<&'static Rule> {
    let wanted = plain(message);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let texts = |rule: &'static Rule| {
        let code = rule.code.0;
        // What the rules of a family share is said by each.
        [page_of(rule).map(|page| page.source), messages("en", code), code.get(..2).and_then(|own| messages("en", own))]
    };
    rules::all().filter(|rule| texts(rule).into_iter().flatten().any(|text| plain(text).contains(&wanted))).collect()
}

fn plain(text: &str) -> String {
    let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_users_see_leads_to_its_rule() {
        let rules = covering("An encrypted connection to your mail server is not available.");
        assert!(rules.iter().any(|rule| rule.code.0 == "PN001"));
        assert!(covering("…").is_empty());
    }
}
