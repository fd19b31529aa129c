//! Paths to named bytes: walking folders, reading lists of paths, splitting what is named into deployments.
//!
//! Links are not followed and devices and pipes are not opened: each is named as what it is.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{
    model::{
        file::{Limit, Limits, ProblemKind},
        policy::Pattern,
    },
    read::{Bytes, DeploymentInput, Named},
};

mod names;

pub use names::shown;

/// The configuration's file name.
pub const CONFIG: &str = "msstd.toml";

/// What version control keeps of a working copy: never an export, and very many files.
pub const VERSION_CONTROL: [&str; 3] = [".git", ".hg", ".svn"];

/// How what is named is split into deployments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Split {
    /// Each folder is one; one below it that holds an `msstd.toml` is its own.
    #[default]
    Folders,
    /// Each immediate subfolder is one.
    PerFolder,
    /// Everything is one.
    Together,
}

/// Why collecting can't begin.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// A named path does not exist or can't be looked at.
    #[error("{path}: {}", reason_of(reason))]
    Path {
        /// The path as named.
        path: String,
        /// The system's reason.
        reason: io::Error,
    },
}

/// A configuration found in what is checked.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path as shown.
    pub shown: String,
    /// Root of the deployment, if it is at the top of one.
    pub root: Option<String>,
    /// Whether it named its deployment, or made it one.
    pub took_effect: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Found {
    /// Its text without BOM. What is not UTF-8 is for its reader to refuse.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
    }
}

/// What was collected.
#[derive(Default)]
pub struct Collected {
    /// The deployments in the order given.
    pub given: Vec<DeploymentInput>,
    /// Configurations found, by root.
    pub found: Vec<Found>,
    /// Every file that is an input.
    pub inputs: Vec<PathBuf>,
}

/// A folder that is a deployment of its own, and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFolder {
    /// The folder, as the system calls it.
    pub path: PathBuf,
    /// The deployment's name.
    pub name: String,
}

/// How what is named becomes deployments.
#[derive(Debug, Clone, Copy, Default)]
pub struct Splitting<'s> {
    /// What is a deployment.
    pub split: Split,
    /// An `msstd.toml` may name and split deployments.
    pub use_config: bool,
    /// Folders that have names and are deployments of their own.
    pub folders: &'s [NamedFolder],
    /// Files and folders that are left out: by their names, by their paths, or by their paths below what is named.
    pub exclude: &'s [Pattern],
}

impl Splitting<'_> {
    /// Everything is one deployment, whatever an `msstd.toml` says.
    pub const TOGETHER: Splitting<'static> =
        Splitting { split: Split::Together, use_config: false, folders: &[], exclude: &[] };

    fn leaves_out(&self, whole: &Path, below: &Path) -> bool {
        let name = whole.file_name().map_or(whole, Path::new);
        let paths = || [name, below, whole].map(|path| shown(&normal(path)));
        self.exclude.iter().any(|pattern| paths().iter().any(|path| pattern.holds(path, &[])))
    }
}

/// Collects what is named.
///
/// # Errors
/// A named path that does not exist.
pub fn collect(paths: &[PathBuf], how: Splitting<'_>, limits: &Limits) -> Result<Collected, CollectError> {
    let mut collected = Collected::default();
    let mut single: Vec<Named> = Vec::new();
    let mut at_files: Option<usize> = None;
    for path in paths.iter().filter(|path| !how.leaves_out(path, path)) {
        if path.as_os_str() == "-" {
            single.push(Named { path: "-".to_owned(), bytes: standard_input(limits) });
            at_files.get_or_insert(collected.given.len());
            continue;
        }
        let kind = match fs::metadata(path) {
            Ok(kind) => kind,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                let bytes = Bytes::Refused(ProblemKind::Unreadable { reason: reason_of(&error) });
                collected.single(path, bytes, how, limits, &mut single);
                at_files.get_or_insert(collected.given.len());
                continue;
            }
            Err(reason) => return Err(CollectError::Path { path: shown(path), reason }),
        };
        if kind.is_dir() && how.split != Split::Together {
            collected.folder(path, how, limits);
            continue;
        }
        at_files.get_or_insert(collected.given.len());
        if kind.is_dir() {
            for (below, bytes) in walk(path, how, limits) {
                collected.single(&path.join(below), bytes, how, limits, &mut single);
            }
        } else {
            collected.single(path, bytes_of(path, &kind, limits), how, limits, &mut single);
        }
    }
    if let Some(at) = at_files {
        single.sort_by(|a, b| a.path.cmp(&b.path));
        single.dedup_by(|a, b| a.path == b.path);
        let at = at.min(collected.given.len());
        collected.given.insert(at, DeploymentInput { name: "files".to_owned(), root: None, files: single });
    }
    names::tell_apart(&mut collected.given);
    Ok(collected)
}

