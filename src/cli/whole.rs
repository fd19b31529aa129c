//! A file that is written whole or not at all, whenever the process ends.
//!
//! It has no name until it is whole, where the system has such files; else a random one beside its place. A device or a
//! pipe takes what comes as it comes, and stays what it is.

mod system;
mod temporary;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use self::temporary::Temporary;
use super::complain;
use crate::collect::shown;

/// Who may read a file that did not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Its owner alone: it holds evidence.
    Owner,
    /// Whom the system lets.
    Anybody,
}

/// A file on its way to its place. Dropped before it is finished, it leaves nothing behind.
pub(super) struct Whole {
    out: io::BufWriter<fs::File>,
    way: Way,
}

/// How a file comes to its place.
enum Way {
    /// It is there already: a device or a pipe.
    There,
    /// It gets its name at the end.
    Unnamed { place: PathBuf, replaces: bool },
    /// It is renamed at the end.
    Beside { temporary: Temporary, place: PathBuf, replaces: bool },
}

impl Whole {
    /// Begins a file, which may replace one.
    pub(super) fn create(path: &Path, readers: Readers) -> io::Result<Whole> {
        let place = resolved(path)?;
        let existing = match fs::metadata(&place) {
            Ok(existing) => Some(existing),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match existing {
            Some(existing) if existing.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Some(existing) if !existing.is_file() || system::is_open_file(&place) => {
                let out = io::BufWriter::new(system::open_special(&place, &existing)?);
                Ok(Whole { out, way: Way::There })
            }
            existing => {
                let whole = Whole::begin(place, readers, true)?;
                if let Some(existing) = existing {
                    system::keep_permissions(whole.out.get_ref(), &existing)?;
                }
                Ok(whole)
            }
        }
    }

    /// Begins a file that replaces none.
    pub(super) fn create_new(path: &Path, readers: Readers) -> io::Result<Whole> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        Whole::begin(path.to_owned(), readers, false)
    }

    fn begin(place: PathBuf, readers: Readers, replaces: bool) -> io::Result<Whole> {
        if place.file_name().is_none() {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        if let Some(file) = system::unnamed(folder_of(&place), readers) {
            return Ok(Whole { out: io::BufWriter::new(file), way: Way::Unnamed { place, replaces } });
        }
        let (temporary, file) = Temporary::new(folder_of(&place), |path| system::create_new(path, readers))?;
        Ok(Whole { out: io::BufWriter::new(file), way: Way::Beside { temporary, place, replaces } })
    }

    /// Puts the file into its place.
    pub(super) fn finish(self) -> io::Result<()> {
        let Whole { out, way } = self;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        match way {
            Way::There => Ok(()),
            Way::Unnamed { place, replaces } => {
                file.sync_all()?;
                match system::give_name(&file, &place) {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists && replaces => {
                        Temporary::new(folder_of(&place), |path| system::give_name(&file, path))?.0.replace(&place)
                    }
                    named => named,
                }
            }
            Way::Beside { temporary, place, replaces } => {
                file.sync_all()?;
                if replaces { temporary.replace(&place) } else { temporary.become_new(&place) }
            }
        }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_whole(
    path: &Path,
    readers: Readers,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut whole = Whole::create(path, readers)?;
    write(&mut whole)?;
    whole.finish()
}

/// Says which files beside these places are of a run that could not clean up.
pub(super) fn note_leftovers<'p>(places: impl IntoIterator<Item = &'p Path>) {
    let folders: BTreeSet<&Path> = places.into_iter().map(folder_of).collect();
    for leftover in folders.into_iter().flat_map(temporary::leftovers) {
        complain(&format!("{} is from a run that was killed, and can be deleted", shown(&leftover)));
    }
}

fn folder_of(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a path leads. Links are followed one by one: each may be one that somebody else planted.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Some(link) = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_symlink) else { return Ok(path) };
        if system::is_open_file(&path) {
            return Ok(path);
        }
        system::refuse_foreign(&link, "link")?;
        path = path.parent().unwrap_or(Path::new("")).join(fs::read_link(&path)?);
    }
    Err(io::Error::other("too many links lead to each other"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Both ways to a place.
    fn begun(place: &Path, replaces: bool) -> Vec<Whole> {
        let (temporary, file) =
            Temporary::new(folder_of(place), |path| system::create_new(path, Readers::Owner)).unwrap();
        let beside = Way::Beside { temporary, place: place.to_owned(), replaces };
        let beside = Whole { out: io::BufWriter::new(file), way: beside };
        vec![Whole::begin(place.to_owned(), Readers::Owner, replaces).unwrap(), beside]
    }

    #[test]
    fn a_file_is_there_when_it_is_finished_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("report");
        for old in [None, Some("old")] {
            for mut whole in begun(&place, true) {
                let _ = fs::remove_file(&place);
                if let Some(old) = old {
                    fs::write(&place, old).unwrap();
                }
                whole.write_all(b"new").unwrap();
                whole.flush().unwrap();
                assert_eq!(fs::read_to_string(&place).ok().as_deref(), old);
                whole.finish().unwrap();
                assert_eq!(fs::read_to_string(&place).unwrap(), "new");
            }
            assert_eq!(names(folder.path()), ["report"]);
        }
    }

    #[test]
    fn what_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("report");
        for mut whole in begun(&place, true) {
            whole.write_all(b"new").unwrap();
        }
        assert!(write_whole(&place, Readers::Owner, |_| Err(io::ErrorKind::Other.into())).is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_new_file_replaces_none() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("report");
        for whole in begun(&place, false) {
            fs::write(&place, "theirs").unwrap();
            assert_eq!(whole.finish().unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        }
        assert!(Whole::create_new(&place, Readers::Owner).is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), "theirs");
        assert_eq!(names(folder.path()), ["report"]);
    }

    #[test]
    fn a_leftover_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (temporary, _) = Temporary::new(folder.path(), |path| system::create_new(path, Readers::Owner)).unwrap();
        fs::write(folder.path().join(".msstd.toml"), "").unwrap();
        let seen = temporary::leftovers(folder.path());
        assert_eq!(seen.len(), 1);
        drop(temporary);
        assert_eq!(temporary::leftovers(folder.path()).len(), 0);
        assert_eq!(names(folder.path()), [".msstd.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_the_owner_or_as_they_were() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("report");
        let mode = || fs::metadata(&place).unwrap().permissions().mode() & 0o7777;
        let write = || write_whole(&place, Readers::Owner, |out| out.write_all(b"x")).unwrap();
        write();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&place, fs::Permissions::from_mode(0o640)).unwrap();
        write();
        assert_eq!(mode(), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_stays() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("deep")).unwrap();
        symlink("deep/link", at("report")).unwrap();
        symlink("../target", at("deep/link")).unwrap();
        for text in ["one", "two"] {
            write_whole(&at("report"), Readers::Owner, |out| out.write_all(text.as_bytes())).unwrap();
            assert_eq!(fs::read_to_string(at("target")).unwrap(), text);
            assert!(fs::symlink_metadata(at("report")).unwrap().is_symlink());
        }
        assert_eq!(names(folder.path()), ["deep", "report", "target"]);
        symlink("two", at("one")).unwrap();
        symlink("one", at("two")).unwrap();
        assert!(write_whole(&at("one"), Readers::Owner, |_| Ok(())).is_err());
    }
}
