//! Names that a file has until it is put into its place. None is left, unless the process is killed by what can't be
//! caught.

mod signals;

use std::{
    fs,
    hash::{BuildHasher as _, Hasher as _, RandomState},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

const PREFIX: &str = ".msstd-";
const SUFFIX: &str = ".tmp";

/// The names in use. Whoever gives or takes one holds it.
static NAMES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A name in use.
pub(super) struct Temporary(PathBuf);

impl Temporary {
    /// Takes a name that no file has: `make` fails with `AlreadyExists` where one does.
    pub(super) fn new<T>(folder: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(Temporary, T)> {
        const TRIES: usize = 100;
        signals::clean_up();
        let mut names = names();
        for _ in 0..TRIES {
            let random = RandomState::new().build_hasher().finish();
            let path = folder.join(format!("{PREFIX}{random:016x}{SUFFIX}"));
            match make(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                result => {
                    let file = result?;
                    names.push(path.clone());
                    return Ok((Temporary(path), file));
                }
            }
        }
        Err(io::Error::other("no random name is free"))
    }

    /// Puts its file into a place, where another may be.
    pub(super) fn replace(self, place: &Path) -> io::Result<()> {
        let mut names = names();
        let renamed = fs::rename(&self.0, place);
        if renamed.is_ok() {
            names.retain(|name| *name != self.0);
        }
        renamed
    }

    /// Puts its file into a place where no other is.
    pub(super) fn become_new(self, place: &Path) -> io::Result<()> {
        fs::hard_link(&self.0, place)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let mut names = names();
        if let Some(at) = names.iter().position(|name| *name == self.0) {
            let _ = fs::remove_file(names.swap_remove(at));
        }
    }
}

fn names() -> MutexGuard<'static, Vec<PathBuf>> {
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a process that was killed left in a folder.
pub(super) fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
    };
    let mut all: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_ours).collect();
    all.sort();
    all
}
