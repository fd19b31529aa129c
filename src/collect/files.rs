//! Files that are opened when it is their turn, and whether two paths name one file.

use std::{
    fs,
    io::{self, Read as _, Seek as _},
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{CollectError, shown};
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
    let steady = Steady::open(path)?;
    Ok(Opened { length: Some(steady.length), bytes: Box::new(steady) })
}

fn part(path: &Path, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind> {
    let mut file = Steady::open(path)?.file;
    let read = || {
        file.seek(io::SeekFrom::Start(offset))?;
        let mut bytes = Vec::with_capacity(length);
        file.take(length as u64).read_to_end(&mut bytes).map(|_| bytes)
    };
    read().map_err(|error| unreadable(&error))
}

/// A regular file that is as long at its end as it was at its beginning.
struct Steady {
    file: fs::File,
    length: u64,
    read: u64,
}

impl Steady {
    /// Opens a file. What became a pipe or a device since it was listed holds nothing up.
    fn open(path: &Path) -> Result<Steady, ProblemKind> {
        let mut options = fs::OpenOptions::new();
        let file = without_waiting(options.read(true)).open(path).map_err(|error| unreadable(&error))?;
        let metadata = file.metadata().map_err(|error| unreadable(&error))?;
        kind_of(metadata.file_type())?;
        Ok(Steady { file, length: metadata.len(), read: 0 })
    }
}

impl io::Read for Steady {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(bytes)?;
        let before = self.read;
        self.read += count as u64;
        // What the system makes up while it is read has no length.
        let is_at_end = self.read >= self.length && before < self.length;
        let is_short = count == 0 && !bytes.is_empty() && self.read < self.length;
        if is_short || is_at_end && self.file.metadata()?.len() != self.length {
            return Err(io::Error::other("it changed while it was read"));
        }
        Ok(count)
    }
}

#[cfg(unix)]
fn without_waiting(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default())
}

#[cfg(not(unix))]
fn without_waiting(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

/// Opens a file that the user names beside what is checked: a configuration, a list, a saved report. It may be a pipe, and
/// `-` is standard input. More bytes than `most` are an error.
///
/// # Errors
/// The system's, with the path.
pub fn own_file(path: &Path, most: u64) -> Result<impl io::Read, CollectError> {
    let from: Box<dyn io::Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(fs::File::open(path).map_err(|reason| CollectError::Path { path: shown(path), reason })?)
    };
    Ok(Bounded { from, left: most, most })
}

/// The bytes of a file that the user names beside what is checked.
///
/// # Errors
/// The system's, with the path.
pub fn own_bytes(path: &Path, most: u64) -> Result<Vec<u8>, CollectError> {
    // Of what is secret in it no copy is left where a list that grew was.
    let length = fs::metadata(path).map_or(0, |metadata| metadata.len().min(most));
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    let read = own_file(path, most)?.read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|reason| CollectError::Path { path: shown(path), reason })
}

/// The bytes of a file that nobody named: a pipe or a device is refused.
///
/// # Errors
/// The system's, with the path.
pub fn found_bytes(path: &Path, most: u64) -> Result<Vec<u8>, CollectError> {
    let read = || {
        if fs::metadata(path)?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let from = Steady::open(path).map_err(|problem| match problem {
            ProblemKind::Unreadable { reason } => io::Error::other(reason),
            _ => io::Error::other("not a regular file"),
        })?;
        let mut bytes = Vec::new();
        Bounded { from, left: most, most }.read_to_end(&mut bytes).map(|_| bytes)
    };
    read().map_err(|reason| CollectError::Path { path: shown(path), reason })
}

/// Fails where there is more than is wanted.
struct Bounded<R> {
    from: R,
    left: u64,
    most: u64,
}

impl<R: io::Read> io::Read for Bounded<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(bytes)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other(format!("it is larger than {} MiB", self.most >> 20)))?;
        Ok(count)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changes_while_it_is_read_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for (then, is_read) in [("0123456789", true), ("01234", false), ("0123456789abc", false)] {
            fs::write(&path, "0123456789").unwrap();
            let mut steady = Steady::open(&path).unwrap();
            steady.read_exact(&mut [0; 3]).unwrap();
            fs::write(&path, then).unwrap();
            assert_eq!(steady.read_to_end(&mut Vec::new()).is_ok(), is_read, "{then}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_became_a_pipe_holds_nothing_up() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|made| made.success()));
        let refused = |path: &Path| match open(path) {
            Err(ProblemKind::NotAFile { what }) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!((refused(&pipe), refused(Path::new("/dev/null"))), ("pipe", "device"));
    }

    #[test]
    fn what_is_too_long_is_refused_and_not_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, [b'x'; 100]).unwrap();
        assert_eq!(own_bytes(&path, 100).unwrap().len(), 100);
        assert!(own_bytes(&path, 99).unwrap_err().to_string().contains("larger than"));
        assert!(own_bytes(Path::new("/no/such"), 99).unwrap_err().to_string().starts_with("/no/such: "));
    }
}
