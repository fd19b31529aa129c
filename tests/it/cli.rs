//! The command line as scripts see it: exit codes, formats, where reports go, and that nothing changes their bytes but
//! the input.

use std::{
    fs,
    path::Path,
    process::{Command as Process, Stdio},
};

use crate::common::{msstd, pem, runs::AT};
use assert_cmd::Command;
use msstd::report::Format;
use tempfile::TempDir;

const SEEDS: &str = "samples/seeds-case";
const HEALTHY: &str = "samples/healthy";
const FAILS: i32 = 1;
const USAGE: i32 = 2;
const NOTHING: i32 = 3;
const UNWRITTEN: i32 = 4;

/// `msstd check --at 2026-06-01 …`.
fn check(arguments: &[&str]) -> Command {
    msstd([&["check", "--at", AT], arguments].concat())
}

/// The findings of the short format: lines that begin with `#` say what else there is.
fn findings(command: &mut Command) -> String {
    let out = stdout(command);
    out.lines().filter(|line| !line.starts_with('#')).map(|line| line.to_owned() + "\n").collect()
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn answer(principal: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">\
         <Response xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\"><Account><AccountType>email</AccountType>\
         <Action>settings</Action><Protocol><Type>EXPR</Type><Server>owa.contoso.com</Server><SSL>On</SSL>\
         <CertPrincipalName>{principal}</CertPrincipalName></Protocol></Account></Response></Autodiscover>\n"
    )
}

/// A folder with an answer and a certificate that does not match it.
fn broken() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("autodiscover.xml"), answer("msstd:mail.contoso.com")).unwrap();
    fs::write(folder.path().join("owa.pem"), pem("cn = \"owa.contoso.com\"\nsan = [\"owa.contoso.com\"]")).unwrap();
    folder
}

#[test]
fn exit_code_0_and_1() {
    check(&[HEALTHY]).assert().code(0);
    check(&[SEEDS]).assert().code(FAILS);
    for format in Format::ALL.map(Format::name) {
        check(&[SEEDS, "--format", format]).assert().code(FAILS);
        check(&[HEALTHY, "--format", format]).assert().code(0);
    }
}

#[test]
fn exit_code_2_for_wrong_usage() {
    for arguments in [
        &["--no-such-option"][..],
        &["--select", "ZZ001", HEALTHY],
        &["--ignore", "no-such-rule", HEALTHY],
        &["--severity", "PN001=fatal", HEALTHY],
        &["--at", "yesterday", HEALTHY],
        &["--client", "xp", HEALTHY],
        &["--fail-on", "fatal", HEALTHY],
        &["--format", "xml", HEALTHY],
        &["--report", "json", HEALTHY],
        &["--config", "no/such/msstd.toml", HEALTHY],
        &["no/such/folder"],
        &["--files-from", "-", "-"],
    ] {
        let result = msstd(["check"]).args(arguments).assert().code(USAGE);
        assert!(!result.get_output().stderr.is_empty(), "{arguments:?} says why");
    }
    msstd::<&str>([]).assert().code(USAGE);
}

#[test]
fn a_named_path_that_does_not_exist_is_named() {
    let output = check(&[HEALTHY, "no/such/folder"]).assert().code(USAGE).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains("no/such/folder"));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_wrong_configuration_is_exit_code_2_with_its_line() {
    let folder = broken();
    let config = folder.path().join("wrong.toml");
    fs::write(&config, "client = \"analyzer\"\ncolour = true\n").unwrap();
    let output = check(&[HEALTHY, "--config", config.to_str().unwrap()]).assert().code(USAGE).get_output().clone();
    assert!(String::from_utf8(output.stderr).unwrap().contains(":2:"));
}

#[test]
fn exit_code_3_where_nothing_is_recognised() {
    let folder = TempDir::new().unwrap();
    check(&[folder.path().to_str().unwrap()]).assert().code(NOTHING);
    fs::write(folder.path().join("notes.txt"), "nothing of Exchange\n").unwrap();
    check(&[folder.path().to_str().unwrap()]).assert().code(NOTHING);
}

