//! The map of a deployment: who requires which name, which certificate answers, and where they disagree.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::BOXES,
    certificates::Shown,
    drawing::{Drawing, Link, Shape, Source, Target},
    shared::{Shared, issued_to},
};
use crate::{
    report::model::{Certificate, Deployment, Principal},
    text::keys::report as keys,
};

/// Certificates that one name is led to.
const LINKS: usize = 4;

/// The map of a deployment.
#[derive(Template)]
#[template(path = "map.html")]
pub(super) struct Map<'r> {
    shared: &'r Shared<'r>,
    anchor: String,
    sources: Vec<Source>,
    targets: Vec<Target>,
    more: usize,
}

impl HtmlSafe for Map<'_> {}

/// The certificates that the map leads to.
pub(super) fn wanted(deployment: &Deployment) -> impl Iterator<Item = String> {
    groups(deployment).into_iter().take(BOXES).flat_map(|(principal, _)| answering(principal)).map(|(id, _)| id)
}

/// Principals that say the same in the same kind of place, each with how many they are, as they first come.
fn groups(deployment: &Deployment) -> Vec<(&Principal, usize)> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<(&Principal, usize)> = Vec::new();
    for one in &deployment.principals {
        let key = (&one.origin, &one.value, &one.vantage, &one.verdict, &one.certificate);
        let at = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => groups.push((one, 1)),
        }
    }
    // Where a name is set stands before where it is handed on.
    groups.sort_by_key(|(one, _)| match &*one.origin {
        "outlook-provider" | "provider-default" | "directory-export" => 0,
        "autodiscover" | "autodiscover-default" => 1,
        "outlook-profile" => 2,
        _ => 3,
    });
    groups
}

/// The certificates that answer for a principal, or may, with their verdicts: the chosen one first.
fn answering(principal: &Principal) -> Vec<(String, String)> {
    let chosen = principal.certificate.iter().map(|id| (id.clone(), principal.verdict.to_string()));
    let is_chosen = |id: &String| principal.certificate.as_ref() == Some(id);
    let others = principal
        .candidates
        .iter()
        .filter(|candidate| candidate.basis.is_some() && !is_chosen(&candidate.certificate))
        .map(|candidate| (candidate.certificate, candidate.verdict.to_string()));
    chosen.chain(others).take(LINKS).collect()
}

impl<'r> Map<'r> {
    pub(super) fn new(
        shared: &'r Shared<'r>,
        deployment: &'r Deployment,
        anchor: &str,
        certificates: &Shown,
    ) -> Map<'r> {
        let groups = groups(deployment);
        let mut map = Map {
            shared,
            anchor: anchor.to_owned(),
            sources: Vec::new(),
            targets: Vec::new(),
            more: groups.len().saturating_sub(BOXES),
        };
        for (principal, count) in groups.iter().take(BOXES) {
            let differs = reference(&groups, principal).map(|reference| shared.origin(reference));
            let source = map.source(principal, *count, differs, certificates);
            map.sources.push(source);
        }
        map
    }

    fn source(&mut self, principal: &Principal, count: usize, differs: Option<String>, shown: &Shown) -> Source {
        let shared = self.shared;
        let mut links = Vec::new();
        for (id, verdict) in answering(principal) {
            if let Some(to) = self.target(id, shown) {
                let verdict = shared.verdict(&verdict);
                links.push(Link { to, class: verdict.class, sign: verdict.sign, words: verdict.words });
            }
        }
        let verdict = shared.verdict_of(principal);
        if links.is_empty() {
            let to = self.no_certificate(&principal.verdict);
            links.push(Link { to, class: verdict.class, sign: verdict.sign, words: verdict.words });
        }
        let title = format!("{}, {}", shared.origin(principal), principal.vantage);
        Source {
            title,
            value: principal.value.clone(),
            place: shared.words.place_of(principal) + &shared.and_places(count),
            differs: differs.map(|from| shared.tell(keys::HTML_DIFFERS, &[("from", &from)])),
            class: verdict.class,
            links,
        }
    }

    /// The target of a certificate; `None` where the map has enough of them.
    fn target(&mut self, id: String, shown: &Shown) -> Option<usize> {
        if let Some(at) = self.targets.iter().position(|target| target.key == id) {
            return Some(at);
        }
        if self.targets.len() >= BOXES {
            return None;
        }
        let certificate = shown.named.get(&id);
        let title = certificate.map_or_else(|| id.clone(), Certificate::called);
        let name = certificate.map(issued_to).unwrap_or_default();
        let until = certificate.and_then(|certificate| certificate.not_after.as_deref());
        let until = until.and_then(|until| until.split('T').next()).unwrap_or_default();
        let until =
            if until.is_empty() { String::new() } else { self.shared.tell(keys::HTML_VALID_UNTIL, &[("day", until)]) };
        self.targets.push(Target { key: id, title, name: Some(name), until });
        Some(self.targets.len() - 1)
    }

    /// What stands in the place of a certificate where none is compared.
    fn no_certificate(&mut self, verdict: &str) -> usize {
        let key = match verdict {
            "disabled" => keys::HTML_MAP_DISABLED,
            "not-ours" => keys::HTML_MAP_NOT_OURS,
            "malformed" => keys::HTML_MAP_MALFORMED,
            _ => keys::HTML_MAP_NONE,
        };
        if let Some(at) = self.targets.iter().position(|target| target.key == key.name()) {
            return at;
        }
        let title = self.shared.say(key);
        self.targets.push(Target { key: key.name().to_owned(), title, name: None, until: String::new() });
        self.targets.len() - 1
    }

    /// On a wide screen and on paper; on a small screen.
    fn drawings(&self) -> [Drawing; 2] {
        [Shape::Wide, Shape::Narrow].map(|shape| Drawing::of(shape, &self.sources, &self.targets))
    }

    /// The picture in words, for those who can't see it.
    fn description(&self) -> String {
        let link = |link: &Link| {
            let target = self.targets.get(link.to);
            let name = target.and_then(|target| target.name.as_deref()).unwrap_or_default();
            let title = target.map_or("", |target| target.title.as_str());
            format!("{title} {name}: {}", link.words)
        };
        let one = |source: &Source| {
            let links = source.links.iter().map(link).collect::<Vec<_>>().join(", ");
            format!("{} ({}): {} → {links}", source.title, source.place, source.value)
        };
        self.sources.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn disagreeing(&self) -> impl Iterator<Item = (&Source, &String)> {
        self.sources.iter().filter_map(|source| Some((source, source.differs.as_ref()?)))
    }

    fn agree(&self) -> bool {
        self.sources.len() > 1 && self.disagreeing().next().is_none()
    }
}

/// What a principal is held against and differs from: the first that is meant for the same clients.
fn reference<'p>(groups: &[(&'p Principal, usize)], principal: &Principal) -> Option<&'p Principal> {
    let judged = |one: &Principal| one.verdict != "not-ours";
    let first = groups.iter().map(|(one, _)| *one).find(|one| judged(one) && one.vantage == principal.vantage)?;
    let differs = judged(principal) && !first.value.eq_ignore_ascii_case(&principal.value);
    differs.then_some(first)
}
