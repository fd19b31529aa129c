//! The Remote Connectivity Analyzer's tests, replayed on exports: the Autodiscover test of each mail domain and the Outlook
//! Anywhere test of each host and name that Outlook requires there, as trees in the Analyzer's order and wording.
//!
//! What no export shows, such as name resolution, is not determined, and does not end a branch. A step that fails does, as
//! it does in the Analyzer.

mod autodiscover;
mod beside;
mod certificate;
mod mutual_authentication;
mod outlook_anywhere;
mod presented;
mod step;
mod wording;

use crate::{judge::judgement::Judgement, model::source::Place};

pub use self::beside::{Beside, Row};
pub use self::step::{ByClient, Outcome, Step};

/// More tests of one kind than this are counted only: one is made for every name and every mail domain.
const MOST: usize = 50;

/// The tests of a deployment.
#[derive(Debug)]
pub struct Replay {
    /// The tests, those of Autodiscover first.
    pub tests: Vec<Test>,
    /// How many more there would be.
    pub left: usize,
}

/// One test.
#[derive(Debug)]
pub struct Test {
    /// What it tests.
    pub of: Tested,
    /// Where that is written.
    pub places: Vec<Place>,
    /// The root of its steps.
    pub root: Step,
    /// Mutual authentication, where a step before it ends the test.
    pub not_reached: Option<Step>,
    /// A saved report of the same test.
    pub beside: Option<Beside>,
}

/// What a test tests.
#[derive(Debug)]
pub enum Tested {
    /// Autodiscover of a mail domain.
    Autodiscover {
        /// The domain.
        domain: String,
    },
    /// Outlook Anywhere.
    OutlookAnywhere {
        /// The RPC proxy server, where an export names it.
        host: Option<String>,
        /// The mutual-authentication string, where there is one.
        principal: Option<String>,
    },
}

impl Replay {
    /// Replays the tests of a deployment.
    pub fn new(judgement: &Judgement<'_>) -> Replay {
        let (autodiscover, outlook_anywhere) = (autodiscover::tests(judgement), outlook_anywhere::tests(judgement));
        let left = autodiscover.left + outlook_anywhere.left;
        Replay { tests: autodiscover.tests.into_iter().chain(outlook_anywhere.tests).collect(), left }
    }
}

impl Test {
    /// The step that fails, if one does: the last, which consists of no other that fails.
    pub fn failed(&self) -> Option<&Step> {
        self.root.deepest(Outcome::Failed)
    }
}
