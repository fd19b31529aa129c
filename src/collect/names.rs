//! How paths and deployments are called.

use std::{
    collections::HashMap,
    path::{Component, Path, PathBuf},
};

use super::{Found, Given};
use crate::model::source::path_text;

/// A path as reports show it: with `/` everywhere, bytes that are not UTF-8 as `\xNN`.
pub fn shown(path: &Path) -> String {
    let text = path_text(path.as_os_str().as_encoded_bytes());
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

/// The root of a deployment as given, without a trailing slash.
pub(super) fn root(path: &Path) -> String {
    let text = shown(path);
    let trimmed = text.trim_end_matches('/');
    let trimmed = trimmed.strip_suffix("/.").unwrap_or(trimmed);
    if trimmed.is_empty() { text.chars().take(1).collect() } else { trimmed.to_owned() }
}

/// The last component of a folder; of `.` and `..` the folder's own name.
pub(super) fn of_folder(folder: &Path) -> String {
    let last = |path: &Path| match path.components().next_back() {
        Some(Component::Normal(name)) => Some(path_text(name.as_encoded_bytes())),
        _ => None,
    };
    let real = || folder.canonicalize().ok().and_then(|path| last(&path));
    last(folder).or_else(real).unwrap_or_else(|| shown(folder))
}

/// The name that a configuration gives its deployment, whatever else it says: that is for its reader to judge.
pub(super) fn configured(found: &Found) -> Option<String> {
    let table: toml::Table = toml::from_str(&found.text()).ok()?;
    table.get("name")?.as_str().map(str::to_owned)
}

/// Deployments of one name, or all of them where that is asked for, take their path as given; a path that was given twice
/// is numbered.
pub(super) fn tell_apart(given: &mut [Given], by_path: bool) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for one in given.iter() {
        *counts.entry(one.name.clone()).or_default() += 1;
    }
    for one in given.iter_mut() {
        if (by_path || counts.get(&one.name).is_some_and(|count| *count > 1))
            && let Some(root) = &one.root
        {
            one.name.clone_from(root);
        }
    }
    let mut taken: HashMap<String, usize> = HashMap::new();
    for one in given.iter_mut() {
        let nth = taken.entry(one.name.clone()).or_default();
        *nth += 1;
        if *nth > 1 {
            one.name = format!("{} ({nth})", one.name);
        }
    }
}

/// A path of bytes.
#[cfg(unix)]
pub(super) fn path(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(bytes).into()
}

/// A path of bytes.
#[cfg(not(unix))]
pub(super) fn path(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
