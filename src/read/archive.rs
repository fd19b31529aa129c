//! ZIP archives, read in place: each entry becomes a file of its own, `export.zip!folder/file`.
//!
//! Nothing is written anywhere. What an archive may cost is bounded for it and all archives within it together.

use std::io::{Cursor, Read as _};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::{Origin, Reading, not_read, read_bytes};
use crate::model::file::{ArchiveRefusal, File, Kind, Limit, Limits, LooksLike, ProblemKind, ReadOptions};

/// What documents of office suites begin with.
const OFFICE: &str = "[Content_Types].xml";

/// Whether the bytes begin as an archive does, or an empty one.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads an archive and its entries.
pub(super) fn read(origin: Origin<'_>, bytes: &[u8], options: &ReadOptions) -> Vec<File> {
    let mut unpacking = Unpacking {
        limits: &options.limits,
        options: options.clone(),
        entries_left: options.limits.archive_entries,
        bytes_left: options.limits.archive_bytes,
        files: Vec::new(),
    };
    unpacking.archive(origin, bytes);
    unpacking.files
}

/// An archive on its way to files, and what of its allowance is left.
struct Unpacking<'a> {
    limits: &'a Limits,
    /// With what the entries so far left of the rounds of key derivation.
    options: ReadOptions,
    entries_left: usize,
    bytes_left: u64,
    files: Vec<File>,
}