#[test]
fn exit_code_4_where_a_report_can_not_be_written() {
    check(&[HEALTHY, "--report", "json=no/such/folder/report.json"]).assert().code(UNWRITTEN);
    if Path::new("/dev/full").exists() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = Process::new(env!("CARGO_BIN_EXE_msstd"))
            .args(["check", HEALTHY])
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(UNWRITTEN));
        for argument in ["--help", "--version", "rules"] {
            let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
            let mut command = Process::new(env!("CARGO_BIN_EXE_msstd"));
            let status = command.arg(argument).stdout(full).stderr(Stdio::null()).status().unwrap();
            assert_eq!(status.code(), Some(UNWRITTEN), "{argument}");
        }
    }
}

#[test]
fn fail_on_sets_what_fails() {
    for (level, code) in [("error", FAILS), ("warning", FAILS), ("note", FAILS), ("inconclusive", FAILS), ("never", 0)]
    {
        check(&[SEEDS, "--select", "PN001", "--fail-on", level]).assert().code(code);
    }
    for (level, code) in [("error", 0), ("warning", FAILS), ("note", FAILS), ("inconclusive", 0), ("never", 0)] {
        check(&[SEEDS, "--select", "PN001", "--severity", "PN001=warning", "--fail-on", level]).assert().code(code);
    }
    check(&[SEEDS, "--ignore", "PN,AD,CH,EX", "--fail-on", "error"]).assert().code(0);
}

#[test]
fn ignore_beats_select() {
    let out = findings(&mut check(&[
        SEEDS,
        "--select",
        "PN001",
        "--ignore",
        "principal-not-in-certificate",
        "--format",
        "short",
    ]));
    assert_eq!(out, "");
    let out = findings(&mut check(&[SEEDS, "--select", "PN", "--format", "short"]));
    assert!(out.lines().all(|line| line.contains("[PN")), "{out}");
    assert!(out.contains("error[PN001]"), "{out}");
}

#[test]
fn short_has_one_line_a_finding_from_the_working_directory() {
    let out = findings(&mut check(&[SEEDS, "--select", "PN001", "--format", "short"]));
    let first = out.lines().next().unwrap();
    let path = first.split(':').next().unwrap();
    assert!(Path::new(path).exists(), "{first}");
    assert!(out.lines().all(|line| line.contains(": error[PN001] ")), "{out}");
}

#[test]
fn json_goes_where_it_is_sent() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("report.json");
    let out =
        check(&[SEEDS, "--format", "json", "--report", &format!("json={}", path.display())]).output().unwrap().stdout;
    assert_eq!(out, fs::read(&path).unwrap());
    let report: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(report["schema"], 1);
    assert_eq!(report["run"]["at"], "2026-06-01T00:00:00Z");
    assert_eq!(report["run"]["at_source"], "option");
    let short = folder.path().join("short.txt");
    let both = [format!("json={}", path.display()), format!("short={}", short.display())];
    check(&[SEEDS, "--report", &both[0], "--report", &both[1]]).assert().code(FAILS);
    assert!(fs::read_to_string(short).unwrap().contains("PN001"));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "no temporary file is left: {left:?}");
}

#[test]
fn a_report_onto_an_input_is_refused() {
    let folder = broken();
    let input = folder.path().join("autodiscover.xml");
    let before = fs::read(&input).unwrap();
    check(&[folder.path().to_str().unwrap(), "--report", &format!("json={}", input.display())]).assert().code(USAGE);
    assert_eq!(before, fs::read(&input).unwrap());
    #[cfg(unix)]
    {
        let link = folder.path().join("elsewhere.json");
        std::os::unix::fs::symlink(&input, &link).unwrap();
        check(&[input.to_str().unwrap(), "--report", &format!("json={}", link.display())]).assert().code(USAGE);
        assert_eq!(before, fs::read(&input).unwrap());
    }
}

