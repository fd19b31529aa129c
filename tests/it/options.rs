//! The options of people: how much is shown, where it goes, what is left out, and what is said of a slip of the pen.

use std::fs;

use crate::common::{commands, help, msstd, runs::AT};
use tempfile::TempDir;

const SEEDS: &str = "samples/seeds-case";

/// Runs `msstd` with arguments separated by spaces: exit code, standard output, standard error.
fn run(arguments: &str) -> (i32, String, String) {
    let output = msstd(arguments.split_whitespace()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn check(arguments: &str) -> (i32, String, String) {
    run(&format!("check --at {AT} {arguments}"))
}

/// A folder of the sample's files in subfolders: `exports` and, cut off by nothing, `drafts`.
fn two_folders() -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["exports", "drafts"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for file in ["Get-OutlookProvider.txt", "autodiscover.xml", "hybrid.contoso.com.cer"] {
            fs::copy(format!("{SEEDS}/{file}"), folder.path().join(name).join(file)).unwrap();
        }
    }
    folder
}

#[test]
fn quiet_leaves_the_answer_and_the_counts() {
    let (code, out, err) = check(&format!("--quiet {SEEDS}"));
    assert_eq!(code, 1);
    assert!(out.starts_with("Contoso, hybrid: ") && out.contains("2 errors") && err.is_empty(), "{out}{err}");
    assert!(!out.contains("PN001") && out.lines().count() < 6, "{out}");
    let (_, out, _) = check(&format!("-q --format short {SEEDS}"));
    assert!(out.contains("error[PN001]") && !out.contains('#'), "{out}");
    assert_eq!(check(&format!("--quiet --verbose {SEEDS}")).0, 2);
}

#[test]
fn verbose_shows_what_is_abridged() {
    let folder = TempDir::new().unwrap();
    let exr = "<Protocol><Type>EXPR</Type><Server>mail.contoso.com</Server><SSL>On</SSL><CertPrincipalName>msstd:mail.contoso.com</CertPrincipalName></Protocol>";
    let answer = fs::read_to_string(format!("{SEEDS}/autodiscover.xml")).unwrap();
    assert!(answer.contains("</Account>"));
    for number in 0..30 {
        let text = answer.replace("</Account>", &format!("{exr}</Account>"));
        fs::write(folder.path().join(format!("autodiscover-{number}.xml")), text).unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let (brief, whole) = (check(path).1, check(&format!("--verbose {path}")).1);
    assert!(!brief.contains("autodiscover-29.xml:") || brief.lines().count() < whole.lines().count());
    for number in 0..30 {
        assert!(whole.contains(&format!("autodiscover-{number}.xml")), "{number}\n{whole}");
    }
    assert!(check(&format!("--verbose {SEEDS}")).1.contains("SHA-256"));
}

#[test]
fn colour_is_as_the_option_says() {
    assert!(check(&format!("--color always {SEEDS}")).1.contains("\u{1b}[1m"));
    assert!(run(&format!("--color=always check --at {AT} {SEEDS}")).1.contains("\u{1b}[1m"));
    for never in ["auto", "never"] {
        assert!(!check(&format!("--color {never} {SEEDS}")).1.contains('\u{1b}'), "{never}");
    }
    let mut forced = msstd(["check", "--color", "never", SEEDS]);
    let out = forced.env("CLICOLOR_FORCE", "1").output().unwrap().stdout;
    assert!(!out.contains(&0x1b));
}

#[test]
fn a_report_goes_to_a_file_in_the_format_of_its_name() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, beginning) in
        [("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.ndjson", "{\"schema\""), ("a.txt", "Contoso, hybrid")]
    {
        let (code, out, _) = check(&format!("--output {} {SEEDS}", path(name)));
        assert_eq!((code, out.as_str()), (1, ""), "{name}");
        assert!(fs::read_to_string(path(name)).unwrap().trim_start().starts_with(beginning), "{name}");
    }
    check(&format!("-o {} --format csv {SEEDS}", path("b.json")));
    assert!(fs::read_to_string(path("b.json")).unwrap().contains("record"));
    let (_, out, _) = run(&format!("convert {} -o -", path("a.json")));
    assert_eq!(out, check(SEEDS).1);
    assert_eq!(check(&format!("-o {SEEDS}/autodiscover.xml {SEEDS}")).0, 2);
}

#[test]
fn a_report_to_a_dash_is_standard_output() {
    let (code, out, _) = check(&format!("--report json=- {SEEDS}"));
    assert_eq!(code, 1);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap()["schema"], 1);
    assert_eq!(out, check(&format!("--format json {SEEDS}")).1);
    let (code, out, err) = check(&format!("--report json=- --format short {SEEDS}"));
    assert!(code == 2 && out.is_empty() && err.contains("standard output"), "{err}");
}

