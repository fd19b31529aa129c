//! The manifest of a collection: which files the script of `msstd collector` wrote, when and where.

use std::sync::Arc;

use jiff::Timestamp;

use super::source::{Source, Span, Spanned};

/// One manifest. Its paths are only ever compared with those of files that were read.
#[derive(Debug)]
pub struct Manifest {
    /// The file.
    pub source: Arc<Source>,
    /// Its first line.
    pub heading: Span,
    /// When the files were collected.
    pub collected: Option<Timestamp>,
    /// The computer that they were collected on.
    pub host: Option<String>,
    /// What could not be read there, and why.
    pub not_read: Vec<String>,
    /// The files.
    pub entries: Vec<Entry>,
    /// How many files there should be, as its header has it.
    pub count: Option<Spanned<usize>>,
    /// Lines that are neither a file nor a comment.
    pub unreadable: Vec<Span>,
}

/// A file of a manifest.
#[derive(Debug)]
pub struct Entry {
    /// Its path as written, relative to the manifest's folder.
    pub path: Spanned<String>,
    /// Its SHA-256 when it was collected, in small letters.
    pub sha256: String,
}
