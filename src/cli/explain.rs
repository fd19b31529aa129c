//! `msstd explain`: a rule's page, the rules of a family, a control, or the causes of a message that somebody saw.

mod control;
mod exports;
mod human;
mod json;

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{exit, page, style, to_standard_output, usage, written};
use crate::{
    controls::{self, Control, Framework},
    decide::FAMILIES,
    rules::{self, Rule},
    symptoms::{self, Explanation},
    text::Page,
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd explain PN001                          the page of a rule
  msstd explain PN                             the rules of a family
  msstd explain V-259646                       a control of a security framework, and what decides it
  msstd explain \"encrypted connection\"         the causes of a message, whole or in part
  msstd explain \"Error Code 10\"                what the number of a proxy certificate error says
  msstd explain Outlook keeps asking for the password
Messages are recognised in English, German, Italian and Japanese, with other names and numbers in them, and with typing errors.")]
pub(super) struct Explain {
    /// A code (PN001), a name (principal-not-in-certificate), a family (PN), a control (V-259646), or a message that a user saw
    #[arg(required = true, value_name = "CODE|NAME|MESSAGE")]
    what: Vec<String>,

    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// As JSON (docs/schema/explain-1.json)
    Json,
}

/// What was asked for.
enum Answer {
    /// A rule.
    Rule(&'static Rule),
    /// The rules of a family.
    Family(Vec<&'static Rule>),
    /// A control, in each framework that has its number.
    Control(Vec<(&'static Framework, &'static Control)>),
    /// A message, and its causes.
    Message(Explanation),
    /// No rule, and no message that is known; what may have been meant.
    Nothing(Option<&'static str>),
}

impl Explain {
    pub(super) fn run(&self) -> ExitCode {
        let what = self.what.join(" ");
        let answer = Answer::to(what.trim());
        if let Answer::Nothing(meant) = answer {
            return self.nothing(&what, meant);
        }
        written(to_standard_output(|out| match (self.format, &answer) {
            (Format::Json, _) => json::write(&what, &answer, out),
            (Format::Human, Answer::Rule(rule)) => match page_of(rule) {
                Some(page) => page::write(page.source, style(), out),
                None => writeln!(out, "{} has no page", rule.code.0),
            },
            (Format::Human, Answer::Family(rules)) => human::family(rules, style(), out),
            (Format::Human, Answer::Control(own)) => control::write(own, style(), out),
            (Format::Human, Answer::Message(explanation)) => human::message(explanation, style(), out),
            (Format::Human, Answer::Nothing(_)) => Ok(()),
        }))
    }

    fn nothing(&self, what: &str, meant: Option<&str>) -> ExitCode {
        if let Format::Json = self.format {
            return match to_standard_output(|out| json::write(what, &Answer::Nothing(None), out)) {
                Ok(()) => ExitCode::from(exit::USAGE),
                failed => written(failed),
            };
        }
        usage(match meant {
            Some(meant) => format!("`{what}` is not a rule; did you mean `{meant}`?"),
            None => format!(
                "nothing found for `{what}`: it is not a rule, and no known message of Outlook, Exchange or the Analyzer \
                 about certificates and names is like it.\nTry the words of the message itself, or its error code; msstd \
                 rules lists the rules."
            ),
        })
    }
}

impl Answer {
    fn to(what: &str) -> Answer {
        if let Some(rule) = rules::named(what) {
            return Answer::Rule(rule);
        }
        let family = what.to_ascii_uppercase();
        if FAMILIES.contains(&family.as_str()) {
            return Answer::Family(rules::all().filter(|rule| rule.code.0.starts_with(&family)).collect());
        }
        let numbered: Vec<_> = controls::numbered(what).collect();
        if !numbered.is_empty() {
            return Answer::Control(numbered);
        }
        let is_one_word = !what.contains(char::is_whitespace);
        let meant = || rules::similar(what).filter(|_| is_one_word);
        let is_slip = is_like_a_code(what) || (is_one_word && what.contains('-'));
        if let Some(meant) = meant().filter(|_| is_slip) {
            return Answer::Nothing(Some(meant));
        }
        symptoms::explain(what).map_or_else(|| Answer::Nothing(meant()), Answer::Message)
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

fn page_of(rule: &Rule) -> Option<Page> {
    Page::of("en", rule.code.0)
}

/// What a rule reports, in one sentence.
fn summary_of(rule: &Rule) -> String {
    page_of(rule).map(|page| page.sentence()).unwrap_or_default()
}
