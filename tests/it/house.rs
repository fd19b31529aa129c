//! The house rules of the code: nothing runs upward, no two files import each other, every file says what it is for,
//! and only the command line and the collector touch the world.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The floors, from the top. What is not named here is an item of `lib.rs`.
const FLOORS: [&[&str]; 7] = [
    &["main"],
    &["cli"],
    &["lib"],
    &["rules", "report", "decide"],
    &["judge"],
    &["read", "collect", "finding"],
    &["model", "text", "parallel"],
];

/// What belongs to the world outside, and to `cli` and `collect` alone.
const WORLD: [&str; 11] = [
    "println!",
    "print!",
    "eprint!",
    "std::fs",
    "std::env::",
    "std::io::stdin",
    "std::io::stdout",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
];

struct File {
    /// `judge/case.rs`.
    path: String,
    /// `["judge", "case"]`.
    module: Vec<String>,
    text: String,
}

impl File {
    /// The code without comments and without its tests.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or("");
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn room(&self) -> &str {
        &self.module[0]
    }
}

fn files() -> Vec<File> {
    fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, paths);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.sort();
    let file = |path: PathBuf| {
        let relative = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let mut module: Vec<String> = relative.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.len() > 1 && module.last().is_some_and(|last| last == "mod") {
            module.pop();
        }
        File { path: relative, module, text: fs::read_to_string(&path).unwrap() }
    };
    paths.into_iter().map(file).filter(|file| !file.path.ends_with("tests.rs")).collect()
}

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).unwrap_or(2)
}

/// The paths that a file imports, from the crate's root, as far as `use` says them.
fn imports(file: &File) -> BTreeSet<Vec<String>> {
    let code = file.code();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].trim_end_matches(|c: char| c != '\n');
        let visibility = code[before.len()..at].trim();
        if !(visibility.is_empty() || visibility.starts_with("pub")) {
            continue;
        }
        let Some(end) = code[at..].find(';') else { continue };
        let tree: String = code[at + 4..at + end].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut paths = Vec::new();
        flatten(&tree, &mut Vec::new(), &mut paths);
        found.extend(paths.into_iter().filter_map(|path| absolute(file, &path)));
    }
    found
}

/// The single paths of a tree of imports.
fn flatten(tree: &str, prefix: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let (head, group) =
        tree.split_once('{').map_or((tree, None), |(head, rest)| (head, rest.rsplit_once('}').map(|(inner, _)| inner)));
    let depth = prefix.len();
    prefix.extend(
        head.split("::")
            .map(|part| part.split(" as ").next().unwrap_or("").trim().to_owned())
            .filter(|part| !part.is_empty()),
    );
    match group {
        None => paths.push(prefix.clone()),
        Some(inner) => {
            let mut level = 0;
            let mut start = 0;
            for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
                match c {
                    '{' => level += 1,
                    '}' => level -= 1,
                    ',' if level == 0 => {
                        let part = inner[start..at].trim();
                        if !part.is_empty() {
                            flatten(part, prefix, paths);
                        }
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        }
    }
    prefix.truncate(depth);
}

fn absolute(file: &File, path: &[String]) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" | "msstd" => Some(path[1..].to_vec()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let base = file.module.get(..file.module.len().checked_sub(ups)?)?;
            Some([base, &path[ups..]].concat())
        }
        _ => None,
    }
}

#[test]
fn no_use_runs_upward() {
    let mut wrong = Vec::new();
    for file in files() {
        let own = floor(file.room());
        let mut rooms: BTreeSet<String> =
            imports(&file).into_iter().filter_map(|path| path.into_iter().next()).collect();
        for (at, matched) in file.code().match_indices("crate::") {
            let rest: String =
                file.code()[at + matched.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !rest.is_empty() {
                rooms.insert(rest);
            }
        }
        wrong.extend(
            rooms
                .iter()
                .filter(|room| *room != "*" && floor(room) < own)
                .map(|room| format!("{} uses {room}", file.path)),
        );
    }
    assert!(wrong.is_empty(), "upward:\n{}", wrong.join("\n"));
}

#[test]
fn no_two_files_import_each_other() {
    let files = files();
    let modules: BTreeMap<Vec<String>, &str> =
        files.iter().map(|file| (file.module.clone(), file.path.as_str())).collect();
    let mut arrows = BTreeSet::new();
    for file in &files {
        for path in imports(file) {
            let target = (1..=path.len()).rev().find_map(|length| modules.get(&path[..length]));
            if let Some(target) = target.filter(|target| **target != file.path) {
                arrows.insert((file.path.as_str(), *target));
            }
        }
    }
    let wrong: Vec<_> = arrows.iter().filter(|(from, to)| from < to && arrows.contains(&(*to, *from))).collect();
    assert!(wrong.is_empty(), "these import each other: {wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    let wrong: Vec<_> =
        files().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    assert!(wrong.is_empty(), "no `//!` line at the top of: {wrong:#?}");
}

#[test]
fn only_the_command_line_and_the_collector_touch_the_world() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !matches!(file.room(), "cli" | "collect" | "main")) {
        let code = file.code();
        wrong.extend(WORLD.iter().filter(|word| code.contains(**word)).map(|word| format!("{}: {word}", file.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_trees() {
    let file = File {
        path: "a/b.rs".to_owned(),
        module: vec!["a".to_owned(), "b".to_owned()],
        text: "use crate::{\n    c::{D, e::*},\n    f,\n};\npub(super) use super::g::H as I;\n".to_owned(),
    };
    let found: Vec<String> = imports(&file).into_iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::g::H", "c::D", "c::e::*", "f"]);
}
