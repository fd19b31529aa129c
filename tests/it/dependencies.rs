//! What `deny.toml` says about the crates, without the network and without cargo-deny: nothing that opens sockets, known
//! licences, one registry. And what `docs/dependencies.md` says of each.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use aho_corasick::AhoCorasick;
use serde_json::Value;

/// What names a socket in Rust and in C.
const SOCKETS: [&str; 13] = [
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
    "SYS_socket",
    "SOCK_STREAM",
    "socketpair",
    "getaddrinfo",
    "WSASocket",
    "::socket(",
];

/// What starts a program.
const PROGRAMS: [&str; 6] =
    ["process::Command", "libc::exec", "execve", "posix_spawn", "CreateProcess", "ShellExecute"];

/// Crates whose source has such a word, and why no run gets there.
const NAMED_ONLY: [(&str, &str); 11] = [
    ("landlock", "what it says of the programs that a sandbox lets start"),
    ("libc", "declares the functions and constants of C; msstd uses numbers of system calls"),
    ("linux-raw-sys", "declares the constants of Linux"),
    ("portable-atomic", "a program that a test of it runs"),
    ("rustix", "its features net and runtime are off: Cargo.lock is held against it"),
    ("seccompiler", "an example in its documentation"),
    ("serde_json", "an example in its documentation"),
    ("signal-hook", "its iterator, a feature that is off, has a pair of sockets"),
    ("terminal_size", "a program that a test of it runs"),
    ("zip", "a program that a test of it runs"),
    ("windows-sys", "declares the functions of Windows"),
];

/// Features that would make a socket or a program reachable.
const OFF: [(&str, &[&str]); 3] = [
    ("rustix", &["net", "runtime"]),
    ("nix", &["net", "socket", "process"]),
    ("signal-hook", &["iterator", "channel"]),
];

/// What cargo says of the packages that are built for this platform, which are there without the network.
static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let cargo = |arguments: &[&str]| Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let version = String::from_utf8(cargo(&["-vV"]).stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = cargo(&["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
});

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The packages that are linked into the binary, each with its features. Build scripts and procedural macros run while it
/// is built, and are no part of it.
fn linked() -> Vec<(&'static Value, &'static [Value])> {
    let by_id = |values: &'static Value| -> BTreeMap<&'static str, &'static Value> {
        list(values).iter().map(|value| (text(&value["id"]), value)).collect()
    };
    let (packages, nodes) = (by_id(&METADATA["packages"]), by_id(&METADATA["resolve"]["nodes"]));
    let is_macro = |id: &str| {
        list(&packages[id]["targets"]).iter().any(|target| list(&target["kind"]).contains(&"proc-macro".into()))
    };
    let root = text(&METADATA["resolve"]["root"]);
    let (mut found, mut left) = (BTreeSet::new(), vec![root]);
    while let Some(id) = left.pop() {
        if found.insert(id) {
            let normal = list(&nodes[id]["deps"])
                .iter()
                .filter(|dependency| list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()));
            left.extend(normal.map(|dependency| text(&dependency["pkg"])).filter(|id| !is_macro(id)));
        }
    }
    found.remove(root);
    found.into_iter().map(|id| (packages[id], list(&nodes[id]["features"]))).collect()
}

/// The source of a package, in Rust and in C, without its tests and build script.
fn source(package: &Value) -> Vec<PathBuf> {
    const NOT_LINKED: [&str; 6] = ["tests", "benches", "examples", "fuzz", "build.rs", "build"];
    let mut folders = vec![Path::new(text(&package["manifest_path"])).parent().unwrap().to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let is_code = path
                .extension()
                .is_some_and(|extension| ["rs", "c", "h", "S"].map(Into::into).contains(&extension.to_owned()));
            match entry.file_type().unwrap() {
                _ if NOT_LINKED.iter().any(|not| name == *not) => {}
                kind if kind.is_dir() => folders.push(path),
                _ if is_code => files.push(path),
                _ => {}
            }
        }
    }
    files
}

#[test]
fn no_crate_that_is_linked_reaches_for_a_socket_or_a_program() {
    let words = AhoCorasick::new(SOCKETS.iter().chain(&PROGRAMS)).unwrap();
    let linked = linked();
    assert!(linked.len() > 100);
    let found: BTreeMap<&str, String> = linked
        .iter()
        .filter_map(|(package, _)| {
            let file = source(package).into_iter().find(|file| words.is_match(&fs::read(file).unwrap()))?;
            Some((text(&package["name"]), file.display().to_string()))
        })
        .collect();
    let known = NAMED_ONLY.map(|(name, _)| name);
    let new: Vec<_> = found.iter().filter(|(name, _)| !known.contains(name)).collect();
    assert!(new.is_empty(), "look at these, and say in NAMED_ONLY why no run gets there: {new:#?}");
}