#[test]
fn a_report_never_replaces_what_was_read_or_another_report() {
    let folder = broken();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (config, list, report) = (at("own.toml"), at("list"), at("report"));
    fs::write(&config, "client = \"modern\"\n").unwrap();
    fs::write(&list, at("owa.pem")).unwrap();
    let json = |path: &str| format!("json={path}");
    check(&[HEALTHY, "--config", &config, "--report", &json(&config)]).assert().code(USAGE);
    check(&["--files-from", &list, "--report", &json(&list)]).assert().code(USAGE);
    let anchors = at("owa.pem");
    check(&[HEALTHY, "--trust-anchors", &anchors, "--report", &json(&anchors)]).assert().code(USAGE);
    let known = at("known.json");
    fs::write(&known, "{\"schema\": 1, \"findings\": []}").unwrap();
    check(&[HEALTHY, "--baseline", &known, "--report", &json(&known)]).assert().code(USAGE);
    let again = format!("short={report}");
    check(&[HEALTHY, "--report", &json(&report), "--report", &again]).assert().code(USAGE);
    let other = TempDir::new().unwrap();
    let hard = other.path().join("hard.xml");
    fs::hard_link(at("autodiscover.xml"), &hard).unwrap();
    check(&[&at("autodiscover.xml"), "--report", &json(hard.to_str().unwrap())]).assert().code(USAGE);
}

#[cfg(unix)]
#[test]
fn a_report_into_a_pipe_leaves_it_a_pipe() {
    use std::{io::Read as _, os::unix::fs::FileTypeExt as _};
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    if !Process::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        return;
    }
    // Opened both ways, so that neither side waits for the other.
    let mut reader = fs::OpenOptions::new().read(true).write(true).open(&pipe).unwrap();
    check(&[HEALTHY, "--report", &format!("short={}", pipe.display()), "--principal", "x", "--fail-on", "never"])
        .timeout(std::time::Duration::from_mins(1))
        .assert()
        .code(0);
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    let mut first = [0];
    reader.read_exact(&mut first).unwrap();
}

#[test]
fn a_configuration_among_what_is_checked_is_reported_however_it_is_split() {
    let folder = broken();
    let deep = folder.path().join("a/deep");
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("autodiscover.xml"), answer("msstd:mail.contoso.com")).unwrap();
    fs::write(deep.join("msstd.toml"), "\u{feff}client = \"modern\"\n").unwrap();
    let path = folder.path().to_str().unwrap();
    let config = deep.join("msstd.toml");
    let run = |arguments: &[&str]| {
        let out = stdout(check(arguments).args(["--format", "json", "--select", "PO"]));
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    for arguments in [&[path][..], &[path, "--together"], &[path, "--per-folder"], &[config.to_str().unwrap()]] {
        let report = run(arguments);
        assert_eq!(report["findings"][0]["code"], "PO004", "{arguments:?}");
        assert!(report["findings"][0]["message"].as_str().unwrap().contains("ignored"), "{arguments:?}");
        assert_eq!(report["findings"][0]["column"], 10, "{arguments:?}");
    }
    assert_eq!(run(&[path, "--isolated"])["findings"].as_array().unwrap().len(), 0);
    assert_eq!(run(&[path])["run"]["config"].as_array().unwrap().len(), 1, "it made a deployment");
    assert_eq!(run(&[path, "--together"])["run"]["config"].as_array().unwrap().len(), 0);
    // A broken one was not used, whoever trusts it, and the finding is at the place.
    fs::write(&config, "name = \"x\"\nclient = = 1\n").unwrap();
    let report = run(&[path, "--trust-config"]);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("ignored"));
    assert_eq!(report["findings"][0]["line"], 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_called_like_a_configuration_holds_nothing_up() {
    let folder = broken();
    let made = Process::new("mkfifo").arg(folder.path().join("msstd.toml")).status();
    if made.is_ok_and(|status| status.success()) {
        let mut command = check(&[folder.path().to_str().unwrap()]);
        command.timeout(std::time::Duration::from_mins(1)).assert().code(FAILS);
    }
}

#[test]
fn rules_to_come_may_be_named() {
    check(&[HEALTHY, "--ignore", "CT004,validity-too-long,cn-not-a-host,ec-curve-unusual,revoked"]).assert().code(0);
    check(&[HEALTHY, "--ignore", "PN023"]).assert().code(USAGE);
}

#[test]
fn colour_is_as_asked() {
    let plain = stdout(&mut check(&[SEEDS]));
    assert!(!plain.contains('\u{1b}'), "no terminal, no colour");
    assert!(!stdout(check(&[SEEDS]).env("NO_COLOR", "1")).contains('\u{1b}'));
    assert!(stdout(check(&[SEEDS]).env("CLICOLOR_FORCE", "1")).contains('\u{1b}'));
    for format in Format::ALL.map(Format::name).into_iter().filter(|format| *format != "human") {
        assert!(!stdout(check(&[SEEDS, "--format", format]).env("CLICOLOR_FORCE", "1")).contains('\u{1b}'));
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    for arguments in [
        &["check", "samples", "--at", "2026-06-01"][..],
        &["check", "samples", "--at", "2026-06-01", "--format", "json"],
        &["explain", "PN001"],
        &["rules"],
    ] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_msstd"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.is_empty(), "{arguments:?}: {said}");
        assert!(matches!(output.status.code(), Some(0 | FAILS)), "{arguments:?}: {:?}", output.status);
    }
}

#[test]
fn standard_input_is_a_file() {
    let out = stdout(check(&["-", "--select", "PN", "--format", "json"]).write_stdin(answer("msstd:mail.contoso.com")));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["deployments"][0]["name"], "files");
    assert_eq!(report["deployments"][0]["root"], serde_json::Value::Null);
    assert_eq!(report["deployments"][0]["artifacts"][0]["path"], "-");
    assert_eq!(report["deployments"][0]["artifacts"][0]["kind"], "autodiscover");
}

