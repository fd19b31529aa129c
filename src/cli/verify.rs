//! `msstd verify`: whether a saved report belongs to these files.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    iter,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{convert, exit, to_standard_output, usage, written};
use crate::{
    collect::{self, Splitting, same_file, shown},
    decide::config::Limit,
    model::{
        certificate::hex,
        file::{File, ReadOptions},
        policy::Pattern,
    },
    parallel,
    read::{self, Named},
    report::{
        model::{Deployment, Report},
        safe::visible,
    },
};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  msstd verify report.json exports          the folder that was checked
  msstd verify report.json                  at the paths of the report
  msstd verify report.json boston rome      a report of two folders, in its order
  msstd verify report.json exports --format json

Each file, and each entry of an archive that differs, is compared by its SHA-256. The report itself is not
counted where it is in the folder.

Exit codes:
  0  the report belongs to these files
  1  files differ, are missing or are new
  2  wrong usage, no report, or a redacted one: it does not contain the paths of the files
  3  the report contains no file with a SHA-256
  4  standard output could not be written")]
pub(super) struct Verify {
    /// A saved report, as --format json or ndjson writes it; `-` reads standard input
    report: PathBuf,

    /// The folders that were checked, in the order of the report, or the one they were in [default: as in the report]
    folders: Vec<PathBuf>,

    /// How it is written to standard output
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a line for each file that differs, and the answer
    Human,
    /// As JSON (docs/schema/verify-1.json)
    Json,
}

/// A file, and the entry within its archives.
type Place = (String, Vec<String>);

/// Hashes by the place of each file. A file that could not be read has none.
type Hashes = BTreeMap<Place, Option<String>>;

/// What the files are beside the report.
#[derive(Default)]
struct Compared {
    /// How many are as they were.
    same: usize,
    /// The others: by what became of them, and where they are.
    differences: Vec<Difference>,
}

/// A file that is not as it was.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Difference {
    state: State,
    path: String,
    /// The entry within its archives.
    inside: Vec<String>,
    /// Its SHA-256 in the report, in hex.
    then: Option<String>,
    /// Its SHA-256 as it is, in hex.
    now: Option<String>,
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    Changed,
    Missing,
    New,
    /// It had no hash, or has none now.
    NotRead,
}

impl State {
    fn words(self) -> &'static str {
        match self {
            State::Changed => "changed",
            State::Missing => "missing",
            State::New => "new",
            State::NotRead => "not read",
        }
    }
}

impl Verify {
    pub(super) fn run(&self) -> ExitCode {
        let compared = match self.compared() {
            Ok(compared) => compared,
            Err(message) => return usage(message),
        };
        let write = |out: &mut dyn Write| match self.format {
            Format::Human => self.write(&compared, out),
            Format::Json => self.write_json(&compared, out),
        };
        match to_standard_output(write) {
            Ok(()) => ExitCode::from(compared.code()),
            failed => written(failed),
        }
    }

    fn compared(&self) -> Result<Compared, String> {
        let report = convert::read(&self.report)?;
        if options(&report).any(|options| options.get("redact") == Some(&true.into())) {
            let why = "the report is redacted, and does not contain the paths of the files";
            return Err(format!("{}: {why}", shown(&self.report)));
        }
        let then = then(&report);
        let now = self.now(&report, &then)?;
        Ok(Compared::new(&then, &now))
    }

    /// The files as they are, by their paths in the report.
    fn now(&self, report: &Report, then: &Hashes) -> Result<Hashes, String> {
        let reading = reading(report);
        let exclude = exclusions(report);
        let how = Splitting { exclude: &exclude, ..Splitting::default() };
        let collected = |path: &Path| {
            let collected = collect::collect(&[path.to_owned()], how, &reading.limits);
            let collected = collected.map_err(|error| error.to_string())?;
            Ok::<_, String>(collected.deployments().flat_map(|given| given.files))
        };
        let mut files: Vec<(String, Named)> = Vec::new();
        let tops = tops(report);
        for (root, folder) in self.folders_of(&tops)? {
            let placed = collected(&folder)?.map(|named| (whole(root, &named.path), named));
            let is_report = |file: &(String, Named)| same_file(&folder.join(&file.1.path), &self.report);
            files.extend(placed.filter(|file| then.contains_key(&(file.0.clone(), Vec::new())) || !is_report(file)));
        }
        let beside = self.folders.first().filter(|_| tops.is_empty()).cloned().unwrap_or_default();
        for single in singles(report) {
            let path = beside.join(&single);
            if path.is_file() {
                files.extend(collected(&path)?.map(|named| (single.clone(), named)));
            }
        }
        let hashed = parallel::map(files, |(path, named)| {
            let hash = |file: File| {
                let inside = file.source.inside.iter().map(|entry| visible(entry).into_owned()).collect();
                ((path.clone(), inside), file.source.sha256.map(|hash| hex(&hash)))
            };
            read::read(&named, &reading).into_iter().map(hash).collect::<Vec<_>>()
        });
        Ok(hashed.into_iter().flatten().collect())
    }

