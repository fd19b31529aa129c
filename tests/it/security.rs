//! SECURITY.md promises nothing without a test, and names no test that is not there.

use std::{collections::BTreeSet, fs, path::PathBuf};

use syn::{Item, visit::Visit};

/// The names of the tests below some folders: functions with `#[test]`.
struct Tests(BTreeSet<String>);

impl<'ast> Visit<'ast> for Tests {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Fn(function) = item {
            let is_test = function.attrs.iter().any(|attribute| attribute.path().is_ident("test"));
            self.0.extend(is_test.then(|| function.sig.ident.to_string()));
        }
        syn::visit::visit_item(self, item);
    }
}

fn tests() -> BTreeSet<String> {
    let mut found = Tests(BTreeSet::new());
    let files = fs::read_dir("tests").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut left: Vec<PathBuf> = files.chain(["src".into(), "tests/it".into()]).collect();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.visit_file(&syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap());
        }
    }
    found.0
}

/// What is in backticks in the last column of the table of promises: tests, and files of the repository.
fn proofs(page: &str) -> Vec<(String, Vec<String>)> {
    let table = page.split("\n## What is promised\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")).skip(1);
    rows.map(|row| {
        let (promise, proof) = row.rsplit_once(" | ").unwrap();
        (promise.to_owned(), proof.split('`').skip(1).step_by(2).map(str::to_owned).collect())
    })
    .collect()
}

#[test]
fn every_promise_has_its_test() {
    let tests = tests();
    let promises = proofs(&fs::read_to_string("SECURITY.md").unwrap());
    assert!(promises.len() > 10, "{promises:#?}");
    for (promise, proofs) in promises {
        assert!(!proofs.is_empty(), "what proves it? {promise}");
        for proof in proofs {
            let is_there = tests.contains(&proof) || fs::exists(&proof).unwrap();
            assert!(is_there, "{promise}: `{proof}` is not a test and not a file");
        }
    }
}