impl Unpacking<'_> {
    /// Adds an archive and its entries.
    fn archive(&mut self, origin: Origin<'_>, bytes: &[u8]) {
        let at = self.files.len();
        let mut reading = Reading::of(origin.source(bytes, None, None));
        reading.kinds.push(Kind::Archive);
        let reading = match opened(bytes) {
            Ok(archive) if archive.index_for_name(OFFICE).is_some() => {
                reading.kinds.clear();
                reading.not_recognised(LooksLike::OfficeDocument)
            }
            Ok(_) if origin.inside.len() > self.limits.archive_depth => {
                let value = self.limits.archive_depth as u64;
                reading.with(ProblemKind::LimitReached { limit: Limit::ArchiveDepth, value, found: None })
            }
            Ok(mut archive) => match self.entries(origin, &mut archive) {
                Ok(()) => reading,
                Err(limit) => reading.with(limit),
            },
            Err(refusal) => reading.with(ProblemKind::ArchiveRefused(refusal)),
        };
        self.files.insert(at, reading.file());
    }

    /// Adds the entries of an archive, up to the limit that is reached.
    fn entries(&mut self, origin: Origin<'_>, archive: &mut Archive<'_>) -> Result<(), ProblemKind> {
        let limits = self.limits;
        for index in 0..archive.len() {
            let entry = match archive.by_index_raw(index) {
                Ok(entry) => Entry::of(&entry),
                Err(error) => return Err(ProblemKind::ArchiveRefused(damaged(&error))),
            };
            if entry.is_folder {
                continue;
            }
            let Some(entries_left) = self.entries_left.checked_sub(1) else {
                let (limit, value) = (Limit::ArchiveEntries, limits.archive_entries as u64);
                return Err(ProblemKind::LimitReached { limit, value, found: Some(archive.len() as u64) });
            };
            self.entries_left = entries_left;
            let inside = [origin.inside, std::slice::from_ref(&entry.path)].concat();
            let origin = Origin { inside: &inside, ..origin };
            match self.unpacked(archive, index, &entry) {
                Ok(bytes) if is_zip(&bytes) => self.archive(origin, &bytes),
                Ok(bytes) => {
                    let file = read_bytes(origin, &bytes, &self.options);
                    self.options.rounds = Some(self.options.rounds_left(file.rounds));
                    self.files.push(file);
                }
                Err(Left::Entry(problem)) => self.files.push(not_read(origin, problem)),
                Err(Left::Rest) => {
                    let (limit, value) = (Limit::ArchiveBytes, limits.archive_bytes);
                    return Err(ProblemKind::LimitReached { limit, value, found: None });
                }
            }
        }
        Ok(())
    }

    /// The bytes of an entry.
    fn unpacked(&mut self, archive: &mut Archive<'_>, index: usize, entry: &Entry) -> Result<Vec<u8>, Left> {
        let limits = self.limits;
        let refused = |refusal| Left::Entry(ProblemKind::ArchiveRefused(refusal));
        let reached = |limit, value, found| Left::Entry(ProblemKind::LimitReached { limit, value, found });
        if entry.escapes {
            return Err(refused(ArchiveRefusal::Escapes));
        }
        if entry.is_encrypted {
            return Err(refused(ArchiveRefusal::Encrypted));
        }
        if entry.size > limits.text_bytes {
            return Err(reached(Limit::TextBytes, limits.text_bytes, Some(entry.size)));
        }
        let by_ratio = entry.packed.saturating_mul(limits.archive_ratio).max(SMALL);
        if entry.size > by_ratio {
            let found = entry.size / entry.packed.max(1);
            return Err(reached(Limit::ArchiveRatio, limits.archive_ratio, Some(found)));
        }
        if self.bytes_left == 0 || entry.size > self.bytes_left {
            return Err(Left::Rest);
        }
        // What the headers say about the size may be a lie.
        let most = by_ratio.min(limits.text_bytes).min(self.bytes_left);
        let mut bytes = Vec::new();
        let unpacked = archive.by_index(index).map_err(|error| refused(damaged(&error))).and_then(|file| {
            let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
            read.map_err(|error| refused(ArchiveRefusal::Damaged { reason: error.to_string() }))
        });
        let count = bytes.len() as u64;
        self.bytes_left = self.bytes_left.saturating_sub(count);
        match unpacked {
            Err(left) => Err(left),
            Ok(_) if count <= most => {
                if entry.is_link {
                    let target = String::from_utf8_lossy(&bytes).chars().take(LONGEST_TARGET).collect();
                    return Err(Left::Entry(ProblemKind::LinkNotFollowed { target }));
                }
                Ok(bytes)
            }
            Ok(_) if most == by_ratio => Err(reached(Limit::ArchiveRatio, limits.archive_ratio, None)),
            Ok(_) if most == limits.text_bytes => Err(reached(Limit::TextBytes, limits.text_bytes, None)),
            Ok(_) => Err(Left::Rest),
        }
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What is left out when a limit is reached or an entry is refused.
enum Left {
    /// This entry.
    Entry(ProblemKind),
    /// This entry and all after it.
    Rest,
}

/// Up to this size an entry may be packed as tightly as it is.
const SMALL: u64 = 1 << 20;

/// How much is shown of where a link points.
const LONGEST_TARGET: usize = 1024;

/// What the directory of an archive says about an entry.
struct Entry {
    path: String,
    is_folder: bool,
    is_link: bool,
    is_encrypted: bool,
    escapes: bool,
    size: u64,
    packed: u64,
}

impl Entry {
    fn of(entry: &ZipFile<'_, Cursor<&[u8]>>) -> Entry {
        let written = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        };
        // Windows PowerShell packs with `\` between folders.
        let path = written.replace('\\', "/");
        Entry {
            is_folder: path.ends_with('/'),
            escapes: escapes(&path),
            path,
            is_link: entry.is_symlink(),
            is_encrypted: entry.encrypted(),
            size: entry.size(),
            packed: entry.compressed_size(),
        }
    }
}

/// Whether a path leads out of where it is unpacked.
fn escapes(path: &str) -> bool {
    let has_drive = matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    path.is_empty()
        || path.starts_with('/')
        || has_drive
        || path.contains('\0')
        || path.split('/').any(|part| part == "..")
}

/// An archive whose directory can be read and whose entries are what they seem.
fn opened(bytes: &[u8]) -> Result<Archive<'_>, ArchiveRefusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.has_duplicate_names() {
        return Err(ArchiveRefusal::SamePath);
    }
    match archive.has_overlapping_entries() {
        Ok(false) => Ok(archive),
        Ok(true) => Err(ArchiveRefusal::Overlaps),
        Err(error) => Err(damaged(&error)),
    }
}

fn damaged(error: &ZipError) -> ArchiveRefusal {
    ArchiveRefusal::Damaged { reason: error.to_string() }
}