    /// Where each folder of the report is now.
    fn folders_of<'t>(&self, tops: &[&'t str]) -> Result<Vec<(&'t str, PathBuf)>, String> {
        let folders: Vec<PathBuf> = match self.folders.as_slice() {
            [] => tops.iter().map(PathBuf::from).collect(),
            [_] if tops.is_empty() => Vec::new(),
            [folder] if tops.len() > 1 => {
                let common = common_folder(tops);
                tops.iter()
                    .map(|top| folder.join(within(&common, top).unwrap_or(top).trim_start_matches('/')))
                    .collect()
            }
            several if several.len() == tops.len() => several.to_vec(),
            _ => return Err(format!("the report is of {} folders: {}", tops.len(), tops.join(", "))),
        };
        Ok(tops.iter().copied().zip(folders).collect())
    }

    fn write(&self, compared: &Compared, out: &mut dyn Write) -> io::Result<()> {
        let Compared { same, differences } = compared;
        for Difference { state, path, inside, .. } in differences {
            let steps: Vec<&str> = iter::once(path).chain(inside).map(String::as_str).collect();
            writeln!(out, "{:<8}  {}", state.words(), steps.join(" > "))?;
        }
        let report = shown(&self.report);
        let report = visible(&report);
        let count = compared.differing();
        match compared.code() {
            0 if differences.is_empty() => {
                writeln!(out, "{report} belongs to these files: all {same} are as they were.")
            }
            0 => writeln!(out, "{report} belongs to these files: {same} are as they were; not all were read."),
            exit::NOTHING => writeln!(out, "{report}: it contains no file with a SHA-256."),
            _ => writeln!(out, "{report} does not belong to these files: {count} differ, {same} are as they were."),
        }
    }

    fn write_json(&self, compared: &Compared, out: &mut dyn Write) -> io::Result<()> {
        let report = shown(&self.report);
        let document = Document {
            schema: 1,
            report: visible(&report).into_owned(),
            belongs: match compared.code() {
                0 => Some(true),
                exit::NOTHING => None,
                _ => Some(false),
            },
            same: compared.same,
            differences: &compared.differences,
        };
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    }
}

/// What `--format json` writes.
#[derive(Serialize)]
struct Document<'c> {
    schema: u32,
    report: String,
    /// `None` where the report contains no file with a SHA-256.
    belongs: Option<bool>,
    same: usize,
    differences: &'c [Difference],
}

impl Compared {
    fn new(then: &Hashes, now: &Hashes) -> Compared {
        let mut compared = Compared::default();
        // An archive that is the same has the same entries.
        let is_in_same = |(path, inside): &Place| {
            let whole = (path.clone(), Vec::new());
            !inside.is_empty()
                && matches!((then.get(&whole), now.get(&whole)), (Some(Some(one)), Some(Some(other))) if one == other)
        };
        let places: BTreeSet<&Place> = then.keys().chain(now.keys()).collect();
        for place in places.into_iter().filter(|place| !is_in_same(place)) {
            let state = match (then.get(place), now.get(place)) {
                (Some(Some(then)), Some(Some(now))) if then == now => {
                    compared.same += 1;
                    continue;
                }
                (_, None) => State::Missing,
                (None, _) => State::New,
                (Some(Some(_)), Some(Some(_))) => State::Changed,
                _ => State::NotRead,
            };
            let hash = |hashes: &Hashes| hashes.get(place).cloned().flatten();
            let ((path, inside), then, now) = (place.clone(), hash(then), hash(now));
            compared.differences.push(Difference { state, path, inside, then, now });
        }
        compared.differences.sort();
        compared
    }

