//! What SARIF's invocation tells: what was examined and compared, what could not be decided, and whose configuration
//! took effect.

use std::iter;

use serde::Serialize;

use super::{
    files::Files,
    rules::Rules,
    shapes::{ArtifactLocation, Each, Location, Message, RuleReference},
};
use crate::report::{
    model::{Deployment, Place, Principal, Report, Run, Summary, Undecided},
    sentences::Sentences,
};

/// How the tool was run. Nothing here depends on a clock.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation<N: Serialize, M: Serialize> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stdin: Option<ArtifactLocation>,
    tool_execution_notifications: N,
    tool_configuration_notifications: M,
}

/// How the report was made, and its counts.
#[derive(Serialize)]
pub(super) struct Made<'r> {
    pub run: &'r Run,
    pub summary: Summary,
    pub deployments: Vec<Examined<'r>>,
}

/// A deployment in short.
#[derive(Serialize)]
pub(super) struct Examined<'r> {
    name: &'r str,
    root: Option<&'r str>,
    at: &'r str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    associated_rule: Option<RuleReference>,
}

/// What is needed to tell it.
#[derive(Clone, Copy)]
pub(super) struct Notices<'r> {
    pub report: &'r Report,
    pub files: &'r Files<'r>,
    pub rules: &'r Rules,
    pub words: &'r Sentences,
}

impl<'r> Notices<'r> {
    /// How the tool was run.
    pub(super) fn invocation(self) -> impl Serialize {
        Invocation {
            execution_successful: true,
            stdin: self.files.standard_input(),
            tool_execution_notifications: Each(move || self.all()),
            tool_configuration_notifications: Each(move || self.words.made(self.report).into_iter().map(note)),
        }
    }

    /// How the report was made, as values.
    pub(super) fn made(self) -> Made<'r> {
        let examined = |deployment: &'r Deployment| Examined {
            name: &deployment.name,
            root: deployment.root.as_deref(),
            at: &deployment.at,
        };
        Made {
            run: &self.report.run,
            summary: self.report.summary,
            deployments: self.report.deployments.iter().map(examined).collect(),
        }
    }

    /// Of each deployment the answer, what was read, each comparison, and what could not be decided; last the counts.
    fn all(self) -> impl Iterator<Item = Notification> {
        let deployments = self.report.deployments.iter().enumerate();
        let of_each = deployments.flat_map(move |(at, deployment)| {
            let about = |text: &str| note(format!("{}: {text}", deployment.name));
            let answer = self.words.answer_lines(deployment).into_iter().map(move |line| about(&line));
            let read = about(&self.words.read(deployment));
            let compared = deployment.principals.iter().map(move |principal| self.compared(at, principal));
            let undecided = deployment.undecided.iter().map(move |row| self.undecided(at, row));
            answer.chain([read]).chain(compared).chain(undecided)
        });
        of_each.chain(iter::once_with(move || note(self.words.summary(&self.report.summary))))
    }

    fn compared(self, at: usize, principal: &Principal) -> Notification {
        let Principal { path, inside, line, column, .. } = principal;
        let locations = self.locations(at, path.as_deref().unwrap_or_default(), inside, (*line, *column));
        Notification { locations, ..note(self.words.compared(principal)) }
    }

    fn undecided(self, at: usize, row: &Undecided) -> Notification {
        let Undecided { code, path, inside, line, column, .. } = row;
        let locations = self.locations(at, path, inside, (*line, *column));
        let associated_rule = Some(self.rules.reference(code));
        Notification { level: "warning", locations, associated_rule, ..note(self.words.undecided(row)) }
    }

    fn locations(
        self,
        at: usize,
        path: &str,
        inside: &[String],
        (line, column): (Option<u32>, Option<u32>),
    ) -> Vec<Location> {
        let place = Place { path: path.to_owned(), inside: inside.to_vec(), line, column, ..Place::default() };
        self.files.place(Some(at), &place).map(Location::bare).into_iter().collect()
    }
}

fn note(text: impl AsRef<str>) -> Notification {
    Notification { level: "note", message: Message::new(text.as_ref()), locations: Vec::new(), associated_rule: None }
}
