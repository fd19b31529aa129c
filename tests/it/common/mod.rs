//! What tests share: certificates made from specifications, cases read from Markdown, reports and whole runs.

pub mod cases;
// `examples/make-samples.rs` uses the rest of it.
#[allow(dead_code)]
pub mod certificates;
pub mod crls;
pub mod der;
pub mod example;
pub mod pkcs12;
// What is fuzzed, and what has to hold. The fuzzer and `examples/foreign.rs` use the rest of it.
#[allow(dead_code)]
#[path = "../../../fuzz/src/lib.rs"]
pub mod fuzz;
#[cfg(feature = "cli")]
pub mod powershell;
pub mod reports;
pub mod requests;
pub mod runs;

use std::{env, fs, path::PathBuf};

use serde_json::Value;

/// The program, whatever the terminal of who runs the tests is.
#[cfg(feature = "cli")]
pub fn msstd<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_msstd"));
    command.env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR").args(arguments);
    command
}

/// What `msstd COMMAND --help` prints; of no command what `msstd --help` prints.
pub fn help(command: &str) -> String {
    let mut msstd = msstd([command, "--help"].iter().filter(|word| !word.is_empty()));
    let output = msstd.env_remove("COLUMNS").output().unwrap();
    assert!(output.status.success(), "{command}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands, in the order of `msstd --help`.
pub fn commands() -> Vec<String> {
    let whole = help("");
    let listed = whole.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    // A command is indented by two columns, the rest of what is said of it by more.
    let names = listed.filter(|line| !line.starts_with("   ")).map(|line| line.split_whitespace().next().unwrap());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The folder of data from outside. A test that asks for it is ignored until somebody runs it with that variable.
pub fn outside(variable: &str) -> PathBuf {
    env::var_os(variable).unwrap_or_else(|| panic!("{variable} names the folder of the data")).into()
}

/// A certificate as PEM.
pub fn pem(spec: &str) -> Vec<u8> {
    let mut workshop = certificates::Workshop::new();
    workshop.add("made.pem", certificates::Spec::parse(spec).unwrap_or_else(|error| panic!("{error}")));
    workshop.get("made.pem").bytes()
}

/// A schema of `docs/schema`.
pub fn schema(name: &str) -> jsonschema::Validator {
    let schema = serde_json::from_str(&fs::read_to_string(format!("docs/schema/{name}")).unwrap()).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

pub fn assert_fits(document: &Value, schema_name: &str) {
    let errors: Vec<String> =
        schema(schema_name).iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "the JSON does not fit docs/schema/{schema_name}:\n{}", errors.join("\n"));
}
