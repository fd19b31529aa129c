//! The names that Outlook requires in a deployment, each text once with all its places.

use std::collections::BTreeMap;

use crate::report::model::{Deployment, Principal};

/// A required name: principals of one text that come to the same.
pub(super) struct Required<'r> {
    /// The first of them.
    pub(super) principal: &'r Principal,
    /// All of them: where the name is set comes before where it is passed on.
    pub(super) places: Vec<&'r Principal>,
}

/// The required names: those that are set first, then those that are passed on, then those that were only tested.
pub(super) fn required(deployment: &Deployment) -> Vec<Required<'_>> {
    let mut known = BTreeMap::new();
    let mut all: Vec<Required<'_>> = Vec::new();
    let mut principals: Vec<&Principal> = deployment.principals.iter().collect();
    principals.sort_by_key(|one| rank(&one.origin));
    for one in principals {
        let key = (&one.value, &one.vantage, &one.verdict, &one.certificate, &one.basis);
        let at = *known.entry(key).or_insert(all.len());
        match all.get_mut(at) {
            Some(required) => required.places.push(one),
            None => all.push(Required { principal: one, places: vec![one] }),
        }
    }
    all
}

fn rank(origin: &str) -> u8 {
    match origin {
        "outlook-provider" | "provider-default" | "predicted" | "directory-export" => 0,
        "autodiscover" | "autodiscover-default" => 1,
        "outlook-profile" => 2,
        _ => 3,
    }
}

impl Required<'_> {
    /// Whether the name is compared with certificates at all.
    pub(super) fn is_compared(&self) -> bool {
        !matches!(&*self.principal.verdict, "not-ours" | "disabled" | "malformed")
    }

    /// What it differs from: the first name for the same clients, where it is another one.
    pub(super) fn reference<'a>(&self, all: &'a [Required<'_>]) -> Option<&'a Principal> {
        let is_ours = |one: &Principal| one.verdict != "not-ours";
        let first =
            all.iter().map(|one| one.principal).find(|one| is_ours(one) && one.vantage == self.principal.vantage)?;
        let differs = is_ours(self.principal) && !first.value.eq_ignore_ascii_case(&self.principal.value);
        differs.then_some(first)
    }
}
