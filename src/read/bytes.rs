//! The bytes of a file: they are here, or they are read when it is its turn, and never more of them than the limit.

use std::{
    borrow::Cow,
    fmt,
    io::{self, Read as _},
    sync::Arc,
};

use crate::model::file::{Limit, ProblemKind};

/// A file by its name.
pub struct Named {
    /// Path relative to the deployment's root, with `/`; bytes that are not UTF-8 as `\xNN`.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The bytes of a file, or how to get them.
pub enum Bytes {
    /// They are here.
    Here(Vec<u8>),
    /// They are read when it is their turn. The files of a folder share what opens them: there may be very many.
    Later(Arc<dyn Open>),
    /// They are not to be had.
    Refused(Box<ProblemKind>),
}

/// What opens files.
pub trait Open: Send + Sync {
    /// Opens the file that is named by this path.
    ///
    /// # Errors
    /// Why it can't be opened.
    fn open(&self, path: &str) -> Result<Opened, ProblemKind>;

    /// Some of its bytes, as many as there are of `length` from an offset on.
    ///
    /// # Errors
    /// Why they can't be read.
    fn part(&self, path: &str, offset: u64, length: usize) -> Result<Vec<u8>, ProblemKind>;
}

/// A file that is open.
pub struct Opened {
    /// How many bytes it has, if that is known before they are read.
    pub length: Option<u64>,
    /// Its bytes.
    pub bytes: Box<dyn io::Read>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opened({:?})", self.length)
    }
}

impl Named {
    /// Opens it, where its bytes are not here.
    pub fn open(&self) -> Option<Result<Opened, ProblemKind>> {
        match &self.bytes {
            Bytes::Later(folder) => Some(folder.open(&self.path)),
            Bytes::Here(_) | Bytes::Refused(_) => None,
        }
    }

    /// What opens it, where its bytes are not here.
    pub fn opener(&self) -> Option<Arc<dyn Open>> {
        match &self.bytes {
            Bytes::Later(folder) => Some(Arc::clone(folder)),
            Bytes::Here(_) | Bytes::Refused(_) => None,
        }
    }

    /// All bytes of it.
    ///
    /// # Errors
    /// Why they are not to be had; there may be more of them than `most`.
    pub fn load(&self, most: u64) -> Result<Cow<'_, [u8]>, ProblemKind> {
        match &self.bytes {
            Bytes::Here(bytes) => Ok(Cow::Borrowed(bytes)),
            Bytes::Later(folder) => Ok(Cow::Owned(folder.open(&self.path)?.all(most)?)),
            Bytes::Refused(problem) => Err((**problem).clone()),
        }
    }
}

impl Opened {
    /// All bytes of it.
    ///
    /// # Errors
    /// Why they can't be read; there may be more of them than `most`.
    pub fn all(self, most: u64) -> Result<Vec<u8>, ProblemKind> {
        let too_large = |found| ProblemKind::LimitReached { limit: Limit::TextBytes, value: most, found };
        let Opened { length, bytes: from } = self;
        if let Some(length) = length.filter(|length| *length > most) {
            return Err(too_large(Some(length)));
        }
        let length = length.unwrap_or(0);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        let mut from = from.take(most.saturating_add(1));
        // What has the length that it said needs no second look at its end.
        from.by_ref().take(length).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        if length == 0 {
            from.read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        }
        if bytes.len() as u64 > most { Err(too_large(None)) } else { Ok(bytes) }
    }
}

/// That the system would not give a file.
pub fn unreadable(error: &io::Error) -> ProblemKind {
    ProblemKind::Unreadable { reason: reason_of(error) }
}

/// The system's reason without Rust's `(os error N)`.
pub fn reason_of(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}
