//! The files of a report as SARIF's artifacts, and places in them.
//!
//! A file is named by a relative URI. Its base is the folder in which msstd was run, by the name that consumers agree on
//! for the root of what is checked; GitHub takes every relative URI so, whatever its base. What stands below an absolute
//! folder has that folder as its base. An entry of an archive has the path within it, and its archive as its parent.
//!
//! A URI, decoded, is the path as every other format has it: a byte that is no UTF-8 stands in both as `\xNN`.

use std::{collections::HashMap, iter};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::shapes::{ArtifactLocation, Message, PhysicalLocation, Region};
use crate::{
    report::{
        model::{Artifact, ConfigFile, Deployment, Place, Report},
        sentences::Sentences,
    },
    text::keys::report as keys,
};

/// The folder in which msstd was run.
pub(super) const WORKING_FOLDER: &str = "%SRCROOT%";

/// Standard input, as paths name it.
const STANDARD_INPUT: &str = "-";

/// What stands in a path as it is; all else is written as `%NN`.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where each file of a report stands among SARIF's artifacts.
pub(super) struct Files<'r> {
    report: &'r Report,
    index: HashMap<String, usize>,
    /// Archives that the report has no row of: deployment, path and entries.
    unlisted: Vec<(usize, String, Vec<String>)>,
}

/// An artifact.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactRow {
    location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u64>,
    roles: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hashes: Option<Hashes>,
    properties: ArtifactProperties,
}

#[derive(Serialize)]
struct Hashes {
    #[serde(rename = "sha-256")]
    sha256: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment_index: Option<usize>,
    /// What it holds; a file may hold several kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<String>,
    /// Of a configuration: what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
}

/// A file of a deployment, whatever kinds of content it has.
struct File {
    row: Artifact,
    kinds: Vec<String>,
}

fn files(deployment: &Deployment) -> impl Iterator<Item = File> {
    let mut rows = deployment.artifacts.iter().peekable();
    iter::from_fn(move || {
        let row = rows.next()?;
        let mut kinds = vec![row.kind.clone()];
        while let Some(next) = rows.next_if(|next| (&next.path, &next.inside) == (&row.path, &row.inside)) {
            kinds.push(next.kind);
        }
        Some(File { row, kinds })
    })
}

/// One text for a file of a deployment. No path has a line break in it: those are written out.
fn key(deployment: Option<usize>, path: &str, inside: &[String]) -> String {
    let mut key = deployment.map_or_else(String::new, |index| index.to_string());
    for part in iter::once(path).chain(inside.iter().map(String::as_str)) {
        key.push('\n');
        key.push_str(part);
    }
    key
}

