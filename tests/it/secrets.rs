//! Passwords that are given to open containers are in nothing that a run prints or writes.

use std::{fs, process::Output};

use msstd::report::Format;

use crate::common::msstd;

const IN_FILE: &str = "Sesame-4711";
const IN_VARIABLE: &str = "Mandrake-0815";

fn holds(text: &[u8]) -> bool {
    let utf_16 = |word: &str| word.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let words = [IN_FILE, IN_VARIABLE].map(|word| [word.as_bytes().to_vec(), utf_16(word)]);
    words.iter().flatten().any(|word| text.windows(word.len()).any(|part| part == word))
}

fn is_clean(what: &str, run: &Output) {
    assert!(run.stdout.len() + run.stderr.len() > 0, "{what}");
    assert!(!holds(&run.stdout) && !holds(&run.stderr), "{what}");
}

#[test]
fn passwords_are_in_no_report_and_no_message() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["modern.p12", "legacy-3des.p12", "legacy-rc4.p12", "empty.p12", "scrypt-n0.p12"] {
        fs::copy(format!("tests/data/containers/{name}"), folder.path().join(name)).unwrap();
    }
    let exports = folder.path().to_str().unwrap();
    let lists = tempfile::tempdir().unwrap();
    let list = |name: &str, content: &[u8]| {
        let path = lists.path().join(name);
        fs::write(&path, content).unwrap();
        format!("--password-file={}", path.display())
    };
    let text = format!("{IN_FILE}\nsecret\n");
    let utf_16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for passwords in [list("passwords.txt", text.as_bytes()), list("utf-16.txt", &utf_16)] {
        let run = |arguments: &[&str]| {
            let arguments = [arguments, &[passwords.as_str()]].concat();
            msstd(arguments).env("MSSTD_PKCS12_PASSWORD", IN_VARIABLE).env("RUST_BACKTRACE", "full").output().unwrap()
        };
        for format in Format::ALL {
            let format = format!("--format={}", format.name());
            is_clean(&format, &run(&["check", exports, &format, "--verbose"]));
        }
        for arguments in [
            &["check", exports, "--show-files"][..],
            &["check", exports, "--no-such-option"],
            &["show", exports],
            &["show", exports, "--format=json"],
            &["replay", exports],
            &["baseline", exports],
            &["rehearse", &format!("{exports}/modern.p12"), exports],
        ] {
            is_clean(&arguments.join(" "), &run(arguments));
        }
        let opened = run(&["show", &format!("{exports}/modern.p12")]);
        assert!(String::from_utf8_lossy(&opened.stdout).contains("mail.contoso.com"), "the password was used");
    }
}
