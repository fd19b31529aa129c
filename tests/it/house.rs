//! The house rules of the code: nothing runs upward, no two files import each other, every file says what it is for,
//! and only the rooms that may touch the world do.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, ExprMethodCall, ItemExternCrate, ItemFn, ItemMod, ItemUse, Macro, UseTree, Visibility,
    visit::{self, Visit},
};

/// The floors, from the top. What is not named here is an item of `lib.rs`.
const FLOORS: [&[&str]; 11] = [
    &["main"],
    &["cli"],
    &["rehearse"],
    &["lib"],
    &["symptoms"],
    &["rules", "report", "decide", "controls"],
    &["replay"],
    &["judge"],
    &["predict"],
    &["read", "collect", "finding"],
    &["model", "text", "parallel", "border"],
];

/// What belongs to the world outside: its name, the rooms that may use it, and its paths. `name!` is a macro, `.name` a method.
const WORLD: [(&str, &[&str], &str); 6] = [
    (
        "files",
        &["main", "cli", "collect"],
        "std::fs walkdir .exists .try_exists .is_file .metadata .symlink_metadata .canonicalize .read_dir .read_link",
    ),
    ("environment and processes", &["main", "cli", "collect"], "std::env std::process"),
    (
        "terminal",
        &["main", "cli", "collect"],
        "std::io::stdin std::io::stdout std::io::stderr print! println! eprint! eprintln! dbg! anstream indicatif terminal_size",
    ),
    (
        "clock and time zone",
        &["main", "cli"],
        "std::time::Instant std::time::SystemTime jiff::Timestamp::now jiff::Zoned::now jiff::tz::TimeZone::system \
         jiff::tz::TimeZone::try_system",
    ),
    ("threads", &["main", "cli", "parallel"], "std::thread rayon"),
    (
        "sockets",
        &[],
        "std::net::TcpListener std::net::TcpStream std::net::ToSocketAddrs std::net::UdpSocket std::os::unix::net \
         .to_socket_addrs async_std curl hyper mio native_tls reqwest rustls smol socket2 tokio ureq",
    ),
];

/// Segments of a path from the root: `["crate", "judge", "case"]`, `["std", "fs", "read"]`, `["println!"]`, `[".exists"]`.
type Segments = Vec<String>;

struct File {
    /// `judge/case.rs`.
    path: String,
    /// `["judge", "case"]`.
    module: Segments,
    text: String,
    code: Code,
}

impl File {
    fn new(path: &str, text: String) -> File {
        let mut module: Segments = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        module.pop_if(|last| *last == "mod");
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut code = Code { module: module.clone(), ..Code::default() };
        // Imports may be below what uses them: the second reading knows them all.
        code.visit_file(&syntax);
        code.visit_file(&syntax);
        File { path: path.to_owned(), module, text, code }
    }

    fn room(&self) -> &str {
        &self.module[0]
    }
}

/// The files of `src` but for those that are modules of tests.
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let list = if path.is_dir() { &mut folders } else { &mut paths };
            list.push(path);
        }
    }
    paths.retain(|path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    let files: Vec<File> =
        paths.iter().map(|path| File::new(&relative(path), fs::read_to_string(path).unwrap())).collect();
    let tests: BTreeSet<Segments> = files.iter().flat_map(|file| file.code.tests.iter().cloned()).collect();
    files.into_iter().filter(|file| !tests.contains(&file.module)).collect()
});

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).unwrap_or(3)
}

/// What the code of a file names, its tests left out.
#[derive(Default)]
struct Code {
    /// The module that is being read.
    module: Segments,
    /// Names that imports bring in, and what they stand for.
    names: BTreeMap<String, Segments>,
    /// Modules of tests.
    tests: BTreeSet<Segments>,
    /// Every path of an import, of the code, and of what is in macros.
    paths: BTreeSet<Segments>,
}

impl Code {
    fn add(&mut self, path: Segments) {
        let path = self.absolute(path);
        if !path.is_empty() {
            self.paths.insert(path);
        }
    }

    /// A path from the root of its crate, as far as this file tells.
    fn absolute(&self, path: Segments) -> Segments {
        let Some(first) = path.first().map(String::as_str) else { return path };
        let krate = || vec!["crate".to_owned()];
        let (start, rest) = match first {
            "crate" | "msstd" => (krate(), 1),
            "core" | "alloc" => (vec!["std".to_owned()], 1),
            // What a module names of itself and of its own modules is no arrow.
            "self" => return self.absolute(path[1..].to_vec()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                ([krate(), self.module[..self.module.len().saturating_sub(ups)].to_vec()].concat(), ups)
            }
            name => match self.names.get(name) {
                Some(known) => (known.clone(), 1),
                None => return path,
            },
        };
        [&start, &path[rest..]].concat()
    }

