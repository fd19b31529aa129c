//! Decisions that were taken before, applied to what is found: allowances and the baseline. What each came to is known when
//! all deployments are done.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;

use super::{
    DecidedFinding, Settings,
    baseline::{Baseline, Entry},
    named,
};
use crate::{
    finding::{About, Finding, State},
    model::certificate::Certificate,
    model::policy::{Allowance, Applied, Missed, Pattern, Policy},
};

/// The deployment that findings belong to.
#[derive(Debug)]
pub(super) struct Within<'d> {
    /// Its name.
    pub(super) name: &'d str,
    /// Its root.
    pub(super) root: Option<&'d str>,
    /// The moment of the evaluation.
    pub(super) at: Timestamp,
}

/// Decisions, and what became of each so far.
pub struct Decisions<'s> {
    pub(super) settings: &'s Settings,
    /// The names of users that were met, where the report is redacted.
    pub(super) users: BTreeSet<String>,
    allowances: Vec<Tried<'s>>,
    /// The allowances that may hold in any deployment.
    anywhere: Vec<usize>,
    /// Those that hold in the deployment of one root.
    by_root: HashMap<&'s str, Vec<usize>>,
    /// The allowances that hold in the deployment at hand.
    here: Vec<usize>,
    baseline: Known<'s>,
}

/// An allowance and what it came to so far.
struct Tried<'s> {
    allowance: &'s Allowance,
    fits: u64,
    /// A deployment that it may hold in was there.
    met: bool,
}

/// The baseline and what of it was met so far.
#[derive(Default)]
struct Known<'s> {
    file: Option<&'s Baseline>,
    /// Which entries this run has too.
    met: Vec<bool>,
    /// Of the entries whose deployment was there: whether their file was read.
    read: Vec<Option<bool>>,
}

impl<'s> Decisions<'s> {
    /// The decisions of settings.
    pub fn new(settings: &'s Settings) -> Decisions<'s> {
        let in_force = !settings.no_allow;
        let allowances = settings.allowances.iter().filter(|_| in_force);
        let mut anywhere = Vec::new();
        let mut by_root: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, allowance) in allowances.clone().enumerate() {
            match allowance.root.as_deref() {
                Some(root) => by_root.entry(root).or_default().push(index),
                None => anywhere.push(index),
            }
        }
        Decisions {
            settings,
            users: BTreeSet::new(),
            allowances: allowances.map(|allowance| Tried { allowance, fits: 0, met: false }).collect(),
            anywhere,
            by_root,
            here: Vec::new(),
            baseline: settings.baseline.as_ref().filter(|_| in_force).map(Known::new).unwrap_or_default(),
        }
    }

    /// Takes note of a deployment; `files` tells which files were read in it, with the entries within archives.
    pub(super) fn enter(&mut self, within: &Within<'_>, files: impl FnOnce() -> HashSet<(String, Vec<String>)>) {
        let own = within.root.and_then(|root| self.by_root.get(root)).map(Vec::as_slice).unwrap_or_default();
        let mut here: Vec<usize> = self.anywhere.iter().chain(own).copied().collect();
        here.retain(|index| self.allowances.get(*index).is_some_and(|tried| holds_in(tried.allowance, within)));
        here.sort_unstable();
        for index in &here {
            if let Some(tried) = self.allowances.get_mut(*index) {
                tried.met = true;
            }
        }
        self.here = here;
        self.baseline.enter(within.name, files);
    }

    /// Whether a finding counts, and the allowance that accepts it.
    pub(super) fn accept(&mut self, within: &Within<'_>, found: &DecidedFinding<'_>) -> (State, Option<&'s Allowance>) {
        let mut accepted = None;
        for index in &self.here {
            let Some(tried) = self.allowances.get_mut(*index) else { continue };
            if fits(tried.allowance, &found.finding) {
                tried.fits += 1;
                accepted = accepted.or(Some(tried.allowance).filter(|allowance| !allowance.has_ended(within.at)));
            }
        }
        let known = self.baseline.meet(found);
        match accepted {
            Some(allowance) => (State::Allowed, Some(allowance)),
            None if known => (State::Baselined, None),
            None => (State::New, None),
        }
    }

