//! `--show-files`: the files that are read, each with what it holds.

use std::io::{self, Write};

use super::{rows::shown_line, safe::visible, short, store::inside};
use crate::model::file::{File, Kind, ProblemKind};

/// Writes the files of a deployment, a line each, below its name.
///
/// # Errors
///
/// Fails where `out` does.
pub fn write(name: &str, root: Option<&str>, files: &[File], out: &mut dyn Write) -> io::Result<()> {
    let root = root.map(visible);
    writeln!(
        out,
        "# {}: {}",
        visible(name),
        if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) }
    )?;
    let mut files: Vec<&File> = files.iter().collect();
    files.sort_by(|one, other| (&one.source.path, &one.source.inside).cmp(&(&other.source.path, &other.source.inside)));
    files.into_iter().try_for_each(|file| {
        let path = shown_line(&visible(&file.source.path), &inside(&file.source), None, None);
        writeln!(out, "{}: {}", short::from_root(&path, root.as_deref()), visible(&holds(file)))
    })
}

/// The kinds of what a file holds, or why it holds nothing.
fn holds(file: &File) -> String {
    let unread = file.problems.iter().find_map(|problem| match &problem.kind {
        ProblemKind::Unreadable { reason } => Some(format!("not readable: {reason}")),
        ProblemKind::NotAFile { what } => Some(format!("not a file: {what}")),
        ProblemKind::LinkNotFollowed { target } => Some(format!("link to {target}, not followed")),
        _ => None,
    });
    unread.unwrap_or_else(|| {
        let mut kinds = file.kinds.clone();
        kinds.dedup();
        let names =
            kinds.into_iter().map(|kind| if kind == Kind::Unknown { "not recognised".to_owned() } else { kind.name() });
        names.collect::<Vec<_>>().join(", ")
    })
}
