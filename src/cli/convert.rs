//! `msstd convert`: a saved report in another format.

use std::{
    collections::HashMap,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{complain, exit, out, out::Output, sandbox::Needs, usage};
use crate::{
    collect::{own_file, shown},
    report::{load, merge::Merging, model::Report, safe::visible},
};

/// The longest saved report that is read.
const MOST_BYTES: u64 = 4 << 30;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd convert report.json                            the report as check writes it
  msstd convert report.json --report html=report.html  the page for browser and paper
  msstd convert boston.json berlin.json -o both.json   two reports as one
  cat parts/*.ndjson | msstd convert - -o whole.html   the report of all parts of a run
  msstd convert report.json --format csv --min-severity warning")]
pub(super) struct Convert {
    /// JSON reports, as --format json or ndjson writes them; several become one; `-` reads standard input
    #[arg(required = true)]
    reports: Vec<PathBuf>,

    #[command(flatten)]
    output: Output,
}

impl Convert {
    /// What it needs in the sandbox.
    pub(super) fn needs(&self) -> Needs<'_> {
        self.output.needs()
    }

    pub(super) fn run(&self) -> ExitCode {
        match self.read() {
            Ok((report, reports)) => self.write(report, &reports),
            Err(message) => usage(message),
        }
    }

    /// The saved reports as one, and the reports to write.
    fn read(&self) -> Result<(Report, Vec<out::Report>), String> {
        let mut destinations = self.output.files();
        self.reports.iter().for_each(|input| destinations.note(input));
        let reports = self.output.reports(false, &destinations)?;
        let mut merging = Merging::default();
        for path in &self.reports {
            merging.add(read(path)?).map_err(|error| format!("{}: {error}", shown(path)))?;
        }
        Ok((merging.finish().ok_or("name a report")?, reports))
    }

    fn write(&self, mut report: Report, reports: &[out::Report]) -> ExitCode {
        if let Some(name) = shared_name(&report) {
            complain(&format!("`{name}` is the name of several folders: `check --name-by-path` avoids this"));
        }
        let mut code = ExitCode::SUCCESS;
        self.output.write(&mut report, reports, &mut |name, written| {
            if let Err(error) = written {
                let _ = writeln!(io::stderr(), "msstd: {}: {error}", visible(name));
                code = ExitCode::from(exit::UNWRITTEN);
            }
        });
        code
    }
}

/// A saved report, or what is wrong with it.
pub(super) fn read(path: &Path) -> Result<Report, String> {
    let from = own_file(path, MOST_BYTES).map_err(|error| error.to_string())?;
    load::read(from).map_err(|error| format!("{}: {error}", shown(path)))
}

/// A name that deployments of different folders have: runs that are not of all of them can't know.
fn shared_name(report: &Report) -> Option<&str> {
    let mut roots: HashMap<&str, Option<&str>> = HashMap::new();
    let mut named = report.deployments.iter().map(|deployment| (deployment.name.as_str(), deployment.root.as_deref()));
    named.find(|(name, root)| roots.insert(name, *root).is_some_and(|other| other != *root)).map(|(name, _)| name)
}
