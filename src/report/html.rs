//! `--format html`: one page for a browser and for paper. It opens with the answer, needs no script, and loads nothing.
//!
//! The page is written as it is made: its templates are filled from iterators, and no more rows are held than a picture
//! shows.

use std::io::{self, Write};

use askama::Template;
use base64::{Engine as _, engine::general_purpose::STANDARD};

use self::{deployment::DeploymentView, evidence::Evidence, front::Front, shared::Shared};
use super::{model::Report, signature};
use crate::text::keys::report as keys;

mod answer;
mod bounds;
mod certificates;
mod controls;
mod deployment;
mod drawing;
mod endpoints;
mod evidence;
mod excerpt;
mod finding;
mod findings;
mod front;
mod map;
mod matrix;
mod not_checked;
mod places;
mod prose;
mod rehearsal;
mod replay;
mod required;
mod services;
mod shared;
mod timeline;
mod width;

/// The one style sheet. It is part of the page, whose policy names its digest.
const STYLE: &str = include_str!("html/style.css");

/// Writes the report as one HTML page.
///
/// # Errors
/// The writer's.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // A page is very many small pieces: those are put together before they go to a writer behind a pointer.
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    let shared = Shared::new(report);
    Page { shared: &shared, style: STYLE, policy: policy(), sha256: signature::of_json(report)? }
        .write_into(&mut buffered)?;
    writeln!(buffered)?;
    buffered.flush()
}

/// Nothing may be loaded, run, sent or framed: the one style sheet alone takes effect.
fn policy() -> String {
    let digest = STANDARD.encode(ring::digest::digest(&ring::digest::SHA256, STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'r> {
    shared: &'r Shared<'r>,
    style: &'static str,
    policy: String,
    /// Of the JSON report of the same run.
    sha256: String,
}

impl<'r> Page<'r> {
    /// The title of the window: whose report it is.
    fn title(&self) -> String {
        let report = self.shared.report;
        match report.deployments.as_slice() {
            [one] => self.shared.tell(keys::HTML_WINDOW, &[("name", &one.name), ("at", &report.run.at)]),
            all => self.shared.count(keys::HTML_WINDOW_OF_MANY, all.len()),
        }
    }

    fn front(&self) -> Front<'r> {
        Front::new(self.shared)
    }

    fn deployments(&self) -> impl Iterator<Item = DeploymentView<'r>> {
        let shared = self.shared;
        shared.parts.iter().map(move |part| DeploymentView::new(shared, *part))
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence::new(self.shared, &self.sha256)
    }
}
