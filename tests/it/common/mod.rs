//! What tests share: certificates made from specifications, cases read from Markdown, reports and whole runs.

pub mod cases;
// `examples/make-samples.rs` uses the rest of it.
#[allow(dead_code)]
pub mod certificates;
pub mod crls;
pub mod der;
pub mod example;
pub mod pkcs12;
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
