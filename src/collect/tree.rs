//! A folder that was named, and the deployments in it: looked through once for what they are, and the files of each listed
//! when it is its turn.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use walkdir::WalkDir;

use super::{
    CONFIG, Split, VERSION_CONTROL,
    files::{self, Below, kind_of, named},
    shown,
};
use crate::{
    model::{file::ProblemKind, policy::Pattern},
    read::{Named, reason_of},
};

/// A folder that was named.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    folder: PathBuf,
    exclude: Arc<[Pattern]>,
    /// Folders in it, and the folder itself, that are deployments.
    roots: HashSet<PathBuf>,
}

/// What is in a folder.
pub(super) struct Look {
    pub(super) tree: Tree,
    /// The roots of its deployments, in their order; the folder itself is the empty path.
    pub(super) roots: BTreeSet<PathBuf>,
    /// Its configurations, in the order of their files.
    pub(super) configs: Vec<PathBuf>,
    /// Its files, where they are one deployment that is read at once.
    pub(super) files: Option<Vec<Named>>,
    /// How many files it has.
    pub(super) count: usize,
}

/// How a folder is looked through.
pub(super) struct Looking<'l> {
    pub(super) split: Split,
    /// Folders that hold an `msstd.toml` are deployments.
    pub(super) use_config: bool,
    /// Folders in it that have names, and are deployments.
    pub(super) named: BTreeSet<PathBuf>,
    /// It is read at once: its list need not be made a second time.
    pub(super) keep: bool,
    /// Gets the path of every file.
    pub(super) seen: &'l mut dyn FnMut(&Path),
}

impl Tree {
    pub(super) fn new(folder: &Path, exclude: &Arc<[Pattern]>) -> Tree {
        Tree { folder: folder.to_owned(), exclude: Arc::clone(exclude), roots: HashSet::new() }
    }

    /// Looks through the folder.
    pub(super) fn look(mut self, how: Looking<'_>) -> Look {
        let Looking { split, use_config, named: has_name, keep, seen } = how;
        let store = Arc::new(Below(self.folder.clone()));
        let (mut count, mut configs, mut places) = (0, Vec::new(), Places::default());
        let mut own: HashSet<PathBuf> = HashSet::new();
        if split == Split::Folders {
            own.extend(has_name.iter().cloned());
        }
        let mut list = (keep && split != Split::PerFolder).then(Vec::new);
        self.walk(Path::new(""), |path, what| {
            seen(&self.folder.join(path));
            count += 1;
            let folder = path.parent().unwrap_or(path);
            if split == Split::PerFolder
                && let Some(first) = first_of(folder).filter(|first| !own.contains(*first))
            {
                own.insert(first.to_owned());
            }
            if use_config && what.is_ok() && path.file_name().is_some_and(|name| name == CONFIG) {
                configs.push(path.to_owned());
                if split == Split::Folders {
                    own.insert(folder.to_owned());
                }
            }
            // What can't be read may be a folder, and one of those.
            let is_folder = matches!(what, Err(ProblemKind::Unreadable { .. })) || has_name.contains(path);
            places.add(if is_folder { path } else { folder });
            match &mut list {
                Some(_) if own.iter().any(|root| !root.as_os_str().is_empty()) => list = None,
                Some(list) => list.push(named(&store, path, what)),
                None => {}
            }
        });
        self.roots = own;
        let mut roots: BTreeSet<PathBuf> = places.all.iter().map(|place| self.root_of(place).to_owned()).collect();
        if roots.is_empty() {
            roots.insert(PathBuf::new());
        }
        Look { tree: self, roots, configs, files: list, count }
    }

    /// The root of the deployment that a path in it belongs to: the deepest one.
    pub(super) fn root_of<'p>(&self, path: &'p Path) -> &'p Path {
        path.ancestors().find(|path| self.roots.contains(*path)).unwrap_or(Path::new(""))
    }

    /// The files of one of its deployments.
    pub(super) fn files(&self, root: &Path) -> Vec<Named> {
        let store = Arc::new(Below(self.whole(root)));
        let mut files = Vec::new();
        self.walk(root, |path, what| files.push(named(&store, path.strip_prefix(root).unwrap_or(path), what)));
        files
    }

    /// Every entry of the folder, by its path in it.
    pub(super) fn entries(&self, each: impl FnMut(&Path, Result<(), ProblemKind>)) {
        self.walk(Path::new(""), each);
    }

    /// A folder in it.
    pub(super) fn whole(&self, root: &Path) -> PathBuf {
        if root.as_os_str().is_empty() { self.folder.clone() } else { self.folder.join(root) }
    }

    /// Every entry that is not a folder, below a root and not below another one: its path in the folder that was named, and
    /// why it has no bytes. Sorted.
    fn walk(&self, root: &Path, mut each: impl FnMut(&Path, Result<(), ProblemKind>)) {
        let relative = |path: &Path| path.strip_prefix(&self.folder).unwrap_or(path).to_owned();
        let is_wanted = |entry: &walkdir::DirEntry| {
            let is_metadata =
                || entry.file_type().is_dir() && VERSION_CONTROL.iter().any(|name| entry.file_name() == *name);
            let is_of_another = |path: &PathBuf| !self.roots.is_empty() && self.roots.contains(path);
            let path = relative(entry.path());
            entry.depth() == 0
                || !(is_metadata() || is_of_another(&path) || leaves_out(&self.exclude, entry.path(), &path))
        };
        let all = WalkDir::new(self.whole(root)).follow_links(false).sort_by_file_name();
        for entry in all.into_iter().filter_entry(is_wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if entry.file_type().is_symlink() => {
                    let target = fs::read_link(entry.path()).map(|target| shown(&target)).unwrap_or_default();
                    each(&relative(entry.path()), Err(ProblemKind::LinkNotFollowed { target }));
                }
                Ok(entry) => each(&relative(entry.path()), kind_of(entry.file_type())),
                Err(error) => {
                    let path = error.path().map(relative).unwrap_or_default();
                    let reason = error.io_error().map_or_else(|| error.to_string(), reason_of);
                    each(&path, Err(ProblemKind::Unreadable { reason }));
                }
            }
        }
    }
}

/// Folders in which files are, each once.
#[derive(Default)]
struct Places {
    all: HashSet<PathBuf>,
    last: Option<PathBuf>,
}

impl Places {
    fn add(&mut self, place: &Path) {
        if self.last.as_deref() != Some(place) {
            self.last = Some(place.to_owned());
            self.all.insert(place.to_owned());
        }
    }
}

/// The folder that a path begins with.
fn first_of(path: &Path) -> Option<&Path> {
    path.components().next().map(|first| Path::new(first.as_os_str()))
}

/// Whether a file or folder is left out: by its name, by its path, or by its path below what is named.
pub(super) fn leaves_out(exclude: &[Pattern], whole: &Path, below: &Path) -> bool {
    let name = whole.file_name().map_or(whole, Path::new);
    let normal = |path: &Path| shown(&files::components(path).collect::<PathBuf>());
    let paths = || [name, below, whole].map(normal);
    exclude.iter().any(|pattern| paths().iter().any(|path| pattern.holds(path, &[])))
}
