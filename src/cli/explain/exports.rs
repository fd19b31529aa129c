//! The exports that show which cause it is, each with the command that makes it.

use jiff::Timestamp;

use crate::{
    decide::Settings,
    judge::{exports::Export, judgement::Judgement},
    model::deployment::Deployment,
    text::Words,
};

/// An export as it is named to a person.
pub(super) struct Row {
    /// Its name in reports.
    pub(super) kind: &'static str,
    /// What it is called.
    pub(super) name: String,
    /// Which question it settles.
    pub(super) settles: String,
    /// The command that makes it, where one does without further knowledge.
    pub(super) command: Option<String>,
}

/// The rows of exports, for a deployment of which nothing is known yet.
pub(super) fn rows(exports: &[Export]) -> Vec<Row> {
    let options = Settings::at(Timestamp::UNIX_EPOCH).judgement(None);
    let (deployment, raws) = Deployment::new(String::new(), None, Vec::new());
    let judgement = Judgement::new(&deployment, raws, &options);
    let words = Words::new("en");
    let row = |export: &Export| {
        let [name, settles] = export.keys().map(|key| words.say(key, &[]));
        Row { kind: export.name(), name, settles, command: export.command(&judgement) }
    };
    exports.iter().map(row).collect()
}
