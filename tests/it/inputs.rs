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

/// `replay` and `predict` list no findings: both name the same files on standard error.
#[test]
fn what_is_not_read_is_named_where_no_findings_are_listed() {
    let folder = TempDir::new().unwrap();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    let namespace = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    let open = format!("<Autodiscover xmlns=\"{namespace}\">");
    let deep = format!("{open}{}{}</Autodiscover>", "<a>".repeat(100), "</a>".repeat(100));
    let unread = [
        ("broken.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".to_owned()),
        ("broken.zip", "PK\x03\x04 and no more".to_owned()),
        ("cut.xml", format!("{open}<Response><Account>")),
        ("deep.xml", deep),
        ("entity.xml", format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{open}</Autodiscover>")),
        ("unfinished.json", "[{\"Name\":\"EXPR\",\"TTL\":1,\"Server\":".to_owned()),
    ];
    for (name, text) in &unread {
        fs::write(exports.join(name), text).unwrap();
    }
    fs::write(exports.join("notes.txt"), "nothing that is read").unwrap();
    let outlook_anywhere = "Identity : EX01\\Rpc (Default Web Site)\nServer : EX01\nExternalHostname : mail.contoso.com\n\
                            ExternalClientsRequireSsl : True\nInternalHostname : mail.contoso.com\n";
    fs::write(exports.join("Get-OutlookAnywhere.txt"), outlook_anywhere).unwrap();
    let names = unread.map(|(name, _)| name);
    let expected = format!("msstd: not read, or only in part: {}; msstd check says why\n", names.join(", "));
    let said = |arguments: &[&str]| {
        let output = msstd(arguments).current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(said(&["replay", "exports", "--at", "2026-06-01"]), expected);
    assert_eq!(said(&["predict", "exports"]), expected);
    assert!(said(&["replay", "exports", "--select", "PN", "--format", "json"]).contains("deep.xml"));
}
