//! Files that runs write: whole or not at all, readable by their owner alone, and never through what somebody else planted.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::Path,
    process::{Command as Process, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::common::{msstd, runs::AT};
use tempfile::TempDir;

const SEEDS: &str = "samples/seeds-case";
const UNWRITTEN: i32 = 4;

/// The files of a folder by their names.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// A run that writes a report in each of these formats into a folder.
fn reporting(folder: &Path, sample: &str) -> Process {
    let mut command = Process::new(env!("CARGO_BIN_EXE_msstd"));
    command.args(["check", sample, "--at", AT]).stdout(Stdio::null()).stderr(Stdio::null());
    for format in ["json", "ndjson", "html", "csv", "sarif", "fixes"] {
        command.arg("--report").arg(format!("{format}={}", folder.join(format).display()));
    }
    command
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn stderr(command: &mut assert_cmd::Command) -> String {
    String::from_utf8(command.output().unwrap().stderr).unwrap()
}

#[test]
fn a_run_that_is_killed_leaves_the_old_report_or_the_new_one_and_nothing_else() {
    const KILLS: usize = 200;
    let folder = TempDir::new().unwrap();
    let write = |sample| {
        let begun = Instant::now();
        reporting(folder.path(), sample).status().unwrap();
        (files(folder.path()), begun.elapsed())
    };
    let (new, _) = write(SEEDS);
    let (old, _) = write("samples/healthy");
    let (_, time) = write(SEEDS);
    let mut random = fastrand::Rng::with_seed(16);
    let (mut old_ones, mut new_ones) = (0, 0);
    for signal in ["KILL", "INT", "TERM"].iter().cycle().take(KILLS) {
        for (name, bytes) in &old {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut child = reporting(folder.path(), SEEDS).spawn().unwrap();
        thread::sleep(Duration::from_micros(random.u64(0..=u64::try_from(time.as_micros()).unwrap())));
        let _ = Process::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        child.wait().unwrap();
        for (name, bytes) in files(folder.path()) {
            let is = |reports: &BTreeMap<String, Vec<u8>>| reports.get(&name) == Some(&bytes);
            assert!(is(&old) || is(&new), "{name} is neither the old report nor the new one");
            old_ones += u32::from(is(&old) && !is(&new));
            new_ones += u32::from(is(&new) && !is(&old));
        }
    }
    assert!(old_ones > 0 && new_ones > 0, "{old_ones} old, {new_ones} new: no kill met a run that writes");
}

#[test]
fn a_report_can_be_read_by_its_owner_alone() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    msstd(["check", SEEDS, "-o", &path("report.json")]).output().unwrap();
    msstd(["baseline", SEEDS, "-o", &path("known.json")]).assert().code(0);
    assert_eq!((mode(&at("report.json")), mode(&at("known.json"))), (0o600, 0o600));
    fs::set_permissions(at("report.json"), fs::Permissions::from_mode(0o644)).unwrap();
    msstd(["check", SEEDS, "-o", &path("report.json")]).output().unwrap();
    assert_eq!(mode(&at("report.json")), 0o644, "those of an existing file are kept");
    msstd(["init", "-o", &path("msstd.toml")]).assert().code(0);
    assert_ne!(mode(&at("msstd.toml")), 0o600, "a configuration is no evidence");
}

#[test]
fn what_somebody_else_planted_is_not_written_to() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("theirs"), "theirs").unwrap();
    symlink("theirs", at("link.json")).unwrap();
    let made = Process::new("mkfifo").arg(at("pipe.json")).status().unwrap();
    assert!(made.success());
    let other = Process::new("chown").args(["-h", "65534"]).args([at("link.json"), at("pipe.json")]).output();
    if !other.is_ok_and(|other| other.status.success()) {
        return;
    }
    for name in ["link.json", "pipe.json"] {
        let mut run = msstd(["check", SEEDS, "-o", at(name).to_str().unwrap()]);
        run.timeout(Duration::from_mins(1)).assert().code(UNWRITTEN);
        assert!(stderr(&mut run).contains("belongs to another user"), "{name}");
    }
    assert_eq!(fs::read_to_string(at("theirs")).unwrap(), "theirs");
    // A file of somebody else is replaced where the folder lets us, by one that is ours.
    fs::set_permissions(at("theirs"), fs::Permissions::from_mode(0o666)).unwrap();
    Process::new("chown").arg("65534").arg(at("theirs")).status().unwrap();
    msstd(["check", SEEDS, "-o", at("theirs").to_str().unwrap()]).output().unwrap();
    assert_eq!(mode(&at("theirs")), 0o600);
}

#[test]
fn what_a_killed_run_left_is_named() {
    let folder = TempDir::new().unwrap();
    let report = folder.path().join("report.json");
    fs::write(folder.path().join(".msstd-0123456789abcdef.tmp"), "half a rep").unwrap();
    let said = stderr(&mut msstd(["check", SEEDS, "-o", report.to_str().unwrap()]));
    assert!(said.contains(".msstd-0123456789abcdef.tmp is from a run that was killed"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_to_an_open_file_goes_on_where_that_ends() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log");
    fs::write(&path, "before\n").unwrap();
    for _ in 0..2 {
        let log = fs::OpenOptions::new().append(true).open(&path).unwrap();
        let mut run = Process::new(env!("CARGO_BIN_EXE_msstd"));
        run.args(["check", SEEDS, "--at", AT, "--format", "short", "-o", "/dev/stdout"]).stdout(log).status().unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("before\n") && text.matches("# 2 errors").count() == 2, "{text}");
}

#[test]
fn a_report_that_can_not_be_written_is_exit_code_4() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    for place in
        ["/dev/full", &path, &format!("{path}/no/such"), &format!("{path}/{}", "n".repeat(300)), "/proc/report"]
    {
        let run = msstd(["check", SEEDS, "-o", place]).assert().code(UNWRITTEN).get_output().clone();
        assert!(String::from_utf8(run.stderr).unwrap().contains(place), "{place}");
    }
    assert!(files(folder.path()).is_empty());
    // Open, but not for writing.
    for arguments in
        [&["check", SEEDS][..], &["rules"], &["--help"], &["explain", "PN001"], &["check", SEEDS, "--format", "ndjson"]]
    {
        let mut run = Process::new(env!("CARGO_BIN_EXE_msstd"));
        let status = run.args(arguments).stdout(fs::File::open("/dev/null").unwrap()).stderr(Stdio::null()).status();
        assert_eq!(status.unwrap().code(), Some(UNWRITTEN), "{arguments:?}");
    }
}

#[test]
fn a_full_pipe_waits_and_a_closed_one_of_errors_is_no_matter() {
    let child = |stderr: Stdio| {
        let mut run = Process::new(env!("CARGO_BIN_EXE_msstd"));
        run.args(["check", "samples", "--at", AT, "--format", "json"]).stdout(Stdio::piped()).stderr(stderr);
        run.spawn().unwrap()
    };
    let whole = child(Stdio::null()).wait_with_output().unwrap();
    let slow = child(Stdio::piped());
    thread::sleep(Duration::from_millis(500));
    assert!(slow.wait_with_output().unwrap().stdout == whole.stdout);
    let mut deaf = child(Stdio::piped());
    drop(deaf.stderr.take());
    let deaf = deaf.wait_with_output().unwrap();
    assert!(deaf.stdout == whole.stdout && deaf.status == whole.status);
}
