//! Which certificate each service of each server presents: a table that is folded until somebody asks.

use askama::{Template, filters::HtmlSafe};

use super::{bounds::HOSTS, shared::Shared};
use crate::{
    report::{
        model::Deployment,
        services::{Line, lines},
    },
    text::keys::{report as report_keys, services as keys},
};

/// The services of a deployment.
#[derive(Template)]
#[template(path = "services.html")]
pub(super) struct Services<'r> {
    shared: &'r Shared<'r>,
    anchor: &'r str,
    lines: Vec<Line<'r>>,
}

impl HtmlSafe for Services<'_> {}

impl<'r> Services<'r> {
    /// The table; `None` where no export shows a service.
    pub(super) fn of(shared: &'r Shared<'r>, deployment: &'r Deployment, anchor: &'r str) -> Option<Services<'r>> {
        let lines = lines(&deployment.services);
        (!lines.is_empty()).then_some(Services { shared, anchor, lines })
    }

    fn count(&self) -> usize {
        self.lines.len()
    }

    fn shown(&self) -> impl Iterator<Item = &Line<'r>> {
        self.lines.iter().take(HOSTS)
    }

    fn more(&self) -> usize {
        self.lines.len().saturating_sub(HOSTS)
    }

    fn certificate(&self, line: &Line<'_>) -> String {
        match (&line.row.called, &*line.row.result) {
            (Some(called), _) => called.clone(),
            (None, "none") => self.shared.say(keys::HTML_NONE),
            (None, _) => self.shared.say(keys::HTML_NOT_DETERMINED),
        }
    }
}
