//! What is named becomes deployments, each listed when it is its turn.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use msstd::{
    collect::{CONFIG, Split, Splitting, collect},
    model::file::{Content, File, Limit, Limits, ProblemKind, ReadOptions},
    read::{self, Bytes, DeploymentInput, Named},
};
use proptest::prelude::*;
use tempfile::TempDir;

fn folder_of<'p>(paths: impl IntoIterator<Item = &'p str>) -> TempDir {
    let folder = TempDir::new().unwrap();
    for path in paths {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    folder
}

fn deployments(folder: &Path, split: Split) -> impl Iterator<Item = DeploymentInput> {
    let how = Splitting { split, use_config: true, ..Splitting::default() };
    let collected = collect(&[folder.to_owned()], how, &Limits::default()).unwrap();
    let count = collected.files;
    let mut listed = 0;
    collected.deployments().inspect(move |one| {
        listed += one.files.len();
        assert!(listed <= count, "{listed} of {count} files");
    })
}

fn files(one: &DeploymentInput) -> Vec<String> {
    one.files.iter().map(|file| file.path.clone()).collect()
}

#[test]
fn a_deployment_is_listed_when_it_is_its_turn() {
    let folder = folder_of(["a/1", "b/1"]);
    let how = Splitting { split: Split::PerFolder, ..Splitting::default() };
    let collected = collect(&[folder.path().to_owned()], how, &Limits::default()).unwrap();
    assert_eq!((collected.given.len(), collected.files), (2, 2));
    let mut deployments = collected.deployments();
    assert_eq!(files(&deployments.next().unwrap()), ["1"]);
    fs::write(folder.path().join("b/2"), "").unwrap();
    assert_eq!(files(&deployments.next().unwrap()), ["1", "2"]);
}

#[test]
fn files_beside_folders_are_a_deployment_of_their_own() {
    let folder = folder_of(["1", "a/1", "a/b/1", "c/1"]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    let given: Vec<_> =
        deployments(folder.path(), Split::PerFolder).map(|one| (one.name.clone(), files(&one))).collect();
    let name = folder.path().file_name().unwrap().to_str().unwrap();
    let due = [(name, &["1"][..]), ("a", &["1", "b/1"]), ("c", &["1"])];
    assert_eq!(
        given,
        due.map(|(name, files)| (name.to_owned(), files.iter().map(|file| (*file).to_owned()).collect()))
    );
}

/// A file as it is read from the disk, and as it is read of all its bytes.
fn read_both(text: &str, limits: Limits) -> [File; 2] {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bundle.pem"), text).unwrap();
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let of = |named: &Named| read::read(named, &options).pop().unwrap();
    let later = deployments(folder.path(), Split::Folders).next().unwrap().files.pop().unwrap();
    let here = Named { path: "bundle.pem".to_owned(), bytes: Bytes::Here(text.as_bytes().to_vec()) };
    [of(&later), of(&here)]
}

fn certificates(file: &File) -> usize {
    file.contents.iter().filter(|content| matches!(content, Content::Certificate(..))).count()
}

/// More than a megabyte of blocks.
fn large_bundle() -> String {
    let certificate = fs::read_to_string("samples/healthy/certificates/mail.contoso.com.cer").unwrap();
    certificate.repeat((1 << 20) / certificate.len() + 1)
}

#[test]
fn a_large_bundle_is_read_as_its_whole_text_is() {
    let bundle = large_bundle();
    let (first, rest) = bundle.split_at(bundle.len() / 2);
    let lines = |bundle: &str| bundle.replace("-----BEGIN", "subject=CN = é\n-----BEGIN");
    let damaged = format!("{first}\n-----BEGIN CERTIFICATE-----\n{rest}");
    for text in [bundle.clone(), lines(&bundle), damaged, bundle + "\nName              : EXPR\n"] {
        let [later, here] = read_both(&text, Limits::default());
        assert!(certificates(&later) > 100);
        let described = |file: &File| format!("{file:?} {} {:?}", file.source.bytes, file.source.sha256);
        assert!(described(&later) == described(&here));
    }
}

#[test]
fn a_bundle_may_be_larger_than_other_texts() {
    let limits = Limits { text_bytes: 1 << 16, ..Limits::default() };
    let bundle = large_bundle();
    let [later, _] = read_both(&bundle, limits);
    assert!(certificates(&later) > 100 && later.problems.is_empty());
    // What is corrupt costs nothing but itself.
    let [damaged, _] = read_both(&bundle.replacen("-----END", "----END", 1), limits);
    assert_eq!((certificates(&damaged), damaged.problems.len()), (certificates(&later), 1));
    let [refused, _] = read_both(&(bundle + "\nName              : EXPR\n"), limits);
    let limit = &refused.problems.first().unwrap().kind;
    assert!(matches!(limit, ProblemKind::LimitReached { limit: Limit::TextBytes, found: Some(_), .. }), "{limit:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn each_file_is_in_the_deployment_of_the_nearest_configuration(
        paths in prop::collection::btree_set("([ab]/){0,3}([xyz]|msstd\\.toml)", 1..12),
    ) {
        let folder = folder_of(paths.iter().map(String::as_str));
        let has_config = |root: &Path| paths.contains(root.join(CONFIG).to_str().unwrap());
        let mut due: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for path in &paths {
            let mut above = Path::new(path).ancestors().skip(1);
            let root = above.find(|root| has_config(root)).unwrap_or(Path::new(""));
            let below = Path::new(path).strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            due.entry(root.to_str().unwrap().to_owned()).or_default().insert(below);
        }
        let given: BTreeMap<String, BTreeSet<String>> = deployments(folder.path(), Split::Folders)
            .map(|one| {
                let root = Path::new(one.root.as_ref().unwrap()).strip_prefix(folder.path()).unwrap();
                (root.to_str().unwrap().to_owned(), files(&one).into_iter().collect())
            })
            .collect();
        prop_assert_eq!(given, due);
    }
}