    /// How many differ for certain.
    fn differing(&self) -> usize {
        self.differences.iter().filter(|difference| difference.state != State::NotRead).count()
    }

    fn code(&self) -> u8 {
        match (self.differing(), self.same) {
            (1.., _) => exit::FINDINGS,
            (_, 0) => exit::NOTHING,
            _ => 0,
        }
    }
}

/// The hashes in the report.
fn then(report: &Report) -> Hashes {
    let artifacts = |deployment: &Deployment| {
        let root = deployment.root.clone();
        let place = move |path: String| root.as_deref().map_or(path.clone(), |root| whole(root, &path));
        deployment.artifacts.iter().map(move |row| ((place(row.path), row.inside), row.sha256)).collect::<Vec<_>>()
    };
    report.deployments.iter().flat_map(artifacts).collect()
}

/// The folders of a report that are in no other one of it, in their order.
fn tops(report: &Report) -> Vec<&str> {
    let roots = || report.deployments.iter().filter_map(|deployment| deployment.root.as_deref());
    let is_top = |root: &&str| !roots().any(|other| other != *root && within(other, root).is_some());
    let mut tops: Vec<&str> = Vec::new();
    for root in roots().filter(is_top) {
        if !tops.contains(&root) {
            tops.push(root);
        }
    }
    tops
}

/// The files of a report that are in no folder of it.
fn singles(report: &Report) -> BTreeSet<String> {
    let singles = report.deployments.iter().filter(|deployment| deployment.root.is_none());
    singles.flat_map(|deployment| deployment.artifacts.iter()).map(|artifact| artifact.path).collect()
}

/// The options of the run, or of each run that the report was put together from.
fn options(report: &Report) -> impl Iterator<Item = &Map<String, Value>> {
    iter::once(&report.run.options).chain(report.run.merged.iter().map(|run| &run.options))
}

/// What is read as the run read it.
fn reading(report: &Report) -> ReadOptions {
    let mut reading = ReadOptions::default();
    let limits = options(report).filter_map(|options| options.get("limits")?.as_object()).flatten();
    for (name, value) in limits {
        let limit = Limit::ALL.into_iter().find(|limit| limit.name == name);
        if let (Some(limit), Some(value)) = (limit, value.as_u64()) {
            limit.apply(&mut reading.limits, value);
        }
    }
    reading
}

/// What the run left out.
fn exclusions(report: &Report) -> Vec<Pattern> {
    let written = options(report).filter_map(|options| options.get("exclude")?.as_array()).flatten();
    written.filter_map(|pattern| Pattern::parse(pattern.as_str()?).ok()).collect()
}

/// A path below a folder, as reports show it.
fn whole(folder: &str, path: &str) -> String {
    visible(&format!("{}/{path}", folder.trim_end_matches('/'))).into_owned()
}

/// The rest of a path within a folder.
fn within<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder.is_empty() || path == folder {
        return Some(if path == folder { "" } else { path });
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// The folder that all of these are in; empty where there is none.
fn common_folder(paths: &[&str]) -> String {
    let is_common = |folder: &&str| paths.iter().all(|path| within(folder, path).is_some());
    let first = paths.first().copied().unwrap_or_default();
    let mut ends = first.char_indices().rev().filter(|(_, c)| *c == '/').map(|(at, _)| first.get(..at).unwrap_or(""));
    ends.find(is_common).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_found_within_each_other() {
        assert_eq!(within("exports", "exports/rome"), Some("rome"));
        assert_eq!(within("exports", "exports"), Some(""));
        assert_eq!(within("exports", "exports2"), None);
        assert_eq!(within("", "rome"), Some("rome"));
        assert_eq!(common_folder(&["a/b/c", "a/b/d"]), "a/b");
        assert_eq!(common_folder(&["a/b", "a/bc"]), "a");
        assert_eq!(common_folder(&["boston", "rome"]), "");
        assert_eq!(common_folder(&["/a", "/b"]), "");
    }
}
