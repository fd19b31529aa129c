//! Offline linter for the certificates and configuration that Exchange and Outlook administrators export.
//!
//! The whole way in one screen: read, judge, rules, settle, report. The library takes named bytes and gives a report
//! model; it touches no file system, clock, environment or terminal.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod collect;
pub mod finding;
pub mod judge;
pub mod model;
pub mod parallel;
pub mod read;
pub mod report;
pub mod rules;
pub mod settle;
pub mod text;

use judge::case::Case;
use model::deployment::Deployment;
use read::Given;
use report::{build::Builder, model::Report};
use settle::Settings;

/// Checks deployments. The order of their files and the number of threads do not matter.
pub fn check(given: Vec<Given>, settings: &Settings) -> Report {
    check_with(given, settings, &|| ())
}

/// Checks deployments and calls `done` after each file that was read, from any thread.
pub fn check_with(given: Vec<Given>, settings: &Settings, done: &(dyn Fn() + Sync)) -> Report {
    let rules = settings.rules();
    let mut report = Builder::new(settings);
    let reading = settings.reading();
    for Given { name, root, files } in given {
        let files = parallel::map(files, |named| {
            let files = read::read(&named, &reading);
            done();
            files
        });
        let options = settings.judgement(root.as_deref());
        let (deployment, raws) = Deployment::new(name, root, files.into_iter().flatten().collect());
        let case = Case::new(&deployment, raws, &options);
        let runs = rules::run(&case, &rules);
        report.deployment(&case, runs);
    }
    if let Some(run) = rules::run_policy(&rules, &settings.found_config) {
        report.policy(run);
    }
    report.finish()
}
