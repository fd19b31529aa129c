//! Paths to named bytes: walking folders, reading lists of paths, splitting what is named into deployments.
//!
//! Links are not followed and devices and pipes are not opened: each is named as what it is.

use std::{
    collections::{BTreeSet, HashMap},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    model::{
        file::{Limits, ProblemKind},
        policy::Pattern,
    },
    read::{Bytes, DeploymentInput, Named, Opened, reason_of, unreadable},
};

mod files;
mod names;
mod tree;

use self::{
    files::{Below, kind_of, named},
    tree::{Looking, Tree, leaves_out},
};
pub use self::{
    files::{Known, found_bytes, own_bytes, own_file, same_file},
    names::shown,
};

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
    pub given: Vec<Given>,
    /// Configurations found, by root.
    pub found: Vec<Found>,
    /// How many files the deployments have.
    pub files: usize,
}

impl Collected {
    /// The deployments, each with its files as soon as it is its turn.
    pub fn deployments(self) -> impl Iterator<Item = DeploymentInput> {
        self.given.into_iter().map(Given::listed)
    }
}

/// A deployment whose files are listed when it is its turn: there may be many more of them than those of one deployment.
pub struct Given {
    /// Its name.
    pub name: String,
    /// Its folder as given; `None` for single files.
    pub root: Option<String>,
    files: Files,
}

enum Files {
    Listed(Vec<Named>),
    Below(Arc<Tree>, PathBuf),
}

impl Given {
    fn listed(self) -> DeploymentInput {
        let Given { name, root, files } = self;
        let files = match files {
            Files::Listed(files) => files,
            Files::Below(tree, folder) => tree.files(&folder),
        };
        DeploymentInput { name, root, files }
    }
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
    /// A deployment has its path as its name, whatever else is checked.
    pub name_by_path: bool,
    /// Folders that have names and are deployments of their own.
    pub folders: &'s [NamedFolder],
    /// Files and folders that are left out: by their names, by their paths, or by their paths below what is named.
    pub exclude: &'s [Pattern],
}

impl Splitting<'_> {
    /// Everything is one deployment, whatever an `msstd.toml` says.
    pub const TOGETHER: Splitting<'static> =
        Splitting { split: Split::Together, use_config: false, name_by_path: false, folders: &[], exclude: &[] };
}

/// Collects what is named.
///
/// # Errors
/// A named path that does not exist.
pub fn collect(paths: &[PathBuf], how: Splitting<'_>, limits: &Limits) -> Result<Collected, CollectError> {
    collect_with(paths, how, limits, &mut |_| ())
}

/// Collects what is named, and shows `seen` the path of every file that is an input.
///
/// # Errors
/// A named path that does not exist.
pub fn collect_with(
    paths: &[PathBuf],
    how: Splitting<'_>,
    limits: &Limits,
    seen: &mut dyn FnMut(&Path),
) -> Result<Collected, CollectError> {
    let exclude: Arc<[Pattern]> = how.exclude.into();
    let mut collecting = Collecting {
        collected: Collected::default(),
        single: Vec::new(),
        working: Arc::new(Below(PathBuf::new())),
        how,
        limits,
        seen,
    };
    let mut at_files: Option<usize> = None;
    for path in paths.iter().filter(|path| !leaves_out(&exclude, path, path)) {
        if path.as_os_str() == "-" {
            let bytes = standard_input(limits);
            collecting.single.push(Named { path: "-".to_owned(), bytes });
            at_files.get_or_insert(collecting.collected.given.len());
            continue;
        }
        let kind = match fs::metadata(path) {
            Ok(kind) => kind,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                collecting.single(path, Err(unreadable(&error)));
                at_files.get_or_insert(collecting.collected.given.len());
                continue;
            }
            Err(reason) => return Err(CollectError::Path { path: shown(path), reason }),
        };
        let tree = Tree::new(path, &exclude);
        if kind.is_dir() && how.split != Split::Together {
            collecting.folder(path, tree);
            continue;
        }
        at_files.get_or_insert(collecting.collected.given.len());
        if kind.is_dir() {
            tree.entries(|below, what| collecting.single(&path.join(below), what));
        } else {
            collecting.single(path, kind_of(kind.file_type()));
        }
    }
    let Collecting { mut collected, mut single, .. } = collecting;
    if let Some(at) = at_files {
        single.sort_by(|a, b| a.path.cmp(&b.path));
        single.dedup_by(|a, b| a.path == b.path);
        collected.files += single.len();
        let at = at.min(collected.given.len());
        let files = Files::Listed(single);
        collected.given.insert(at, Given { name: "files".to_owned(), root: None, files });
    }
    names::tell_apart(&mut collected.given, how.name_by_path);
    Ok(collected)
}