    /// The single paths of a tree of imports.
    fn flatten(&mut self, tree: &UseTree, prefix: &mut Segments) {
        let depth = prefix.len();
        match tree {
            UseTree::Path(part) => {
                prefix.push(part.ident.to_string());
                self.flatten(&part.tree, prefix);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.flatten(tree, prefix)),
            UseTree::Glob(_) => self.add([prefix, &["*".to_owned()][..]].concat()),
            UseTree::Name(name) => self.import(prefix, name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(rename) => self.import(prefix, rename.ident.to_string(), rename.rename.to_string()),
        }
        prefix.truncate(depth);
    }

    fn import(&mut self, prefix: &[String], name: String, local: String) {
        let (path, local) = match (name.as_str(), prefix) {
            ("self", [.., last]) => (prefix.to_vec(), if local == "self" { last.clone() } else { local }),
            _ => ([prefix, &[name]].concat(), local),
        };
        let path = self.absolute(path);
        self.names.insert(local, path.clone());
        self.paths.insert(path);
    }

    /// The paths that are in the tokens of a macro.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut between = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if between != "::" {
                        self.add(std::mem::take(&mut path));
                    }
                    path.push(if between == "." { format!(".{ident}") } else { ident.to_string() });
                    between.clear();
                }
                TokenTree::Punct(punct) => between.push(punct.as_char()),
                TokenTree::Group(group) => {
                    if between == "!" {
                        path.last_mut().into_iter().for_each(|name| name.push('!'));
                    }
                    between.clear();
                    self.scan(group.stream());
                }
                TokenTree::Literal(_) => between.clear(),
            }
        }
        self.add(path);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    let asks = |attribute: &Attribute| attribute.parse_args::<syn::Path>().is_ok_and(|name| name.is_ident("test"));
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg") && asks(attribute))
}

impl<'ast> Visit<'ast> for Code {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        if is_test(&item.attrs) {
            self.tests.insert(self.module.clone());
        } else {
            visit::visit_item_mod(self, item);
        }
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_test(&item.attrs) {
            self.flatten(&item.tree, &mut Segments::new());
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'ast ItemExternCrate) {
        let local = item.rename.as_ref().map_or(&item.ident, |(_, local)| local);
        self.import(&[], item.ident.to_string(), local.to_string());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let mut path: Segments = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        path.last_mut().into_iter().for_each(|name| name.push('!'));
        self.add(path);
        self.scan(call.tokens.clone());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.add(vec![format!(".{}", call.method)]);
        visit::visit_expr_method_call(self, call);
    }

