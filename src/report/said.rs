//! What was said once: whom a problem affects, and what users see of it, is said with the first finding alone.

use std::collections::HashMap;

use super::{
    model::{Finding, Name, Paragraph},
    sentences::Sentences,
};
use crate::text::keys::report as keys;

/// The paragraphs that were said, and of which rule.
#[derive(Debug, Default)]
pub(super) struct Said(HashMap<String, Name>);

/// What is left to say of a finding.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rest {
    /// Paragraphs with their leads.
    pub(super) paragraphs: Vec<(String, String)>,
    /// Leads whose paragraph a finding of another rule has already, and the code of that rule.
    pub(super) elsewhere: Vec<(String, Name)>,
}

impl Said {
    /// What is to be said of a finding after all that was said before.
    pub(super) fn rest(&mut self, row: &Finding, words: &Sentences) -> Rest {
        let once = [keys::LEAD_CLIENTS, keys::LEAD_EFFECT, keys::LEAD_PUBLIC].map(|lead| words.say(lead));
        let mut rest = Rest::default();
        for Paragraph { lead, text } in &row.help.0 {
            if once.iter().any(|once| once == lead) {
                match self.0.get(text) {
                    Some(code) if *code == row.code => continue,
                    Some(code) => {
                        rest.elsewhere.push((lead.clone().into_owned(), code.clone()));
                        continue;
                    }
                    None => self.take(text, &row.code),
                }
            }
            rest.paragraphs.push((lead.clone().into_owned(), text.clone()));
        }
        rest
    }

    /// A paragraph that was said of a rule.
    pub(super) fn take(&mut self, text: &str, code: &Name) {
        self.0.insert(text.to_owned(), code.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::Help;

    fn finding(code: &'static str, help: &[(&'static str, &str)]) -> Finding {
        let paragraph = |(lead, text): &(&'static str, &str)| Paragraph { lead: (*lead).into(), text: (*text).into() };
        Finding { code: code.into(), help: Help(help.iter().map(paragraph).collect()), ..Finding::default() }
    }

    #[test]
    fn a_paragraph_is_said_once_and_a_fix_always() {
        let words = Sentences::new("en");
        let mut said = Said::default();
        let first = finding("PN001", &[("Affects", "Everybody."), ("Fix", "Do this.")]);
        let paragraphs = |rest: Rest| rest.paragraphs;
        let fix = ("Fix".to_owned(), "Do this.".to_owned());
        assert_eq!(
            paragraphs(said.rest(&first, &words)),
            [("Affects".to_owned(), "Everybody.".to_owned()), fix.clone()]
        );
        assert_eq!(said.rest(&first, &words), Rest { paragraphs: vec![fix], elsewhere: Vec::new() });
        let other = finding("PN012", &[("Affects", "Everybody."), ("Symptoms", "Nothing.")]);
        let rest = said.rest(&other, &words);
        assert_eq!(rest.paragraphs, [("Symptoms".to_owned(), "Nothing.".to_owned())]);
        assert_eq!(rest.elsewhere, [("Affects".to_owned(), Name::from("PN001"))]);
    }
}
