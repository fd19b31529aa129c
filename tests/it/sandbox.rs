//! Nothing reaches out of a run: no socket is opened, nothing is run, and the sandbox is there before the first input is
//! read. `src/cli/sandbox/linux.rs` tests what the sandbox denies.
#![cfg(target_os = "linux")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    sync::LazyLock,
};

const MSSTD: &str = env!("CARGO_BIN_EXE_msstd");

/// One run of each kind that reads what others wrote.
const RUNS: [&[&str]; 8] = [
    &["check", "samples", "--at=2026-06-01", "--format=json", "--jobs=2"],
    &["check", "samples", "--at=2026-06-01", "--show-files"],
    &["show", "samples", "--at=2026-06-01"],
    &["predict", "samples"],
    &["replay", "samples", "--at=2026-06-01"],
    &["rehearse", "samples/seeds-case/hybrid.contoso.com.cer", "samples/server-exports", "--at=2026-06-01"],
    &["baseline", "samples", "--at=2026-06-01"],
    &["explain", "The target principal name is incorrect"],
];

/// Runs a program; `None` where it is not there, or not allowed.
fn tool(program: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())
}

static HAS_STRACE: LazyLock<bool> = LazyLock::new(|| {
    let works = tool("strace", &["-f", "-o", "/dev/null", "true"]).is_some();
    if !works {
        eprintln!("skipped: strace is not installed, or it may not trace");
    }
    works
});

/// The system calls of a run, of those that are asked for, one a line, with the program's output.
fn traced(calls: &str, arguments: &[&str], folder: &Path) -> (Vec<String>, Output) {
    let trace = folder.join("trace");
    let output = Command::new("strace")
        .args(["-f", "-qqq", "-s", "256", "-e", "signal=none", "-e", &format!("trace={calls}"), "-o"])
        .arg(&trace)
        .arg("--")
        .arg(MSSTD)
        .args(arguments)
        .output()
        .unwrap();
    let lines = fs::read_to_string(trace).unwrap().lines().map(str::to_owned).collect();
    (lines, output)
}

#[test]
fn no_run_over_the_samples_opens_a_socket_or_starts_a_program() {
    if !*HAS_STRACE {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for run in RUNS {
        for more in [&[][..], &["--no-sandbox"]] {
            let arguments = [run, more].concat();
            let (calls, output) =
                traced("%network,io_uring_setup,execve,execveat,fork,vfork", &arguments, folder.path());
            assert!(output.stdout.len() > 100, "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            let [start] = calls.as_slice() else { panic!("{arguments:?}: {calls:#?}") };
            assert!(start.contains("execve("), "only strace starts a program: {start}");
        }
    }
}

#[test]
fn the_sandbox_is_there_before_an_input_is_read_and_a_thread_starts() {
    if !*HAS_STRACE {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let passwords = folder.path().join("passwords.txt");
    fs::write(&passwords, "secret\n").unwrap();
    let passwords = format!("--password-file={}", passwords.display());
    for run in RUNS.iter().filter(|run| run.contains(&"samples")) {
        let named = if matches!(run[0], "predict") { vec![] } else { vec![passwords.as_str()] };
        let arguments = [run, named.as_slice()].concat();
        let calls = "landlock_restrict_self,seccomp,prctl,open,openat,openat2,clone,clone3,getdents64,statx,newfstatat";
        let (calls, output) = traced(calls, &arguments, folder.path());
        let first = |words: &[&str]| calls.iter().position(|call| words.iter().any(|word| call.contains(word)));
        let work = first(&["\"samples", "passwords.txt", "msstd.toml", "clone(", " clone3("]).expect("it reads");
        let layers = ["PR_SET_DUMPABLE, SUID_DUMP_DISABLE", "landlock_restrict_self(", "SECCOMP_SET_MODE_FILTER"];
        if output.stderr.windows(7).any(|word| word == b"sandbox") {
            eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        for layer in layers {
            let entered = first(&[layer]).unwrap_or_else(|| panic!("no {layer}: {calls:#?}"));
            assert!(entered < work, "{arguments:?}: {} before {layer}", calls[work]);
        }
        assert!(calls[work..].iter().all(|call| !call.contains("seccomp(")), "it is entered once");
    }
}

#[test]
fn a_part_that_a_kernel_does_not_have_is_named_and_the_run_goes_on() {
    if !*HAS_STRACE {
        return;
    }
    let arguments = ["check", "samples/seeds-case", "--at=2026-06-01"];
    let whole = Command::new(MSSTD).args(arguments).output().unwrap();
    for (call, error, part) in [
        ("landlock_create_ruleset", "ENOSYS", "writing other files"),
        ("landlock_create_ruleset", "EOPNOTSUPP", "writing other files"),
        ("landlock_create_ruleset", "EPERM", "writing other files"),
        ("landlock_restrict_self", "EPERM", "writing other files"),
        ("seccomp", "ENOSYS", "the network and other programs"),
        ("seccomp", "EINVAL", "the network and other programs"),
        ("prctl", "EPERM", "core dumps and debuggers"),
    ] {
        let without = |more: &[&str]| {
            Command::new("strace")
                .args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e"])
                .args([&format!("inject={call}:error={error}"), "--", MSSTD])
                .args(arguments)
                .args(more)
                .output()
                .unwrap()
        };
        let run = without(&[]);
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains(part) && said.lines().count() == 1, "{call} {error}: {said}");
        assert_eq!((run.status.code(), run.stdout), (whole.status.code(), whole.stdout.clone()), "{call} {error}");
        assert!(without(&["--quiet"]).stderr.is_empty(), "{call} {error}");
    }
}

#[test]
fn a_run_without_any_network_has_the_same_output() {
    let empty = [&["--net"][..], &["--map-root-user", "--net"]];
    let Some(empty) = empty.into_iter().find(|how| tool("unshare", &[*how, &["true"]].concat()).is_some()) else {
        eprintln!("skipped: no empty network namespace (unshare --net)");
        return;
    };
    for run in RUNS {
        let here = Command::new(MSSTD).args(run).output().unwrap();
        let there = Command::new("unshare").args(empty).arg(MSSTD).args(run).output().unwrap();
        assert!(here.stdout.len() > 100, "{run:?}");
        assert!(here == there, "{run:?}");
    }
}

#[test]
fn a_report_is_the_same_with_and_without_the_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let report = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let run = Command::new(MSSTD)
            .args(["check", "samples/seeds-case", "--at=2026-06-01", "--quiet"])
            .arg(format!("--report=json={}", file.display()))
            .args(more)
            .output()
            .unwrap();
        (run, fs::read(file).unwrap())
    };
    let inside = report("inside.json", &[]);
    assert_eq!(inside.0.status.code(), Some(1), "findings");
    assert!(inside == report("outside.json", &["--no-sandbox"]));
    assert!(inside == report("inside.json", &[]), "a report is replaced");
}

#[test]
fn a_device_and_a_pipe_are_written_to() {
    let arguments = ["check", "samples/seeds-case", "--at=2026-06-01", "--quiet", "--output"];
    let to = |place: &str| Command::new(MSSTD).args(arguments).arg(place).output().unwrap();
    let printed = to("-");
    assert_eq!(printed.status.code(), Some(1));
    assert!(to("/dev/stdout") == printed);
    assert_eq!(to("/dev/null").status.code(), Some(1));
    assert_eq!(to("/dev/full").status.code(), Some(4), "a full device");
}