impl Collected {
    /// Adds a file to those that are one deployment together. A configuration among them names and splits nothing.
    fn single(&mut self, path: &Path, bytes: Bytes, how: Splitting<'_>, limits: &Limits, single: &mut Vec<Named>) {
        if how.use_config && is_config(path, &bytes) {
            self.config(path, None, limits);
        }
        self.inputs.push(path.to_owned());
        single.push(Named { path: shown(path), bytes });
    }

    /// Adds a folder: one deployment, or several where it is split.
    fn folder(&mut self, folder: &Path, how: Splitting<'_>, limits: &Limits) {
        let Splitting { split, use_config, folders, .. } = how;
        let entries = walk(folder, how, limits);
        // The folders that have a name, as seen from this one.
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let below = |named: &NamedFolder| Some((named.path.strip_prefix(&real).ok()?.to_owned(), named.name.clone()));
        let given_names: BTreeMap<PathBuf, String> = folders.iter().filter_map(below).collect();
        // Folders below that are deployments of their own, deepest match first.
        let mut own: Vec<PathBuf> = match split {
            Split::PerFolder => {
                let mut first: Vec<PathBuf> = entries
                    .iter()
                    .filter(|(path, _)| path.components().count() > 1)
                    .filter_map(|(path, _)| path.components().next().map(|first| PathBuf::from(first.as_os_str())))
                    .collect();
                first.dedup();
                first
            }
            _ if use_config => {
                let configs = entries.iter().filter(|(path, bytes)| is_config(path, bytes));
                configs.filter_map(|(path, _)| path.parent().map(Path::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        if split == Split::Folders {
            own.extend(given_names.keys().cloned());
        }
        let root_of =
            |path: &Path| own.iter().filter(|root| path.starts_with(root)).max_by_key(|root| root.components().count());
        let mut groups: BTreeMap<PathBuf, Vec<Named>> = BTreeMap::new();
        for (path, bytes) in entries {
            self.inputs.push(folder.join(&path));
            let root = root_of(&path).cloned().unwrap_or_default();
            let below = path.strip_prefix(&root).unwrap_or(&path).to_owned();
            if use_config && is_config(&path, &bytes) {
                let top = (below.as_os_str() == CONFIG).then(|| folder.join(&root));
                self.config(&folder.join(&path), top.as_deref(), limits);
                if let Some(found) = self.found.last_mut().filter(|found| found.root.is_some()) {
                    let splits = split == Split::Folders && !root.as_os_str().is_empty();
                    found.took_effect = splits || names::configured(found).is_some();
                }
            }
            // Where the folder itself can't be read.
            let below = if below.as_os_str().is_empty() { Path::new(".") } else { &below };
            groups.entry(root).or_default().push(Named { path: shown(below), bytes });
        }
        if groups.is_empty() {
            groups.insert(PathBuf::new(), Vec::new());
        }
        for (root, files) in groups {
            let whole = folder.join(&root);
            let configured =
                || self.found.iter().find(|found| found.path == whole.join(CONFIG)).and_then(names::configured);
            let name = given_names.get(&root).cloned().or_else(configured);
            let name = name.unwrap_or_else(|| names::of_folder(&whole));
            self.given.push(DeploymentInput { name, root: Some(names::root(&whole)), files });
        }
    }

    fn config(&mut self, path: &Path, root: Option<&Path>, limits: &Limits) {
        let file = fs::File::open(path);
        if let Ok(Ok(bytes)) = file.and_then(|file| read_limited(file, 0, limits.text_bytes)) {
            let root = root.map(names::root);
            self.found.push(Found { shown: shown(path), path: path.to_owned(), root, took_effect: false, bytes });
        }
    }
}

/// Whether a file is a configuration. A link or a pipe of that name is not one.
fn is_config(path: &Path, bytes: &Bytes) -> bool {
    path.file_name().is_some_and(|name| name == CONFIG) && matches!(bytes, Bytes::Later(_))
}

/// Every entry below a folder that is not a folder, sorted, with its bytes or why it has none.
fn walk(folder: &Path, how: Splitting<'_>, limits: &Limits) -> Vec<(PathBuf, Bytes)> {
    let mut entries = Vec::new();
    let relative = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_owned();
    let is_wanted = |entry: &walkdir::DirEntry| {
        let is_metadata =
            || entry.file_type().is_dir() && VERSION_CONTROL.iter().any(|name| entry.file_name() == *name);
        entry.depth() == 0 || !(is_metadata() || how.leaves_out(entry.path(), &relative(entry.path())))
    };
    let all = WalkDir::new(folder).follow_links(false).sort_by_file_name();
    for entry in all.into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let bytes = if entry.file_type().is_file() {
                    later(entry.path().to_owned(), limits)
                } else if entry.path_is_symlink() {
                    let target = fs::read_link(entry.path()).map(|target| shown(&target)).unwrap_or_default();
                    Bytes::Refused(ProblemKind::LinkNotFollowed { target })
                } else {
                    Bytes::Refused(ProblemKind::NotAFile { what: special(entry.file_type()) })
                };
                entries.push((relative(entry.path()), bytes));
            }
            Err(error) => {
                let path = error.path().map(relative).unwrap_or_default();
                let reason = error.io_error().map_or_else(|| error.to_string(), reason_of);
                entries.push((path, Bytes::Refused(ProblemKind::Unreadable { reason })));
            }
        }
    }
    entries
}

/// A file that was named itself; a link that was named is followed.
fn bytes_of(path: &Path, kind: &fs::Metadata, limits: &Limits) -> Bytes {
    if kind.is_file() {
        later(path.to_owned(), limits)
    } else {
        Bytes::Refused(ProblemKind::NotAFile { what: special(kind.file_type()) })
    }
}

fn later(path: PathBuf, limits: &Limits) -> Bytes {
    // There may be very many of these: each takes no more along than it needs.
    let (path, most) = (path.into_boxed_path(), limits.text_bytes);
    Bytes::Later(Box::new(move || {
        let unreadable = |error: io::Error| ProblemKind::Unreadable { reason: reason_of(&error) };
        let file = fs::File::open(&path).map_err(unreadable)?;
        let length = file.metadata().map_err(unreadable)?.len();
        read_limited(file, length, most).map_err(unreadable)?
    }))
}

fn standard_input(limits: &Limits) -> Bytes {
    match read_limited(io::stdin().lock(), 0, limits.text_bytes) {
        Ok(Ok(bytes)) => Bytes::Here(bytes),
        Ok(Err(problem)) => Bytes::Refused(problem),
        Err(error) => Bytes::Refused(ProblemKind::Unreadable { reason: reason_of(&error) }),
    }
}

/// Reads no more than the limit, and says so if there is more.
fn read_limited(from: impl io::Read, length: u64, value: u64) -> io::Result<Result<Vec<u8>, ProblemKind>> {
    let too_large = |found| ProblemKind::LimitReached { limit: Limit::TextBytes, value, found };
    if length > value {
        return Ok(Err(too_large(Some(length))));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    from.take(value + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > value { Err(too_large(None)) } else { Ok(bytes) })
}

/// The system's reason without Rust's `(os error N)`.
fn reason_of(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

#[cfg(unix)]
fn special(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "pipe"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn special(_: fs::FileType) -> &'static str {
    "device"
}

/// Paths of a list: one a line, or separated by NUL where there is one. `-` reads standard input.
///
/// # Errors
/// The system's, with the path.
pub fn paths_from(list: &Path) -> Result<Vec<PathBuf>, CollectError> {
    let failed = |reason| CollectError::Path { path: shown(list), reason };
    let bytes = if list.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        bytes
    } else {
        fs::read(list).map_err(failed)?
    };
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let trimmed = |line: &[u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    Ok(bytes.split(|byte| *byte == separator).map(trimmed).filter(|line| !line.is_empty()).map(names::path).collect())
}

/// Whether two paths name one file, be it through a link.
pub fn same_file(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(first), Ok(second)) => identity(&first, one) == identity(&second, other),
        _ => normal(one) == normal(other),
    }
}

/// What distinguishes a file from every other: hard links share it.
#[cfg(unix)]
fn identity(metadata: &fs::Metadata, _: &Path) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

/// What distinguishes a file from every other.
#[cfg(not(unix))]
fn identity(_: &fs::Metadata, path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// A path without `.` components.
fn normal(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != Component::CurDir).collect()
}
