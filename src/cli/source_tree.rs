//! What is said where a folder that was checked is the working copy of a repository: documents and tests in it hold
//! examples that look like exports.

use std::{collections::BTreeMap, path::Path};

use crate::{collect::VERSION_CONTROL, model::file::Kind, report::model::Deployment};

/// How many folders are named.
const ENOUGH: usize = 5;

/// Which folders of a working copy hold what was recognised, and how to check fewer of them.
pub(super) fn hint(deployment: &Deployment) -> Option<String> {
    let root = deployment.root.as_deref()?;
    let control = VERSION_CONTROL.iter().find(|name| Path::new(root).join(name).exists())?;
    let folders = by_folder(deployment);
    let [(first, _), (second, _), ..] = folders.as_slice() else { return None };
    let named: Vec<String> = folders.iter().take(ENOUGH).map(|(name, count)| format!("{name} ({count})")).collect();
    let more = if folders.len() > ENOUGH { ", …" } else { "" };
    Some(format!(
        "`{root}` is a source tree ({control}); files in {} of its folders were recognised: {}{more}. If they do not belong \
         together, name the folder that has the exports, such as {first}, or leave folders out: --exclude {second}. \
         --show-files lists the files.",
        folders.len(),
        named.join(", "),
    ))
}

/// How many recognised files each folder at the top has, most first.
fn by_folder(deployment: &Deployment) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let beside = Kind::BESIDE.map(Kind::name);
    for artifact in deployment.artifacts.iter().filter(|artifact| !beside.contains(&artifact.kind)) {
        if let Some((folder, _)) = artifact.path.split_once('/') {
            *counts.entry(folder.to_owned()).or_default() += 1;
        }
    }
    let mut folders: Vec<_> = counts.into_iter().collect();
    folders.sort_by_key(|(_, count)| usize::MAX - count);
    folders
}
