//! The sandbox of Linux, three layers that hold without each other: the process is hidden from others, Landlock keeps
//! files from being written or run, seccomp denies system calls.

use std::{
    env::consts::ARCH,
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, PathBeneath, PathFd, Ruleset, RulesetAttr as _,
    RulesetCreatedAttr as _, RulesetError, RulesetStatus, Scope,
};
use rustix::{
    io::Errno,
    process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit},
};
use seccompiler::{BackendError, BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter_all_threads};

use super::{super::whole, Missing, syscalls};

/// What is asked for; an older kernel gives what it has of it.
const LANDLOCK: ABI = ABI::V10;

/// Denies this thread, and those that it starts, everything but to read, and to write these files. What could not be
/// denied.
pub(super) fn deny_all_but(files: &[&Path]) -> Vec<Missing> {
    let failed = |what| move |why: String| Missing { what, why };
    let layers = [
        hide().map_err(because).map_err(failed("core dumps and debuggers")),
        keep_files(files).map_err(failed("writing other files")),
        deny_calls().map_err(failed("the network and other programs")),
    ];
    layers.into_iter().filter_map(Result::err).collect()
}

fn because(error: impl Display) -> String {
    error.to_string()
}

/// No core dump holds what was read, and no process of the same user reads it from memory.
fn hide() -> io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

/// Everything can be read; nothing is run, and nothing is written but where these files are.
fn keep_files(files: &[&Path]) -> Result<(), String> {
    match restrict(files).map_err(because)? {
        RulesetStatus::NotEnforced => Err("this kernel does not have Landlock, or it is turned off".to_owned()),
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced => Ok(()),
    }
}

fn restrict(files: &[&Path]) -> Result<RulesetStatus, RulesetError> {
    let mut rules = Ruleset::default()
        .handle_access(AccessFs::from_write(LANDLOCK) | AccessFs::Execute)?
        .handle_access(AccessNet::from_all(LANDLOCK))?
        .scope(Scope::from_all(LANDLOCK))?
        .create()?;
    for (place, rights) in files.iter().map(|file| place(file)) {
        // Where a folder is missing, nothing can be written, and the report says so. A pipe without a name takes no rule,
        // and can always be written to.
        if let Ok(place) = PathFd::new(place) {
            let _ = (&mut rules).add_rule(PathBeneath::new(place, rights));
        }
    }
    Ok(rules.restrict_self()?.ruleset)
}

/// Where a file is written: the device or the pipe that it is, or the folder where a whole file takes its place.
fn place(file: &Path) -> (PathBuf, BitFlags<AccessFs>) {
    if fs::metadata(file).is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
        return (file.to_owned(), AccessFs::WriteFile.into());
    }
    let file = whole::resolved(file).unwrap_or_else(|_| file.to_owned());
    // What standard output leads to, if it is a file.
    let file = fs::canonicalize(&file).unwrap_or(file);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let rights = AccessFs::WriteFile | AccessFs::MakeReg | AccessFs::RemoveFile | AccessFs::Truncate | AccessFs::Refer;
    (folder.to_owned(), rights)
}

/// The system calls that would reach out of this process fail with EPERM.
fn deny_calls() -> Result<(), String> {
    let filter = filter().map_err(because)?;
    apply_filter_all_threads(&filter).map_err(because)
}

fn filter() -> Result<BpfProgram, BackendError> {
    let calls = syscalls::denied().into_iter().map(|call| (call, Vec::new())).collect();
    let denied = SeccompAction::Errno(Errno::PERM.raw_os_error().unsigned_abs());
    SeccompFilter::new(calls, SeccompAction::Allow, denied, TargetArch::try_from(ARCH)?)?.try_into()
}

#[cfg(test)]
#[allow(clippy::print_stderr, reason = "a test says what it skips")]
mod tests {
    use std::{
        env,
        io::Write as _,
        net::{TcpListener, TcpStream, UdpSocket},
        os::unix::{
            fs::{PermissionsExt as _, symlink},
            net::{UnixListener, UnixStream},
        },
        process::Command,
        thread,
    };

    use rustix::process::{dumpable_behavior, getrlimit};

    use super::*;

    /// Names the folder that the test in its own process has.
    const FOLDER: &str = "MSSTD_TEST_SANDBOX";