#[test]
fn lists_of_files_are_read() {
    let folder = broken();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (xml, pem) = (at("autodiscover.xml"), at("owa.pem"));
    let list = folder.path().join("list");
    let mut reports = Vec::new();
    for text in [format!("{xml}\n{pem}\n"), format!("{pem}\r\n{xml}"), format!("{xml}\0{pem}\0")] {
        fs::write(&list, &text).unwrap();
        reports.push(stdout(&mut check(&["--files-from", list.to_str().unwrap(), "--format", "json"])));
        reports.push(stdout(check(&["--files-from", "-", "--format", "json"]).write_stdin(text)));
    }
    assert!(reports[0].contains("PN001"));
    assert!(reports.iter().all(|report| *report == reports[0]), "the order in a list changes nothing");
    check(&["--files-from", "no/such/list"]).assert().code(USAGE);
}

#[test]
fn threads_change_no_byte() {
    for format in Format::ALL.map(Format::name) {
        let one = stdout(&mut check(&["samples", "--format", format, "--jobs", "1"]));
        let two = stdout(&mut check(&["samples", "--format", format, "--jobs", "2"]));
        assert!(!one.is_empty());
        assert_eq!(one, two, "{format}");
    }
}

#[test]
fn the_order_of_files_changes_no_byte() {
    let mut files: Vec<String> = ["autodiscover.xml", "Get-OutlookProvider.txt", "hybrid.contoso.com.cer"]
        .iter()
        .map(|name| format!("{SEEDS}/{name}"))
        .collect();
    let run = |files: &[String]| {
        let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
        arguments.extend(["--format", "json"]);
        stdout(&mut check(&arguments))
    };
    let first = run(&files);
    files.rotate_left(1);
    assert_eq!(first, run(&files));
    files.reverse();
    assert_eq!(first, run(&files));
}