    /// `pub(super)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

/// The rooms that a file uses above its own.
fn upward(file: &File) -> BTreeSet<String> {
    let own = floor(file.room());
    let rooms = file.code.paths.iter().filter(|path| path[0] == "crate").filter_map(|path| path.get(1).cloned());
    rooms.filter(|room| *room != "*" && floor(room) < own).collect()
}

/// What a file uses of the world that its room may not.
fn reaches_for(file: &File) -> BTreeSet<String> {
    let paths = &file.code.paths;
    let touches = |word: &str| {
        let parts: Vec<&str> = word.split("::").collect();
        paths.iter().any(|path| match path.split_last() {
            Some((last, before)) if last == "*" => {
                parts.len() > before.len() && parts.iter().zip(before).all(|(a, b)| a == b)
            }
            Some((last, _)) if word.ends_with('!') => last == word,
            _ => path.len() >= parts.len() && path.iter().zip(&parts).all(|(a, b)| a == b),
        })
    };
    let closed = WORLD.iter().filter(|(_, rooms, _)| !rooms.contains(&file.room()));
    closed
        .flat_map(|(what, _, words)| {
            words.split_whitespace().filter(|word| touches(word)).map(move |word| format!("{what}: {word}"))
        })
        .collect()
}

/// Files that use each other.
fn circles(files: &[File]) -> Vec<(&str, &str)> {
    let modules: BTreeMap<&[String], &str> = files.iter().map(|file| (&file.module[..], file.path.as_str())).collect();
    let mut arrows = BTreeSet::new();
    for file in files {
        for path in file.code.paths.iter().filter(|path| path[0] == "crate") {
            let target = (2..=path.len()).rev().find_map(|length| modules.get(&path[1..length]));
            arrows.extend(target.filter(|target| **target != file.path).map(|target| (file.path.as_str(), *target)));
        }
    }
    arrows.iter().copied().filter(|(from, to)| from < to && arrows.contains(&(*to, *from))).collect()
}

#[test]
fn nothing_runs_upward() {
    let wrong: Vec<String> = FILES
        .iter()
        .flat_map(|file| upward(file).into_iter().map(|room| format!("{} uses {room}", file.path)))
        .collect();
    assert!(wrong.is_empty(), "upward:\n{}", wrong.join("\n"));
}

#[test]
fn no_two_files_use_each_other() {
    let wrong = circles(&FILES);
    assert!(wrong.is_empty(), "these use each other: {wrong:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    let wrong: Vec<_> = FILES.iter().filter(|file| !file.text.starts_with("//! ")).map(|file| &file.path).collect();
    assert!(wrong.is_empty(), "no `//!` line at the top of: {wrong:#?}");
}

#[test]
fn only_the_rooms_that_may_touch_the_world_do() {
    let wrong: Vec<String> = FILES
        .iter()
        .flat_map(|file| reaches_for(file).into_iter().map(|what| format!("{}: {what}", file.path)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The checks see what is written in any way.
mod checks {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File::new(path, text.to_owned())
    }

    #[test]
    fn the_world_is_seen_however_it_is_reached() {
        for (text, found) in [
            ("use std::fs;", "files: std::fs"),
            ("use std::{fs, net::TcpStream};", "files: std::fs"),
            (
                "use std::{fmt, io::{self, Read}, net::{self as n}};\nfn f() { n::TcpStream::connect(\"\"); }",
                "sockets: std::net::TcpStream",
            ),
            ("use std::net::*;", "sockets: std::net::TcpStream"),
            ("use std::*;", "clock and time zone: std::time::Instant"),
            ("use std as s;\nfn f() { s::fs::read(\"\"); }", "files: std::fs"),
            ("extern crate std as s;\nfn f() { s::fs::read(\"\"); }", "files: std::fs"),
            ("fn f() -> ::std::process::ExitCode { todo!() }", "environment and processes: std::process"),
            ("fn f() { let _ = Some(std::env::var(\"HOME\")); }", "environment and processes: std::env"),
            ("fn f() { format!(\"{:?}\", std::env::args()); }", "environment and processes: std::env"),
            ("fn f() { assert!(path.exists(), \"gone\"); }", "files: .exists"),
            ("fn f(path: &std::path::Path) -> bool { path.is_file() }", "files: .is_file"),
            ("fn f() { g::<std::net::UdpSocket>(); }", "sockets: std::net::UdpSocket"),
            ("use core::net as c;\nuse c::TcpListener;", "sockets: std::net::TcpListener"),
            ("async fn f() { tokio::net::lookup_host(\"a\").await; }", "sockets: tokio"),
            ("mod inner { pub fn f() { ureq::get(\"\"); } }", "sockets: ureq"),
            ("fn f() { io::stdout(); }\nuse std::io;", "terminal: std::io::stdout"),
            ("fn f() { std::println!(); }", "terminal: println!"),
            ("macro_rules! m { () => { eprintln!(\"\") }; }", "terminal: eprintln!"),
            ("use jiff::Timestamp;\nfn f() { Timestamp::now(); }", "clock and time zone: jiff::Timestamp::now"),
            ("use std::time::{Duration, Instant as Now};", "clock and time zone: std::time::Instant"),
            ("use std::thread::spawn;", "threads: std::thread"),
            ("fn f() { rayon::join(a, b); }", "threads: rayon"),
        ] {
            assert!(reaches_for(&file("rules/new.rs", text)).contains(found), "{text}");
        }
    }

    #[test]
    fn what_is_no_part_of_the_world_is_allowed() {
        let data = "use std::{fmt, io::{self, Write}, net::{IpAddr, Ipv4Addr}, time::Duration};\nuse jiff::Timestamp;\n\
                    /// `std::fs` in a comment.\nfn f(out: &mut dyn io::Write) { write!(out, \"println!\"); }\n\
                    #[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(reaches_for(&file("rules/new.rs", data)), BTreeSet::new());
        let reads = "use std::fs;\nfn f() { std::env::args(); }";
        assert_eq!(reaches_for(&file("collect/new.rs", reads)), BTreeSet::new());
        assert_eq!(reaches_for(&file("parallel.rs", "use rayon::prelude::*;")), BTreeSet::new());
        let asks = file("cli/new.rs", "fn f() { std::time::SystemTime::now(); std::net::TcpStream::connect(\"\"); }");
        assert_eq!(reaches_for(&asks), BTreeSet::from(["sockets: std::net::TcpStream".to_owned()]), "nobody opens one");
    }

    #[test]
    fn an_arrow_upward_is_seen_however_it_is_written() {
        for text in [
            "use crate::{model::host, rules};",
            "use crate::rules::{self as r};",
            "fn f() { crate::rules::all(); }",
            "fn f(rule: &'static super::super::rules::Rule) {}",
            "fn f() { debug_assert!(crate::rules::all().next().is_some()); }",
        ] {
            assert_eq!(upward(&file("judge/new.rs", text)), BTreeSet::from(["rules".to_owned()]), "{text}");
        }
        assert_eq!(
            upward(&file("judge/new.rs", "use crate::model::host;\n#[cfg(test)]\nmod tests { use crate::rules; }")),
            BTreeSet::new()
        );
    }

    #[test]
    fn a_circle_is_seen_however_it_is_written() {
        let one = file("judge/one.rs", "use super::two::{Two, three};");
        for text in ["use crate::judge::one;", "use super::{one::One as First, three};", "fn f() { super::one::f(); }"]
        {
            let files = [file("judge/one.rs", &one.text), file("judge/two.rs", text)];
            assert_eq!(circles(&files), [("judge/one.rs", "judge/two.rs")], "{text}");
        }
        assert_eq!(circles(&[one, file("judge/two.rs", "use super::three;")]), []);
    }
}
