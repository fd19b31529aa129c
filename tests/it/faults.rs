//! Every read and every write of a run fails once, in turn: the run ends with a finding or a clear error and the right exit
//! code, and never with half a report. Needs strace, which makes the calls fail.
#![cfg(target_os = "linux")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command as Process, Output, Stdio},
    thread,
    time::Duration,
};

use crate::common::runs::AT;
use serde_json::Value;
use tempfile::TempDir;

const USAGE: i32 = 2;
const UNWRITTEN: i32 = 4;

/// More calls than a run makes.
const MOST_CALLS: usize = 400;

fn can_trace() -> bool {
    let trace = Process::new("strace").args(["-qq", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let can = trace.is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: no strace here, or it may not trace");
    }
    can
}

/// A folder with exports, and the place of a report that has an old one.
struct Room {
    folder: TempDir,
    exports: PathBuf,
    report: PathBuf,
    trace: PathBuf,
}

const OLD: &str = "the old report";

impl Room {
    fn new() -> Room {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (exports, report, trace) = (at("exports"), at("reports/report.json"), at("trace"));
        fs::create_dir(&exports).unwrap();
        fs::create_dir(at("reports")).unwrap();
        for name in ["autodiscover.xml", "hybrid.contoso.com.cer", "Get-OutlookProvider.txt", "msstd.toml"] {
            fs::copy(Path::new("samples/seeds-case").join(name), exports.join(name)).unwrap();
        }
        fs::copy("samples/archive/exports.zip", exports.join("exports.zip")).unwrap();
        Room { folder, exports, report, trace }
    }

    /// A run in which one call fails: of these, the one with this number.
    fn run(&self, calls: &str, error: &str, number: usize, only: &[&Path]) -> Output {
        fs::write(&self.report, OLD).unwrap();
        let mut command = Process::new("strace");
        command
            .args(["-f", "-qq", "-e", &format!("inject={calls}:error={error}:when={number}"), "-o"])
            .arg(&self.trace);
        for path in only {
            command.arg("-P").arg(path);
        }
        command
            .arg(env!("CARGO_BIN_EXE_msstd"))
            .args(["check", "--no-sandbox", "--jobs", "1", "--at", AT])
            .arg(&self.exports);
        command.arg("-o").arg(&self.report).current_dir(self.folder.path());
        command.output().unwrap()
    }

    /// Whether the last run had a call that failed.
    fn was_hit(&self) -> bool {
        String::from_utf8_lossy(&fs::read(&self.trace).unwrap()).contains("(INJECTED)")
    }

    fn written(&self) -> String {
        fs::read_to_string(&self.report).unwrap()
    }

    /// Nothing is beside the report.
    fn assert_tidy(&self, what: &str) {
        let names: Vec<_> =
            fs::read_dir(self.report.parent().unwrap()).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(names, ["report.json"], "{what}");
    }
}

#[test]
fn each_read_that_fails_is_a_finding_or_an_error() {
    if !can_trace() {
        return;
    }
    let room = Room::new();
    let clean = room.run("read", "EIO", MOST_CALLS, &[&room.exports]);
    let (code, whole) = (clean.status.code(), room.written());
    let mut paths = vec![room.exports.clone()];
    paths.extend(fs::read_dir(&room.exports).unwrap().map(|entry| entry.unwrap().path()));
    let (mut findings, mut errors, mut without_effect) = (0, 0, 0);
    for path in &paths {
        for calls in [
            "read,pread64,readv",
            "openat,open",
            "stat,fstat,newfstatat,statx,lstat",
            "getdents64",
            "lseek",
            "readlink,readlinkat",
        ] {
            for number in 1..MOST_CALLS {
                let run = room.run(calls, "EIO", number, &[path]);
                if !room.was_hit() {
                    break;
                }
                let what = format!("{calls} {number} of {}", path.display());
                let said = String::from_utf8_lossy(&run.stderr).into_owned();
                room.assert_tidy(&what);
                if run.status.code() == Some(USAGE) {
                    assert!(said.contains("Input/output error") && room.written() == OLD, "{what}: {said}");
                    errors += 1;
                } else if room.written() == whole {
                    assert_eq!(run.status.code(), code, "{what}: {said}");
                    without_effect += 1;
                } else {
                    let report: Value =
                        serde_json::from_str(&room.written()).unwrap_or_else(|error| panic!("{what}: {error}"));
                    let mut codes = report["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]);
                    assert!(codes.any(|code| code == "IN001"), "{what}: nothing says so: {said}");
                    assert!(matches!(run.status.code(), Some(0 | 1 | 3)), "{what}: {:?}", run.status);
                    findings += 1;
                }
            }
        }
    }
    eprintln!("{findings} findings, {errors} errors, {without_effect} without effect");
    assert!(findings > 10 && errors > 0, "{findings} findings, {errors} errors, {without_effect} without effect");
}

#[test]
fn each_write_that_fails_leaves_the_old_report_and_says_so() {
    if !can_trace() {
        return;
    }
    let room = Room::new();
    let clean = room.run("write", "EIO", MOST_CALLS, &[]);
    let (code, whole) = (clean.status.code(), room.written());
    let (mut errors, mut without_effect) = (0, 0);
    for (calls, error) in [
        ("write,writev,pwrite64", "ENOSPC"),
        ("fsync,fdatasync", "EIO"),
        ("linkat,link", "EACCES"),
        ("rename,renameat,renameat2", "EROFS"),
        ("fchmod,chmod,fchown", "EPERM"),
    ] {
        for number in 1..MOST_CALLS {
            let run = room.run(calls, error, number, &[]);
            if !room.was_hit() {
                break;
            }
            let what = format!("{calls} {number}");
            let said = String::from_utf8_lossy(&run.stderr).into_owned();
            room.assert_tidy(&what);
            if room.written() == whole {
                // Standard error, or what is done again in another way.
                assert_eq!(run.status.code(), code, "{what}: {said}");
                without_effect += 1;
            } else {
                assert_eq!(room.written(), OLD, "{what}");
                assert_eq!(run.status.code(), Some(UNWRITTEN), "{what}: {said}");
                assert!(said.contains("report.json: "), "{what}: {said}");
                errors += 1;
            }
        }
    }
    assert!(errors > 4, "{errors} errors, {without_effect} without effect");
}

/// Where the file system has no files without names, a random name is used, and nothing is left of it.
#[test]
fn a_report_needs_no_unnamed_files() {
    if !can_trace() {
        return;
    }
    let room = Room::new();
    let folder = room.report.parent().unwrap();
    let code = room.run("open,openat", "EOPNOTSUPP", MOST_CALLS, &[folder]).status.code();
    for number in 1..4 {
        let run = room.run("open,openat", "EOPNOTSUPP", number, &[folder]);
        if room.was_hit() {
            assert_eq!(run.status.code(), code, "{}", String::from_utf8_lossy(&run.stderr));
            assert!(room.written().starts_with('{'));
            room.assert_tidy("without unnamed files");
        }
    }
}

#[test]
fn a_signal_leaves_no_temporary_file() {
    if !can_trace() {
        return;
    }
    let is_temporary = |name: &String| name.starts_with(".msstd-");
    for signal in ["TERM", "HUP", "INT"] {
        let room = Room::new();
        let folder = room.report.parent().unwrap();
        let names = || -> Vec<String> {
            fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect()
        };
        let mut run = Process::new("strace");
        run.args(["-f", "-qq", "-e", "inject=open,openat:error=EOPNOTSUPP:when=2", "-P"]).arg(folder);
        run.arg("-o").arg(&room.trace).arg(env!("CARGO_BIN_EXE_msstd")).args(["check", "--no-sandbox", "--jobs", "1"]);
        run.args(["samples", "--format", "ndjson", "-o"]).arg(&room.report).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = run.spawn().unwrap();
        while !names().iter().any(is_temporary) && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_millis(2));
        }
        // The trace begins with the process that made the call.
        let trace = fs::read_to_string(&room.trace).unwrap();
        let traced = trace.split_whitespace().next().expect("a call failed");
        Process::new("kill").args([&format!("-{signal}"), traced]).stderr(Stdio::null()).status().unwrap();
        child.wait().unwrap();
        assert!(!names().iter().any(is_temporary), "{signal}: {:?}", names());
    }
}
