//! Controls and frameworks in words.

use super::{controls::Framework, sentences::Sentences};
use crate::{controls::Status, text::keys::controls as words};

impl Framework {
    /// None of its controls is for the servers here.
    pub fn is_for_another_product(&self) -> bool {
        self.not_applicable > 0 && [self.open, self.not_a_finding, self.not_reviewed] == [0, 0, 0]
    }

    /// What people call it, with version and date.
    pub fn called(&self) -> String {
        let version = self.version.as_ref().map_or(String::new(), |version| format!(" {version}"));
        format!("{}{version} ({})", self.title, self.date)
    }
}

impl Sentences {
    /// A status in words.
    pub fn status(&self, status: Status) -> String {
        self.say(match status {
            Status::Open => words::OPEN,
            Status::NotAFinding => words::NOT_A_FINDING_STATUS,
            Status::NotReviewed => words::NOT_REVIEWED,
            Status::NotApplicable => words::NOT_APPLICABLE_STATUS,
        })
    }

    /// The score with what it is over; a dash where nothing was reviewed.
    pub fn score(&self, framework: &Framework) -> String {
        match framework.score {
            Some(score) => {
                self.tell(words::SCORE_OF, &[("score", score.into()), ("reviewed", framework.reviewed.into())])
            }
            None => "–".to_owned(),
        }
    }

    /// The counts and the score of a framework in a sentence.
    pub fn score_sentence(&self, framework: &Framework) -> String {
        let values = [
            ("open", framework.open.into()),
            ("met", framework.not_a_finding.into()),
            ("left", framework.not_reviewed.into()),
            ("other", framework.not_applicable.into()),
        ];
        let counts = self.tell(words::COUNTS, &values);
        match framework.score {
            Some(_) => format!("{counts} {}.", self.score(framework)),
            None => counts,
        }
    }
}
