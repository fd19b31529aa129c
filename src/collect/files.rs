//! Files that are opened when it is their turn, and whether two paths name one file.

use std::{
    fs,
    io::{self, Read as _, Seek as _},
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::shown;
use crate::{
    model::file::ProblemKind,
    read::{Bytes, Named, Open, Opened, unreadable},
};

/// Opens files by their paths below a folder, as they are shown.
pub(super) struct Below(pub(super) PathBuf);

impl Open for Below {
    fn open(&self, path: &str) -> Result<Opened, ProblemKind> {
        open(&self.0.join(path))
    }

    fn part(&self, path: &str, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind> {
        part(&self.0.join(path), offset, length)
    }
}

/// Opens one file, whatever its path is shown as.
struct One(Box<Path>);

impl Open for One {
    fn open(&self, _: &str) -> Result<Opened, ProblemKind> {
        open(&self.0)
    }

    fn part(&self, _: &str, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind> {
        part(&self.0, offset, length)
    }
}

pub(super) fn open(path: &Path) -> Result<Opened, ProblemKind> {
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    let length = file.metadata().map_err(|error| unreadable(&error))?.len();
    Ok(Opened { length: Some(length), bytes: Box::new(file) })
}

fn part(path: &Path, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind> {
    let read = || {
        let mut file = fs::File::open(path)?;
        file.seek(io::SeekFrom::Start(offset))?;
        let mut bytes = Vec::with_capacity(length);
        file.take(length as u64).read_to_end(&mut bytes).map(|_| bytes)
    };
    read().map_err(|error| unreadable(&error))
}

/// A file at a path below a folder, or why it has no bytes.
pub(super) fn named(folder: &Arc<Below>, below: &Path, what: Result<(), ProblemKind>) -> Named {
    // Where the folder itself is a file, or can't be read.
    let is_itself = below.as_os_str().is_empty();
    let path = shown(if is_itself { Path::new(".") } else { below });
    let bytes = match what {
        Err(problem) => Bytes::Refused(Box::new(problem)),
        Ok(()) if below.to_str() == Some(&path) => Bytes::Later(Arc::<Below>::clone(folder)),
        Ok(()) => {
            let whole = if is_itself { folder.0.clone() } else { folder.0.join(below) };
            Bytes::Later(Arc::new(One(whole.into())))
        }
    };
    Named { path, bytes }
}

/// What a path that was named is; a link is followed.
pub(super) fn kind_of(kind: fs::FileType) -> Result<(), ProblemKind> {
    if kind.is_file() { Ok(()) } else { Err(ProblemKind::NotAFile { what: special(kind) }) }
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

/// A file that others are compared with.
#[derive(Debug)]
pub struct Known<'p> {
    path: &'p Path,
    identity: io::Result<Identity>,
}

impl<'p> Known<'p> {
    /// The file that a path names, be it through a link. It need not exist.
    pub fn of(path: &'p Path) -> Known<'p> {
        Known { path, identity: fs::metadata(path).and_then(|metadata| identity(&metadata, path)) }
    }

    /// Its path.
    pub fn path(&self) -> &'p Path {
        self.path
    }

    /// Whether another path names it too.
    pub fn is(&self, other: &Path) -> bool {
        let by_name = || components(self.path).eq(components(other));
        let Ok(own) = &self.identity else { return by_name() };
        fs::metadata(other).and_then(|metadata| identity(&metadata, other)).map_or_else(|_| by_name(), |it| it == *own)
    }
}

/// Whether two paths name one file, be it through a link.
pub fn same_file(one: &Path, other: &Path) -> bool {
    Known::of(one).is(other)
}

/// What distinguishes a file from every other: hard links share it.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)]
fn identity(metadata: &fs::Metadata, _: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    Ok((metadata.dev(), metadata.ino()))
}

/// What distinguishes a file from every other.
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(not(unix))]
fn identity(_: &fs::Metadata, path: &Path) -> io::Result<Identity> {
    fs::canonicalize(path)
}

/// The components of a path without `.`.
pub(super) fn components(path: &Path) -> impl Iterator<Item = Component<'_>> {
    path.components().filter(|component| *component != Component::CurDir)
}
