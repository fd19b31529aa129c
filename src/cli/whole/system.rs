//! What systems differ in: files without a name, and whose a file is.

use std::{
    fs::{self, File, Metadata},
    io,
    path::Path,
};

use super::Readers;

#[cfg(not(unix))]
pub(super) use self::elsewhere::*;
#[cfg(target_os = "linux")]
pub(super) use self::linux::{give_name, unnamed};
#[cfg(not(target_os = "linux"))]
pub(super) use self::named::{give_name, unnamed};
#[cfg(unix)]
pub(super) use self::unix::*;

#[cfg(target_os = "linux")]
mod linux {
    use std::os::fd::AsRawFd as _;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

    use super::*;

    /// A file that has no name; `None` where the file system has no such files, or they can't get a name.
    pub(in super::super) fn unnamed(folder: &Path, readers: Readers) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let file = File::from(open(folder, flags, Mode::from_raw_mode(mode(readers))).ok()?);
        fs::symlink_metadata(own_path(&file)).is_ok().then_some(file)
    }

    /// Gives it a name that no file has.
    pub(in super::super) fn give_name(file: &File, path: &Path) -> io::Result<()> {
        Ok(linkat(CWD, own_path(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn own_path(file: &File) -> String {
        format!("/proc/self/fd/{}", file.as_raw_fd())
    }
}

#[cfg(not(target_os = "linux"))]
mod named {
    use super::*;

    pub(in super::super) fn unnamed(_: &Path, _: Readers) -> Option<File> {
        None
    }

    pub(in super::super) fn give_name(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(unix)]
fn mode(readers: Readers) -> u32 {
    match readers {
        Readers::Owner => 0o600,
        Readers::Anybody => 0o666,
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};

    use rustix::{fs::OFlags, process::geteuid};

    use super::*;

    /// Creates a file.
    pub(in super::super) fn create_new(path: &Path, readers: Readers) -> io::Result<File> {
        fs::OpenOptions::new().write(true).create_new(true).mode(mode(readers)).open(path)
    }

    /// Whether a path stands for a file that a process has open: what `/dev/stdout` leads to.
    pub(in super::super) fn is_open_file(path: &Path) -> bool {
        let is_of_process = path.starts_with("/proc") || path.starts_with("/dev");
        is_of_process && path.parent().is_some_and(|folder| folder.ends_with("fd"))
    }

    /// Opens a device, a pipe or an open file, unless it became another thing.
    pub(in super::super) fn open_special(path: &Path, existing: &Metadata) -> io::Result<File> {
        let kind = existing.file_type();
        if (kind.is_fifo() || kind.is_socket()) && !is_open_file(path) {
            refuse_foreign(existing, "pipe")?;
        }
        let follow = if is_open_file(path) { OFlags::empty() } else { OFlags::NOFOLLOW };
        let flags = i32::try_from(follow.bits()).unwrap_or_default();
        let file = fs::OpenOptions::new().append(true).custom_flags(flags).open(path)?;
        let opened = file.metadata()?;
        let is_same = (opened.dev(), opened.ino()) == (existing.dev(), existing.ino());
        if is_same { Ok(file) } else { Err(io::Error::other("it was replaced while it was opened")) }
    }

    /// Refuses what somebody else made, who would learn or choose what becomes of a report.
    pub(in super::super) fn refuse_foreign(existing: &Metadata, what: &str) -> io::Result<()> {
        if existing.uid() == 0 || existing.uid() == geteuid().as_raw() {
            return Ok(());
        }
        let why = format!("this {what} belongs to another user, and is not written to");
        Err(io::Error::new(io::ErrorKind::PermissionDenied, why))
    }

    /// Gives a file the permissions of the one that it replaces, if that has the same owner.
    pub(in super::super) fn keep_permissions(file: &File, existing: &Metadata) -> io::Result<()> {
        let own = file.metadata()?;
        if own.uid() != existing.uid() {
            return Ok(());
        }
        let same_group = own.gid() == existing.gid() || fchown(file, None, Some(existing.gid())).is_ok();
        let kept = if same_group { 0o777 } else { 0o707 };
        file.set_permissions(fs::Permissions::from_mode(existing.mode() & kept))
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use super::*;

    pub(in super::super) fn create_new(path: &Path, _: Readers) -> io::Result<File> {
        File::create_new(path)
    }

    pub(in super::super) fn is_open_file(_: &Path) -> bool {
        false
    }

    pub(in super::super) fn open_special(path: &Path, _: &Metadata) -> io::Result<File> {
        fs::OpenOptions::new().write(true).open(path)
    }

    #[allow(clippy::unnecessary_wraps)]
    pub(in super::super) fn refuse_foreign(_: &Metadata, _: &str) -> io::Result<()> {
        Ok(())
    }

    #[allow(clippy::unnecessary_wraps)]
    pub(in super::super) fn keep_permissions(_: &File, _: &Metadata) -> io::Result<()> {
        Ok(())
    }
}
