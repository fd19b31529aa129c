//! IN016: the files of a collection are not as its manifest has them.

use super::*;
use crate::{
    judge::collection::{Differences, compare},
    model::{certificate::hex, manifest::Manifest},
    text::keys::in016::*,
};

pub(super) static RULE: Rule = Rule::error("IN016", "manifest-mismatch", "0.1.0", Check::Deployment(check))
    .examining(&[Subject::Manifests])
    .with(Relations::none().rests_on(&["changed", "content", "missing", "added"]));

fn check(judgement: &Judgement<'_>, found: &mut Findings) {
    for (manifest, differences) in compare(judgement.deployment) {
        let labels = labels(manifest, &differences);
        if !labels.is_empty() {
            report(manifest, &differences, labels, found);
        }
    }
}

/// Where something differs, in the order of the manifest's lines, then what the manifest does not list.
fn labels(manifest: &Manifest, differences: &Differences<'_>) -> Vec<(Place, Key)> {
    let missing = differences.missing.iter().map(|entry| (entry.path.span, LABEL_MISSING));
    let changed = differences.changed.iter().map(|(entry, _)| (entry.path.span, LABEL_CHANGED));
    let unreadable = manifest.unreadable.iter().map(|span| (*span, LABEL_UNREADABLE));
    let count = manifest.count.iter().filter(|count| count.value != manifest.entries.len());
    let count = count.map(|count| (count.span, LABEL_COUNT));
    let mut lines: Vec<_> = missing.chain(changed).chain(unreadable).chain(count).collect();
    if lines.is_empty() && !differences.added.is_empty() {
        lines.push((manifest.heading, LABEL_HERE));
    }
    lines.sort_by_key(|(span, _)| *span);
    let added = differences.added.iter().map(|source| (Place::file(source), LABEL_ADDED));
    lines.into_iter().map(|(span, key)| (Place::text(&manifest.source, span), key)).chain(added).collect()
}

fn report(manifest: &Manifest, differences: &Differences<'_>, labels: Vec<(Place, Key)>, found: &mut Findings) {
    let Differences { changed, missing, added } = differences;
    let finding = found.add(MESSAGE, manifest.source.shown());
    if changed.is_empty() && missing.is_empty() && added.is_empty() {
        finding.message(MESSAGE_MANIFEST);
    }
    for (place, key) in labels {
        finding.label(place, key);
    }
    let (listed, counted) = (manifest.entries.len(), manifest.count.as_ref().map_or(0, |count| count.value));
    let content = changed.iter().map(|(_, source)| source.sha256.map(|own| hex(&own)).unwrap_or_default());
    finding
        .fact("manifest", manifest.source.shown())
        .fact("changed", changed.iter().map(|(entry, _)| entry.path.value.clone()).collect::<Vec<_>>())
        .fact("changed_count", changed.len())
        .fact("content", content.collect::<Vec<_>>())
        .fact("missing", missing.iter().map(|entry| entry.path.value.clone()).collect::<Vec<_>>())
        .fact("missing_count", missing.len())
        .fact("added", added.iter().map(|source| source.shown()).collect::<Vec<_>>())
        .fact("added_count", added.len())
        .fact("listed", listed)
        .fact("files", counted);
    finding.say(&[HELP]);
}
