//! What the command line names beside the exports: it has a limit, and holds nothing up. And exports that are hard to reach.
#![cfg(unix)]

use std::{fs, path::Path, process::Command as Process, time::Duration};

use crate::common::{msstd, runs::AT};
use tempfile::TempDir;

const SEEDS: &str = "samples/seeds-case";
const USAGE: i32 = 2;

fn fifo(path: &Path) {
    assert!(Process::new("mkfifo").arg(path).status().is_ok_and(|status| status.success()));
}

/// A run in a shell, in the folder of the package.
fn shell(script: &str) -> std::process::Output {
    let mut shell = Process::new("bash");
    shell.args(["-c", script]).env("MSSTD", env!("CARGO_BIN_EXE_msstd")).output().unwrap()
}

#[test]
fn what_is_too_long_is_an_error() {
    let folder = TempDir::new().unwrap();
    let long = folder.path().join("long");
    fs::File::create(&long).unwrap().set_len(5 << 20).unwrap();
    for (option, path) in [
        ("--config", long.to_str().unwrap()),
        ("--password-file", long.to_str().unwrap()),
        ("--config", "/dev/zero"),
        ("--password-file", "/dev/zero"),
    ] {
        let run = msstd(["check", SEEDS, option, path]).timeout(Duration::from_mins(1)).assert().code(USAGE);
        let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
        assert!(said.contains(path) && said.contains("it is larger than"), "{option}: {said}");
    }
}

#[test]
fn a_pipe_that_the_user_names_is_read_and_one_that_is_found_holds_nothing_up() {
    let named = shell(&format!(
        "$MSSTD check --files-from <(echo {SEEDS}/autodiscover.xml) --config <(echo 'client = \"modern\"') --at {AT} --format json"
    ));
    let report: serde_json::Value = serde_json::from_slice(&named.stdout).unwrap();
    assert_eq!((&report["run"]["client"], &report["summary"]["files"]), (&"modern".into(), &1.into()));
    let folder = TempDir::new().unwrap();
    fifo(&folder.path().join("msstd.toml"));
    let mut run = msstd(["check", "."]);
    let run = run.current_dir(folder.path()).timeout(Duration::from_mins(1)).assert().code(USAGE);
    let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(said.contains("msstd.toml: not a regular file"), "{said}");
    msstd(["check", ".", "--isolated"]).current_dir(folder.path()).timeout(Duration::from_mins(1)).assert().code(3);
}

#[test]
fn few_descriptors_are_enough() {
    let run = |limit: &str| shell(&format!("{limit} $MSSTD check samples --at {AT} --format json"));
    assert_eq!(run("ulimit -n 16;").stdout, run("").stdout);
}

#[test]
fn a_path_that_is_too_long_for_the_system_is_a_finding() {
    let folder = TempDir::new().unwrap();
    let deep = "d".repeat(200);
    let made = Process::new("bash")
        .args(["-c", &format!("for i in {{1..25}}; do mkdir {deep} && cd -P {deep} || exit 1; done; echo x > file")])
        .current_dir(folder.path())
        .status();
    assert!(made.unwrap().success());
    let mut run = msstd(["check", ".", "--at", AT, "--format", "short"]);
    let output = run.current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("[IN001]") && said.contains("File name too long"), "{said}");
    // TempDir can't remove it.
    Process::new("rm").arg("-rf").arg(folder.path()).status().unwrap();
}
