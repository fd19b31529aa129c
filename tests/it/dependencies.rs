//! What `deny.toml` says about the crates, without the network and without cargo-deny: nothing that opens sockets,
//! known
//! licences, one registry.

use std::{collections::BTreeSet, env, fs, process::Command};

use serde_json::Value;

fn deny(table: &str, list: &str) -> BTreeSet<String> {
    let rules: toml::Table = toml::from_str(&fs::read_to_string("deny.toml").unwrap()).unwrap();
    rules[table][list].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn no_crate_opens_sockets_and_all_come_from_crates_io() {
    let lock: toml::Table = toml::from_str(&fs::read_to_string("Cargo.lock").unwrap()).unwrap();
    let banned = deny("bans", "deny");
    let packages = lock["package"].as_array().unwrap();
    let is_wrong = |package: &&toml::Value| {
        let source = package.get("source").and_then(toml::Value::as_str);
        banned.contains(package["name"].as_str().unwrap())
            || source.is_some_and(|source| source != "registry+https://github.com/rust-lang/crates.io-index")
    };
    let wrong: Vec<_> = packages.iter().filter(is_wrong).collect();
    assert!(packages.len() > 100 && wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_licence_is_allowed() {
    let allowed = deny("licenses", "allow");
    // What is built for this platform is there without the network.
    let cargo = |arguments: &[&str]| Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let version = String::from_utf8(cargo(&["-vV"]).stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = cargo(&["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let wrong: Vec<String> = packages
        .iter()
        .map(|package| (&package["name"], package["license"].as_str().unwrap_or_default()))
        .filter(|(_, licence)| !fits(licence, &allowed))
        .map(|(name, licence)| format!("{name}: {licence}"))
        .collect();
    assert!(packages.len() > 100 && wrong.is_empty(), "{wrong:#?}");
}

/// Whether an expression can be met by the licences that are allowed. `/` is an older OR.
fn fits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ");
    let mut parts = expression.split(" AND ").map(|part| part.trim_matches(['(', ')']));
    parts.all(|part| part.split(" OR ").any(|licence| allowed.contains(licence.trim())))
}

#[test]
fn an_expression_needs_all_its_parts() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned()]);
    for fitting in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR ISC", "(MIT OR Apache-2.0) AND ISC"] {
        assert!(fits(fitting, &allowed), "{fitting}");
    }
    for other in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR ISC) AND Apache-2.0", "GPL-3.0 OR LGPL-3.0"] {
        assert!(!fits(other, &allowed), "{other}");
    }
}