#[test]
fn what_is_excluded_is_not_read() {
    let folder = two_folders();
    let path = folder.path().to_str().unwrap();
    let files = |more: &str| {
        let (_, out, _) = check(&format!("--show-files {more} {path}"));
        out.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(files("").len(), 6);
    for pattern in ["drafts", "drafts/", "drafts/*", "**/drafts/**", &format!("{path}/drafts")] {
        let left = files(&format!("--exclude {pattern}"));
        assert!(left.len() == 3 && left.iter().all(|line| line.contains("/exports/")), "{pattern}: {left:?}");
    }
    assert_eq!(files("--exclude drafts --exclude *.xml").len(), 2);
    assert_eq!(files("--exclude draft").len(), 6);
    assert_eq!(check(&format!("--exclude [ {path}")).0, 2);
    // The report says so.
    let report: serde_json::Value =
        serde_json::from_str(&check(&format!("--exclude drafts --format json {path}")).1).unwrap();
    assert_eq!(report["run"]["options"]["exclude"], serde_json::json!(["drafts"]));
    assert_eq!(report["summary"]["files"], 3);
}

#[test]
fn what_version_control_keeps_is_not_read() {
    let folder = two_folders();
    fs::rename(folder.path().join("drafts"), folder.path().join(".git")).unwrap();
    let (_, out, err) = check(&format!("--show-files {}", folder.path().display()));
    assert_eq!(out.lines().count(), 4, "{out}");
    assert!(err.is_empty(), "one folder with exports leaves nothing to narrow: {err}");
}

#[test]
fn a_source_tree_is_called_one() {
    let folder = two_folders();
    let path = folder.path().to_str().unwrap();
    assert_eq!(check(path).2, "");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let (_, _, err) = check(path);
    assert!(err.contains("source tree") && err.contains("exports (3)") && err.contains("--exclude "), "{err}");
    assert_eq!(check(&format!("--exclude drafts {path}")).2, "");
    assert_eq!(check(&format!("--quiet {path}")).2, "");
}

#[test]
fn files_are_listed_with_what_they_hold() {
    let (code, out, _) = check(&format!("--show-files {SEEDS}"));
    assert_eq!(code, 0);
    assert!(out.contains("samples/seeds-case/hybrid.contoso.com.cer: certificate\n"), "{out}");
    assert!(out.contains("samples/seeds-case/README.md: documentation\n"), "{out}");
    let (_, out, _) = check("--show-files samples/archive");
    assert!(out.contains(".zip: archive\n") && out.contains(".zip!"), "{out}");
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let (code, out, _) = check(&format!("--statistics {SEEDS}"));
    assert_eq!(code, 1);
    assert!(out.starts_with("     2  error         PN001  principal-not-in-certificate\n"), "{out}");
    assert!(out.contains("2 errors"), "{out}");
    assert_eq!(check(&format!("--statistics --format json {SEEDS}")).0, 2);
}

#[test]
fn what_is_less_severe_is_counted_and_not_shown() {
    for (severity, code) in [("error", 0), ("note", 0)] {
        let arguments = format!("--severity PN001=note --ignore CH --min-severity {severity} {SEEDS}");
        let (exit, out, _) = check(&arguments);
        assert_eq!(exit, code);
        assert_eq!(out.contains("[PN001]"), severity == "note", "{out}");
        assert!(out.contains("2 notes"), "{out}");
        for format in ["short", "markdown", "github", "html"] {
            let (_, out, _) = check(&format!("{arguments} --format {format}"));
            // The page names every rule that was run.
            let found = ["<span class=\"code\">PN001", "[PN001]"];
            let found = found.iter().any(|found| out.contains(found))
                || (format != "html" && out.contains("principal-not-in-certificate"));
            assert_eq!(found, severity == "note", "{format}: {out}");
        }
        let (_, out, _) = check(&format!("{arguments} --format json"));
        assert!(out.contains("\"PN001\""), "JSON has every finding");
    }
    // Hidden findings still fail the run.
    let (exit, out, _) = check(&format!("--severity PN001=note --fail-on note --min-severity error -q {SEEDS}"));
    assert_eq!(exit, 1, "{out}");
}

#[test]
fn a_slip_gets_a_suggestion() {
    for (arguments, meant) in [
        ("check --select PN01 .", "`PN001`"),
        ("check --ignore principal-not-in-certifcate .", "`principal-not-in-certificate`"),
        ("check --severity NP001=error .", "`PN001`"),
        ("check --client modren .", "'modern'"),
        ("check --format jsno .", "'json'"),
        ("check --report htm=x .", "`html`"),
        ("check --fail-on eror .", "'error'"),
        ("check --min-severity warnign .", "'warning'"),
        ("check --trust bundeld .", "'bundled'"),
        ("check --formt json .", "'--format'"),
        ("chek .", "'check'"),
        ("samples", "msstd check samples"),
        ("explain PN01", "`PN001`"),
        ("explain principal-not-in-certifcate", "`principal-not-in-certificate`"),
    ] {
        let (code, out, err) = run(arguments);
        assert!(code == 2 && out.is_empty() && err.contains(meant), "{arguments}: {err}");
    }
    assert!(!run("check --select ZZ999 .").2.contains("did you mean"));
}

#[test]
fn help_has_examples_and_values() {
    for command in commands() {
        let out = help(&command);
        assert!(out.contains(&format!("Examples:\n  msstd {command}")), "{command}: {out}");
    }
    let (_, out, _) = run("check --help");
    for value in [
        "analyzer:",
        "legacy:",
        "modern:",
        "bundled:",
        "inconclusive:",
        "never:",
        "inventory:",
        "[possible values: error, warning, note]",
    ] {
        assert!(out.contains(value), "{value}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
}

#[test]
fn completions_and_manual_pages_have_the_commands_and_their_options() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (code, script, _) = run(&format!("completions {shell}"));
        assert_eq!(code, 0);
        for name in ["check", "explain", "min-severity"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
        // What can be given to an option is not completed in PowerShell.
        assert_eq!(script.contains("inventory"), shell != "powershell", "{shell}");
    }
    let folder = tempfile::TempDir::new().unwrap();
    let shown = folder.path().display();
    assert_eq!(run(&format!("man --folder {shown}")).0, 0);
    for command in ["check", "explain", "man"] {
        let page = fs::read_to_string(folder.path().join(format!("msstd-{command}.1"))).unwrap();
        assert!(page.contains(".TH msstd-") && page.contains("Examples:"), "{command}");
        assert_eq!(run(&format!("man {command}")).1, page, "{command}");
    }
    assert_eq!(run("man nosuch").0, 2);
}

#[test]
fn every_option_is_in_the_help_and_those_that_matter_in_the_readme() {
    let readme = fs::read_to_string("README.md").unwrap();
    let (_, help, _) = run("check --help");
    for option in [
        "--quiet",
        "--verbose",
        "--color",
        "--output",
        "--exclude",
        "--statistics",
        "--show-files",
        "--min-severity",
        "--report",
        "--format",
        "--fail-on",
        "--client",
        "--principal",
        "--at",
        "--select",
        "--ignore",
        "--severity",
        "--baseline",
        "--redact",
    ] {
        assert!(help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")), "{option}");
        assert!(readme.contains(option), "{option}");
    }
}

#[test]
fn nothing_recognised_says_what_could_be() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.txt"), "nothing of Exchange\n").unwrap();
    let (code, _, err) = check(folder.path().to_str().unwrap());
    assert!(code == 3 && err.contains("1 file") && err.contains("--help"), "{err}");
}

#[test]
fn pages_are_wrapped_and_show_files_as_people_know_them() {
    let (code, out, _) = run("explain PN001");
    assert_eq!(code, 0);
    for part in [
        "\nWhat it checks\n",
        "\nReferences\n",
        "mail.pem",
        "CN = owa.contoso.com",
        "<CertPrincipalName>",
        "error[PN001]",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    for rule in msstd::rules::all() {
        let (code, out, _) = run(&format!("explain {}", rule.code.0));
        assert!(code == 0 && out.contains("` reports:\n"), "{}", rule.code.0);
        let notation =
            ["```", "{{", "cn = \"", "san = [", "eku = ["].into_iter().find(|notation| out.contains(notation));
        assert_eq!(notation, None, "{out}");
        let long = out.lines().find(|line| {
            !line.starts_with("    ") && !line.contains('|') && line.chars().count() > 80 && line.trim().contains(' ')
        });
        assert_eq!(long, None, "{}", rule.code.0);
    }
}

/// A terminal is what `script` of util-linux makes.
#[cfg(target_os = "linux")]
mod terminal {
    use std::process::Command;

    use super::SEEDS;

    fn at_a_terminal(variables: &[(&str, &str)], arguments: &str) -> String {
        let mut script = Command::new("script");
        script.args(["-qec", &format!("{} {arguments}", env!("CARGO_BIN_EXE_msstd")), "/dev/null"]);
        script.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("TERM", "xterm-256color");
        let output = script.envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn codes_are_links_where_the_terminal_has_them() {
        let arguments = format!("check --at 2026-06-01 {SEEDS}");
        let pages = ("MSSTD_PAGES", "https://wiki.contoso.com/msstd");
        let out = at_a_terminal(&[("FORCE_HYPERLINK", "1"), pages], &arguments);
        assert!(out.contains("\u{1b}]8;;https://wiki.contoso.com/msstd/PN001.md\u{1b}\\"), "{out}");
        // The pages of the clone that the binary is built in.
        let out = at_a_terminal(&[("FORCE_HYPERLINK", "1")], &arguments);
        assert!(out.contains("\u{1b}]8;;file:///") && out.contains("docs/rules/PN001.md\u{1b}\\"), "{out}");
        let out = at_a_terminal(&[("FORCE_HYPERLINK", "0"), pages], &arguments);
        assert!(!out.contains("\u{1b}]8;;"), "{out}");
    }

    #[test]
    fn a_pipe_gets_no_links() {
        let mut command = crate::common::msstd(["check", SEEDS]);
        let out = command.env("FORCE_HYPERLINK", "1").output().unwrap().stdout;
        assert!(!out.contains(&0x1b));
    }
}
