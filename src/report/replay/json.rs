//! The Analyzer's tests as JSON: what a JSON report has of them, and how they were made.

use std::io::{self, Write};

use serde::Serialize;

use super::Replay;
use crate::report::model::{Report, Tool};

/// The tests of every deployment, as `msstd replay` writes them.
#[derive(Serialize)]
struct Document<'r> {
    schema: u32,
    tool: &'r Tool,
    at: &'r str,
    client: &'r str,
    deployments: Vec<OfDeployment<'r>>,
}

#[derive(Serialize)]
struct OfDeployment<'r> {
    name: &'r str,
    root: Option<&'r str>,
    replay: &'r Replay,
}

/// Writes the tests as JSON.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let deployments = report.deployments.iter().map(|deployment| OfDeployment {
        name: &deployment.name,
        root: deployment.root.as_deref(),
        replay: &deployment.replay,
    });
    let document = Document {
        schema: 1,
        tool: &report.tool,
        at: &report.run.at,
        client: &report.run.client,
        deployments: deployments.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