    /// What the rules about the configuration look at.
    pub fn policy(&self) -> Policy {
        let runs: Vec<&str> = self.settings.rules().iter().map(|rule| rule.code.0).collect();
        let applied = |tried: &Tried<'_>| Applied { allowance: tried.allowance.clone(), fits: tried.fits };
        let judged = self.allowances.iter().filter(|tried| tried.met && runs.contains(&tried.allowance.code));
        let at = self.settings.at;
        let (ended, held): (Vec<_>, Vec<_>) = judged.map(applied).partition(|applied| applied.allowance.has_ended(at));
        let (missed, looked_for) = self.baseline.missed(&runs);
        Policy { found: self.settings.found_config.clone(), ended, held, missed, looked_for }
    }
}

impl<'s> Known<'s> {
    fn new(file: &'s Baseline) -> Known<'s> {
        Known { file: Some(file), met: vec![false; file.len()], read: vec![None; file.len()] }
    }

    /// Takes note of a deployment and its files.
    fn enter(&mut self, name: &str, files: impl FnOnce() -> HashSet<(String, Vec<String>)>) {
        let Some(file) = self.file else { return };
        let mut indexes = file.of_deployment(name).peekable();
        if indexes.peek().is_none() {
            return;
        }
        let files = files();
        for index in indexes {
            if let (Some(entry), Some(read)) = (file.get(index), self.read.get_mut(index)) {
                *read = Some(files.contains(&(entry.path, entry.inside)));
            }
        }
    }

    /// Whether the baseline has a finding, no better than it was.
    fn meet(&mut self, found: &DecidedFinding<'_>) -> bool {
        let Some(file) = self.file else { return false };
        let Some(index) = file.of_fingerprint(&found.fingerprint.to_string()) else { return false };
        if let Some(met) = self.met.get_mut(index) {
            *met = true;
        }
        let finding = &found.finding;
        file.get(index).is_some_and(|entry| entry.code == finding.code.0 && finding.severity <= entry.severity)
    }

    /// The entries that this run should have and does not, and how many it looked for.
    fn missed(&self, runs: &[&str]) -> (Vec<Missed>, usize) {
        let Some(file) = self.file else { return (Vec::new(), 0) };
        let mut looked_for = 0;
        let mut missed = Vec::new();
        for (index, (met, read)) in self.met.iter().zip(&self.read).enumerate() {
            // What was not checked, or not run, says nothing.
            let (Some(read), Some(entry)) = (read, file.get(index)) else { continue };
            if !runs.contains(&entry.code.as_str()) {
                continue;
            }
            looked_for += 1;
            if !met {
                let place = file.place(index);
                let Entry { code, deployment, path, subject, fingerprint, .. } = entry;
                missed.push(Missed { place, code, deployment, path, subject, fingerprint, unread: !*read });
            }
        }
        (missed, looked_for)
    }
}

/// Whether an allowance may hold in a deployment: everywhere, or where its `deployment` or its configuration says.
fn holds_in(allowance: &Allowance, within: &Within<'_>) -> bool {
    let by_name = allowance.deployment.as_deref().is_none_or(|name| name == within.name);
    by_name && allowance.root.as_deref().is_none_or(|root| Some(root) == within.root)
}

fn fits(allowance: &Allowance, finding: &Finding) -> bool {
    let is_at = |pattern: &Pattern| {
        finding.labels.first().is_some_and(|label| {
            let (path, inside) = named(&label.place.source);
            pattern.holds(&path, &inside)
        })
    };
    allowance.code == finding.code.0
        && allowance.path.as_ref().is_none_or(is_at)
        && allowance.subject.as_ref().is_none_or(|wanted| is_called(&finding.about, wanted))
}

/// Whether it is something of this name: a certificate has its thumbprints, its subject and its common names.
fn is_called(about: &About, wanted: &str) -> bool {
    let is_it = |name: &str| name.eq_ignore_ascii_case(wanted);
    let also = |own: &Certificate| {
        is_it(&own.thumbprint()) || is_it(&own.subject) || own.common_names.iter().any(|name| is_it(name))
    };
    is_it(&about.subject()) || matches!(about, About::Certificate(own) if also(own))
}
