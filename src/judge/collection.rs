//! How the files that are here compare with the manifests of their collections.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::model::{
    certificate::hex,
    deployment::Deployment,
    file::Kind,
    manifest::{Entry, Manifest},
    source::Source,
};

/// What is not as it was collected.
#[derive(Debug, Default)]
pub struct Differences<'a> {
    /// Files with another content.
    pub changed: Vec<(&'a Entry, &'a Arc<Source>)>,
    /// Files that are not here.
    pub missing: Vec<&'a Entry>,
    /// Files that hold something to check and that no manifest lists.
    pub added: Vec<&'a Arc<Source>>,
}

/// A place for files, as Windows compares it: in which archive, if in one, and the path there. No two differ by case or
/// separator alone.
type Spot = (String, String);

fn comparable(path: &str) -> String {
    path.replace('\\', "/").to_lowercase()
}

fn spot(source: &Source) -> Spot {
    match source.inside.split_last() {
        Some((path, outer)) => (comparable(&format!("{}!{}", source.path, outer.join("!"))), comparable(path)),
        None => (String::new(), comparable(&source.path)),
    }
}

/// The folder of a path; nothing at the top.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where a manifest lists a file.
fn listed_at(manifest: &Manifest, entry: &Entry) -> Spot {
    let (archive, own) = spot(&manifest.source);
    let path = comparable(&entry.path.value);
    let path = path.strip_prefix("./").unwrap_or(&path);
    match folder(&own) {
        "" => (archive, path.to_owned()),
        folder => (archive, format!("{folder}/{path}")),
    }
}

/// Compares the files of a deployment with each of its manifests.
pub fn compare(deployment: &Deployment) -> Vec<(&Manifest, Differences<'_>)> {
    let here: HashMap<Spot, &Arc<Source>> = deployment.files.iter().map(|(source, _)| (spot(source), source)).collect();
    let mut listed: HashSet<Spot> = HashSet::new();
    let mut compared: Vec<(&Manifest, Differences<'_>)> = Vec::new();
    // The first manifest of each folder.
    let mut folders: HashMap<Spot, usize> = HashMap::new();
    for manifest in &deployment.manifests {
        let (archive, own) = spot(&manifest.source);
        folders.entry((archive, folder(&own).to_owned())).or_insert(compared.len());
        let mut differences = Differences::default();
        for entry in &manifest.entries {
            let at = listed_at(manifest, entry);
            match here.get(&at) {
                None => differences.missing.push(entry),
                // One without a SHA-256 could not be read, which is reported itself.
                Some(source) if source.sha256.is_some_and(|own| hex(&own) != entry.sha256) => {
                    differences.changed.push((entry, source));
                }
                Some(_) => {}
            }
            listed.insert(at);
        }
        compared.push((manifest, differences));
    }
    for (source, _) in deployment.files.iter().filter(|(_, kinds)| holds_something(kinds)) {
        let at = spot(source);
        let nearest = Some(&at).filter(|at| !listed.contains(*at)).and_then(|at| nearest(at, &folders));
        if let Some((_, differences)) = nearest.and_then(|index| compared.get_mut(index)) {
            differences.added.push(source);
        }
    }
    compared
}

/// Whether something of a file is checked. What people write about a folder and what msstd itself made is no export.
fn holds_something(kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| *kind != Kind::Manifest && !Kind::BESIDE.contains(kind))
}

/// The manifest in the folder of a file, or in the nearest one above it.
fn nearest((archive, path): &Spot, folders: &HashMap<Spot, usize>) -> Option<usize> {
    let mut above = folder(path);
    loop {
        if let Some(index) = folders.get(&(archive.clone(), above.to_owned())) {
            return Some(*index);
        }
        if above.is_empty() {
            return None;
        }
        above = folder(above);
    }
}
