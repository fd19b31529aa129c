//! The map of a deployment: which names are required where, which certificate the server presents, and whether they match.

use std::collections::BTreeSet;

use askama::{Template, filters::HtmlSafe};

use super::{
    bounds::BOXES,
    certificates::Shown,
    drawing::{Drawing, Link, Shape, Source, Target},
    required::Required,
    shared::{Shared, issued_to},
};
use crate::{
    report::model::{Certificate, Principal},
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
    has_several_places: bool,
    more: usize,
}

impl HtmlSafe for Map<'_> {}

/// The certificates that the map leads to.
pub(super) fn wanted(required: &[Required<'_>]) -> impl Iterator<Item = String> {
    required.iter().take(BOXES).flat_map(|one| presented(one.principal)).map(|(id, _)| id)
}

/// The certificates that the server presents to a principal's clients, or may, with their verdicts: the chosen one first.
fn presented(principal: &Principal) -> Vec<(String, String)> {
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
        required: &[Required<'_>],
        anchor: &str,
        certificates: &Shown,
    ) -> Map<'r> {
        let mut map = Map {
            shared,
            anchor: anchor.to_owned(),
            sources: Vec::new(),
            targets: Vec::new(),
            has_several_places: required.iter().map(|one| one.places.len()).sum::<usize>() > 1,
            more: required.len().saturating_sub(BOXES),
        };
        for one in required.iter().take(BOXES) {
            let differs = one.reference(required).map(|reference| shared.origin(reference));
            let source = map.source(one, differs, certificates);
            map.sources.push(source);
        }
        map
    }

    fn source(&mut self, required: &Required<'_>, differs: Option<String>, shown: &Shown) -> Source {
        let (shared, principal) = (self.shared, required.principal);
        let mut links = Vec::new();
        for (id, verdict) in presented(principal) {
            let has_expired = shown.has_expired(&id);
            if let Some(to) = self.target(id, shown) {
                let verdict = if has_expired { shared.expired() } else { shared.verdict(&verdict) };
                links.push(Link { to, class: verdict.class, sign: verdict.sign, words: verdict.words });
            }
        }
        let has_expired = principal.certificate.as_ref().is_some_and(|id| shown.has_expired(id));
        let verdict = if has_expired { shared.expired() } else { shared.verdict_of(principal) };
        if links.is_empty() {
            let to = self.no_certificate(&principal.verdict);
            links.push(Link { to, class: verdict.class, sign: verdict.sign, words: verdict.words });
        }
        Source {
            title: shared.vantage(&principal.vantage),
            value: principal.shown().into_owned(),
            places: self.places(required),
            differs: differs.map(|from| shared.tell(keys::HTML_DIFFERS, &[("from", &from)])),
            class: verdict.class,
            links,
        }
    }

    /// A line for each kind of place: the first of that kind, and how many more.
    fn places(&self, required: &Required<'_>) -> Vec<String> {
        let mut kinds: Vec<(String, &Principal, usize)> = Vec::new();
        for place in &required.places {
            let origin = self.shared.origin(place);
            match kinds.iter_mut().find(|(kind, ..)| *kind == origin) {
                Some((.., count)) => *count += 1,
                None => kinds.push((origin, place, 1)),
            }
        }
        let line = |(origin, first, count): (String, &Principal, usize)| {
            let place = first.path.is_some().then(|| format!(": {}", self.shared.words.place_of(first)));
            format!("{origin}{}{}", place.unwrap_or_default(), self.shared.and_places(count))
        };
        kinds.into_iter().map(line).collect()
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

    /// What is said instead of a certificate where none is compared.
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
            format!("{}, {} ({}) → {links}", source.value, source.title, source.places.join(", "))
        };
        self.sources.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// The signs of the map, each once, with what they mean.
    fn legend(&self) -> BTreeSet<(&str, &str, &str)> {
        let links = self.sources.iter().flat_map(|source| &source.links);
        links.map(|link| (link.sign, link.class, link.words.as_str())).collect()
    }

    fn disagreeing(&self) -> impl Iterator<Item = (&Source, &String)> {
        self.sources.iter().filter_map(|source| Some((source, source.differs.as_ref()?)))
    }

    fn agree(&self) -> bool {
        self.has_several_places && self.more == 0 && self.disagreeing().next().is_none()
    }
}
