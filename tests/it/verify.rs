//! `msstd verify`: a report belongs to the files that it was made of, wherever they are now, and to no others.

use std::{fs, path::Path};

use crate::common::{assert_fits, msstd, runs::AT};
use serde_json::Value;
use tempfile::TempDir;

const USAGE: i32 = 2;
const NOTHING: i32 = 3;

/// A folder with copies of samples.
fn exports(names: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in names {
        let copy = folder.path().join(name);
        fs::create_dir_all(&copy).unwrap();
        for file in fs::read_dir(Path::new("samples").join(name)).unwrap().map(|entry| entry.unwrap().path()) {
            fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Checks paths of a folder, and saves the report there.
fn save(folder: &Path, arguments: &[&str]) {
    let _ = fs::remove_file(folder.join("report.json"));
    let mut check = msstd(["check", "--at", AT, "--fail-on", "never", "-o", "report.json"]);
    check.args(arguments).current_dir(folder).output().unwrap();
}

/// Verifies the report in a folder: the exit code, and what it says.
fn verify(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = msstd(["verify", "report.json"]).args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn what_changed_is_missing_or_is_new_is_named() {
    let folder = exports(&["seeds-case"]);
    let at = |name: &str| folder.path().join("seeds-case").join(name);
    save(folder.path(), &["seeds-case"]);
    let (code, said) = verify(folder.path(), &["seeds-case"]);
    assert!(code == 0 && said.contains("belongs to these files: all"), "{said}");
    assert_eq!(verify(folder.path(), &[]).0, 0, "at the paths of the report");
    fs::remove_file(at("hybrid.contoso.com.cer")).unwrap();
    fs::write(at("new\u{1b}.txt"), "new").unwrap();
    let mut answer = fs::read_to_string(at("autodiscover.xml")).unwrap();
    answer.push(' ');
    fs::write(at("autodiscover.xml"), answer).unwrap();
    let (code, said) = verify(folder.path(), &["seeds-case"]);
    assert_eq!(code, 1, "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "changed   seeds-case/autodiscover.xml",
            "missing   seeds-case/hybrid.contoso.com.cer",
            "new       seeds-case/new\\u{1b}.txt"
        ],
        "{said}"
    );
    assert!(lines[3].contains("does not belong to these files: 3 differ"), "{said}");
}

#[test]
fn json_says_what_people_are_told() {
    let folder = exports(&["seeds-case"]);
    let json = || {
        let (code, said) = verify(folder.path(), &["seeds-case", "--format", "json"]);
        let document: Value = serde_json::from_str(&said).unwrap();
        assert_fits(&document, "verify-1.json");
        (code, document)
    };
    save(folder.path(), &["seeds-case"]);
    let (code, document) = json();
    assert!(code == 0 && document["belongs"] == true && document["differences"] == serde_json::json!([]), "{document}");
    let all = document["same"].as_u64().unwrap();
    fs::remove_file(folder.path().join("seeds-case/autodiscover.xml")).unwrap();
    fs::write(folder.path().join("seeds-case/new\u{1b}.txt"), "new").unwrap();
    let (code, document) = json();
    assert!(code == 1 && document["belongs"] == false && document["same"] == all - 1, "{document}");
    let [missing, new] = document["differences"].as_array().unwrap().as_slice() else { panic!("{document}") };
    assert!(missing["state"] == "missing" && missing["path"] == "seeds-case/autodiscover.xml", "{document}");
    assert!(missing["then"].is_string() && missing["now"].is_null(), "{document}");
    assert!(new["state"] == "new" && new["path"] == "seeds-case/new\\u{1b}.txt" && new["then"].is_null(), "{document}");
}

#[test]
fn the_entry_of_an_archive_that_changed_is_named() {
    let folder = exports(&["archive"]);
    save(folder.path(), &["archive"]);
    assert_eq!(verify(folder.path(), &[]).0, 0);
    let path = folder.path().join("archive/exports.zip");
    let mut archive =
        zip::ZipWriter::new_append(fs::OpenOptions::new().read(true).write(true).open(&path).unwrap()).unwrap();
    archive.start_file("added.txt", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, b"added").unwrap();
    archive.finish().unwrap();
    let (code, said) = verify(folder.path(), &[]);
    assert_eq!(code, 1);
    assert!(said.contains("changed   archive/exports.zip\n"), "{said}");
    assert!(said.contains("new       archive/exports.zip > added.txt\n"), "{said}");
    assert_eq!(said.lines().count(), 3, "what is the same in it is not named: {said}");
}

#[test]
fn the_files_may_be_elsewhere_and_in_several_deployments() {
    let names = ["seeds-case", "wildcard", "archive"];
    let folder = exports(&names);
    fs::create_dir(folder.path().join("moved")).unwrap();
    for arguments in [
        &["."][..],
        &["--per-folder", "."],
        &names,
        &["wildcard/autodiscover.xml", "seeds-case/autodiscover.xml"],
        &[".", "--exclude", "wildcard"],
    ] {
        save(folder.path(), arguments);
        let (code, said) = verify(folder.path(), &[]);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        assert_eq!(verify(&folder.path().join("moved"), &[]).0, USAGE, "{arguments:?}: no report there");
        let report = folder.path().join("report.json");
        let moved = msstd(["verify", report.to_str().unwrap(), folder.path().to_str().unwrap()]).output().unwrap();
        assert_eq!(moved.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&moved.stdout));
    }
    save(folder.path(), &["wildcard", "archive"]);
    assert_eq!(verify(folder.path(), &["wildcard", "archive"]).0, 0);
    assert_eq!(verify(folder.path(), &["archive", "wildcard"]).0, 1, "the order is that of the report");
    assert_eq!(verify(folder.path(), &["wildcard", "archive", "seeds-case"]).0, USAGE);
}

#[test]
fn what_can_not_be_verified_says_so() {
    let folder = exports(&["seeds-case"]);
    save(folder.path(), &["--redact", "seeds-case"]);
    let (code, said) = verify(folder.path(), &[]);
    assert!(code == USAGE && said.contains("redacted"), "{said}");
    fs::write(folder.path().join("report.json"), "{").unwrap();
    assert_eq!(verify(folder.path(), &[]).0, USAGE);
    fs::create_dir(folder.path().join("empty")).unwrap();
    save(folder.path(), &["empty"]);
    assert_eq!(verify(folder.path(), &[]).0, NOTHING);
}
