//! The certificates of a deployment that the pictures show: found in one pass, without holding the others.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::bounds::TIMELINE;
use crate::{
    model::time::{self, DAY},
    report::model::{Certificate, Deployment},
};

/// How long a certificate is still valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Life {
    /// It has ended.
    Ended,
    /// It ends within 30 days.
    Within30,
    /// It ends within 60 days.
    Within60,
    /// It has not begun.
    Later,
    /// It is valid for longer.
    Fine,
    /// Its dates are not known.
    Unknown,
}

impl Life {
    /// Its life at a moment.
    pub(super) fn of(certificate: &Certificate, at: Option<Timestamp>) -> Life {
        let moment = |text: &Option<String>| time::parse(text.as_deref()?).ok();
        let (Some(at), Some(end)) = (at, moment(&certificate.not_after)) else { return Life::Unknown };
        let left = end.as_second() - at.as_second();
        match moment(&certificate.not_before) {
            _ if left < 0 => Life::Ended,
            Some(start) if start > at => Life::Later,
            _ if left < 30 * DAY => Life::Within30,
            _ if left < 60 * DAY => Life::Within60,
            _ => Life::Fine,
        }
    }
}

/// The certificates that the pictures show.
pub(super) struct Shown {
    /// The moment of the evaluation.
    at: Option<Timestamp>,
    /// By their ids: those that the matrix and the map name.
    pub(super) named: BTreeMap<String, Certificate>,
    /// Those of the time line, what matters most first.
    pub(super) drawn: Vec<Certificate>,
    /// How the others live.
    pub(super) left: BTreeMap<Life, usize>,
}

impl Shown {
    /// Whether a certificate that the map names has expired.
    pub(super) fn has_expired(&self, id: &str) -> bool {
        let end = self.named.get(id).and_then(|row| time::parse(row.not_after.as_deref()?).ok());
        end.zip(self.at).is_some_and(|(end, at)| end < at)
    }

    /// Those of the `wanted` ids, and the first of all: those that answer or may, server certificates, bound ones, what
    /// ends first.
    pub(super) fn of(deployment: &Deployment, wanted: &BTreeSet<String>) -> Shown {
        let at = time::parse(&deployment.at).ok();
        let mut shown = Shown { at, named: BTreeMap::new(), drawn: Vec::new(), left: BTreeMap::new() };
        let mut drawn: BTreeMap<(bool, bool, bool, Option<Timestamp>, usize), Certificate> = BTreeMap::new();
        for (index, row) in deployment.certificates.iter().enumerate() {
            let is_wanted = wanted.contains(&row.id);
            let end = row.not_after.as_deref().and_then(|end| time::parse(end).ok());
            let key = (!is_wanted, row.role != "server", row.bindings.is_empty(), end, index);
            if is_wanted {
                shown.named.insert(row.id.clone(), row.clone());
            }
            drawn.insert(key, row);
            if drawn.len() > TIMELINE
                && let Some((_, last)) = drawn.pop_last()
            {
                *shown.left.entry(Life::of(&last, at)).or_default() += 1;
            }
        }
        shown.drawn = drawn.into_values().collect();
        shown
    }
}