/// What is collected so far.
struct Collecting<'c> {
    collected: Collected,
    /// Files that are one deployment together.
    single: Vec<Named>,
    /// Opens them.
    working: Arc<Below>,
    how: Splitting<'c>,
    limits: &'c Limits,
    seen: &'c mut dyn FnMut(&Path),
}

impl Collecting<'_> {
    /// Adds a file to those that are one deployment together. A configuration among them names and splits nothing.
    fn single(&mut self, path: &Path, what: Result<(), ProblemKind>) {
        if self.how.use_config && what.is_ok() && path.file_name().is_some_and(|name| name == CONFIG) {
            self.config(path, None);
        }
        (self.seen)(path);
        self.single.push(named(&self.working, path, what));
    }

    /// Adds a folder: one deployment, or several where it is split.
    fn folder(&mut self, folder: &Path, tree: Tree) {
        let Splitting { split, use_config, folders, .. } = self.how;
        // The folders that have a name, as seen from this one.
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let below = |named: &NamedFolder| Some((named.path.strip_prefix(&real).ok()?.to_owned(), named.name.clone()));
        let given_names: HashMap<PathBuf, String> = folders.iter().filter_map(below).collect();
        let has_name: BTreeSet<PathBuf> = given_names.keys().cloned().collect();
        let keep = self.collected.given.is_empty();
        let look = tree.look(Looking { split, use_config, named: has_name, keep, seen: self.seen });
        self.collected.files += look.count;
        let mut configured: HashMap<PathBuf, String> = HashMap::new();
        for path in look.configs {
            let root = look.tree.root_of(&path).to_owned();
            let is_at_top = path.parent() == Some(root.as_path());
            let top = is_at_top.then(|| look.tree.whole(&root));
            let Some(found) = self.config(&folder.join(&path), top.as_deref()).filter(|_| is_at_top) else { continue };
            let name = names::configured(found);
            found.took_effect = (split == Split::Folders && !root.as_os_str().is_empty()) || name.is_some();
            configured.extend(name.map(|name| (root, name)));
        }
        let tree = Arc::new(look.tree);
        let mut listed = look.files;
        for root in look.roots {
            let whole = tree.whole(&root);
            let name = given_names.get(&root).or_else(|| configured.get(&root)).cloned();
            let name = name.unwrap_or_else(|| names::of_folder(&whole));
            let files = listed.take().map_or_else(|| Files::Below(Arc::clone(&tree), root), Files::Listed);
            self.collected.given.push(Given { name, root: Some(names::root(&whole)), files });
        }
    }

    /// Takes up a configuration, if it can be read.
    fn config(&mut self, path: &Path, root: Option<&Path>) -> Option<&mut Found> {
        let read = || files::open(path).and_then(|opened| opened.all(self.limits.text_bytes));
        // Where it can't be read at all, that is found when it is its turn.
        let bytes = read().or_else(|_| read()).ok()?;
        let root = root.map(names::root);
        let found = Found { shown: shown(path), path: path.to_owned(), root, took_effect: false, bytes };
        self.collected.found.push(found);
        self.collected.found.last_mut()
    }
}

fn standard_input(limits: &Limits) -> Bytes {
    let opened = Opened { length: None, bytes: Box::new(io::stdin().lock()) };
    opened.all(limits.text_bytes).map_or_else(|problem| Bytes::Refused(Box::new(problem)), Bytes::Here)
}

/// Paths of a list: one a line, or separated by NUL where there is one. `-` reads standard input.
///
/// # Errors
/// The system's, with the path.
pub fn paths_from(list: &Path) -> Result<Vec<PathBuf>, CollectError> {
    const MOST_BYTES: u64 = 256 << 20;
    let bytes = own_bytes(list, MOST_BYTES)?;
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let trimmed = |line: &[u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    Ok(bytes.split(|byte| *byte == separator).map(trimmed).filter(|line| !line.is_empty()).map(names::path).collect())
}