#[test]
fn features_that_reach_out_are_off() {
    for (package, features) in linked() {
        let off = OFF.iter().find(|(name, _)| *name == package["name"]).map_or(&[][..], |(_, off)| off);
        let on: Vec<_> = features.iter().filter(|feature| off.contains(&text(feature))).collect();
        assert!(on.is_empty(), "{}: {on:?}", package["name"]);
    }
}

/// The crates that Cargo.toml names, with the version that it asks for; those that only tests use left out.
fn direct() -> BTreeMap<String, String> {
    let manifest: toml::Table = toml::from_str(&fs::read_to_string("Cargo.toml").unwrap()).unwrap();
    let targets = manifest["target"].as_table().unwrap().values().filter_map(|target| target.get("dependencies"));
    let tables = [&manifest["dependencies"], &manifest["build-dependencies"]].into_iter().chain(targets);
    tables
        .flat_map(|table| table.as_table().unwrap())
        .map(|(name, asked)| (name.clone(), asked.get("version").unwrap_or(asked).as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn the_page_says_of_each_crate_why_it_is_there_and_what_it_may_touch() {
    const TOUCHES: [&str; 8] =
        ["nothing", "files", "the terminal", "environment variables", "threads", "the clock", "memory", "this process"];
    let page = fs::read_to_string("docs/dependencies.md").unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split(" | ").collect()).collect();
    let listed: Vec<(String, String)> =
        rows.iter().map(|row| (row[0].trim_end_matches('`').to_owned(), row[1].to_owned())).collect();
    let direct: Vec<(String, String)> = direct().into_iter().collect();
    assert_eq!(listed, direct, "the rows of docs/dependencies.md, against Cargo.toml");
    for row in rows {
        assert!(row[2].len() > 10 && row.len() == 4, "why is it there? {row:?}");
        let touches = row[3].split(", ");
        assert!(touches.clone().all(|what| TOUCHES.contains(&what)), "{row:?}: one of {TOUCHES:?}");
    }
}

#[test]
fn no_crate_is_a_prerelease() {
    let lock: toml::Table = toml::from_str(&fs::read_to_string("Cargo.lock").unwrap()).unwrap();
    let version = |package: &toml::Value| package["version"].as_str().unwrap().split('+').next().unwrap().to_owned();
    let prereleases: Vec<_> =
        lock["package"].as_array().unwrap().iter().filter(|package| version(package).contains('-')).collect();
    assert!(prereleases.is_empty(), "replace it, or justify it in docs/dependencies.md: {prereleases:#?}");
}

fn deny(table: &str, list: &str) -> BTreeSet<String> {
    let rules: toml::Table = toml::from_str(&fs::read_to_string("deny.toml").unwrap()).unwrap();
    rules[table][list].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_crate_opens_sockets_and_all_come_from_crates_io() {
    let lock: toml::Table = toml::from_str(&fs::read_to_string("Cargo.lock").unwrap()).unwrap();
    let banned = deny("bans", "deny");
    let packages = lock["package"].as_array().unwrap();
    let is_wrong = |package: &&toml::Value| {
        let source = package.get("source").and_then(toml::Value::as_str);
        banned.contains(package["name"].as_str().unwrap())
            || source.is_some_and(|source| source != "registry+https://github.com/rust-lang/crates.io-index")
    };
    let wrong: Vec<_> = packages.iter().filter(is_wrong).collect();
    assert!(packages.len() > 100 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_licence_is_allowed() {
    let allowed = deny("licenses", "allow");
    let packages = list(&METADATA["packages"]);
    let wrong: Vec<String> = packages
        .iter()
        .map(|package| (&package["name"], package["license"].as_str().unwrap_or_default()))
        .filter(|(_, licence)| !fits(licence, &allowed))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(packages.len() > 100 && wrong.is_empty(), "{wrong:#?}");
}

/// Whether an expression can be met by the licences that are allowed. `/` is an older OR.
fn fits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut parts = expression.split(" AND ").map(|part| part.trim_matches(['(', ')']));
    parts.all(|part| part.split(" OR ").any(|licence| allowed.contains(licence.trim())))
}

#[test]
fn an_expression_needs_all_its_parts() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned()]);
    for fitting in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR ISC", "(MIT OR Apache-2.0) AND ISC"] {
        assert!(fits(fitting, &allowed), "{fitting}");
    }
    for other in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND Apache-2.0", "GPL-3.0 OR LGPL-3.0"] {
        assert!(!fits(other, &allowed), "{other}");
    }
}
