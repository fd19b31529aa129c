//! The names that Outlook requires, each once.

use std::collections::HashMap;

use super::model::{Deployment, Principal};

/// A name as it was checked.
pub(super) struct CheckedName<'d> {
    /// Where it is required first.
    pub(super) first: &'d Principal,
    /// In how many places it is required.
    pub(super) places: usize,
}

/// Each name once for each result: what verdict it has, and against which certificate.
pub(super) fn checked(deployment: &Deployment) -> Vec<CheckedName<'_>> {
    let mut names: Vec<CheckedName<'_>> = Vec::new();
    let mut known = HashMap::new();
    for principal in &deployment.principals {
        let result = (&*principal.value, &*principal.verdict, principal.certificate_shown.as_deref());
        let index = *known.entry(result).or_insert_with(|| {
            names.push(CheckedName { first: principal, places: 0 });
            names.len() - 1
        });
        if let Some(name) = names.get_mut(index) {
            name.places += 1;
        }
    }
    names
}
