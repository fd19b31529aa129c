//! Offline linter for the certificates and configuration that Exchange and Outlook administrators export.
//!
//! The whole way in one screen: read, judge, rules, decide, report. The library takes named bytes and gives a report
//! model; it touches no file system, clock, environment or terminal.
//!
//! ```
//! use msstd::{
//!     decide::Settings,
//!     model::time,
//!     read::{Bytes, DeploymentInput, Named},
//! };
//!
//! let provider = "Name              : EXPR\nServer            :\nCertPrincipalName : mail.contoso.com\nTTL               : 1\n";
//! let file = Named { path: "Get-OutlookProvider.txt".to_owned(), bytes: Bytes::Here(provider.into()) };
//! let deployment = DeploymentInput { name: "contoso".to_owned(), root: None, files: vec![file] };
//!
//! let settings = Settings::at(time::parse("2026-06-01")?);
//! let report = msstd::check(vec![deployment], &settings);
//!
//! // The name lacks its prefix, `msstd:`.
//! let finding = report.findings.iter().next().ok_or("no finding")?;
//! assert_eq!((&*finding.code, finding.place.line), ("PN004", Some(3)));
//! # Ok::<(), String>(())
//! ```

pub mod border;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod collect;
pub mod controls;
pub mod decide;
pub mod finding;
pub mod judge;
pub mod model;
pub mod parallel;
pub mod predict;
pub mod read;
pub mod rehearse;
pub mod replay;
pub mod report;
pub mod rules;
pub mod symptoms;
pub mod text;

use std::sync::Arc;

use border::Failure;
use decide::{Settings, decisions::Decisions};
use judge::{judgement::Judgement, raws::Raws};
use model::{
    deployment::{Deployment, Gathering, order},
    file::{File, ReadOptions},
};
use parallel::Room;
use read::{Allowance, DeploymentInput, Named, Once, Open};
use report::{build, model::Report};
use rules::Rule;

/// Checks deployments. The order of their files and the number of threads do not matter.
pub fn check(given: impl IntoIterator<Item = DeploymentInput>, settings: &Settings) -> Report {
    check_with(given, settings, &|| ())
}

/// Checks deployments and calls `done` after each file that was read, from any thread.
pub fn check_with(
    given: impl IntoIterator<Item = DeploymentInput>,
    settings: &Settings,
    done: &(dyn Fn() + Sync),
) -> Report {
    let mut whole = build::of_nothing(settings);
    check_each(given, settings, done, &mut |report| whole.absorb(report));
    whole
}

/// Checks deployments one after another and hands over the report of each as soon as it is done, then one about the
/// configuration where there is something to say about it: no more than one deployment is held at a time, and `given` is
/// asked for one only when those before are done.
pub fn check_each(
    given: impl IntoIterator<Item = DeploymentInput>,
    settings: &Settings,
    done: &(dyn Fn() + Sync),
    each: &mut dyn FnMut(Report),
) {
    let rules = settings.rules();
    let mut decisions = Decisions::new(settings);
    let mut allowance = Allowance::new(&settings.reading());
    for DeploymentInput { name, root, files } in given {
        let own = || (name.clone(), root.clone());
        let read = border::behind(|| read_deployment(own(), files, settings, &mut allowance, done));
        let (deployment, raws) =
            read.unwrap_or_else(|failure| (Deployment::of_nothing(own()).failed(failure), Raws::default()));
        let report = border::behind(|| evaluate(&deployment, raws, settings, &rules, &mut decisions));
        each(report.unwrap_or_else(|failure| {
            evaluate(&deployment.failed(failure), Raws::default(), settings, &rules, &mut decisions)
        }));
    }
    let decided = decisions.of_configuration(rules::run_policy(&rules, &decisions.policy()));
    each(build::of_configuration(settings, decided));
}

/// The report of a deployment that was read.
fn evaluate(
    deployment: &Deployment,
    raws: Raws,
    settings: &Settings,
    rules: &[&'static Rule],
    decisions: &mut Decisions<'_>,
) -> Report {
    let options = settings.judgement(deployment.root.as_deref());
    let judgement = Judgement::new(deployment, raws, &options);
    let decided = decisions.of_deployment(&judgement, rules::run(&judgement, rules));
    build::of_deployment(settings, &judgement, decided)
}

/// The report of a deployment that msstd failed to evaluate.
fn of_failed(deployment: Deployment, failure: Failure, settings: &Settings) -> Report {
    let (deployment, rules) = (deployment.failed(failure), settings.rules());
    evaluate(&deployment, Raws::default(), settings, &rules, &mut Decisions::new(settings))
}

/// Reads the files of a deployment, some at a time in their order: what a file is on the way to its deployment takes as much room
/// as what is kept of it.
fn read_deployment(
    (name, root): (String, Option<String>),
    mut files: Vec<Named>,
    settings: &Settings,
    allowance: &mut Allowance,
    done: &(dyn Fn() + Sync),
) -> (Deployment, Raws) {
    const AT_ONCE: usize = 1024;
    let reading = ReadOptions { lets_der_go: true, ..read_together(settings) };
    let closed = reading.closed();
    let mut gathering = Gathering::new(name, root);
    let mut raws = Raws::default();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let mut files = files.into_iter();
    let mut some = || files.by_ref().take(AT_ONCE).collect::<Vec<_>>();
    let read = |named: Named| {
        let opener = named.opener();
        let once = read::read_once(named, &closed);
        done();
        (once, opener)
    };
    let mut open = |read: Vec<(Once, Option<Arc<dyn Open>>)>| {
        let (mut read_once, openers): (Vec<Once>, Vec<_>) = read.into_iter().unzip();
        allowance.open(&mut read_once, &reading);
        read_once.into_iter().zip(openers).collect::<Vec<_>>()
    };
    let mut add = |read: Vec<(Once, Option<Arc<dyn Open>>)>| {
        let known = gathering.certificates().len();
        let mut openers = Vec::new();
        for (Once { mut files, .. }, opener) in read {
            files.sort_by(|one, other| order(one).cmp(&order(other)));
            for file in files {
                gathering.add(file);
            }
            openers.resize(gathering.certificates().len() - known, opener);
        }
        let new = gathering.take_raws();
        raws.take(gathering.certificates(), new, &openers);
    };
    let mut ready = open(parallel::map(some(), read));
    while !ready.is_empty() {
        let next = some();
        let ((), read) = parallel::both(|| add(ready), || parallel::map(next, read));
        ready = open(read);
    }
    (gathering.finish(), raws)
}

/// How files are read of which several are read at a time.
fn read_together(settings: &Settings) -> ReadOptions {
    let reading = settings.reading();
    ReadOptions { room: Some(Arc::new(Room::new(reading.limits.bytes_at_once))), ..reading }
}

/// Reads files and calls `done` after each, from any thread.
fn read_each(mut files: Vec<Named>, settings: &Settings, done: &(dyn Fn() + Sync)) -> Vec<File> {
    let reading = read_together(settings);
    let closed = reading.closed();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let mut read_once = parallel::map(files, |named| {
        let once = read::read_once(named, &closed);
        done();
        once
    });
    Allowance::new(&reading).open(&mut read_once, &reading);
    read_once.into_iter().flat_map(|once| once.files).collect()
}