impl<'r> Files<'r> {
    pub(super) fn of(report: &'r Report) -> Files<'r> {
        let mut index = HashMap::new();
        let mut nested = Vec::new();
        let mut next = 0;
        for (at, deployment) in report.deployments.iter().enumerate() {
            for File { row: Artifact { path, inside, .. }, .. } in files(deployment) {
                index.entry(key(Some(at), &path, &inside)).or_insert(next);
                next += 1;
                if !inside.is_empty() {
                    nested.push((at, path, inside));
                }
            }
        }
        let mut unlisted = Vec::new();
        for (at, path, mut inside) in nested {
            while inside.pop().is_some() {
                let key = key(Some(at), &path, &inside);
                if index.contains_key(&key) {
                    break;
                }
                index.insert(key, next);
                next += 1;
                unlisted.push((at, path.clone(), inside.clone()));
            }
        }
        for ConfigFile { path, .. } in &report.run.config {
            index.entry(key(None, path, &[])).or_insert(next);
            next += 1;
        }
        Files { report, index, unlisted }
    }

    /// A row for every file: those of the deployments, then the configuration that took effect.
    pub(super) fn artifacts(&self) -> impl Iterator<Item = ArtifactRow> {
        let deployments = self.report.deployments.iter().enumerate();
        let listed =
            deployments.flat_map(move |(at, deployment)| files(deployment).map(move |file| self.listed(at, file)));
        let unlisted = self.unlisted.iter().map(|(at, path, inside)| self.artifact(*at, path, inside));
        listed.chain(unlisted).chain(self.report.run.config.iter().map(configuration))
    }

    fn listed(&self, at: usize, File { row, kinds }: File) -> ArtifactRow {
        let artifact = self.artifact(at, &row.path, &row.inside);
        let properties = ArtifactProperties { kinds, ..artifact.properties };
        ArtifactRow {
            length: Some(row.bytes),
            encoding: row.encoding.as_deref().map(registered),
            hashes: row.sha256.map(|sha256| Hashes { sha256 }),
            properties,
            ..artifact
        }
    }

    fn artifact(&self, at: usize, path: &str, inside: &[String]) -> ArtifactRow {
        let deployment = self.report.deployments.get(at);
        let mut roles = vec!["analysisTarget"];
        if path == STANDARD_INPUT && inside.is_empty() {
            roles.push("standardStream");
        }
        ArtifactRow {
            location: ArtifactLocation { index: None, ..self.location(Some(at), path, inside) },
            parent_index: self.parent(at, path, inside),
            roles,
            properties: ArtifactProperties {
                deployment: deployment.map(|deployment| deployment.name.clone()),
                deployment_index: Some(at),
                ..ArtifactProperties::default()
            },
            ..ArtifactRow::default()
        }
    }

    /// The archive that an entry stands in.
    fn parent(&self, at: usize, path: &str, inside: &[String]) -> Option<usize> {
        let (_, parent) = inside.split_last()?;
        self.index.get(&key(Some(at), path, parent)).copied()
    }

    /// Where a file is.
    fn location(&self, deployment: Option<usize>, path: &str, inside: &[String]) -> ArtifactLocation {
        let index = self.index.get(&key(deployment, path, inside)).copied();
        if let (Some(entry), Some(_)) = (inside.last(), index) {
            let uri = format!("/{}", encoded(entry.trim_start_matches('/')));
            return ArtifactLocation { index, ..ArtifactLocation::at(uri, None) };
        }
        let deployment = deployment.and_then(|at| Some((at, self.report.deployments.get(at)?.root.as_deref()?)));
        let (uri, base) = match deployment {
            Some((at, root)) if base_uri(root).is_some() => (encoded(path), Some(base_of(at))),
            Some((_, root)) => whereabouts(root, path),
            None if path == STANDARD_INPUT => (path.to_owned(), None),
            None => whereabouts("", path),
        };
        ArtifactLocation { index, ..ArtifactLocation::at(uri, base) }
    }

    /// A place in a file; `None` where there is no file, as for an option of the command line.
    pub(super) fn place(&self, deployment: Option<usize>, place: &Place) -> Option<PhysicalLocation> {
        if place.path.is_empty() || place.is_option() {
            return None;
        }
        let artifact_location = self.location(deployment, &place.path, &place.inside);
        let is_the_file = place.inside.is_empty() || artifact_location.index.is_some();
        Some(PhysicalLocation { artifact_location, region: region(place).filter(|_| is_the_file) })
    }

    /// Standard input, where it was read.
    pub(super) fn standard_input(&self) -> Option<ArtifactLocation> {
        let among = |at: usize| self.index.contains_key(&key(Some(at), STANDARD_INPUT, &[]));
        let at = (0..self.report.deployments.len()).find(|at| among(*at))?;
        Some(self.location(Some(at), STANDARD_INPUT, &[]))
    }

    /// The folders that relative URIs start from.
    pub(super) fn bases<'f>(&'f self, words: &'f Sentences) -> Bases<'f> {
        Bases { report: self.report, words }
    }
}

/// An encoding by the name that IANA has for it.
fn registered(encoding: &str) -> String {
    let known = encoding_rs::Encoding::for_label(encoding.as_bytes());
    known.map_or_else(|| encoding.to_owned(), |known| known.name().to_owned())
}

fn configuration(file: &ConfigFile) -> ArtifactRow {
    let (uri, base) = whereabouts("", &file.path);
    ArtifactRow {
        location: ArtifactLocation::at(uri, base),
        roles: vec!["userSpecifiedConfiguration"],
        hashes: Some(Hashes { sha256: file.sha256.clone() }),
        properties: ArtifactProperties { role: Some(file.role.to_string()), ..ArtifactProperties::default() },
        ..ArtifactRow::default()
    }
}

/// Lines and columns where the place has them, else bytes; none for a whole file.
fn region(place: &Place) -> Option<Region> {
    let Place { line, column, end_line, end_column, start, end, .. } = place;
    if line.is_some() {
        return Some(Region {
            start_line: *line,
            start_column: *column,
            end_line: *end_line,
            end_column: *end_column,
            ..Region::default()
        });
    }
    let (start, end) = ((*start)?, (*end)?);
    Some(Region { byte_offset: Some(start), byte_length: Some(end.saturating_sub(start)), ..Region::default() })
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The URI of a path below a folder, and its base: the working folder, unless it is absolute.
fn whereabouts(root: &str, path: &str) -> (String, Option<String>) {
    let whole = match root.trim_end_matches('/') {
        "" if root.is_empty() => path.to_owned(),
        "." => path.to_owned(),
        root => format!("{root}/{path}"),
    };
    match absolute(&whole) {
        Some(uri) => (uri, None),
        None => (encoded(whole.strip_prefix("./").unwrap_or(&whole)), Some(WORKING_FOLDER.to_owned())),
    }
}

/// The URI of an absolute path: `/exports`, `C:/exports`, `//server/exports`.
fn absolute(path: &str) -> Option<String> {
    if path.starts_with("//") {
        return Some(format!("file:{}", encoded(path)));
    }
    if path.starts_with('/') {
        return Some(format!("file://{}", encoded(path)));
    }
    let (drive, rest) = path.split_once(':')?;
    let is_drive = drive.len() == 1 && drive.bytes().all(|letter| letter.is_ascii_alphabetic());
    (is_drive && rest.starts_with('/')).then(|| format!("file:///{drive}:{}", encoded(rest)))
}

/// An absolute folder as a base, which ends in a slash and leads nowhere up.
fn base_uri(root: &str) -> Option<String> {
    let leads_up = root.split('/').any(|segment| segment == "..");
    absolute(&format!("{}/", root.trim_end_matches('/'))).filter(|_| !leads_up && !root.is_empty())
}

/// The base of a deployment in an absolute folder.
fn base_of(at: usize) -> String {
    format!("DEPLOYMENT{}", at + 1)
}

/// The folders that relative URIs start from: the one in which msstd was run, whose own place is not told, and the
/// absolute folders of deployments.
pub(super) struct Bases<'f> {
    report: &'f Report,
    words: &'f Sentences,
}

impl Serialize for Bases<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bases = serializer.serialize_map(None)?;
        let working = Some(Message::new(&self.words.say(keys::SARIF_WORKING_FOLDER)));
        let working = ArtifactLocation { description: working, ..ArtifactLocation::default() };
        bases.serialize_entry(WORKING_FOLDER, &working)?;
        for (at, deployment) in self.report.deployments.iter().enumerate() {
            let Some(uri) = deployment.root.as_deref().and_then(base_uri) else { continue };
            let name = [("name", deployment.name.as_str().into())];
            let description = Some(Message::new(&self.words.tell(keys::SARIF_DEPLOYMENT_FOLDER, &name)));
            let base = ArtifactLocation { description, ..ArtifactLocation::at(uri, None) };
            bases.serialize_entry(&base_of(at), &base)?;
        }
        bases.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_folders_are_bases() {
        assert_eq!(base_uri("/exports/a b"), Some("file:///exports/a%20b/".to_owned()));
        assert_eq!(base_uri("/"), Some("file:///".to_owned()));
        assert_eq!(base_uri("C:/exports"), Some("file:///C:/exports/".to_owned()));
        assert_eq!(base_uri("C:"), Some("file:///C:/".to_owned()));
        assert_eq!(base_uri("//server/exports"), Some("file://server/exports/".to_owned()));
        assert_eq!(base_uri("/exports/../b"), None);
        assert_eq!(base_uri("exports"), None);
        assert_eq!(base_uri(""), None);
        assert_eq!(base_uri("msstd:mail"), None);
    }

    #[test]
    fn what_means_something_in_a_uri_is_written_out() {
        let from_here = |root, path| (whereabouts(root, path).0, whereabouts(root, path).1.is_some());
        let uri = "exports/a%23b%3Fc%2520d%3Ae%20%5Cxff%20%C3%A9.txt";
        assert_eq!(from_here("./exports", "a#b?c%20d:e \\xff \u{e9}.txt"), (uri.to_owned(), true));
        assert_eq!(from_here(".", "javascript:alert(1)"), ("javascript%3Aalert%281%29".to_owned(), true));
        assert_eq!(from_here("/exports/../b", "c"), ("file:///exports/../b/c".to_owned(), false));
        assert_eq!(from_here("..", "c"), ("../c".to_owned(), true));
        assert_eq!(from_here("", "/etc/c"), ("file:///etc/c".to_owned(), false));
    }
}