#[test]
fn nothing_raw_reaches_a_terminal() {
    let folder = TempDir::new().unwrap();
    let nasty = "msstd:\u{202e}moc.evil\u{2066}\u{1b}[31m\u{9b}\u{7f}\u{200f}mail";
    fs::write(folder.path().join("autodiscover.xml"), answer(nasty)).unwrap();
    let spec = "cn = \"mail\\u001b[2J.contoso\\u202e.com\"\nsan = [\"a\\u0000b\\u0007.contoso.com\", \"owa.contoso.com\"]\no = \"\\u009b31mContoso\"";
    let name = if cfg!(unix) { "ma\u{1b}[31m\u{202e}il.pem" } else { "ma\u{202e}il.pem" };
    fs::write(folder.path().join(name), pem(spec)).unwrap();
    fs::write(
        folder.path().join("list.txt"),
        "CertPrincipalName : msstd:\u{1b}]0;owned\u{7}mail\nName : EXPR\nServer : \u{202e}x\n\n",
    )
    .unwrap();
    let path = folder.path().to_str().unwrap();
    let certificate = folder.path().join(name);
    for arguments in [
        &["check", "--at", "2026-06-01", path][..],
        &["check", "--at", "2026-06-01", path, "--format", "short"],
        &["check", "--at", "2026-06-01", path, "--format", "json"],
        &["check", "--at", "2026-06-01", path, "--principal", nasty],
        &["show", certificate.to_str().unwrap()],
        &["explain", nasty],
        &["check", &format!("no/such/{nasty}")],
        &["check", &format!("--{nasty}")],
        &["check", "--select", nasty],
        &["check", path, "--report", &format!("json=no/such/{nasty}")],
        &[nasty],
    ] {
        let output = msstd(arguments).output().unwrap();
        for bytes in [output.stdout, output.stderr] {
            let text = String::from_utf8(bytes).unwrap();
            let raw: Vec<char> = text
                .chars()
                .filter(|c| c.is_control() && *c != '\n' || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
                .collect();
            assert!(raw.is_empty(), "{arguments:?} lets {raw:?} through:\n{}", text.escape_debug());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_link_in_the_folder_hold_nothing_up() {
    let folder = broken();
    let made = Process::new("mkfifo").arg(folder.path().join("pipe.xml")).status();
    std::os::unix::fs::symlink("autodiscover.xml", folder.path().join("link.xml")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("circle")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken")).unwrap();
    let mut command = check(&[folder.path().to_str().unwrap(), "--format", "json"]);
    let output = command.timeout(std::time::Duration::from_mins(1)).output().unwrap();
    assert_eq!(output.status.code(), Some(FAILS));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let artifacts = report["deployments"][0]["artifacts"].as_array().unwrap();
    let kind = |path: &str| {
        artifacts.iter().find(|artifact| artifact["path"] == path).map(|artifact| artifact["kind"].clone())
    };
    assert_eq!(kind("link.xml"), Some("unknown".into()), "a link is not followed, and not forgotten");
    assert_eq!(kind("circle"), Some("unknown".into()));
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(kind("pipe.xml"), Some("unknown".into()));
    }
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_never_ends_the_run() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = broken();
    let closed = folder.path().join("closed.pem");
    fs::write(&closed, "x").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let output = check(&[folder.path().to_str().unwrap(), "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(FAILS));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let artifacts = report["deployments"][0]["artifacts"].as_array().unwrap();
    let closed_there = artifacts.iter().find(|artifact| artifact["path"] == "closed.pem").unwrap();
    // Who may read everything reads this too.
    if fs::read(&closed).is_err() {
        assert_eq!(closed_there["sha256"], serde_json::Value::Null);
    }
}

#[test]
fn deployments_split_as_asked() {
    let names = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&stdout(&mut check(&all))).unwrap();
        let names = report["deployments"]
            .as_array()
            .unwrap()
            .iter()
            .map(|deployment| deployment["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&[HEALTHY]), ["Contoso, Boston"]);
    assert_eq!(names(&[HEALTHY, SEEDS]), ["Contoso, Boston", "Contoso, hybrid"]);
    assert_eq!(names(&[HEALTHY, SEEDS, "--together"]).len(), 1);
    assert_eq!(names(&["samples", "--per-folder", "--isolated"])[0], "analyzer-report");
    assert_eq!(names(&["samples/san-only/owa.fabrikam.com.cer"]), ["files"]);
    // A path is a name that does not depend on what else is checked, nor on a configuration.
    assert_eq!(names(&["samples", "--name-by-path"])[0], "samples/analyzer-report");
    assert_eq!(names(&[HEALTHY, "--name-by-path"]), [HEALTHY]);
    assert_eq!(names(&[HEALTHY, HEALTHY, "--name-by-path"])[1], format!("{HEALTHY} (2)"));
}

#[test]
fn passwords_come_from_a_file_and_from_the_environment() {
    let folder = TempDir::new().unwrap();
    fs::copy("tests/data/containers/modern.p12", folder.path().join("mail.pfx")).unwrap();
    let passwords = TempDir::new().unwrap();
    let path = passwords.path().join("passwords.txt");
    fs::write(&path, "wrong\r\nsecret\r\n").unwrap();
    let (folder, path) = (folder.path().to_str().unwrap(), path.to_str().unwrap());
    let locked = |command: &mut Command| {
        let report = stdout(command.env_remove("MSSTD_PKCS12_PASSWORD"));
        assert!(!report.contains("secret"), "a password is never printed");
        report.contains("IN010")
    };
    assert!(
        locked(&mut check(&["--format", "json", folder]))
            && !locked(&mut check(&["--format", "short", "--password-file", path, folder]))
    );
    let mut with_variable = check(&["--format", "short", folder]);
    assert!(!stdout(with_variable.env("MSSTD_PKCS12_PASSWORD", "secret")).contains("IN010"));
    check(&["--password-file", "nowhere.txt", folder]).assert().code(USAGE);
    let shown = stdout(&mut msstd(["show", "--password-file", path, folder]));
    assert!(shown.contains("mail.contoso.com") && shown.contains("pkcs12"), "{shown}");
}

#[test]
fn no_path_means_the_working_directory() {
    let folder = broken();
    let named = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    let out = stdout(check(&["--format", "json"]).current_dir(folder.path()));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["deployments"][0]["name"], named.as_str());
}

#[test]
fn the_other_commands_answer() {
    let out = stdout(&mut msstd(["explain", "PN001"]));
    assert!(out.contains("principal-not-in-certificate") && !out.contains("```ftl"));
    assert_eq!(out, stdout(&mut msstd(["explain", "principal-not-in-certificate"])));
    assert!(stdout(&mut msstd(["rules"])).contains("PN001"));
    assert!(stdout(&mut msstd(["show", "samples/healthy/certificates/EX01.cer"])).contains("EX01.corp.contoso.com"));
    assert!(stdout(&mut msstd(["--version"])).starts_with("msstd "));
    let all = stdout(&mut msstd(["--version", "--verbose"]));
    let names: Vec<&str> = all.lines().skip(1).filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(names, ["commit", "rules", "trusted roots", "platform", "sandbox"], "{all}");
    assert!(all.contains(&format!("rules: {}\n", msstd::rules::all().count())), "{all}");
    assert!(all.contains(&format!("Mozilla, {}", msstd::judge::chain::roots::BUNDLED_DATE)), "{all}");
    let family = stdout(&mut msstd(["explain", "op"]));
    assert!(family.contains("OP001") && !family.contains("PN001"), "{family}");
    msstd(["explain", "ZZ999"]).assert().code(USAGE);
}

#[test]
fn what_is_typed_goes_before_what_a_trusted_export_brings() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("msstd.toml"), "at = 2025-01-01\n").unwrap();
    let path = folder.path().to_str().unwrap();
    let at = |more: &[&str]| {
        let arguments = [&["check", "--trust-config", "--format", "json", path], more].concat();
        let report: serde_json::Value = serde_json::from_str(&stdout(&mut msstd(&arguments))).unwrap();
        report["deployments"][0]["at"].as_str().unwrap().to_owned()
    };
    assert_eq!(at(&[]), "2025-01-01T00:00:00Z");
    assert_eq!(at(&["--at", "2026-06-01"]), "2026-06-01T00:00:00Z");
}
