//! Where reports go: standard output, and files that are written whole or not at all.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::{
    collect::{same_file, shown},
    report::Format,
};

/// Reads a format by its name.
pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<Format>())
}

/// Reads `FORMAT=PATH`.
pub(super) fn format_and_path(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("write FORMAT=PATH, such as html=report.html")?;
    let names = || Format::ALL.map(Format::name).join(", ");
    let format = format.parse().map_err(|_| format!("the formats are {}", names()))?;
    if path.is_empty() {
        return Err("the path is missing".to_owned());
    }
    Ok((format, path.into()))
}

/// Refuses reports that would overwrite what is read, or another report.
pub(super) fn refuse_overwriting(reports: &[(Format, PathBuf)], inputs: &[&Path]) -> Result<(), String> {
    for (index, (_, path)) in reports.iter().enumerate() {
        if let Some(input) = inputs.iter().find(|input| same_file(input, path)) {
            return Err(format!("--report would overwrite the input {}", shown(input)));
        }
        let is_kept = fs::metadata(path).map_or(true, |kind| kind.is_file());
        if is_kept && reports.iter().skip(index + 1).any(|(_, other)| same_file(other, path)) {
            return Err(format!("two reports would be written to {}", shown(path)));
        }
    }
    Ok(())
}

/// A file that is written beside its place and put there when it is whole. A device or a pipe takes what comes as it comes,
/// and stays what it is. Dropped before it is finished, it leaves nothing behind.
pub(super) struct Whole {
    out: Option<io::BufWriter<fs::File>>,
    /// Where it is written, and where it goes then; `None` for a device or a pipe.
    way: Option<(PathBuf, PathBuf)>,
}

impl Whole {
    /// Begins a file.
    pub(super) fn create(path: &Path) -> io::Result<Whole> {
        if fs::metadata(path).is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
            let out = fs::OpenOptions::new().write(true).open(path)?;
            return Ok(Whole { out: Some(io::BufWriter::new(out)), way: None });
        }
        // What a link leads to is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().ok_or_else(|| io::Error::other("not a file name"))?;
        let mut beside = name.to_owned();
        beside.push(format!(".{}.tmp", std::process::id()));
        let beside = path.with_file_name(beside);
        let out = io::BufWriter::new(fs::File::create_new(&beside)?);
        Ok(Whole { out: Some(out), way: Some((beside, path)) })
    }

    /// Puts the file into its place.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Some(out) = self.out.take() else { return Ok(()) };
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some((beside, path)) = &self.way {
            file.sync_all()?;
            fs::rename(beside, path)?;
            self.way = None;
        }
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().map_or(Ok(0), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.way {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Writes a file whole or not at all.
pub(super) fn write_whole(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut whole = Whole::create(path)?;
    write(&mut whole)?;
    whole.finish()
}
