//! Decisions that were taken before, applied to what is found: allowances and the baseline. What each came to is known when
//! all deployments are done.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{Settings, baseline::Baseline};
use crate::{
    finding::{Severity, State},
    model::policy::{Allowance, Applied, Missed, Policy},
};

/// A finding as decisions see it.
#[derive(Debug)]
pub struct Decidable<'f> {
    /// Code of its rule.
    pub code: &'f str,
    /// How bad it is.
    pub severity: Severity,
    /// Path.
    pub path: &'f str,
    /// Entries within archives.
    pub inside: &'f [String],
    /// What it is about, by each of its names: for a certificate its thumbprints, its subject and its common names.
    pub subjects: &'f [String],
    /// Its identity.
    pub fingerprint: &'f str,
}

/// The deployment that findings belong to.
#[derive(Debug)]
pub struct Within<'d> {
    /// Its name.
    pub name: &'d str,
    /// Its root.
    pub root: Option<&'d str>,
    /// The moment it is judged at.
    pub at: Timestamp,
}

/// Decisions, and what became of each so far.
pub struct Decisions<'s> {
    settings: &'s Settings,
    allowances: Vec<Tried<'s>>,
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
    by_fingerprint: HashMap<&'s str, usize>,
    by_deployment: HashMap<&'s str, Vec<usize>>,
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
        Decisions {
            settings,
            allowances: allowances.map(|allowance| Tried { allowance, fits: 0, met: false }).collect(),
            baseline: settings.baseline.as_ref().filter(|_| in_force).map(Known::new).unwrap_or_default(),
        }
    }

    /// Whether there is anything to apply.
    pub fn are_any(&self) -> bool {
        !self.allowances.is_empty() || self.baseline.file.is_some()
    }

    /// Takes note of a deployment; `files` tells which files were read in it, with the entries within archives.
    pub fn enter(&mut self, within: &Within<'_>, files: impl FnOnce() -> HashSet<(String, Vec<String>)>) {
        for tried in &mut self.allowances {
            tried.met |= holds_in(tried.allowance, within);
        }
        let Known { file, by_deployment, read, .. } = &mut self.baseline;
        let Some(indexes) = by_deployment.get(within.name) else { return };
        let files = files();
        for index in indexes {
            let entry = file.and_then(|file| file.entries.get(*index));
            if let (Some(entry), Some(read)) = (entry, read.get_mut(*index)) {
                *read = Some(files.contains(&(entry.path.clone(), entry.inside.clone())));
            }
        }
    }

    /// Whether a finding counts, and the allowance that accepts it.
    pub fn decide(&mut self, within: &Within<'_>, found: &Decidable<'_>) -> (State, Option<&'s Allowance>) {
        let mut accepted = None;
        for tried in &mut self.allowances {
            if holds_in(tried.allowance, within) && fits(tried.allowance, found) {
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
    pub fn policy(self) -> Policy {
        let runs: Vec<&str> = self.settings.rules().iter().map(|rule| rule.code.0).collect();
        let applied = |tried: Tried<'_>| Applied { allowance: tried.allowance.clone(), fits: tried.fits };
        let judged = self.allowances.into_iter().filter(|tried| tried.met && runs.contains(&tried.allowance.code));
        let at = self.settings.at;
        let (ended, held): (Vec<_>, Vec<_>) = judged.map(applied).partition(|applied| applied.allowance.has_ended(at));
        let (missed, looked_for) = self.baseline.missed(&runs);
        Policy { found: self.settings.found_config.clone(), ended, held, missed, looked_for }
    }
}

impl<'s> Known<'s> {
    fn new(file: &'s Baseline) -> Known<'s> {
        let mut by_deployment: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, entry) in file.entries.iter().enumerate() {
            by_deployment.entry(&entry.deployment).or_default().push(index);
        }
        let indexes = file.entries.iter().enumerate();
        Known {
            file: Some(file),
            by_fingerprint: indexes.map(|(index, entry)| (entry.fingerprint.as_str(), index)).collect(),
            by_deployment,
            met: vec![false; file.entries.len()],
            read: vec![None; file.entries.len()],
        }
    }

    /// Whether the baseline has a finding, no better than it was.
    fn meet(&mut self, found: &Decidable<'_>) -> bool {
        let Some(index) = self.by_fingerprint.get(found.fingerprint).copied() else { return false };
        if let Some(met) = self.met.get_mut(index) {
            *met = true;
        }
        let entry = self.file.and_then(|file| file.entries.get(index));
        entry.is_some_and(|entry| entry.code == found.code && found.severity <= entry.severity)
    }

    /// The entries that this run should have and does not, and how many it looked for.
    fn missed(self, runs: &[&str]) -> (Vec<Missed>, u64) {
        let Some(file) = self.file else { return (Vec::new(), 0) };
        let mut looked_for = 0;
        let mut missed = Vec::new();
        for (index, ((entry, met), read)) in file.entries.iter().zip(self.met).zip(self.read).enumerate() {
            // What was not run, or not checked, says nothing.
            let (true, Some(read)) = (runs.contains(&entry.code.as_str()), read) else { continue };
            looked_for += 1;
            if !met {
                missed.push(Missed {
                    place: file.place(index),
                    code: entry.code.clone(),
                    deployment: entry.deployment.clone(),
                    path: entry.path.clone(),
                    subject: entry.subject.clone(),
                    fingerprint: entry.fingerprint.clone(),
                    unread: !read,
                });
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

fn fits(allowance: &Allowance, found: &Decidable<'_>) -> bool {
    let about = |wanted: &String| found.subjects.iter().any(|subject| subject.eq_ignore_ascii_case(wanted));
    allowance.code == found.code
        && allowance.path.as_ref().is_none_or(|pattern| pattern.holds(found.path, found.inside))
        && allowance.subject.as_ref().is_none_or(about)
}
