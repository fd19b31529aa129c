//! Files that are to be written, and which of them are inputs.

use std::path::{Path, PathBuf};

use crate::collect::Known;

/// Files that are to be written, each with the first input that it is.
#[derive(Debug, Default)]
pub(super) struct Destinations<'p> {
    files: Vec<(Known<'p>, Option<PathBuf>)>,
    but_for: Option<&'p Path>,
}

impl<'p> Destinations<'p> {
    /// These files.
    pub(super) fn of(paths: impl IntoIterator<Item = &'p Path>) -> Destinations<'p> {
        let files = paths.into_iter().map(|path| (Known::of(path), None)).collect();
        Destinations { files, but_for: None }
    }

    /// An input of this path may be written.
    pub(super) fn but_for(self, path: Option<&'p Path>) -> Destinations<'p> {
        Destinations { but_for: path, ..self }
    }

    /// Takes note of an input.
    pub(super) fn note(&mut self, input: &Path) {
        for (file, by) in self.files.iter_mut().filter(|(_, by)| by.is_none()) {
            if self.but_for != Some(input) && file.is(input) {
                *by = Some(input.to_owned());
            }
        }
    }

    /// The input that a file is.
    pub(super) fn input_at(&self, path: &Path) -> Option<&Path> {
        self.files.iter().find(|(file, _)| file.path() == path)?.1.as_deref()
    }
}