    fn fails<T>(what: &str, result: io::Result<T>) {
        let error = result.err().unwrap_or_else(|| panic!("{what} worked"));
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied, "{what}: {error}");
    }

    /// Whether a part of the sandbox is there: kernels and containers differ.
    fn is_there(missing: &[Missing], what: &str) -> bool {
        let found = missing.iter().find(|part| part.what.contains(what));
        found.inspect(|part| eprintln!("skipped: {part:?}")).is_none()
    }

    fn no_socket_opens() {
        fails("a server", TcpListener::bind("127.0.0.1:0"));
        fails("a connection", TcpStream::connect("127.0.0.1:9"));
        fails("a datagram", UdpSocket::bind("127.0.0.1:0"));
        fails("a pair", UnixStream::pair());
        fails("a local socket", UnixListener::bind("socket"));
    }

    fn no_program_runs() {
        fails("a program", Command::new("/bin/true").status());
        fails("this program", Command::new("/proc/self/exe").arg("--list").status());
    }

    fn nothing_else_is_written(folder: &Path) {
        let kept = folder.join("other/kept.txt");
        fails("a new file", fs::write(folder.join("other/new.txt"), "new"));
        fails("a change", fs::write(&kept, "changed"));
        fails("an addition", fs::File::options().append(true).open(&kept));
        fails("a removal", fs::remove_file(&kept));
        fails("a move", fs::rename(&kept, folder.join("out/moved.txt")));
        fails("a link", symlink(&kept, folder.join("out/link.txt")));
        fails("a folder", fs::create_dir(folder.join("out/folder")));
        fails("permissions", fs::set_permissions(&kept, fs::Permissions::from_mode(0o777)));
        assert_eq!(fs::read_to_string(&kept).unwrap(), "kept", "it is still read");
    }

    fn the_report_is_written(report: &Path) {
        let beside = report.with_extension("tmp");
        for text in ["first", "second"] {
            let mut file = fs::File::create_new(&beside).unwrap();
            file.set_permissions(fs::Permissions::from_mode(0o600)).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            fs::rename(&beside, report).unwrap();
            assert_eq!(fs::read_to_string(report).unwrap(), text);
        }
        fs::hard_link(report, &beside).unwrap();
        fs::remove_file(&beside).unwrap();
    }

    /// In a process of its own, which it leaves in the sandbox.
    #[test]
    #[ignore = "what_reaches_out_fails runs it"]
    fn inside() {
        let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
        let report = folder.join("out/report.json");
        let missing = deny_all_but(&[&report]);
        let tries = || {
            if is_there(&missing, "network") {
                no_socket_opens();
                no_program_runs();
            }
            if is_there(&missing, "files") {
                nothing_else_is_written(&folder);
            }
            the_report_is_written(&report);
        };
        tries();
        thread::scope(|scope| scope.spawn(tries).join().unwrap());
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
    }

    #[test]
    fn what_reaches_out_fails() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("out")).unwrap();
        fs::create_dir(folder.path().join("other")).unwrap();
        fs::write(folder.path().join("other/kept.txt"), "kept").unwrap();
        let test = "cli::sandbox::linux::tests::inside";
        let run = Command::new(env::current_exe().unwrap())
            .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success() && said.contains("1 passed"), "{said}");
        eprintln!("{said}");
    }

    #[test]
    fn a_file_is_written_in_its_folder_and_a_device_in_its_place() {
        let folder = |file: &str| place(Path::new(file)).0;
        assert_eq!(folder("report.json"), Path::new("."));
        assert_eq!(folder("no-such-folder/report.json"), Path::new("no-such-folder"));
        assert_eq!(folder("/dev/null"), Path::new("/dev/null"));
        let link = tempfile::tempdir().unwrap();
        symlink(env::current_exe().unwrap(), link.path().join("report.json")).unwrap();
        let real = fs::canonicalize(env::current_exe().unwrap()).unwrap();
        assert_eq!(place(&link.path().join("report.json")).0, real.parent().unwrap(), "what the link leads to");
    }

    #[test]
    fn every_call_is_denied_once() {
        let mut calls = syscalls::denied();
        let count = calls.len();
        calls.sort_unstable();
        calls.dedup();
        assert_eq!(calls.len(), count);
    }
}
